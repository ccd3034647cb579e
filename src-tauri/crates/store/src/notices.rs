//! Notices: the transactions that came in, each waiting for a person or settled.

use jiff::Timestamp;

use crate::db::{Row, given};
use crate::{
    FilingId, LetterInId, LinkId, MatchedBy, NoticeId, NoticeState, PatientId, Read, Result,
    StoreError,
};

/// Where a notice stands among all of its link: they are decided in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    pub epoch: u32,
    pub ris: u64,
    /// The message's place among those of its letter, by its number.
    pub message: u32,
    pub position: u32,
}

impl Place {
    pub(crate) fn take(row: &mut Row<'_>) -> Result<Self> {
        Ok(Self {
            epoch: row.take()?,
            ris: row.take()?,
            message: row.take()?,
            position: row.take()?,
        })
    }
}

/// A notice as the ledger holds it. `Debug` does not show what it says.
#[derive(Clone, PartialEq, Eq)]
pub struct Notice {
    pub id: NoticeId,
    pub letter: LetterInId,
    pub link: LinkId,
    pub place: Place,
    pub kind: String,
    pub rms: Option<u64>,
    pub tn: Option<u64>,
    pub gp: Option<String>,
    pub nhs_number: Option<String>,
    /// JSON; `None` where it cannot be read.
    pub content: Option<String>,
    /// JSON: lines of plain English.
    pub outline: String,
    /// JSON.
    pub problems: String,
    pub raw_from: u64,
    pub raw_to: u64,
    pub arrived_at: Timestamp,
    pub state: NoticeState,
    pub snoozed_until: Option<Timestamp>,
    pub patient: Option<PatientId>,
    pub matched_by: Option<MatchedBy>,
    pub filing: Option<FilingId>,
    /// Who at the desk has taken it on.
    pub owner: Option<String>,
    pub late: bool,
    pub decided_at: Option<Timestamp>,
    pub decided_by: Option<String>,
}

impl Notice {
    fn take(row: &mut Row<'_>) -> Result<Self> {
        Ok(Self {
            id: row.take()?,
            letter: row.take()?,
            link: row.take()?,
            place: Place::take(row)?,
            kind: row.take()?,
            rms: row.take()?,
            tn: row.take()?,
            gp: row.take()?,
            nhs_number: row.take()?,
            content: row.take()?,
            outline: row.take()?,
            problems: row.take()?,
            raw_from: row.take()?,
            raw_to: row.take()?,
            arrived_at: row.take()?,
            state: row.take()?,
            snoozed_until: row.take()?,
            patient: row.take()?,
            matched_by: row.take()?,
            filing: row.take()?,
            owner: row.take()?,
            late: row.take()?,
            decided_at: row.take()?,
            decided_by: row.take()?,
        })
    }
}

impl std::fmt::Debug for Notice {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Notice({} {} {})", self.id, self.kind, self.state.word())
    }
}

/// The ids of the undecided notices that have a patient and are of one of the kinds that may be routine. One kind after
/// the other, each has an index to itself.
macro_rules! select_perhaps_routine {
    () => {
        "SELECT id FROM notices WHERE state = 'to decide' AND kind = 'F2' AND patient_id IS NOT NULL
         UNION ALL
         SELECT id FROM notices WHERE state = 'to decide' AND kind = 'F4' AND patient_id IS NOT NULL
         UNION ALL
         SELECT id FROM notices WHERE state = 'to decide' AND kind = 'F10' AND patient_id IS NOT NULL"
    };
}

pub(crate) use select_perhaps_routine;

macro_rules! select_notices {
    ($($rest:expr),+) => {
        concat!(
            "SELECT id, letter_id, link_id, epoch, ris, message, position, kind, rms, tn, gp, nhs_number, content,
                    outline, problems, raw_from, raw_to, arrived_at, state, snoozed_until, patient_id, matched_by,
                    filing_id, owner, late, decided_at, decided_by
             FROM notices ",
            $($rest),+
        )
    };
}

