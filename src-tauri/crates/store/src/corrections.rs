//! Why a manager put something right by hand, or took that back.

use crate::db::{Row, given};
use crate::{ChangeId, CorrectionKind, PatientId, Read, Result, Write};

/// What one change of a patient put right, or took back. `Debug` does not show the reason, which a person typed.
#[derive(Clone, PartialEq, Eq)]
pub struct Correction {
    pub change: ChangeId,
    pub kind: CorrectionKind,
    pub reason: String,
}

impl std::fmt::Debug for Correction {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Correction({} {})", self.change, self.kind.word())
    }
}

impl Correction {
    fn take(row: &mut Row<'_>) -> Result<Self> {
        Ok(Self {
            change: row.take()?,
            kind: row.take()?,
            reason: row.take()?,
        })
    }
}

impl Read<'_> {
    /// All that was put right by hand on a patient, and taken back, in order.
    pub fn corrections_of(&self, patient: PatientId) -> Result<Vec<Correction>> {
        self.db.rows(
            "SELECT corrections.change_id, corrections.kind, corrections.reason
             FROM patient_changes JOIN corrections ON corrections.change_id = patient_changes.id
             WHERE patient_changes.patient_id = $1 ORDER BY patient_changes.id",
            given![patient],
            Correction::take,
        )
    }
}

impl Write<'_> {
    pub fn add_correction(
        &self,
        change: ChangeId,
        kind: CorrectionKind,
        reason: &str,
    ) -> Result<()> {
        self.db.insert(
            "INSERT INTO corrections (change_id, kind, reason) VALUES ($1, $2, $3)",
            given![change, kind, reason],
        )?;

        Ok(())
    }
}
