//! Everything that the pane beside the inbox shows of one notice.

use gplinks::{Day, Minute};
use jiff::Timestamp;
use serde::Serialize;
use store::{
    Decision, DecisionId, FilingId, LetterIn, Note, NoteOn, Notice, NoticeId, NoticeState, Patient,
    Place, Read, Sequence,
};

use super::held_by::{NumberHeldBy, held_by};
use super::rows::{self, Row};
use super::{Item, as_text, item, json};
use crate::decisions::{asks_why, offered};
use crate::matching::{Test, order, said, tests_of};
use crate::reports::not_come;
use crate::reports::quarter::{by_hand, start};
use crate::standing::quarter_end;
use crate::{Practice, Result, Settings, routine};

/// The quarter that PCSE closes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quarter {
    pub from: Day,
    pub to: Day,
    /// What was done by hand in it.
    pub by_hand: usize,
    /// How much stands in the way, until it is closed.
    pub open_before: Option<u64>,
}

/// A notice as its pane shows it. `Debug` shows the item's.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct NoticeDetail {
    pub item: Item,
    pub problems: serde_json::Value,
    /// Why it is thought to be about its patient.
    pub tests: Vec<Test>,
    /// Why it is routine, or not.
    pub routine_tests: Vec<Test>,
    /// What an amendment changes; after it was accepted, what it changed.
    pub rows: Vec<Row>,
    /// From our registration to its answer, in working days.
    pub days_taken: Option<i64>,
    /// The quarter that is closed; of nothing else is it asked.
    #[serde(skip)]
    pub quarter: Option<Quarter>,
    /// The number of the letter just before its own, where that never came.
    #[serde(skip)]
    pub missing_before: Option<u64>,
    /// Its letter has come more than once, and was used once.
    #[serde(skip)]
    pub came_again: bool,
    /// Ours, that it answers.
    pub filing: Option<FilingId>,
    /// Another record has the number that it gives.
    pub number_held_by: Option<NumberHeldBy>,
    pub decisions: Vec<DecisionShown>,
    pub notes: Vec<NoteShown>,
    /// The words of what can be chosen, the usual one first.
    pub choices: Vec<&'static str>,
    /// Another notice must be decided first.
    pub earlier: Option<NoticeId>,
    /// To be told with the decision, so that a change in between is noticed.
    pub patient_version: Option<i64>,
    /// The transaction as it came.
    pub raw: String,
    /// A decision stands that can be looked at for undoing.
    #[serde(skip)]
    pub may_undo: bool,
    /// It gives a number that differs from the one we have, which a person confirms.
    #[serde(skip)]
    pub brings_another_number: bool,
    /// It is a deduction without a date, which a person gives.
    #[serde(skip)]
    pub lacks_day: bool,
    /// It approves what nobody waits for here: a person who records it says why.
    #[serde(skip)]
    pub asks_why: bool,
    /// Whether what it changed was ticked as done there; `None` where nothing is to be done.
    #[serde(skip)]
    pub in_clinical_system: Option<bool>,
}

/// One entry about a notice. `Debug` does not show the reason, which a person typed.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct DecisionShown {
    pub decision: DecisionId,
    pub choice: String,
    pub reason: Option<String>,
    #[serde(serialize_with = "as_text")]
    pub at: Timestamp,
    pub by: String,
    pub rule: bool,
    pub filing: Option<FilingId>,
    /// It was not undone.
    pub stands: bool,
}

/// A word for colleagues. `Debug` does not show it.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct NoteShown {
    #[serde(serialize_with = "as_text")]
    pub at: Timestamp,
    pub by: String,
    pub text: String,
}

impl std::fmt::Debug for NoticeDetail {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "NoticeDetail({:?})", self.item)
    }
}

impl std::fmt::Debug for DecisionShown {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "DecisionShown({} {})", self.decision, self.choice)
    }
}

impl std::fmt::Debug for NoteShown {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "NoteShown({})", self.by)
    }
}

impl Practice {
    /// Everything about one notice.
    pub fn notice_detail(&self, notice: NoticeId, at: Timestamp) -> Result<NoticeDetail> {
        self.store().read(|r| {
            let notice = r.notice(notice)?;
            let patient = match notice.patient {
                Some(patient) => Some(r.patient(patient)?),
                None => None,
            };

            detail(r, &notice, patient.as_ref(), at)
        })
    }
}

/// A rejection with what its code means, where the practice has found out.
fn with_code(mut item: Item, settings: &Settings) -> Item {
    let codes = item.outline.iter().filter_map(|line| {
        let (_, said) = line.split_once(": ")?;
        said.split_whitespace().next()
    });
    let known = codes.filter_map(|code| settings.rejection_codes.get_key_value(code));
    let words = known.map(|(code, words)| format!("Code {code}: {words}"));
    if item.kind == "F3" {
        let words: Vec<String> = words.collect();
        item.outline.extend(words);
    }

    item
}

