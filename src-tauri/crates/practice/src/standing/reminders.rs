//! Reminders whose day has come, and having seen one. Only decisions make them, and only they know what ends them.

use gplinks::{Day, Minute};
use jiff::Timestamp;
use serde_json::json;
use store::{NoticeId, PatientId, Read, ReminderId};

use crate::record::shown_name;
use crate::{Act, DeskError, Practice, Result};

/// A reminder, with whom it is about. `Debug` shows neither name nor text.
#[derive(Clone, PartialEq, Eq)]
pub struct DueReminder {
    pub reminder: ReminderId,
    pub patient: PatientId,
    pub name: String,
    /// The notice that led to it.
    pub notice: Option<NoticeId>,
    pub due_on: Day,
    pub text: String,
}

impl Practice {
    /// A person has seen a reminder: it is kept with who has seen it and when, and shown no more. Undoing the decision
    /// that made it, or that followed it, does not bring it back.
    pub fn reminder_seen(&self, reminder: ReminderId, act: &Act<'_>) -> Result<()> {
        self.store().write(|w| {
            act.as_clerk(w)?;
            let open = w.reminder(reminder)?.ok_or(DeskError::NotSo {
                why: "somebody has seen this reminder already, or it is no longer needed",
            })?;
            w.reminder_done(open.id, act.at, act.by)?;
            let details = json!({ "patient": open.patient });

            Ok(act.record(w, "seen", "reminder", Some(open.id.get()), details)?)
        })
    }
}

pub(super) fn due(r: &Read<'_>, at: Timestamp) -> Result<Vec<DueReminder>> {
    let due = r.reminders_due(Minute::at(at).day())?;

    due.into_iter()
        .map(|one| {
            Ok(DueReminder {
                reminder: one.id,
                patient: one.patient,
                name: shown_name(&r.patient(one.patient)?.record),
                notice: one.notice,
                due_on: one.due_on,
                text: one.text,
            })
        })
        .collect()
}

impl std::fmt::Debug for DueReminder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "DueReminder({})", self.reminder)
    }
}
