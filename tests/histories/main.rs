//! Histories: acts of people, deliveries, faults, restarts and clock jumps in any order, against a
//! small model of what must be true whatever happens.
//!
//! At least 300 histories of 50 steps, then on until the time is up; `cargo xtask crash` tries more.
#![cfg(test)]

#[path = "../world/mod.rs"]
mod world;

mod dangerous;
mod model;
mod play;
mod step;

use std::time::{Duration, Instant};

use proptest::collection::vec;
use proptest::test_runner::{Config, TestCaseError, TestRunner};

use step::Step;

const FLOOR: u32 = 300;
const BUDGET: Duration = Duration::from_secs(60);
const STEPS: usize = 50;
const BATCH: u32 = 10;
/// So many histories are played side by side.
const HANDS: u32 = 2;
/// Set by `cargo xtask crash`.
const HISTORIES: &str = "LINKDESK_HISTORIES";

#[test]
fn nothing_is_lost_nothing_twice_and_nothing_unclear() {
    let wanted: Option<u32> = std::env::var(HISTORIES)
        .ok()
        .map(|text| text.parse().unwrap());
    let began = Instant::now();
    let tried: u32 = std::thread::scope(|scope| {
        let hands: Vec<_> = (0..HANDS)
            .map(|_| scope.spawn(move || histories(wanted, began)))
            .collect();

        hands.into_iter().map(|hand| hand.join().unwrap()).sum()
    });
    println!(
        "{tried} histories of {STEPS} steps in {:?}",
        began.elapsed()
    );
}

/// One hand's share of them.
fn histories(wanted: Option<u32>, began: Instant) -> u32 {
    let is_enough = |tried: u32| match wanted {
        Some(wanted) => tried >= wanted.div_ceil(HANDS),
        None => tried >= FLOOR.div_ceil(HANDS) && began.elapsed() >= BUDGET,
    };
    let mut tried = 0;
    while !is_enough(tried) {
        let config = Config {
            cases: BATCH,
            failure_persistence: None,
            max_shrink_iters: 2_000,
            max_shrink_time: 90_000,
            ..Config::default()
        };
        let history = vec(step::any_step(), STEPS);
        if let Err(failure) = TestRunner::new(config).run(&history, |steps| holds(&steps)) {
            panic!("{failure}");
        }
        tried += BATCH;
    }

    tried
}

fn holds(steps: &[Step]) -> Result<(), TestCaseError> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build()
        .unwrap();

    runtime
        .block_on(play::play(steps))
        .map_err(TestCaseError::fail)
}
