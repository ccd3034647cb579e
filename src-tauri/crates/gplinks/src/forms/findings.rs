//! What checking a form finds, and the pad on which it is gathered.

use std::fmt;

use super::fault::{self, Fault};
use super::{DeskRules, Field};
use crate::GpCode;

/// How much a problem matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Weight {
    /// PCSE will probably reject the form; it can be sent all the same.
    Soft,
    /// The form cannot be sent.
    Hard,
}

/// One thing wrong with one field.
#[derive(Clone, PartialEq, Eq)]
pub struct FieldProblem {
    pub field: Field,
    pub weight: Weight,
    /// Never changes once published.
    pub code: &'static str,
    /// Whole sentences for the clerk; they may hold a character of what was typed.
    pub message: String,
}

/// A character that is written differently from how it was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldChange {
    pub field: Field,
    pub change: edifact::Change,
}

/// A checked form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked<T> {
    /// There exactly when no problem is hard.
    pub ready: Option<Ready<T>>,
    /// In the order of the screen.
    pub problems: Vec<FieldProblem>,
    /// Small letters made capitals included: their kind tells them apart.
    pub changes: Vec<FieldChange>,
}

/// What can be sent: the filing and the GP it is sent for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ready<T> {
    pub filing: T,
    pub gp: GpCode,
}

/// What one field holds.
#[derive(Clone, Copy)]
pub(super) enum Typed<T> {
    Blank,
    /// Something that cannot be sent, and it has been told why.
    Wrong,
    Right(T),
}

/// The pad on which the problems and changes of one form are gathered.
pub(super) struct Findings<'a> {
    pub(super) rules: &'a DeskRules,
    problems: Vec<FieldProblem>,
    changes: Vec<FieldChange>,
}

impl<T> Typed<T> {
    /// The value, where there is one and it is right.
    pub(super) fn right(self) -> Option<T> {
        match self {
            Self::Right(value) => Some(value),
            Self::Blank | Self::Wrong => None,
        }
    }

    pub(super) fn is_blank(&self) -> bool {
        matches!(self, Self::Blank)
    }

    pub(super) fn map<U>(self, make: impl FnOnce(T) -> U) -> Typed<U> {
        match self {
            Self::Blank => Typed::Blank,
            Self::Wrong => Typed::Wrong,
            Self::Right(value) => Typed::Right(make(value)),
        }
    }
}

impl<'a> Findings<'a> {
    pub(super) fn new(rules: &'a DeskRules) -> Self {
        Self {
            rules,
            problems: Vec::new(),
            changes: Vec::new(),
        }
    }

    pub(super) fn tell(&mut self, field: Field, fault: Fault) {
        let Fault {
            code,
            weight,
            message,
        } = fault;
        let message = message.into_owned();

        self.problems.push(FieldProblem {
            field,
            weight,
            code,
            message,
        });
    }

    pub(super) fn written_differently(&mut self, field: Field, change: edifact::Change) {
        self.changes.push(FieldChange { field, change });
    }

    /// The value of a field that cannot be blank.
    pub(super) fn needed<T>(&mut self, field: Field, typed: Typed<T>) -> Option<T> {
        self.needed_or(field, typed, fault::missing(field))
    }

    /// The value of a field that should not be blank; `fault` says what is wrong if it is.
    pub(super) fn needed_or<T>(
        &mut self,
        field: Field,
        typed: Typed<T>,
        fault: Fault,
    ) -> Option<T> {
        if typed.is_blank() {
            self.tell(field, fault);
        }

        typed.right()
    }

    /// The form as it was found; it is ready only if nothing hard was told.
    pub(super) fn finish<T>(mut self, ready: Option<Ready<T>>) -> Checked<T> {
        let is_hard = self
            .problems
            .iter()
            .any(|problem| problem.weight == Weight::Hard);
        self.problems.sort_by_key(|problem| problem.field);
        self.changes.sort_by_key(|change| change.field);

        Checked {
            ready: ready.filter(|_| !is_hard),
            problems: self.problems,
            changes: self.changes,
        }
    }
}

/// Leaves out the message, which may hold a part of a name.
impl fmt::Debug for FieldProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "FieldProblem({} {} {:?})",
            self.code,
            self.field.name(),
            self.weight
        )
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples::rules;
    use super::*;

    fn ready() -> Option<Ready<()>> {
        GpCode::read("9912345,K31").map(|gp| Ready { filing: (), gp })
    }

    #[test]
    fn a_hard_problem_keeps_a_form_from_being_ready_and_a_soft_one_does_not() {
        let rules = rules();
        let mut findings = Findings::new(&rules);
        findings.tell(Field::Title, fault::TITLE_BLANK);
        assert!(findings.finish(ready()).ready.is_some());

        let mut findings = Findings::new(&rules);
        findings.tell(Field::Surname, fault::missing(Field::Surname));
        assert!(findings.finish(ready()).ready.is_none());
    }

    #[test]
    fn problems_stand_in_the_order_of_the_screen() {
        let rules = rules();
        let mut findings = Findings::new(&rules);
        for field in [Field::Notes, Field::Surname, Field::Postcode] {
            findings.tell(field, fault::missing(field));
        }
        let fields: Vec<_> = findings
            .finish(ready())
            .problems
            .iter()
            .map(|p| p.field)
            .collect();

        assert_eq!(fields, [Field::Surname, Field::Postcode, Field::Notes]);
    }

    #[test]
    fn debug_leaves_out_the_message() {
        let rules = rules();
        let mut findings = Findings::new(&rules);
        findings.tell(Field::Surname, fault::missing(Field::Surname));

        let shown = format!("{:?}", findings.finish(ready()).problems);

        assert_eq!(shown, "[FieldProblem(E701 surname Hard)]");
    }
}
