//! Letters that came in: the bytes first, what they mean in a second step.

use jiff::Timestamp;

use crate::db::{Row, given};
use crate::{ArrivalState, LetterInId, LinkId, Read, Result, StoreError, Workflow, Write};

/// A letter as it came, before anything is known of it. `Debug` does not show the body.
#[derive(Clone)]
pub struct Arrival<'a> {
    pub mesh_id: &'a str,
    pub workflow: Workflow,
    /// JSON: what the carrier said about it.
    pub headers: &'a str,
    pub body: &'a [u8],
    pub at: Timestamp,
}

/// A letter in the ledger. `Debug` does not show the body.
#[derive(Clone, PartialEq, Eq)]
pub struct LetterIn {
    pub id: LetterInId,
    pub mesh_id: String,
    pub workflow: Workflow,
    pub headers: String,
    pub body: Vec<u8>,
    pub sha256: [u8; 32],
    pub received_at: Timestamp,
    pub acknowledged_at: Option<Timestamp>,
    pub state: ArrivalState,
    pub read_at: Option<Timestamp>,
    pub link: Option<LinkId>,
    pub sender: Option<String>,
    pub epoch: Option<u32>,
    pub ris: Option<u64>,
    pub written_at: Option<Timestamp>,
    pub messages: u32,
    pub transactions: u32,
    pub copy_of: Option<LetterInId>,
    /// JSON: what is odd about it.
    pub problems: String,
    /// Code of the reason that it is set aside.
    pub why: Option<String>,
    pub dealt_with_at: Option<Timestamp>,
}

/// What reading a letter found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// `Read`, or `SetAside` with its reason's code.
    pub why: Option<String>,
    pub at: Timestamp,
    pub link: Option<LinkId>,
    pub sender: Option<String>,
    /// Epoch and interchange number.
    pub number: Option<(u32, u64)>,
    pub written_at: Option<Timestamp>,
    pub messages: u32,
    pub transactions: u32,
    pub copy_of: Option<LetterInId>,
    /// JSON.
    pub problems: String,
}

/// One message of a letter that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MessageIn {
    pub letter: LetterInId,
    pub position: u32,
    pub rms: Option<u64>,
    pub kind: Option<String>,
    /// JSON.
    pub problems: String,
}

pub type NewMessage = MessageIn;

impl LetterIn {
    fn take(row: &mut Row<'_>) -> Result<Self> {
        Ok(Self {
            id: row.take()?,
            mesh_id: row.take()?,
            workflow: row.take()?,
            headers: row.take()?,
            body: row.take()?,
            sha256: row.take()?,
            received_at: row.take()?,
            acknowledged_at: row.take()?,
            state: row.take()?,
            read_at: row.take()?,
            link: row.take()?,
            sender: row.take()?,
            epoch: row.take()?,
            ris: row.take()?,
            written_at: row.take()?,
            messages: row.take()?,
            transactions: row.take()?,
            copy_of: row.take()?,
            problems: row.take()?,
            why: row.take()?,
            dealt_with_at: row.take()?,
        })
    }
}

impl std::fmt::Debug for LetterIn {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "LetterIn({} {})", self.id, self.state.word())
    }
}

impl std::fmt::Debug for Arrival<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Arrival({}, {} bytes)", self.mesh_id, self.body.len())
    }
}

macro_rules! select_letters {
    ($rest:literal) => {
        concat!(
            "SELECT id, mesh_id, workflow, headers, body, sha256, received_at, acknowledged_at, state, read_at, link_id,
                    sender, epoch, ris, written_at, messages, transactions, copy_of_id, problems, why, dealt_with_at
             FROM letters_in ",
            $rest
        )
    };
}

