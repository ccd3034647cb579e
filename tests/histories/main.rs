//! Histories: acts of people, deliveries, faults, restarts and clock jumps in any order, against a
//! small model of what must be true whatever happens.
//!
//! At least 300 histories of 50 steps, then on until the time is up; `cargo xtask crash` tries others. A failure
//! names its number; `LINKDESK_HISTORY=<number>` plays that one.
#![cfg(test)]

#[path = "../world/mod.rs"]
mod world;

mod dangerous;
mod model;
mod play;
mod step;

use std::hash::{BuildHasher, Hasher, RandomState};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use proptest::collection::vec;
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestRng, TestRunner};

use step::Step;

const FLOOR: u64 = 300;
const BUDGET: Duration = Duration::from_secs(60);
const STEPS: usize = 50;
/// So many histories are played side by side.
const HANDS: u64 = 2;
/// Set by `cargo xtask crash`: so many, and others each time.
const HISTORIES: &str = "LINKDESK_HISTORIES";
/// The number to begin with, where it matters.
const FIRST: &str = "LINKDESK_HISTORIES_FIRST";
/// The number of one history, to have it again.
const NUMBER: &str = "LINKDESK_HISTORY";

fn told(name: &str) -> Option<u64> {
    std::env::var(name).ok().map(|text| text.parse().unwrap())
}

/// The first histories are always the same, so that a change is blamed only for what it breaks.
#[test]
fn nothing_is_lost_nothing_twice_and_nothing_unclear() {
    if let Some(number) = told(NUMBER) {
        return history(number);
    }
    let (wanted, began) = (told(HISTORIES), Instant::now());
    let first = told(FIRST).unwrap_or_else(|| wanted.map_or(0, |_| anywhere()));
    let next = AtomicU64::new(first);
    let is_enough = |tried: u64| match wanted {
        Some(wanted) => tried >= wanted,
        None => tried >= FLOOR && began.elapsed() >= BUDGET,
    };
    std::thread::scope(|scope| {
        for _ in 0..HANDS {
            scope.spawn(|| {
                loop {
                    let number = next.fetch_add(1, Ordering::SeqCst);
                    if is_enough(number - first) {
                        return;
                    }
                    history(number);
                }
            });
        }
    });
    let tried = next.into_inner() - first - HANDS;
    println!(
        "{tried} histories of {STEPS} steps in {:?}",
        began.elapsed()
    );
}

/// Far from the first ones.
fn anywhere() -> u64 {
    RandomState::new().build_hasher().finish() >> 16
}

fn history(number: u64) {
    let mut seed = [0; 32];
    seed[..8].copy_from_slice(&number.to_le_bytes());
    let config = Config {
        cases: 1,
        failure_persistence: None,
        max_shrink_iters: 2_000,
        max_shrink_time: 90_000,
        ..Config::default()
    };
    let random = TestRng::from_seed(RngAlgorithm::ChaCha, &seed);
    let mut runner = TestRunner::new_with_rng(config, random);
    if let Err(failure) = runner.run(&vec(step::any_step(), STEPS), |steps| holds(&steps)) {
        panic!("{NUMBER}={number}: {failure}");
    }
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
