//! Messages of which only the headers could be taken: the bytes were damaged, or too many. MESH keeps them.

use jiff::Timestamp;

use crate::db::{Row, given};
use crate::{DamagedInId, Read, Result, StoreError, Write};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DamagedIn {
    pub id: DamagedInId,
    pub mesh_id: String,
    /// JSON: what the carrier said about it.
    pub headers: String,
    /// Code of what was wrong the last time.
    pub why: String,
    pub tries: u32,
    pub first_at: Timestamp,
    pub tried_at: Timestamp,
}

/// A message that was just fetched in vain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DamagedTry<'a> {
    pub mesh_id: &'a str,
    /// JSON: what the carrier said about it.
    pub headers: &'a str,
    pub why: &'a str,
    pub at: Timestamp,
}

impl DamagedIn {
    fn take(row: &mut Row<'_>) -> Result<Self> {
        Ok(Self {
            id: row.take()?,
            mesh_id: row.take()?,
            headers: row.take()?,
            why: row.take()?,
            tries: row.take()?,
            first_at: row.take()?,
            tried_at: row.take()?,
        })
    }
}

macro_rules! select_damaged {
    ($rest:literal) => {
        concat!(
            "SELECT id, mesh_id, headers, why, tries, first_at, tried_at FROM damaged_in ",
            $rest
        )
    };
}

impl Read<'_> {
    pub fn damaged_in_with(&self, mesh_id: &str) -> Result<Option<DamagedIn>> {
        self.db.first(
            select_damaged!("WHERE mesh_id = $1"),
            given![mesh_id],
            DamagedIn::take,
        )
    }

    /// Those that have not come whole since, newest first.
    pub fn damaged_in(&self, most: u32) -> Result<Vec<DamagedIn>> {
        self.db.rows(
            select_damaged!("WHERE came_at IS NULL ORDER BY id DESC LIMIT $1"),
            given![most],
            DamagedIn::take,
        )
    }
}

impl Write<'_> {
    /// Counts one more try, and gives the message as it is then.
    pub fn damaged_again(&self, tried: &DamagedTry<'_>) -> Result<DamagedIn> {
        self.db.run(
            "INSERT INTO damaged_in (mesh_id, headers, why, tries, first_at, tried_at) VALUES ($1, $2, $3, 1, $4, $4)
             ON CONFLICT (mesh_id) DO UPDATE
               SET headers = excluded.headers, why = excluded.why, tries = damaged_in.tries + 1, tried_at = excluded.tried_at",
            given![tried.mesh_id, tried.headers, tried.why, tried.at],
        )?;

        self.damaged_in_with(tried.mesh_id)?
            .ok_or(StoreError::Stale)
    }

    /// It came whole after all; of one that never was damaged nothing is said.
    pub fn damaged_came(&self, mesh_id: &str, at: Timestamp) -> Result<()> {
        self.db
            .run(
                "UPDATE damaged_in SET came_at = $1 WHERE mesh_id = $2 AND came_at IS NULL",
                given![at, mesh_id],
            )
            .map(drop)
    }
}
