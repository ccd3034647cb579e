//! What can be wrong with the meaning of a letter, each rule with a stable code.

use std::fmt;

use edifact::{Place, Severity};

use crate::Item;

/// Makes the enum with, for each rule, its code, how much it takes away and its words.
macro_rules! rules {
    (
        plain { $($plain:ident, $plain_code:literal, $plain_severity:ident, $plain_words:literal;)* }
        item { $($item:ident, $item_code:literal, $item_severity:ident, $item_words:literal;)* }
    ) => {
        /// A broken rule, without the text that broke it.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Rule {
            Syntax(edifact::Rule),
            $($plain,)*
            $($item(Item),)*
        }

        impl Rule {
            /// All rules of meaning, those about an item with one that can break them.
            pub const ALL: &[Self] = &[$(Self::$plain,)* $(Self::$item(Item::Number),)*];

            /// Never changes once published: people write it down, and support looks it up.
            pub fn code(self) -> &'static str {
                match self {
                    Self::Syntax(rule) => rule.code(),
                    $(Self::$plain => $plain_code,)*
                    $(Self::$item(_) => $item_code,)*
                }
            }

            pub fn severity(self) -> Severity {
                match self {
                    Self::Syntax(rule) => rule.severity(),
                    $(Self::$plain => Severity::$plain_severity,)*
                    $(Self::$item(_) => Severity::$item_severity,)*
                }
            }
        }

        impl fmt::Display for Rule {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                match *self {
                    Self::Syntax(rule) => rule.fmt(f),
                    $(Self::$plain => f.write_str($plain_words),)*
                    $(Self::$item(item) => write!(f, $item_words, item.shown()),)*
                }
            }
        }
    };
}

rules! {
    plain {
        NoKind, "E301", Error, "the message does not say what kind it is (RFF+950)";
        TwoKinds, "E302", Error, "the message says more than once what kind it is (RFF+950)";
        NoHa, "E303", Warning, "the message does not name a health authority (NAD+FHS)";
        OddHa, "E304", Warning, "the health authority (NAD+FHS) is not two or three capitals or digits";
        HaOfAnotherLink, "E305", Warning, "the health authority (NAD+FHS) does not belong to the link of this letter";
        TwoHas, "E306", Warning, "the message names more than one health authority (NAD+FHS)";
        NoMessageTime, "E307", Warning, "the message has no readable date and time (DTM+137)";
        UnknownMessageType, "E308", Error, "the message is neither FHSREG nor RECEP";
        OddMessageVersion, "E309", Warning, "the message names an unusual version in UNH";
        MixedLetter, "E310", Warning, "the letter holds receipts and other messages together";
        NoTransaction, "E311", Warning, "the message holds no transaction";
        FarInTheFuture, "E312", Warning, "the letter is dated more than two days in the future";
        SkippedHour, "E313", Warning, "the letter is timed in the hour that the change to summer time skips";
        OddLinkCode, "E314", Warning, "a link code in UNB is not four capitals or digits";
        TooManyProblems, "E315", Warning, "there are more problems here than are listed";
        SameReference, "E316", Warning, "an earlier message of the letter has the same reference (UNH)";
        NoTransactionNumber, "E401", Error, "the transaction has no readable number (RFF+TN)";
        TwoTransactionNumbers, "E402", Error, "the transaction has two numbers (RFF+TN)";
        UnknownKind, "E403", Warning, "this kind of transaction is not known, so nothing can be done with it";
        NoStart, "E404", Warning, "the transaction does not begin with S01";
        SameTransactionNumber, "E405", Warning, "an earlier transaction of the message has the same number (RFF+TN)";
        UnknownSegment, "E416", Warning, "a segment that is not known was left out";
        OddNumber, "E420", Warning, "the NHS number is of an older form, or its last digit does not fit the others";
        NoHouse, "E421", Warning, "the address has neither a house name nor a number and road";
        NoPostTown, "E422", Warning, "the address has no post town";
        OddPostcode, "E423", Warning, "the postcode does not have the usual form";
        NothingChanged, "E424", Warning, "the amendment changes nothing";
        UnknownReason, "E425", Warning, "the reason is not in the list";
        OddGpCode, "E426", Warning, "the GP code is not a national code, a comma and a local code";
        NameWithoutQualifier, "E427", Warning, "a part of the name does not say which part it is; its place was gone by";
        ForenamesErasedAndSet, "E428", Error, "the forenames are erased and set at once";
        NoteTooLong, "E429", Error, "the note (FTX+RGI) is longer than can be read";
        StrayData, "E430", Warning, "more stands in a segment than was read, and the rest was left out";
        ReceiptWithoutLetter, "E501", Error, "the receipt does not say which letter it is for (RFF+RIS)";
        ReceiptLineUnreadable, "E502", Warning, "a line of the receipt cannot be understood and was left out";
        ReceiptCodeUnknown, "E503", Warning, "a code in the receipt is not in the list";
        ReceiptTooLong, "E504", Error, "the receipt names more messages than a letter can hold";
        ReceiptPartMissing, "E505", Warning, "the receipt lacks a usual part (BGM, NHS or DTM+815)";
        ReceiptCount, "E506", Warning, "the receipt names another number of messages than it counts";
        ReceiptTwoLetters, "E507", Error, "the receipt says more than once which letter it is for (RFF+RIS)";
    }
    item {
        KeyMissing, "E410", Error, "there is no {}, without which nothing can be done";
        KeyUnreadable, "E409", Error, "the {} cannot be understood, and nothing can be done without it";
        Missing, "E411", Warning, "there is no {}";
        Unreadable, "E412", Warning, "the {} cannot be understood and was left out";
        UnreadableChange, "E413", Error, "the {} cannot be understood, so the amendment cannot be taken as a whole";
        Repeated, "E414", Error, "the {} stands here more than once";
        NotUsed, "E415", Warning, "the {} has no meaning in this kind of transaction";
        Long, "E417", Warning, "the {} is longer than a letter allows";
    }
}

