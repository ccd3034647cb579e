//! Filings: what the practice wants to say, before and after it has numbers.

use jiff::Timestamp;

use crate::db::{Row, given};
use crate::{
    Answer, DecisionId, FilingId, FilingKind, FilingState, LetterOutId, LetterState, LinkId,
    NoticeId, PatientId, Read, Result, StoreError, Write,
};

/// A filing as the ledger holds it. `Debug` does not show the content.
#[derive(Clone, PartialEq, Eq)]
pub struct Filing {
    pub id: FilingId,
    pub kind: FilingKind,
    pub patient: PatientId,
    pub link: LinkId,
    pub gp: String,
    pub content: String,
    pub state: FilingState,
    pub held_why: Option<String>,
    pub not_before: Timestamp,
    pub answer: Answer,
    pub answered_at: Option<Timestamp>,
    /// The decision that recorded the answer.
    pub answered_by: Option<DecisionId>,
    pub closed_why: Option<String>,
    pub notice: Option<NoticeId>,
    pub replaces: Option<FilingId>,
    pub letter: Option<LetterOutId>,
    pub draft_key: Option<String>,
    /// What the record outside the data knows it by; unlike its id it never comes again.
    pub mark_key: String,
    pub created_at: Timestamp,
    pub created_by: String,
}

/// A filing that was just confirmed, or kept as a draft.
#[derive(Clone)]
pub struct NewFiling<'a> {
    pub kind: FilingKind,
    pub patient: PatientId,
    pub link: LinkId,
    pub gp: &'a str,
    pub content: &'a str,
    pub state: FilingState,
    pub not_before: Timestamp,
    pub notice: Option<NoticeId>,
    pub replaces: Option<FilingId>,
    pub draft_key: Option<&'a str>,
    pub at: Timestamp,
    pub by: &'a str,
}

impl FilingKind {
    /// What is expected besides a receipt.
    pub fn first_answer(self) -> Answer {
        match self {
            Self::Registration | Self::DeductionRequest => Answer::Waiting,
            Self::Amendment | Self::Removal => Answer::NoneExpected,
        }
    }
}

impl Filing {
    fn take(row: &mut Row<'_>) -> Result<Self> {
        Ok(Self {
            id: row.take()?,
            kind: row.take()?,
            patient: row.take()?,
            link: row.take()?,
            gp: row.take()?,
            content: row.take()?,
            state: row.take()?,
            held_why: row.take()?,
            not_before: row.take()?,
            answer: row.take()?,
            answered_at: row.take()?,
            answered_by: row.take()?,
            closed_why: row.take()?,
            notice: row.take()?,
            replaces: row.take()?,
            letter: row.take()?,
            draft_key: row.take()?,
            mark_key: row.take()?,
            created_at: row.take()?,
            created_by: row.take()?,
        })
    }

    /// It still has a way to go before it is sent.
    pub fn is_queued(&self) -> bool {
        self.state != FilingState::Released && self.answer != Answer::Closed
    }
}

impl std::fmt::Debug for Filing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "Filing({} {} {})",
            self.id,
            self.kind.word(),
            self.state.word()
        )
    }
}

impl std::fmt::Debug for NewFiling<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "NewFiling({} {})", self.kind.word(), self.state.word())
    }
}

macro_rules! select_filings {
    ($rest:literal) => {
        concat!(
            "SELECT filings.id, filings.kind, filings.patient_id, filings.link_id, filings.gp, filings.content,
                    filings.state, filings.held_why, filings.not_before, filings.answer, filings.answered_at,
                    filings.decision_id, filings.closed_why, filings.notice_id, filings.replaces_id, filings.letter_id,
                    filings.draft_key, filings.mark_key, filings.created_at, filings.created_by
             FROM filings ",
            $rest
        )
    };
}

