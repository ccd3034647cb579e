//! A page whose process has ended is loaded again. The desk behind it goes on all the while, so what was filed and decided
//! is kept; the page tells the clerk what happened.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use tauri::{AppHandle, Manager};

/// A page that ends this often in so short a time would do so for ever: the program is closed instead.
const MOST: usize = 3;
const WITHIN: Duration = Duration::from_mins(1);

/// When the page was lost, and whether the clerk has yet to be told.
#[derive(Debug, Default)]
pub struct Losses {
    times: Mutex<VecDeque<Instant>>,
    untold: AtomicBool,
}

impl Losses {
    /// Whether it is worth loading again.
    fn may_load_again(&self, now: Instant) -> bool {
        self.untold.store(true, Ordering::SeqCst);
        let mut times = self.times.lock().unwrap_or_else(PoisonError::into_inner);
        times.retain(|before| now.duration_since(*before) < WITHIN);
        times.push_back(now);

        times.len() <= MOST
    }

    /// The page that asks is one that was loaded again. It is told once.
    pub(crate) fn are_untold(&self) -> bool {
        self.untold.swap(false, Ordering::SeqCst)
    }
}

/// The page's process has ended.
#[cfg_attr(windows, allow(dead_code, reason = "nothing tells of it there"))]
pub(crate) fn lost(app: &AppHandle) {
    let loads = app.state::<Losses>().may_load_again(Instant::now());
    let loaded = app
        .get_webview_window("main")
        .filter(|_| loads)
        .is_some_and(|window| window.reload().is_ok());
    if !loaded {
        super::leave(app);
    }
}

/// Asks the web view to tell when its process has ended. On Windows nothing asks yet: there the page
/// stays as its web view leaves it.
#[cfg(target_os = "linux")]
pub(crate) fn watch(app: &AppHandle) -> tauri::Result<()> {
    use webkit2gtk::WebViewExt;

    let told = app.clone();
    let Some(window) = app.get_webview_window("main") else {
        return Ok(());
    };

    window.with_webview(move |view| {
        view.inner()
            .connect_web_process_terminated(move |_, _| lost(&told));
    })
}

#[cfg(not(target_os = "linux"))]
pub(crate) fn watch(_: &AppHandle) -> tauri::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_that_is_lost_again_and_again_is_given_up_and_a_rare_loss_never() {
        let (losses, start) = (Losses::default(), Instant::now());
        let at = |seconds| losses.may_load_again(start + Duration::from_secs(seconds));

        assert!(at(0) && at(1) && at(2));
        assert!(!at(3), "the fourth within a minute");
        assert!(losses.are_untold() && !losses.are_untold());
        assert!(at(120) && at(181) && at(242) && at(303));
    }
}
