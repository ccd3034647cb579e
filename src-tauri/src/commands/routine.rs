//! Clearing what is routine, and ticking what was done in the clinical system.

use practice::{DecisionId, NoticeId};
use tauri::State;

use crate::events::Kind;
use crate::problem::Problem;
use crate::session::{May, Session};
use crate::wire::{RoutinePreview, Told};

/// What "Clear routine" would do now.
#[tauri::command]
pub async fn routine_preview(session: State<'_, Session>) -> Result<RoutinePreview, Problem> {
    session
        .may(May::Look, |desk, act| {
            Ok(desk.practice().routine_preview(act.at)?.into())
        })
        .await
}

/// Decides those that were previewed, as far as they are still routine.
#[tauri::command]
pub async fn clear_routine(
    session: State<'_, Session>,
    notices: Vec<i64>,
) -> Result<Told, Problem> {
    session
        .may(May::Decide, move |desk, act| {
            let notices: Vec<NoticeId> = notices.into_iter().map(NoticeId::new).collect();
            let cleared = desk.practice().clear_previewed(&notices, act)?;
            desk.changed(&[Kind::Inbox, Kind::Patients]);

            Ok(told(cleared.decided.len(), cleared.left.len()))
        })
        .await
}

/// It was done in the clinical system as well.
#[tauri::command]
pub async fn tick_clinical(session: State<'_, Session>, decision: i64) -> Result<(), Problem> {
    session
        .may(May::Decide, move |desk, act| {
            desk.practice().tick(DecisionId::new(decision), act)?;
            desk.changed(&[Kind::Inbox]);

            Ok(())
        })
        .await
}

fn told(cleared: usize, left: usize) -> Told {
    let mut told = vec![match cleared {
        1 => "1 routine message cleared.".to_owned(),
        _ => format!("{cleared} routine messages cleared."),
    }];
    if left > 0 {
        told.push(format!(
            "{left} left for you: they are no longer routine, or somebody has decided them."
        ));
    }

    Told { told }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_left_is_told_only_where_something_was() {
        assert_eq!(told(1, 0).told, ["1 routine message cleared."]);
        assert_eq!(
            told(2, 1).told,
            [
                "2 routine messages cleared.",
                "1 left for you: they are no longer routine, or somebody has decided them."
            ]
        );
    }
}
