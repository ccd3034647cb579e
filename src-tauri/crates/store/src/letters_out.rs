//! Letters going out. A letter exists from the moment that it has numbers, and its bytes never change.

use jiff::Timestamp;

use crate::db::{Row, given};
use crate::{
    LetterOutId, LetterState, LinkId, Read, ReceiptState, Result, StoreError, Taken, Workflow,
    Write,
};

/// A letter as the ledger holds it. `Debug` does not show the body.
#[derive(Clone, PartialEq, Eq)]
pub struct LetterOut {
    pub id: LetterOutId,
    pub link: LinkId,
    pub workflow: Workflow,
    pub sis: Taken,
    pub sms: Taken,
    pub tn: Option<Taken>,
    pub body: Vec<u8>,
    pub sha256: [u8; 32],
    pub written_at: Timestamp,
    pub state: LetterState,
    pub attempts: u32,
    pub next_try_at: Timestamp,
    pub mesh_id: Option<String>,
    pub accepted_at: Option<Timestamp>,
    pub trouble: Option<String>,
    pub first_miss_at: Option<Timestamp>,
    pub receipt: ReceiptState,
    pub receipt_at: Option<Timestamp>,
    pub abandoned_why: Option<String>,
    pub abandoned_by: Option<String>,
}

/// A letter that was just written.
#[derive(Clone)]
pub struct NewLetter<'a> {
    pub link: LinkId,
    pub workflow: Workflow,
    pub sis: Taken,
    pub sms: Taken,
    pub tn: Option<Taken>,
    pub body: &'a [u8],
    pub written_at: Timestamp,
    pub state: LetterState,
    pub next_try_at: Timestamp,
}

impl LetterOut {
    fn take(row: &mut Row<'_>) -> Result<Self> {
        let id = row.take()?;
        let link = row.take()?;
        let workflow = row.take()?;
        let sis = taken(row)?;
        let sms = taken(row)?;
        let tn = match (row.take::<Option<u32>>()?, row.take::<Option<u32>>()?) {
            (Some(epoch), Some(number)) => Some(Taken { epoch, number }),
            _ => None,
        };

        Ok(Self {
            id,
            link,
            workflow,
            sis,
            sms,
            tn,
            body: row.take()?,
            sha256: row.take()?,
            written_at: row.take()?,
            state: row.take()?,
            attempts: row.take()?,
            next_try_at: row.take()?,
            mesh_id: row.take()?,
            accepted_at: row.take()?,
            trouble: row.take()?,
            first_miss_at: row.take()?,
            receipt: row.take()?,
            receipt_at: row.take()?,
            abandoned_why: row.take()?,
            abandoned_by: row.take()?,
        })
    }
}

fn taken(row: &mut Row<'_>) -> Result<Taken> {
    Ok(Taken {
        epoch: row.take()?,
        number: row.take()?,
    })
}

impl std::fmt::Debug for LetterOut {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "LetterOut({} {})", self.id, self.state.word())
    }
}

impl std::fmt::Debug for NewLetter<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "NewLetter({})", self.workflow.word())
    }
}

macro_rules! select_letters {
    ($rest:literal) => {
        concat!(
            "SELECT id, link_id, workflow, sis_epoch, sis, sms_epoch, sms, tn_epoch, tn, body, sha256, written_at, state,
                    attempts, next_try_at, mesh_id, accepted_at, trouble, first_miss_at, receipt, receipt_at,
                    abandoned_why, abandoned_by
             FROM letters_out ",
            $rest
        )
    };
}

