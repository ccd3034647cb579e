//! The outbox: its rows, one filing, what a person does with it, and stopping the sending.

use practice::{FilingId, Role};
use tauri::State;

use crate::deeds;
use crate::events::Kind;
use crate::problem::Problem;
use crate::session::{May, Session};
use crate::wire::{DeedForm, OutboxDetail, OutboxRow, Stoppages, Told};

/// More are never told at once.
const MOST: u32 = 1000;
/// What a deed may have changed.
const DONE: [Kind; 3] = [Kind::Outbox, Kind::Patients, Kind::Link];

/// A page of what is not finished, or of everything, newest first; `before` is the last one that was shown.
#[tauri::command]
pub async fn outbox(
    session: State<'_, Session>,
    all: bool,
    before: Option<i64>,
    most: u32,
) -> Result<Vec<OutboxRow>, Problem> {
    session
        .may(May::Look, move |desk, act| {
            let (before, most) = (before.map(FilingId::new), most.min(MOST));
            let items = if all {
                desk.practice().outbox(before, most, act.at)?
            } else {
                desk.practice().outbox_open(before, most, act.at)?
            };

            Ok(items.into_iter().map(Into::into).collect())
        })
        .await
}

/// Everything about one filing.
#[tauri::command]
pub async fn filing(session: State<'_, Session>, filing: i64) -> Result<OutboxDetail, Problem> {
    session
        .may(May::Look, move |desk, act| {
            let page = desk.practice().filing_page(FilingId::new(filing), act.at)?;
            let person = desk.practice().person(page.item.patient, act.at)?;
            let buttons = deeds::shown(&page.deeds, act.role);
            let may_change = act.role != Role::Viewer;

            Ok(OutboxDetail::of(page, person, buttons, may_change))
        })
        .await
}

/// What stands in the way of sending.
#[tauri::command]
pub async fn stoppages(session: State<'_, Session>) -> Result<Stoppages, Problem> {
    session
        .may(May::Look, |desk, act| {
            let found = desk.practice().stoppages()?;

            Ok(Stoppages::of(found, |all| deeds::shown(all, act.role)))
        })
        .await
}

/// Does something with a filing, a letter or a link.
#[tauri::command]
pub async fn perform(session: State<'_, Session>, form: DeedForm) -> Result<Told, Problem> {
    session
        .may(May::Decide, move |desk, act| {
            let (deed, given) = form.read()?;
            desk.practice().perform(deed, form.on.into(), &given, act)?;
            desk.changed(&DONE);

            Ok(Told::or(Vec::new(), deeds::told(deed)))
        })
        .await
}

/// Stops sending on every link for a reason, or lets it go on.
#[tauri::command]
pub async fn pause_sending(
    session: State<'_, Session>,
    why: Option<String>,
) -> Result<Told, Problem> {
    session
        .may(May::Manage, move |desk, act| {
            desk.practice().pause(why.as_deref(), act)?;
            desk.changed(&DONE);

            Ok(Told::or(
                Vec::new(),
                match why {
                    Some(_) => "Sending is paused. Messages still come in.",
                    None => "Sending goes on.",
                },
            ))
        })
        .await
}
