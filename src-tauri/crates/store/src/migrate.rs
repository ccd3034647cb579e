//! Steps from one format of the file to the next. A step is never edited once released.

use std::fs;
use std::path::{Path, PathBuf};

use crate::db::Db;
use crate::{Result, StoreError};

/// The steps in their order; the file tells how many it has seen.
pub(crate) const MIGRATIONS: &[&str] = &[include_str!("../migrations/sqlite/0001.sql")];

/// How the file stands to the steps that this program knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    Ours,
    /// It has seen so many steps, and not all.
    Older(u32),
}

/// Looks which steps a file has seen, before anything is written to it. One that has seen none is not a ledger.
pub(crate) fn format(db: &Db, steps: &[&str]) -> Result<Format> {
    let (found, known) = (version(db)?, known(steps));

    if found > known {
        Err(StoreError::Newer { found, known })
    } else if found == 0 {
        Err(StoreError::Damaged)
    } else if found < known {
        Ok(Format::Older(found))
    } else {
        Ok(Format::Ours)
    }
}

/// Takes the steps that the file has not seen, each in a transaction of its own.
pub(crate) fn run(db: &mut Db, steps: &[&str]) -> Result<()> {
    for (number, step) in (1..).zip(steps) {
        db.transaction(true, |db| {
            // Another program may have been faster.
            if version(db)? >= number {
                return Ok(());
            }
            db.script(step)?;
            db.set_pragma("user_version", &number.to_string())
        })?;
    }

    Ok(())
}

/// A copy beside the file, so that the older program can still open what it knew. Nobody here may have the
/// file open: closing the copied one would end all of this program's locks on it.
pub(crate) fn keep_copy(path: &Path, version: u32) -> Result<PathBuf> {
    // Whoever closes the file last brings the log into it, and takes the log away.
    if has_log(path) {
        return Err(StoreError::Busy);
    }
    let copy = beside(path, &format!(".before-format-{}", version + 1));
    let begun = beside(&copy, ".new");
    fs::copy(path, &begun)
        .and_then(|_| fs::File::open(&begun)?.sync_all())
        .and_then(|()| fs::rename(&begun, &copy))
        .map_err(|_| StoreError::NotOpened)?;

    Ok(copy)
}

/// There is something in the write-ahead log that is perhaps not yet in the file.
pub(crate) fn has_log(path: &Path) -> bool {
    fs::metadata(beside(path, "-wal")).is_ok_and(|log| log.len() > 0)
}

/// The name of a file that belongs to this one.
pub(crate) fn beside(path: &Path, end: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(end);

    name.into()
}

fn version(db: &Db) -> Result<u32> {
    db.pragma("user_version")?
        .parse()
        .map_err(|_| StoreError::Odd)
}

fn known(steps: &[&str]) -> u32 {
    steps.len().try_into().unwrap_or(u32::MAX)
}
