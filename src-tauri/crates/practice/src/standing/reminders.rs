//! Reminders whose day has come, and having seen one. Only decisions make them, and only they know what ends them.

use gplinks::{Day, Minute};
use jiff::Timestamp;
use serde_json::json;
use store::{Notice, NoticeId, PatientId, Read, ReminderId};

use crate::inbox::kind_words;
use crate::record::shown_name;
use crate::{Act, DeskError, Practice, Result};

/// A reminder, with whom it is about. `Debug` shows neither name nor text.
#[derive(Clone, PartialEq, Eq)]
pub struct DueReminder {
    /// None for a notice that was put off: it is seen to by deciding it.
    pub reminder: Option<ReminderId>,
    pub patient: Option<PatientId>,
    pub name: Option<String>,
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
    let reminders = r.reminders_due(Minute::at(at).day())?;
    let put_off = r.notices_put_off_until(at)?;
    let made = reminders.into_iter().map(|one| {
        Ok(DueReminder {
            reminder: Some(one.id),
            patient: Some(one.patient),
            name: Some(shown_name(&r.patient(one.patient)?.record)),
            notice: one.notice,
            due_on: one.due_on,
            text: one.text,
        })
    });
    let put_off = put_off.iter().map(|notice| of_put_off(r, notice));

    made.chain(put_off).collect()
}

fn of_put_off(r: &Read<'_>, notice: &Notice) -> Result<DueReminder> {
    let name = match notice.patient {
        Some(patient) => Some(shown_name(&r.patient(patient)?.record)),
        None => None,
    };
    let until = notice.snoozed_until.unwrap_or(notice.arrived_at);

    Ok(DueReminder {
        reminder: None,
        patient: notice.patient,
        name,
        notice: Some(notice.id),
        due_on: Minute::at(until).day(),
        text: format!(
            "{}: put away until now, and not decided.",
            kind_words(&notice.kind)
        ),
    })
}

impl std::fmt::Debug for DueReminder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "DueReminder({:?} {:?})", self.reminder, self.notice)
    }
}
