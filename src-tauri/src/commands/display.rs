//! How the window looks, each person's own.

use tauri::State;

use crate::problem::Problem;
use crate::session::{May, Session};
use crate::wire::Display;

#[tauri::command]
pub async fn display(session: State<'_, Session>) -> Result<Display, Problem> {
    session
        .may(May::Look, |desk, act| {
            Ok(desk.practice().display(act.by)?.into())
        })
        .await
}

/// Keeps what somebody has chosen for themselves.
#[tauri::command]
pub async fn keep_display(session: State<'_, Session>, display: Display) -> Result<(), Problem> {
    session
        .may(May::Look, move |desk, act| {
            Ok(desk.practice().keep_display(display.into(), act)?)
        })
        .await
}
