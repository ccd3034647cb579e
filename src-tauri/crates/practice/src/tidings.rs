//! What somebody who is not looking should hear of: counts and kinds, and no patient's details.

use jiff::Timestamp;
use store::{LetterState, NoticeId, Read};

use crate::standing::paused_why;
use crate::{Practice, Result, Settings, obstacles};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tidings {
    /// The last notice there is; one that comes before all where there is none.
    pub newest: NoticeId,
    /// Notices that wait for a decision and came after the one that was known, and the last of them.
    pub to_decide: u64,
    pub last_to_decide: Option<NoticeId>,
    /// Letters of which MESH has reported that they were not delivered.
    pub undelivered: u64,
    /// Nothing goes on some link until a person has done something.
    pub is_stopped: bool,
}

impl Practice {
    /// How things stand for somebody who knows the notices up to one of them; whoever knows none yet begins with what is
    /// there, and none of it is news.
    pub fn tidings(&self, known: Option<NoticeId>, at: Timestamp) -> Result<Tidings> {
        self.store().read(|r| {
            let newest = r.newest_notice()?.unwrap_or_else(before_all);
            let (to_decide, last_to_decide) = r.to_decide_after(known.unwrap_or(newest), at)?;

            Ok(Tidings {
                newest,
                to_decide,
                last_to_decide,
                undelivered: r.count_letters_out_in(LetterState::Undelivered)?,
                is_stopped: is_stopped(r)?,
            })
        })
    }
}

fn before_all() -> NoticeId {
    NoticeId::new(0)
}

fn is_stopped(r: &Read<'_>) -> Result<bool> {
    let is_stuck = obstacles::stuck_letters(r)?
        .iter()
        .any(obstacles::StuckLetter::needs_person);

    Ok(is_stuck || paused_why(r, &Settings::read(r)?)?.is_some())
}

#[cfg(test)]
mod tests {
    use super::before_all;
    use crate::sample::{Sample, manager, now};

    #[test]
    fn only_what_came_after_the_one_that_is_known_is_tidings() {
        let sample = Sample::healthy();
        let waiting = sample.practice.standing(now()).unwrap().to_decide;
        assert!(waiting > 0);

        let begins = sample.practice.tidings(None, now()).unwrap();
        let all = sample.practice.tidings(Some(before_all()), now()).unwrap();

        assert_eq!((begins.to_decide, begins.last_to_decide), (0, None));
        assert_eq!((all.to_decide, all.undelivered), (waiting, 0));
        assert!(all.last_to_decide.is_some() && all.newest == begins.newest);
        let first_day = Sample::new().practice.tidings(None, now()).unwrap();
        assert_eq!(first_day.newest, before_all(), "the first to come is news");
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
