//! A disk at work: its files, who holds them, and what is to go wrong.

use std::collections::BTreeMap;

use super::fault::{Armed, Broken, Deed, Fault, Harm};
use super::locks::{Busy, Holder, Places, Stage, Stages};
use super::platter::{Change, Ino, Platter};
use super::tape::Tape;
use crate::ffi::Region;

#[derive(Debug, Default)]
pub(crate) struct State {
    platter: Platter,
    changes: u64,
    faults: Vec<Armed>,
    is_cut: bool,
    lies: Vec<String>,
    tape: Option<Tape>,
    note: u64,
    stages: BTreeMap<Ino, Stages>,
    shared: BTreeMap<Ino, Shared>,
    holders: Holder,
}

/// The memory that all who have a file open share. It does not survive the last of them.
#[derive(Debug, Default)]
struct Shared {
    regions: Vec<Region>,
    places: Places,
    users: std::collections::BTreeSet<Holder>,
}

impl State {
    pub(super) fn new(platter: Platter) -> Self {
        Self {
            platter,
            ..Self::default()
        }
    }

    pub(crate) fn platter(&self) -> &Platter {
        &self.platter
    }

    pub(super) fn arm(&mut self, fault: Fault) {
        self.faults.push(Armed::new(fault));
    }

    pub(super) fn has_happened(&self) -> bool {
        self.faults.iter().all(Armed::has_happened)
    }

    pub(super) fn mend(&mut self) {
        self.faults.clear();
    }

    pub(super) fn lie_about(&mut self, name: &str) {
        self.lies.push(name.to_owned());
    }

    pub(super) fn tell_the_truth(&mut self) {
        self.lies.clear();
    }

    pub(super) fn cut(&mut self) {
        self.is_cut = true;
    }

    pub(super) fn is_cut(&self) -> bool {
        self.is_cut
    }

    pub(super) fn changes(&self) -> u64 {
        self.changes
    }

    pub(super) fn record(&mut self) {
        self.tape = Some(Tape::default());
    }

    pub(super) fn note(&mut self, note: u64) {
        self.note = note;
    }

    pub(super) fn take_tape(&mut self) -> Tape {
        self.tape.take().unwrap_or_default()
    }

    /// One who opens a file.
    pub(crate) fn holder(&mut self) -> Holder {
        self.holders += 1;

        self.holders
    }

    /// Fills as much of the buffer as the file has; tells how much.
    pub(crate) fn read(&mut self, file: Ino, at: u64, buffer: &mut [u8]) -> Result<usize, Broken> {
        if self.is_cut {
            return Err(Broken::Cut);
        }
        if self.harm(Deed::Read).is_some() {
            return Err(Broken::Io);
        }
        let count = self.platter.read(file, at, buffer);
        buffer.get_mut(count..).unwrap_or_default().fill(0);

        Ok(count)
    }

    pub(crate) fn change(&mut self, change: Change) -> Result<(), Broken> {
        if self.is_cut {
            return Err(Broken::Cut);
        }
        self.changes += 1;
        if let Some(tape) = &mut self.tape {
            tape.push(&self.platter, &change, self.note);
        }
        match self.harm(deed(&change)) {
            None if self.is_lied_about(&change) => {}
            None => self.platter.apply(&change),
            Some(harm) => return Err(self.suffer(&change, harm)),
        }

        Ok(())
    }

    fn suffer(&mut self, change: &Change, harm: Harm) -> Broken {
        match (harm, change) {
            (Harm::Cut, _) => {
                if let Some(begun) = change.begun() {
                    self.platter.apply(&begun);
                }
                self.is_cut = true;
                Broken::Cut
            }
            (Harm::Error { .. }, Change::Sync { file }) => {
                self.platter.apply(&Change::Forget { file: *file });
                Broken::Io
            }
            (Harm::Full { .. }, Change::Write { file, at, bytes }) => {
                let (file, at) = (*file, *at);
                let bytes = bytes.get(..bytes.len() / 2).unwrap_or_default().into();
                self.platter.apply(&Change::Write { file, at, bytes });
                Broken::Full
            }
            (Harm::Error { .. }, _) => Broken::Io,
            (Harm::Full { .. }, _) => Broken::Full,
        }
    }

    /// Every fault counts; the first one that is due does its harm.
    fn harm(&mut self, deed: Deed) -> Option<Harm> {
        let mut met = self.faults.iter_mut().map(|fault| fault.meets(deed));

        met.by_ref().fold(None, Option::or)
    }

    fn is_lied_about(&self, change: &Change) -> bool {
        let Change::Sync { file } = change else {
            return false;
        };

        self.lies
            .iter()
            .any(|name| self.platter.file(name) == Some(*file))
    }

    pub(crate) fn rise(&mut self, file: Ino, who: Holder, to: Stage) -> Result<(), Busy> {
        self.stages.entry(file).or_default().rise(who, to)
    }

    pub(crate) fn fall(&mut self, file: Ino, who: Holder, to: Stage) {
        self.stages.entry(file).or_default().fall(who, to);
    }

    pub(crate) fn is_reserved(&self, file: Ino) -> bool {
        self.stages.get(&file).is_some_and(Stages::is_reserved)
    }

    /// The address of a part of the shared memory; none where it is not there and not to be made.
    pub(crate) fn region(
        &mut self,
        file: Ino,
        who: Holder,
        nth: usize,
        size: usize,
        make: bool,
    ) -> Option<*mut u8> {
        let shared = self.shared.entry(file).or_default();
        shared.users.insert(who);
        while make && shared.regions.len() <= nth {
            shared.regions.push(Region::of(size)?);
        }

        shared.regions.get(nth).map(Region::address)
    }

    pub(crate) fn places(&mut self, file: Ino) -> &mut Places {
        &mut self.shared.entry(file).or_default().places
    }

    /// The memory goes with the last who used it.
    pub(crate) fn leave_shared(&mut self, file: Ino, who: Holder) {
        if let Some(shared) = self.shared.get_mut(&file) {
            shared.places.leave(who, 0..super::PLACES);
            shared.users.remove(&who);
            if shared.users.is_empty() {
                self.shared.remove(&file);
            }
        }
    }
}

fn deed(change: &Change) -> Deed {
    match change {
        Change::Write { .. } => Deed::Write,
        Change::Sync { .. } | Change::SyncNames => Deed::Sync,
        Change::Create { .. }
        | Change::Truncate { .. }
        | Change::Delete { .. }
        | Change::Rename { .. }
        | Change::Forget { .. } => Deed::Change,
    }
}