fn detail(
    r: &Read<'_>,
    notice: &Notice,
    patient: Option<&Patient>,
    at: Timestamp,
) -> Result<NoticeDetail> {
    let tests = match patient {
        Some(patient) => tests_of(r, notice, patient)?,
        None => Vec::new(),
    };
    let settings = Settings::read(r)?;
    let notes = r.notes_on(NoteOn::Notice(notice.id))?;
    let waits = notice.state == NoticeState::ToDecide;
    let standing = r.standing_decision(notice.id)?;

    Ok(NoticeDetail {
        brings_another_number: brings_another_number(notice, patient)?,
        lacks_day: matches!(said(notice)?, Some(gplinks::Notice::Deduction(says)) if says.on.is_none()),
        asks_why: notice.kind == "F4" && asks_why(r, notice)?,
        may_undo: standing.is_some(),
        in_clinical_system: standing
            .filter(|decision| decision.change.is_some())
            .map(|decision| decision.ticked_at.is_some()),
        item: with_code(item(r, &settings, notice, at)?, &settings),
        problems: json(&notice.problems),
        tests,
        routine_tests: routine_tests(r, &settings, notice, at)?,
        rows: amended(r, notice, patient)?,
        days_taken: days_taken(r, notice)?,
        quarter: quarter(r, notice)?,
        missing_before: missing_before(r, notice)?,
        came_again: r.count_copies(notice.letter)? > 0,
        filing: notice.filing,
        number_held_by: held_by(r, notice, patient)?,
        decisions: r.decisions_of(notice.id)?.into_iter().map(shown).collect(),
        notes: notes.into_iter().map(note).collect(),
        choices: offered(r, notice, patient)?,
        earlier: if waits {
            order::earlier(r, notice, at)?
        } else {
            None
        },
        patient_version: patient.map(|patient| patient.version),
        raw: raw(&r.letter_in(notice.letter)?, notice),
    })
}

fn missing_before(r: &Read<'_>, notice: &Notice) -> Result<Option<u64>> {
    if notice.state != NoticeState::ToDecide {
        return Ok(None);
    }
    let Place { epoch, ris, .. } = notice.place;
    let missing = not_come(r, Sequence::Sis, notice.link)?;
    let before = missing
        .iter()
        .find(|run| run.epoch == epoch && run.last + 1 == ris);

    Ok(before.map(|run| run.last))
}

/// A message that does not say when the quarter ends is taken for the one in which it came.
fn quarter(r: &Read<'_>, notice: &Notice) -> Result<Option<Quarter>> {
    if notice.kind != "F8" {
        return Ok(None);
    }
    let to = match said(notice)? {
        Some(gplinks::Notice::CloseQuarter(said)) => said.ends_on,
        _ => None,
    };
    let to = to.unwrap_or_else(|| quarter_end(Minute::at(notice.arrived_at).day()));
    let from = start(to);
    let waits = notice.state == NoticeState::ToDecide;
    let open_before = waits.then(|| r.count_open_before(notice)).transpose()?;

    Ok(Some(Quarter {
        from,
        to,
        by_hand: by_hand(r, from, to)?.len(),
        open_before,
    }))
}

fn routine_tests(
    r: &Read<'_>,
    settings: &Settings,
    notice: &Notice,
    at: Timestamp,
) -> Result<Vec<Test>> {
    if notice.state != NoticeState::ToDecide {
        return Ok(Vec::new());
    }
    let tests = routine::why(r, settings, notice, at)?;

    Ok(tests
        .into_iter()
        .map(|(holds, words)| Test {
            words,
            holds: Some(holds),
        })
        .collect())
}

fn amended(r: &Read<'_>, notice: &Notice, patient: Option<&Patient>) -> Result<Vec<Row>> {
    let (Some(gplinks::Notice::Amendment(says)), Some(patient)) = (said(notice)?, patient) else {
        return Ok(Vec::new());
    };
    let change = match r.standing_decision(notice.id)? {
        Some(decision) => decision.change,
        None => return Ok(rows::of_amendment(&patient.record, &says)),
    };

    Ok(match change {
        Some(change) => {
            let change = r.change(change)?;

            rows::between(&change.before, &change.after)
        }
        None => Vec::new(),
    })
}

fn brings_another_number(notice: &Notice, patient: Option<&Patient>) -> Result<bool> {
    let brought = match said(notice)? {
        Some(gplinks::Notice::Approval(says)) => says.number,
        Some(gplinks::Notice::Amendment(says)) => says.new_number,
        _ => None,
    };
    let ours = patient.and_then(|patient| patient.record.nhs_number.as_deref());

    Ok(brought
        .zip(ours)
        .is_some_and(|(brought, ours)| brought.written() != ours))
}

fn days_taken(r: &Read<'_>, notice: &Notice) -> Result<Option<i64>> {
    let (Some(filing), "F3" | "F4") = (notice.filing, notice.kind.as_str()) else {
        return Ok(None);
    };
    let Some(letter) = r.filing(filing)?.letter else {
        return Ok(None);
    };
    let sent = Minute::at(r.letter_out(letter)?.written_at).day();

    let arrived = Minute::at(notice.arrived_at).day();

    Ok(Some(arrived.working_days_since(sent).into()))
}

/// Its bytes in the letter. What is no text is shown as such.
fn raw(letter: &LetterIn, notice: &Notice) -> String {
    let place = usize::try_from(notice.raw_from)
        .ok()
        .zip(usize::try_from(notice.raw_to).ok());
    let bytes = place.and_then(|(from, to)| letter.body.get(from..to));

    String::from_utf8_lossy(bytes.unwrap_or_default()).into_owned()
}

fn shown(decision: Decision) -> DecisionShown {
    DecisionShown {
        decision: decision.id,
        choice: decision.choice,
        reason: decision.reason,
        at: decision.at,
        by: decision.by,
        rule: decision.rule,
        filing: decision.filing,
        stands: decision.stands,
    }
}

pub(crate) fn note(note: Note) -> NoteShown {
    NoteShown {
        at: note.at,
        by: note.by,
        text: note.text,
    }
}
