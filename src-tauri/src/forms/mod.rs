//! Forms of the window: what was typed becomes what the desk's own forms check, and what they find goes back.

mod amendment;
mod begin;
mod draft;
mod registration;
mod removal;
mod said;
mod sent;
#[cfg(test)]
mod tests;

pub(crate) use amendment::{changed, checked};
pub(crate) use begin::begin;
pub(crate) use draft::{ONCE_MORE, drafted, once_more, ready, unasked};
pub(crate) use registration::{SENT, typed};
pub(crate) use removal::{asked, direct, note, requested, unsent};
pub(crate) use sent::sent;

use gplinks::{FieldChange, FieldProblem, Weight};

use crate::wire::{Altered, FormProblem};

impl From<FieldProblem> for FormProblem {
    fn from(problem: FieldProblem) -> Self {
        Self {
            field: problem.field.name().to_owned(),
            code: problem.code.to_owned(),
            message: problem.message,
            soft: problem.weight == Weight::Soft,
        }
    }
}

/// Letters that are sent otherwise than they were typed; that all of it is sent in capitals is told once.
pub(crate) fn altered(changes: &[FieldChange]) -> Vec<Altered> {
    let is_capital = |one: &&FieldChange| !one.change.from.to_uppercase().eq(one.change.to.chars());

    changes
        .iter()
        .filter(is_capital)
        .map(|one| Altered {
            field: one.field.name().to_owned(),
            typed: one.change.from.to_string(),
            sent: one.change.to.clone(),
        })
        .collect()
}
