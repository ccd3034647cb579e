//! The one place that reads the clock.

use gplinks::{Day, Minute};
use jiff::Timestamp;

/// The instant it is.
#[allow(
    clippy::disallowed_methods,
    reason = "only the computer knows what time it is; everything below gets it as an argument"
)]
pub fn now() -> Timestamp {
    Timestamp::now()
}

/// The day it is in the UK.
pub fn today() -> Day {
    Minute::at(now()).day()
}