impl Rule {
    /// Whether it tells of something that stands in the letter and did not come into what was read.
    pub fn leaves_out(self) -> bool {
        matches!(
            self,
            Self::Unreadable(_)
                | Self::StrayData
                | Self::ReceiptLineUnreadable
                | Self::Syntax(
                    edifact::Rule::OutsideMessage
                        | edifact::Rule::AfterLetter
                        | edifact::Rule::UntWithoutUnh
                )
        )
    }
}

/// A broken rule and its place. `Display` never shows the data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
#[error("{rule} ({at})")]
pub struct Problem {
    pub rule: Rule,
    pub at: Place,
}

impl Problem {
    pub fn severity(&self) -> Severity {
        self.rule.severity()
    }
}

impl From<edifact::Problem> for Problem {
    fn from(problem: edifact::Problem) -> Self {
        Self {
            rule: Rule::Syntax(problem.rule),
            at: problem.at,
        }
    }
}

/// How many problems of one part are listed; more would help nobody and cost memory.
const LISTED: usize = 100;

/// The problems of one part, and the worst of them even where the list is cut.
#[derive(Debug, Clone, Default)]
pub(crate) struct Problems {
    list: Vec<Problem>,
    worst: Option<Severity>,
}

impl Problems {
    /// Lists it; where the list is long, only what sets the part aside is still added, up to as much again.
    pub(crate) fn push(&mut self, rule: Rule, at: Place) {
        let is_error = rule.severity() >= Severity::Error;
        self.worst = self.worst.max(Some(rule.severity()));
        if self.list.len() == LISTED {
            self.list.push(Problem {
                rule: Rule::TooManyProblems,
                at,
            });
        }
        if self.list.len() < LISTED || (is_error && self.list.len() < 2 * LISTED) {
            self.list.push(Problem { rule, at });
        }
    }

    /// Whether any of them takes away the part they belong to.
    pub(crate) fn set_aside(&self) -> bool {
        self.worst >= Some(Severity::Error)
    }

    pub(crate) fn are_fatal(&self) -> bool {
        self.worst >= Some(Severity::Fatal)
    }

    pub(crate) fn take(&mut self) -> Vec<Problem> {
        self.worst = None;

        std::mem::take(&mut self.list)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_has_a_code_of_its_own() {
        let mut codes: Vec<_> = Rule::ALL.iter().map(|rule| rule.code()).collect();
        codes.extend(edifact::Rule::ALL.iter().map(|rule| rule.code()));
        let count = codes.len();
        codes.sort_unstable();
        codes.dedup();

        assert_eq!(
            codes.len(),
            count,
            "a code that means two things helps nobody"
        );
    }

    #[test]
    fn an_error_behind_a_cut_list_still_counts() {
        let mut problems = Problems::default();
        (0..200).for_each(|_| problems.push(Rule::UnknownSegment, Place::default()));
        problems.push(Rule::NoKind, Place::default());

        assert!(problems.set_aside());
        let list = problems.take();
        let last_two: Vec<_> = list.iter().skip(100).map(|one| one.rule).collect();
        assert_eq!(
            last_two,
            [Rule::TooManyProblems, Rule::NoKind],
            "what sets it aside must be told"
        );
    }
}
