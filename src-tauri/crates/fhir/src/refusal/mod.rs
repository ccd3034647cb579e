//! Refusals: what is wrong with a body, and where.

mod facts;
mod fault;

use std::fmt;

pub use fault::{DateOf, Fault, Hidden, Lack, Party};

/// The kind of issue a FHIR OperationOutcome tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Issue {
    Invalid,
    Structure,
    NotFound,
}

impl Issue {
    /// FHIR's word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Invalid => "invalid",
            Self::Structure => "structure",
            Self::NotFound => "not-found",
        }
    }

    /// The HTTP status that goes with it.
    pub fn status(self) -> u16 {
        match self {
            Self::Invalid | Self::Structure => 400,
            Self::NotFound => 404,
        }
    }
}

/// One fault and its place.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Refusal {
    pub fault: Fault,
    pointer: String,
}

impl Refusal {
    pub(crate) fn new(fault: Fault, pointer: impl Into<String>) -> Self {
        Self {
            fault,
            pointer: pointer.into(),
        }
    }

    pub fn code(&self) -> &'static str {
        self.fault.code()
    }

    pub fn issue(&self) -> Issue {
        self.fault.issue()
    }

    /// The JSON pointer of the value, or of where it should stand; empty for the whole body.
    pub fn pointer(&self) -> &str {
        &self.pointer
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.pointer.is_empty() {
            return self.fault.fmt(f);
        }

        write!(f, "{} ({})", self.fault, self.pointer)
    }
}

impl std::error::Error for Refusal {}

/// All that is wrong with a body; at least one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusals {
    first: Refusal,
    rest: Vec<Refusal>,
}

impl Refusals {
    /// Puts them in the order in which the adaptor would have found them; `None` where there are none.
    pub(crate) fn of(mut refusals: Vec<Refusal>) -> Option<Self> {
        refusals.sort_by_key(|refusal| refusal.fault.found());
        let mut refusals = refusals.into_iter();
        let first = refusals.next()?;

        Some(Self {
            first,
            rest: refusals.collect(),
        })
    }

    /// The one that the adaptor would answer with.
    pub fn first(&self) -> &Refusal {
        &self.first
    }

    pub fn iter(&self) -> impl Iterator<Item = &Refusal> {
        std::iter::once(&self.first).chain(&self.rest)
    }
}

impl From<Refusal> for Refusals {
    fn from(first: Refusal) -> Self {
        Self {
            first,
            rest: Vec::new(),
        }
    }
}

/// The first, and how many more there are.
impl fmt::Display for Refusals {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.first.fmt(f)?;

        match self.rest.len() {
            0 => Ok(()),
            more => write!(f, " and {more} more"),
        }
    }
}

impl std::error::Error for Refusals {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_adaptors_first_refusal_comes_first() {
        let refusals = Refusals::of(vec![
            Refusal::new(Fault::BlankPreviousAddress, "/a"),
            Refusal::new(Fault::UnknownAcceptanceCode, "/b"),
            Refusal::new(Fault::NoAddress, "/c"),
            Refusal::new(Fault::NoSurname, "/d"),
        ])
        .unwrap();
        let codes: Vec<_> = refusals.iter().map(Refusal::code).collect();

        assert_eq!(codes, ["E623", "E630", "E625", "E633"]);
        assert_eq!(
            refusals.to_string(),
            "Surname of patient is missing (/d) and 3 more"
        );
    }

    #[test]
    fn debug_hides_the_character_that_display_shows() {
        let fault = Fault::NotLevelA {
            character: Hidden('é'),
            position: 3,
        };
        let refusal = Refusal::new(fault, "/freeText");

        assert_eq!(
            refusal.to_string(),
            "'é' cannot be sent: it is character 3 of the value (/freeText)"
        );
        assert!(!format!("{refusal:?}").contains('é'));
    }
}
