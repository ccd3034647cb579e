//! What can be wrong with a letter's syntax, each rule with a stable code.

use std::fmt;

use crate::{Place, limits};

/// How much a problem takes away.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Everything could be read; a person should know.
    Warning,
    /// The part that holds it (a transaction, a message) is set aside; its neighbours are not.
    Error,
    /// The whole letter cannot be used.
    Fatal,
}

impl Severity {
    pub fn word(self) -> &'static str {
        match self {
            Self::Warning => "warning",
            Self::Error => "error",
            Self::Fatal => "fatal",
        }
    }
}

/// A broken rule of syntax, without the text that broke it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Rule {
    NoData,
    Utf16,
    UnaUnusable,
    UnaUnusual,
    ByteOrderMark,
    OddBetweenSegments,
    LastTerminatorMissing,
    CutOff,
    ReleaseAtEnd,
    EmptySegment,
    BadTag,
    NewlineInside,
    ControlInside,
    NotLevelA,
    NotUtf8,
    LongSegment,
    SegmentTooLong,
    TooManySegments,
    TooManyMessages,
    LetterTooLarge,
    NoUnb,
    UnbUnreadable,
    NoMessage,
    UnhUnreadable,
    UntMissing,
    UntUnreadable,
    UntCount { said: u64, counted: u64 },
    UntReference,
    UntWithoutUnh,
    UnzMissing,
    UnzUnreadable,
    UnzCount { said: u64, counted: u64 },
    UnzReference,
    OutsideMessage,
    AfterLetter,
    OddReference,
    OddMessageReference,
    OddSyntaxIdentifier,
}

impl Rule {
    /// Never changes once published: people write it down, and support looks it up.
    pub fn code(self) -> &'static str {
        match self {
            Self::NoData => "E101",
            Self::Utf16 => "E102",
            Self::UnaUnusable => "E103",
            Self::UnaUnusual => "E104",
            Self::ByteOrderMark => "E105",
            Self::OddBetweenSegments => "E106",
            Self::LastTerminatorMissing => "E107",
            Self::CutOff => "E108",
            Self::ReleaseAtEnd => "E109",
            Self::EmptySegment => "E110",
            Self::BadTag => "E111",
            Self::NewlineInside => "E112",
            Self::ControlInside => "E113",
            Self::NotLevelA => "E114",
            Self::NotUtf8 => "E115",
            Self::LongSegment => "E121",
            Self::SegmentTooLong => "E122",
            Self::TooManySegments => "E123",
            Self::TooManyMessages => "E124",
            Self::LetterTooLarge => "E125",
            Self::NoUnb => "E201",
            Self::UnbUnreadable => "E202",
            Self::NoMessage => "E203",
            Self::UnhUnreadable => "E204",
            Self::UntMissing => "E205",
            Self::UntUnreadable => "E206",
            Self::UntCount { .. } => "E207",
            Self::UntReference => "E208",
            Self::UntWithoutUnh => "E209",
            Self::UnzMissing => "E210",
            Self::UnzUnreadable => "E211",
            Self::UnzCount { .. } => "E212",
            Self::UnzReference => "E213",
            Self::OutsideMessage => "E214",
            Self::AfterLetter => "E215",
            Self::OddReference => "E216",
            Self::OddMessageReference => "E217",
            Self::OddSyntaxIdentifier => "E218",
        }
    }

    pub fn severity(self) -> Severity {
        match self {
            Self::NoData
            | Self::Utf16
            | Self::UnaUnusable
            | Self::SegmentTooLong
            | Self::TooManySegments
            | Self::TooManyMessages
            | Self::LetterTooLarge
            | Self::NoUnb
            | Self::UnbUnreadable
            | Self::NoMessage => Severity::Fatal,
            Self::CutOff | Self::ReleaseAtEnd | Self::BadTag | Self::UnhUnreadable => {
                Severity::Error
            }
            Self::UnaUnusual
            | Self::ByteOrderMark
            | Self::OddBetweenSegments
            | Self::LastTerminatorMissing
            | Self::EmptySegment
            | Self::NewlineInside
            | Self::ControlInside
            | Self::NotLevelA
            | Self::NotUtf8
            | Self::LongSegment
            | Self::UntMissing
            | Self::UntUnreadable
            | Self::UntCount { .. }
            | Self::UntReference
            | Self::UntWithoutUnh
            | Self::UnzMissing
            | Self::UnzUnreadable
            | Self::UnzCount { .. }
            | Self::UnzReference
            | Self::OutsideMessage
            | Self::AfterLetter
            | Self::OddReference
            | Self::OddMessageReference
            | Self::OddSyntaxIdentifier => Severity::Warning,
        }
    }
}

