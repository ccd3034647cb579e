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
            let mut cards = desk.practice().today(act.at)?;
            let link = desk.link(cards.standing.paused_why.take());

            Ok(wire::Today::of(cards, link))
        })
        .await
}