impl Read<'_> {
    pub fn notice(&self, id: NoticeId) -> Result<Notice> {
        self.db
            .first(select_notices!("WHERE id = $1"), given![id], Notice::take)?
            .ok_or(StoreError::NoSuch {
                what: NoticeId::WHAT,
                id: id.get(),
            })
    }

    /// A page of the notices in a state, in the order in which they came.
    pub fn notices_in(
        &self,
        state: NoticeState,
        after: Option<NoticeId>,
        most: u32,
    ) -> Result<Vec<Notice>> {
        self.db.rows(
            select_notices!("WHERE state = $1 AND id > coalesce($2, 0) ORDER BY id LIMIT $3"),
            given![state, after, most],
            Notice::take,
        )
    }

    /// The undecided notices of a kind.
    pub fn notices_undecided(&self, kind: &str) -> Result<Vec<Notice>> {
        // Asked for their order, the database would walk through all that is undecided.
        let mut found = self.db.rows(
            select_notices!("WHERE state = 'to decide' AND kind = $1"),
            given![kind],
            Notice::take,
        )?;
        found.sort_by_key(|notice| notice.id);

        Ok(found)
    }

    /// A page of the undecided notices that have a patient and are of one of the kinds that may be routine.
    pub fn notices_perhaps_routine(
        &self,
        after: Option<NoticeId>,
        most: u32,
    ) -> Result<Vec<Notice>> {
        self.db.rows(
            select_notices!(
                "WHERE id IN (",
                select_perhaps_routine!(),
                ") AND id > coalesce($1, 0) ORDER BY id LIMIT $2"
            ),
            given![after, most],
            Notice::take,
        )
    }

    /// A page of all notices, for walks through everything.
    pub fn notices_after(&self, after: Option<NoticeId>, most: u32) -> Result<Vec<Notice>> {
        self.db.rows(
            select_notices!("WHERE id > coalesce($1, 0) ORDER BY id LIMIT $2"),
            given![after, most],
            Notice::take,
        )
    }

    /// All notices about a patient, in the order in which they came.
    pub fn notices_of(&self, patient: PatientId) -> Result<Vec<Notice>> {
        self.db.rows(
            select_notices!("WHERE patient_id = $1 ORDER BY id"),
            given![patient],
            Notice::take,
        )
    }

    /// Undecided notices that name a number and belong to no patient yet.
    pub fn notices_unmatched_with(&self, nhs_number: &str) -> Result<Vec<Notice>> {
        self.db.rows(
            select_notices!(
                "WHERE nhs_number = $1 AND state = 'to decide' AND patient_id IS NULL ORDER BY id"
            ),
            given![nhs_number],
            Notice::take,
        )
    }

    /// A page of the undecided notices that belong to no patient.
    pub fn notices_unmatched(&self, after: Option<NoticeId>, most: u32) -> Result<Vec<Notice>> {
        self.db.rows(
            select_notices!(
                "WHERE state = 'to decide' AND patient_id IS NULL AND id > coalesce($1, 0)
                 ORDER BY id LIMIT $2"
            ),
            given![after, most],
            Notice::take,
        )
    }

    /// A page of what was decided since a time, in the order in which it came.
    pub fn notices_decided_since(
        &self,
        since: Timestamp,
        after: Option<NoticeId>,
        most: u32,
    ) -> Result<Vec<Notice>> {
        self.db.rows(
            select_notices!(
                "WHERE id IN (SELECT id FROM notices WHERE decided_at >= $1) AND id > coalesce($2, 0)
                 ORDER BY id LIMIT $3"
            ),
            given![since, after, most],
            Notice::take,
        )
    }

    /// A page of those whose decision is not yet done in the clinical system, in the order in which they came.
    pub fn notices_to_tick(&self, after: Option<NoticeId>, most: u32) -> Result<Vec<Notice>> {
        self.db.rows(
            select_notices!(
                "WHERE id IN (SELECT notice_id FROM decisions
                              WHERE stands = 1 AND change_id IS NOT NULL AND ticked_at IS NULL)
                   AND id > coalesce($1, 0)
                 ORDER BY id LIMIT $2"
            ),
            given![after, most],
            Notice::take,
        )
    }

    /// Those that were put off, whose time has come.
    pub fn notices_put_off_until(&self, at: Timestamp) -> Result<Vec<Notice>> {
        self.db.rows(
            select_notices!("WHERE snoozed_until <= $1 ORDER BY snoozed_until, id"),
            given![at],
            Notice::take,
        )
    }

    /// The undecided notices about a patient, in the order in which they came.
    pub fn notices_waiting(&self, patient: PatientId) -> Result<Vec<Notice>> {
        let mut found = self.db.rows(
            select_notices!("WHERE patient_id = $1 AND state = 'to decide'"),
            given![patient],
            Notice::take,
        )?;
        found.sort_by_key(|notice| notice.id);

        Ok(found)
    }

    pub fn notices_of_letter(&self, letter: LetterInId) -> Result<Vec<Notice>> {
        self.db.rows(
            select_notices!("WHERE letter_id = $1 ORDER BY message, position"),
            given![letter],
            Notice::take,
        )
    }

    /// The notices that answer a filing.
    pub fn notices_answering(&self, filing: FilingId) -> Result<Vec<Notice>> {
        self.db.rows(
            select_notices!("WHERE filing_id = $1 ORDER BY id"),
            given![filing],
            Notice::take,
        )
    }
}
