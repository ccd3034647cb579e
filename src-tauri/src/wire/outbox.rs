//! What the outbox shows: rows, one filing with its evidence, what stands in the way.

use practice::{Evidence, FilingKind, FilingPage, OutboxItem, Stoppages as InTheWay};
use serde::Serialize;
use ts_rs::TS;

use super::{DeedShown, Entry, Note, Person, Segment};

/// A line of the outbox.
#[derive(Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OutboxRow {
    pub filing: i64,
    #[ts(type = "\"G1\" | \"G2\" | \"G3\" | \"G5\"")]
    pub kind: String,
    pub patient: i64,
    pub name: String,
    pub created_at: String,
    pub created_by: String,
    pub step: Step,
    /// The step in words, and what comes next.
    pub words: String,
    pub next: String,
    pub goes_at: Option<String>,
    pub is_open: bool,
}

/// How far a filing has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum Step {
    Draft,
    Ready,
    Blocked,
    Behind,
    OnHold,
    KeptUntilApproved,
    Sending,
    InDoubt,
    RefusedByMesh,
    HandedOver,
    AcceptedByMesh,
    Collected,
    NotDelivered,
    Receipted,
    ReceiptProblem,
    ReceiptOverdue,
    AnswerOverdue,
    Approved,
    Rejected,
    Answered,
    Finished,
    Abandoned,
    Closed,
}

/// Everything about one filing.
#[derive(Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OutboxDetail {
    pub row: OutboxRow,
    pub person: Person,
    pub outline: Vec<String>,
    pub held_why: Option<String>,
    pub closed_why: Option<String>,
    pub replaces: Option<i64>,
    /// PCSE's message about it, in the inbox.
    pub answered_by: Option<i64>,
    #[ts(inline)]
    pub letter: Option<LetterShown>,
    pub deeds: Vec<DeedShown>,
    /// Its form can be opened again, and files the same filing.
    pub is_changeable: bool,
    pub timeline: Vec<Entry>,
    pub notes: Vec<Note>,
    #[ts(inline)]
    pub message: Vec<Segment>,
}

/// The letter that carries a filing, with what shows how it fared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LetterShown {
    pub letter: i64,
    pub interchange: u32,
    pub message: u32,
    pub transaction: Option<u32>,
    pub written_at: String,
    pub mesh_id: Option<String>,
    pub accepted_at: Option<String>,
    pub receipt_at: Option<String>,
    /// What the receipts said, a line each.
    pub receipts: Vec<String>,
    pub trouble: Option<String>,
    #[ts(inline)]
    pub attempts: Vec<AttemptShown>,
    /// What MESH has reported of it.
    pub reports: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct AttemptShown {
    pub at: String,
    pub words: String,
}

/// What stands in the way of sending.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Stoppages {
    pub paused_why: Option<String>,
    pub restored: Option<String>,
    #[ts(inline)]
    pub stoppages: Vec<StoppageShown>,
    /// Receipts of ours that are still to be sent.
    pub receipts: u64,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct StoppageShown {
    pub words: String,
    pub link: i64,
    pub letter: Option<i64>,
    pub filing: Option<i64>,
    pub deeds: Vec<DeedShown>,
}

impl From<OutboxItem> for OutboxRow {
    fn from(item: OutboxItem) -> Self {
        Self {
            filing: item.filing.get(),
            kind: FilingKind::word(item.kind).to_owned(),
            patient: item.patient.get(),
            name: item.name,
            created_at: item.created_at.to_string(),
            created_by: item.created_by,
            step: item.step.into(),
            words: item.words.to_owned(),
            next: item.next,
            goes_at: item.goes_at.map(|at| at.to_string()),
            is_open: item.is_open,
        }
    }
}

