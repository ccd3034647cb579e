//! Making a practice: beside its place first, and moved there when it is whole.

use std::fs;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use practice::{Practice, Setup};
use store::Store;
use vault::{InstallId, Key};

use crate::begun::{self, Begun, Unfinished};
use crate::folder::{marks, outside};
use crate::ground;
use crate::install::{has_practice, write_install};
use crate::{Keeping, PremisesError, Result};

/// What was made, in words and paths.
#[derive(Debug)]
pub struct Made {
    pub key: String,
    pub marks: PathBuf,
}

/// Makes all of it or leaves nothing in the way of another attempt.
pub fn make(
    folder: &Path,
    install: &InstallId,
    keeping: &Keeping,
    setup: &Setup,
    now: Timestamp,
    unfinished: Option<Unfinished>,
) -> Result<Made> {
    ground::holds(folder)?;
    begun::sweep_keyless(folder);
    let (key, is_kept) = match unfinished {
        Some(unfinished) => (unfinished.key, true),
        None => (Key::random()?, false),
    };
    let marks = outside(&keeping.state, &key).path();
    let begun = begin(folder, (install, &keeping.state), setup, now, &key).and_then(|begun| {
        if !is_kept {
            keeping.vault.keep(&key)?;
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
        key: keeping.vault.words(),
        marks,
    })
}

/// Refuses a place that is taken, and one that cannot hold a practice.
pub fn is_free(folder: &Path) -> Result<()> {
    ground::holds(folder)?;
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
        Err(PremisesError::NotEmpty {
            folder: folder.to_owned(),
        })
    }
}

fn begin(
    folder: &Path,
    (install, state): (&InstallId, &Path),
    setup: &Setup,
    now: Timestamp,
    key: &Key,
) -> Result<Begun> {
    let begun = Begun::beside(folder).map_err(|_| not_made(folder))?;
    write_install(begun.path(), install).map_err(|_| not_made(folder))?;
    fill(begun.path(), state, setup, now, key)?;

    Ok(begun)
}

fn finish(begun: Begun, folder: &Path, install: &InstallId) -> Result<()> {
    begun::sweep(folder, install);
    let path = begun.keep().map_err(|_| not_made(folder))?;

    move_to(&path, folder).map_err(|_| not_made(folder))
}

fn not_made(folder: &Path) -> PremisesError {
    PremisesError::NotMade {
        folder: folder.to_owned(),
    }
}

fn fill(begun: &Path, state: &Path, setup: &Setup, now: Timestamp, key: &Key) -> Result<()> {
    let store = Store::create(&begun.join(store::FILE_NAME), &key.hex())?;
    let practice = Practice::create(store, marks(state, key), setup, now)?;

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
