//! What goes wrong with a disk, and when.

/// What is counted until something goes wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Deed {
    /// Whatever changes the disk: create, write, truncate, sync, delete, rename.
    Change,
    Write,
    Sync,
    Read,
}

/// What then happens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Harm {
    /// The power goes: nothing more happens to this disk.
    Cut,
    Error {
        for_ever: bool,
    },
    /// A part of the write is done, and there is no room for the rest.
    Full {
        for_ever: bool,
    },
}

/// Harm at the `nth` deed of a kind from here, counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fault {
    pub on: Deed,
    pub nth: u64,
    pub harm: Harm,
}

/// Why the disk did not do what it was told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Broken {
    /// There is no power.
    Cut,
    Io,
    Full,
}

/// A fault that waits, or that lasts.
#[derive(Debug, Clone, Copy)]
pub(super) struct Armed {
    fault: Fault,
    left: u64,
}

impl Armed {
    pub(super) fn new(fault: Fault) -> Self {
        Self {
            fault,
            left: fault.nth.max(1),
        }
    }

    /// Counts a deed; tells the harm that is done to it.
    pub(super) fn meets(&mut self, deed: Deed) -> Option<Harm> {
        let is_counted =
            self.fault.on == deed || (self.fault.on == Deed::Change && deed != Deed::Read);
        if !is_counted || self.left == 0 {
            return None;
        }
        self.left -= 1;
        if self.left > 0 {
            return None;
        }
        let for_ever = matches!(
            self.fault.harm,
            Harm::Error { for_ever: true } | Harm::Full { for_ever: true }
        );
        self.left = u64::from(for_ever);

        Some(self.fault.harm)
    }

    pub(super) fn has_happened(&self) -> bool {
        self.left == 0
    }
}
