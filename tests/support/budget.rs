//! How often a property is tried: so many times at least, then on until its time is up.

use std::time::{Duration, Instant};

use proptest::strategy::Strategy;
use proptest::test_runner::{Config, TestCaseError, TestRunner};

/// At least so many cases, however slow the computer.
const FLOOR: u32 = 256;
/// No more than so many, however fast.
const MOST: u32 = 8_192;
const STEP: u32 = 128;
const BUDGET: Duration = Duration::from_secs(3);

/// Tries a property; the first counterexample, made small, fails the test.
pub(crate) fn holds<S: Strategy>(
    strategy: &S,
    property: impl Fn(S::Value) -> Result<(), TestCaseError>,
) {
    let began = Instant::now();
    let mut tried = 0;
    while tried < FLOOR || (tried < MOST && began.elapsed() < BUDGET) {
        let config = Config {
            cases: STEP,
            failure_persistence: None,
            ..Config::default()
        };
        if let Err(failure) = TestRunner::new(config).run(strategy, &property) {
            panic!("{failure}");
        }
        tried += STEP;
    }
}
