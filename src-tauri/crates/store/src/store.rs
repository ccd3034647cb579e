//! One practice's file: how it is opened, read and written.

use std::fs;
use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::db::{Db, Manner, PATIENCE};
use crate::migrate::{self, Format, MIGRATIONS, beside, has_log};
use crate::{Result, StoreError};

/// The ledger's name in the practice's folder.
pub const FILE_NAME: &str = "linkdesk.db";

/// What must hold on every connection, and is asserted each time.
const PRAGMAS: &[(&str, &str)] = &[
    ("journal_mode", "wal"),
    ("synchronous", "2"),
    ("foreign_keys", "1"),
    ("secure_delete", "1"),
    ("temp_store", "2"),
    ("trusted_schema", "0"),
    ("cell_size_check", "1"),
    // These two say something on macOS only.
    ("fullfsync", "1"),
    ("checkpoint_fullfsync", "1"),
];

/// A writer's besides. The cache, in kibibytes, holds what a large letter touches: a page that is dropped
/// meanwhile is encrypted, and decrypted again.
const PRAGMAS_TO_WRITE: &[(&str, &str)] = &[("cache_size", "-16384")];

/// A reader's besides. The cache holds what a search walks through; it grows as it is needed.
const PRAGMAS_TO_READ: &[(&str, &str)] = &[("query_only", "1"), ("cache_size", "-65536")];

/// Readers that are kept open for the next question.
const SPARE_READERS: usize = 3;

/// What opening goes by besides the file and its key.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Terms {
    pub(crate) steps: &'static [&'static str],
    pub(crate) patience: Duration,
}

/// A practice's file. One connection writes, a few read beside it.
pub struct Store {
    path: PathBuf,
    key: Box<str>,
    terms: Terms,
    /// How its readers open it: as usual, or in view-only mode.
    reading: Manner,
    is_read_only: bool,
    pub(crate) writer: Mutex<Db>,
    readers: Mutex<Vec<Db>>,
}

/// What can be read, as it was at one moment.
pub struct Read<'a> {
    pub(crate) db: &'a Db,
}

/// What can be written besides: all of it happens, or none.
pub struct Write<'a> {
    read: Read<'a>,
}

impl Store {
    /// Makes a new, empty file. The key is 64 hexadecimal digits.
    pub fn create(path: &Path, key: &str) -> Result<Self> {
        Self::create_on(path, key, Terms::OURS)
    }

    /// Opens a file that is there; an empty one is never made in the place of one that is missing.
    /// One that cannot be written to is opened in view-only mode: see [`Store::is_read_only`].
    pub fn open(path: &Path, key: &str) -> Result<Self> {
        Self::open_on(path, key, Terms::OURS)
    }

    /// The file gets its name only when it is whole.
    pub(crate) fn create_on(path: &Path, key: &str, terms: Terms) -> Result<Self> {
        if path.exists() {
            return Err(StoreError::AlreadyThere);
        }
        let begun = beside(path, ".new");
        forget(&begun);
        private(&begun)?;
        if let Err(error) = fill(&begun, key, terms) {
            forget(&begun);
            return Err(error);
        }
        fs::rename(&begun, path).map_err(|_| StoreError::NotOpened)?;
        keep_name(path);

        Self::open_on(path, key, terms)
    }

    pub(crate) fn open_on(path: &Path, key: &str, terms: Terms) -> Result<Self> {
        if !path.is_file() {
            return Err(StoreError::Missing);
        }

        match Self::open_usual(path, key, terms) {
            // In a log that cannot be read may stand what the file does not know yet.
            Err(StoreError::ReadOnly | StoreError::NotOpened) if !has_log(path) => {
                Self::look_at(path, key, terms)
            }
            opened => opened,
        }
    }

    fn open_usual(path: &Path, key: &str, terms: Terms) -> Result<Self> {
        let mut db = Db::open(path, key, Manner::Write, terms.patience)?;
        let is_read_only = db.is_read_only()?;
        // Without a log nobody writes; one that was made here could not be written to later on.
        if is_read_only && !beside(path, "-wal").exists() {
            return Self::look_at(path, key, terms);
        }
        db.prove()?;
        let format = migrate::format(&db, terms.steps)?;
        if let Format::Older(version) = format {
            if is_read_only {
                return Err(StoreError::ReadOnly);
            }
            drop(db);
            migrate::keep_copy(path, version)?;
            db = Db::open(path, key, Manner::Write, terms.patience)?;
            migrate::run(&mut db, terms.steps)?;
        }
        settle(&db, Manner::Write)?;

        Ok(Self::of(path, key, terms, db, Manner::Read, is_read_only))
    }

