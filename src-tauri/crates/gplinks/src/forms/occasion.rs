//! Why a detail of a patient changes, since when, and what was seen to prove it: the practice's own record. GP Links has
//! no place for it, so nothing of it is sent.

use std::fmt;

use super::findings::Findings;
use super::{DeskRules, Field, FieldProblem, fault};
use crate::Day;

/// What a change goes back to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChangeReason {
    Told,
    Corrected,
    Asked,
    Confirmed,
    Other,
}

/// An occasion as it was typed.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct OccasionForm {
    pub reason: String,
    /// A paper that was seen, or nothing.
    pub proof: String,
    /// `2025-03-11`
    pub changed_on: String,
}

/// Why something changed, and since when.
#[derive(Clone, PartialEq, Eq)]
pub struct Occasion {
    pub reason: ChangeReason,
    pub proof: Option<String>,
    pub changed_on: Day,
}

impl ChangeReason {
    /// Each with its name in the window and in the audit, and its words in a note.
    pub const ALL: [(Self, &'static str, &'static str); 5] = [
        (
            Self::Told,
            "told",
            "the patient, or somebody for them, told us",
        ),
        (Self::Corrected, "corrected", "our own record was wrong"),
        (Self::Asked, "asked", "PCSE asked for it"),
        (Self::Confirmed, "confirmed", "the address was confirmed"),
        (Self::Other, "other", "another reason"),
    ];

    pub fn parse(word: &str) -> Option<Self> {
        let found = Self::ALL.iter().find(|(_, known, _)| *known == word);

        found.map(|(reason, _, _)| *reason)
    }

    pub fn word(self) -> &'static str {
        self.row().1
    }

    pub fn words(self) -> &'static str {
        self.row().2
    }

    fn row(self) -> (Self, &'static str, &'static str) {
        let [told, corrected, asked, confirmed, other] = Self::ALL;
        match self {
            Self::Told => told,
            Self::Corrected => corrected,
            Self::Asked => asked,
            Self::Confirmed => confirmed,
            Self::Other => other,
        }
    }
}

impl OccasionForm {
    /// The occasion, or everything that is wrong with it.
    pub fn check(&self, rules: &DeskRules) -> Result<Occasion, Vec<FieldProblem>> {
        let mut findings = Findings::new(rules);
        let read = self.read(&mut findings);

        read.ok_or_else(|| findings.finish::<()>(None).problems)
    }

    fn read(&self, findings: &mut Findings<'_>) -> Option<Occasion> {
        let reason = ChangeReason::parse(self.reason.trim());
        if reason.is_none() {
            findings.tell(Field::ChangeReason, fault::missing(Field::ChangeReason));
        }
        let on = findings.past_day(Field::ChangedOn, &self.changed_on);
        let on = findings.needed(Field::ChangedOn, on);
        let proof = self.proof.split_whitespace().collect::<Vec<_>>().join(" ");

        Some(Occasion {
            reason: reason?,
            proof: Some(proof).filter(|proof| !proof.is_empty()),
            changed_on: on?,
        })
    }
}

impl Occasion {
    /// The note that the practice keeps of it.
    pub fn note(&self) -> String {
        let (on, why) = (self.changed_on.shown(), self.reason.words());
        let proof = match &self.proof {
            Some(proof) => format!("Proof seen: {}.", proof.trim_end_matches('.')),
            None => "No proof seen.".to_owned(),
        };

        format!("Changed on {on}: {why}. {proof}")
    }
}

impl fmt::Debug for OccasionForm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("OccasionForm(redacted)")
    }
}

/// What was seen may name the patient.
impl fmt::Debug for Occasion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Occasion({})", self.reason.word())
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples::{TODAY, rules, told};
    use super::*;

    fn form(reason: &str, proof: &str, on: &str) -> OccasionForm {
        let [reason, proof, changed_on] = [reason, proof, on].map(str::to_owned);

        OccasionForm {
            reason,
            proof,
            changed_on,
        }
    }

    #[test]
    fn it_is_told_in_a_note_with_the_proof_where_there_is_one() {
        let note = |proof| form("told", proof, TODAY).check(&rules()).unwrap().note();

        assert_eq!(
            note(" council \n tax bill. "),
            "Changed on 20-Mar-2025: the patient, or somebody for them, told us. Proof seen: council tax bill."
        );
        assert!(note(" ").ends_with("told us. No proof seen."));
    }

    #[test]
    fn a_reason_and_a_day_that_has_come_are_asked_for() {
        let codes = |form: OccasionForm| {
            told(&form.check(&rules()).unwrap_err())
                .into_iter()
                .map(|(field, code, _)| (field, code))
                .collect::<Vec<_>>()
        };

        assert_eq!(
            codes(form("", "", "")),
            [(Field::ChangeReason, "E701"), (Field::ChangedOn, "E701")]
        );
        assert_eq!(
            codes(form("told", "", "2025-03-21")),
            [(Field::ChangedOn, "E752")]
        );
        assert_eq!(
            codes(form("told", "", "31-12-2024")),
            [(Field::ChangedOn, "E751")]
        );
    }

    #[test]
    fn each_reason_has_a_name_of_its_own() {
        for (reason, word, words) in ChangeReason::ALL {
            assert_eq!(ChangeReason::parse(word), Some(reason));
            assert_eq!((reason.word(), reason.words()), (word, words));
        }
    }
}
