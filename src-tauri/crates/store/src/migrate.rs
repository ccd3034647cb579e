//! Steps from one format of the file to the next. A step is never edited once released.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

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

/// Whether a file's tables are those that our steps make. Until the first release the only step is still edited, so two
/// files that have seen it may differ.
pub(crate) fn is_of_our_make(db: &Db) -> Result<bool> {
    static OURS: OnceLock<Vec<String>> = OnceLock::new();
    let ours = match OURS.get() {
        Some(ours) => ours,
        None => {
            let mut empty = Db::in_memory()?;
            run(&mut empty, MIGRATIONS)?;
            let made = tables(&empty)?;
            OURS.get_or_init(|| made)
        }
    };

    Ok(tables(db)? == *ours)
}

/// The tables as they were made, without remarks and spaces.
fn tables(db: &Db) -> Result<Vec<String>> {
    let made = db.rows(
        "SELECT sql FROM sqlite_master WHERE type = 'table' AND sql IS NOT NULL ORDER BY name",
        &[],
        |row| row.take::<String>(),
    )?;
    let plain = |sql: String| {
        let lines = sql.lines().filter_map(|line| line.split("--").next());

        lines.flat_map(str::split_whitespace).collect()
    };

    Ok(made.into_iter().map(plain).collect())
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