    /// Opens a file that cannot be written to, nor its folder.
    fn look_at(path: &Path, key: &str, terms: Terms) -> Result<Self> {
        let db = Db::open(path, key, Manner::Look, terms.patience)?;
        db.prove()?;
        match migrate::format(&db, terms.steps)? {
            Format::Ours => settle(&db, Manner::Look)?,
            Format::Older(_) => return Err(StoreError::ReadOnly),
        }

        Ok(Self::of(path, key, terms, db, Manner::Look, true))
    }

    fn of(
        path: &Path,
        key: &str,
        terms: Terms,
        db: Db,
        reading: Manner,
        is_read_only: bool,
    ) -> Self {
        Self {
            path: path.to_owned(),
            key: key.into(),
            terms,
            reading,
            is_read_only,
            writer: Mutex::new(db),
            readers: Mutex::new(Vec::new()),
        }
    }

    /// The file, or its folder, cannot be written to: everything can be looked at, nothing is saved.
    pub fn is_read_only(&self) -> bool {
        self.is_read_only
    }

    /// Runs `work` in one write transaction. This is the only way to write.
    pub fn write<T, E: From<StoreError>>(
        &self,
        work: impl FnOnce(&Write<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        if self.is_read_only {
            return Err(StoreError::ReadOnly.into());
        }
        let mut db = lock(&self.writer);
        self.renew(&mut db)?;

        db.transaction(true, |db| work(&Write { read: Read { db } }))
    }

    /// Runs `work` on the file as it is at this moment.
    pub fn read<T, E: From<StoreError>>(
        &self,
        work: impl FnOnce(&Read<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let spare = lock(&self.readers).pop();
        let mut db = match spare {
            Some(db) => db,
            None => self.reader()?,
        };
        let done = db.transaction(false, |db| work(&Read { db }));
        let mut readers = lock(&self.readers);
        if readers.len() < SPARE_READERS && !db.is_spent() {
            readers.push(db);
        }

        done
    }

    /// A writer that the disk has failed is let go, and one that knows nothing of it takes its place.
    fn renew(&self, db: &mut Db) -> Result<()> {
        if db.is_spent() {
            let new = Db::open(&self.path, &self.key, Manner::Write, self.terms.patience)?;
            settle(&new, Manner::Write)?;
            *db = new;
        }

        Ok(())
    }

    fn reader(&self) -> Result<Db> {
        let db = Db::open(&self.path, &self.key, self.reading, self.terms.patience)?;
        settle(&db, self.reading)?;

        Ok(db)
    }

    /// Whether the tables are those that this program makes; one that is not may open and then fail at anything.
    pub fn is_of_our_make(&self) -> Result<bool> {
        self.read(|r| migrate::is_of_our_make(r.db))
    }

    /// Looks at every page; the encryption's own check finds what was damaged or exchanged. A page of
    /// yesterday in its old place passes: the change log and the letters' sums are there for that.
    pub fn check_pages(&self) -> Result<Vec<String>> {
        let db = self.reader()?;
        let mut found = self.check_cipher(&db)?;
        for check in ["PRAGMA integrity_check", "PRAGMA foreign_key_check"] {
            found.extend(lines_of(&db, check)?);
        }

        Ok(found)
    }

    /// This check looks at the file alone. A page that the end of the power has torn there stands whole in
    /// the log, and is put right from it; so it is damage only if it is still found after that.
    fn check_cipher(&self, db: &Db) -> Result<Vec<String>> {
        const CHECK: &str = "PRAGMA cipher_integrity_check";
        let found = lines_of(db, CHECK)?;
        match (found.is_empty(), self.is_read_only) {
            (false, false) => {
                self.checkpoint()?;
                lines_of(db, CHECK)
            }
            // Every page that is in use is read by the other check, from where it is valid.
            (false, true) if has_log(&self.path) => Ok(Vec::new()),
            (true, _) | (false, true) => Ok(found),
        }
    }

    /// Looks whether every connection still keeps what it promised when it was opened.
    pub fn check_pragmas(&self) -> Result<Vec<String>> {
        let mut found = Vec::new();
        let manner = if self.is_read_only {
            self.reading
        } else {
            Manner::Write
        };
        let mut writer = lock(&self.writer);
        if !self.is_read_only {
            self.renew(&mut writer)?;
        }
        broken_promises(&writer, manner, &mut found)?;
        for reader in lock(&self.readers).iter() {
            broken_promises(reader, self.reading, &mut found)?;
        }

        Ok(found)
    }

    /// Gives the write-ahead log back to the file; for an idle moment.
    pub fn checkpoint(&self) -> Result<()> {
        let mut db = lock(&self.writer);
        self.renew(&mut db)?;

        db.first("PRAGMA wal_checkpoint(TRUNCATE)", &[], |_| Ok(()))
            .map(drop)
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    #[cfg(feature = "damage")]
    pub(crate) fn key(&self) -> &str {
        &self.key
    }
}

impl<'a> Deref for Write<'a> {
    type Target = Read<'a>;

    fn deref(&self) -> &Self::Target {
        &self.read
    }
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Store")
    }
}

impl std::fmt::Debug for Read<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Read")
    }
}

