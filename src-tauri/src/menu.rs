//! The native menu. What is chosen there, the window does with the command of the same name: it knows whether a dialog is
//! open and what the focus is on. Only the post and the training clock are asked from here.
//!
//! The keys stand in the words and are the window's own. As the system's accelerators they would fire beside the window's
//! (twice on Windows) or in place of it (here, also while a dialog has the keyboard).

use tauri::menu::{
    AboutMetadataBuilder, Menu, MenuBuilder, MenuItemBuilder, Submenu, SubmenuBuilder,
};
use tauri::{AppHandle, Emitter, Manager, Wry};

use crate::events::{CHOSEN, Choice, Chosen, Kind};
use crate::session::{May, Session};
use crate::training;
use crate::wire::Push;

const CHECK: &str = "check";
const NEXT_BATCH: &str = "next-batch";
const TOMORROW: &str = "tomorrow";
const ELEVEN_DAYS: &str = "eleven-working-days";

/// File, Edit, View, Message, Patient and Tools come before it.
const BEFORE_HELP: usize = 6;

/// What the window does: what it is, under which name the menu knows it, what stands there. `None` draws a line.
type Entry = Option<(Choice, &'static str, &'static str)>;

const FILE: [Entry; 4] = [
    Some((Choice::Print, "print", "&Print what is open (Ctrl+P)")),
    Some((Choice::DayList, "day-list", "Print the &day list")),
    Some((Choice::Save, "save", "&Save the draft (Ctrl+S)")),
    None,
];
const VIEW: [Entry; 11] = [
    Some((Choice::Today, "today", "&Today (Ctrl+1)")),
    Some((Choice::Inbox, "inbox", "&Inbox (Ctrl+2)")),
    Some((Choice::Patients, "patients", "&Patients (Ctrl+3)")),
    Some((Choice::Register, "register", "&Register (Ctrl+4)")),
    Some((Choice::Outbox, "outbox", "&Outbox (Ctrl+5)")),
    Some((Choice::Links, "links", "&Links and numbers (Ctrl+6)")),
    Some((Choice::Settings, "settings", "&Settings")),
    None,
    Some((Choice::Larger, "larger", "L&arger text (Ctrl++)")),
    Some((Choice::Smaller, "smaller", "S&maller text (Ctrl+-)")),
    Some((Choice::Display, "display", "&Display…")),
];
const MESSAGE: [Entry; 7] = [
    None,
    Some((Choice::Next, "next", "&Next that needs a decision (F8)")),
    Some((Choice::Match, "match", "&Match to a patient (F9)")),
    Some((Choice::Note, "note", "Add an &internal note (F4)")),
    Some((Choice::Undo, "undo", "&Undo the last decision (Ctrl+Z)")),
    None,
    Some((Choice::Routine, "routine", "Clear &routine messages…")),
];
const PATIENT: [Entry; 3] = [
    Some((Choice::Find, "find", "&Find a patient (F3)")),
    Some((Choice::New, "new", "&Register a patient (Ctrl+N)")),
    Some((Choice::Amend, "amend", "&Amend this patient (F2)")),
];
const TOOLS: [Entry; 2] = [
    Some((
        Choice::Palette,
        "palette",
        "&Search commands and patients (Ctrl+K)",
    )),
    Some((Choice::Keys, "keys", "&Keys of this program")),
];
const HELP: [Entry; 2] = [
    Some((Choice::Help, "help", "&Help for this screen (F1)")),
    None,
];

pub(crate) fn menu(app: &AppHandle) -> tauri::Result<Menu<Wry>> {
    let named = |name: &str| SubmenuBuilder::new(app, name);
    let check = MenuItemBuilder::with_id(CHECK, "&Check for messages now (F5)").build(app)?;

    MenuBuilder::new(app)
        .items(&[
            &file(app)?,
            &edit(app)?,
            &filled(app, named("&View"), &VIEW)?.build()?,
            &filled(app, named("&Message").item(&check), &MESSAGE)?.build()?,
            &filled(app, named("&Patient"), &PATIENT)?.build()?,
            &filled(app, named("&Tools"), &TOOLS)?.build()?,
            &help(app)?,
        ])
        .build()
}

type Builder<'a> = SubmenuBuilder<'a, Wry, AppHandle>;

