//! What each correction makes of the record. Each is refused where there is nothing to put right.

use gplinks::{Day, Minute, NhsNumber};
use store::{Answer, Filing, FilingKind, FilingState, Patient, PatientState, Read, Record};

use super::{Correction, not_so};
use crate::filings::is_free;
use crate::record::clear_flags;
use crate::{Act, Result};

pub(super) fn corrected(
    r: &Read<'_>,
    patient: &Patient,
    correction: Correction,
    act: &Act<'_>,
) -> Result<Record> {
    let record = patient.record.clone();
    match correction {
        Correction::OffTheList { on } => taken_off(record, on, Minute::at(act.at).day()),
        Correction::OnTheList => put_on(record),
        Correction::Number(number) => numbered(r, patient, number),
        Correction::Flag => unflagged(record),
        Correction::Request => unmarked(r, patient),
    }
}

fn taken_off(mut record: Record, on: Day, today: Day) -> Result<Record> {
    if record.state != PatientState::Registered {
        return Err(not_so("the patient is not registered"));
    }
    if on > today {
        return Err(not_so("the day on which they left is still to come"));
    }
    record.state = PatientState::Left;
    record.left_on = Some(on);
    clear_flags(&mut record);

    Ok(record)
}

/// PCSE names everybody on its list by a number: without it nothing that comes would find them.
fn put_on(mut record: Record) -> Result<Record> {
    if record.state != PatientState::Applied {
        return Err(not_so("the patient does not wait for an approval"));
    }
    if record.nhs_number.is_none() {
        return Err(not_so("they have no NHS number yet: put that right first"));
    }
    record.state = PatientState::Registered;

    Ok(record)
}

fn numbered(r: &Read<'_>, patient: &Patient, number: NhsNumber) -> Result<Record> {
    let number = number.digits();
    is_free(r, Some(&number), patient.id)?;
    if patient.record.nhs_number.as_ref() == Some(&number) {
        return Err(not_so("the record has this NHS number already"));
    }
    if unsent(r, patient, &[FilingKind::Registration])? {
        return Err(not_so(
            "the registration, which has the number in it, was not sent: correct it in the outbox",
        ));
    }

    Ok(Record {
        nhs_number: Some(number),
        ..patient.record.clone()
    })
}

fn unflagged(mut record: Record) -> Result<Record> {
    if !record.is_flagged() {
        return Err(not_so("the patient has no FP69 flag"));
    }
    record.fp69_expires_on = None;
    record.fp69_reason = None;

    Ok(record)
}

/// A request that was not sent is dropped, which takes its mark off; otherwise it would still go.
fn unmarked(r: &Read<'_>, patient: &Patient) -> Result<Record> {
    let mut record = patient.record.clone();
    let is_marked = record.removal_requested_on.is_some() || record.removal_pending_until.is_some();
    if !is_marked {
        return Err(not_so("no removal is marked on the record"));
    }
    let requests = [FilingKind::Removal, FilingKind::DeductionRequest];
    if unsent(r, patient, &requests)? {
        return Err(not_so("the request was not sent: drop it in the outbox"));
    }
    record.removal_requested_on = None;
    record.removal_pending_until = None;

    Ok(record)
}

/// The registration that counts as approved now: it was sent, and nothing more is expected of it.
pub(super) fn registration(
    r: &Read<'_>,
    patient: &Patient,
    correction: Correction,
) -> Result<Option<Filing>> {
    if correction != Correction::OnTheList {
        return Ok(None);
    }
    if unsent(r, patient, &[FilingKind::Registration])? {
        return Err(not_so(
            "the registration was not sent: send it, or drop it, in the outbox",
        ));
    }
    let filings = r.filings_of(patient.id)?;

    Ok(filings.into_iter().rfind(|filing| {
        filing.kind == FilingKind::Registration
            && filing.state == FilingState::Released
            && filing.answer == Answer::Waiting
    }))
}

fn unsent(r: &Read<'_>, patient: &Patient, kinds: &[FilingKind]) -> Result<bool> {
    let filings = r.filings_of(patient.id)?;

    Ok(filings
        .iter()
        .any(|filing| filing.is_queued() && kinds.contains(&filing.kind)))
}
