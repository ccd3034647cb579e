//! A person's reason to send again what MESH had already accepted.

use gplinks::Day;
use jiff::Timestamp;

use crate::db::{Row, given};
use crate::{FilingId, LetterOutId, LetterState, Read, Result, Write};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resend {
    pub letter: LetterOutId,
    /// Where it was entered anew with new numbers; otherwise the same bytes go again.
    pub filing: Option<FilingId>,
    /// Who at PCSE asked for it.
    pub asked_by: String,
    pub asked_on: Day,
    pub reference: String,
    pub at: Timestamp,
    pub by: String,
}

pub type NewResend = Resend;

impl Resend {
    fn take(row: &mut Row<'_>) -> Result<Self> {
        Ok(Self {
            letter: row.take()?,
            filing: row.take()?,
            asked_by: row.take()?,
            asked_on: row.take()?,
            reference: row.take()?,
            at: row.take()?,
            by: row.take()?,
        })
    }
}

impl Read<'_> {
    pub fn resends_of(&self, letter: LetterOutId) -> Result<Vec<Resend>> {
        self.db.rows(
            "SELECT letter_id, filing_id, asked_by, asked_on, reference, at, by FROM resends
             WHERE letter_id = $1 ORDER BY id",
            given![letter],
            Resend::take,
        )
    }

    /// What a letter was before somebody asked for the same bytes again; `None` where nobody did.
    pub fn state_before_resend(&self, letter: LetterOutId) -> Result<Option<LetterState>> {
        self.db.first(
            "SELECT state_before FROM resends WHERE letter_id = $1 AND filing_id IS NULL
             ORDER BY id DESC LIMIT 1",
            given![letter],
            |row| row.take(),
        )
    }
}

impl Write<'_> {
    pub fn add_resend(&self, new: &NewResend) -> Result<()> {
        self.one(
            "INSERT INTO resends (letter_id, filing_id, after_attempts, state_before, asked_by, asked_on, reference, at, by)
             SELECT $1, $2, attempts, state, $3, $4, $5, $6, $7 FROM letters_out WHERE id = $1",
            given![
                new.letter,
                new.filing,
                &new.asked_by,
                new.asked_on,
                &new.reference,
                new.at,
                &new.by,
            ],
        )
    }
}