impl Read<'_> {
    /// How often a letter has come again.
    pub fn count_copies(&self, letter: LetterInId) -> Result<u64> {
        self.db.count(
            "SELECT count(*) FROM letters_in WHERE copy_of_id = $1",
            given![letter],
        )
    }

    pub fn letter_in(&self, id: LetterInId) -> Result<LetterIn> {
        self.db
            .first(select_letters!("WHERE id = $1"), given![id], LetterIn::take)?
            .ok_or(StoreError::NoSuch {
                what: LetterInId::WHAT,
                id: id.get(),
            })
    }

    pub fn letter_in_with(&self, mesh_id: &str) -> Result<Option<LetterInId>> {
        self.db.first(
            "SELECT id FROM letters_in WHERE mesh_id = $1",
            given![mesh_id],
            |row| row.take(),
        )
    }

    /// Letters in a state, in the order of their arrival.
    pub fn letters_in_in(&self, state: ArrivalState) -> Result<Vec<LetterIn>> {
        self.db.rows(
            select_letters!("WHERE state = $1 ORDER BY id"),
            given![state],
            LetterIn::take,
        )
    }

    /// A page of the letters in a state, in the order of their arrival.
    pub fn letters_in_page(
        &self,
        state: ArrivalState,
        after: Option<LetterInId>,
        most: u32,
    ) -> Result<Vec<LetterIn>> {
        self.db.rows(
            select_letters!("WHERE state = $1 AND id > coalesce($2, 0) ORDER BY id LIMIT $3"),
            given![state, after, most],
            LetterIn::take,
        )
    }

    /// Letters that MESH was not yet told to forget.
    pub fn unacknowledged(&self) -> Result<Vec<(LetterInId, String)>> {
        self.db.rows(
            "SELECT id, mesh_id FROM letters_in WHERE acknowledged_at IS NULL ORDER BY id",
            &[],
            |row| Ok((row.take()?, row.take()?)),
        )
    }

    /// The letters of a link that bore an interchange number, oldest first.
    pub fn letters_in_numbered(&self, link: LinkId, ris: u64) -> Result<Vec<LetterIn>> {
        self.db.rows(
            select_letters!("WHERE link_id = $1 AND ris = $2 ORDER BY id"),
            given![link, ris],
            LetterIn::take,
        )
    }

    /// The highest interchange number of a link in its newest epoch, of the numbers from 1 to `most`: a letter may bear one
    /// that is out of range.
    pub fn newest_number_in(&self, link: LinkId, most: u64) -> Result<Option<(u32, u64)>> {
        self.db.first(
            "SELECT epoch, ris FROM letters_in WHERE link_id = $1 AND ris BETWEEN 1 AND $2
             ORDER BY epoch DESC, ris DESC LIMIT 1",
            given![link, most],
            |row| Ok((row.take()?, row.take()?)),
        )
    }

    /// The lowest interchange number of a link in its oldest epoch.
    pub fn oldest_number_in(&self, link: LinkId) -> Result<Option<(u32, u64)>> {
        self.db.first(
            "SELECT epoch, ris FROM letters_in WHERE link_id = $1 AND epoch IS NOT NULL AND ris >= 1
             ORDER BY epoch, ris LIMIT 1",
            given![link],
            |row| Ok((row.take()?, row.take()?)),
        )
    }

    /// Epoch and interchange number of a link's letters, set aside ones included, in order and each once.
    pub fn numbers_in(&self, link: LinkId) -> Result<Vec<(u32, u64)>> {
        self.db.rows(
            "SELECT DISTINCT epoch, ris FROM letters_in WHERE link_id = $1 AND ris IS NOT NULL ORDER BY epoch, ris",
            given![link],
            |row| Ok((row.take()?, row.take()?)),
        )
    }

    /// Message numbers of a link in the order in which their letters were numbered, copies included.
    pub fn message_numbers_in_order(&self, link: LinkId) -> Result<Vec<u64>> {
        self.db.rows(
            "SELECT messages_in.rms FROM messages_in JOIN letters_in ON letters_in.id = messages_in.letter_id
             WHERE letters_in.link_id = $1 AND messages_in.rms IS NOT NULL AND letters_in.epoch IS NOT NULL
             ORDER BY letters_in.epoch, letters_in.ris, messages_in.position, letters_in.id",
            given![link],
            |row| row.take(),
        )
    }

    pub fn messages_of(&self, letter: LetterInId) -> Result<Vec<MessageIn>> {
        self.db.rows(
            "SELECT letter_id, position, rms, kind, problems FROM messages_in WHERE letter_id = $1 ORDER BY position",
            given![letter],
            |row| {
                Ok(MessageIn {
                    letter: row.take()?,
                    position: row.take()?,
                    rms: row.take()?,
                    kind: row.take()?,
                    problems: row.take()?,
                })
            },
        )
    }

    /// Those that came from one time on and before another.
    pub fn letters_in_received(&self, from: Timestamp, to: Timestamp) -> Result<Vec<LetterIn>> {
        self.db.rows(
            select_letters!("WHERE received_at >= $1 AND received_at < $2 ORDER BY id"),
            given![from, to],
            LetterIn::take,
        )
    }

    /// A page of all letters in order of their ids.
    pub fn letters_in_after(&self, after: Option<LetterInId>, most: u32) -> Result<Vec<LetterIn>> {
        self.db.rows(
            select_letters!("WHERE id > coalesce($1, 0) ORDER BY id LIMIT $2"),
            given![after, most],
            LetterIn::take,
        )
    }

    /// How many copies of a letter were receipted since a time.
    pub fn receipted_copies(&self, first: LetterInId, since: Timestamp) -> Result<u32> {
        let found = self.db.first(
            "SELECT count(*) FROM letters_in JOIN receipts_out ON receipts_out.letter_in_id = letters_in.id
             WHERE (letters_in.copy_of_id = $1 OR letters_in.id = $1) AND receipts_out.made_at >= $2",
            given![first, since],
            |row| row.take(),
        )?;

        Ok(found.unwrap_or_default())
    }
}

