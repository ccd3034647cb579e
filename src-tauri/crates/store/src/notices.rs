//! Notices: the transactions that came in, each waiting for a person or settled.

use jiff::Timestamp;

use crate::db::{Row, given};
use crate::{
    FilingId, LetterInId, LinkId, MatchedBy, NoticeId, NoticeState, PatientId, Read, Result,
    StoreError, Write,
};

/// Where a notice stands among all of its link: they are decided in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    pub epoch: u32,
    pub ris: u64,
    /// The message's position in its letter.
    pub message: u32,
    pub position: u32,
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

/// Which patient, and which filing of ours, a notice is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct About {
    pub patient: Option<(PatientId, MatchedBy)>,
    pub filing: Option<FilingId>,
    /// It came after something newer about the patient was decided.
    pub late: bool,
}

/// A notice that was just read.
#[derive(Clone)]
pub struct NewNotice<'a> {
    pub letter: LetterInId,
    pub link: LinkId,
    pub place: Place,
    pub kind: &'a str,
    pub rms: Option<u64>,
    pub tn: Option<u64>,
    pub gp: Option<&'a str>,
    pub nhs_number: Option<&'a str>,
    pub content: Option<&'a str>,
    pub outline: &'a str,
    pub problems: &'a str,
    pub raw_from: u64,
    pub raw_to: u64,
    pub at: Timestamp,
    pub state: NoticeState,
    pub about: About,
}

impl Notice {
    fn take(row: &mut Row<'_>) -> Result<Self> {
        Ok(Self {
            id: row.take()?,
            letter: row.take()?,
            link: row.take()?,
            place: Place {
                epoch: row.take()?,
                ris: row.take()?,
                message: row.take()?,
                position: row.take()?,
            },
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

impl std::fmt::Debug for NewNotice<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "NewNotice({} {})", self.kind, self.state.word())
    }
}

macro_rules! select_notices {
    ($rest:literal) => {
        concat!(
            "SELECT id, letter_id, link_id, epoch, ris, message, position, kind, rms, tn, gp, nhs_number, content,
                    outline, problems, raw_from, raw_to, arrived_at, state, snoozed_until, patient_id, matched_by,
                    filing_id, owner, late, decided_at, decided_by
             FROM notices ",
            $rest
        )
    };
}

/// What waits for a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ToDecide {
    pub all: u64,
    pub oldest: Option<Timestamp>,
    pub rejections: u64,
    /// About somebody whom nobody has found yet.
    pub unmatched: u64,
}

/// An undecided notice, as far as the order of decisions goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Waits {
    pub id: NoticeId,
    pub link: LinkId,
    pub place: Place,
    pub snoozed_until: Option<Timestamp>,
}

