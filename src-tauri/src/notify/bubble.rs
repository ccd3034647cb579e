//! The system's notification itself.

use std::sync::atomic::{AtomicU32, Ordering};

use notify_rust::Notification;

/// The one that stands, so that the next takes its place.
static LAST: AtomicU32 = AtomicU32::new(0);

/// Shows it where the system can. Without a session, or a service in it, there is nobody who could be told of that either.
pub(crate) fn show(title: &str, words: &str) {
    let mut bubble = Notification::new();
    bubble
        .appname("Linkdesk")
        .icon("linkdesk")
        .summary(title)
        .body(words);
    if let last @ 1.. = LAST.load(Ordering::Relaxed) {
        bubble.id(last);
    }
    let shown = bubble.show();
    #[cfg(all(unix, not(target_os = "macos")))]
    if let Ok(shown) = shown {
        LAST.store(shown.id(), Ordering::Relaxed);
    }
    #[cfg(not(all(unix, not(target_os = "macos"))))]
    drop(shown);
}
