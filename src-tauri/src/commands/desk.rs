//! The frame around every screen: who is here, how the desk stands, looking for messages.

use tauri::State;

use crate::events::Kind;
use crate::problem::{Problem, ShellError};
use crate::reload::Losses;
use crate::session::{May, Session};
use crate::wire;

/// Who is here, and at what practice.
#[tauri::command]
pub async fn desk(
    session: State<'_, Session>,
    losses: State<'_, Losses>,
) -> Result<wire::Desk, Problem> {
    let shown = session
        .may(May::Look, |desk, act| desk.shown(act.role))
        .await?;

    Ok(wire::Desk {
        loaded_again: losses.are_untold(),
        ..shown
    })
}

/// Counts for the rail and the status bar.
#[tauri::command]
pub async fn standing(session: State<'_, Session>) -> Result<wire::Standing, Problem> {
    session
        .may(May::Look, |desk, act| {
            let mut counts = desk.standing(act.at)?;
            let link = desk.link(counts.paused_why.take());

            let ends = desk.post.certificate_ends_soon(act.at);

            Ok(wire::Standing::of(counts, link, ends))
        })
        .await
}

/// Hands what is on screen to the printer's own window.
#[tauri::command]
pub async fn print_page(
    session: State<'_, Session>,
    window: tauri::WebviewWindow,
) -> Result<(), Problem> {
    session
        .may(May::Look, move |_, _| {
            window.print().map_err(|_| ShellError::NotPrinted.into())
        })
        .await
}

/// Looks for messages now, and sends what is due.
#[tauri::command]
pub async fn check_now(session: State<'_, Session>) -> Result<(), Problem> {
    session
        .may(May::Decide, |desk, _| {
            desk.changed(&[Kind::Link]);

            Ok(())
        })
        .await
}
