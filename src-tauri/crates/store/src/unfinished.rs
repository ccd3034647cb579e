//! Forms that somebody has begun and not confirmed. Only its author sees one; what was typed goes when it ends.

use jiff::Timestamp;

use crate::db::{Row, given};
use crate::{Read, Result, Write};

/// A form that is still open. `Debug` does not show what was typed.
#[derive(Clone, PartialEq, Eq)]
pub struct Unfinished {
    /// The key of the filing that comes of it.
    pub key: String,
    /// As it was typed, JSON.
    pub form: String,
    pub saved_at: Timestamp,
}

impl Unfinished {
    fn take(row: &mut Row<'_>) -> Result<Self> {
        Ok(Self {
            key: row.take()?,
            form: row.take()?,
            saved_at: row.take()?,
        })
    }
}

impl Read<'_> {
    /// Somebody's open forms, the latest first.
    pub fn unfinished_of(&self, by: &str) -> Result<Vec<Unfinished>> {
        self.db.rows(
            "SELECT key, form, saved_at FROM unfinished WHERE by = $1 AND ended IS NULL
             ORDER BY saved_at DESC, id DESC",
            given![by],
            Unfinished::take,
        )
    }
}

impl Write<'_> {
    /// Keeps a form as it is typed. Tells whether it was: not one that has ended, nor somebody else's.
    pub fn save_unfinished(&self, key: &str, by: &str, form: &str, at: Timestamp) -> Result<bool> {
        let kept = self.db.run(
            "INSERT INTO unfinished (key, by, form, begun_at, saved_at) VALUES ($1, $2, $3, $4, $4)
             ON CONFLICT (key) DO UPDATE SET form = excluded.form, saved_at = excluded.saved_at
             WHERE unfinished.by = excluded.by AND unfinished.ended IS NULL",
            given![key, by, form, at],
        )?;

        Ok(kept > 0)
    }

    /// Ends a form because it was filed.
    pub fn unfinished_filed(&self, key: &str) -> Result<()> {
        self.db
            .run(
                "UPDATE unfinished SET form = NULL, ended = 'filed' WHERE key = $1 AND ended IS NULL",
                given![key],
            )
            .map(drop)
    }

    /// Ends a form because its author has discarded it. Tells whether there was one.
    pub fn discard_unfinished(&self, key: &str, by: &str) -> Result<bool> {
        let ended = self.db.run(
            "UPDATE unfinished SET form = NULL, ended = 'discarded'
             WHERE key = $1 AND by = $2 AND ended IS NULL",
            given![key, by],
        )?;

        Ok(ended > 0)
    }
}

impl std::fmt::Debug for Unfinished {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Unfinished(redacted)")
    }
}
