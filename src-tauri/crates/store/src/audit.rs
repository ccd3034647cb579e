//! Who did what. A row is written in the transaction of the act it records.

use jiff::Timestamp;

use crate::db::{Row, given};
use crate::{Read, Result, StoreError, Write, sha256};

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

/// How far the audit has come: how many rows were ever written, and the hash of the last one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AuditHead {
    pub entries: i64,
    pub hash: [u8; 32],
}

/// A row with its links to its neighbours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditLink {
    pub row: AuditRow,
    pub previous: [u8; 32],
    pub hash: [u8; 32],
}

impl AuditLink {
    /// The hash is that of the row as it stands.
    pub fn is_whole(&self) -> bool {
        let row = &self.row;
        let fields = (row.at, row.by.as_str(), row.act.as_str());
        let about = (row.subject.as_str(), row.row, row.details.as_str());

        self.hash == chained(&self.previous, fields, about)
    }
}

/// The hash of a row that follows on another. Each text is told by its length, so none runs into the next.
fn chained(
    previous: &[u8; 32],
    (at, by, act): (Timestamp, &str, &str),
    (subject, row, details): (&str, Option<i64>, &str),
) -> [u8; 32] {
    let mut bytes = previous.to_vec();
    bytes.extend(at.as_millisecond().to_be_bytes());
    bytes.extend(row.map_or([0xff; 8], i64::to_be_bytes));
    for text in [by, act, subject, details] {
        bytes.extend((text.len() as u64).to_be_bytes());
        bytes.extend(text.as_bytes());
    }

    sha256(&bytes)
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

    /// A page of the chain, in order.
    pub fn audit_links(&self, after: i64, most: u32) -> Result<Vec<AuditLink>> {
        self.db.rows(
            "SELECT id, at, by, act, subject, row, details, previous, hash FROM audit
             WHERE id > $1 ORDER BY id LIMIT $2",
            given![after, most],
            |row| {
                Ok(AuditLink {
                    row: AuditRow::take(row)?,
                    previous: row.take()?,
                    hash: row.take()?,
                })
            },
        )
    }

    /// The number of rows is the counter's, which no cut of the rows changes.
    pub fn audit_head(&self) -> Result<AuditHead> {
        let found = self.db.first(
            "SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'audit'), 0),
                    coalesce((SELECT hash FROM audit ORDER BY id DESC LIMIT 1), zeroblob(32))",
            &[],
            |row| {
                Ok(AuditHead {
                    entries: row.take()?,
                    hash: row.take()?,
                })
            },
        )?;

        found.ok_or(StoreError::Odd)
    }

    /// When the last entry was made, by the clock of that moment.
    pub fn audit_last_at(&self) -> Result<Option<Timestamp>> {
        self.db.first(
            "SELECT at FROM audit ORDER BY id DESC LIMIT 1",
            &[],
            |row| row.take(),
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
        let previous = self.audit_head()?.hash;
        let details = audit.details.to_string();
        let fields = (audit.at, audit.by, audit.act);
        let hash = chained(&previous, fields, (audit.subject, audit.row, &details));
        self.db.run(
            "INSERT INTO audit (at, by, act, subject, row, details, previous, hash)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
            given![
                audit.at,
                audit.by,
                audit.act,
                audit.subject,
                audit.row,
                details,
                previous,
                hash,
            ],
        )?;

        Ok(())
    }
}
