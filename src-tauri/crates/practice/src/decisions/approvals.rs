//! F4: a registration is approved.

use gplinks::Approval;
use store::{Answer, MatchedBy, Notice, Patient, PatientState, Read, Record};

use super::case::{Case, Outcome};
use super::choice::Choice;
use super::{not_offered, not_so, said_number};
use crate::matching::was_given_up;
use crate::{Result, filings};

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
    if is_another || asks_why(case.w, case.notice)? {
        case.needs_reason()?;
    }

    let mut record = approved(case, patient)?;
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

/// No registration waits for it, or a person says whose it is: that is recorded only for a reason.
pub(crate) fn asks_why(r: &Read<'_>, notice: &Notice) -> Result<bool> {
    let by_transaction = notice.matched_by == Some(MatchedBy::Transaction);
    let waits = answer_of(r, notice)? == Some(Answer::Waiting);

    Ok(!by_transaction || !waits)
}

/// What became of the registration that a notice is for.
pub(super) fn answer_of(r: &Read<'_>, notice: &Notice) -> Result<Option<Answer>> {
    Ok(match notice.filing {
        Some(filing) => Some(r.filing(filing)?.answer),
        None => None,
    })
}

/// On the list as the registration says, also where what it had changed was put back when it was given up.
fn approved(case: &Case<'_>, patient: &Patient) -> Result<Record> {
    let mut record = patient.record.clone();
    if let Some(filing) = case.notice.filing {
        let filing = case.w.filing(filing)?;
        if was_given_up(filing.answer) {
            record = filings::taken_up(case.w, &filing, &record)?;
        }
        record.link = filing.link;
    }
    record.state = PatientState::Registered;
    (record.left_on, record.left_reason, record.new_ha) = (None, None, None);

    Ok(record)
}

/// Somebody who has applied, who stays registered while they change doctor, or whose registration was given up here.
fn may_be_approved(case: &Case<'_>, patient: &Patient) -> Result<()> {
    let answer = answer_of(case.w, case.notice)?;
    match patient.record.state {
        PatientState::Applied => Ok(()),
        PatientState::Registered if answer == Some(Answer::Waiting) => Ok(()),
        PatientState::Registered => Err(not_so("the patient is registered already: file it")),
        PatientState::Left | PatientState::Rejected if answer.is_some_and(was_given_up) => Ok(()),
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
