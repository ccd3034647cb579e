//! What was decided about a notice. An undo is a second entry; the first stands no longer.

use jiff::Timestamp;

use crate::db::{Row, given};
use crate::{ChangeId, DecisionId, FilingId, NoticeId, Read, Result, StoreError, Write};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    pub id: DecisionId,
    pub notice: NoticeId,
    pub choice: String,
    pub reason: Option<String>,
    pub at: Timestamp,
    pub by: String,
    /// Made with many others by "Clear routine".
    pub rule: bool,
    pub change: Option<ChangeId>,
    pub filing: Option<FilingId>,
    /// Whose answer it recorded.
    pub answers: Option<FilingId>,
    pub undoes: Option<DecisionId>,
    pub stands: bool,
    pub ticked_at: Option<Timestamp>,
    pub ticked_by: Option<String>,
}

#[derive(Debug, Clone)]
pub struct NewDecision<'a> {
    pub notice: NoticeId,
    pub choice: &'a str,
    pub reason: Option<&'a str>,
    pub at: Timestamp,
    pub by: &'a str,
    pub rule: bool,
    pub change: Option<ChangeId>,
    pub filing: Option<FilingId>,
    pub answers: Option<FilingId>,
}

impl Decision {
    fn take(row: &mut Row<'_>) -> Result<Self> {
        Ok(Self {
            id: row.take()?,
            notice: row.take()?,
            choice: row.take()?,
            reason: row.take()?,
            at: row.take()?,
            by: row.take()?,
            rule: row.take()?,
            change: row.take()?,
            filing: row.take()?,
            answers: row.take()?,
            undoes: row.take()?,
            stands: row.take::<Option<bool>>()?.is_some(),
            ticked_at: row.take()?,
            ticked_by: row.take()?,
        })
    }
}

macro_rules! select_decisions {
    ($rest:literal) => {
        concat!(
            "SELECT id, notice_id, choice, reason, at, by, rule, change_id, filing_id, answers_id, undoes_id, stands,
                    ticked_at, ticked_by
             FROM decisions ",
            $rest
        )
    };
}

impl Read<'_> {
    pub fn decision(&self, id: DecisionId) -> Result<Decision> {
        self.db
            .first(
                select_decisions!("WHERE id = $1"),
                given![id],
                Decision::take,
            )?
            .ok_or(StoreError::NoSuch {
                what: DecisionId::WHAT,
                id: id.get(),
            })
    }

    /// All entries about a notice, in order.
    pub fn decisions_of(&self, notice: NoticeId) -> Result<Vec<Decision>> {
        self.db.rows(
            select_decisions!("WHERE notice_id = $1 ORDER BY id"),
            given![notice],
            Decision::take,
        )
    }

    /// What stands about a notice.
    pub fn standing_decision(&self, notice: NoticeId) -> Result<Option<Decision>> {
        self.db.first(
            select_decisions!("WHERE notice_id = $1 AND stands = 1"),
            given![notice],
            Decision::take,
        )
    }

    /// Decisions that changed the list and are not yet done in the clinical system.
    pub fn decisions_to_tick(&self) -> Result<Vec<Decision>> {
        self.db.rows(
            select_decisions!(
                "WHERE stands = 1 AND change_id IS NOT NULL AND ticked_at IS NULL ORDER BY id"
            ),
            &[],
            Decision::take,
        )
    }

    pub fn count_decisions_to_tick(&self) -> Result<u64> {
        self.db.count(
            "SELECT count(*) FROM decisions
             WHERE stands = 1 AND change_id IS NOT NULL AND ticked_at IS NULL",
            &[],
        )
    }
}

impl Write<'_> {
    pub fn add_decision(&self, new: &NewDecision<'_>) -> Result<DecisionId> {
        self.db
            .insert(
                "INSERT INTO decisions (notice_id, choice, reason, at, by, rule, change_id, filing_id, answers_id, stands)
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 1)",
                given![
                    new.notice,
                    new.choice,
                    new.reason,
                    new.at,
                    new.by,
                    new.rule,
                    new.change,
                    new.filing,
                    new.answers,
                ],
            )
            .map(DecisionId::new)
    }

    /// The second entry; `change` is the one that puts the patient back.
    pub fn undo_decision(
        &self,
        undone: &Decision,
        at: Timestamp,
        by: &str,
        reason: Option<&str>,
        change: Option<ChangeId>,
    ) -> Result<DecisionId> {
        self.one(
            "UPDATE decisions SET stands = NULL WHERE id = $1 AND stands = 1",
            given![undone.id],
        )?;

        self.db
            .insert(
                "INSERT INTO decisions (notice_id, choice, reason, at, by, change_id, undoes_id)
                 VALUES ($1, 'undo', $2, $3, $4, $5, $6)",
                given![undone.notice, reason, at, by, change, undone.id],
            )
            .map(DecisionId::new)
    }

    /// Done in the clinical system as well.
    pub fn tick_decision(&self, id: DecisionId, at: Timestamp, by: &str) -> Result<()> {
        self.one(
            "UPDATE decisions SET ticked_at = $1, ticked_by = $2
             WHERE id = $3 AND stands = 1 AND ticked_at IS NULL",
            given![at, by, id],
        )
    }
}
