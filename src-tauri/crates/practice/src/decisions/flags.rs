//! F9 and F10: the FP69 flag is set, and lifted. The practice alone can do neither.

use gplinks::{Amendment, Changes, Day, DeductionReason, Draft, Filing, Fp69Notice, Minute, Text};
use store::Patient;

use super::case::{Case, Outcome};
use super::choice::Choice;
use super::{not_offered, not_so};
use crate::record;
use crate::{DeskError, Result};

/// What stands for a reason that the notice does not give.
const NOT_TOLD: &str = "not told";
/// The kind of the notice that sets the flag: a second one says when it expires instead of the first.
const FLAG: &str = "F9";

pub(super) fn choose(case: &Case<'_>, says: &Fp69Notice, choice: &Choice) -> Result<Outcome> {
    if let Choice::NewAddress { draft } = choice {
        return new_address(case, says, draft);
    }
    if let Choice::Left { draft } = choice {
        return left(case, says, draft);
    }
    if matches!(choice, Choice::Flag) {
        return flag(case, says);
    }
    if matches!(choice, Choice::Confirm) {
        return confirm(case, says);
    }

    if matches!(choice, Choice::File) {
        file(case)
    } else {
        Err(not_offered())
    }
}

fn flag(case: &Case<'_>, says: &Fp69Notice) -> Result<Outcome> {
    let patient = case.patient()?;
    if !patient.record.is_on_the_list() {
        return Err(not_so("the patient is not on the list: file it"));
    }
    let reason = says
        .reason
        .as_ref()
        .map_or(NOT_TOLD, |reason| reason.as_str());
    let mut record = patient.record.clone();
    record.fp69_expires_on = says.expires_on;
    record.fp69_reason = Some(reason.to_owned());
    case.end_reminders(patient, Some(FLAG))?;
    if let Some(expires_on) = says.expires_on {
        remind(case, patient, expires_on)?;
    }

    Ok(case
        .change(patient, &record)?
        .and("The patient is flagged; without an answer PCSE takes them off the list when the flag expires."))
}

/// Reminds some days before the flag expires, or at once.
fn remind(case: &Case<'_>, patient: &Patient, expires_on: Day) -> Result<()> {
    let days = i32::try_from(case.settings.fp69_days).unwrap_or(i32::MAX);
    let due_on = expires_on
        .plus_days(days.saturating_neg())
        .max(Minute::at(case.act.at).day());
    let text = format!("The FP69 flag expires on {}.", expires_on.shown());

    case.remind(patient, due_on, &text)
}

/// The address is right: it is sent whole, with a note of when the patient was seen.
fn confirm(case: &Case<'_>, says: &Fp69Notice) -> Result<Outcome> {
    let patient = case.patient()?;
    let outcome = flag(case, says)?;
    let confirmed = record::sendable_address(&patient.record).ok_or(not_so(
        "the address on the record cannot be sent: send a new one",
    ))?;
    let seen = Minute::at(case.act.at).day().date().strftime("%d/%m/%Y");
    let amendment = Amendment {
        number: record::number(&patient.record).ok_or(DeskError::NotOnTheList)?,
        changes: Changes {
            address: Some(confirmed.address),
            ..Changes::default()
        },
        notes: Text::new(format!("ADDRESS CONFIRMED, SEEN {seen}")),
    };
    let draft = case.draft(patient, Filing::Amendment(Box::new(amendment)))?;
    let outcome = case.file(outcome, &draft, None)?;

    Ok(if confirmed.is_respelt {
        outcome.and("The address is sent in plain letters, without accents.")
    } else {
        outcome
    })
}

fn new_address(case: &Case<'_>, says: &Fp69Notice, draft: &Draft) -> Result<Outcome> {
    match &draft.filing {
        Filing::Amendment(amendment) if amendment.changes.address.is_some() => {}
        Filing::Amendment(_)
        | Filing::Acceptance(_)
        | Filing::Removal(_)
        | Filing::DeductionRequest(_) => {
            return Err(not_so("a new address is sent by an amendment that has one"));
        }
    }
    let outcome = flag(case, says)?;

    case.file(outcome, draft, None)
}

fn left(case: &Case<'_>, says: &Fp69Notice, draft: &Draft) -> Result<Outcome> {
    is_a_request(draft)?;
    let outcome = flag(case, says)?;

    case.file(outcome, draft, None)
}

/// A request for one of the reasons that a practice may give.
pub(super) fn is_a_request(draft: &Draft) -> Result<()> {
    let Filing::DeductionRequest(request) = &draft.filing else {
        return Err(not_so(
            "a patient who has left is taken off the list by a request",
        ));
    };
    let is_allowed = request
        .reason
        .number()
        .is_some_and(|number| DeductionReason::BY_PRACTICE.contains(&number));

    if is_allowed {
        Ok(())
    } else {
        Err(not_so(
            "a practice may ask for the reasons 1, 5 and 13 only",
        ))
    }
}

fn file(case: &Case<'_>) -> Result<Outcome> {
    if case.patient()?.record.is_on_the_list() {
        return Err(not_so(
            "the flag would be missed: set it, whatever else is done",
        ));
    }

    Ok(Outcome::told(
        "Filed. The patient is not on the list; nothing changes, and nothing is sent.",
    ))
}

/// F10.
pub(super) fn choose_removal(case: &Case<'_>, choice: &Choice) -> Result<Outcome> {
    let patient = case.patient()?;

    match (choice, is_set(patient)) {
        (Choice::Record { .. }, true) => {
            let mut record = patient.record.clone();
            record.fp69_expires_on = None;
            record.fp69_reason = None;
            if record.removal_pending_until.take().is_some() {
                record.removal_requested_on = None;
            }
            case.end_reminders(patient, None)?;
            let outcome = case.change(patient, &record)?;

            Ok(outcome.and("The flag is off. Nothing is sent."))
        }
        (Choice::Record { .. }, false) => Err(not_so("the patient is not flagged: file it")),
        (Choice::File, false) => Ok(Outcome::told(
            "Filed. There was no flag; nothing changes, and nothing is sent.",
        )),
        (Choice::File, true) => Err(not_so("the patient is flagged: record it")),
        _ => Err(not_offered()),
    }
}

/// Something is there that PCSE lifts.
pub(super) fn is_set(patient: &Patient) -> bool {
    patient.record.is_flagged() || patient.record.removal_pending_until.is_some()
}
