//! The shell: the only code that knows the window. It opens a practice, runs the exchange behind it, and hands the window
//! one session.

mod ahead;
mod choices;
mod clock;
pub mod commands;
mod deeds;
mod desk;
pub mod events;
mod export;
mod fault;
mod forms;
mod menu;
mod mesh;
mod notify;
mod open;
mod opening;
mod post;
pub mod problem;
mod reload;
pub mod session;
mod training;
pub mod wire;

use std::process::ExitCode;

use tauri::webview::{NewWindowResponse, PageLoadEvent};
use tauri::{
    AppHandle, Builder, Manager, RunEvent, Url, WebviewWindowBuilder, Window, WindowEvent, Wry,
};

use notify::Nudge;
use session::Session;

/// Opens the window and stays until it is closed.
#[must_use]
pub fn run() -> ExitCode {
    fault::tells_no_words();
    let builder = tauri::Builder::default();
    #[cfg(target_os = "macos")]
    let builder = builder.on_web_content_process_terminate(|view| reload::lost(view.app_handle()));
    let built = with_commands(builder)
        .plugin(tauri_plugin_single_instance::init(|app, _, _| {
            to_front(app)
        }))
        .plugin(tauri_plugin_window_state::Builder::new().build())
        .menu(menu::menu)
        .on_window_event(seen)
        .on_menu_event(|app, event| menu::chosen(app, event.id().as_ref()))
        .setup(|app| {
            app.manage(reload::Losses::default());
            opening::begin(app.handle());
            open_window(app.handle())?;

            Ok(reload::watch(app.handle())?)
        })
        .build(tauri::generate_context!());
    let Ok(app) = built else {
        return ExitCode::FAILURE;
    };
    app.run(|app, event| {
        if let RunEvent::ExitRequested { api, code, .. } = &event
            && code.is_none()
        {
            api.prevent_exit();
            leave(app);
        }
    });

    ExitCode::SUCCESS
}

fn with_commands(builder: Builder<Wry>) -> Builder<Wry> {
    builder.invoke_handler(tauri::generate_handler![
        commands::desk::desk,
        commands::desk::standing,
        commands::desk::check_now,
        commands::desk::print_page,
        commands::opening::open_again,
        commands::opening::new_training,
        commands::display::display,
        commands::display::keep_display,
        commands::today::today,
        commands::inbox::inbox,
        commands::inbox::inbox_count,
        commands::inbox::notice,
        commands::inbox::check_decision,
        commands::inbox::decide,
        commands::inbox::undo,
        commands::inbox::candidates,
        commands::inbox::match_notice,
        commands::inbox::not_ours,
        commands::aside::snooze,
        commands::aside::unsnooze,
        commands::aside::own_notice,
        commands::aside::reminder_seen,
        commands::aside::letters_aside,
        commands::aside::letter_dealt_with,
        commands::routine::routine_preview,
        commands::routine::clear_routine,
        commands::routine::tick_clinical,
        commands::patients::patients,
        commands::patients::patient,
        commands::patients::move_number,
        commands::patients::put_right,
        commands::patients::put_right_back,
        commands::patients::add_note,
        commands::training::push_clock,
        commands::register::register_choices,
        commands::register::begin_registration,
        commands::register::check_registration,
        commands::register::file_registration,
        commands::unfinished::unfinished,
        commands::unfinished::save_unfinished,
        commands::unfinished::discard_unfinished,
        commands::amend::begin_amendment,
        commands::amend::check_amendment,
        commands::amend::file_amendment,
        commands::removal::unsent_removal,
        commands::removal::check_removal,
        commands::removal::file_removal,
        commands::outbox::outbox,
        commands::outbox::filing,
        commands::outbox::stoppages,
        commands::outbox::perform,
        commands::outbox::pause_sending,
        commands::links::links,
        commands::links::report,
        commands::links::export_report,
        commands::links::explain_gap,
        commands::settings::settings,
        commands::settings::change_setting,
        commands::settings::change_link_mailbox,
        commands::settings::pause_link,
        commands::settings::save_doctor,
        commands::settings::set_mesh,
        commands::settings::test_mesh,
        commands::views::saved_views,
        commands::views::save_view,
        commands::views::forget_view,
    ])
}

/// The one window. It goes nowhere else, and opens no other.
fn open_window(app: &AppHandle) -> tauri::Result<()> {
    if let Some(config) = app.config().app.windows.first() {
        WebviewWindowBuilder::from_config(app, config)?
            .initialization_script_for_all_frames(include_str!("../frame.js"))
            .on_navigation(is_ours)
            .on_page_load(|window, page| {
                if page.event() == PageLoadEvent::Started {
                    opening::looks_ahead(window.app_handle());
                }
            })
            .on_new_window(|_, _| NewWindowResponse::Deny)
            .build()?;
    }

    Ok(())
}

/// The window's own files, and the frame that its calls pass; some systems write them as a host.
fn is_ours(url: &Url) -> bool {
    matches!(
        (url.scheme(), url.host_str()),
        ("tauri" | "isolation", Some("localhost"))
            | (
                "http" | "https",
                Some("tauri.localhost" | "isolation.localhost")
            )
    )
}

/// Whoever comes back to the window sees what they were called for.
fn seen(window: &Window, event: &WindowEvent) {
    if let (WindowEvent::Focused(_), Some(nudge)) = (event, window.try_state::<Nudge>()) {
        nudge.look();
    }
}

/// A pass of the exchange that runs comes to its end first.
fn leave(app: &AppHandle) {
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        if let Some(desk) = app.state::<Session>().desk_now() {
            desk.post.end().await;
        }
        app.exit(0);
    });
}

/// A second start shows the window that is open.
fn to_front(app: &AppHandle) {
    if let Some(window) = app.get_webview_window("main") {
        drop(window.unminimize());
        drop(window.set_focus());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_window_goes_nowhere_else() {
        let ours = |text: &str| is_ours(&text.parse().unwrap());

        assert!(ours("tauri://localhost/index.html"));
        assert!(ours("isolation://localhost/"));
        for elsewhere in [
            "https://example.org/",
            "http://localhost/",
            "tauri://elsewhere/",
            "file:///etc/hostname",
            "data:text/html,x",
            "about:blank",
        ] {
            assert!(!ours(elsewhere), "{elsewhere}");
        }
    }
}
