//! Calls the person at the desk through the system's own notifications while the window is not in front. A thread of its
//! own looks and calls: a system that is slow to show something, or has nothing to show it with, holds up nobody.

mod bubble;
mod rule;

use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

use practice::Tidings;

pub(crate) use bubble::show;
use rule::Watch;

use crate::desk::Desk;
use crate::post::Link;
use crate::problem::Problem;

/// What is seen of the world around the desk.
pub(crate) trait Surroundings: Send + 'static {
    /// The desk, as soon as it is open.
    fn desk(&self) -> Option<Arc<Desk>>;
    /// Somebody sees the window.
    fn is_in_front(&self) -> bool;
    /// Shows the words in place of those that stand there; where nothing can be shown, nothing is.
    fn show(&self, title: &'static str, words: &str);
}

/// Tells the thread to look. Many tellings in a row are one.
#[derive(Debug, Clone)]
pub(crate) struct Nudge(SyncSender<()>);

impl Nudge {
    pub(crate) fn look(&self) {
        // Full: it will look anyway.
        let _ = self.0.try_send(());
    }
}

/// Begins to watch; it ends with the last of those who nudge.
pub(crate) fn watch(around: impl Surroundings) -> Nudge {
    let (sender, nudges) = sync_channel(1);
    // Without the thread nobody is called, and everything else goes on.
    drop(
        std::thread::Builder::new()
            .name("notifications".to_owned())
            .spawn(move || run(&nudges, &around)),
    );

    Nudge(sender)
}

fn run(nudges: &Receiver<()>, around: &impl Surroundings) {
    let mut watch = Watch::default();
    for () in nudges {
        if let Some(desk) = around.desk() {
            // What cannot be read is told in the window.
            drop(look(&desk, &mut watch, around));
        }
    }
}

fn look(desk: &Desk, watch: &mut Watch, around: &impl Surroundings) -> Result<(), Problem> {
    let at = desk.now();
    let tidings = desk.practice().tidings(watch.known(), at)?;
    let now = Tidings {
        is_stopped: tidings.is_stopped || is_long_down(&desk.post.link(), at),
        ..tidings
    };
    let is_wanted = desk.display()?.notifies;
    let words = watch.hears(now, around.is_in_front() || !is_wanted);
    if let Some(words) = words {
        around.show(title(desk.is_training()), &words);
    }

    Ok(())
}

/// A line that is down for a moment comes back by itself, and nobody is called for it.
fn is_long_down(link: &Link, at: jiff::Timestamp) -> bool {
    match link {
        Link::Down { since, .. } => at.duration_since(*since) >= rule::PATIENCE,
        Link::Checking | Link::Reached(_) | Link::NotSetUp => false,
    }
}

fn title(is_training: bool) -> &'static str {
    if is_training {
        "Linkdesk TRAINING"
    } else {
        "Linkdesk"
    }
}

#[cfg(test)]
mod tests;
