//! Opens the desk behind the window, and opens it again where that failed.

use tauri::{AppHandle, Emitter, Manager};

use crate::desk::Desk;
use crate::events::{CHANGED, Teller};
use crate::menu;
use crate::notify::{self, Nudge, Surroundings};
use crate::open::{self, Place};
use crate::problem::{Problem, ShellError, TRAINING_OF_ANOTHER};
use crate::session::{Opening, Session};
use crate::training;

/// The window is there at once; the desk follows as soon as its key is found and its ledger open.
pub(crate) fn begin(app: &AppHandle) {
    let (session, opening) = Session::awaiting();
    app.manage(session);
    app.manage(notify::watch(Around(app.clone())));
    goes_on(app, opening, Place::asked);
}

/// Works out what the page asks first while it is being loaded. A desk that is not open yet answers as soon as it is.
pub(crate) fn looks_ahead(app: &AppHandle) {
    if let Some(desk) = app.state::<Session>().desk_now() {
        tauri::async_runtime::spawn_blocking(move || desk.looks_ahead());
    }
}

/// Tries once more: whatever was in the way may be gone.
pub(crate) fn again(app: &AppHandle, session: &Session) {
    if let Some(opening) = session.opens_again(|_| true) {
        goes_on(app, opening, Place::asked);
    }
}

/// Makes a new training practice in the place of one that cannot be opened. Nobody's role is asked: there is no ledger that
/// could tell it, and what is put aside is nobody's.
pub(crate) async fn with_new_training(
    app: &AppHandle,
    session: &Session,
) -> Result<String, Problem> {
    let Place::Training(data) = Place::asked()? else {
        return Err(ShellError::NotUnderstood.into());
    };
    let opening = session
        .opens_again(|problem| problem.code == TRAINING_OF_ANOTHER)
        .ok_or(ShellError::NotUnderstood)?;
    let kept = match training::put_aside(&data) {
        Ok(kept) => kept,
        Err(problem) => {
            opening.is(Err(ShellError::TrainingOfAnother.into()));
            return Err(problem);
        }
    };
    goes_on(app, opening, move || Ok(Place::Training(data)));
    session.desk().await?;

    Ok(format!(
        "A new training practice was made. The old one is kept in {}.",
        kept.display()
    ))
}

fn goes_on(
    app: &AppHandle,
    opening: Opening,
    place: impl FnOnce() -> Result<Place, Problem> + Send + 'static,
) {
    let app = app.clone();
    tauri::async_runtime::spawn_blocking(move || {
        let opened = place().and_then(|place| open::open(&place, teller(&app)));
        let is_training = opened.as_ref().is_ok_and(Desk::is_training);
        opening.is(opened);
        app.state::<Nudge>().look();
        if is_training {
            let menu = app.clone();
            // Without the menu the same can be done in the window.
            drop(app.run_on_main_thread(move || drop(menu::add_training(&menu))));
        }
    });
}

fn teller(app: &AppHandle) -> Teller {
    let (window, nudge) = (app.clone(), app.state::<Nudge>().inner().clone());

    Teller::new(move |changed| {
        // A window that is going away needs to know nothing more.
        drop(window.emit(CHANGED, changed));
        nudge.look();
    })
}

/// The real window and the real system.
struct Around(AppHandle);

impl Surroundings for Around {
    fn desk(&self) -> Option<std::sync::Arc<Desk>> {
        self.0.state::<Session>().desk_now()
    }

    fn is_in_front(&self) -> bool {
        let window = self.0.get_webview_window("main");

        window.is_some_and(|window| window.is_focused().unwrap_or(false))
    }

    fn show(&self, title: &'static str, words: &str) {
        notify::show(title, words);
    }
}
