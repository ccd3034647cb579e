//! NHS numbers that a person moved from one record to another, since both are the same person's.

use jiff::Timestamp;

use crate::db::{Row, given};
use crate::{ChangeId, MoveId, PatientId, Read, Result, Write};

/// A move that was not undone. `Debug` does not show the reason, which a person typed.
#[derive(Clone, PartialEq, Eq)]
pub struct NumberMove {
    pub id: MoveId,
    /// Took the number off the one record.
    pub from: ChangeId,
    /// Put it on the other.
    pub to: ChangeId,
    pub reason: String,
    pub at: Timestamp,
    pub by: String,
}

impl std::fmt::Debug for NumberMove {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "NumberMove({})", self.id)
    }
}

impl NumberMove {
    fn take(row: &mut Row<'_>) -> Result<Self> {
        Ok(Self {
            id: row.take()?,
            from: row.take()?,
            to: row.take()?,
            reason: row.take()?,
            at: row.take()?,
            by: row.take()?,
        })
    }
}

impl Read<'_> {
    /// The last number that was moved to a patient and not moved back.
    pub fn number_moved_to(&self, patient: PatientId) -> Result<Option<NumberMove>> {
        self.db.first(
            "SELECT number_moves.id, number_moves.from_change_id, number_moves.to_change_id, number_moves.reason,
                    number_moves.at, number_moves.by
             FROM number_moves JOIN patient_changes ON patient_changes.id = number_moves.to_change_id
             WHERE patient_changes.patient_id = $1 AND number_moves.undone_at IS NULL
             ORDER BY number_moves.id DESC LIMIT 1",
            given![patient],
            NumberMove::take,
        )
    }
}

impl Write<'_> {
    pub fn add_number_move(
        &self,
        from: ChangeId,
        to: ChangeId,
        reason: &str,
        at: Timestamp,
        by: &str,
    ) -> Result<MoveId> {
        self.db
            .insert(
                "INSERT INTO number_moves (from_change_id, to_change_id, reason, at, by) VALUES ($1, $2, $3, $4, $5)",
                given![from, to, reason, at, by],
            )
            .map(MoveId::new)
    }

    pub fn number_moved_back(&self, id: MoveId, at: Timestamp, by: &str, why: &str) -> Result<()> {
        self.one(
            "UPDATE number_moves SET undone_at = $1, undone_by = $2, undone_why = $3
             WHERE id = $4 AND undone_at IS NULL",
            given![at, by, why, id],
        )
    }
}
