//! Letters and receipts of every kind, made from choices. The choices are bytes: proptest makes them
//! up and makes them fewer, libFuzzer steers them. Without bytes every choice is the simplest one.
//!
//! What the types allow but the wire cannot carry is left out: `%` and `?` alone are the wire's words
//! for something else, and values longer than a letter allows are remarked on.

mod choices;
mod filings;
mod letters;
mod notices;
mod parts;
mod people;

pub(crate) use choices::Choices;
pub(crate) use letters::{letter, receipt};
