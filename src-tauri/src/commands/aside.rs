//! To look away from a notice for a while, and to take one on.

use practice::NoticeId;
use tauri::State;

use super::time;
use crate::events::Kind;
use crate::problem::Problem;
use crate::session::{May, Session};

/// Looks away from a notice for a while.
#[tauri::command]
pub async fn snooze(
    session: State<'_, Session>,
    notice: i64,
    until: String,
) -> Result<(), Problem> {
    session
        .may(May::Decide, move |desk, act| {
            let until = time(&until)?;
            desk.practice().snooze(NoticeId::new(notice), until, act)?;
            desk.changed(&[Kind::Inbox]);

            Ok(())
        })
        .await
}

/// Looks at it again.
#[tauri::command]
pub async fn unsnooze(session: State<'_, Session>, notice: i64) -> Result<(), Problem> {
    session
        .may(May::Decide, move |desk, act| {
            desk.practice().unsnooze(NoticeId::new(notice), act)?;
            desk.changed(&[Kind::Inbox]);

            Ok(())
        })
        .await
}

/// Takes a notice on, or gives it back to everybody.
#[tauri::command]
pub async fn own_notice(
    session: State<'_, Session>,
    notice: i64,
    mine: bool,
) -> Result<(), Problem> {
    session
        .may(May::Decide, move |desk, act| {
            desk.practice().own(NoticeId::new(notice), mine, act)?;
            desk.changed(&[Kind::Inbox]);

            Ok(())
        })
        .await
}