impl Read<'_> {
    pub fn letter_out(&self, id: LetterOutId) -> Result<LetterOut> {
        self.db
            .first(
                select_letters!("WHERE id = $1"),
                given![id],
                LetterOut::take,
            )?
            .ok_or(StoreError::NoSuch {
                what: LetterOutId::WHAT,
                id: id.get(),
            })
    }

    pub fn letters_out_in(&self, state: LetterState) -> Result<Vec<LetterOut>> {
        self.db.rows(
            select_letters!("WHERE state = $1 ORDER BY id"),
            given![state],
            LetterOut::take,
        )
    }

    pub fn count_letters_out_in(&self, state: LetterState) -> Result<u64> {
        self.db.count(
            "SELECT count(*) FROM letters_out WHERE state = $1",
            given![state],
        )
    }

    /// The first letter of a link that has numbers and is not known to be with MESH.
    pub fn letter_on_its_way(&self, link: LinkId) -> Result<Option<LetterOut>> {
        // By the state, which few have: by the link the database would walk through all that it ever sent.
        self.db.first(
            select_letters!(
                "WHERE +link_id = $1 AND state IN ('numbered', 'sending', 'unknown', 'refused')
                 ORDER BY sis_epoch, sis LIMIT 1"
            ),
            given![link],
            LetterOut::take,
        )
    }

    /// All letters that have numbers and are not known to be with MESH, the oldest first.
    pub fn letters_on_their_way(&self) -> Result<Vec<LetterOut>> {
        self.db.rows(
            select_letters!(
                "WHERE state IN ('numbered', 'sending', 'unknown', 'refused') ORDER BY id"
            ),
            &[],
            LetterOut::take,
        )
    }

    /// The letters that bore an interchange number on a link, newest first.
    pub fn letters_out_numbered(&self, link: LinkId, sis: u64) -> Result<Vec<LetterOut>> {
        self.db.rows(
            select_letters!("WHERE link_id = $1 AND sis = $2 ORDER BY sis_epoch DESC"),
            given![link, sis],
            LetterOut::take,
        )
    }

    /// The letters that bore interchange numbers of a range on a link, in their order.
    pub fn letters_out_between(
        &self,
        link: LinkId,
        first: u32,
        last: u32,
    ) -> Result<Vec<LetterOut>> {
        // Put into order here: in the order of the epochs the database would walk through all of the link's letters.
        let mut letters = self.db.rows(
            select_letters!("WHERE link_id = $1 AND sis BETWEEN $2 AND $3"),
            given![link, first, last],
            LetterOut::take,
        )?;
        letters.sort_by_key(|letter| letter.sis);

        Ok(letters)
    }

    pub fn letter_out_with_mesh_id(&self, mesh_id: &str) -> Result<Option<LetterOut>> {
        self.db.first(
            select_letters!("WHERE mesh_id = $1"),
            given![mesh_id],
            LetterOut::take,
        )
    }

    /// Letters that MESH took between two times and nobody has fetched yet, as far as is known, each with our id of the
    /// attempt; those first that have not been asked for longest. A time to ask that lies after `latest` counts as come.
    pub fn letters_to_follow(
        &self,
        taken: (Timestamp, Timestamp),
        now: Timestamp,
        latest: Timestamp,
        most: u32,
    ) -> Result<Vec<(LetterOutId, String)>> {
        self.db.rows(
            "SELECT letters_out.id, attempts.local_id
             FROM letters_out
             JOIN attempts ON attempts.letter_id = letters_out.id AND attempts.mesh_id = letters_out.mesh_id
             WHERE letters_out.state = 'accepted' AND letters_out.accepted_at >= $1 AND letters_out.accepted_at <= $2
               AND (letters_out.next_try_at <= $3 OR letters_out.next_try_at > $4)
             ORDER BY letters_out.next_try_at, letters_out.id LIMIT $5",
            given![taken.0, taken.1, now, latest, most],
            |row| Ok((row.take()?, row.take()?)),
        )
    }

    /// Whether a letter is in a state. Asked in the transaction that writes, it holds until that ends.
    pub fn letter_is(&self, id: LetterOutId, state: LetterState) -> Result<bool> {
        let found = self.db.first(
            "SELECT id FROM letters_out WHERE id = $1 AND state = $2",
            given![id, state],
            |row| row.take::<LetterOutId>(),
        )?;

        Ok(found.is_some())
    }

    /// Registration letters whose receipt has not come.
    pub fn letters_without_receipt(&self) -> Result<Vec<LetterOut>> {
        self.db.rows(
            select_letters!("WHERE receipt = 'awaited' ORDER BY written_at, id"),
            &[],
            LetterOut::take,
        )
    }

    /// Those that were written from one time on and before another.
    pub fn letters_out_written(&self, from: Timestamp, to: Timestamp) -> Result<Vec<LetterOut>> {
        self.db.rows(
            select_letters!("WHERE written_at >= $1 AND written_at < $2 ORDER BY id"),
            given![from, to],
            LetterOut::take,
        )
    }

    /// A page of all letters in order of their ids.
    pub fn letters_out_after(
        &self,
        after: Option<LetterOutId>,
        most: u32,
    ) -> Result<Vec<LetterOut>> {
        self.db.rows(
            select_letters!("WHERE id > coalesce($1, 0) ORDER BY id LIMIT $2"),
            given![after, most],
            LetterOut::take,
        )
    }

    /// Interchange and message numbers of a link's letters, in the order of the interchange numbers.
    pub fn numbers_out(&self, link: LinkId) -> Result<Vec<(LetterOutId, Taken, Taken)>> {
        self.db.rows(
            "SELECT id, sis_epoch, sis, sms_epoch, sms FROM letters_out WHERE link_id = $1 ORDER BY sis_epoch, sis",
            given![link],
            |row| Ok((row.take()?, taken(row)?, taken(row)?)),
        )
    }

    /// All transaction numbers that were used, in order.
    pub fn tns_out(&self) -> Result<Vec<(LetterOutId, Taken)>> {
        self.db.rows(
            "SELECT id, tn_epoch, tn FROM letters_out WHERE tn IS NOT NULL ORDER BY tn_epoch, tn",
            &[],
            |row| Ok((row.take()?, taken(row)?)),
        )
    }
}