fn filled<'a>(app: &AppHandle, menu: Builder<'a>, entries: &[Entry]) -> tauri::Result<Builder<'a>> {
    entries.iter().try_fold(menu, |menu, entry| match entry {
        Some((_, id, words)) => Ok(menu.item(&MenuItemBuilder::with_id(*id, *words).build(app)?)),
        None => Ok(menu.separator()),
    })
}

fn file(app: &AppHandle) -> tauri::Result<Submenu<Wry>> {
    filled(app, SubmenuBuilder::new(app, "&File"), &FILE)?
        .quit_with_text("&Quit")
        .build()
}

fn edit(app: &AppHandle) -> tauri::Result<Submenu<Wry>> {
    SubmenuBuilder::new(app, "&Edit")
        .cut()
        .copy()
        .paste()
        .separator()
        .select_all()
        .build()
}

fn help(app: &AppHandle) -> tauri::Result<Submenu<Wry>> {
    let about = AboutMetadataBuilder::new()
        .name(Some("Linkdesk"))
        .version(Some(env!("CARGO_PKG_VERSION")))
        .comments(Some(
            "The registration desk of an English GP practice. Not an NHS England product.",
        ))
        .license(Some("MIT"))
        .build();

    filled(app, SubmenuBuilder::new(app, "&Help"), &HELP)?
        .about_with_text("&About Linkdesk", Some(about))
        .build()
}

/// Only a training desk has a clock to push.
pub(crate) fn add_training(app: &AppHandle) -> tauri::Result<()> {
    let item = |id: &str, words: &str| MenuItemBuilder::with_id(id, words).build(app);
    let training = SubmenuBuilder::new(app, "T&raining")
        .item(&item(NEXT_BATCH, "Deliver the &next batch")?)
        .item(&item(TOMORROW, "On to &tomorrow")?)
        .item(&item(ELEVEN_DAYS, "On by &eleven working days")?)
        .build()?;

    match app.menu() {
        Some(menu) => menu.insert(&training, BEFORE_HELP),
        None => Ok(()),
    }
}

/// Does what was chosen. What is refused changes nothing: a live desk has no clock to push.
pub(crate) fn chosen(app: &AppHandle, id: &str) {
    if let Some(what) = by_name(id) {
        // A window that is going away does nothing more.
        drop(app.emit(CHOSEN, Chosen { what }));
        return;
    }
    let push = match id {
        CHECK => None,
        NEXT_BATCH => Some(Push::NextBatch),
        TOMORROW => Some(Push::Tomorrow),
        ELEVEN_DAYS => Some(Push::ElevenWorkingDays),
        _ => return,
    };
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        let session = app.state::<Session>();
        let done = session.may(push.map_or(May::Decide, |_| May::Train), move |desk, _| {
            if let Some(push) = push {
                training::push(desk, push)?;
            }
            desk.changed(&[Kind::Desk, Kind::Link]);

            Ok(())
        });

        drop(done.await);
    });
}

fn entries() -> impl Iterator<Item = &'static (Choice, &'static str, &'static str)> {
    let menus: [&[Entry]; 6] = [&FILE, &VIEW, &MESSAGE, &PATIENT, &TOOLS, &HELP];

    menus.into_iter().flatten().flatten()
}

fn by_name(id: &str) -> Option<Choice> {
    entries()
        .find(|(_, name, _)| *name == id)
        .map(|(what, ..)| *what)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_entry_has_a_name_and_a_letter_of_its_own() {
        let names: BTreeSet<&str> = entries().map(|(_, name, _)| *name).collect();
        let others = [CHECK, NEXT_BATCH, TOMORROW, ELEVEN_DAYS];

        assert_eq!(names.len(), entries().count());
        assert!(others.iter().all(|other| !names.contains(other)));
        for menu in [&FILE[..], &VIEW, &MESSAGE, &PATIENT, &TOOLS, &HELP] {
            let letters: Vec<char> = menu
                .iter()
                .flatten()
                .map(|(.., words)| letter(words))
                .collect();
            let once: BTreeSet<&char> = letters.iter().collect();
            assert_eq!(once.len(), letters.len(), "{letters:?}");
        }
    }

    fn letter(words: &str) -> char {
        let (_, from) = words.split_once('&').unwrap();

        from.chars().next().unwrap().to_ascii_lowercase()
    }

    #[test]
    fn a_name_leads_to_its_choice() {
        assert_eq!(by_name("amend"), Some(Choice::Amend));
        assert_eq!(by_name(CHECK), None);
    }
}
