//! The clock of the days that are played: it is told the time.

use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use jiff::Timestamp;
use mailbox::LocalId;
use practice::World;

/// Told the time; its random numbers are counted.
#[derive(Debug)]
pub(super) struct Told {
    milliseconds: AtomicI64,
    drawn: AtomicU64,
}

impl Told {
    pub(super) fn at(at: Timestamp) -> Self {
        Self {
            milliseconds: AtomicI64::new(at.as_millisecond()),
            drawn: AtomicU64::new(0),
        }
    }

    pub(super) fn is(&self, at: Timestamp) {
        self.milliseconds
            .store(at.as_millisecond(), Ordering::SeqCst);
    }
}

impl World for Told {
    fn now(&self) -> Timestamp {
        let at = self.milliseconds.load(Ordering::SeqCst);

        Timestamp::from_millisecond(at).unwrap_or_default()
    }

    fn local_id(&self) -> LocalId {
        let drawn = self.drawn.fetch_add(1, Ordering::SeqCst);

        LocalId::from_bytes(u128::from(drawn).to_be_bytes())
    }

    fn chance(&self) -> u8 {
        50
    }

    fn is_told(&self) -> bool {
        true
    }
}
