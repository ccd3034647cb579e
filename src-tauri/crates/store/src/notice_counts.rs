//! How many notices there are of a sort, and where they stand: what is asked about them without reading them.

use jiff::Timestamp;

use crate::db::given;
use crate::notices::select_perhaps_routine;
use crate::{LinkId, MatchedBy, Notice, NoticeId, NoticeState, PatientId, Place, Read, Result};

/// What waits for a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ToDecide {
    pub all: u64,
    pub oldest: Option<Timestamp>,
    pub rejections: u64,
    /// About somebody whom nobody has found yet.
    pub unmatched: u64,
}

/// What lies beside the notices that wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Beside {
    /// Somebody looks away from them for a while.
    pub snoozed: u64,
    /// Notices and whole letters that could not be read, and that nobody has seen to.
    pub set_aside: u64,
    pub decided: u64,
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

    /// How many are put off, set aside, or were decided since a time.
    pub fn notices_beside(&self, at: Timestamp, since: Timestamp) -> Result<Beside> {
        let found = self.db.first(
            "SELECT (SELECT count(*) FROM notices WHERE state = 'to decide' AND snoozed_until > $1),
                    (SELECT count(*) FROM notices WHERE state = 'set aside')
                  + (SELECT count(*) FROM letters_in WHERE state = 'set aside' AND dealt_with_at IS NULL),
                    (SELECT count(*) FROM notices WHERE decided_at >= $2)",
            given![at, since],
            |row| {
                Ok(Beside {
                    snoozed: row.take()?,
                    set_aside: row.take()?,
                    decided: row.take()?,
                })
            },
        )?;

        Ok(found.unwrap_or_default())
    }

    /// How many of those that came after one wait for a person and are not put off, and the last of them.
    pub fn to_decide_after(
        &self,
        known: NoticeId,
        at: Timestamp,
    ) -> Result<(u64, Option<NoticeId>)> {
        let found = self.db.first(
            "SELECT count(*), max(id) FROM notices
             WHERE state = 'to decide' AND id > $1 AND (snoozed_until IS NULL OR snoozed_until <= $2)",
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

    /// So many of those ids, in no order, by the index alone.
    pub fn ids_perhaps_routine(&self, most: u32) -> Result<Vec<NoticeId>> {
        self.db.rows(
            concat!(select_perhaps_routine!(), " LIMIT $1"),
            given![most],
            |row| row.take(),
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

    /// How many came between two times. Counted from the index alone, as often as the first screen is drawn.
    pub fn count_notices_arrived(&self, from: Timestamp, to: Timestamp) -> Result<u64> {
        self.db.count(
            "SELECT count(*) FROM notices WHERE arrived_at >= $1 AND arrived_at < $2",
            given![from, to],
        )
    }

    /// Where the newest of a link's decided notices about a patient stands.
    pub fn newest_decided(&self, patient: PatientId, link: LinkId) -> Result<Option<Place>> {
        self.db.first(
            "SELECT epoch, ris, message, position FROM notices
             WHERE patient_id = $1 AND state = 'done' AND link_id = $2
             ORDER BY epoch DESC, ris DESC, message DESC, position DESC LIMIT 1",
            given![patient, link],
            Place::take,
        )
    }

    /// How much that came before a notice on its link nobody has seen to: notices, decided or not to be read,
    /// and letters that were set aside whole. Of whom a letter is that has no link nobody knows: it counts.
    pub fn count_open_before(&self, notice: &Notice) -> Result<u64> {
        self.db.count(
            "SELECT (SELECT count(*) FROM notices
                     WHERE state IN ('to decide', 'set aside') AND id < $1 AND link_id = $2)
                  + (SELECT count(*) FROM letters_in
                     WHERE state = 'set aside' AND dealt_with_at IS NULL AND id < $3
                       AND coalesce(link_id, $2) = $2)",
            given![notice.id, notice.link, notice.letter],
        )
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
                    place: Place::take(row)?,
                    snoozed_until: row.take()?,
                })
            },
        )
    }

    pub fn count_notices(&self, state: NoticeState) -> Result<u64> {
        self.db.count(
            "SELECT count(*) FROM notices WHERE state = $1",
            given![state],
        )
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