/// Kind, state, how they came to their patient, and how many they are.
type Counted = (String, NoticeState, Option<MatchedBy>, u64);

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

    /// How much waits for a person and is not put off.
    pub fn notices_to_decide(&self, at: Timestamp) -> Result<ToDecide> {
        let found = self.db.first(
            "SELECT count(*), min(arrived_at),
                    coalesce(sum(CASE WHEN kind = 'F3' THEN 1 ELSE 0 END), 0),
                    coalesce(sum(CASE WHEN patient_id IS NULL AND kind NOT IN ('F8', 'RECEP') THEN 1 ELSE 0 END), 0)
             FROM notices WHERE state = 'to decide' AND (snoozed_until IS NULL OR snoozed_until <= $1)",
            given![at],
            |row| {
                Ok(ToDecide {
                    all: row.take()?,
                    oldest: row.take()?,
                    rejections: row.take()?,
                    unmatched: row.take()?,
                })
            },
        )?;

        Ok(found.unwrap_or_default())
    }

    /// How many of those that came after one wait for a person and are not put off, and the last of them.
    pub fn to_decide_after(
        &self,
        known: Option<NoticeId>,
        at: Timestamp,
    ) -> Result<(u64, Option<NoticeId>)> {
        let found = self.db.first(
            "SELECT count(*), max(id) FROM notices
             WHERE state = 'to decide' AND id > coalesce($1, 0) AND (snoozed_until IS NULL OR snoozed_until <= $2)",
            given![known, at],
            |row| Ok((row.take()?, row.take()?)),
        )?;

        Ok(found.unwrap_or_default())
    }

    /// The last notice that came.
    pub fn newest_notice(&self) -> Result<Option<NoticeId>> {
        self.db.first(
            "SELECT id FROM notices ORDER BY id DESC LIMIT 1",
            &[],
            |row| row.take(),
        )
    }

    /// The undecided notices of a kind.
    pub fn notices_undecided(&self, kind: &str) -> Result<Vec<Notice>> {
        self.db.rows(
            select_notices!("WHERE state = 'to decide' AND kind = $1 ORDER BY id"),
            given![kind],
            Notice::take,
        )
    }

    /// A page of the undecided notices that have a patient and are of one of the kinds that may be routine.
    pub fn notices_perhaps_routine(
        &self,
        after: Option<NoticeId>,
        most: u32,
    ) -> Result<Vec<Notice>> {
        self.db.rows(
            select_notices!(
                "WHERE id IN (SELECT id FROM notices WHERE state = 'to decide' AND kind = 'F2' AND patient_id IS NOT NULL
                              UNION ALL
                              SELECT id FROM notices WHERE state = 'to decide' AND kind = 'F4' AND patient_id IS NOT NULL
                              UNION ALL
                              SELECT id FROM notices WHERE state = 'to decide' AND kind = 'F10' AND patient_id IS NOT NULL)
                   AND id > coalesce($1, 0) ORDER BY id LIMIT $2"
            ),
            given![after, most],
            Notice::take,
        )
    }

    /// So many of those ids, in no order, by the index alone.
    pub fn ids_perhaps_routine(&self, most: u32) -> Result<Vec<NoticeId>> {
        self.db.rows(
            "SELECT id FROM notices WHERE state = 'to decide' AND kind = 'F2' AND patient_id IS NOT NULL
             UNION ALL
             SELECT id FROM notices WHERE state = 'to decide' AND kind = 'F4' AND patient_id IS NOT NULL
             UNION ALL
             SELECT id FROM notices WHERE state = 'to decide' AND kind = 'F10' AND patient_id IS NOT NULL
             LIMIT $1",
            given![most],
            |row| row.take(),
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

    /// How many notices came between two times, by kind, state, and how they came to their patient.
    pub fn notices_arrived(&self, from: Timestamp, to: Timestamp) -> Result<Vec<Counted>> {
        self.db.rows(
            "SELECT kind, state, matched_by, count(*) FROM notices
             WHERE arrived_at >= $1 AND arrived_at < $2 GROUP BY kind, state, matched_by",
            given![from, to],
            |row| Ok((row.take()?, row.take()?, row.take()?, row.take()?)),
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

    /// Where the newest of a link's decided notices about a patient stands.
    pub fn newest_decided(&self, patient: PatientId, link: LinkId) -> Result<Option<Place>> {
        self.db.first(
            "SELECT epoch, ris, message, position FROM notices
             WHERE patient_id = $1 AND state = 'done' AND link_id = $2
             ORDER BY epoch DESC, ris DESC, message DESC, position DESC LIMIT 1",
            given![patient, link],
            |row| {
                Ok(Place {
                    epoch: row.take()?,
                    ris: row.take()?,
                    message: row.take()?,
                    position: row.take()?,
                })
            },
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

    /// How much that came before a notice on its link nobody has seen to: notices, decided or not to be read,
    /// and letters that were set aside whole. Of whom a letter is that has no link nobody knows: it counts.
    pub fn count_open_before(&self, notice: &Notice) -> Result<u64> {
        let found = self.db.first(
            "SELECT (SELECT count(*) FROM notices
                     WHERE state IN ('to decide', 'set aside') AND id < $1 AND link_id = $2)
                  + (SELECT count(*) FROM letters_in
                     WHERE state = 'set aside' AND dealt_with_at IS NULL AND id < $3
                       AND coalesce(link_id, $2) = $2)",
            given![notice.id, notice.link, notice.letter],
            |row| row.take(),
        )?;

        Ok(found.unwrap_or_default())
    }

    /// Where the undecided notices about a patient stand, in no order: asked for one, the database would walk through all
    /// that waits at the desk.
    pub fn places_waiting(&self, patient: PatientId) -> Result<Vec<Waits>> {
        self.db.rows(
            "SELECT id, link_id, epoch, ris, message, position, snoozed_until FROM notices
             WHERE patient_id = $1 AND state = 'to decide'",
            given![patient],
            |row| {
                Ok(Waits {
                    id: row.take()?,
                    link: row.take()?,
                    place: Place {
                        epoch: row.take()?,
                        ris: row.take()?,
                        message: row.take()?,
                        position: row.take()?,
                    },
                    snoozed_until: row.take()?,
                })
            },
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

    pub fn count_notices(&self, state: NoticeState) -> Result<u64> {
        let found = self.db.first(
            "SELECT count(*) FROM notices WHERE state = $1",
            given![state],
            |row| row.take(),
        )?;

        Ok(found.unwrap_or_default())
    }

    /// Pairs of notices that are the same transaction, worked on twice. There are none unless the file is damaged.
    pub fn notices_twice(&self) -> Result<Vec<(NoticeId, NoticeId)>> {
        self.db.rows(
            "SELECT min(id), max(id) FROM notices
             WHERE state <> 'set aside' AND kind <> 'RECEP' AND content IS NOT NULL AND rms IS NOT NULL AND tn IS NOT NULL
             GROUP BY link_id, epoch, ris, rms, tn, kind HAVING count(*) > 1 ORDER BY min(id)",
            &[],
            |row| Ok((row.take()?, row.take()?)),
        )
    }

    /// Whether the same transaction is there already, under another letter or further up in its own.
    pub fn transaction_is_there(
        &self,
        link: LinkId,
        number: (u32, u64),
        rms: Option<u64>,
        tn: Option<u64>,
        kind: &str,
    ) -> Result<bool> {
        let found = self.db.first(
            "SELECT id FROM notices
             WHERE link_id = $1 AND epoch = $2 AND ris = $3 AND rms = $4 AND tn = $5 AND kind = $6
               AND state <> 'set aside' AND kind <> 'RECEP' AND content IS NOT NULL LIMIT 1",
            given![link, number.0, number.1, rms, tn, kind],
            |row| row.take::<NoticeId>(),
        )?;

        Ok(found.is_some())
    }
}

impl Write<'_> {
    pub fn add_notice(&self, new: &NewNotice<'_>) -> Result<NoticeId> {
        self.db
            .insert(
                "INSERT INTO notices (letter_id, link_id, epoch, ris, message, position, kind, rms, tn, gp, nhs_number,
                                      content, outline, problems, raw_from, raw_to, arrived_at, state,
                                      patient_id, matched_by, filing_id, late)
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18,
                         $19, $20, $21, $22)",
                given![
                    new.letter,
                    new.link,
                    new.place.epoch,
                    new.place.ris,
                    new.place.message,
                    new.place.position,
                    new.kind,
                    new.rms,
                    new.tn,
                    new.gp,
                    new.nhs_number,
                    new.content,
                    new.outline,
                    new.problems,
                    new.raw_from,
                    new.raw_to,
                    new.at,
                    new.state,
                    new.about.patient.map(|(id, _)| id),
                    new.about.patient.map(|(_, by)| by),
                    new.about.filing,
                    new.about.late,
                ],
            )
            .map(NoticeId::new)
    }

    /// Says which patient, and which filing of ours, a notice is about.
    pub fn match_notice(&self, id: NoticeId, about: About) -> Result<()> {
        self.one(
            "UPDATE notices SET patient_id = $1, matched_by = $2, filing_id = $3, late = $4
             WHERE id = $5 AND state <> 'done'",
            given![
                about.patient.map(|(id, _)| id),
                about.patient.map(|(_, by)| by),
                about.filing,
                about.late,
                id,
            ],
        )
    }

    /// Settles a notice: `Some` with who and when, `None` puts it back among those to decide.
    pub fn settle_notice(&self, id: NoticeId, done: Option<(Timestamp, &str)>) -> Result<()> {
        match done {
            Some((at, by)) => self.one(
                "UPDATE notices SET state = 'done', decided_at = $1, decided_by = $2, snoozed_until = NULL
                 WHERE id = $3 AND state IN ('to decide', 'set aside')",
                given![at, by, id],
            ),
            None => self.one(
                "UPDATE notices
                 SET state = CASE WHEN content IS NULL THEN 'set aside' ELSE 'to decide' END,
                     decided_at = NULL, decided_by = NULL
                 WHERE id = $1 AND state = 'done'",
                given![id],
            ),
        }
    }

    /// Says who has taken a notice on; `None` gives it back to everybody.
    pub fn own_notice(&self, id: NoticeId, owner: Option<&str>) -> Result<()> {
        self.one(
            "UPDATE notices SET owner = $1 WHERE id = $2 AND state IN ('to decide', 'set aside')",
            given![owner, id],
        )
    }

    /// Looks away from a notice until a time.
    pub fn snooze_notice(&self, id: NoticeId, until: Option<Timestamp>) -> Result<()> {
        self.one(
            "UPDATE notices SET snoozed_until = $1 WHERE id = $2 AND state = 'to decide'",
            given![until, id],
        )
    }
}
