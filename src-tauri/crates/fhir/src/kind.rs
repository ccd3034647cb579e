//! The four kinds of body a practice sends.

use std::str::FromStr;

use crate::Fault;

/// What a body asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FilingKind {
    /// G1
    Acceptance,
    /// G2
    Amendment,
    /// G3
    Removal,
    /// G5
    Deduction,
}

impl FilingKind {
    pub const ALL: [Self; 4] = [
        Self::Acceptance,
        Self::Amendment,
        Self::Removal,
        Self::Deduction,
    ];

    /// The word of the adaptor's addresses and of published transactions.
    pub fn word(self) -> &'static str {
        match self {
            Self::Acceptance => "acceptance",
            Self::Amendment => "amendment",
            Self::Removal => "removal",
            Self::Deduction => "deduction",
        }
    }
}

impl FromStr for FilingKind {
    type Err = Fault;

    fn from_str(word: &str) -> Result<Self, Fault> {
        Self::ALL
            .into_iter()
            .find(|kind| kind.word() == word)
            .ok_or(Fault::UnknownOperation)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_has_its_word() {
        for kind in FilingKind::ALL {
            assert_eq!(kind.word().parse(), Ok(kind));
        }
    }

    #[test]
    fn another_word_is_no_operation() {
        let fault = "Acceptance".parse::<FilingKind>().unwrap_err();

        assert_eq!(fault.to_string(), "Unknown Patient operation");
    }
}
