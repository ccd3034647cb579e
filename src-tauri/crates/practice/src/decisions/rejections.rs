//! F3: a registration is rejected.

use gplinks::{AcceptanceCode, Draft, Filing};
use store::{Answer, PatientState};

use super::case::{Case, Outcome};
use super::choice::Choice;
use super::{not_offered, not_so};
use crate::{DeskError, Result, filings};

pub(super) fn choose(case: &Case<'_>, choice: &Choice) -> Result<Outcome> {
    if let Choice::Fix { draft } = choice {
        return fix(case, draft);
    }
    if matches!(choice, Choice::Record { .. }) {
        return record(case);
    }
    if matches!(choice, Choice::Close) {
        return close(case);
    }

    if matches!(choice, Choice::File) {
        file(case)
    } else {
        Err(not_offered())
    }
}

fn record(case: &Case<'_>) -> Result<Outcome> {
    let outcome = rejected(case, Answer::Rejected, None)?;

    Ok(outcome.and("The registration is recorded as rejected. Nothing is sent: correct it and send it again, or close it."))
}

/// Nothing more is done about it.
fn close(case: &Case<'_>) -> Result<Outcome> {
    let why = case.needs_reason()?;
    let outcome = rejected(case, Answer::Closed, Some(why))?;

    Ok(outcome.and("The registration is rejected and closed. Nothing is sent."))
}

fn fix(case: &Case<'_>, draft: &Draft) -> Result<Outcome> {
    match &draft.filing {
        Filing::Acceptance(acceptance) if acceptance.code == AcceptanceCode::AfterRejection => {}
        Filing::Acceptance(_) => return Err(DeskError::NeedsCodeR),
        Filing::Amendment(_) | Filing::Removal(_) | Filing::DeductionRequest(_) => {
            return Err(not_so(
                "a rejected registration is corrected by a registration",
            ));
        }
    }
    let outcome = rejected(case, Answer::Rejected, None)?;

    case.file(outcome, draft, case.notice.filing)
}

/// Somebody who only wanted another doctor or area stays registered as before.
fn rejected(case: &Case<'_>, answer: Answer, why: Option<&str>) -> Result<Outcome> {
    let patient = case.patient()?;
    let filing = case.waiting()?.ok_or(not_so(
        "no registration of the patient waits for an answer: file it",
    ))?;
    case.answer(answer, why)?;
    let mut record = patient.record.clone();
    match record.state {
        PatientState::Applied => record.state = PatientState::Rejected,
        PatientState::Registered => record = filings::before(case.w, &filing)?.record,
        PatientState::Left | PatientState::Died | PatientState::Rejected => {}
    }

    let outcome = case.change(patient, &record)?;

    case.hold_what_waits(patient, outcome)
}

fn file(case: &Case<'_>) -> Result<Outcome> {
    case.patient()?;
    if case.waiting()?.is_some() {
        return Err(not_so(
            "it rejects a registration that waits for an answer: record it",
        ));
    }

    Ok(Outcome::told(
        "Filed. Nothing changes, and nothing is sent.",
    ))
}
