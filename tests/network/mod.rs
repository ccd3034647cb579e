//! The network and MESH go wrong at each call of the exchange: what is told, what is kept, and how it ends.

mod body;
mod bridge;
mod damaged;
mod line;
mod matrix;
mod refused;

use std::time::Duration;

use mesh::{Limits, Mesh, Rate, Setup};
use practice::{Exchange, Rhythm};

use crate::{Desk, PRACTICE};

/// Time limits that a test can wait for.
const SHORT: Duration = Duration::from_millis(400);

/// MESH is asked every five minutes, and greeted.
const POLL_SECONDS: u32 = 300;

impl Desk {
    /// A surgery that gives up soon.
    async fn impatient() -> Self {
        let desk = Self::new().await;
        let setup = Setup {
            limits: short(),
            ..desk.fake.setup(PRACTICE)
        };

        desk.reaching(setup)
    }

    /// The same desk over another way to MESH, in the rhythm that MESH wants.
    fn reaching(mut self, setup: Setup) -> Self {
        let mesh = Mesh::new(setup, self.fake.clock()).unwrap();
        let practice = self.world.surgery.practice.clone();
        self.exchange = Exchange::new(practice, mesh, self.world.clock.clone())
            .with_rhythm(Rhythm::polled_every(POLL_SECONDS));

        self
    }

    /// Passes at their usual times, until nothing is to be waited for.
    async fn hours_pass(&self, hours: i64) {
        for _ in 0..hours * 3 {
            self.minutes_pass(20);
            self.exchanges().await;
        }
    }

    fn kept(&self, id: &mailbox::MessageId) -> bool {
        crate::is_on_disk(&self.world.surgery.practice, id.as_str())
    }
}

fn short() -> Limits {
    Limits {
        connect: SHORT,
        answer: SHORT,
        carry: SHORT * 2,
        idle: SHORT,
        slowest: Rate {
            bytes_a_second: 256,
            after: SHORT,
        },
        ..Limits::default()
    }
}
