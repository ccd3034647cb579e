//! The list of patients, and one of them.

use practice::{Act, PatientId};
use tauri::State;

use crate::desk::Desk;
use crate::events::Kind;
use crate::problem::Problem;
use crate::session::{May, Session};
use crate::wire::{NoteOn, PatientDetail, PatientRow, PutRightForm, Told};

/// What waits about a patient may be held by it, or go.
const BY_HAND: [Kind; 3] = [Kind::Inbox, Kind::Outbox, Kind::Patients];

/// Those whom the search box finds, or a page of the list.
#[tauri::command]
pub async fn patients(
    session: State<'_, Session>,
    query: String,
    after: Option<i64>,
    most: u32,
) -> Result<Vec<PatientRow>, Problem> {
    session
        .may(May::Look, move |desk, act| {
            let after = after.map(PatientId::new);
            let found = desk.practice().people(&query, after, most, act.at)?;

            Ok(found.into_iter().map(Into::into).collect())
        })
        .await
}

/// Everything about one patient.
#[tauri::command]
pub async fn patient(session: State<'_, Session>, patient: i64) -> Result<PatientDetail, Problem> {
    session
        .may(May::Look, move |desk, act| {
            let page = desk
                .practice()
                .patient_page(PatientId::new(patient), act.at)?;

            Ok(page.into())
        })
        .await
}

/// Moves an NHS number from a record that is no longer used to another of the same person: a manager's act, for a reason.
#[tauri::command]
pub async fn move_number(
    session: State<'_, Session>,
    from: i64,
    to: i64,
    why: String,
) -> Result<Told, Problem> {
    session
        .may(May::Manage, move |desk, act| {
            let (from, to) = (PatientId::new(from), PatientId::new(to));
            desk.practice().move_number(from, to, &why, act)?;
            desk.changed(&[Kind::Inbox, Kind::Patients]);

            Ok(Told::or(
                Vec::new(),
                "The NHS number was moved. Both records tell of it.",
            ))
        })
        .await
}

/// Puts our own list right by hand: a manager's act, for a reason. Nothing is sent.
#[tauri::command]
pub async fn put_right(session: State<'_, Session>, form: PutRightForm) -> Result<Told, Problem> {
    session
        .may(May::Manage, move |desk, act| right(desk, &form, act))
        .await
}

pub(super) fn right(desk: &Desk, form: &PutRightForm, act: &Act<'_>) -> Result<Told, Problem> {
    let (correction, why) = form.read()?;
    let patient = PatientId::new(form.patient);
    let told = desk.practice().put_right(patient, correction, why, act)?;
    desk.changed(&BY_HAND);

    Ok(Told { told })
}

/// Takes the last of it back, for a reason as well.
#[tauri::command]
pub async fn put_right_back(
    session: State<'_, Session>,
    patient: i64,
    why: String,
) -> Result<Told, Problem> {
    session
        .may(May::Manage, move |desk, act| {
            let patient = PatientId::new(patient);
            let told = desk.practice().put_right_back(patient, &why, act)?;
            desk.changed(&BY_HAND);

            Ok(Told { told })
        })
        .await
}

/// Writes a note for colleagues.
#[tauri::command]
pub async fn add_note(
    session: State<'_, Session>,
    on: NoteOn,
    text: String,
) -> Result<(), Problem> {
    session
        .may(May::Decide, move |desk, act| {
            desk.practice().note(on.into(), &text, act)?;
            desk.changed(&[Kind::Inbox, Kind::Outbox, Kind::Patients]);

            Ok(())
        })
        .await
}
