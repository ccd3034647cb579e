//! To look away from a notice for a while, to take one on, and what lies beside the notices: reminders, unreadable letters.

use practice::{LetterInId, NoticeId, ReminderId};
use tauri::State;

use super::time;
use crate::events::Kind;
use crate::problem::Problem;
use crate::session::{May, Session};
use crate::wire::LetterAside;

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

/// A reminder was seen.
#[tauri::command]
pub async fn reminder_seen(session: State<'_, Session>, reminder: i64) -> Result<(), Problem> {
    session
        .may(May::Decide, move |desk, act| {
            desk.practice()
                .reminder_seen(ReminderId::new(reminder), act)?;
            desk.changed(&[Kind::Inbox]);

            Ok(())
        })
        .await
}

/// Letters of which nothing could be read, and that nobody has seen to.
#[tauri::command]
pub async fn letters_aside(session: State<'_, Session>) -> Result<Vec<LetterAside>, Problem> {
    session
        .may(May::Look, |desk, _| {
            let letters = desk.practice().letters_set_aside()?;

            Ok(letters.into_iter().map(Into::into).collect())
        })
        .await
}

/// A person has seen to such a letter, and says how.
#[tauri::command]
pub async fn letter_dealt_with(
    session: State<'_, Session>,
    letter: i64,
    reason: String,
) -> Result<(), Problem> {
    session
        .may(May::Decide, move |desk, act| {
            desk.practice()
                .dealt_with_letter(LetterInId::new(letter), act, &reason)?;
            desk.changed(&[Kind::Inbox]);

            Ok(())
        })
        .await
}
