//! The desk's clock. A live desk's is the computer's; a training desk's can be pushed, and is remembered.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use mailbox::LocalId;
use practice::World;
use premises::{Chances, clock};

/// Where a training desk remembers how far its clock is ahead of the computer's, in milliseconds.
const FILE: &str = "clock.txt";

#[derive(Debug)]
pub(crate) struct DeskClock {
    chances: Chances,
    ahead: AtomicI64,
    kept_in: Option<PathBuf>,
}

impl DeskClock {
    pub(crate) fn of_the_computer() -> Result<Self, vault::VaultError> {
        Ok(Self {
            chances: Chances::real(None)?,
            ahead: AtomicI64::new(0),
            kept_in: None,
        })
    }

    /// Goes on from where it was left in this folder.
    pub(crate) fn pushed_in(folder: &Path) -> Result<Self, vault::VaultError> {
        let path = folder.join(FILE);
        let ahead = fs::read_to_string(&path).ok();
        let ahead = ahead.and_then(|text| text.trim().parse().ok());

        Ok(Self {
            chances: Chances::real(None)?,
            ahead: AtomicI64::new(ahead.unwrap_or_default()),
            kept_in: Some(path),
        })
    }

    pub(crate) fn now(&self) -> Timestamp {
        let ahead = SignedDuration::from_millis(self.ahead.load(Ordering::SeqCst));
        let now = clock::now();

        now.saturating_add(ahead).unwrap_or(now)
    }

    /// Sets the clock of a training desk; it is never set back. Tells whether it was moved.
    pub(crate) fn push_to(&self, at: Timestamp) -> bool {
        let Some(path) = &self.kept_in else {
            return false;
        };
        let by = self.now().duration_until(at);
        if by <= SignedDuration::ZERO {
            return false;
        }
        let by = i64::try_from(by.as_millis()).unwrap_or_default();
        let ahead = self.ahead.fetch_add(by, Ordering::SeqCst) + by;

        // A clock that cannot be kept begins again where it was: a training desk loses nothing by that.
        drop(fs::write(path, ahead.to_string()));
        true
    }

    /// Keeps in a folder that its clock shows this time now.
    pub(crate) fn set(folder: &Path, at: Timestamp) -> std::io::Result<()> {
        let ahead = clock::now().duration_until(at).as_millis();

        fs::write(folder.join(FILE), ahead.to_string())
    }
}

impl World for DeskClock {
    fn now(&self) -> Timestamp {
        Self::now(self)
    }

    fn local_id(&self) -> LocalId {
        self.chances.local_id()
    }

    fn chance(&self) -> u8 {
        self.chances.chance()
    }

    fn room(&self, folder: &Path) -> Option<u64> {
        self.chances.room(folder)
    }

    /// A clock that is pushed has nothing to be compared with.
    fn running(&self) -> Option<Duration> {
        match self.kept_in {
            Some(_) => None,
            None => self.chances.running(),
        }
    }

    fn is_told(&self) -> bool {
        self.kept_in.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pushed_clock_goes_on_from_where_it_was_left_and_never_back() {
        let folder = tempfile::tempdir().unwrap();
        let far: Timestamp = "2031-03-10T08:40:00Z".parse().unwrap();
        DeskClock::set(folder.path(), far).unwrap();

        let clock = DeskClock::pushed_in(folder.path()).unwrap();
        let pushed = clock.push_to(far.saturating_add(SignedDuration::from_hours(24)).unwrap());
        let back = clock.push_to(far);
        let again = DeskClock::pushed_in(folder.path()).unwrap();

        assert!(pushed && !back);
        assert_eq!(again.now().to_string().get(..10), Some("2031-03-11"));
        assert!(!DeskClock::of_the_computer().unwrap().push_to(far));
    }
}
