//! The client against the strict fake: every kind of trouble on the way, one call at a time.
#![cfg(test)]
#![allow(
    clippy::unwrap_used,
    reason = "a test may stop at what it did not expect"
)]

#[path = "../support/certificates.rs"]
mod certificates;
mod checking;
mod fetching;
mod front;
mod listing;
mod names;
mod posting;
mod safe;
mod secrets;
mod setting_up;
mod slow;
mod strict;
mod tracking;
mod world;
