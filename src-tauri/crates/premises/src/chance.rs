//! Time and chance for the exchange: real ones, or those that a training practice is told.

use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use jiff::Timestamp;
use mailbox::LocalId;
use practice::World;
use store::sha256;

use crate::clock;

/// Draws from a seed: every draw is the sum of the seed and of how many went before.
#[derive(Debug)]
pub struct Chances {
    /// Where the time does not go on.
    now: Option<Timestamp>,
    began: Instant,
    seed: Vec<u8>,
    drawn: AtomicU64,
}

impl Chances {
    /// Real chance: the seed is 256 random bits, so nobody can tell the next draw.
    pub fn real(now: Option<Timestamp>) -> Result<Self, vault::VaultError> {
        let mut seed = vec![0; 32];
        getrandom::fill(&mut seed).map_err(vault::VaultError::NoRandomness)?;

        Ok(Self::of(now, seed))
    }

    /// The same chances for the same seed, on data in the same state: `moved` tells two runs apart.
    pub fn seeded(now: Option<Timestamp>, seed: u64, moved: i64) -> Self {
        let seed = [seed.to_be_bytes(), moved.to_be_bytes()].concat();

        Self::of(now, seed)
    }

    fn of(now: Option<Timestamp>, seed: Vec<u8>) -> Self {
        Self {
            now,
            began: Instant::now(),
            seed,
            drawn: AtomicU64::new(0),
        }
    }

    fn draw(&self) -> [u8; 32] {
        let drawn = self.drawn.fetch_add(1, Ordering::Relaxed);

        sha256(&[self.seed.as_slice(), &drawn.to_be_bytes()].concat())
    }
}

impl World for Chances {
    fn now(&self) -> Timestamp {
        self.now.unwrap_or_else(clock::now)
    }

    fn local_id(&self) -> LocalId {
        let mut bytes = [0; 16];
        for (to, from) in bytes.iter_mut().zip(self.draw()) {
            *to = from;
        }

        LocalId::from_bytes(bytes)
    }

    fn chance(&self) -> u8 {
        let [first, ..] = self.draw();

        first % 100
    }

    fn room(&self, folder: &Path) -> Option<u64> {
        fs4::available_space(folder).ok()
    }

    /// A time that was told does not go on, whatever the computer's own clocks do.
    fn running(&self) -> Option<Duration> {
        self.now.is_none().then(|| self.began.elapsed())
    }

    fn is_told(&self) -> bool {
        self.now.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_gives_the_same_ids_and_another_state_gives_others() {
        let ids = |chances: &Chances| [chances.local_id(), chances.local_id()];
        let first = ids(&Chances::seeded(None, 7, 12));

        assert_eq!(first, ids(&Chances::seeded(None, 7, 12)));
        assert_ne!(first[0], first[1]);
        assert_ne!(first, ids(&Chances::seeded(None, 8, 12)));
        assert_ne!(
            first,
            ids(&Chances::seeded(None, 7, 13)),
            "a second run must not repeat an id"
        );
        assert!((0..100).all(|_| Chances::seeded(None, 7, 12).chance() < 100));
    }
}
