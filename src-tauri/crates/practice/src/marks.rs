//! What is kept outside the database, so that data put back from an earlier time is recognised: the
//! last numbers used, and the letters that were sent under the latest of them.

use gplinks::Minute;
use serde::{Deserialize, Serialize};
use store::{Counter, LetterOut, LinkId, Sequence, Store, Taken};

use crate::{DeskError, Result};

/// Keeps some bytes where the practice's folder is not: the keyring or the user's state folder.
pub trait KeepMarks: Send + Sync {
    /// `None` where nothing was ever kept.
    fn read(&self) -> Result<Option<Vec<u8>>, String>;
    /// Returns only when the bytes would survive a power cut.
    fn write(&self, bytes: &[u8]) -> Result<(), String>;
}

/// How many of the latest letters are listed.
const LISTED: usize = 500;

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(crate) struct Marks {
    pub(crate) numbers: Vec<Mark>,
    pub(crate) released: Vec<Released>,
}

/// The last number used of one counter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Mark {
    pub(crate) sequence: Sequence,
    pub(crate) link: Option<LinkId>,
    pub(crate) epoch: u32,
    pub(crate) number: u32,
}

/// A letter that was released: enough to know it again, and nothing of a patient.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Released {
    pub(crate) link: LinkId,
    /// The filing or, for a receipt, the letter that it answers.
    pub(crate) filing: Option<i64>,
    pub(crate) receipts: Option<i64>,
    pub(crate) sis: (u32, u32),
    pub(crate) sms: (u32, u32),
    pub(crate) tn: Option<(u32, u32)>,
    /// The time that the letter bears.
    pub(crate) at: Minute,
    pub(crate) sha256: String,
    pub(crate) local_ids: Vec<String>,
}

impl Mark {
    fn of(counter: &Counter) -> Self {
        Self {
            sequence: counter.sequence,
            link: counter.link,
            epoch: counter.epoch,
            number: counter.last,
        }
    }

    pub(crate) fn at(&self) -> Taken {
        Taken {
            epoch: self.epoch,
            number: self.number,
        }
    }

    fn is_of(&self, counter: &Counter) -> bool {
        self.sequence == counter.sequence && self.link == counter.link
    }
}

impl Marks {
    pub(crate) fn read(keeper: &dyn KeepMarks) -> Result<Option<Self>> {
        let Some(bytes) = keeper.read().map_err(DeskError::Marks)? else {
            return Ok(None);
        };

        serde_json::from_slice(&bytes)
            .map(Some)
            .map_err(|_| DeskError::Marks("it is damaged".to_owned()))
    }

    pub(crate) fn write(&self, keeper: &dyn KeepMarks) -> Result<()> {
        let bytes = serde_json::to_vec(self).map_err(|_| DeskError::Kept { what: "marks" })?;

        keeper.write(&bytes).map_err(DeskError::Marks)
    }

    /// The counters as they stand, and what is listed already.
    pub(crate) fn with_counters(mut self, counters: &[Counter]) -> Self {
        self.numbers = counters.iter().map(Mark::of).collect();

        self
    }

    /// Lists a letter, or one more attempt to post it.
    pub(crate) fn list(&mut self, letter: Released) {
        let same = |one: &&mut Released| one.link == letter.link && one.sis == letter.sis;
        match self.released.iter_mut().find(same) {
            Some(listed) => *listed = letter,
            None => self.released.push(letter),
        }
        let surplus = self.released.len().saturating_sub(LISTED);
        self.released.drain(..surplus);
    }

    /// The marks that the counters have not reached: the data was put back from an earlier time.
    pub(crate) fn ahead_of(&self, counters: &[Counter]) -> Vec<Mark> {
        let behind = |mark: &&Mark| {
            let counter = counters.iter().find(|counter| mark.is_of(counter));

            counter.is_none_or(|counter| counter.at() < mark.at())
        };

        self.numbers.iter().filter(behind).copied().collect()
    }

    /// The ids under which this very letter was to be posted, as far as the list goes back.
    pub(crate) fn attempts_of(&self, letter: &LetterOut) -> Vec<String> {
        let (sis, sha256) = ((letter.sis.epoch, letter.sis.number), hex(&letter.sha256));
        let listed = self
            .released
            .iter()
            .find(|one| one.link == letter.link && one.sis == sis && one.sha256 == sha256);

        listed.map_or_else(Vec::new, |one| one.local_ids.clone())
    }

    /// A letter on the list, by its interchange number.
    pub(crate) fn listed(&self, link: LinkId, sis: u64) -> Option<&Released> {
        self.released
            .iter()
            .rev()
            .find(|one| one.link == link && u64::from(one.sis.1) == sis)
    }
}

impl Released {
    pub(crate) fn of(
        letter: &LetterOut,
        filing: Option<i64>,
        receipts: Option<i64>,
        local_ids: Vec<String>,
    ) -> Self {
        let pair = |taken: Taken| (taken.epoch, taken.number);

        Self {
            link: letter.link,
            filing,
            receipts,
            sis: pair(letter.sis),
            sms: pair(letter.sms),
            tn: letter.tn.map(pair),
            at: Minute::at(letter.written_at),
            sha256: hex(&letter.sha256),
            local_ids,
        }
    }
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;

    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// Whether the data is behind its marks: then nothing is sent. Marks that are missing although
/// numbers were used mean another computer's data, which is the same.
pub(crate) fn is_restored(store: &Store, keeper: &dyn KeepMarks) -> Result<bool> {
    let counters = store.read(|r| r.counters())?;

    Ok(match Marks::read(keeper)? {
        Some(marks) => !marks.ahead_of(&counters).is_empty(),
        None => counters
            .iter()
            .any(|counter| counter.epoch > 0 || counter.last != counter.opened_after),
    })
}
