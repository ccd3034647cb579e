//! What filing does to the patient's record, and how that is put back.

use gplinks::{Acceptance, AcceptanceCode, Minute};
use store::{
    Answer, Cause, Change, Fields, Filing, FilingId, FilingKind, LinkId, NewChange, Patient,
    PatientId, PatientState, Read, Record, Write,
};

use crate::{Act, Result, ToFile, record};

/// Why somebody has left who was only ever going to be registered.
pub(super) const NOT_SENT: &str = "registration not sent";
/// The same, where a manager waits no longer.
pub(super) const NOT_ANSWERED: &str = "registration not answered";

/// The record that a filing is about: somebody new is put on the list.
pub(super) fn begin(
    w: &Write<'_>,
    patient: Option<&Patient>,
    link: LinkId,
    to_file: &ToFile,
    act: &Act<'_>,
) -> Result<PatientId> {
    if let Some(patient) = patient {
        return Ok(patient.id);
    }
    let draft = &to_file.draft;
    let gplinks::Filing::Acceptance(registration) = &draft.filing else {
        return Err(crate::DeskError::NotOnTheList);
    };
    let mut record = record::of_registration(registration, link, draft.gp.as_str());
    to_file.spelling.put(&mut record, None);
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
    (filing, link): (FilingId, LinkId),
    to_file: &ToFile,
    act: &Act<'_>,
) -> Result<()> {
    let Some(patient) = patient else {
        return Ok(());
    };
    let today = Minute::at(act.at).day();
    let mut record = patient.record.clone();
    match &to_file.draft.filing {
        gplinks::Filing::Acceptance(registration) => {
            put_again(&mut record, registration);
            record.link = link;
            to_file.draft.gp.as_str().clone_into(&mut record.gp);
        }
        gplinks::Filing::Amendment(amendment) => {
            record::put_changes(&mut record, &amendment.changes)
        }
        gplinks::Filing::Removal(_) | gplinks::Filing::DeductionRequest(_) => {
            record.removal_requested_on = Some(today);
        }
    }
    to_file.spelling.put(&mut record, Some(&patient.record));
    w.change_patient(patient, &record, &change(act, Cause::Filed, Some(filing)))?;
    match &record.nhs_number {
        Some(number) if record.nhs_number != patient.record.nhs_number => {
            crate::matching::rematch(w, number, act.at)
        }
        _ => Ok(()),
    }
}

/// Somebody who only changes doctor or area stays registered meanwhile, and flagged.
fn put_again(record: &mut Record, registration: &Acceptance) {
    let before = record.clone();
    record::put_registration(record, registration);
    if before.state == PatientState::Registered
        && matches!(
            registration.code,
            AcceptanceCode::InternalTransfer | AcceptanceCode::SameGpNewHa
        )
    {
        record.state = PatientState::Registered;
        record::put_flags(record, &before);
    }
}

/// Closes a filing that will not get there, and puts back what it changed. Where it was another one entered
/// again, that one has been sent, and waits for its answer once more.
pub(crate) fn give_up(w: &Write<'_>, filing: &Filing, why: &str, act: &Act<'_>) -> Result<()> {
    w.answer_filing(filing.id, Answer::Closed, Some(act.at), Some(why))?;
    put_back(w, filing, act)?;
    match entered_again(w, filing)? {
        Some(first) if first.answer == Answer::Closed => reopen(w, &first, act),
        _ => Ok(()),
    }
}

/// Closes a filing that was sent. A registration that no answer came to has registered nobody: what it changed is
/// put back, and what the one changed that it was entered again for.
pub(super) fn wait_no_longer(
    w: &Write<'_>,
    filing: &Filing,
    why: &str,
    act: &Act<'_>,
) -> Result<()> {
    w.answer_filing(filing.id, Answer::Closed, Some(act.at), Some(why))?;
    let was_open = filing.kind == FilingKind::Registration && filing.answer == Answer::Waiting;
    let mut sent = was_open.then(|| filing.clone());
    while let Some(filing) = sent {
        take_out(w, &filing, NOT_ANSWERED, act)?;
        sent = entered_again(w, &filing)?;
    }

    Ok(())
}

