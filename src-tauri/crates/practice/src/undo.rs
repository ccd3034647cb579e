//! A decision is undone by a second entry: what it changed is put back, what it filed is dropped, and the
//! notice waits again. What was sent, or what something newer was built upon, cannot be undone.

use jiff::Timestamp;
use serde::Serialize;
use serde_json::json;
use store::{
    Answer, Cause, Change, ChangeId, Decision, DecisionId, Fields, FilingState, NewChange, Notice,
    NoticeId, Patient, PatientId, Write,
};

use crate::decisions::change_of;
use crate::filings::close_in;
use crate::{Act, DeskError, Practice, Result, matching};

/// What was undone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Undone {
    pub decision: DecisionId,
    pub notice: NoticeId,
    /// Plain sentences; they name no patient.
    pub told: Vec<String>,
}

impl Practice {
    /// Undoes what was decided about a notice; it is to be decided again.
    pub fn undo(&self, notice: NoticeId, reason: Option<&str>, act: &Act<'_>) -> Result<Undone> {
        self.store().write(|w| {
            act.as_clerk(w)?;
            undo_in(w, notice, reason, act)
        })
    }
}

/// The undo inside a transaction. Whose act it is has been looked at.
pub(crate) fn undo_in(
    w: &Write<'_>,
    notice: NoticeId,
    reason: Option<&str>,
    act: &Act<'_>,
) -> Result<Undone> {
    let notice = w.notice(notice)?;
    let decision = w
        .standing_decision(notice.id)?
        .ok_or(DeskError::NothingToUndo)?;
    let dropped = drop_filing(w, &decision, act)?;
    let put_back = put_back(w, &notice, &decision, act)?;
    points::point!("undo.tx.mid");
    wait_again(w, &decision)?;
    put_back_reminders(w, &decision, act)?;

    let undo = w.undo_decision(&decision, act.at, act.by, reason, put_back)?;
    w.settle_notice(notice.id, None)?;
    let details = json!({
        "choice": decision.choice,
        "decision": decision.id,
        "change": put_back,
        "filing": decision.filing,
    });
    act.record(w, "undone", "notice", Some(notice.id.get()), details)?;
    match_again(w, &notice, put_back, act.at)?;

    Ok(Undone {
        decision: undo,
        notice: notice.id,
        told: [
            told(&decision, dropped, put_back.is_some()),
            match notice.patient {
                Some(patient) => still_held(w, patient)?,
                None => Vec::new(),
            },
        ]
        .concat(),
    })
}

/// What was held meanwhile stays held until a person has looked.
pub(crate) fn still_held(w: &Write<'_>, patient: PatientId) -> Result<Vec<String>> {
    let held = w.filings_of(patient)?.into_iter();
    let held = held.filter(|filing| filing.is_queued() && filing.held_why.is_some());

    Ok(held
        .map(|filing| {
            format!(
                "Filing {} about the patient stays held: let it go if it is right again.",
                filing.id
            )
        })
        .collect())
}

/// Drops what the decision filed; tells whether there was something.
fn drop_filing(w: &Write<'_>, decision: &Decision, act: &Act<'_>) -> Result<bool> {
    let Some(filing) = decision.filing else {
        return Ok(false);
    };
    let filing = w.filing(filing)?;
    if filing.state == FilingState::Released {
        return Err(not_undone("what it filed has been sent"));
    }
    if filing.answer == Answer::Closed {
        return Ok(false);
    }
    close_in(w, filing.id, "the decision was undone", act)?;

    Ok(true)
}

/// Puts the patient back as they were before the decision.
fn put_back(
    w: &Write<'_>,
    notice: &Notice,
    decision: &Decision,
    act: &Act<'_>,
) -> Result<Option<ChangeId>> {
    match decision.change {
        Some(change) => reverse(w, change, change_of(act, Cause::Undone, notice.id)),
        None => Ok(None),
    }
}

