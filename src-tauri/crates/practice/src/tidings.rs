//! What somebody who is not looking should hear of: counts and kinds, and no patient's details.

use jiff::Timestamp;
use store::{LetterState, NoticeId, Read};

use crate::standing::paused_why;
use crate::{Practice, Result, Settings, obstacles};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tidings {
    /// The last notice there is.
    pub newest: Option<NoticeId>,
    /// Notices that wait for a decision and came after the one that was known, and the last of them.
    pub to_decide: u64,
    pub last_to_decide: Option<NoticeId>,
    /// Letters of which MESH has reported that they were not delivered.
    pub undelivered: u64,
    /// Nothing goes on some link until a person has done something.
    pub is_stopped: bool,
}

impl Practice {
    /// How things stand for somebody who knows the notices up to one of them.
    pub fn tidings(&self, known: Option<NoticeId>, at: Timestamp) -> Result<Tidings> {
        self.store().read(|r| {
            let (to_decide, last_to_decide) = r.to_decide_after(known, at)?;

            Ok(Tidings {
                newest: r.newest_notice()?,
                to_decide,
                last_to_decide,
                undelivered: r.count_letters_out_in(LetterState::Undelivered)?,
                is_stopped: is_stopped(r)?,
            })
        })
    }
}

fn is_stopped(r: &Read<'_>) -> Result<bool> {
    let is_stuck = obstacles::stuck_letters(r)?
        .iter()
        .any(obstacles::StuckLetter::needs_person);

    Ok(is_stuck || paused_why(r, &Settings::read(r)?)?.is_some())
}

#[cfg(test)]
mod tests {
    use crate::sample::{Sample, manager, now};

    #[test]
    fn what_is_known_already_is_no_tidings() {
        let sample = Sample::healthy();
        let waiting = sample.practice.standing(now()).unwrap().to_decide;
        assert!(waiting > 0);

        let all = sample.practice.tidings(None, now()).unwrap();
        let none = sample.practice.tidings(all.newest, now()).unwrap();

        assert_eq!((all.to_decide, all.undelivered), (waiting, 0));
        assert_eq!((none.to_decide, none.last_to_decide), (0, None));
        assert_eq!(none.newest, all.newest);
    }

    #[test]
    fn a_pause_stops_the_sending() {
        let sample = Sample::healthy();
        let is_stopped = || sample.practice.tidings(None, now()).unwrap().is_stopped;
        assert!(!is_stopped());

        let why = Some("asked by PCSE");
        sample.practice.pause(why, &manager()).unwrap();

        assert!(is_stopped());
    }
}
