//! Receipts (RECEP): what one says, and the one that answers a letter.

use serde::{Deserialize, Serialize};

use crate::{LetterVerdict, LinkCode, MessageVerdict, Minute, Sis, Sms, Text};

/// What a receipt says of one message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MessageReceipt {
    /// The message's reference as it was received; ours have eight digits.
    pub reference: String,
    pub verdict: MessageVerdict,
}

/// What a receipt says of the whole letter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LetterReceipt {
    pub reference: u64,
    pub verdict: LetterVerdict,
    /// How many messages the letter had, where it is told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub messages: Option<u64>,
}

/// The content of a receipt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Receipt {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cipher: Option<Text>,
    /// The doctor of the first transaction, or `9999` where there was none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gp: Option<Text>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub made_at: Option<Minute>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub received_at: Option<Minute>,
    pub messages: Vec<MessageReceipt>,
    pub letter: LetterReceipt,
}

/// A receipt to be sent, without its numbers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReceiptDraft {
    /// Who receipts: the letter's recipient.
    pub sender: LinkCode,
    pub recipient: LinkCode,
    pub cipher: Text,
    pub gp: Text,
    pub messages: Vec<MessageReceipt>,
    pub letter: LetterReceipt,
}

/// A receipt with its numbers and times, ready to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceiptLetter {
    pub draft: ReceiptDraft,
    pub sis: Sis,
    pub sms: Sms,
    pub made_at: Minute,
    pub received_at: Minute,
}

/// Why a letter gets no receipt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoReceipt {
    #[error("a receipt is never answered with a receipt")]
    IsAReceipt,
    #[error("the letter cannot be used, so it gets no receipt")]
    Unusable,
}

/// What stands for the doctor where the letter names none.
pub(crate) const NO_GP: &str = "9999";

impl ReceiptDraft {
    /// Gives it its numbers; one time serves for made and received, as the receipts in use do.
    pub fn number(self, sis: Sis, sms: Sms, at: Minute) -> ReceiptLetter {
        ReceiptLetter {
            draft: self,
            sis,
            sms,
            made_at: at,
            received_at: at,
        }
    }
}
