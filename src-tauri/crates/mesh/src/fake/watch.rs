//! Tells a test how far a request has come, so that it can do something in the middle of one.

use std::fmt;
use std::ops::ControlFlow;
use std::sync::{Arc, Mutex, PoisonError};

use super::Call;

/// How far a connection, or a request on it, has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Moment {
    /// A connection is there, and nothing of it has been read.
    Connected,
    /// The head of a request and half of its body are here.
    HalfAsked,
    /// What was asked is done, and nothing is said.
    Done,
    /// The head of the answer and half of its body are said.
    HalfSaid,
}

/// What is done at a moment; after a break the connection ends there.
type Told = dyn Fn(Moment, Option<Call>) -> ControlFlow<()> + Send + Sync;

/// Whoever is told; nobody unless a test wants it.
#[derive(Clone, Default)]
pub(crate) struct Watcher(Arc<Mutex<Option<Arc<Told>>>>);

impl Watcher {
    pub(super) fn is(
        &self,
        told: impl Fn(Moment, Option<Call>) -> ControlFlow<()> + Send + Sync + 'static,
    ) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(Arc::new(told));
    }

    /// `None` where the connection is to end.
    pub(super) fn tell(&self, moment: Moment, call: Option<Call>) -> Option<()> {
        let told = self.told();

        told.map_or(ControlFlow::Continue(()), |told| told(moment, call))
            .continue_value()
    }

    pub(super) fn is_there(&self) -> bool {
        self.told().is_some()
    }

    fn told(&self) -> Option<Arc<Told>> {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }
}

impl fmt::Debug for Watcher {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Watcher")
    }
}
