//! How far a long file has come, on a terminal's standard error.

use std::cell::Cell;
use std::io::{self, IsTerminal};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// A file is long from here on; a shorter one is done before anyone looks.
const LONG: u64 = 4 * 1024 * 1024;

/// The bar is not asked more often than this.
const STEP: u64 = 256 * 1024;

/// A bar that shows itself once a file turns out to be long. It draws nothing where standard error
/// is no terminal.
pub(super) struct Progress {
    bar: ProgressBar,
    told: Cell<u64>,
    shares_terminal: bool,
}

impl Progress {
    pub(super) fn of(size: Option<u64>) -> Self {
        let template = if size.is_some() {
            "{bar:40} {percent:>3}% of {total_bytes}, {eta} left"
        } else {
            "{spinner} {bytes} read"
        };
        let style =
            ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
        let bar =
            ProgressBar::with_draw_target(size, ProgressDrawTarget::hidden()).with_style(style);

        Self {
            bar,
            told: Cell::new(0),
            shares_terminal: io::stdout().is_terminal(),
        }
    }

    /// So many bytes are done.
    pub(super) fn show(&self, done: u64) {
        if done < self.told.get() + STEP {
            return;
        }
        if (self.told.get()..done).contains(&LONG) {
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
        self.told.set(done);
        self.bar.set_position(done);
    }

    /// Does something that writes to standard output; on the same terminal the bar makes room for it.
    pub(super) fn aside(&self, work: impl FnOnce()) {
        if self.shares_terminal {
            self.bar.suspend(work);
        } else {
            work();
        }
    }

    pub(super) fn clear(&self) {
        self.bar.finish_and_clear();
    }
}
