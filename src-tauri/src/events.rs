//! What the window is told unasked: what changed, never what it is now, so that it asks again; and what was chosen in the
//! native menu.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use serde::Serialize;
use ts_rs::TS;

/// The name by which the window listens.
pub const CHANGED: &str = "changed";

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
pub struct Changed {
    #[ts(inline)]
    pub kind: Kind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum Kind {
    Inbox,
    Outbox,
    Patients,
    Link,
    Desk,
}

/// The name by which the window hears what was chosen in the native menu.
pub const CHOSEN: &str = "chosen";

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
pub struct Chosen {
    pub what: Choice,
}

/// What the window does itself, as for a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum Choice {
    Print,
    DayList,
    Save,
    Today,
    Inbox,
    Patients,
    Register,
    Outbox,
    Links,
    Settings,
    Larger,
    Smaller,
    Display,
    Next,
    Match,
    Note,
    Undo,
    Routine,
    Find,
    New,
    Amend,
    Palette,
    Keys,
    Help,
}

/// Tells every window. Knows no window itself, so that a test can listen.
#[derive(Clone)]
pub(crate) struct Teller {
    tell: Arc<dyn Fn(Changed) + Send + Sync>,
    changes: Arc<AtomicU64>,
}

impl Teller {
    pub(crate) fn new(tell: impl Fn(Changed) + Send + Sync + 'static) -> Self {
        Self {
            tell: Arc::new(tell),
            changes: Arc::default(),
        }
    }

    /// How often something in the ledger was told to have changed; the way to the other side stands in none.
    pub(crate) fn changes(&self) -> u64 {
        self.changes.load(Ordering::SeqCst)
    }

    pub(crate) fn tell(&self, kinds: &[Kind]) {
        for &kind in kinds {
            if kind != Kind::Link {
                self.changes.fetch_add(1, Ordering::SeqCst);
            }
            (self.tell)(Changed { kind });
        }
    }
}

impl std::fmt::Debug for Teller {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Teller")
    }
}