impl Read<'_> {
    pub fn filing(&self, id: FilingId) -> Result<Filing> {
        self.db
            .first(
                select_filings!("WHERE filings.id = $1"),
                given![id],
                Filing::take,
            )?
            .ok_or(StoreError::NoSuch {
                what: FilingId::WHAT,
                id: id.get(),
            })
    }

    pub fn filing_with_key(&self, draft_key: &str) -> Result<Option<Filing>> {
        self.db.first(
            select_filings!("WHERE filings.draft_key = $1"),
            given![draft_key],
            Filing::take,
        )
    }

    /// One that was not sent, by what the record outside the data knows it by.
    pub fn unsent_filing_marked(&self, mark_key: &str) -> Result<Option<Filing>> {
        self.db.first(
            select_filings!("WHERE filings.state IN ('draft', 'ready') AND filings.mark_key = $1"),
            given![mark_key],
            Filing::take,
        )
    }

    pub fn filing_of_letter(&self, letter: LetterOutId) -> Result<Option<Filing>> {
        self.db.first(
            select_filings!("WHERE filings.letter_id = $1"),
            given![letter],
            Filing::take,
        )
    }

    /// All that was ever filed about a patient, in order.
    pub fn filings_of(&self, patient: PatientId) -> Result<Vec<Filing>> {
        self.db.rows(
            select_filings!("WHERE filings.patient_id = $1 ORDER BY filings.id"),
            given![patient],
            Filing::take,
        )
    }

    /// A page of what waits to be released on a link, oldest first.
    pub fn filings_ready(
        &self,
        link: LinkId,
        after: Option<FilingId>,
        most: u32,
    ) -> Result<Vec<Filing>> {
        self.db.rows(
            select_filings!(
                "WHERE filings.state = 'ready' AND filings.link_id = $1 AND filings.id > coalesce($2, 0)
                   AND filings.answer <> 'closed'
                 ORDER BY filings.id LIMIT $3"
            ),
            given![link, after, most],
            Filing::take,
        )
    }

    /// How many were taken back and neither confirmed nor dropped.
    pub fn count_drafts(&self) -> Result<u64> {
        self.db.count(
            "SELECT count(*) FROM filings WHERE state = 'draft' AND answer <> 'closed'",
            &[],
        )
    }

    /// How many filings wait to be released on a link.
    pub fn count_filings_ready_on(&self, link: LinkId) -> Result<u64> {
        self.db.count(
            "SELECT count(*) FROM filings
             WHERE filings.state = 'ready' AND filings.link_id = $1 AND filings.answer <> 'closed'",
            given![link],
        )
    }

    /// A page of all filings, newest first.
    pub fn filings_before(&self, before: Option<FilingId>, most: u32) -> Result<Vec<Filing>> {
        self.db.rows(
            select_filings!(
                "WHERE filings.id < coalesce($1, 9223372036854775807) ORDER BY filings.id DESC LIMIT $2"
            ),
            given![before, most],
            Filing::take,
        )
    }

    /// A page of what may not be finished, newest first: no answer has settled it, and a receipt alone would not do.
    pub fn filings_unsettled_before(
        &self,
        before: Option<FilingId>,
        most: u32,
    ) -> Result<Vec<Filing>> {
        self.db.rows(
            select_filings!(
                "LEFT JOIN letters_out ON letters_out.id = filings.letter_id
                 WHERE filings.id < coalesce($1, 9223372036854775807)
                   AND filings.answer IN ('waiting', 'rejected', 'none expected')
                   AND (filings.answer <> 'none expected' OR coalesce(letters_out.receipt, 'awaited') <> 'received')
                 ORDER BY filings.id DESC LIMIT $2"
            ),
            given![before, most],
            Filing::take,
        )
    }

    /// Whether something was filed in the place of a filing.
    pub fn is_replaced(&self, id: FilingId) -> Result<bool> {
        let found = self.db.first(
            "SELECT id FROM filings WHERE replaces_id = $1 LIMIT 1",
            given![id],
            |row| row.take::<FilingId>(),
        )?;

        Ok(found.is_some())
    }

    /// Sent, and in this state of its answer.
    pub fn filings_answered(&self, answer: Answer) -> Result<Vec<Filing>> {
        self.db.rows(
            select_filings!(
                "WHERE filings.answer = $1 AND filings.state = 'released' ORDER BY filings.id"
            ),
            given![answer],
            Filing::take,
        )
    }

    /// When each filing of a kind went and when it was answered so, of the answers since a time.
    pub fn filings_answered_since(
        &self,
        kind: FilingKind,
        answer: Answer,
        since: Timestamp,
    ) -> Result<Vec<(Timestamp, Timestamp)>> {
        self.db.rows(
            "SELECT letters_out.written_at, filings.answered_at
             FROM filings JOIN letters_out ON letters_out.id = filings.letter_id
             WHERE filings.answer = $1 AND filings.kind = $2 AND filings.state = 'released'
               AND filings.answered_at >= $3",
            given![answer, kind, since],
            |row| Ok((row.take()?, row.take()?)),
        )
    }

    /// How many filings were written between two times, by kind, state of their letter, and answer.
    pub fn filings_written(
        &self,
        from: Timestamp,
        to: Timestamp,
    ) -> Result<Vec<(FilingKind, LetterState, Answer, u64)>> {
        self.db.rows(
            "SELECT filings.kind, letters_out.state, filings.answer, count(*)
             FROM letters_out JOIN filings ON filings.letter_id = letters_out.id
             WHERE letters_out.written_at >= $1 AND letters_out.written_at < $2
             GROUP BY filings.kind, letters_out.state, filings.answer",
            given![from, to],
            |row| Ok((row.take()?, row.take()?, row.take()?, row.take()?)),
        )
    }

    /// The filings of a kind that carried a transaction number on a link, newest first. After a roll-over there may be several.
    pub fn filings_by_tn(&self, kind: FilingKind, link: LinkId, tn: u64) -> Result<Vec<Filing>> {
        self.db.rows(
            select_filings!(
                "JOIN letters_out ON letters_out.id = filings.letter_id
                 WHERE filings.kind = $1 AND filings.link_id = $2 AND letters_out.tn = $3
                 ORDER BY filings.id DESC"
            ),
            given![kind, link, tn],
            Filing::take,
        )
    }

    /// Whether an open filing carries this transaction number, from before a roll-over.
    pub fn tn_is_open(&self, tn: u32) -> Result<bool> {
        let found = self.db.first(
            "SELECT filings.id FROM filings JOIN letters_out ON letters_out.id = filings.letter_id
             WHERE letters_out.tn = $1 AND filings.answer = 'waiting' LIMIT 1",
            given![tn],
            |row| row.take::<FilingId>(),
        )?;

        Ok(found.is_some())
    }
}

