//! Reports of MESH: one of our letters did not get there. Each is kept for ever, and heard once.

use jiff::Timestamp;

use crate::db::{Row, given};
use crate::{AttemptId, LetterOutId, Read, ReportFate, ReportInId, Result, Write};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportIn {
    pub id: ReportInId,
    pub mesh_id: String,
    /// MESH's id of the letter, and ours of the attempt, as the report has them.
    pub about: Option<String>,
    pub about_attempt: Option<String>,
    pub code: Option<String>,
    pub description: Option<String>,
    pub received_at: Timestamp,
    pub letter: Option<LetterOutId>,
    pub fate: ReportFate,
}

/// A report that was just fetched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewReport<'a> {
    pub mesh_id: &'a str,
    pub about: Option<&'a str>,
    pub about_attempt: Option<&'a str>,
    pub code: Option<&'a str>,
    pub description: Option<&'a str>,
    pub at: Timestamp,
    /// Ours, where it was found.
    pub attempt: Option<(LetterOutId, AttemptId)>,
    pub fate: ReportFate,
}

impl ReportIn {
    fn take(row: &mut Row<'_>) -> Result<Self> {
        Ok(Self {
            id: row.take()?,
            mesh_id: row.take()?,
            about: row.take()?,
            about_attempt: row.take()?,
            code: row.take()?,
            description: row.take()?,
            received_at: row.take()?,
            letter: row.take()?,
            fate: row.take()?,
        })
    }
}

macro_rules! select_reports {
    ($rest:literal) => {
        concat!(
            "SELECT id, mesh_id, about, about_attempt, code, description, received_at, letter_id, fate FROM reports_in ",
            $rest
        )
    };
}

impl Read<'_> {
    pub fn report_in_with(&self, mesh_id: &str) -> Result<Option<ReportInId>> {
        self.db.first(
            "SELECT id FROM reports_in WHERE mesh_id = $1",
            given![mesh_id],
            |row| row.take(),
        )
    }

    /// What MESH has said about a letter, oldest first.
    pub fn reports_on(&self, letter: LetterOutId) -> Result<Vec<ReportIn>> {
        self.db.rows(
            select_reports!("WHERE letter_id = $1 ORDER BY id"),
            given![letter],
            ReportIn::take,
        )
    }

    /// Those that are about no letter of ours, newest first.
    pub fn reports_not_ours(&self, most: u32) -> Result<Vec<ReportIn>> {
        self.db.rows(
            select_reports!("WHERE fate = 'not ours' ORDER BY id DESC LIMIT $1"),
            given![most],
            ReportIn::take,
        )
    }

    /// Kept here, and MESH is not known to have forgotten them.
    pub fn reports_unacknowledged(&self) -> Result<Vec<(ReportInId, String)>> {
        self.db.rows(
            "SELECT id, mesh_id FROM reports_in WHERE acknowledged_at IS NULL ORDER BY id",
            &[],
            |row| Ok((row.take()?, row.take()?)),
        )
    }
}

impl Write<'_> {
    pub fn add_report_in(&self, new: &NewReport<'_>) -> Result<ReportInId> {
        self.db
            .insert(
                "INSERT INTO reports_in (mesh_id, about, about_attempt, code, description, received_at, letter_id,
                                         attempt_id, fate)
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
                given![
                    new.mesh_id,
                    new.about,
                    new.about_attempt,
                    new.code,
                    new.description,
                    new.at,
                    new.attempt.map(|(letter, _)| letter),
                    new.attempt.map(|(_, attempt)| attempt),
                    new.fate,
                ],
            )
            .map(ReportInId::new)
    }

    pub fn report_acknowledged(&self, id: ReportInId, at: Timestamp) -> Result<()> {
        self.one(
            "UPDATE reports_in SET acknowledged_at = coalesce(acknowledged_at, $1) WHERE id = $2",
            given![at, id],
        )
    }
}