impl OutboxDetail {
    pub fn of(
        page: FilingPage,
        person: practice::Person,
        deeds: Vec<DeedShown>,
        may_change: bool,
    ) -> Self {
        Self {
            row: page.item.into(),
            person: person.into(),
            outline: page.outline,
            held_why: page.held_why,
            closed_why: page.closed_why,
            replaces: page.replaces.map(practice::FilingId::get),
            answered_by: page.answered_by.map(practice::NoticeId::get),
            letter: page.letter.map(Into::into),
            deeds,
            is_changeable: page.is_changeable && may_change,
            timeline: page.timeline.into_iter().map(Into::into).collect(),
            notes: page.notes.into_iter().map(Into::into).collect(),
            message: page.message.into_iter().map(Into::into).collect(),
        }
    }
}

impl From<Evidence> for LetterShown {
    fn from(evidence: Evidence) -> Self {
        let letter = evidence.letter;

        Self {
            letter: letter.id.get(),
            interchange: letter.sis.number,
            message: letter.sms.number,
            transaction: letter.tn.map(|taken| taken.number),
            written_at: letter.written_at.to_string(),
            mesh_id: letter.mesh_id,
            accepted_at: letter.accepted_at.map(|at| at.to_string()),
            receipt_at: letter.receipt_at.map(|at| at.to_string()),
            receipts: evidence.receipts,
            trouble: letter.trouble,
            attempts: evidence.attempts.into_iter().map(Into::into).collect(),
            reports: evidence.reports.iter().map(reported).collect(),
        }
    }
}

impl From<practice::Attempt> for AttemptShown {
    fn from(attempt: practice::Attempt) -> Self {
        let more = attempt.words.map(|words| format!(": {words}"));

        Self {
            at: attempt.at.to_string(),
            words: attempt.outcome.word().to_owned() + &more.unwrap_or_default(),
        }
    }
}

fn reported(report: &practice::ReportIn) -> String {
    let code = report.code.as_deref().unwrap_or("without a code");
    let description = report.description.as_deref().unwrap_or("without a reason");

    format!(
        "Not delivered ({code}: {description}); {}",
        report.fate.word()
    )
}

impl Stoppages {
    pub fn of(found: InTheWay, shown: impl Fn(&[practice::Deed]) -> Vec<DeedShown>) -> Self {
        let stoppages = found.stoppages.into_iter().map(|one| StoppageShown {
            deeds: shown(&one.deeds),
            words: one.words,
            link: one.link.get(),
            letter: one.letter.map(practice::LetterOutId::get),
            filing: one.filing.map(practice::FilingId::get),
        });

        Self {
            stoppages: stoppages.collect(),
            paused_why: found.paused_why,
            restored: found.restored,
            receipts: found.receipts,
        }
    }
}

impl From<practice::Step> for Step {
    fn from(step: practice::Step) -> Self {
        use practice::Step as Of;
        match step {
            Of::Draft => Self::Draft,
            Of::Ready => Self::Ready,
            Of::Blocked => Self::Blocked,
            Of::Behind => Self::Behind,
            Of::OnHold => Self::OnHold,
            Of::KeptUntilApproved => Self::KeptUntilApproved,
            Of::Sending => Self::Sending,
            Of::InDoubt => Self::InDoubt,
            Of::RefusedByMesh => Self::RefusedByMesh,
            Of::HandedOver => Self::HandedOver,
            Of::AcceptedByMesh => Self::AcceptedByMesh,
            Of::Collected => Self::Collected,
            Of::NotDelivered => Self::NotDelivered,
            Of::Receipted => Self::Receipted,
            Of::ReceiptProblem => Self::ReceiptProblem,
            Of::ReceiptOverdue => Self::ReceiptOverdue,
            Of::AnswerOverdue => Self::AnswerOverdue,
            Of::Approved => Self::Approved,
            Of::Rejected => Self::Rejected,
            Of::Answered => Self::Answered,
            Of::Finished => Self::Finished,
            Of::Abandoned => Self::Abandoned,
            Of::Closed => Self::Closed,
        }
    }
}

impl std::fmt::Debug for OutboxRow {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "OutboxRow({} {:?})", self.filing, self.step)
    }
}

impl std::fmt::Debug for OutboxDetail {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "OutboxDetail({})", self.row.filing)
    }
}
