//! Forms that were begun: kept while they are typed, opened again, discarded.

use practice::Act;
use tauri::State;

use crate::desk::Desk;
use crate::problem::{Problem, ShellError};
use crate::session::{May, Session};
use crate::wire::{Begun, RegisterForm};

/// More than any form holds: what is longer was not typed.
const LONGEST: usize = 20_000;

/// The user's own open forms, the latest first.
#[tauri::command]
pub async fn unfinished(session: State<'_, Session>) -> Result<Vec<Begun>, Problem> {
    session.may(May::Look, begun).await
}

/// Keeps a form as it is typed.
#[tauri::command]
pub async fn save_unfinished(
    session: State<'_, Session>,
    key: String,
    form: RegisterForm,
) -> Result<(), Problem> {
    session
        .may(May::Decide, move |desk, act| save(desk, &key, &form, act))
        .await
}

/// Discards a form for good.
#[tauri::command]
pub async fn discard_unfinished(session: State<'_, Session>, key: String) -> Result<(), Problem> {
    session
        .may(May::Decide, move |desk, act| {
            Ok(desk.practice().discard_unfinished(&key, act)?)
        })
        .await
}

/// A form that an older program wrote and this one cannot read is left out, and stays.
pub(crate) fn begun(desk: &Desk, act: &Act<'_>) -> Result<Vec<Begun>, Problem> {
    let open = desk.practice().unfinished(act)?;
    let shown = open.into_iter().filter_map(|one| {
        Some(Begun {
            form: serde_json::from_str(&one.form).ok()?,
            key: one.key,
            saved_at: one.saved_at.to_string(),
        })
    });

    Ok(shown.collect())
}

pub(crate) fn save(
    desk: &Desk,
    key: &str,
    form: &RegisterForm,
    act: &Act<'_>,
) -> Result<(), Problem> {
    let text = serde_json::to_string(form).map_err(|_| ShellError::Unexpected)?;
    if text.len() > LONGEST {
        return Err(ShellError::NotUnderstood.into());
    }

    Ok(desk.practice().save_unfinished(key, &text, act)?)
}
