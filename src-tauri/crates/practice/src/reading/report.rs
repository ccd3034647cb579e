//! What reading did, in counts and codes. No patient's details are in it.

use store::{LetterInId, LetterOutId, LinkId};

use super::WhySetAside;

/// What one round of reading did.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ReadReport {
    /// Letters that were read for the first time.
    pub letters: u32,
    /// Notices that are there now, to decide or as information.
    pub notices: u32,
    /// Whole letters and single notices that a person must look at.
    pub set_aside: u32,
    /// Receipts that we owe now.
    pub receipts: u32,
    /// Copies of letters that were read before.
    pub duplicates: u32,
    pub alarms: Vec<Alarm>,
}

/// Something that somebody should be told of at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Alarm {
    SetAside {
        letter: LetterInId,
        why: WhySetAside,
    },
    /// A receipt for a number that this practice did not send; nothing is sent on the link.
    UnknownReceipt { link: LinkId, sis: u64 },
    /// A receipt for a letter that was given up here: it was sent after all.
    AbandonedArrived { letter: LetterOutId },
    /// Something around the letter failed; it is tried again by itself.
    NotRead {
        letter: LetterInId,
        code: &'static str,
    },
}

impl Alarm {
    /// Never changes once published.
    pub fn code(self) -> &'static str {
        match self {
            Self::SetAside { why, .. } => why.code(),
            Self::UnknownReceipt { .. } => "L201",
            Self::AbandonedArrived { .. } => "L202",
            Self::NotRead { .. } => "L203",
        }
    }

    pub fn words(self) -> String {
        match self {
            Self::SetAside { why, .. } => why.words().to_owned(),
            Self::UnknownReceipt { sis, .. } => super::receipts::not_ours(sis),
            Self::AbandonedArrived { .. } => {
                "PCSE has received a letter that was given up here. Nothing was sent again; make sure that it is not filed twice."
                    .to_owned()
            }
            Self::NotRead { code, .. } => {
                format!("A letter could not be read yet ({code}). Nothing is lost; it is tried again by itself.")
            }
        }
    }
}

impl ReadReport {
    pub(crate) fn add(&mut self, other: Self) {
        let Self {
            letters,
            notices,
            set_aside,
            receipts,
            duplicates,
            alarms,
        } = other;
        self.letters += letters;
        self.notices += notices;
        self.set_aside += set_aside;
        self.receipts += receipts;
        self.duplicates += duplicates;
        self.alarms.extend(alarms);
    }
}
