//! The trainer's panel.

use tauri::State;

use crate::events::Kind;
use crate::problem::Problem;
use crate::session::{May, Session};
use crate::training;
use crate::wire::{Push, Told};

/// Pushes the clock of a training desk, and lets the training service answer.
#[tauri::command]
pub async fn push_clock(session: State<'_, Session>, push: Push) -> Result<Told, Problem> {
    session
        .may(May::Train, move |desk, _| {
            let told = training::push(desk, push)?;
            desk.changed(&[Kind::Desk, Kind::Inbox]);

            Ok(told)
        })
        .await
}