/// Takes one change of a patient back, where nothing newer is built upon it.
pub(crate) fn reverse(
    w: &Write<'_>,
    change: ChangeId,
    reversal: NewChange<'_>,
) -> Result<Option<ChangeId>> {
    let change = w.change(change)?;
    let patient = w.patient(change.patient)?;
    let log = w.changes_of(patient.id)?;
    let now = Fields::of(&patient.record);
    let stands = change
        .after
        .iter()
        .all(|(field, value)| now.get(field) == Some(value));
    if !stands || has_newer(&log, &change) {
        return Err(not_undone(
            "something newer was recorded about this patient: undo that first",
        ));
    }
    let record = now
        .with(&change.before)
        .record()
        .ok_or(DeskError::Kept { what: "change" })?;
    is_free(w, &patient, record.nhs_number.as_deref())?;
    let reversal = NewChange {
        undoes: Some(change.id),
        ..reversal
    };

    Ok(w.change_patient(&patient, &record, &reversal)?)
}

/// Whether anything later than a change still stands: an undone change and its undoing cancel out.
fn has_newer(log: &[Change], change: &Change) -> bool {
    let later = || log.iter().filter(|other| other.id > change.id);
    let is_undone = |other: &Change| later().any(|undoing| undoing.undoes == Some(other.id));
    let undoes_later = |other: &Change| other.undoes.is_some_and(|undone| undone > change.id);

    later().any(|other| !is_undone(other) && !undoes_later(other))
}

/// The number that the patient gets back must not have become somebody else's.
fn is_free(w: &Write<'_>, patient: &Patient, number: Option<&str>) -> Result<()> {
    let Some(number) = number else {
        return Ok(());
    };
    match w.patient_numbered(number)? {
        Some(other) if other.id != patient.id => Err(not_undone(
            "the number that the patient had before is another patient's now",
        )),
        _ => Ok(()),
    }
}

/// What of ours the decision answered waits for its answer again.
fn wait_again(w: &Write<'_>, decision: &Decision) -> Result<()> {
    let Some(first) = decision.answers else {
        return Ok(());
    };
    let first = w.filing(first)?;
    if first.answered_by != Some(decision.id) {
        return Err(not_undone(
            "something newer was recorded about what we had sent",
        ));
    }
    for filing in w.filings_of(first.patient)? {
        if filing.answered_by == Some(decision.id) {
            w.answer_filing(filing.id, Answer::Waiting, None, None)?;
        }
    }

    Ok(())
}

/// Reminders that the decision made are ended, and those that it ended are taken up again.
fn put_back_reminders(w: &Write<'_>, decision: &Decision, act: &Act<'_>) -> Result<()> {
    w.reminders_again(decision.id)?;
    for reminder in w.reminders()? {
        if reminder.decision == Some(decision.id) {
            w.reminder_done(reminder.id, act.at, act.by)?;
        }
    }

    Ok(())
}

/// The patient may have lost the number by which others were matched; a notice that was nobody's may be somebody's.
fn match_again(
    w: &Write<'_>,
    notice: &Notice,
    put_back: Option<ChangeId>,
    at: Timestamp,
) -> Result<()> {
    let Some(patient) = notice.patient else {
        return matching::match_anew(w, &w.notice(notice.id)?, at);
    };
    let lost_number = match put_back {
        Some(change) => w.change(change)?.before.get("nhs_number").is_some(),
        None => false,
    };
    if lost_number {
        matching::reconsider(w, patient, at)?;
    }

    Ok(())
}

fn told(decision: &Decision, dropped: bool, put_back: bool) -> Vec<String> {
    let mut told =
        vec!["Undone. The notice is to be decided again, and nothing is sent.".to_owned()];
    if dropped {
        told.push("What it had filed was dropped before it was sent.".to_owned());
    }
    if put_back {
        told.push("The patient's record is as it was before.".to_owned());
    }
    if decision.ticked_at.is_some() {
        told.push(
            "It was ticked as done in your clinical system: put it back there, too.".to_owned(),
        );
    }

    told
}

fn not_undone(why: &'static str) -> DeskError {
    DeskError::NotUndone { why }
}
