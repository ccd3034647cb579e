//! Where every day begins: a practice that has been at work, on a disk that is quiet.

use jiff::Timestamp;
use practice::KeepMarks;
use storm::Platter;

use crate::marks;
use crate::outside::Outside;
use crate::world::people::person;
use crate::world::{KEY, World};

/// A practice's folder, and what stands outside of it.
pub(crate) struct Ground {
    pub(crate) platter: Platter,
    service: agency::TrainingMailbox,
    at: Timestamp,
}

/// So many people both sides know from the beginning.
pub(crate) const KNOWN: u32 = 3;

impl Ground {
    /// Laid on an ordinary disk, then carried over.
    pub(crate) async fn lay() -> Self {
        let world = World::new();
        for nth in 0..KNOWN {
            world.both_know(&person(nth));
        }
        world.surgery.files(person(KNOWN).first(world.now()));
        for _ in 0..3 {
            world.surgery.exchanges().await;
        }
        assert_eq!(world.complaints(), []);

        Self::of(&world)
    }

    fn of(world: &World) -> Self {
        world.surgery.practice.store().checkpoint().unwrap();
        let ledger = std::fs::read(world.folder.path().join(store::FILE_NAME)).unwrap();
        let marks = world.marks.read().unwrap().unwrap();

        Self {
            platter: Platter::default()
                .with(store::FILE_NAME, &ledger)
                .with(marks::NAME, &marks::sealed(&marks)),
            service: world.service.fork(),
            at: world.clock.now(),
        }
    }

    pub(crate) fn outside(&self) -> Outside {
        Outside::new(self.service.fork(), self.at, 0)
    }

    pub(crate) fn key() -> &'static str {
        KEY
    }
}
