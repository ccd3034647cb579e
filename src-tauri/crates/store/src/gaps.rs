//! Runs of numbers that no letter here carries, each with its reason.

use jiff::Timestamp;

use crate::db::{Row, given};
use crate::{Direction, LinkId, Read, Result, Sequence, Write};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    pub direction: Direction,
    pub sequence: Sequence,
    pub link: Option<LinkId>,
    pub epoch: u32,
    pub first: u32,
    pub last: u32,
    pub reason: String,
    /// It went out, and what it said is lost; otherwise it was never sent, or it never came.
    pub was_sent: bool,
    pub at: Timestamp,
    pub by: String,
}

/// A run of numbers that a person, or the program, explains.
pub type NewGap = Gap;

impl Gap {
    fn take(row: &mut Row<'_>) -> Result<Self> {
        Ok(Self {
            direction: row.take()?,
            sequence: row.take()?,
            link: row.take()?,
            epoch: row.take()?,
            first: row.take()?,
            last: row.take()?,
            reason: row.take()?,
            was_sent: row.take()?,
            at: row.take()?,
            by: row.take()?,
        })
    }
}

impl Read<'_> {
    pub fn gaps(&self) -> Result<Vec<Gap>> {
        self.db.rows(
            "SELECT direction, sequence, link_id, epoch, first, last, reason, was_sent, at, by
             FROM number_gaps ORDER BY id",
            &[],
            Gap::take,
        )
    }
}

impl Write<'_> {
    pub fn explain_gap(&self, gap: &NewGap) -> Result<()> {
        self.db
            .run(
                "INSERT INTO number_gaps (direction, sequence, link_id, epoch, first, last, reason, was_sent, at, by)
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
                given![
                    gap.direction,
                    gap.sequence,
                    gap.link,
                    gap.epoch,
                    gap.first,
                    gap.last,
                    &gap.reason,
                    gap.was_sent,
                    gap.at,
                    &gap.by,
                ],
            )
            .map(drop)
    }
}
