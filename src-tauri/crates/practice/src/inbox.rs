//! What the inbox shows: its views page by page, and the letters that were set aside whole.

mod detail;
mod held_by;
mod rows;
mod segments;
mod strays;

use gplinks::{Kind, Minute};
use jiff::Timestamp;
use serde::{Deserialize, Serialize, Serializer};
use store::{ArrivalState, LetterInId, Notice, NoticeId, NoticeState, PatientId, Read};

pub(crate) use detail::note;
pub use detail::{DecisionShown, NoteShown, NoticeDetail, Quarter};
pub use held_by::NumberHeldBy;
pub use rows::Row;
pub(crate) use rows::to_type;
pub use segments::{SegmentShown, segments};
pub use strays::StrayReceiptShown;

use crate::due::start_of;
use crate::matching::{RECEIPT, order};
use crate::record::shown_name;
use crate::{Practice, Result, Settings, WhySetAside, routine};

/// What the inbox is narrowed to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum View {
    ToDecide,
    Routine,
    /// Notices about somebody whom nobody has found yet.
    Unmatched,
    /// Those that somebody looks away from for a while.
    Reminders,
    SetAside,
    DoneToday,
    /// Decided here, and not yet done in the clinical system.
    ToEnter,
    All,
}

/// One line of the inbox. `Debug` does not show the patient.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct Item {
    pub notice: NoticeId,
    pub kind: String,
    pub words: &'static str,
    #[serde(serialize_with = "as_text")]
    pub arrived_at: Timestamp,
    pub patient: Option<PatientId>,
    pub name: Option<String>,
    /// Of the patient, or else as the notice has it.
    pub nhs_number: Option<String>,
    pub state: NoticeState,
    pub late: bool,
    pub routine: bool,
    #[serde(serialize_with = "as_text_or_none")]
    pub snoozed_until: Option<Timestamp>,
    /// It was put off until a time that has come.
    #[serde(skip)]
    pub is_due_again: bool,
    pub tn: Option<u64>,
    pub ris: u64,
    #[serde(skip)]
    pub rms: Option<u64>,
    /// Who has decided it, or has taken it on.
    pub owner: Option<String>,
    pub outline: Vec<String>,
}

/// A letter that could not be used at all.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LetterSetAside {
    pub letter: LetterInId,
    pub mesh_id: String,
    #[serde(serialize_with = "as_text")]
    pub received_at: Timestamp,
    pub sender: Option<String>,
    pub ris: Option<u64>,
    /// How many bytes came.
    #[serde(skip)]
    pub size: usize,
    /// The code of the reason.
    pub why: Option<String>,
    /// The reason in sentences.
    pub words: Option<&'static str>,
    pub problems: serde_json::Value,
}

/// Rows looked at in one go, where a view leaves some out.
const PAGE: u32 = 200;

impl View {
    /// The word by which the command line and the window name it.
    pub fn parse(word: &str) -> Option<Self> {
        Some(match word {
            "to-decide" => Self::ToDecide,
            "routine" => Self::Routine,
            "unmatched" => Self::Unmatched,
            "reminders" => Self::Reminders,
            "set-aside" => Self::SetAside,
            "done-today" => Self::DoneToday,
            "to-enter" => Self::ToEnter,
            "all" => Self::All,
            _ => return None,
        })
    }
}

impl std::fmt::Debug for Item {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "Item({} {} {})",
            self.notice,
            self.kind,
            self.state.word()
        )
    }
}

impl Practice {
    /// A page of a view, oldest first; `after` is the last one that was shown.
    pub fn inbox(
        &self,
        view: View,
        after: Option<NoticeId>,
        most: usize,
        at: Timestamp,
    ) -> Result<Vec<Item>> {
        self.store().read(|r| {
            let settings = Settings::read(r)?;
            let (mut items, mut after) = (Vec::new(), after);
            while items.len() < most {
                let page = page(r, view, after, at)?;
                let Some(last) = page.last() else {
                    break;
                };
                after = Some(last.id);
                for notice in page.iter().filter(|notice| is_in(view, notice, at)) {
                    let item = item(r, &settings, notice, at)?;
                    if items.len() < most && (view != View::Routine || item.routine) {
                        items.push(item);
                    }
                }
            }

            Ok(items)
        })
    }

    /// How many there are in a view; of the routine ones so many as a count looks at.
    pub fn inbox_count(&self, view: View, at: Timestamp) -> Result<u64> {
        self.store().read(|r| match view {
            View::ToDecide => Ok(r.notices_to_decide(at)?.all),
            View::Unmatched => Ok(r.notices_to_decide(at)?.unmatched),
            View::Routine => Ok(routine::count(r, &Settings::read(r)?, at)?.0),
            View::ToEnter => Ok(r.count_decisions_to_tick()?),
            View::Reminders | View::SetAside | View::DoneToday | View::All => {
                let (mut count, mut after) = (0, None);
                loop {
                    let page = page(r, view, after, at)?;
                    let Some(last) = page.last() else {
                        return Ok(count);
                    };
                    after = Some(last.id);
                    let own = page.iter().filter(|notice| is_in(view, notice, at));
                    count += own.fold(0, |count, _| count + 1);
                }
            }
        })
    }