impl Rule {
    /// Whether it is about one message's envelope, not about the whole letter's.
    pub fn is_of_message(self) -> bool {
        matches!(
            self,
            Self::UnhUnreadable
                | Self::UntMissing
                | Self::UntUnreadable
                | Self::UntCount { .. }
                | Self::UntReference
                | Self::OddMessageReference
        )
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::NoData => f.write_str("there is no data"),
            Self::Utf16 => f.write_str("the text is UTF-16, which no letter uses"),
            Self::UnaUnusable => {
                f.write_str("UNA names the same character twice, or a letter, digit or space")
            }
            Self::UnaUnusual => f.write_str("UNA names separators other than the usual ones"),
            Self::ByteOrderMark => {
                f.write_str("the file begins with a byte order mark, which was skipped")
            }
            Self::OddBetweenSegments => {
                f.write_str("control or invisible characters between segments were skipped")
            }
            Self::LastTerminatorMissing => f.write_str("the terminator after UNZ is missing"),
            Self::CutOff => f.write_str("the data ends inside a segment"),
            Self::ReleaseAtEnd => f.write_str("the data ends with a release character"),
            Self::EmptySegment => f.write_str("an empty segment was skipped"),
            Self::BadTag => {
                f.write_str("a segment begins with something other than three capitals or digits")
            }
            Self::NewlineInside => f.write_str("a line break inside a segment was taken out"),
            Self::ControlInside => f.write_str("a control character stands inside a segment"),
            Self::NotLevelA => {
                f.write_str("a character outside the level A set stands in a segment")
            }
            Self::NotUtf8 => f.write_str("bytes that are not UTF-8 were read as Windows-1252"),
            Self::LongSegment => {
                write!(f, "a segment is longer than {} bytes", limits::LONG_SEGMENT)
            }
            Self::SegmentTooLong => f.write_str("a segment is longer than can be read"),
            Self::TooManySegments => {
                f.write_str("the letter holds more segments than are accepted")
            }
            Self::TooManyMessages => {
                f.write_str("the letter holds more messages than are accepted")
            }
            Self::LetterTooLarge => f.write_str("the letter is larger than is accepted"),
            Self::NoUnb => f.write_str("the letter does not begin with UNB"),
            Self::UnbUnreadable => f.write_str(
                "UNB lacks a readable sender, recipient, date and time or control reference",
            ),
            Self::NoMessage => f.write_str("the letter holds no message (UNH)"),
            Self::UnhUnreadable => f.write_str("UNH lacks a reference or a message type"),
            Self::UntMissing => f.write_str("the message has no UNT, so its end may be missing"),
            Self::UntUnreadable => f.write_str("UNT lacks a count or a reference"),
            Self::UntCount { said, counted } => {
                write!(
                    f,
                    "UNT counts {said} segments, but the message holds {counted}"
                )
            }
            Self::UntReference => f.write_str("the references of UNH and UNT differ"),
            Self::UntWithoutUnh => f.write_str("UNT stands where no message is open"),
            Self::UnzMissing => f.write_str("the letter has no UNZ, so its end may be missing"),
            Self::UnzUnreadable => f.write_str("UNZ lacks a count or a reference"),
            Self::UnzCount { said, counted } => {
                write!(
                    f,
                    "UNZ counts {said} messages, but the letter holds {counted}"
                )
            }
            Self::UnzReference => f.write_str("the references of UNB and UNZ differ"),
            Self::OutsideMessage => {
                f.write_str("a segment stands outside any message and was left out")
            }
            Self::AfterLetter => {
                f.write_str("something other than a letter follows UNZ and was left out")
            }
            Self::OddReference => {
                f.write_str("the reference of UNB is not 8 digits from 00000001 to 99999999")
            }
            Self::OddMessageReference => {
                f.write_str("the reference of UNH is not 8 digits from 00000001 to 99999999")
            }
            Self::OddSyntaxIdentifier => f.write_str("the syntax identifier is not UNOA:2"),
        }
    }
}

/// A broken rule and its place. `Display` never shows the data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
#[error("{rule} ({at})")]
pub struct Problem {
    pub rule: Rule,
    pub at: Place,
}
