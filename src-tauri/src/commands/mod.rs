//! What the window can ask for, one file a screen: form -> domain, one call, answer -> wire type.

pub mod aside;
pub mod desk;
mod drafts;
pub mod inbox;
pub mod patients;
pub mod routine;
pub mod today;
pub mod training;
pub mod views;

use crate::problem::{Problem, ShellError};

/// A time as the window writes it.
fn time(text: &str) -> Result<jiff::Timestamp, Problem> {
    text.parse().map_err(|_| ShellError::NotUnderstood.into())
}
