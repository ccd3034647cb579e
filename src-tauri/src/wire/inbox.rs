//! What the inbox shows: rows, one notice, whom it could be about.

use serde::Serialize;
use ts_rs::TS;

use super::{Entry, Note, Person, RemovalForm};

/// A line of the inbox.
#[derive(Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct InboxRow {
    pub notice: i64,
    pub kind: String,
    pub words: String,
    pub arrived_at: String,
    pub patient: Option<i64>,
    pub name: Option<String>,
    pub nhs_number: Option<String>,
    #[ts(type = "\"to decide\" | \"set aside\" | \"done\" | \"parked\"")]
    pub state: String,
    pub late: bool,
    pub routine: bool,
    pub snoozed_until: Option<String>,
    /// It was put away until a time that has come.
    pub is_due_again: bool,
    /// Where PCSE finds it: interchange, message and transaction.
    pub ris: u64,
    pub rms: Option<u64>,
    pub tn: Option<u64>,
    /// Who has decided it, or has taken it on.
    pub owner: Option<String>,
}

/// A test in words; `holds` is null where nobody can tell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Test {
    pub words: String,
    pub holds: Option<bool>,
}

/// A choice as a button.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ChoiceShown {
    pub word: String,
    pub label: String,
    pub explained: String,
    #[ts(inline)]
    pub needs: Needs,
    pub usual: bool,
}

/// What the window must ask for before a choice is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Needs {
    pub reason: bool,
    pub day: bool,
    pub text: bool,
    pub draft: bool,
    /// PCSE must read a word about it.
    pub note: bool,
    pub confirm_number: bool,
}

/// Everything about one notice.
#[derive(Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct NoticeDetail {
    pub row: InboxRow,
    pub person: Option<Person>,
    pub outline: Vec<String>,
    pub tests: Vec<Test>,
    pub routine_tests: Vec<Test>,
    #[ts(inline)]
    pub rows: Vec<RowShown>,
    pub days_taken: Option<i64>,
    #[ts(inline)]
    pub quarter: Option<Quarter>,
    /// The number of PCSE's letter just before its own, where that never came.
    pub missing_before: Option<u64>,
    /// Its letter has come more than once, and was used once.
    pub came_again: bool,
    pub filing: Option<i64>,
    #[ts(inline)]
    pub number_held_by: Option<HeldBy>,
    /// What our request said that the notice answers, as a form of its own begins.
    pub asked: Option<RemovalForm>,
    #[ts(inline)]
    pub decisions: Vec<DecisionShown>,
    pub notes: Vec<Note>,
    pub choices: Vec<ChoiceShown>,
    pub earlier: Option<i64>,
    pub patient_version: Option<i64>,
    pub may_undo: bool,
    pub in_clinical_system: Option<bool>,
    pub timeline: Vec<Entry>,
    /// Segment by segment: the raw line, and its meaning in words where it is known.
    #[ts(inline)]
    pub message: Vec<Segment>,
}

/// The quarter that PCSE closes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Quarter {
    pub from: String,
    pub to: String,
    /// What was done by hand in it.
    pub by_hand: usize,
    /// How much stands in the way, until it is closed.
    pub open_before: Option<u64>,
}

#[derive(Clone, PartialEq, Eq, Serialize, TS)]
pub struct RowShown {
    pub field: String,
    pub now: Option<String>,
    pub says: Option<String>,
    pub erased: bool,
}

#[derive(Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct HeldBy {
    pub patient: i64,
    pub name: String,
    pub state: String,
    pub tests: Vec<Test>,
    pub may_be_moved: bool,
}

#[derive(Clone, PartialEq, Eq, Serialize, TS)]
pub struct DecisionShown {
    pub decision: i64,
    /// What stood on the button.
    pub words: String,
    pub reason: Option<String>,
    pub at: String,
    pub by: String,
    pub rule: bool,
    pub stands: bool,
}

