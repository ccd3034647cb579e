//! An NHS number that stands on a record that is no longer used is moved to the same person's other record: a
//! returning patient may have been registered anew, and only the answer tells that they are one.

use serde_json::json;
use store::{Cause, ChangeId, NewChange, Patient, PatientId, PatientState, Write};

use crate::{Act, DeskError, Practice, Result, matching, undo};

impl Practice {
    /// Moves the number of somebody who has left, died or was rejected to another record of the same person.
    pub fn move_number(
        &self,
        from: PatientId,
        to: PatientId,
        why: &str,
        act: &Act<'_>,
    ) -> Result<()> {
        needs(why)?;
        self.store().write(|w| {
            act.as_clerk(w)?;
            let (old, new) = (w.patient(from)?, w.patient(to)?);
            let number = movable(&old, &new)?;
            let off = put(w, &old, None, act)?;
            let on = put(w, &new, Some(number.clone()), act)?;
            w.add_number_move(off, on, why, act.at, act.by)?;
            noted(w, "number moved", [from, to], act)?;
            matching::reconsider(w, from, act.at)?;

            matching::rematch(w, &number, act.at)
        })
    }

    /// Takes back the last move of a number to a patient, where nothing newer is built upon it.
    pub fn move_number_back(&self, to: PatientId, why: &str, act: &Act<'_>) -> Result<()> {
        needs(why)?;
        self.store().write(|w| {
            act.as_clerk(w)?;
            let moved = w.number_moved_to(to)?.ok_or(DeskError::NothingToUndo)?;
            let from = w.change(moved.from)?.patient;
            undo::reverse(w, moved.to, change(act))?;
            undo::reverse(w, moved.from, change(act))?;
            w.number_moved_back(moved.id, act.at, act.by, why)?;
            noted(w, "number moved back", [to, from], act)?;
            matching::reconsider(w, to, act.at)?;
            match w.patient(from)?.record.nhs_number {
                Some(number) => matching::rematch(w, &number, act.at),
                None => Ok(()),
            }
        })
    }
}

/// Whether a record's number may go to somebody else's, since PCSE's list does not have the patient by it.
pub(crate) fn may_be_moved(patient: &Patient) -> bool {
    match patient.record.state {
        PatientState::Left | PatientState::Died | PatientState::Rejected => true,
        PatientState::Applied | PatientState::Registered => false,
    }
}

fn movable(old: &Patient, new: &Patient) -> Result<String> {
    if !may_be_moved(old) {
        return Err(not_so("who has the number is on the list"));
    }
    if may_be_moved(new) {
        return Err(not_so("who is to have the number is not on the list"));
    }

    old.record
        .nhs_number
        .clone()
        .ok_or(not_so("there is no NHS number to move"))
}

fn put(
    w: &Write<'_>,
    patient: &Patient,
    number: Option<String>,
    act: &Act<'_>,
) -> Result<ChangeId> {
    let mut record = patient.record.clone();
    record.nhs_number = number;
    let changed = w.change_patient(patient, &record, &change(act))?;

    changed.ok_or(not_so("the number is there already"))
}

fn change<'a>(act: &Act<'a>) -> NewChange<'a> {
    NewChange {
        at: act.at,
        by: act.by,
        cause: Cause::Corrected,
        notice: None,
        filing: None,
        undoes: None,
    }
}

/// Both records tell of it.
fn noted(w: &Write<'_>, what: &str, [from, to]: [PatientId; 2], act: &Act<'_>) -> Result<()> {
    for patient in [from, to] {
        let details = json!({ "from": from, "to": to });
        act.record(w, what, "patient", Some(patient.get()), details)?;
    }

    Ok(())
}

fn needs(why: &str) -> Result<()> {
    if why.trim().is_empty() {
        Err(DeskError::NoReason)
    } else {
        Ok(())
    }
}

fn not_so(why: &'static str) -> DeskError {
    DeskError::NotSo { why }
}
