//! Who did what. A row is written in the transaction of the act it records.

use jiff::Timestamp;

use crate::db::{Row, given};
use crate::{Read, Result, Write};

/// An act to be recorded. `details` holds ids, states and codes, never a patient's details.
#[derive(Debug, Clone)]
pub struct Audit<'a> {
    pub at: Timestamp,
    pub by: &'a str,
    pub act: &'a str,
    pub subject: &'static str,
    pub row: Option<i64>,
    pub details: serde_json::Value,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditRow {
    pub id: i64,
    pub at: Timestamp,
    pub by: String,
    pub act: String,
    pub subject: String,
    pub row: Option<i64>,
    pub details: String,
}

impl AuditRow {
    fn take(row: &mut Row<'_>) -> Result<Self> {
        Ok(Self {
            id: row.take()?,
            at: row.take()?,
            by: row.take()?,
            act: row.take()?,
            subject: row.take()?,
            row: row.take()?,
            details: row.take()?,
        })
    }
}

impl Read<'_> {
    /// Everything that was done to one thing, in order.
    pub fn audit_of(&self, subject: &str, row: i64) -> Result<Vec<AuditRow>> {
        self.db.rows(
            "SELECT id, at, by, act, subject, row, details FROM audit
             WHERE subject = $1 AND row = $2 ORDER BY id",
            given![subject, row],
            AuditRow::take,
        )
    }

    /// All of it from a time on and before another, in order.
    pub fn audit_between(&self, from: Timestamp, to: Timestamp) -> Result<Vec<AuditRow>> {
        self.db.rows(
            "SELECT id, at, by, act, subject, row, details FROM audit WHERE at >= $1 AND at < $2 ORDER BY id",
            given![from, to],
            AuditRow::take,
        )
    }

    /// How many rows there are, and the last one's number: equal unless one is missing.
    pub fn audit_extent(&self) -> Result<(i64, i64)> {
        let found = self.db.first(
            "SELECT count(*), coalesce(max(id), 0) FROM audit",
            &[],
            |row| Ok((row.take()?, row.take()?)),
        )?;

        Ok(found.unwrap_or_default())
    }
}

impl Write<'_> {
    pub fn audit(&self, audit: &Audit<'_>) -> Result<()> {
        self.db
            .run(
                "INSERT INTO audit (at, by, act, subject, row, details) VALUES ($1, $2, $3, $4, $5, $6)",
                given![
                    audit.at,
                    audit.by,
                    audit.act,
                    audit.subject,
                    audit.row,
                    audit.details.to_string(),
                ],
            )
            .map(drop)
    }
}
