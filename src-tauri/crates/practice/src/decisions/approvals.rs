//! F4: a registration is approved.

use gplinks::Approval;
use store::{Answer, Patient, PatientState};

use super::case::{Case, Outcome};
use super::choice::Choice;
use super::{not_offered, not_so, said_number};
use crate::Result;

pub(super) fn choose(case: &Case<'_>, says: &Approval, choice: &Choice) -> Result<Outcome> {
    if let Choice::Record {
        number_confirmed, ..
    } = choice
    {
        return record(case, says, *number_confirmed);
    }

    if matches!(choice, Choice::File) {
        file(case)
    } else {
        Err(not_offered())
    }
}

fn record(case: &Case<'_>, says: &Approval, confirmed: bool) -> Result<Outcome> {
    let patient = case.patient()?;
    may_be_approved(case, patient)?;
    let number = said_number::to_put(case, patient, says.number.as_ref(), confirmed)?;
    let is_another = number.is_some() && patient.record.nhs_number.is_some();
    if is_another || !case.is_matched_by_transaction() {
        case.needs_reason()?;
    }

    let mut record = patient.record.clone();
    record.state = PatientState::Registered;
    let is_new = number.is_some();
    record.nhs_number = number.or(record.nhs_number);
    case.answer(Answer::Approved, None)?;
    let outcome = case.change(patient, &record)?;
    let outcome = outcome.and("The patient is registered. Nothing is sent.");
    Ok(if is_new {
        outcome.and("The NHS number was taken over from the approval.")
    } else {
        outcome
    })
}

/// Somebody who has applied, or who stays registered while they change doctor.
fn may_be_approved(case: &Case<'_>, patient: &Patient) -> Result<()> {
    match patient.record.state {
        PatientState::Applied => Ok(()),
        PatientState::Registered if case.waiting()?.is_some() => Ok(()),
        PatientState::Registered => Err(not_so("the patient is registered already: file it")),
        PatientState::Left | PatientState::Died | PatientState::Rejected => Err(not_so(
            "the patient has not applied: look at what was decided before, or file it",
        )),
    }
}

/// Nothing changes: the approval came twice, or the patient has gone meanwhile.
fn file(case: &Case<'_>) -> Result<Outcome> {
    let patient = case.patient()?;
    if patient.record.state == PatientState::Applied && case.waiting()?.is_some() {
        return Err(not_so("the registration waits for it: record it"));
    }
    case.answer(Answer::Approved, None)?;

    Ok(Outcome::told(
        "Filed. Nothing changes, and nothing is sent.",
    ))
}
