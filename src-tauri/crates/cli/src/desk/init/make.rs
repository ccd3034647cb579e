//! Making a practice: beside its place first, and moved there when it is whole.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::Timestamp;
use practice::{Practice, Setup};
use store::Store;
use vault::{InstallId, Key};

use super::begun::{self, Begun, Unfinished};
use crate::desk::marks::MarksFile;
use crate::desk::open::{env, has_practice, outside, write_install};
use crate::desk::refusal::Refusal;
use crate::error::Failure;

/// What was made, in words and paths.
pub(super) struct Made {
    pub(super) key: String,
    pub(super) marks: PathBuf,
}

/// Makes all of it or leaves nothing in the way of another attempt.
pub(super) fn make(
    folder: &Path,
    install: &InstallId,
    setup: &Setup,
    now: Timestamp,
    unfinished: Option<Unfinished>,
) -> Result<Made, Failure> {
    let vault = vault::choose(install, &env)?;
    begun::sweep_keyless(folder);
    let (key, is_kept) = match unfinished {
        Some(unfinished) => (unfinished.key, true),
        None => (Key::random()?, false),
    };
    let marks = outside(install, &key)?.path();
    let begun = begin(folder, install, setup, now, &key).and_then(|begun| {
        if !is_kept {
            vault.keep(&key)?;
        }
        Ok(begun)
    });
    if begun.is_err() && !is_kept {
        // The marks of a practice that was not made; their folder is this installation's alone.
        let _ = marks.parent().map(fs::remove_dir_all);
    }
    // The key is kept: should the rest fail, another attempt goes on with it.
    finish(begun?, folder, install)?;

    Ok(Made {
        key: vault.words(),
        marks,
    })
}

pub(super) fn is_free(folder: &Path) -> Result<(), Failure> {
    if has_practice(folder) {
        return Err(store::StoreError::AlreadyThere.into());
    }
    let is_empty = match fs::read_dir(folder) {
        Ok(mut entries) => entries.next().is_none(),
        Err(_) => !folder.exists(),
    };

    if is_empty {
        Ok(())
    } else {
        Err(Refusal::NotEmpty {
            folder: folder.to_owned(),
        }
        .into())
    }
}

fn begin(
    folder: &Path,
    install: &InstallId,
    setup: &Setup,
    now: Timestamp,
    key: &Key,
) -> Result<Begun, Failure> {
    let begun = Begun::beside(folder).map_err(|_| not_made(folder))?;
    write_install(begun.path(), install).map_err(|_| not_made(folder))?;
    fill(begun.path(), install, setup, now, key)?;

    Ok(begun)
}

fn finish(begun: Begun, folder: &Path, install: &InstallId) -> Result<(), Failure> {
    begun::sweep(folder, install);
    let path = begun.keep().map_err(|_| not_made(folder))?;

    Ok(move_to(&path, folder).map_err(|_| not_made(folder))?)
}

fn not_made(folder: &Path) -> Refusal {
    Refusal::NotMade {
        folder: folder.to_owned(),
    }
}

fn fill(
    begun: &Path,
    install: &InstallId,
    setup: &Setup,
    now: Timestamp,
    key: &Key,
) -> Result<(), Failure> {
    let store = Store::create(&begun.join(store::FILE_NAME), &key.hex())?;
    let marks = Arc::new(MarksFile(outside(install, key)?));
    let practice = Practice::create(store, marks, setup, now)?;

    Ok(practice.store().checkpoint()?)
}

/// An empty folder in the place is taken away first: not every system moves over one.
fn move_to(begun: &Path, folder: &Path) -> std::io::Result<()> {
    if folder.exists() {
        fs::remove_dir(folder)?;
    }
    fs::rename(begun, folder)?;
    #[cfg(unix)]
    if let Some(above) = folder.parent() {
        fs::File::open(above)?.sync_all()?;
    }

    Ok(())
}
