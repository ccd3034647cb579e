//! What is known of each fault besides its words: its code, how the adaptor answers, and when it
//! would have noticed it.

use super::{DateOf, Fault, Issue, Party};
use crate::words;

/// The point at which the adaptor finds a fault. It answers with the first, so they are told in
/// this order; within one point the segments of the letter give the order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Found {
    Parsing,
    Requiring,
    Routing,
    Typing,
    Identifying,
    Mapping(u8),
    Checking(u8),
    /// After numbers were taken.
    Writing,
    /// By us, never by the adaptor.
    Here,
}

impl Fault {
    /// Never changes once published.
    pub fn code(&self) -> &'static str {
        self.facts().0
    }

    /// How the adaptor answers; what it answers with a 500 is a `structure` issue here.
    pub fn issue(&self) -> Issue {
        self.facts().1
    }

    pub(super) fn found(&self) -> Found {
        self.facts().2
    }

    fn facts(&self) -> (&'static str, Issue, Found) {
        use Found::*;
        use Issue::*;

        match self {
            Self::UnknownOperation => ("E607", NotFound, Parsing),
            Self::NoBody => ("E601", Invalid, Parsing),
            Self::NotJson { .. } => ("E602", Structure, Parsing),
            Self::NotParameters => ("E603", Structure, Parsing),
            Self::Empty { .. } => ("E604", Structure, Parsing),
            Self::UnknownElement => ("E605", Structure, Parsing),
            Self::WrongType { .. } => ("E606", Structure, Parsing),
            Self::NoPractice => ("E610", Structure, Requiring),
            Self::NoPatient => ("E611", Structure, Requiring),
            Self::NoHa => ("E612", Structure, Requiring),
            Self::NoMailbox { .. } => ("E613", Invalid, Routing),
            Self::OddPractice => ("E614", Invalid, Routing),
            Self::NoGp => ("E615", Structure, Mapping(0)),
            Self::NoValue { name } => ("E616", Structure, found_missing(name)),
            Self::UnknownAcceptanceType => ("E620", Structure, Typing),
            Self::NoNumber => ("E621", Structure, Identifying),
            Self::NoBirthplace => ("E622", Structure, Identifying),
            Self::NoSurname => ("E623", Structure, Identifying),
            Self::NoAcceptanceCode => ("E624", Invalid, Checking(4)),
            Self::UnknownAcceptanceCode => ("E625", Invalid, Checking(4)),
            Self::NoDate(date) => ("E626", Invalid, Mapping(date.segment())),
            Self::BadDate(date) => ("E627", Structure, Mapping(date.segment())),
            Self::NoSex => ("E628", Structure, Mapping(12)),
            Self::UnknownSex => ("E629", Structure, Mapping(12)),
            Self::NoAddress => ("E630", Structure, Mapping(13)),
            Self::NoHouse => ("E631", Invalid, Checking(13)),
            Self::NoPreviousAddress => ("E632", Structure, Mapping(14)),
            Self::BlankPreviousAddress => ("E633", Invalid, Writing),
            Self::NoPreviousSurname => ("E634", Structure, Mapping(15)),
            Self::EmptyBirthplace => ("E635", Structure, Mapping(9)),
            Self::BlankBirthplace => ("E636", Invalid, Checking(9)),
            Self::EmptyInstitute => ("E637", Structure, Mapping(1)),
            Self::BlankParty(party) => ("E638", Invalid, Checking(party.segment())),
            Self::OddCipher => ("E639", Invalid, Here),
            Self::BlankNotes => ("E640", Invalid, Checking(10)),
            Self::NumberRequired => ("E650", Structure, Identifying),
            Self::NoDeductionDate => ("E651", Structure, Mapping(6)),
            Self::NoDeductionReason => ("E652", Structure, Mapping(5)),
            Self::Lacks(_) => ("E660", Invalid, Requiring),
            Self::NoPatches => ("E661", Invalid, Requiring),
            Self::EmptyValues { .. } => ("E662", Structure, Requiring),
            Self::NumberOfAnotherPath => ("E663", Invalid, Requiring),
            Self::PathTwice => ("E664", Invalid, Requiring),
            Self::ExtensionTwice => ("E665", Invalid, Requiring),
            Self::InvalidValue { .. } => ("E666", Structure, Mapping(11)),
            Self::NoOp => ("E667", Invalid, Parsing),
            Self::UnknownOp => ("E668", Invalid, Parsing),
            Self::NoPath => ("E669", Invalid, Parsing),
            Self::UnknownPath => ("E670", Invalid, Here),
            Self::UnknownExtension => ("E671", Invalid, Parsing),
            Self::NotAllLines => ("E672", Structure, Mapping(13)),
            Self::PostTownRemoved => ("E673", Structure, Mapping(13)),
            Self::SurnameRemoved => ("E674", Structure, Mapping(11)),
            Self::ForenamesRemovedSingly { .. } => ("E675", Structure, Mapping(11)),
            Self::ForenamesRemovedAndSet => ("E676", Structure, Mapping(11)),
            Self::CannotRemove { .. } => ("E677", Structure, Mapping(12)),
            Self::MissingValue { .. } => ("E678", Structure, Mapping(12)),
            Self::MarkerRemoved => ("E680", Structure, Mapping(5)),
            Self::OddMarker => ("E681", Structure, Mapping(5)),
            Self::NoMarker => ("E682", Structure, Mapping(5)),
            Self::InstituteRemoved => ("E683", Structure, Mapping(1)),
            Self::NoInstitute => ("E684", Structure, Mapping(1)),
            Self::EmptyInstituteCode => ("E685", Structure, Mapping(1)),
            Self::NotLevelA { .. } => ("E690", Invalid, Here),
        }
    }
}

fn found_missing(name: &str) -> Found {
    match name {
        words::ACCEPTANCE_TYPE => Found::Typing,
        words::PREVIOUS_GP => Found::Mapping(2),
        words::ACCEPTANCE_CODE => Found::Mapping(4),
        words::ACCEPTANCE_DATE => Found::Mapping(6),
        words::ENTERED_UK => Found::Mapping(7),
        _ => Found::Mapping(10),
    }
}

impl DateOf {
    fn segment(self) -> u8 {
        match self {
            Self::Acceptance | Self::Deduction => 6,
            Self::Entry => 7,
            Self::Exit => 8,
            Self::Birth => 11,
        }
    }
}

impl Party {
    fn segment(self) -> u8 {
        match self {
            Self::Institute => 1,
            Self::PreviousGp => 2,
            Self::PreviousHa => 3,
        }
    }
}
