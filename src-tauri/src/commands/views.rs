//! Narrowed inboxes under a name, each person's own.

use tauri::State;

use crate::problem::Problem;
use crate::session::{May, Session};
use crate::wire::SavedView;

#[tauri::command]
pub async fn saved_views(session: State<'_, Session>) -> Result<Vec<SavedView>, Problem> {
    session
        .may(May::Look, |desk, act| {
            let views = desk.practice().saved_views(act.by)?;

            Ok(views.into_iter().map(Into::into).collect())
        })
        .await
}

/// Keeps a view; one of the same name is replaced.
#[tauri::command]
pub async fn save_view(session: State<'_, Session>, view: SavedView) -> Result<(), Problem> {
    session
        .may(May::Decide, move |desk, act| {
            desk.practice().save_view(view.into(), act)?;

            Ok(())
        })
        .await
}

#[tauri::command]
pub async fn forget_view(session: State<'_, Session>, name: String) -> Result<(), Problem> {
    session
        .may(May::Decide, move |desk, act| {
            desk.practice().forget_view(&name, act)?;

            Ok(())
        })
        .await
}
