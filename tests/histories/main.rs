//! Histories: acts of people, deliveries, faults, restarts and clock jumps in any order, against a
//! small model of what must be true whatever happens.
//!
//! At least 300 histories of 50 steps, then on until the time is up; `cargo xtask crash` tries more.
#![cfg(test)]

#[path = "../world/mod.rs"]
mod world;

mod cut;
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
/// Set by `cargo xtask crash`.
const HISTORIES: &str = "LINKDESK_HISTORIES";

#[test]
fn nothing_is_lost_nothing_twice_and_nothing_unclear() {
    let wanted: Option<u32> = std::env::var(HISTORIES)
        .ok()
        .map(|text| text.parse().unwrap());
    let began = Instant::now();
    let is_enough = |tried: u32| match wanted {
        Some(wanted) => tried >= wanted,
        None => tried >= FLOOR && began.elapsed() >= BUDGET,
    };
    let mut tried = 0;
    while !is_enough(tried) {
        let cases = wanted.map_or(20, |wanted| wanted.min(100));
        let config = Config {
            cases,
            failure_persistence: None,
            max_shrink_iters: 200,
            ..Config::default()
        };
        let mut runner = TestRunner::new(config);
        let history = vec(step::any_step(), STEPS);
        if let Err(failure) = runner.run(&history, |steps| holds(&steps)) {
            panic!("{failure}");
        }
        tried += cases;
    }
    println!("{tried} histories of {STEPS} steps in {:?}", began.elapsed());
}

fn holds(steps: &[Step]) -> Result<(), TestCaseError> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build()
        .unwrap();

    runtime.block_on(play::play(steps)).map_err(TestCaseError::fail)
}
