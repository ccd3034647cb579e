//! The native menu. What it does goes through the session as every command does; keys that move about in the window are
//! the window's own.

use tauri::menu::{AboutMetadataBuilder, Menu, MenuBuilder, MenuItemBuilder, SubmenuBuilder};
use tauri::{AppHandle, Manager, Wry};

use crate::events::Kind;
use crate::session::{May, Session};
use crate::training;
use crate::wire::Push;

const CHECK: &str = "check";
const NEXT_BATCH: &str = "next-batch";
const TOMORROW: &str = "tomorrow";
const ELEVEN_DAYS: &str = "eleven-working-days";

/// File, Edit and Message come before it.
const BEFORE_HELP: usize = 3;

pub(crate) fn menu(app: &AppHandle) -> tauri::Result<Menu<Wry>> {
    let file = SubmenuBuilder::new(app, "&File")
        .quit_with_text("&Quit")
        .build()?;
    let edit = SubmenuBuilder::new(app, "&Edit")
        .cut()
        .copy()
        .paste()
        .separator()
        .select_all()
        .build()?;
    let check = MenuItemBuilder::with_id(CHECK, "&Check for messages now")
        .accelerator("F5")
        .build(app)?;
    let message = SubmenuBuilder::new(app, "&Message").item(&check).build()?;
    let about = AboutMetadataBuilder::new()
        .name(Some("Linkdesk"))
        .version(Some(env!("CARGO_PKG_VERSION")))
        .comments(Some(
            "The registration desk of an English GP practice. Not an NHS England product.",
        ))
        .license(Some("MIT"))
        .build();
    let help = SubmenuBuilder::new(app, "&Help")
        .about_with_text("&About Linkdesk", Some(about))
        .build()?;

    MenuBuilder::new(app)
        .items(&[&file, &edit, &message, &help])
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
