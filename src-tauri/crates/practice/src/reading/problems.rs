//! What is odd about a letter, a message or a transaction, as the ledger keeps it.

use gplinks::Problem;
use serde::{Deserialize, Serialize};

use crate::{DeskError, Result};

/// One problem: its code, its words, and its place in the letter's bytes. Never a value of the letter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptProblem {
    pub code: String,
    /// `warning`, `error` or `fatal`.
    pub severity: String,
    pub message: String,
    pub at: RawSpan,
}

/// A stretch of a letter's bytes, `from..to`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct RawSpan {
    pub from: u64,
    pub to: u64,
}

/// What only the ledger can find odd. All of them are warnings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Remark {
    Late,
    MessageNotNamed,
    OtherCount,
    ForAReceipt,
    ForAbandoned,
}

impl Remark {
    #[cfg(test)]
    const ALL: [Self; 5] = [
        Self::Late,
        Self::MessageNotNamed,
        Self::OtherCount,
        Self::ForAReceipt,
        Self::ForAbandoned,
    ];

    /// Never changes once published.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::Late => "L101",
            Self::MessageNotNamed => "L102",
            Self::OtherCount => "L103",
            Self::ForAReceipt => "L104",
            Self::ForAbandoned => "L105",
        }
    }

    pub(crate) fn words(self) -> &'static str {
        match self {
            Self::Late => "letters with higher numbers came before it",
            Self::MessageNotNamed => {
                "the receipt does not name the message of our letter, whose receipt is still awaited"
            }
            Self::OtherCount => {
                "our letter held one message, and the receipt counts another number of them"
            }
            Self::ForAReceipt => "the receipt is for a letter that is a receipt itself",
            Self::ForAbandoned => "the receipt is for a letter that was given up here",
        }
    }
}

impl KeptProblem {
    fn of(problem: &Problem) -> Self {
        Self {
            code: problem.rule.code().to_owned(),
            severity: problem.severity().word().to_owned(),
            message: problem.rule.to_string(),
            at: RawSpan {
                from: problem.at.span.start,
                to: problem.at.span.end,
            },
        }
    }

    fn of_remark(remark: Remark, at: RawSpan) -> Self {
        Self {
            code: remark.code().to_owned(),
            severity: gplinks::Severity::Warning.word().to_owned(),
            message: remark.words().to_owned(),
            at,
        }
    }

    /// Reads a column of problems.
    pub fn list(json: &str) -> Result<Vec<Self>> {
        serde_json::from_str(json).map_err(|_| DeskError::Kept { what: "problems" })
    }
}

/// The column for problems, and for remarks about the part that stands at `at`.
pub(super) fn written<'a>(
    problems: impl IntoIterator<Item = &'a Problem>,
    remarks: &[Remark],
    at: RawSpan,
) -> Result<String> {
    let list: Vec<KeptProblem> = problems
        .into_iter()
        .map(KeptProblem::of)
        .chain(remarks.iter().map(|one| KeptProblem::of_remark(*one, at)))
        .collect();

    json(&list, "problems")
}

pub(super) fn json(value: &impl Serialize, what: &'static str) -> Result<String> {
    serde_json::to_string(value).map_err(|_| DeskError::Kept { what })
}

#[cfg(test)]
mod tests {
    use gplinks::{Place, Rule, Span};

    use super::*;

    #[test]
    fn what_is_kept_has_code_severity_words_and_place() {
        let problem = Problem {
            rule: Rule::NoHa,
            at: Place {
                span: Span { start: 7, end: 9 },
                line: 1,
                segment: 1,
            },
        };

        let json = written([&problem], &[Remark::Late], RawSpan { from: 0, to: 3 }).unwrap();

        assert_eq!(
            json,
            "[{\"code\":\"E303\",\"severity\":\"warning\",\
             \"message\":\"the message does not name a health authority (NAD+FHS)\",\"at\":{\"from\":7,\"to\":9}},\
             {\"code\":\"L101\",\"severity\":\"warning\",\
             \"message\":\"letters with higher numbers came before it\",\"at\":{\"from\":0,\"to\":3}}]"
        );
        assert_eq!(KeptProblem::list(&json).unwrap().len(), 2);
    }

    #[test]
    fn every_remark_has_a_code_of_its_own() {
        let mut codes = Remark::ALL.map(Remark::code);
        codes.sort_unstable();

        assert_eq!(codes, ["L101", "L102", "L103", "L104", "L105"]);
    }
}
