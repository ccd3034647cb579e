//! The list of patients, and one of them.

use practice::PatientId;
use tauri::State;

use crate::events::Kind;
use crate::problem::Problem;
use crate::session::{May, Session};
use crate::wire::{NoteOn, PatientDetail, PatientRow};

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
            desk.changed(&[Kind::Inbox, Kind::Patients]);

            Ok(())
        })
        .await
}
