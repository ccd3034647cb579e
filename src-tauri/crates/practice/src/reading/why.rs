//! Why a whole letter is not used until a person has looked at it.

use serde::{Deserialize, Serialize};

/// Makes the enum with, for each reason, its code and its words.
macro_rules! reasons {
    ($($(#[$doc:meta])* $name:ident, $code:literal, $words:literal;)*) => {
        /// A reason with a stable code. Nothing of the letter was used, and no receipt was sent.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum WhySetAside {
            $($(#[$doc])* #[serde(rename = $code)] $name,)*
        }

        impl WhySetAside {
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// Never changes once published.
            pub fn code(self) -> &'static str {
                match self {
                    $(Self::$name => $code,)*
                }
            }

            /// What happened and what to do, in whole sentences.
            pub fn words(self) -> &'static str {
                match self {
                    $(Self::$name => $words,)*
                }
            }
        }
    };
}

reasons! {
    Unreadable, "L001", "This letter cannot be read. Nothing of it was used, no receipt was sent. Ask PCSE to send it again.";
    NoMessage, "L002", "This letter holds no message. Nothing of it was used, no receipt was sent. Ask PCSE whether it should hold something.";
    OtherPractice, "L003", "This letter is addressed to another practice. Nothing of it was used, no receipt was sent. Report it as a data incident.";
    OwnLetter, "L004", "This letter was sent by this practice, and has come back. Nothing of it was used, no receipt was sent. Tell the MESH service desk that it was wrongly delivered.";
    NoLink, "L005", "This letter comes from a sender with whom this practice has no link. Nothing of it was used, no receipt was sent. Set the link up and release the letter, or ask PCSE who sent it.";
    /// One receipt cannot answer them, so that none is read alone.
    SeveralLetters, "L006", "Several letters came as one. Nothing of them was used, no receipt was sent. Ask PCSE to send each of them by itself.";
    OtherBytes, "L007", "Two different letters carry the same number. The first one was used; nothing of this one was used, no receipt was sent for it. Ask PCSE which one counts. A manager can release this one.";
    WrongWorkflow, "L008", "Receipts and registration messages come by different ways, and this letter came by the wrong one. Nothing of it was used, no receipt was sent. Tell PCSE. A manager can release it.";
    CopyOfSetAside, "L009", "This is a copy of a letter that is set aside. Nothing of it was used, no receipt was sent. Look at the first one.";
    TooManyCopies, "L010", "The same letter has come again and again. It was used once; no more receipts are sent for its copies today. Tell PCSE. A manager can release this copy for one more receipt.";
    NumberTooLarge, "L011", "The number of this letter is too large to be one. Nothing of it was used, no receipt was sent. Ask PCSE to send it again.";
    NotKept, "L012", "This program could not take this letter in. Nothing of it was used, no receipt was sent. Tell support. A manager can release it to try again.";
}

impl WhySetAside {
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|one| one.code() == code)
    }

    /// The number of such a letter is free: another letter with it is the first that can be used.
    pub(crate) fn frees_the_number(self) -> bool {
        matches!(
            self,
            Self::Unreadable | Self::NoMessage | Self::WrongWorkflow
        )
    }

    /// Why a manager's word is not enough, to end a sentence.
    pub(crate) fn against_release(self) -> &'static str {
        match self {
            Self::Unreadable => "the letter cannot be read",
            Self::NoMessage => "the letter holds no message",
            Self::OtherPractice => "the letter is addressed to another practice",
            Self::OwnLetter => "the letter is this practice's own",
            Self::NoLink => "there is no link with the letter's sender; set the link up first",
            Self::SeveralLetters => {
                "several letters came as one, and cannot be answered with one receipt"
            }
            Self::OtherBytes => "another letter carries the same number",
            Self::WrongWorkflow => "the letter came by the wrong way",
            Self::CopyOfSetAside => {
                "it is a copy of a letter that is set aside; release the first one"
            }
            Self::TooManyCopies => "too many copies of the letter were receipted today",
            Self::NumberTooLarge => "the letter has no number that can be kept",
            Self::NotKept => "the letter could not be taken in",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reason_has_a_code_of_its_own_and_whole_sentences() {
        for (place, why) in WhySetAside::ALL.iter().enumerate() {
            assert_eq!(why.code(), format!("L{:03}", place + 1));
            assert_eq!(WhySetAside::parse(why.code()), Some(*why));
            assert!(why.words().ends_with('.'), "{}", why.code());
            assert!(
                why.words().contains("receipt"),
                "{} must say what was sent",
                why.code()
            );
        }
        assert_eq!(WhySetAside::parse("L999"), None);
    }
}
