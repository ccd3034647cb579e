//! The code lists of GP Links, with the words a clerk reads.

use crate::Text;

/// Why a registration is sent (HEA+ACD).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AcceptanceCode {
    Acceptance,
    AfterDeduction,
    AfterRejection,
    InternalTransfer,
    SameGpNewHa,
}

impl AcceptanceCode {
    pub const ALL: [Self; 5] = [
        Self::Acceptance,
        Self::AfterDeduction,
        Self::AfterRejection,
        Self::InternalTransfer,
        Self::SameGpNewHa,
    ];

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|code| code.written() == text)
    }

    pub fn written(self) -> &'static str {
        match self {
            Self::Acceptance => "A",
            Self::AfterDeduction => "D",
            Self::AfterRejection => "R",
            Self::InternalTransfer => "I",
            Self::SameGpNewHa => "S",
        }
    }

    pub fn words(self) -> &'static str {
        match self {
            Self::Acceptance => "new registration",
            Self::AfterDeduction => "registered again after a deduction",
            Self::AfterRejection => "sent again after a rejection",
            Self::InternalTransfer => "change of doctor within the practice",
            Self::SameGpNewHa => "same doctor, new area",
        }
    }
}

/// Sex (PDI).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Sex {
    Unknown,
    Male,
    Female,
    Other,
}

impl Sex {
    pub const ALL: [Self; 4] = [Self::Unknown, Self::Male, Self::Female, Self::Other];

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|sex| sex.written() == text)
    }

    pub fn written(self) -> &'static str {
        match self {
            Self::Unknown => "0",
            Self::Male => "1",
            Self::Female => "2",
            Self::Other => "9",
        }
    }

    pub fn words(self) -> &'static str {
        match self {
            Self::Unknown => "not known",
            Self::Male => "male",
            Self::Female => "female",
            Self::Other => "other",
        }
    }
}

/// Why a patient leaves the list (GIS): any code, so that an unknown one can still be shown and worked on.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct DeductionReason(Text);

impl DeductionReason {
    /// The three that a practice may give in a request.
    pub const BY_PRACTICE: [u16; 3] = [1, 5, 13];
    /// The patient goes to another area and keeps the doctor.
    const NEW_AREA: u16 = 6;

    pub fn read(text: &str) -> Option<Self> {
        Text::new(text).map(Self)
    }

    pub fn of(number: u16) -> Option<Self> {
        Self::read(&number.to_string())
    }

    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    pub fn number(&self) -> Option<u16> {
        let text = self.as_str();

        text.bytes()
            .all(|byte| byte.is_ascii_digit())
            .then(|| text.parse().ok())
            .flatten()
    }

    pub(crate) fn is_known(&self) -> bool {
        self.number().and_then(reason_words).is_some()
    }

    /// `Reason 2: moved to another area`; the number itself where its meaning is not published.
    pub fn words(&self) -> String {
        let known = self
            .number()
            .and_then(|number| reason_words(number).map(|words| (number, words)));

        match known {
            Some((number, words)) => format!("reason {number}: {words}"),
            None => format!("reason {} (not in the list)", self.as_str()),
        }
    }

    /// The patient only changed doctor or line within the practice and stays registered.
    pub fn keeps_the_patient(&self) -> bool {
        matches!(self.number(), Some(3 | 15 | 16))
    }

    /// The practice sends the patient's records on, once the deduction is recorded.
    pub fn asks_for_records(&self) -> bool {
        self.number().is_some_and(|number| number != Self::NEW_AREA) && !self.keeps_the_patient()
    }
}

fn reason_words(number: u16) -> Option<&'static str> {
    Some(match number {
        1 => "died",
        2 => "registered elsewhere",
        3 => "internal transfer, not for a new address",
        4 => "long-stay hospital",
        5 => "gone abroad for more than 3 months",
        6 => "new area, same doctor",
        7 => "adopted child",
        8 => "joined the armed forces",
        9 => "at the doctor's request",
        10 => "registration cancelled",
        11 => "dependant of someone in the armed forces",
        12 => "at the patient's request",
        13 => "other reason, such as having left the area",
        14 => "letters returned undelivered (FP69 expired)",
        15 => "internal transfer, new address",
        16 => "internal transfer within the partnership",
        17 => "letters say that the patient has gone away",
        18 => "the practice says the address is outside its area",
        19 => "the practice says the patient no longer lives there",
        20 => "removed through the screening system",
        21 => "removed through vaccination data",
        22 => "left a residential institute",
        _ => return None,
    })
}