#[derive(Clone, PartialEq, Eq, Serialize, TS)]
pub struct Segment {
    pub raw: String,
    pub words: Option<String>,
}

/// A letter of which nothing could be read. `words` says why, in sentences.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LetterAside {
    pub letter: i64,
    pub received_at: String,
    pub sender: Option<String>,
    pub ris: Option<u64>,
    pub size: usize,
    pub code: Option<String>,
    pub words: Option<String>,
}

/// Somebody whom an unmatched notice could be about.
#[derive(Clone, PartialEq, Eq, Serialize, TS)]
pub struct Candidate {
    pub person: Person,
    pub tests: Vec<Test>,
}

impl From<practice::Item> for InboxRow {
    fn from(item: practice::Item) -> Self {
        Self {
            notice: item.notice.get(),
            kind: item.kind,
            words: item.words.to_owned(),
            arrived_at: item.arrived_at.to_string(),
            patient: item.patient.map(practice::PatientId::get),
            name: item.name,
            nhs_number: item.nhs_number,
            state: shown(item.state).to_owned(),
            late: item.late,
            routine: item.routine,
            snoozed_until: item.snoozed_until.map(|at| at.to_string()),
            is_due_again: item.is_due_again,
            ris: item.ris,
            rms: item.rms,
            tn: item.tn,
            owner: item.owner,
        }
    }
}

/// What is for information only is nobody's to decide: it is done.
fn shown(state: practice::NoticeState) -> &'static str {
    match state {
        practice::NoticeState::ToDecide => "to decide",
        practice::NoticeState::SetAside => "set aside",
        practice::NoticeState::Done | practice::NoticeState::Information => "done",
    }
}

impl From<practice::Test> for Test {
    fn from(test: practice::Test) -> Self {
        Self {
            words: test.words.to_owned(),
            holds: test.holds,
        }
    }
}

impl From<practice::Row> for RowShown {
    fn from(row: practice::Row) -> Self {
        Self {
            field: row.field.to_owned(),
            now: row.now,
            says: row.says,
            erased: row.erased,
        }
    }
}

impl From<practice::Quarter> for Quarter {
    fn from(quarter: practice::Quarter) -> Self {
        Self {
            from: quarter.from.iso(),
            to: quarter.to.iso(),
            by_hand: quarter.by_hand,
            open_before: quarter.open_before,
        }
    }
}

impl From<practice::NumberHeldBy> for HeldBy {
    fn from(held: practice::NumberHeldBy) -> Self {
        Self {
            patient: held.patient.get(),
            name: held.name,
            state: held.state.to_owned(),
            tests: held.tests.into_iter().map(Into::into).collect(),
            may_be_moved: held.may_be_moved,
        }
    }
}

impl DecisionShown {
    pub(crate) fn of(kind: &str, one: practice::DecisionShown) -> Self {
        Self {
            decision: one.decision.get(),
            words: practice::button(kind, &one.choice).to_owned(),
            reason: one.reason,
            at: one.at.to_string(),
            by: one.by,
            rule: one.rule,
            stands: one.stands,
        }
    }
}

impl From<practice::LetterSetAside> for LetterAside {
    fn from(one: practice::LetterSetAside) -> Self {
        Self {
            letter: one.letter.get(),
            received_at: one.received_at.to_string(),
            sender: one.sender,
            ris: one.ris,
            size: one.size,
            code: one.why,
            words: one.words.map(str::to_owned),
        }
    }
}

impl From<practice::SegmentShown> for Segment {
    fn from(segment: practice::SegmentShown) -> Self {
        Self {
            raw: segment.raw,
            words: segment.words.map(str::to_owned),
        }
    }
}

macro_rules! redacted {
    ($($name:ident),*) => {
        $(impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(concat!(stringify!($name), "(redacted)"))
            }
        })*
    };
}

redacted!(
    InboxRow,
    NoticeDetail,
    RowShown,
    HeldBy,
    DecisionShown,
    Segment,
    Candidate
);