impl Write<'_> {
    pub fn add_filing(&self, new: &NewFiling<'_>) -> Result<FilingId> {
        self.db
            .insert(
                "INSERT INTO filings (kind, patient_id, link_id, gp, content, state, not_before, answer, notice_id,
                                      replaces_id, draft_key, created_at, created_by)
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
                given![
                    new.kind,
                    new.patient,
                    new.link,
                    new.gp,
                    new.content,
                    new.state,
                    new.not_before,
                    new.kind.first_answer(),
                    new.notice,
                    new.replaces,
                    new.draft_key,
                    new.at,
                    new.by,
                ],
            )
            .map(FilingId::new)
    }

    /// Changes what a filing says that was not released.
    pub fn rewrite_filing(&self, id: FilingId, gp: &str, content: &str) -> Result<()> {
        self.one(
            "UPDATE filings SET gp = $1, content = $2 WHERE id = $3 AND state <> 'released' AND answer <> 'closed'",
            given![gp, content, id],
        )
    }

    /// Confirms a draft, or takes a filing back to being one.
    pub fn set_filing_state(
        &self,
        id: FilingId,
        state: FilingState,
        not_before: Timestamp,
    ) -> Result<()> {
        self.one(
            "UPDATE filings SET state = $1, not_before = $2, held_why = NULL
             WHERE id = $3 AND state <> 'released' AND answer <> 'closed'",
            given![state, not_before, id],
        )
    }

    /// Holds a filing back, or lets it go.
    pub fn hold_filing(&self, id: FilingId, why: Option<&str>) -> Result<()> {
        self.one(
            "UPDATE filings SET held_why = $1 WHERE id = $2 AND state = 'ready' AND answer <> 'closed'",
            given![why, id],
        )
    }

    /// Lets a filing go before its time.
    pub fn advance_filing(&self, id: FilingId, not_before: Timestamp) -> Result<()> {
        self.one(
            "UPDATE filings SET not_before = $1, held_why = NULL
             WHERE id = $2 AND state = 'ready' AND answer <> 'closed'",
            given![not_before, id],
        )
    }

    /// Binds a filing to its letter for ever.
    pub fn release_filing(&self, id: FilingId, letter: LetterOutId) -> Result<()> {
        self.one(
            "UPDATE filings SET state = 'released', letter_id = $1 WHERE id = $2 AND state = 'ready'",
            given![letter, id],
        )
    }

    /// Records the answer; `None` for its time takes it back to waiting.
    pub fn answer_filing(
        &self,
        id: FilingId,
        answer: Answer,
        at: Option<Timestamp>,
        closed_why: Option<&str>,
    ) -> Result<()> {
        self.one(
            "UPDATE filings SET answer = $1, answered_at = $2, closed_why = $3, decision_id = NULL WHERE id = $4",
            given![answer, at, closed_why, id],
        )
    }

    /// Says which decision recorded the answer.
    pub fn answer_decided(&self, id: FilingId, decision: DecisionId) -> Result<()> {
        self.one(
            "UPDATE filings SET decision_id = $1 WHERE id = $2 AND answered_at IS NOT NULL",
            given![decision, id],
        )
    }

    /// A statement that changes one row, or tells that somebody was faster.
    pub(crate) fn one(&self, sql: &'static str, values: &[crate::db::Value]) -> Result<()> {
        match self.db.run(sql, values)? {
            1 => Ok(()),
            _ => Err(StoreError::Stale),
        }
    }
}
