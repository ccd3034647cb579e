//! What the window can ask for, one file a screen: form -> domain, one call, answer -> wire type.

pub mod amend;
pub mod aside;
#[cfg(test)]
mod deciding;
pub mod desk;
pub mod display;
mod drafts;
mod filed;
pub mod inbox;
pub mod links;
pub mod opening;
pub mod outbox;
pub mod patients;
pub mod register;
pub mod removal;
pub mod routine;
pub mod settings;
#[cfg(test)]
mod tests;
pub mod today;
pub mod training;
pub mod unfinished;
pub mod views;

pub(crate) use filed::filed;

use crate::problem::{Problem, ShellError};

/// A time as the window writes it.
fn time(text: &str) -> Result<jiff::Timestamp, Problem> {
    text.parse().map_err(|_| ShellError::NotUnderstood.into())
}
