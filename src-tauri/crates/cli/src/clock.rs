//! The one place that reads the clock.

use gplinks::{Day, Minute};
use jiff::Timestamp;

/// The day it is in the UK.
#[allow(
    clippy::disallowed_methods,
    reason = "a letter dated in the future is remarked on, and only the computer knows what day it is"
)]
pub(crate) fn today() -> Day {
    Minute::at(Timestamp::now()).day()
}