/// Why an FP69 flag was set (HEA+FRN). Only 8 is published: another reason, told in the note.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Fp69Reason(Text);

impl Fp69Reason {
    pub fn read(text: &str) -> Option<Self> {
        Text::new(text).map(Self)
    }

    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    pub fn words(&self) -> String {
        match self.as_str() {
            "8" => "FP69 reason 8: another reason, see the note".to_owned(),
            other => format!("FP69 reason {other}"),
        }
    }
}

/// The receipt's word on one message (RFF+MIS).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum MessageVerdict {
    Translated,
    TranslationError,
    Incomplete,
    /// A code that is not in the list.
    Unknown(Text),
}

impl MessageVerdict {
    pub fn read(text: &str) -> Option<Self> {
        Some(match text {
            "CP" => Self::Translated,
            "CA" => Self::TranslationError,
            "CI" => Self::Incomplete,
            other => Self::Unknown(Text::new(other)?),
        })
    }

    pub fn written(&self) -> &str {
        match self {
            Self::Translated => "CP",
            Self::TranslationError => "CA",
            Self::Incomplete => "CI",
            Self::Unknown(code) => code.as_str(),
        }
    }

    pub fn words(&self) -> &'static str {
        match self {
            Self::Translated => "read without trouble",
            Self::TranslationError => "could not be translated",
            Self::Incomplete => "incomplete because of a fatal error",
            Self::Unknown(_) => "a code that is not in the list",
        }
    }
}

/// The receipt's word on the whole letter (RFF+RIS).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum LetterVerdict {
    Received,
    NoValidData,
    SomeInvalid,
    /// A code that is not in the list.
    Unknown(Text),
}

impl LetterVerdict {
    pub fn read(text: &str) -> Option<Self> {
        Some(match text {
            "OK" => Self::Received,
            "NA" => Self::NoValidData,
            "ER" => Self::SomeInvalid,
            other => Self::Unknown(Text::new(other)?),
        })
    }

    pub fn written(&self) -> &str {
        match self {
            Self::Received => "OK",
            Self::NoValidData => "NA",
            Self::SomeInvalid => "ER",
            Self::Unknown(code) => code.as_str(),
        }
    }

    pub fn words(&self) -> &'static str {
        match self {
            Self::Received => "received",
            Self::NoValidData => "no valid data in it",
            Self::SomeInvalid => "some of it is invalid",
            Self::Unknown(_) => "a code that is not in the list",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_reads_back() {
        assert!(
            AcceptanceCode::ALL
                .into_iter()
                .all(|code| AcceptanceCode::parse(code.written()) == Some(code))
        );
        assert!(
            Sex::ALL
                .into_iter()
                .all(|sex| Sex::parse(sex.written()) == Some(sex))
        );
        assert_eq!(AcceptanceCode::parse("X"), None);
        assert_eq!(Sex::parse("3"), None);
    }

    #[test]
    fn records_are_asked_for_unless_the_patient_stays_with_the_doctor() {
        let stay = |text: &&str| !DeductionReason::read(text).unwrap().asks_for_records();
        let all = [
            "1", "2", "3", "5", "6", "13", "15", "16", "22", "99", "not sent",
        ];
        let staying: Vec<&str> = all.into_iter().filter(stay).collect();

        assert_eq!(staying, ["3", "6", "15", "16", "not sent"]);
    }

    #[test]
    fn reasons_are_told_in_words_even_unknown_ones() {
        let words = |text: &str| DeductionReason::read(text).unwrap().words();

        assert_eq!(words("2"), "reason 2: registered elsewhere");
        assert_eq!(words("99"), "reason 99 (not in the list)");
        assert_eq!(words("X"), "reason X (not in the list)");
        assert!((1..=22).all(|number| {
            !DeductionReason::of(number)
                .unwrap()
                .words()
                .contains("not in")
        }));
    }

    #[test]
    fn internal_transfers_keep_the_patient() {
        let keeps: Vec<_> = (1..=22)
            .filter(|number| DeductionReason::of(*number).unwrap().keeps_the_patient())
            .collect();

        assert_eq!(keeps, [3, 15, 16]);
    }

    #[test]
    fn receipt_codes_read_back_even_unknown_ones() {
        for code in ["CP", "CA", "CI", "ZZ"] {
            assert_eq!(MessageVerdict::read(code).unwrap().written(), code);
        }
        for code in ["OK", "NA", "ER", "ZZ"] {
            assert_eq!(LetterVerdict::read(code).unwrap().written(), code);
        }
    }
}
