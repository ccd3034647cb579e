//! F1: the registration service changed a patient's details. It is accepted whole or not at all.

use gplinks::{AmendmentNotice, Draft, Filing, Removal, Text};
use store::Patient;

use super::case::{Case, Outcome};
use super::choice::Choice;
use super::{not_offered, not_so, said_number};
use crate::record::{self, put_changes};
use crate::release::can_be_written;
use crate::{DeskError, Result};

pub(super) fn choose(case: &Case<'_>, says: &AmendmentNotice, choice: &Choice) -> Result<Outcome> {
    if let Choice::Accept { number_confirmed } = choice {
        return Ok(accept(case, says, *number_confirmed)?.and("Nothing is sent."));
    }
    if let Choice::OutOfArea {
        number_confirmed,
        why,
    } = choice
    {
        return out_of_area(case, says, *number_confirmed, why);
    }
    if let Choice::CounterAmend {
        number_confirmed,
        draft,
    } = choice
    {
        return counter_amend(case, says, *number_confirmed, draft);
    }

    if matches!(choice, Choice::File) {
        file(case, says)
    } else {
        Err(not_offered())
    }
}

fn accept(case: &Case<'_>, says: &AmendmentNotice, confirmed: bool) -> Result<Outcome> {
    let patient = case.patient()?;
    if !patient.record.is_on_the_list() {
        return Err(not_so("the patient is not on the list: file it"));
    }
    if is_empty(says) {
        return Err(not_so("nothing in it changes the record: file it"));
    }
    let number = said_number::to_put(case, patient, says.new_number.as_ref(), confirmed)?;

    let mut record = patient.record.clone();
    put_changes(&mut record, &says.changes);
    record.nhs_number = number.or(record.nhs_number);
    let outcome = case
        .change(patient, &record)?
        .and("The record says what PCSE says.");
    let names_another = case.notice.gp.as_ref().is_some_and(|gp| *gp != record.gp);

    Ok(if names_another {
        outcome
            .and("The amendment names another doctor than the record; the doctor was not changed.")
    } else {
        outcome
    })
}

/// The only answer that an amendment allows: the new address is outside the practice's area.
fn out_of_area(
    case: &Case<'_>,
    says: &AmendmentNotice,
    confirmed: bool,
    why: &Text,
) -> Result<Outcome> {
    let outcome = accept(case, says, confirmed)?;
    let patient = case.w.patient(case.patient()?.id)?;
    let removal = Filing::Removal(Removal {
        number: record::number(&patient.record).ok_or(DeskError::NotOnTheList)?,
        reason: why.clone(),
    });
    let draft = case.draft(&patient, removal)?;
    if !can_be_written(&draft, case.act.at) {
        return Err(DeskError::Unwritable);
    }

    case.file(outcome, &draft, None)
}

fn counter_amend(
    case: &Case<'_>,
    says: &AmendmentNotice,
    confirmed: bool,
    draft: &Draft,
) -> Result<Outcome> {
    if !matches!(draft.filing, Filing::Amendment(_)) {
        return Err(not_so("PCSE is asked to correct something by an amendment"));
    }
    let outcome = accept(case, says, confirmed)?;

    case.file(outcome, draft, None)
}

fn file(case: &Case<'_>, says: &AmendmentNotice) -> Result<Outcome> {
    if is_taken(says, case.patient()?) {
        return Err(not_so("an amendment cannot be turned down: accept it"));
    }

    Ok(Outcome::told(
        "Filed. Nothing changes, and nothing is sent.",
    ))
}

/// There is something in it, and somebody on the list whom it is about.
pub(super) fn is_taken(says: &AmendmentNotice, patient: &Patient) -> bool {
    patient.record.is_on_the_list() && !is_empty(says)
}

fn is_empty(says: &AmendmentNotice) -> bool {
    says.changes.is_empty() && says.new_number.is_none()
}
