//! What an `init` that was killed has left beside the folder it was to make: it is taken over or cleared away.

use std::fs;
use std::path::{Path, PathBuf};

use practice::ExchangeLock;
use store::Store;
use tempfile::TempDir;
use vault::{InstallId, Key, KeyVault, VaultError};

use crate::folder::env;
use crate::install::install_of;

/// What may lie in a begun folder; with anything else in it, it is not ours to remove.
const OURS: [&str; 5] = [
    "install.json",
    "linkdesk.db",
    "linkdesk.db-wal",
    "linkdesk.db-shm",
    LOCK,
];
const LOCK: &str = "exchange.lock";

/// A folder in which a practice is being made. It is gone by itself unless it is kept.
pub(crate) struct Begun {
    folder: TempDir,
    lock: ExchangeLock,
}

/// An earlier attempt whose key was kept: the key opens what was begun, and nothing else.
#[derive(Debug)]
pub struct Unfinished {
    pub install: InstallId,
    pub(crate) key: Key,
}

impl Begun {
    /// This user's alone from its first moment, and locked, so that no other `init` takes it for a dead one.
    pub(crate) fn beside(folder: &Path) -> std::io::Result<Self> {
        let (above, prefix) = place(folder).ok_or(std::io::ErrorKind::InvalidInput)?;
        let mut begun = tempfile::Builder::new();
        begun.prefix(&prefix);
        #[cfg(unix)]
        begun.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o700));
        let begun = begun.tempdir_in(above)?;
        let lock = ExchangeLock::take(begun.path())?.ok_or(std::io::ErrorKind::ResourceBusy)?;

        Ok(Self {
            folder: begun,
            lock,
        })
    }

    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    /// From here on it stays, and the next `init` can take it over.
    pub(crate) fn keep(self) -> std::io::Result<PathBuf> {
        let path = self.folder.keep();
        drop(self.lock);
        fs::remove_file(path.join(LOCK))?;

        Ok(path)
    }
}

/// The attempt for this folder whose key lies in the vault.
pub fn unfinished(folder: &Path) -> Option<Unfinished> {
    dead(folder).iter().find_map(|begun| {
        let install = install_of(begun)?;
        let key = vault::choose(&install, &env).ok()?.read().ok()?;
        let opened = Store::open(&begun.join(store::FILE_NAME), &key.hex());

        opened.ok().map(|_| Unfinished { install, key })
    })
}

/// Clears away the attempts for this folder whose key was never kept. To be asked before a key is kept.
pub(crate) fn sweep_keyless(folder: &Path) {
    for begun in dead(folder) {
        let install = install_of(&begun);
        let Some(install) = install else {
            clear(&begun);
            continue;
        };
        if has_no_key(vault::choose(&install, &env)) {
            clear(&begun);
            // The marks of a practice that nobody can open.
            if let Ok(state) = vault::state_folder(&install, &env) {
                clear(&state);
            }
        }
    }
}

/// Clears away the attempts for this folder whose key another attempt has taken over.
pub(crate) fn sweep(folder: &Path, install: &InstallId) {
    for begun in dead(folder) {
        if install_of(&begun).as_ref() == Some(install) {
            clear(&begun);
        }
    }
}

/// What cannot be cleared away is in nobody's way.
fn clear(folder: &Path) {
    let _ = fs::remove_dir_all(folder);
}

fn has_no_key(vault: Result<Box<dyn KeyVault>, VaultError>) -> bool {
    vault.is_ok_and(|vault| matches!(vault.read(), Err(VaultError::NoKey { .. })))
}

/// Begun folders for this place with nothing but ours in them, at which no program is at work.
fn dead(folder: &Path) -> Vec<PathBuf> {
    let Some((above, prefix)) = place(folder) else {
        return Vec::new();
    };
    let entries = fs::read_dir(above).into_iter().flatten().flatten();
    let is_begun = |path: &PathBuf| {
        let name = path.file_name().map(|name| name.to_string_lossy());

        name.is_some_and(|name| name.starts_with(&prefix)) && is_dead(path)
    };

    entries.map(|entry| entry.path()).filter(is_begun).collect()
}

fn is_dead(begun: &Path) -> bool {
    let Ok(entries) = fs::read_dir(begun) else {
        return false;
    };
    let is_ours = entries.flatten().all(|entry| {
        let name = entry.file_name();
        OURS.iter().any(|ours| name == *ours)
    });

    is_ours && matches!(ExchangeLock::take(begun), Ok(Some(_)))
}

/// The folder in which the place lies, and how the folders begin that are begun for it.
fn place(folder: &Path) -> Option<(PathBuf, String)> {
    let name = folder.file_name()?.to_string_lossy();

    Some((
        folder.parent()?.to_owned(),
        format!(".linkdesk-init-{name}-"),
    ))
}
