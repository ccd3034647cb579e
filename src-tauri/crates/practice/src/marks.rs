//! What is kept outside the database, so that data put back from an earlier time is recognised: the
//! last numbers used, and the letters that were sent under the latest of them.

use gplinks::Minute;
use serde::{Deserialize, Serialize};
use store::{AuditHead, Counter, LetterOut, LinkId, Sequence, Store, Taken, Workflow};

use crate::restored::lost;
use crate::{DeskError, Result};

/// Keeps some bytes where the practice's folder is not: the keyring or the user's state folder.
pub trait KeepMarks: Send + Sync {
    /// `None` where nothing was ever kept.
    fn read(&self) -> Result<Option<Vec<u8>>, String>;
    /// Returns only when the bytes would survive a power cut.
    fn write(&self, bytes: &[u8]) -> Result<(), String>;
}

/// How many of a link's latest filings are listed, and as many receipts.
const LISTED: usize = 500;

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(crate) struct Marks {
    pub(crate) numbers: Vec<Mark>,
    pub(crate) released: Vec<Released>,
    /// Where the list does not go back to the first letter.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) forgotten: Vec<Forgotten>,
    /// One for each link.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) received: Vec<Received>,
    /// How far the audit had come when the last letter went.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) audit: Option<AuditMark>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct AuditMark {
    pub(crate) entries: i64,
    /// The hash of the last entry.
    pub(crate) hash: String,
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
    /// The filing by its key or, for a receipt, the MESH id of the letter that it answers. Row ids
    /// would not do: they begin again when an old copy is put back.
    pub(crate) filing: Option<String>,
    pub(crate) receipts: Option<String>,
    pub(crate) sis: (u32, u32),
    pub(crate) sms: (u32, u32),
    pub(crate) tn: Option<(u32, u32)>,
    /// The time that the letter bears.
    pub(crate) at: Minute,
    pub(crate) sha256: String,
    pub(crate) local_ids: Vec<String>,
}

/// The highest number of a link whose letter may be missing on the list: there were too many, or the record was begun
/// anew.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Forgotten {
    pub(crate) link: LinkId,
    pub(crate) receipts: bool,
    pub(crate) sis: (u32, u32),
}