    /// Letters that were set aside whole and that nobody has seen to, in the order of their arrival.
    pub fn letters_set_aside(&self) -> Result<Vec<LetterSetAside>> {
        let letters = self
            .store()
            .read(|r| r.letters_in_in(ArrivalState::SetAside))?;
        let open = letters
            .into_iter()
            .filter(|letter| letter.dealt_with_at.is_none());

        Ok(open
            .map(|letter| LetterSetAside {
                letter: letter.id,
                mesh_id: letter.mesh_id,
                received_at: letter.received_at,
                sender: letter.sender,
                ris: letter.ris,
                size: letter.body.len(),
                words: letter
                    .why
                    .as_deref()
                    .and_then(WhySetAside::parse)
                    .map(WhySetAside::words),
                why: letter.why,
                problems: json(&letter.problems),
            })
            .collect())
    }
}

/// The next rows among which a view's own are.
fn page(r: &Read<'_>, view: View, after: Option<NoticeId>, at: Timestamp) -> Result<Vec<Notice>> {
    Ok(match view {
        View::Routine => r.notices_perhaps_routine(after, PAGE)?,
        View::ToDecide | View::Reminders => r.notices_in(NoticeState::ToDecide, after, PAGE)?,
        View::Unmatched => r.notices_unmatched(after, PAGE)?,
        View::SetAside => r.notices_in(NoticeState::SetAside, after, PAGE)?,
        View::DoneToday => r.notices_decided_since(start_of(Minute::at(at).day()), after, PAGE)?,
        View::ToEnter => r.notices_to_tick(after, PAGE)?,
        View::All => r.notices_after(after, PAGE)?,
    })
}

fn is_in(view: View, notice: &Notice, at: Timestamp) -> bool {
    match view {
        View::ToDecide | View::Routine => !order::is_snoozed(notice, at),
        View::Reminders => order::is_snoozed(notice, at),
        View::Unmatched => is_about_somebody(notice) && !order::is_snoozed(notice, at),
        View::SetAside | View::DoneToday | View::ToEnter | View::All => true,
    }
}

/// A close of quarter and a receipt are about nobody.
pub(crate) fn is_about_somebody(notice: &Notice) -> bool {
    !matches!(notice.kind.as_str(), "F8" | RECEIPT)
}

pub(crate) fn item(
    r: &Read<'_>,
    settings: &Settings,
    notice: &Notice,
    at: Timestamp,
) -> Result<Item> {
    let record = match notice.patient {
        Some(patient) => Some(r.patient(patient)?.record),
        None => None,
    };
    let waits = notice.state == NoticeState::ToDecide;
    let number = record.as_ref().and_then(|record| record.nhs_number.clone());

    Ok(Item {
        notice: notice.id,
        kind: notice.kind.clone(),
        words: kind_words(&notice.kind),
        arrived_at: notice.arrived_at,
        patient: notice.patient,
        name: record.as_ref().map(shown_name),
        nhs_number: number.or_else(|| notice.nhs_number.clone()),
        state: notice.state,
        late: notice.late,
        routine: waits && routine::is_routine(r, settings, notice, at)?,
        snoozed_until: notice.snoozed_until.filter(|until| *until > at),
        is_due_again: notice.snoozed_until.is_some_and(|until| until <= at),
        tn: notice.tn,
        ris: notice.place.ris,
        rms: notice.rms,
        owner: notice.decided_by.clone().or_else(|| notice.owner.clone()),
        outline: lines(&notice.outline),
    })
}

/// The kind in words.
pub(crate) fn kind_words(kind: &str) -> &'static str {
    if kind == RECEIPT {
        return "Receipt reports a problem";
    }

    Kind::read(kind).map_or("Unknown kind of transaction", |kind| kind.words())
}

/// What is kept as JSON; nothing where it cannot be read.
fn json(text: &str) -> serde_json::Value {
    serde_json::from_str(text).unwrap_or_default()
}

fn lines(text: &str) -> Vec<String> {
    serde_json::from_str(text).unwrap_or_default()
}

/// A time as the window and the command line have it: `2026-11-21T10:00:00Z`.
pub(crate) fn as_text<S: Serializer>(at: &Timestamp, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(at)
}

fn as_text_or_none<S: Serializer>(
    at: &Option<Timestamp>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    match at {
        Some(at) => serializer.collect_str(at),
        None => serializer.serialize_none(),
    }
}
