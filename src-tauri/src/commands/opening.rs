//! What can be asked for while no practice is open.

use tauri::{AppHandle, State};

use crate::opening;
use crate::problem::Problem;
use crate::session::Session;
use crate::wire::Told;

/// Opens the desk once more where it could not be opened, and tells how that went.
#[tauri::command]
pub async fn open_again(session: State<'_, Session>, app: AppHandle) -> Result<(), Problem> {
    opening::again(&app, &session);

    session.desk().await.map(drop)
}

/// Makes a new training practice in the place of one that cannot be opened; the old one is kept.
#[tauri::command]
pub async fn new_training(session: State<'_, Session>, app: AppHandle) -> Result<Told, Problem> {
    let told = opening::with_new_training(&app, &session).await?;

    Ok(Told::or(Vec::new(), &told))
}
