//! What can be wrong with a letter's syntax, each rule with a stable code.

use std::fmt;

use crate::Place;

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

/// The part of an envelope that a problem of it belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Belongs {
    /// The letter that begins with this segment.
    NewLetter,
    /// The letter that is open, or that this segment ends.
    Letter,
    /// The message that begins with this segment.
    NewMessage,
    /// The message that this segment ends.
    Message,
}

/// Makes the enum with, for each rule, its code, how much it takes away, the part it belongs to and its words.
macro_rules! rules {
    (
        plain { $($plain:ident, $plain_code:literal, $plain_severity:ident, $plain_part:ident, $plain_words:literal;)* }
        count { $($count:ident, $count_code:literal, $count_severity:ident, $count_part:ident, $count_words:literal;)* }
    ) => {
        /// A broken rule of syntax, without the text that broke it.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Rule {
            $($plain,)*
            $($count { said: u64, counted: u64 },)*
        }

        impl Rule {
            /// All of them, those about a count with one that can break them.
            pub const ALL: &[Self] = &[$(Self::$plain,)* $(Self::$count { said: 2, counted: 1 },)*];

            /// Never changes once published: people write it down, and support looks it up.
            pub fn code(self) -> &'static str {
                match self {
                    $(Self::$plain => $plain_code,)*
                    $(Self::$count { .. } => $count_code,)*
                }
            }

            pub fn severity(self) -> Severity {
                match self {
                    $(Self::$plain => Severity::$plain_severity,)*
                    $(Self::$count { .. } => Severity::$count_severity,)*
                }
            }

            /// Where a problem that an [`Envelope`](crate::Envelope) reports belongs.
            pub fn belongs(self) -> Belongs {
                match self {
                    $(Self::$plain => Belongs::$plain_part,)*
                    $(Self::$count { .. } => Belongs::$count_part,)*
                }
            }
        }

        impl fmt::Display for Rule {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                match *self {
                    $(Self::$plain => f.write_str($plain_words),)*
                    $(Self::$count { said, counted } => write!(f, $count_words, said, counted),)*
                }
            }
        }
    };
}

rules! {
    plain {
        NoData, "E101", Fatal, Letter, "there is no data";
        Utf16, "E102", Fatal, Letter, "the text is UTF-16, which no letter uses";
        UnaUnusable, "E103", Fatal, Letter, "UNA names the same character twice, or a letter, digit or space";
        UnaUnusual, "E104", Warning, Letter, "UNA names separators other than the usual ones";
        ByteOrderMark, "E105", Warning, Letter, "the file begins with a byte order mark, which was skipped";
        OddBetweenSegments, "E106", Warning, Letter, "control or invisible characters between segments were skipped";
        LastTerminatorMissing, "E107", Warning, Letter, "the terminator after UNZ is missing";
        CutOff, "E108", Error, Letter, "the data ends inside a segment";
        ReleaseAtEnd, "E109", Error, Letter, "the data ends with a release character";
        EmptySegment, "E110", Warning, Letter, "an empty segment was skipped";
        BadTag, "E111", Error, Letter, "a segment begins with something other than three capitals or digits";
        NewlineInside, "E112", Warning, Letter, "a line break inside a segment was taken out";
        ControlInside, "E113", Warning, Letter, "a control character stands inside a segment";
        NotLevelA, "E114", Warning, Letter, "a character outside the level A set stands in a segment";
        NotUtf8, "E115", Warning, Letter, "bytes that are not UTF-8 were read as Windows-1252";
        LongSegment, "E121", Warning, Letter, "a segment is longer than 8192 bytes";
        SegmentTooLong, "E122", Fatal, Letter, "a segment is longer than can be read";
        TooManySegments, "E123", Fatal, Letter, "the letter holds more segments than are accepted";
        TooManyMessages, "E124", Fatal, Letter, "the letter holds more messages than are accepted";
        LetterTooLarge, "E125", Fatal, Letter, "the letter is larger than is accepted";
        NoUnb, "E201", Fatal, NewLetter, "the letter does not begin with UNB";
        UnbUnreadable, "E202", Fatal, NewLetter, "UNB lacks a readable sender, recipient, date and time or control reference";
        NoMessage, "E203", Fatal, Letter, "the letter holds no message (UNH)";
        UnhUnreadable, "E204", Error, NewMessage, "UNH lacks a reference or a message type";
        UntMissing, "E205", Warning, Message, "the message has no UNT, so its end may be missing";
        UntUnreadable, "E206", Warning, Message, "UNT lacks a count or a reference";
        UntReference, "E208", Warning, Message, "the references of UNH and UNT differ";
        UntWithoutUnh, "E209", Warning, Letter, "UNT stands where no message is open";
        UnzMissing, "E210", Warning, Letter, "the letter has no UNZ, so its end may be missing";
        UnzUnreadable, "E211", Warning, Letter, "UNZ lacks a count or a reference";
        UnzReference, "E213", Warning, Letter, "the references of UNB and UNZ differ";
        OutsideMessage, "E214", Warning, Letter, "a segment stands outside any message and was left out";
        AfterLetter, "E215", Warning, Letter, "something other than a letter follows UNZ and was left out";
        OddReference, "E216", Warning, NewLetter, "the reference of UNB is not 8 digits from 00000001 to 99999999";
        OddMessageReference, "E217", Warning, NewMessage, "the reference of UNH is not 8 digits from 00000001 to 99999999";
        OddSyntaxIdentifier, "E218", Warning, NewLetter, "the syntax identifier is not UNOA:2";
    }
    count {
        UntCount, "E207", Warning, Message, "UNT counts {} segments, but the message holds {}";
        UnzCount, "E212", Warning, Letter, "UNZ counts {} messages, but the letter holds {}";
    }
}

/// A broken rule and its place. `Display` never shows the data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
#[error("{rule} ({at})")]
pub struct Problem {
    pub rule: Rule,
    pub at: Place,
}
