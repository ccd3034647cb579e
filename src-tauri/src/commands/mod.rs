//! What the window can ask for, one file a screen: form -> domain, one call, answer -> wire type.

pub mod desk;
mod drafts;
pub mod inbox;
pub mod links;
pub mod outbox;
pub mod patients;
pub mod routine;
pub mod settings;
#[cfg(test)]
mod tests;
pub mod today;
pub mod training;

use crate::problem::{Problem, ShellError};

/// A time as the window writes it.
fn time(text: &str) -> Result<jiff::Timestamp, Problem> {
    text.parse().map_err(|_| ShellError::NotUnderstood.into())
}
