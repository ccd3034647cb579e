//! What filing does to the patient's record, and how that is put back.

use gplinks::{Acceptance, AcceptanceCode, Draft, Filing, Minute};
use store::{
    Cause, FilingId, FilingKind, LinkId, NewChange, Patient, PatientId, PatientState, Record, Write,
};

use crate::{Act, Result, record};

/// Why somebody has left who was only ever going to be registered.
pub(super) const NOT_SENT: &str = "registration not sent";

/// The record that a filing is about: somebody new is put on the list.
pub(super) fn begin(
    w: &Write<'_>,
    patient: Option<&Patient>,
    link: LinkId,
    draft: &Draft,
    act: &Act<'_>,
) -> Result<PatientId> {
    if let Some(patient) = patient {
        return Ok(patient.id);
    }
    let Filing::Acceptance(registration) = &draft.filing else {
        return Err(crate::DeskError::NotOnTheList);
    };
    let record = record::of_registration(registration, link, draft.gp.as_str());
    let (id, _) = w.add_patient(&record, &change(act, Cause::Registered, None))?;
    if let Some(number) = &record.nhs_number {
        crate::matching::rematch(w, number, act.at)?;
    }

    Ok(id)
}

/// Puts what was filed over the record of somebody who was there before.
pub(super) fn finish(
    w: &Write<'_>,
    patient: Option<&Patient>,
    filing: FilingId,
    draft: &Draft,
    act: &Act<'_>,
) -> Result<()> {
    let Some(patient) = patient else {
        return Ok(());
    };
    let today = Minute::at(act.at).day();
    let mut record = patient.record.clone();
    match &draft.filing {
        Filing::Acceptance(registration) => {
            put_again(&mut record, registration, draft.gp.as_str());
        }
        Filing::Amendment(amendment) => record::put_changes(&mut record, &amendment.changes),
        Filing::Removal(_) | Filing::DeductionRequest(_) => {
            record.removal_requested_on = Some(today);
        }
    }
    w.change_patient(patient, &record, &change(act, Cause::Filed, Some(filing)))?;
    match &record.nhs_number {
        Some(number) if record.nhs_number != patient.record.nhs_number => {
            crate::matching::rematch(w, number, act.at)
        }
        _ => Ok(()),
    }
}

/// Somebody who only changes doctor or area stays registered meanwhile.
fn put_again(record: &mut Record, registration: &Acceptance, gp: &str) {
    let stays = record.state == PatientState::Registered;
    record::put_registration(record, registration);
    record.gp = gp.to_owned();
    if stays
        && matches!(
            registration.code,
            AcceptanceCode::InternalTransfer | AcceptanceCode::SameGpNewHa
        )
    {
        record.state = PatientState::Registered;
    }
}

/// Puts back what a filing changed that will not be sent, where it still stands.
pub(crate) fn put_back(
    w: &Write<'_>,
    patient: PatientId,
    filing: FilingId,
    act: &Act<'_>,
) -> Result<()> {
    let log = w.changes_of(patient)?;
    let patient = w.patient(patient)?;
    let made = log.iter().find(|change| {
        change.filing == Some(filing)
            && change.cause == Cause::Filed
            && !log.iter().any(|later| later.undoes == Some(change.id))
    });
    let Some(made) = made else {
        let is_registration = w.filing(filing)?.kind == FilingKind::Registration;
        return if is_registration {
            never_registered(w, &patient, act)
        } else {
            Ok(())
        };
    };
    let now = store::Fields::of(&patient.record);
    let still = made
        .before
        .iter()
        .filter(|(field, _)| now.get(field) == made.after.get(field));
    let restored = now.clone().with(&still.collect());
    let Some(record) = restored.record() else {
        return Ok(());
    };
    let change = NewChange {
        undoes: Some(made.id),
        ..change(act, Cause::Undone, None)
    };
    w.change_patient(&patient, &record, &change)?;

    Ok(())
}

/// Somebody who was only ever going to be registered is not on the list after all.
fn never_registered(w: &Write<'_>, patient: &Patient, act: &Act<'_>) -> Result<()> {
    if patient.record.state != PatientState::Applied {
        return Ok(());
    }
    let mut record = patient.record.clone();
    record.state = PatientState::Left;
    record.left_on = Some(Minute::at(act.at).day());
    record.left_reason = Some(NOT_SENT.to_owned());
    w.change_patient(patient, &record, &change(act, Cause::Undone, None))?;

    Ok(())
}

fn change<'a>(act: &Act<'a>, cause: Cause, filing: Option<FilingId>) -> NewChange<'a> {
    NewChange {
        at: act.at,
        by: act.by,
        cause,
        notice: None,
        filing,
        undoes: None,
    }
}
