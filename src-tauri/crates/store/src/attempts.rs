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

impl Read<'_> {
    pub fn attempts_of(&self, letter: LetterOutId) -> Result<Vec<Attempt>> {
        self.db.rows(
            "SELECT id, letter_id, local_id, at, outcome, mesh_id, words FROM attempts
             WHERE letter_id = $1 ORDER BY id",
            given![letter],
            Attempt::take,
        )
    }

    pub fn attempt_with(&self, local_id: &str) -> Result<Option<Attempt>> {
        self.db.first(
            "SELECT id, letter_id, local_id, at, outcome, mesh_id, words FROM attempts WHERE local_id = $1",
            given![local_id],
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