impl Write<'_> {
    /// Stores a letter as it came. Its meaning is read later, from the row.
    pub fn add_letter_in(&self, arrival: &Arrival<'_>) -> Result<LetterInId> {
        self.db
            .insert(
                "INSERT INTO letters_in (mesh_id, workflow, headers, body, sha256, received_at, state)
                 VALUES ($1, $2, $3, $4, $5, $6, 'stored')",
                given![
                    arrival.mesh_id,
                    arrival.workflow,
                    arrival.headers,
                    arrival.body,
                    crate::sha256(arrival.body),
                    arrival.at,
                ],
            )
            .map(LetterInId::new)
    }

    /// MESH may forget it. That comes after keeping it, also where the clock was put back between the two.
    pub fn acknowledged(&self, id: LetterInId, at: Timestamp) -> Result<()> {
        self.one(
            "UPDATE letters_in
             SET acknowledged_at = coalesce(acknowledged_at, CASE WHEN received_at > $1 THEN received_at ELSE $1 END)
             WHERE id = $2",
            given![at, id],
        )
    }

    /// Records what reading found; once, or again for a letter that was set aside.
    pub fn letter_in_read(&self, id: LetterInId, reading: &Reading) -> Result<()> {
        let state = match reading.why {
            None => ArrivalState::Read,
            Some(_) => ArrivalState::SetAside,
        };

        self.one(
            "UPDATE letters_in
             SET state = $1, read_at = $2, link_id = $3, sender = $4, epoch = $5, ris = $6, written_at = $7,
                 messages = $8, transactions = $9, copy_of_id = $10, problems = $11, why = $12
             WHERE id = $13 AND state <> 'read' AND dealt_with_at IS NULL",
            given![
                state,
                reading.at,
                reading.link,
                reading.sender.as_deref(),
                reading.number.map(|(epoch, _)| epoch),
                reading.number.map(|(_, ris)| ris),
                reading.written_at,
                reading.messages,
                reading.transactions,
                reading.copy_of,
                &reading.problems,
                reading.why.as_deref(),
                id,
            ],
        )
    }

    /// A person has seen to a letter that stays set aside.
    pub fn letter_in_dealt_with(
        &self,
        id: LetterInId,
        at: Timestamp,
        by: &str,
        why: &str,
    ) -> Result<()> {
        self.one(
            "UPDATE letters_in SET dealt_with_at = $1, dealt_with_by = $2, dealt_with_why = $3
             WHERE id = $4 AND state = 'set aside' AND dealt_with_at IS NULL",
            given![at, by, why, id],
        )
    }

    /// Keeps a message of a letter; of one that was set aside first, what reading it came to.
    pub fn add_message_in(&self, new: &NewMessage) -> Result<()> {
        self.db
            .run(
                "INSERT INTO messages_in (letter_id, position, rms, kind, problems) VALUES ($1, $2, $3, $4, $5)
                 ON CONFLICT (letter_id, position) DO UPDATE SET problems = excluded.problems",
                given![
                    new.letter,
                    new.position,
                    new.rms,
                    new.kind.as_deref(),
                    &new.problems,
                ],
            )
            .map(drop)
    }
}
