//! What the service has seen and sent: the outside witness that tests look at.

use std::fmt;

use gplinks::{Kind, LinkCode, PatientNumber, Receipt, Sis, Sms, Tn};
use jiff::Timestamp;
use mailbox::Workflow;
use serde::{Deserialize, Serialize};

use crate::{Complaint, kept};

/// Everything that came and went, in order. Nothing is ever taken out.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ledger {
    /// Every letter of the practice, receipts and unreadable ones included.
    pub letters: Vec<Received>,
    /// Every transaction of the practice's letters, those of duplicates left out.
    pub transactions: Vec<Heard>,
    /// Every receipt for a letter of the service, those of duplicates left out.
    pub receipts: Vec<ReceiptHeard>,
    /// Every letter of the service.
    pub sent: Vec<SentLetter>,
    /// Without the gaps, which come and go: see `Agency::complaints`.
    pub complaints: Vec<Complaint>,
}

/// One letter of the practice. `Debug` does not show the body.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Received {
    pub at: Timestamp,
    #[serde(with = "kept::workflow")]
    pub workflow: Workflow,
    /// The end of the link that it is for; nothing where it cannot be read.
    pub service: Option<LinkCode>,
    pub sis: Option<Sis>,
    pub fate: Fate,
    #[serde(with = "kept::bytes")]
    pub body: Vec<u8>,
    /// The number's place across laps.
    pub(crate) place: Option<i64>,
}

/// What the service made of a letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fate {
    /// Worked on and, unless it is a receipt, receipted.
    Worked,
    /// The very bytes of an earlier letter: only receipted again.
    Duplicate,
    /// The number of an earlier letter with other bytes: laid aside.
    OtherBody,
    /// Laid aside.
    Unreadable,
}

/// One transaction of the practice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Heard {
    pub at: Timestamp,
    pub service: LinkCode,
    pub sis: Sis,
    pub sms: Option<Sms>,
    pub tn: Option<Tn>,
    pub kind: Kind,
    pub number: Option<PatientNumber>,
    pub outcome: Outcome,
}

/// What the service does about a transaction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// F4 is on its way.
    WillApprove,
    /// F3 is on its way.
    WillReject,
    /// The list is changed; nothing is answered.
    Amended,
    /// The list is changed, and F10 is on its way.
    AmendedAndFlagAnswered,
    /// F2 is on its way.
    WillDeduct,
    /// F11 is on its way, and F2 after the days of notice.
    WillDeductAfterNotice,
    /// F11 is on its way, and nothing else.
    WillRefuse,
    /// The number is nobody's on the list: nothing happens.
    UnknownPatient,
    /// It cannot be read: nothing happens.
    SetAside,
}

/// One receipt of the practice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReceiptHeard {
    pub at: Timestamp,
    pub service: LinkCode,
    /// The number of the letter that brought it.
    pub sis: Sis,
    pub receipt: Receipt,
}

/// One letter of the service. `Debug` does not show the body.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SentLetter {
    pub at: Timestamp,
    #[serde(with = "kept::workflow")]
    pub workflow: Workflow,
    pub service: LinkCode,
    pub sis: Sis,
    /// Of the messages in it, as far as they can be read.
    pub sms: Vec<Sms>,
    /// How often it was sent.
    pub copies: u32,
    /// Whether a practice receipts it: not a receipt, nor what it must lay aside.
    pub wants_receipt: bool,
    /// How many receipts have come for it.
    pub receipts: u32,
    #[serde(with = "kept::bytes")]
    pub body: Vec<u8>,
}

impl Ledger {
    /// Letters that the practice must receipt and has not.
    pub fn unreceipted(&self) -> impl Iterator<Item = &SentLetter> {
        self.sent
            .iter()
            .filter(|letter| letter.wants_receipt && letter.receipts < letter.copies)
    }

    /// The letters that were worked on: each of the practice's letters once.
    pub fn worked(&self) -> impl Iterator<Item = &Received> {
        self.letters
            .iter()
            .filter(|letter| letter.fate == Fate::Worked)
    }

    /// What came of a transaction of the practice.
    pub fn outcome(&self, tn: Tn) -> Option<Outcome> {
        let heard = self
            .transactions
            .iter()
            .rev()
            .find(|heard| heard.tn == Some(tn))?;

        Some(heard.outcome)
    }

    /// The letter first received under a number.
    pub(crate) fn first_at(&self, service: &LinkCode, place: i64) -> Option<&Received> {
        let is_it = |letter: &&Received| {
            letter.place == Some(place) && letter.service.as_ref() == Some(service)
        };

        self.letters
            .iter()
            .rfind(|letter| is_it(letter) && letter.fate == Fate::Worked)
    }
}

impl fmt::Debug for Received {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            workflow,
            sis,
            fate,
            body,
            ..
        } = self;

        write!(
            f,
            "Received({workflow:?}, {sis:?}, {fate:?}, {} bytes)",
            body.len()
        )
    }
}

impl fmt::Debug for SentLetter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            workflow,
            sis,
            copies,
            body,
            ..
        } = self;

        write!(
            f,
            "SentLetter({workflow:?}, {sis:?}, {copies} times, {} bytes)",
            body.len()
        )
    }
}