/// How far the other side's numbers had come when MESH was last told to forget letters of a link.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Received {
    pub(crate) link: LinkId,
    /// The lowest letter that is known of, and MESH's id of it.
    pub(crate) first: (u32, u32),
    pub(crate) first_mesh_id: String,
    /// The highest.
    pub(crate) last: (u32, u32),
    pub(crate) last_mesh_id: String,
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

        keeper.write(&bytes).map_err(DeskError::MarksUnwritten)
    }

    /// The counters as they stand, and what is listed already. What was known of the audit is not: it
    /// may be that of data which was put back since.
    pub(crate) fn with_counters(mut self, counters: &[Counter]) -> Self {
        self.numbers = counters.iter().map(Mark::of).collect();
        self.audit = None;

        self
    }

    pub(crate) fn with_audit(mut self, head: AuditHead) -> Self {
        self.audit = Some(AuditMark {
            entries: head.entries,
            hash: hex(&head.hash),
        });

        self
    }

    /// Whether another letter is listed under the numbers of this one: two copies of the data took them.
    pub(crate) fn has_another(&self, letter: &LetterOut) -> bool {
        let (sis, sha256) = ((letter.sis.epoch, letter.sis.number), hex(&letter.sha256));
        let is_same = |one: &&Released| one.link == letter.link && one.sis == sis;

        self.released
            .iter()
            .find(is_same)
            .is_some_and(|one| one.sha256 != sha256)
    }

    /// Lists a letter, or one more attempt to post it. No attempt that was listed is ever forgotten here.
    pub(crate) fn list(&mut self, mut letter: Released) {
        let same = |one: &&mut Released| one.link == letter.link && one.sis == letter.sis;
        match self.released.iter_mut().find(same) {
            Some(listed) => {
                let known = std::mem::take(&mut letter.local_ids);
                let new = known
                    .into_iter()
                    .filter(|id| !listed.local_ids.contains(id));
                letter.local_ids = listed.local_ids.iter().cloned().chain(new).collect();
                *listed = letter;
            }
            None => self.released.push(letter),
        }
        self.forget_surplus();
    }

    /// The letter that was listed last is one too many of its kind: the first of them goes.
    fn forget_surplus(&mut self) {
        let Some(last) = self.released.last() else {
            return;
        };
        let (link, receipts) = (last.link, last.receipts.is_some());
        let is_alike = |one: &Released| one.link == link && one.receipts.is_some() == receipts;
        let alike = self.released.iter().filter(|one| is_alike(one)).count();
        let first = self.released.iter().position(is_alike);
        if let Some(first) = first.filter(|_| alike > LISTED) {
            let sis = self.released.remove(first).sis;
            self.forget(link, receipts, sis);
        }
    }

    fn forget(&mut self, link: LinkId, receipts: bool, sis: (u32, u32)) {
        let same = |one: &&mut Forgotten| one.link == link && one.receipts == receipts;
        match self.forgotten.iter_mut().find(same) {
            Some(one) => one.sis = one.sis.max(sis),
            None => self.forgotten.push(Forgotten {
                link,
                receipts,
                sis,
            }),
        }
    }

    /// A record that is begun when letters may have gone already: nothing up to here is known from it.
    pub(crate) fn begun_after(mut self, links: impl IntoIterator<Item = (LinkId, Taken)>) -> Self {
        for (link, last) in links {
            self.forget(link, false, (last.epoch, last.number));
            self.forget(link, true, (last.epoch, last.number));
        }

        self
    }

    /// The highest number whose letter may be missing on the list.
    fn forgotten_up_to(&self, link: LinkId, receipts: bool) -> Option<(u32, u32)> {
        let mut forgotten = self.forgotten.iter();

        forgotten
            .find(|one| one.link == link && one.receipts == receipts)
            .map(|one| one.sis)
    }

    /// Whether filings of a link that had a number after this one may be missing on the list.
    pub(crate) fn forgot_filings_after(&self, link: LinkId, sis: Taken) -> bool {
        self.forgotten_up_to(link, false)
            .is_some_and(|up_to| up_to > (sis.epoch, sis.number))
    }

    /// Whether a letter is not on the list, and may have been.
    pub(crate) fn may_have_forgotten(&self, letter: &LetterOut) -> bool {
        let sis = (letter.sis.epoch, letter.sis.number);
        let is_listed = |one: &Released| one.link == letter.link && one.sis == sis;

        self.forgotten_up_to(letter.link, letter.workflow == Workflow::Receipt)
            .is_some_and(|up_to| up_to >= sis)
            && !self.released.iter().any(is_listed)
    }

    /// Takes an attempt off the list that surely never began.
    pub(crate) fn unlist(&mut self, local_id: &str) {
        for letter in &mut self.released {
            letter.local_ids.retain(|id| id != local_id);
        }
    }

    /// Takes up a letter that MESH may forget; tells whether it is the highest of its link, or comes late and is the
    /// lowest.
    pub(crate) fn receive(&mut self, link: LinkId, at: (u32, u32), mesh_id: &str) -> bool {
        match self.received.iter_mut().find(|one| one.link == link) {
            Some(one) if one.first > at => {
                one.first = at;
                mesh_id.clone_into(&mut one.first_mesh_id);
            }
            Some(one) if one.last >= at => return false,
            Some(one) => {
                one.last = at;
                mesh_id.clone_into(&mut one.last_mesh_id);
            }
            None => self.received.push(Received {
                link,
                first: at,
                first_mesh_id: mesh_id.to_owned(),
                last: at,
                last_mesh_id: mesh_id.to_owned(),
            }),
        }

        true
    }

    pub(crate) fn newest_in(&self, link: LinkId) -> Option<(u32, u64)> {
        let received = self.received.iter().find(|one| one.link == link)?;

        Some((received.last.0, received.last.1.into()))
    }

    /// The marks that the counters have not reached: the data was put back from an earlier time.
    pub(crate) fn ahead_of(&self, counters: &[Counter]) -> Vec<Mark> {
        let behind = |mark: &&Mark| {
            let counter = counters.iter().find(|counter| mark.is_of(counter));

            counter.is_none_or(|counter| counter.at() < mark.at())
        };

        self.numbers.iter().filter(behind).copied().collect()
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
        filing: Option<String>,
        receipts: Option<String>,
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

/// Whether the data is behind its marks, in numbers of ours or in letters of theirs: then nothing is sent. Marks that are missing although
/// numbers were used mean another computer's data, which is the same.
pub(crate) fn is_restored(store: &Store, keeper: &dyn KeepMarks) -> Result<bool> {
    // The record first: what another program takes and marks in between must not look like numbers from later.
    let marks = Marks::read(keeper)?;
    let counters = store.read(|r| r.counters())?;

    Ok(match marks {
        Some(marks) => {
            !marks.ahead_of(&counters).is_empty() || store.read(|r| lost::is_any(r, &marks))?
        }
        None => counters
            .iter()
            .any(|counter| counter.epoch > 0 || counter.last != counter.opened_after),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Practice;
    use crate::sample::{NUMBERS, Sample, now};

    /// While the record is read, another program takes a number and marks it.
    struct Busy<'a>(&'a Sample);

    impl KeepMarks for Busy<'_> {
        fn read(&self) -> Result<Option<Vec<u8>>, String> {
            let practice = &self.0.practice;
            let taken = practice
                .store()
                .write(|w| w.take_number(Sequence::Sis, Some(self.0.link)));
            taken.unwrap();
            let counters = practice.store().read(|r| r.counters()).unwrap();
            let marks = Marks::default().with_counters(&counters);

            Ok(Some(serde_json::to_vec(&marks).unwrap()))
        }

        fn write(&self, _: &[u8]) -> Result<(), String> {
            Ok(())
        }
    }

    #[test]
    fn data_is_not_restored_because_another_program_goes_on_with_it() {
        let sample = Sample::new();

        assert_eq!(
            is_restored(sample.practice.store(), &Busy(&sample)),
            Ok(false)
        );
    }

    fn listed(practice: &Practice) -> Vec<Released> {
        Marks::read(practice.marks()).unwrap().unwrap().released
    }

    #[test]
    fn a_number_under_which_another_copy_has_sent_is_not_used_again() {
        let sample = Sample::healthy();
        let letter = sample.letter(sample.send(NUMBERS[1], now()));
        let mut marks = Marks::read(sample.practice.marks()).unwrap().unwrap();
        let mut other = Released::of(&letter, None, None, vec!["other".to_owned()]);
        other.sha256 = "0".repeat(64);
        marks.list(other);
        marks.write(sample.practice.marks()).unwrap();
        let before = listed(&sample.practice);

        let marked = sample.practice.mark(&letter, "one more");

        assert_eq!(marked, Err(DeskError::Restored));
        assert_eq!(listed(&sample.practice), before, "nothing is overwritten");
    }
}
