//! F2: a patient leaves the list.

use gplinks::{AcceptanceCode, Day, Deduction, Draft, Filing};
use store::{Answer, FilingKind, FilingState, Patient, PatientState};

use super::case::{Case, Outcome};
use super::choice::Choice;
use super::{not_offered, not_so};
use crate::record::clear_flags;
use crate::{DeskError, Result};

pub(super) fn choose(case: &Case<'_>, says: &Deduction, choice: &Choice) -> Result<Outcome> {
    if let Choice::Record { on, .. } = choice {
        return record(case, says, *on);
    }
    if let Choice::Dispute { draft, on } = choice {
        return dispute(case, says, *on, draft);
    }

    if matches!(choice, Choice::File) {
        file(case, says)
    } else {
        Err(not_offered())
    }
}

/// Why a deduction does not take a patient off the list.
pub(super) fn keeps(says: &Deduction, patient: &Patient, on: Option<Day>) -> Option<&'static str> {
    let reason = says.reason.as_ref();
    if reason.is_some_and(gplinks::DeductionReason::keeps_the_patient) {
        return Some("the patient only changes doctor and stays registered: file it");
    }
    if reason.and_then(gplinks::DeductionReason::number) == Some(NEW_AREA_SAME_DOCTOR) {
        return Some("the patient stays until the new area's approval comes: file it");
    }
    match patient.record.state {
        PatientState::Registered => None,
        PatientState::Applied => (on <= patient.record.accepted_on && on.is_some())
            .then_some("it ends the earlier registration, not the one that waits: file it"),
        PatientState::Left | PatientState::Died | PatientState::Rejected => {
            Some("the patient is not on the list: file it")
        }
    }
}

const DIED: u16 = 1;
const NEW_AREA_SAME_DOCTOR: u16 = 6;

fn record(case: &Case<'_>, says: &Deduction, given: Option<Day>) -> Result<Outcome> {
    let outcome = deducted(case, says, given)?;

    Ok(outcome.and("The patient is no longer on the list. Nothing is sent."))
}

fn deducted(case: &Case<'_>, says: &Deduction, given: Option<Day>) -> Result<Outcome> {
    let patient = case.patient()?;
    let on = day(says, given)?;
    if let Some(why) = keeps(says, patient, on) {
        return Err(not_so(why));
    }
    let on = on.ok_or(not_so(
        "it has no date: give the one on which the patient left",
    ))?;

    let mut record = patient.record.clone();
    let reason = says.reason.as_ref();
    let died = reason.and_then(gplinks::DeductionReason::number) == Some(DIED);
    record.state = if died {
        PatientState::Died
    } else {
        PatientState::Left
    };
    record.left_on = Some(on);
    record.left_reason = reason.map(|reason| reason.as_str().to_owned());
    record.new_ha = says.new_ha.as_ref().map(|ha| ha.as_str().to_owned());
    clear_flags(&mut record);
    case.end_reminders(patient, None)?;
    answer_requests(case, patient)?;
    let outcome = case.change(patient, &record)?;

    let outcome = case.hold_what_waits(patient, outcome)?;

    warn_of_queued(case, patient, outcome)
}

/// The notice's own date is never typed over.
fn day(says: &Deduction, given: Option<Day>) -> Result<Option<Day>> {
    match (says.on, given) {
        (Some(on), Some(given)) if on != given => {
            Err(not_so("the deduction has a date of its own"))
        }
        (on, given) => Ok(on.or(given)),
    }
}

/// Every request to remove the patient has its answer, also one that was sent since the deduction came; a removal
/// never waits for one.
fn answer_requests(case: &Case<'_>, patient: &Patient) -> Result<()> {
    for filing in case.w.filings_of(patient.id)? {
        let waits = filing.kind == FilingKind::DeductionRequest
            && filing.state == FilingState::Released
            && filing.answer == Answer::Waiting;
        if waits {
            case.answer_one(filing.id, Answer::Answered, None)?;
        }
    }

    Ok(())
}

fn warn_of_queued(case: &Case<'_>, patient: &Patient, outcome: Outcome) -> Result<Outcome> {
    let filings = case.w.filings_of(patient.id)?;
    let queued = filings
        .iter()
        .filter(|filing| filing.is_queued() && filing.held_why.is_none());
    let warnings = queued.map(|filing| {
        format!(
            "Filing {} about the patient is still to be sent; take it back if it is no longer right.",
            filing.id
        )
    });

    Ok(warnings.fold(outcome, |outcome, warning| outcome.and(&warning)))
}

/// The practice disagrees: the patient left for the registration service, and is registered again.
fn dispute(
    case: &Case<'_>,
    says: &Deduction,
    given: Option<Day>,
    draft: &Draft,
) -> Result<Outcome> {
    match &draft.filing {
        Filing::Acceptance(acceptance)
            if acceptance.code == AcceptanceCode::AfterDeduction && acceptance.notes.is_some() => {}
        Filing::Acceptance(_) => return Err(DeskError::NeedsCodeD),
        Filing::Amendment(_) | Filing::Removal(_) | Filing::DeductionRequest(_) => {
            return Err(not_so("a deduction is disputed by a registration"));
        }
    }
    let outcome = deducted(case, says, given)?
        .and("The deduction is recorded, and the patient applies again.");

    case.file(outcome, draft, None)
}

/// Without a date only a person can tell which stay it ends.
pub(super) fn may_end_the_earlier(says: &Deduction, patient: &Patient) -> bool {
    patient.record.state == PatientState::Applied && says.on.is_none()
}

/// The patient stays as they are.
fn file(case: &Case<'_>, says: &Deduction) -> Result<Outcome> {
    let patient = case.patient()?;
    if keeps(says, patient, says.on).is_none() && !may_end_the_earlier(says, patient) {
        return Err(not_so(
            "it takes the patient off the list: record it, or dispute it",
        ));
    }
    let has_gone = matches!(
        patient.record.state,
        PatientState::Left | PatientState::Died
    );
    if has_gone {
        answer_requests(case, patient)?;
    }

    Ok(Outcome::told(
        "Filed. The patient's record stays as it is, and nothing is sent.",
    ))
}
