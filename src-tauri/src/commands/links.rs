//! The links and their numbers, and what must be told to PCSE.

use tauri::State;

use crate::desk::Desk;
use crate::events::Kind;
use crate::problem::Problem;
use crate::session::{May, Session};
use crate::wire::{GapForm, Links, ReportForm, ReportShown, Told};
use crate::{export, mesh};

/// How far each link is, what is missing, and whether all is well.
#[tauri::command]
pub async fn links(session: State<'_, Session>) -> Result<Links, Problem> {
    session.may(May::Look, |desk, act| page(desk, act.at)).await
}

/// A report in words and in rows.
#[tauri::command]
pub async fn report(session: State<'_, Session>, form: ReportForm) -> Result<ReportShown, Problem> {
    session
        .may(May::Look, move |desk, act| {
            Ok(desk.practice().report(&form.read()?, act.at)?.into())
        })
        .await
}

/// Saves a report for a spreadsheet, in the folder of what was taken out of the program.
#[tauri::command]
pub async fn export_report(session: State<'_, Session>, form: ReportForm) -> Result<Told, Problem> {
    session
        .may(May::Manage, move |desk, act| {
            let report = form.read()?;
            let table = desk.practice().export(&report, act)?;
            let saved = export::save(report.word(), &table.csv(), act.at)?;

            Ok(Told::or(Vec::new(), &format!("Saved as {saved}.")))
        })
        .await
}

/// Says why numbers are missing; nobody is asked about them again.
#[tauri::command]
pub async fn explain_gap(
    session: State<'_, Session>,
    gap: GapForm,
    why: String,
) -> Result<Told, Problem> {
    session
        .may(May::Manage, move |desk, act| {
            desk.practice().explain_gap(&gap.read()?, &why, act)?;
            desk.changed(&[Kind::Link, Kind::Outbox]);

            Ok(Told::or(Vec::new(), "Marked as explained."))
        })
        .await
}

pub(crate) fn page(desk: &Desk, at: jiff::Timestamp) -> Result<Links, Problem> {
    let ends = mesh::certificate_ends(desk);
    let page = desk.practice().links_page(desk.post.reached_at(), at)?;
    let soon = desk.post.certificate_ends_soon(at);

    Ok(Links::of(page, ends, soon))
}
