//! To look away from a notice for a while, and to leave a word for colleagues.

use gplinks::{Day, Minute};
use jiff::Timestamp;
use serde_json::json;
use store::{NoteOn, Notice, NoticeId, NoticeState, Write};

use super::not_so;
use crate::matching::said;
use crate::{Act, DeskError, Practice, Result};

impl Practice {
    /// Looks away from a notice until a time. It does not hold up what came after it meanwhile.
    pub fn snooze(&self, notice: NoticeId, until: Timestamp, act: &Act<'_>) -> Result<()> {
        if until <= act.at {
            return Err(not_so("that time is over"));
        }
        self.store().write(|w| {
            act.as_clerk(w)?;
            let waiting = waits(w, notice)?;
            if flag_ends(&waiting)?.is_some_and(|end| Minute::at(until).day() > end) {
                return Err(not_so(
                    "the FP69 flag expires before that day, and the patient with it: choose an earlier one",
                ));
            }
            w.snooze_notice(notice, Some(until))?;
            let details = json!({ "until": until.as_millisecond() });

            Ok(act.record(w, "snoozed", "notice", Some(notice.get()), details)?)
        })
    }

    /// Puts a notice back among those to decide before its time.
    pub fn unsnooze(&self, notice: NoticeId, act: &Act<'_>) -> Result<()> {
        self.store().write(|w| {
            act.as_clerk(w)?;
            waits(w, notice)?;
            w.snooze_notice(notice, None)?;

            Ok(act.record(w, "unsnoozed", "notice", Some(notice.get()), json!({}))?)
        })
    }

    /// Takes a notice on, so that colleagues leave it; or gives it back to everybody.
    pub fn own(&self, notice: NoticeId, is_mine: bool, act: &Act<'_>) -> Result<()> {
        self.store().write(|w| {
            act.as_clerk(w)?;
            waits(w, notice)?;
            w.own_notice(notice, is_mine.then_some(act.by))?;
            let deed = if is_mine { "taken on" } else { "given back" };

            Ok(act.record(w, deed, "notice", Some(notice.get()), json!({}))?)
        })
    }

    /// A word for colleagues about a patient, a notice or a filing. It is never sent.
    pub fn note(&self, on: NoteOn, text: &str, act: &Act<'_>) -> Result<()> {
        let text = text.trim();
        if text.is_empty() {
            return Err(not_so("the note is empty"));
        }
        self.store().write(|w| {
            act.as_clerk(w)?;
            let (subject, row) = subject(w, on)?;
            w.add_note(on, text, act.at, act.by)?;

            Ok(act.record(w, "noted", subject, Some(row), json!({}))?)
        })
    }
}

fn waits(w: &Write<'_>, notice: NoticeId) -> Result<Notice> {
    let notice = w.notice(notice)?;
    match notice.state {
        NoticeState::ToDecide => Ok(notice),
        NoticeState::Done => Err(DeskError::AlreadyDecided { notice: notice.id }),
        NoticeState::Information | NoticeState::SetAside => {
            Err(not_so("there is nothing in it to decide later"))
        }
    }
}

/// The day after which PCSE takes the patient off the list unasked.
fn flag_ends(notice: &Notice) -> Result<Option<Day>> {
    Ok(match said(notice)? {
        Some(gplinks::Notice::Fp69(says)) => says.expires_on,
        _ => None,
    })
}

/// What a note is about must be there.
fn subject(w: &Write<'_>, on: NoteOn) -> Result<(&'static str, i64)> {
    Ok(match on {
        NoteOn::Patient(id) => ("patient", w.patient(id)?.id.get()),
        NoteOn::Notice(id) => ("notice", w.notice(id)?.id.get()),
        NoteOn::Filing(id) => ("filing", w.filing(id)?.id.get()),
    })
}
