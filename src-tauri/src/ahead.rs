//! What the window asks first, worked out while its page is still being loaded.

use std::sync::{Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};

/// So long an answer is as good as one that is worked out anew: another program may have written since.
const FRESH: SignedDuration = SignedDuration::from_secs(5);

/// When something was looked at, and how much had changed by then.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Seen {
    pub(crate) at: Timestamp,
    pub(crate) changes: u64,
}

/// An answer that is given once, and only where nothing has changed since.
pub(crate) struct Ahead<T>(Mutex<Option<(T, Seen)>>);

impl<T> Ahead<T> {
    pub(crate) fn nothing() -> Self {
        Self(Mutex::new(None))
    }

    /// Works it out; whoever asks for it meanwhile waits. What cannot be read is told when it is asked for anew.
    pub(crate) fn keep<E>(&self, seen: Seen, work: impl FnOnce(Timestamp) -> Result<T, E>) {
        let mut kept = self.lock();
        *kept = work(seen.at).ok().map(|answer| (answer, seen));
    }

    /// What was kept, or else what is worked out now.
    pub(crate) fn give<E>(
        &self,
        now: Seen,
        work: impl FnOnce(Timestamp) -> Result<T, E>,
    ) -> Result<T, E> {
        self.take(now).map_or_else(|| work(now.at), Ok)
    }

    fn take(&self, now: Seen) -> Option<T> {
        let (answer, then) = self.lock().take()?;
        let age = now.at.duration_since(then.at);
        let is_fresh = (SignedDuration::ZERO..=FRESH).contains(&age);

        (is_fresh && now.changes == then.changes).then_some(answer)
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Option<(T, Seen)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(second: i64, changes: u64) -> Seen {
        let at = Timestamp::from_second(1_000 + second).unwrap();

        Seen { at, changes }
    }

    #[test]
    fn an_answer_is_given_once_while_it_is_true() {
        for (now, given) in [
            (seen(0, 7), true),
            (seen(5, 7), true),
            (seen(6, 7), false),
            (seen(-1, 7), false),
            (seen(1, 8), false),
        ] {
            let ahead = Ahead::nothing();
            ahead.keep(seen(0, 7), |_| Ok::<_, ()>("so"));

            assert_eq!(ahead.take(now), given.then_some("so"), "{now:?}");
            assert_eq!(ahead.take(seen(0, 7)), None, "a second time");
        }
    }
}
