//! A recording of one day: what was done to the disk, so that it can be had again as it was at any deed.

use super::platter::{Change, Platter};

/// So many changes are done again at most to get to a moment.
const STRIDE: usize = 32;

/// All changes of a day, each with the note that was current when it was made.
#[derive(Debug, Clone, Default)]
pub struct Tape {
    starts: Vec<Platter>,
    changes: Vec<(Change, u64)>,
}

impl Tape {
    pub(super) fn push(&mut self, before: &Platter, change: &Change, note: u64) {
        if self.changes.len().is_multiple_of(STRIDE) {
            self.starts.push(before.clone());
        }
        self.changes.push((change.clone(), note));
    }

    pub fn len(&self) -> usize {
        self.changes.len()
    }

    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// The note that was current at a change, counted from 0.
    pub fn note(&self, at: usize) -> Option<u64> {
        self.changes.get(at).map(|(_, note)| *note)
    }

    pub fn change(&self, at: usize) -> Option<&Change> {
        self.changes.get(at).map(|(change, _)| change)
    }

    /// The disk in the middle of a change: a write is on its way, a sync has not helped yet.
    pub fn amid(&self, at: usize) -> Option<Platter> {
        let start = at / STRIDE;
        let mut platter = self.starts.get(start)?.clone();
        for (change, _) in self.changes.get(start * STRIDE..at)? {
            platter.apply(change);
        }
        if let Some(begun) = self.change(at)?.begun() {
            platter.apply(&begun);
        }

        Some(platter)
    }
}

impl Change {
    /// As much of a change as the power's end may have let through.
    pub(super) fn begun(&self) -> Option<Self> {
        match self {
            Self::Create { .. }
            | Self::Write { .. }
            | Self::Truncate { .. }
            | Self::Rename { .. } => Some(self.clone()),
            Self::Delete { name, .. } => Some(Self::Delete {
                name: name.clone(),
                and_sync: false,
            }),
            Self::Sync { .. } | Self::SyncNames | Self::Forget { .. } => None,
        }
    }
}
