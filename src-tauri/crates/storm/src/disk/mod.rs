//! A folder's files in memory: what survives a power cut is kept apart from what is on its way.

mod content;
mod fault;
mod locks;
mod platter;
mod state;
mod survival;
mod tape;

use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

pub use fault::{Broken, Deed, Fault, Harm};
pub(crate) use locks::{Busy, Holder, PLACES, Stage};
pub(crate) use platter::Ino;
pub use platter::{Change, Platter};
pub(crate) use state::State;
pub use survival::Damage;
pub use tape::Tape;

use crate::ffi;
pub use crate::ffi::Mounted;

/// One disk, as long as its power lasts. Copies are one disk.
#[derive(Debug, Clone)]
pub struct Disk(Arc<Mutex<State>>);

impl Disk {
    pub fn new(platter: Platter) -> Self {
        Self(Arc::new(Mutex::new(State::new(platter))))
    }

    /// From here on the library's files in this folder are on this disk; other folders are left alone.
    pub fn mount(&self, folder: &Path) -> std::io::Result<Mounted> {
        ffi::mount(folder, self.clone())
    }

    /// Lets something go wrong.
    pub fn arm(&self, fault: Fault) {
        self.state().arm(fault);
    }

    /// Whether everything that was to go wrong has begun to.
    pub fn has_happened(&self) -> bool {
        self.state().has_happened()
    }

    /// Ends every error and makes room; a cut is final.
    pub fn mend(&self) {
        self.state().mend();
    }

    /// From here on a sync of such a file is answered and not done.
    pub fn lie_about(&self, name: &str) {
        self.state().lie_about(name);
    }

    pub fn tell_the_truth(&self) {
        self.state().tell_the_truth();
    }

    /// The power goes now.
    pub fn cut(&self) {
        self.state().cut();
    }

    pub fn is_cut(&self) -> bool {
        self.state().is_cut()
    }

    /// How many changes were made, or tried, since the power came.
    pub fn changes(&self) -> u64 {
        self.state().changes()
    }

    /// Begins to record every change.
    pub fn record(&self) {
        self.state().record();
    }

    /// What stands beside the changes that are recorded from here on.
    pub fn note(&self, note: u64) {
        self.state().note(note);
    }

    /// Ends the recording.
    pub fn take_tape(&self) -> Tape {
        self.state().take_tape()
    }

    /// All files, with what is still on its way.
    pub fn platter(&self) -> Platter {
        self.state().platter().clone()
    }

    /// A whole small file that is not the library's.
    pub fn read_file(&self, name: &str) -> Result<Option<Vec<u8>>, Broken> {
        let mut state = self.state();
        let Some(file) = state.platter().file(name) else {
            return Ok(None);
        };
        let mut bytes = vec![0; state.platter().length(file)];
        state.read(file, 0, &mut bytes)?;

        Ok(Some(bytes))
    }

    /// Puts a small file in another one's place, as careful programs do: written beside it, synced,
    /// renamed, and the folder synced. After a cut the old one stands there or the new one.
    pub fn replace_file(&self, name: &str, bytes: &[u8]) -> Result<(), Broken> {
        let beside = format!("{name}.tmp");
        let mut state = self.state();
        if state.platter().file(&beside).is_some() {
            let name = beside.clone();
            let and_sync = false;
            state.change(Change::Delete { name, and_sync })?;
        }
        let name_of_new = beside.clone();
        state.change(Change::Create { name: name_of_new })?;
        let file = state.platter().file(&beside).ok_or(Broken::Io)?;
        let (at, bytes) = (0, bytes.into());
        state.change(Change::Write { file, at, bytes })?;
        state.change(Change::Sync { file })?;
        let (from, to) = (beside, name.to_owned());
        state.change(Change::Rename { from, to })?;

        state.change(Change::SyncNames)
    }

    /// Takes a file away; it does not come back.
    pub fn remove_file(&self, name: &str) -> Result<(), Broken> {
        let (name, and_sync) = (name.to_owned(), true);

        self.state().change(Change::Delete { name, and_sync })
    }

    /// Whether both are the same disk.
    pub(crate) fn is(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }

    pub(crate) fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
