//! The folders of the MESH client, with a client that does what its guide says.
#![cfg(test)]
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may stop at what it did not expect"
)]

mod client;
mod names;
mod receiving;
mod sending;
