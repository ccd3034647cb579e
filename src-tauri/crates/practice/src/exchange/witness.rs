//! When MESH may be believed that it does not know a letter: it knows another one, and says so twice.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use mailbox::{LocalId, Mailbox, Tracked};
use store::{Attempt, LetterOutId};

use super::{Exchange, Pass};
use crate::Result;

/// A letter that MESH took so recently can still be tracked, and shows that tracking works.
const WITNESS_AGE: SignedDuration = SignedDuration::from_hours(14 * 24);
/// So many of them are tried.
const WITNESSES: u32 = 3;
/// MESH must say twice, so far apart, that it does not know a letter.
pub(super) const BETWEEN_MISSES: SignedDuration = SignedDuration::from_mins(5);

/// MESH may learn so late of what it took: only then does its silence mean that it did not take it.
const LEARNS_WITHIN: SignedDuration = SignedDuration::from_mins(15);

/// What was found out about tracking itself.
pub(super) enum Witness {
    Works,
    /// It finds nothing, so that it finds our letter not says nothing.
    Silent,
    NotAsked,
}

/// When letters were first missed, by a clock that nobody can set. It begins anew with the program: then the
/// clock on the wall alone must do.
#[derive(Debug, Default)]
pub(super) struct Misses(Mutex<BTreeMap<LetterOutId, Duration>>);

impl Misses {
    /// A first miss.
    pub(super) fn first(&self, letter: LetterOutId, running: Option<Duration>) {
        let mut misses = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(running) = running {
            misses.insert(letter, running);
        }
    }

    /// Whether nothing speaks against it that enough time has passed since the first miss.
    pub(super) fn long_ago(&self, letter: LetterOutId, running: Option<Duration>) -> bool {
        let misses = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let passed = running
            .zip(misses.get(&letter))
            .map(|(running, first)| running.saturating_sub(*first));

        passed.is_none_or(|passed| passed >= BETWEEN_MISSES.unsigned_abs())
    }
}

/// MESH forgets: of what was posted longer ago than any witness, its silence says nothing.
pub(super) fn is_remembered(attempts: &[Attempt], now: Timestamp) -> bool {
    let since = now.checked_sub(WITNESS_AGE).unwrap_or(Timestamp::MIN);

    attempts.iter().all(|attempt| attempt.at >= since)
}

/// The first miss, if it can have been: one that lies ahead was dated by a clock that was wrong.
pub(super) fn first_miss(at: Option<Timestamp>, now: Timestamp) -> Option<Timestamp> {
    at.filter(|at| *at <= now)
}

/// Whether the clock on the wall says that enough time has passed since the first miss.
pub(super) fn is_second(first: Option<Timestamp>, now: Timestamp) -> bool {
    first.is_some_and(|first| first.duration_until(now) >= BETWEEN_MISSES)
}

/// Whether MESH has had time enough to learn of every attempt. One that lies ahead was dated by a clock that was
/// wrong: since the first miss, at least, it is there.
pub(super) fn must_know(attempts: &[Attempt], first: Option<Timestamp>, now: Timestamp) -> bool {
    let since = |attempt: &Attempt| Some(attempt.at).filter(|at| *at <= now).or(first);
    let is_old = |since: Timestamp| since.duration_until(now) >= LEARNS_WITHIN;

    attempts.iter().filter_map(since).all(is_old)
}

impl<M: Mailbox> Exchange<M> {
    /// Asks for letters that MESH surely took: one that is found shows that tracking works.
    pub(super) async fn witness(&self, pass: &mut Pass) -> Result<Witness> {
        let since = self.world.now().checked_sub(WITNESS_AGE);
        let since = since.unwrap_or(Timestamp::MIN);
        let witnesses = self
            .on_ledger(move |practice| {
                Ok(practice.store().read(|r| r.witnesses(since, WITNESSES))?)
            })
            .await?;
        for witness in witnesses {
            let Some(local_id) = LocalId::parse(&witness.local_id) else {
                continue;
            };
            match self.mailbox.track(&local_id).await {
                Ok(Tracked::Found { .. } | Tracked::Several { .. }) => return Ok(Witness::Works),
                Ok(Tracked::NotFound | Tracked::Waiting | Tracked::Failed { .. }) => {}
                Err(error) => {
                    pass.met_on_the_way(&error);
                    return Ok(Witness::NotAsked);
                }
            }
        }

        Ok(Witness::Silent)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp::UNIX_EPOCH;

    fn after(minutes: i64) -> Timestamp {
        NOW + SignedDuration::from_mins(minutes)
    }

    fn attempt(minute: i64) -> Attempt {
        Attempt {
            id: store::AttemptId::new(1),
            letter: LetterOutId::new(1),
            local_id: String::new(),
            at: after(minute),
            outcome: store::Outcome::Unknown,
            mesh_id: None,
            words: None,
        }
    }

    #[test]
    fn a_miss_that_lies_ahead_is_none() {
        assert_eq!(first_miss(Some(after(1)), NOW), None);
        assert_eq!(first_miss(Some(NOW), NOW), Some(NOW));
        assert_eq!(first_miss(None, NOW), None);
    }

    #[test]
    fn mesh_has_a_quarter_of_an_hour_to_learn_of_every_attempt() {
        let must_know = |posted: &[i64], first: i64, now: i64| {
            let attempts: Vec<_> = posted.iter().map(|minute| attempt(*minute)).collect();
            super::must_know(&attempts, Some(after(first)), after(now))
        };

        assert!(!must_know(&[0], 1, 14));
        assert!(must_know(&[0], 1, 15));
        assert!(!must_know(&[0, 20], 21, 34), "the newest decides");
        assert!(must_know(&[0, 20], 21, 35));
        assert!(!must_know(&[900], 1, 15), "dated by a wrong clock");
        assert!(must_know(&[900], 1, 16));
    }

    #[test]
    fn a_second_miss_counts_after_five_minutes_by_both_clocks() {
        let minutes = |n: u64| Some(Duration::from_secs(n * 60));
        let (letter, other) = (LetterOutId::new(1), LetterOutId::new(2));
        let misses = Misses::default();
        misses.first(letter, minutes(10));

        assert!(!is_second(None, NOW));
        assert!(!is_second(Some(NOW), after(4)));
        assert!(is_second(Some(NOW), after(5)));
        assert!(!misses.long_ago(letter, minutes(14)));
        assert!(misses.long_ago(letter, minutes(15)));
        assert!(
            misses.long_ago(other, minutes(14)),
            "missed before the program began"
        );
        assert!(misses.long_ago(letter, None), "nobody counts the minutes");
    }
}