impl std::fmt::Debug for Write<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Write")
    }
}

impl Terms {
    pub(crate) const OURS: Self = Self {
        steps: MIGRATIONS,
        patience: PATIENCE,
    };
}

/// What a check finds; that it cannot look everywhere is a finding, too.
fn lines_of(db: &Db, check: &'static str) -> Result<Vec<String>> {
    match db.rows(check, &[], |row| row.take::<String>()) {
        Ok(lines) => Ok(lines.into_iter().filter(|line| line != "ok").collect()),
        Err(error @ (StoreError::Busy | StoreError::NotOpened)) => Err(error),
        Err(error) => Ok(vec![error.to_string()]),
    }
}

/// Sets what must hold and looks whether it does.
fn settle(db: &Db, manner: Manner) -> Result<()> {
    promised(manner).try_for_each(|promise| hold(db, *promise))
}

fn hold(db: &Db, (pragma, wanted): (&'static str, &'static str)) -> Result<()> {
    db.set_pragma(pragma, wanted)?;
    let found = db.pragma(pragma)?;

    if found == wanted {
        Ok(())
    } else {
        Err(StoreError::Pragma {
            pragma,
            wanted,
            found,
        })
    }
}

fn broken_promises(db: &Db, manner: Manner, found: &mut Vec<String>) -> Result<()> {
    for (pragma, wanted) in promised(manner) {
        let value = db.pragma(pragma)?;
        if value != *wanted {
            found.push(format!("{pragma} is {value}, not {wanted}"));
        }
    }

    Ok(())
}

/// What is promised of a connection. One that only looks at a file has no journal; no reader writes.
fn promised(manner: Manner) -> impl Iterator<Item = &'static (&'static str, &'static str)> {
    let journal = PRAGMAS
        .iter()
        .filter(move |(pragma, _)| manner != Manner::Look || *pragma != "journal_mode");
    let besides = match manner {
        Manner::Read | Manner::Look => PRAGMAS_TO_READ,
        Manner::Create | Manner::Write => PRAGMAS_TO_WRITE,
    };

    journal.chain(besides)
}

/// Writes an empty ledger into a file that was just made.
fn fill(path: &Path, key: &str, terms: Terms) -> Result<()> {
    let mut db = Db::open(path, key, Manner::Create, terms.patience)?;
    settle(&db, Manner::Create)?;

    migrate::run(&mut db, terms.steps)
}

/// Takes away what a program left that was stopped while it made a file.
fn forget(begun: &Path) {
    for end in ["", "-wal", "-shm"] {
        // What cannot be taken away is found when the file is made.
        let _ = fs::remove_file(beside(begun, end));
    }
}

/// Makes the file readable by its user alone before anything is in it.
pub(crate) fn private(path: &Path) -> Result<()> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);

    options
        .open(path)
        .map(drop)
        .map_err(|_| StoreError::NotOpened)
}

/// Lets the folder remember the file's name through a power cut, where folders can be told so.
fn keep_name(path: &Path) {
    #[cfg(unix)]
    if let Some(folder) = path.parent()
        && let Ok(folder) = fs::File::open(folder)
    {
        let _ = folder.sync_all();
    }
    #[cfg(not(unix))]
    let _ = path;
}

/// A thread that failed while it held the lock has rolled its work back.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
#[path = "store_tests.rs"]
mod tests;