/// The filing that this one is, entered anew because PCSE had lost it.
fn entered_again(r: &Read<'_>, filing: &Filing) -> Result<Option<Filing>> {
    let first = filing.replaces.map(|first| r.filing(first)).transpose()?;
    let Some((first, letter)) = first.and_then(|first| first.letter.map(|letter| (first, letter)))
    else {
        return Ok(None);
    };
    let resends = r.resends_of(letter)?;
    let is_it = resends.iter().any(|one| one.filing == Some(filing.id));

    Ok(is_it.then_some(first))
}

/// What was sent, and closed here, waits for its answer once more.
pub(crate) fn reopen(w: &Write<'_>, filing: &Filing, act: &Act<'_>) -> Result<()> {
    w.answer_filing(filing.id, filing.kind.first_answer(), None, None)?;
    let details = serde_json::json!({});
    act.record(w, "reopened", "filing", Some(filing.id.get()), details)?;

    crate::matching::match_all(w, act.at)
}

/// Fields that make sense only together.
const STANDING: [&str; 4] = ["state", "left_on", "left_reason", "new_ha"];

/// Puts back what a filing changed that will not be sent, where it still stands.
pub(super) fn put_back(w: &Write<'_>, filing: &Filing, act: &Act<'_>) -> Result<()> {
    take_out(w, filing, NOT_SENT, act)
}

fn take_out(w: &Write<'_>, filing: &Filing, why: &str, act: &Act<'_>) -> Result<()> {
    let patient = w.patient(filing.patient)?;
    let Some(made) = made(w, filing)? else {
        return never_registered(w, filing, &patient, why, act);
    };
    let Some(record) = without(&made, &patient.record) else {
        return Ok(());
    };
    let change = NewChange {
        undoes: Some(made.id),
        ..change(act, Cause::Undone, None)
    };
    w.change_patient(&patient, &record, &change)?;

    Ok(())
}

/// The patient as they would be had the filing never been made.
pub(crate) fn before(r: &Read<'_>, filing: &Filing) -> Result<Patient> {
    let mut patient = r.patient(filing.patient)?;
    if let Some(record) = made(r, filing)?.and_then(|made| without(&made, &patient.record)) {
        patient.record = record;
    }

    Ok(patient)
}

/// What a filing changed, unless that was put back.
fn made(r: &Read<'_>, filing: &Filing) -> Result<Option<Change>> {
    let log = r.changes_of(filing.patient)?;
    let found = log.iter().find(|change| {
        change.filing == Some(filing.id)
            && change.cause == Cause::Filed
            && !log.iter().any(|later| later.undoes == Some(change.id))
    });

    Ok(found.cloned())
}

/// The record with what a filing had changed on it, where that was put back when the filing was given up.
pub(crate) fn taken_up(r: &Read<'_>, filing: &Filing, record: &Record) -> Result<Record> {
    let log = r.changes_of(filing.patient)?;
    let is_undone = |change: &Change| log.iter().any(|later| later.undoes == Some(change.id));
    let last = log
        .iter()
        .rfind(|change| change.filing == Some(filing.id) && change.cause == Cause::Filed);
    let again = last
        .filter(|last| is_undone(last))
        .and_then(|last| exchanged(&last.before, &last.after, record));

    Ok(again.unwrap_or_else(|| record.clone()))
}

/// The record without a change, where that still stands.
fn without(made: &Change, record: &Record) -> Option<Record> {
    exchanged(&made.after, &made.before, record)
}

/// The record with the one put for the other, where the other stands on it.
fn exchanged(old: &Fields, new: &Fields, record: &Record) -> Option<Record> {
    let now = Fields::of(record);
    let stands = |field: &str| now.get(field) == old.get(field);
    let is_whole = STANDING
        .iter()
        .all(|field| old.get(field).is_none() || stands(field));
    let still = new
        .iter()
        .filter(|(field, _)| stands(field) && (is_whole || !STANDING.contains(field)));

    now.clone().with(&still.collect()).record()
}

/// Somebody who was only ever going to be registered is not on the list after all.
fn never_registered(
    w: &Write<'_>,
    filing: &Filing,
    patient: &Patient,
    why: &str,
    act: &Act<'_>,
) -> Result<()> {
    if filing.kind != FilingKind::Registration
        || patient.record.state != PatientState::Applied
        || entered_again(w, filing)?.is_some()
    {
        return Ok(());
    }
    let mut record = patient.record.clone();
    record.state = PatientState::Left;
    record.left_on = Some(Minute::at(act.at).day());
    record.left_reason = Some(why.to_owned());
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
