//! The adaptor's bodies both ways, with invented people.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may stop at what it did not expect"
)]

mod acceptance_refusals;
mod amendment_refusals;
mod bodies;
mod clean;
mod filings;
mod leaving_refusals;
mod properties;
mod publishing;
mod reading;
mod refusals;
