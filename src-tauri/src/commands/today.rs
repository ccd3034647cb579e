//! The first screen.

use tauri::State;

use crate::problem::Problem;
use crate::session::{May, Session};
use crate::wire;

/// What the cards say beyond the counts.
#[tauri::command]
pub async fn today(session: State<'_, Session>) -> Result<wire::Today, Problem> {
    session
        .may(May::Look, |desk, act| {
            Ok(wire::Today::of(desk.today(act.at)?))
        })
        .await
}