impl Write<'_> {
    pub fn add_letter_out(&self, new: &NewLetter<'_>) -> Result<LetterOutId> {
        let receipt = match new.workflow {
            Workflow::Registration => ReceiptState::Awaited,
            Workflow::Receipt => ReceiptState::NotExpected,
        };

        self.db
            .insert(
                "INSERT INTO letters_out (link_id, workflow, sis_epoch, sis, sms_epoch, sms, tn_epoch, tn, body, sha256,
                                          written_at, state, next_try_at, receipt)
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
                given![
                    new.link,
                    new.workflow,
                    new.sis.epoch,
                    new.sis.number,
                    new.sms.epoch,
                    new.sms.number,
                    new.tn.map(|tn| tn.epoch),
                    new.tn.map(|tn| tn.number),
                    new.body,
                    crate::sha256(new.body),
                    new.written_at,
                    new.state,
                    new.next_try_at,
                    receipt,
                ],
            )
            .map(LetterOutId::new)
    }

    /// Claims a letter for one attempt, which counts from now on.
    pub fn claim_letter(&self, id: LetterOutId) -> Result<()> {
        self.one(
            "UPDATE letters_out SET state = 'sending', attempts = attempts + 1 WHERE id = $1 AND state = 'numbered'",
            given![id],
        )
    }

    /// MESH has it. `collected` where it is known that the other side has, too. The time is that of the last
    /// acceptance.
    pub fn letter_accepted(
        &self,
        id: LetterOutId,
        mesh_id: Option<&str>,
        at: Timestamp,
        collected: bool,
    ) -> Result<()> {
        let state = if collected {
            LetterState::Collected
        } else {
            LetterState::Accepted
        };

        self.one(
            "UPDATE letters_out
             SET state = $1, mesh_id = coalesce($2, mesh_id),
                 accepted_at = CASE WHEN state IN ('accepted', 'collected') THEN coalesce(accepted_at, $3) ELSE $3 END,
                 trouble = NULL, first_miss_at = NULL
             WHERE id = $4",
            given![state, mesh_id, at, id],
        )
    }

    /// Puts a letter into a state in which MESH is not known to have it.
    pub fn letter_waits(
        &self,
        id: LetterOutId,
        state: LetterState,
        next_try_at: Timestamp,
        trouble: Option<&str>,
    ) -> Result<()> {
        self.one(
            "UPDATE letters_out
             SET state = $1, next_try_at = $2, trouble = $3, mesh_id = NULL, first_miss_at = NULL
             WHERE id = $4",
            given![state, next_try_at, trouble, id],
        )
    }

    /// MESH said, believably, that it does not know the letter. `first` is when it said so first: once more, long enough
    /// after, and it is believed.
    pub fn letter_missed(
        &self,
        id: LetterOutId,
        first: Timestamp,
        next_try_at: Timestamp,
    ) -> Result<()> {
        self.one(
            "UPDATE letters_out SET first_miss_at = $1, next_try_at = $2
             WHERE id = $3 AND state = 'unknown'",
            given![first, next_try_at, id],
        )
    }

    /// Tries again later what could not be asked now.
    pub fn letter_later(&self, id: LetterOutId, next_try_at: Timestamp) -> Result<()> {
        self.one(
            "UPDATE letters_out SET next_try_at = $1 WHERE id = $2",
            given![next_try_at, id],
        )
    }

    pub fn letter_undelivered(&self, id: LetterOutId, why: &str) -> Result<()> {
        self.one(
            "UPDATE letters_out SET state = 'undelivered', trouble = $1 WHERE id = $2",
            given![why, id],
        )
    }

    pub fn abandon_letter(&self, id: LetterOutId, why: &str, by: &str) -> Result<()> {
        self.one(
            "UPDATE letters_out SET state = 'abandoned', abandoned_why = $1, abandoned_by = $2
             WHERE id = $3 AND state IN ('numbered', 'unknown', 'refused', 'undelivered')",
            given![why, by, id],
        )
    }

    pub fn letter_receipted(
        &self,
        id: LetterOutId,
        receipt: ReceiptState,
        at: Timestamp,
    ) -> Result<()> {
        self.one(
            "UPDATE letters_out SET receipt = $1, receipt_at = $2 WHERE id = $3 AND receipt = 'awaited'",
            given![receipt, at, id],
        )
    }
}
