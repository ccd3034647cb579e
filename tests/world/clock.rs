//! The clock of a test, and its dice.

use std::path::Path;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use mailbox::LocalId;
use practice::World;

/// Stands still until somebody moves it. Its random numbers are counted.
#[derive(Debug)]
pub(crate) struct Clock {
    /// What the clock on the wall shows.
    milliseconds: AtomicI64,
    /// How much time has really passed.
    passed: AtomicI64,
    drawn: AtomicU64,
    /// Since when it goes along with the runtime's own clock, which a test may have paused.
    goes_since: OnceLock<tokio::time::Instant>,
    /// Bytes that the disk has left.
    room: AtomicU64,
}

impl Clock {
    pub(crate) fn at(text: &str) -> Self {
        let at: Timestamp = text.parse().unwrap();

        Self {
            milliseconds: AtomicI64::new(at.as_millisecond()),
            passed: AtomicI64::new(0),
            drawn: AtomicU64::new(0),
            goes_since: OnceLock::new(),
            room: AtomicU64::new(u64::MAX),
        }
    }

    pub(crate) fn now(&self) -> Timestamp {
        let stands = self.milliseconds.load(Ordering::SeqCst);
        let since = self.goes_since.get().map(tokio::time::Instant::elapsed);
        let gone = since.map_or(0, |gone| i64::try_from(gone.as_millis()).unwrap());

        Timestamp::from_millisecond(stands + gone).unwrap()
    }

    /// From now on it goes, as fast as the runtime's clock does.
    pub(crate) fn goes(&self) {
        self.goes_since.set(tokio::time::Instant::now()).unwrap();
    }

    /// Time passes.
    pub(crate) fn add(&self, time: SignedDuration) {
        let by = i64::try_from(time.as_millis()).unwrap();
        self.milliseconds.fetch_add(by, Ordering::SeqCst);
        self.passed.fetch_add(by.max(0), Ordering::SeqCst);
    }

    /// The disk that the clock's computer has is filled, but for so much.
    pub(crate) fn leave_megabytes(&self, left: u64) {
        self.room.store(left * 1_000_000, Ordering::SeqCst);
    }

    /// Somebody sets the clock on the wall; no time passes.
    pub(crate) fn set(&self, at: Timestamp) {
        self.milliseconds
            .store(at.as_millisecond(), Ordering::SeqCst);
    }
}

impl World for Clock {
    fn now(&self) -> Timestamp {
        Self::now(self)
    }

    fn local_id(&self) -> LocalId {
        let drawn = self.drawn.fetch_add(1, Ordering::SeqCst);

        LocalId::from_bytes(u128::from(drawn).to_be_bytes())
    }

    fn chance(&self) -> u8 {
        50
    }

    fn room(&self, _folder: &Path) -> Option<u64> {
        Some(self.room.load(Ordering::SeqCst))
    }

    fn running(&self) -> Option<Duration> {
        let passed = u64::try_from(self.passed.load(Ordering::SeqCst)).unwrap();

        Some(Duration::from_millis(passed))
    }
}
