//! What is on a disk, and what is only on its way there. Pure: no lock, no fault, no library.
//!
//! Names: a deleted or renamed file keeps its old name through a power cut until its folder is synced;
//! a new file is there for certain after its own first sync, which syncs the folder too, as the
//! library's own code for Unix does. That is what ext4 keeps, and no more than POSIX promises.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::content::Content;
use super::survival::{Damage, surviving};
use crate::Dice;

/// A file's own number, whatever it is called.
pub(crate) type Ino = u64;

/// Something that is done to the disk.
#[derive(Debug, Clone)]
pub enum Change {
    Create {
        name: String,
    },
    Write {
        file: Ino,
        at: u64,
        bytes: Arc<[u8]>,
    },
    Truncate {
        file: Ino,
        length: u64,
    },
    Sync {
        file: Ino,
    },
    Delete {
        name: String,
        and_sync: bool,
    },
    Rename {
        from: String,
        to: String,
    },
    SyncNames,
    /// The sync failed, and the system forgets what it had not written: Linux does so.
    Forget {
        file: Ino,
    },
}

/// Not yet synced.
#[derive(Debug, Clone)]
pub(super) enum Pending {
    Write { at: u64, bytes: Arc<[u8]> },
    Truncate(u64),
}

#[derive(Debug, Clone, Default)]
struct File {
    /// Stays through a power cut.
    durable: Content,
    /// What a reader sees while the power is there.
    seen: Content,
    pending: Vec<Pending>,
}

/// All files of a folder, as they are seen and as they would be after a power cut.
#[derive(Debug, Clone, Default)]
pub struct Platter {
    files: BTreeMap<Ino, File>,
    names: BTreeMap<String, Ino>,
    durable_names: BTreeMap<String, Ino>,
    next: Ino,
}

impl Platter {
    /// A disk with one file more, synced.
    pub fn with(mut self, name: &str, bytes: &[u8]) -> Self {
        let content = Content::of(bytes);
        self.files.insert(
            self.next,
            File {
                durable: content.clone(),
                seen: content,
                pending: Vec::new(),
            },
        );
        self.names.insert(name.to_owned(), self.next);
        self.durable_names.insert(name.to_owned(), self.next);
        self.next += 1;

        self
    }

    pub fn file(&self, name: &str) -> Option<Ino> {
        self.names.get(name).copied()
    }

    /// What a reader sees of a file: fills as much of the buffer as there is; tells how much.
    pub(crate) fn read(&self, file: Ino, at: u64, buffer: &mut [u8]) -> usize {
        self.files
            .get(&file)
            .map_or(0, |file| file.seen.read(at, buffer))
    }

    pub(crate) fn length(&self, file: Ino) -> usize {
        self.files.get(&file).map_or(0, |file| file.seen.length())
    }

    /// All that a reader sees of a file.
    pub fn bytes(&self, name: &str) -> Option<Vec<u8>> {
        let file = self.file(name)?;
        let mut bytes = vec![0; self.length(file)];
        self.read(file, 0, &mut bytes);

        Some(bytes)
    }

    pub fn apply(&mut self, change: &Change) {
        match change {
            Change::Create { name } => {
                self.files.insert(self.next, File::default());
                self.names.insert(name.clone(), self.next);
                self.next += 1;
            }
            Change::Write { file, at, bytes } => {
                let (at, bytes) = (*at, bytes.clone());
                self.put(*file, Pending::Write { at, bytes });
            }
            Change::Truncate { file, length } => self.put(*file, Pending::Truncate(*length)),
            Change::Sync { file } => self.sync(*file),
            Change::Delete { name, and_sync } => {
                self.names.remove(name);
                if *and_sync {
                    self.durable_names = self.names.clone();
                }
            }
            Change::Rename { from, to } => {
                if let Some(file) = self.names.remove(from) {
                    self.names.insert(to.clone(), file);
                }
            }
            Change::SyncNames => self.durable_names = self.names.clone(),
            Change::Forget { file } => {
                if let Some(file) = self.files.get_mut(file) {
                    file.pending.clear();
                }
            }
        }
    }

    fn put(&mut self, file: Ino, pending: Pending) {
        if let Some(file) = self.files.get_mut(&file) {
            pending.onto(&mut file.seen);
            file.pending.push(pending);
        }
    }

    fn sync(&mut self, number: Ino) {
        let Some(file) = self.files.get_mut(&number) else {
            return;
        };
        for pending in file.pending.drain(..) {
            pending.onto(&mut file.durable);
        }
        let is_new = !self.durable_names.values().any(|known| *known == number);
        if is_new {
            self.durable_names = self.names.clone();
        }
    }

    /// The disk when everything that was on its way has arrived.
    pub fn settled(&self) -> Self {
        self.after_cut(Damage::All, &mut Dice::new(0))
    }

    /// The disk as it is found when the power comes back.
    pub fn after_cut(&self, damage: Damage, dice: &mut Dice) -> Self {
        let mut left = Self {
            next: self.next,
            ..Self::default()
        };
        let names: BTreeSet<&String> = self.names.keys().chain(self.durable_names.keys()).collect();
        for name in names {
            let (old, new) = (self.durable_names.get(name), self.names.get(name));
            let is_new = damage.spares_name(dice);
            if let Some(number) = if is_new { new } else { old } {
                left.names.insert(name.clone(), *number);
            }
        }
        for number in left.names.values() {
            if let Some(file) = self.files.get(number) {
                let content = surviving(&file.durable, &file.pending, damage, dice);
                let file = File {
                    durable: content.clone(),
                    seen: content,
                    pending: Vec::new(),
                };
                left.files.insert(*number, file);
            }
        }
        left.durable_names = left.names.clone();

        left
    }
}

impl Pending {
    pub(super) fn onto(&self, content: &mut Content) {
        match self {
            Self::Write { at, bytes } => content.write(*at, bytes),
            Self::Truncate(length) => content.truncate(*length),
        }
    }
}
