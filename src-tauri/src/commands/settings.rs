//! What the practice has chosen. A manager changes it, and every change is kept with who made it.

use practice::{Act, LinkId, Settings};
use tauri::State;

use crate::desk::Desk;
use crate::events::Kind;
use crate::mesh;
use crate::problem::Problem;
use crate::session::{May, Session};
use crate::wire::{DoctorForm, MeshForm, SettingsShown, Told};

/// What may look different after a change.
const CHANGED: [Kind; 3] = [Kind::Desk, Kind::Link, Kind::Outbox];
/// What is read when the exchange begins, and not again.
const AT_THE_START: [&str; 2] = ["mailbox", "poll_seconds"];

/// All settings, the links, the doctors, and what is found wrong with them.
#[tauri::command]
pub async fn settings(session: State<'_, Session>) -> Result<SettingsShown, Problem> {
    session.may(May::Look, shown).await
}

/// Changes one setting by its name, from what a person typed.
#[tauri::command]
pub async fn change_setting(
    session: State<'_, Session>,
    setting: String,
    value: String,
) -> Result<Told, Problem> {
    session
        .may(May::Manage, move |desk, act| {
            desk.practice().change_setting(&setting, &value, act)?;
            desk.changed(&CHANGED);
            let told = if AT_THE_START.contains(&setting.as_str()) {
                "Saved. It holds from the next time that Linkdesk is opened."
            } else {
                "Saved."
            };

            Ok(Told::or(Vec::new(), told))
        })
        .await
}

/// Changes where the letters of a link are posted.
#[tauri::command]
pub async fn change_link_mailbox(
    session: State<'_, Session>,
    link: i64,
    mailbox: String,
) -> Result<Told, Problem> {
    session
        .may(May::Manage, move |desk, act| {
            let link = LinkId::new(link);
            desk.practice()
                .change_link_mailbox(link, mailbox.trim(), act)?;
            desk.changed(&CHANGED);

            Ok(Told::or(Vec::new(), "Saved."))
        })
        .await
}

/// Stops sending on one link until it is let go on.
#[tauri::command]
pub async fn pause_link(
    session: State<'_, Session>,
    link: i64,
    why: String,
) -> Result<Told, Problem> {
    session
        .may(May::Manage, move |desk, act| {
            desk.practice().pause_link(LinkId::new(link), &why, act)?;
            desk.changed(&CHANGED);

            Ok(Told::or(
                Vec::new(),
                "Nothing is sent on this link until it is let go on.",
            ))
        })
        .await
}

/// Adds a doctor, or changes a doctor's name and days.
#[tauri::command]
pub async fn save_doctor(session: State<'_, Session>, form: DoctorForm) -> Result<Told, Problem> {
    session
        .may(May::Manage, move |desk, act| {
            let (doctor, new) = form.read()?;
            let practice = desk.practice();
            match doctor {
                Some(id) => {
                    practice.change_doctor(id, &new.name, (new.from_on, new.to_on), act)?;
                }
                None => drop(practice.add_doctor(&new, act)?),
            }
            desk.changed(&CHANGED);

            Ok(Told::or(Vec::new(), "Saved."))
        })
        .await
}

/// Changes how MESH is reached. What is left empty stays as it is.
#[tauri::command]
pub async fn set_mesh(session: State<'_, Session>, form: MeshForm) -> Result<Told, Problem> {
    session
        .may(May::Manage, move |desk, act| {
            mesh::set(desk, &form, act)?;

            Ok(Told::or(
                Vec::new(),
                "Saved. Try it with the test; it holds from the next time that Linkdesk is opened.",
            ))
        })
        .await
}

/// Greets MESH and does nothing else; says in plain words what is wrong where it does not answer.
#[tauri::command]
pub async fn test_mesh(session: State<'_, Session>) -> Result<Told, Problem> {
    session
        .may(May::Manage, |desk, act| {
            let told = mesh::greet(desk, act)?;
            desk.changed(&[Kind::Link]);

            Ok(Told { told })
        })
        .await
}

pub(crate) fn shown(desk: &Desk, act: &Act<'_>) -> Result<SettingsShown, Problem> {
    let practice = desk.practice();
    let found = practice.settings()?;
    let chosen = Settings::CHANGEABLE.map(|name| (name.to_owned(), found.value_of(name)));
    let doctors = practice.doctors()?;
    let links = practice.links_page(None, act.at)?.links;

    Ok(SettingsShown {
        practice_code: found.practice_code,
        training: found.training,
        chosen: chosen.into_iter().collect(),
        links: links.into_iter().map(Into::into).collect(),
        doctors: doctors.into_iter().map(Into::into).collect(),
        findings: practice
            .validation(act.at)?
            .into_iter()
            .map(Into::into)
            .collect(),
        mesh: mesh::shown(desk)?,
    })
}
