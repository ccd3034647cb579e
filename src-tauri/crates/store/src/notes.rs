//! Notes for colleagues, and reminders. Neither is ever sent.

use gplinks::Day;
use jiff::Timestamp;

use crate::db::{Row, given};
use crate::{DecisionId, FilingId, NoticeId, PatientId, Read, ReminderId, Result, Write};

/// What a note is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoteOn {
    Patient(PatientId),
    Notice(NoticeId),
    Filing(FilingId),
}

/// `Debug` does not show the text.
#[derive(Clone, PartialEq, Eq)]
pub struct Note {
    pub text: String,
    pub at: Timestamp,
    pub by: String,
}

#[derive(Clone, PartialEq, Eq)]
pub struct Reminder {
    pub id: ReminderId,
    pub patient: PatientId,
    pub notice: Option<NoticeId>,
    pub due_on: Day,
    pub text: String,
    pub at: Timestamp,
    pub by: String,
    /// The decision that made it.
    pub decision: Option<DecisionId>,
}

impl std::fmt::Debug for Note {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Note(redacted)")
    }
}

impl std::fmt::Debug for Reminder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Reminder({})", self.id)
    }
}

impl Note {
    fn take(row: &mut Row<'_>) -> Result<Self> {
        Ok(Self {
            text: row.take()?,
            at: row.take()?,
            by: row.take()?,
        })
    }
}

impl Read<'_> {
    pub fn notes_on(&self, on: NoteOn) -> Result<Vec<Note>> {
        let (sql, id) = match on {
            NoteOn::Patient(id) => (
                "SELECT text, at, by FROM notes WHERE patient_id = $1 ORDER BY id",
                id.get(),
            ),
            NoteOn::Notice(id) => (
                "SELECT text, at, by FROM notes WHERE notice_id = $1 ORDER BY id",
                id.get(),
            ),
            NoteOn::Filing(id) => (
                "SELECT text, at, by FROM notes WHERE filing_id = $1 ORDER BY id",
                id.get(),
            ),
        };

        self.db.rows(sql, given![id], Note::take)
    }

    /// Reminders that are not done, the next one first.
    pub fn reminders(&self) -> Result<Vec<Reminder>> {
        self.db.rows(
            "SELECT id, patient_id, notice_id, due_on, text, at, by, decision_id FROM reminders
             WHERE done_at IS NULL ORDER BY due_on, id",
            &[],
            Reminder::take,
        )
    }

    /// One that is not done.
    pub fn reminder(&self, id: ReminderId) -> Result<Option<Reminder>> {
        self.db.first(
            "SELECT id, patient_id, notice_id, due_on, text, at, by, decision_id FROM reminders
             WHERE id = $1 AND done_at IS NULL",
            given![id],
            Reminder::take,
        )
    }

    /// Those whose day has come, the oldest first.
    pub fn reminders_due(&self, on: Day) -> Result<Vec<Reminder>> {
        self.db.rows(
            "SELECT id, patient_id, notice_id, due_on, text, at, by, decision_id FROM reminders
             WHERE done_at IS NULL AND due_on <= $1 ORDER BY due_on, id",
            given![on],
            Reminder::take,
        )
    }

    /// Those about one patient, likewise.
    pub fn reminders_of(&self, patient: PatientId) -> Result<Vec<Reminder>> {
        self.db.rows(
            "SELECT id, patient_id, notice_id, due_on, text, at, by, decision_id FROM reminders
             WHERE patient_id = $1 AND done_at IS NULL ORDER BY due_on, id",
            given![patient],
            Reminder::take,
        )
    }
}

impl Reminder {
    fn take(row: &mut Row<'_>) -> Result<Self> {
        Ok(Self {
            id: row.take()?,
            patient: row.take()?,
            notice: row.take()?,
            due_on: row.take()?,
            text: row.take()?,
            at: row.take()?,
            by: row.take()?,
            decision: row.take()?,
        })
    }
}

impl Write<'_> {
    pub fn add_note(&self, on: NoteOn, text: &str, at: Timestamp, by: &str) -> Result<()> {
        let (patient, notice, filing) = match on {
            NoteOn::Patient(id) => (Some(id), None, None),
            NoteOn::Notice(id) => (None, Some(id), None),
            NoteOn::Filing(id) => (None, None, Some(id)),
        };

        self.db
            .run(
                "INSERT INTO notes (patient_id, notice_id, filing_id, text, at, by) VALUES ($1, $2, $3, $4, $5, $6)",
                given![patient, notice, filing, text, at, by],
            )
            .map(drop)
    }

    pub fn add_reminder(
        &self,
        patient: PatientId,
        notice: Option<NoticeId>,
        due_on: Day,
        text: &str,
        at: Timestamp,
        by: &str,
    ) -> Result<ReminderId> {
        self.db
            .insert(
                "INSERT INTO reminders (patient_id, notice_id, due_on, text, at, by) VALUES ($1, $2, $3, $4, $5, $6)",
                given![patient, notice, due_on, text, at, by],
            )
            .map(ReminderId::new)
    }

    /// Says which decision made a reminder.
    pub fn reminder_made_by(&self, id: ReminderId, decision: DecisionId) -> Result<()> {
        self.one(
            "UPDATE reminders SET decision_id = $1 WHERE id = $2",
            given![decision, id],
        )
    }

    /// Says which decision ended a reminder.
    pub fn reminder_ended_by(&self, id: ReminderId, decision: DecisionId) -> Result<()> {
        self.one(
            "UPDATE reminders SET done_decision_id = $1 WHERE id = $2 AND done_at IS NOT NULL",
            given![decision, id],
        )
    }

    /// Takes up again what a decision ended that is undone.
    pub fn reminders_again(&self, decision: DecisionId) -> Result<()> {
        self.db
            .run(
                "UPDATE reminders SET done_at = NULL, done_by = NULL, done_decision_id = NULL
                 WHERE done_decision_id = $1",
                given![decision],
            )
            .map(drop)
    }

    pub fn reminder_done(&self, id: ReminderId, at: Timestamp, by: &str) -> Result<()> {
        self.one(
            "UPDATE reminders SET done_at = $1, done_by = $2 WHERE id = $3 AND done_at IS NULL",
            given![at, by, id],
        )
    }
}
