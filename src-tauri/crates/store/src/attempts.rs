//! Attempts to post a letter. Each has an id of its own, by which MESH can be asked later.

use jiff::Timestamp;

use crate::db::{Row, given};
use crate::{AttemptId, LetterOutId, Outcome, Read, Result, Write};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempt {
    pub id: AttemptId,
    pub letter: LetterOutId,
    pub local_id: String,
    pub at: Timestamp,
    pub outcome: Outcome,
    pub mesh_id: Option<String>,
    pub words: Option<String>,
}

impl Attempt {
    fn take(row: &mut Row<'_>) -> Result<Self> {
        Ok(Self {
            id: row.take()?,
            letter: row.take()?,
            local_id: row.take()?,
            at: row.take()?,
            outcome: row.take()?,
            mesh_id: row.take()?,
            words: row.take()?,
        })
    }
}

macro_rules! select_attempts {
    ($rest:literal) => {
        concat!(
            "SELECT id, letter_id, local_id, at, outcome, mesh_id, words FROM attempts ",
            $rest
        )
    };
}

impl Read<'_> {
    pub fn attempts_of(&self, letter: LetterOutId) -> Result<Vec<Attempt>> {
        self.db.rows(
            select_attempts!("WHERE letter_id = $1 ORDER BY id"),
            given![letter],
            Attempt::take,
        )
    }

    /// The attempts since a person last had the letter sent again; all of them where nobody has.
    pub fn attempts_since_resend(&self, letter: LetterOutId) -> Result<Vec<Attempt>> {
        let since: Option<u32> = self.db.first(
            "SELECT letters_out.attempts - resends.after_attempts
             FROM resends JOIN letters_out ON letters_out.id = resends.letter_id
             WHERE resends.letter_id = $1 AND resends.filing_id IS NULL ORDER BY resends.id DESC LIMIT 1",
            given![letter],
            |row| row.take(),
        )?;
        let mut all = self.attempts_of(letter)?;
        let since = since.map(|since| usize::try_from(since).unwrap_or(usize::MAX));
        let earlier = since.map_or(0, |since| all.len().saturating_sub(since));

        Ok(all.split_off(earlier))
    }

    pub fn attempt_with(&self, local_id: &str) -> Result<Option<Attempt>> {
        self.db.first(
            select_attempts!("WHERE local_id = $1"),
            given![local_id],
            Attempt::take,
        )
    }

    pub fn attempt_with_mesh_id(&self, mesh_id: &str) -> Result<Option<Attempt>> {
        self.db.first(
            select_attempts!("WHERE mesh_id = $1 ORDER BY id DESC LIMIT 1"),
            given![mesh_id],
            Attempt::take,
        )
    }

    /// The last attempts since a time that MESH surely took, newest first: they show whether tracking works.
    pub fn witnesses(&self, since: Timestamp, most: u32) -> Result<Vec<Attempt>> {
        self.db.rows(
            select_attempts!(
                "WHERE mesh_id IS NOT NULL AND at >= $1 ORDER BY at DESC, id DESC LIMIT $2"
            ),
            given![since, most],
            Attempt::take,
        )
    }
}

impl Write<'_> {
    pub fn add_attempt(
        &self,
        letter: LetterOutId,
        local_id: &str,
        at: Timestamp,
    ) -> Result<AttemptId> {
        self.db
            .insert(
                "INSERT INTO attempts (letter_id, local_id, at) VALUES ($1, $2, $3)",
                given![letter, local_id, at],
            )
            .map(AttemptId::new)
    }

    /// Records what became of an attempt.
    pub fn attempt_ended(
        &self,
        local_id: &str,
        outcome: Outcome,
        mesh_id: Option<&str>,
        words: Option<&str>,
    ) -> Result<()> {
        self.one(
            "UPDATE attempts SET outcome = $1, mesh_id = coalesce($2, mesh_id), words = coalesce($3, words)
             WHERE local_id = $4",
            given![outcome, mesh_id, words, local_id],
        )
    }
}
