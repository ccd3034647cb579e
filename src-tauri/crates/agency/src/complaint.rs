//! What the service complains of: what a practice's program must never do.

use gplinks::{Rule, Sis, Sms, Tn};
use serde::{Deserialize, Serialize};

/// Something that a practice's program must never do. It names numbers and rules, never a patient.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Complaint {
    /// What came is no letter that can be worked on.
    Unreadable(Unreadable),
    /// A number of the practice's letters came with two contents.
    TwoBodies { sis: Sis },
    /// A letter came a second time, with the same bytes, and nobody had asked for it again.
    SentTwice { sis: Sis },
    /// Letters that have not come, though later ones have. It goes when they come.
    Gap { from: Sis, to: Sis },
    /// The same of messages.
    MessageGap { from: Sms, to: Sms },
    /// A message's number came twice, in two letters or in one.
    SmsTwice { sis: Sis, sms: Sms },
    /// A message has no number from 1 to 99,999,999.
    NoSms { sis: Sis },
    /// A transaction's number came twice.
    TnTwice { sis: Sis, tn: Tn },
    /// A transaction cannot be read, or lacks what makes it complete.
    SetAside { sis: Sis, tn: Option<Tn> },
    /// The letter is not written as it should be: the rule's code.
    BadlyWritten { sis: Sis, code: String },
    /// A receipt for a letter that the service never sent.
    UnknownReceipt { sis: Sis, about: u64 },
    /// A second receipt for a letter that was sent once.
    ReceiptTwice { sis: Sis, about: Sis },
    /// A receipt is never answered.
    ReceiptOfReceipt { sis: Sis, about: Sis },
    /// A receipt that does not name the messages of the letter that it is for.
    ReceiptOfOthers { sis: Sis, about: Sis },
    /// Not the practice's doing: something the service was told to send cannot be written.
    CannotWrite,
}

/// Why something that arrived cannot be worked on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum Unreadable {
    #[error("what arrived is not one readable letter")]
    NotALetter,
    #[error("the letter's number is not one of 1 to 99,999,999")]
    Number,
    #[error("the letter is from another practice or for another registration service")]
    NotForUs,
    #[error("the letter came under the workflow of the other kind")]
    Workflow,
}

/// Whether a remark on a letter is about how it is written, which is the program's doing; what a clerk
/// may well send, such as an amendment that only confirms, is not.
pub(crate) fn is_badly_written(rule: Rule) -> bool {
    matches!(
        rule,
        Rule::Syntax(_)
            | Rule::NoKind
            | Rule::TwoKinds
            | Rule::NoHa
            | Rule::OddHa
            | Rule::TwoHas
            | Rule::NoMessageTime
            | Rule::UnknownMessageType
            | Rule::OddMessageVersion
            | Rule::MixedLetter
            | Rule::NoTransaction
            | Rule::FarInTheFuture
            | Rule::OddLinkCode
            | Rule::NoStart
            | Rule::UnknownSegment
            | Rule::NameWithoutQualifier
            | Rule::StrayData
            | Rule::NoHouse
            | Rule::ReceiptWithoutLetter
            | Rule::ReceiptTwoLetters
            | Rule::ReceiptTooLong
            | Rule::ReceiptLineUnreadable
            | Rule::ReceiptCodeUnknown
            | Rule::ReceiptPartMissing
            | Rule::ReceiptCount
            | Rule::Unreadable(_)
            | Rule::NotUsed(_)
    )
}
