//! Making a practice: beside its place first, and moved there when it is whole.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::Timestamp;
use practice::{Practice, Setup};
use store::Store;
use vault::{InstallId, Key, KeyVault};

use crate::desk::marks::MarksFile;
use crate::desk::open::{env, has_practice, outside, write_install};
use crate::desk::refusal::Refusal;
use crate::error::Failure;

/// What was made, in words and paths.
pub(super) struct Made {
    pub(super) key: String,
    pub(super) marks: PathBuf,
}

/// Makes all of it or leaves nothing behind.
pub(super) fn make(
    folder: &Path,
    install: &InstallId,
    setup: &Setup,
    now: Timestamp,
) -> Result<Made, Failure> {
    is_free(folder)?;
    let vault = vault::choose(install, &env)?;
    let key = Key::random()?;
    let marks = outside(install, &key)?.path();
    let made = place(folder, install, setup, now, &key, vault.as_ref());
    if made.is_err() {
        // The marks of a practice that was not made; their folder is this installation's alone.
        let _ = marks.parent().map(fs::remove_dir_all);
    }

    made.map(|()| Made {
        key: vault.words(),
        marks,
    })
}

fn is_free(folder: &Path) -> Result<(), Failure> {
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

fn place(
    folder: &Path,
    install: &InstallId,
    setup: &Setup,
    now: Timestamp,
    key: &Key,
    vault: &dyn KeyVault,
) -> Result<(), Failure> {
    let not_made = || Refusal::NotMade {
        folder: folder.to_owned(),
    };
    let folder = std::path::absolute(folder).map_err(|_| not_made())?;
    let above = folder.parent().ok_or_else(not_made)?;
    // This user's alone from its first moment, and gone by itself unless it is moved.
    let mut begun = tempfile::Builder::new();
    begun.prefix(".linkdesk-init-");
    #[cfg(unix)]
    begun.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o700));
    let begun = begun.tempdir_in(above).map_err(|_| not_made())?;
    write_install(begun.path(), install).map_err(|_| not_made())?;
    fill(begun.path(), install, setup, now, key)?;
    vault.keep(key)?;

    move_to(begun.path(), &folder).map_err(|_| not_made())?;
    // It has moved, so there is nothing to clean up.
    let _ = begun.keep();

    Ok(())
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
