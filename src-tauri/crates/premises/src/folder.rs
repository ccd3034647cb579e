//! Opening a practice: its name, its key, its ledger, its marks.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use practice::{ExchangeLock, Practice, Settings};
use store::{Store, StoreError};
use vault::{InstallId, Key, KeyVault, Outside, Safe};

use crate::ground;
use crate::install::read_install;
use crate::marks::MarksFile;
use crate::secrets::SAFE;
use crate::{PremisesError, Result};

/// The name of the marks in the state folder.
const MARKS: &str = "marks";

/// A practice that was opened, and where it lies.
pub struct Premises {
    pub folder: PathBuf,
    pub practice: Practice,
    pub settings: Settings,
    state: PathBuf,
    key: Key,
}

/// Where the key of a practice lies, and where its marks and secrets do: apart from its data.
#[derive(Debug)]
pub struct Keeping {
    pub vault: Box<dyn KeyVault>,
    pub state: PathBuf,
}

impl Keeping {
    /// Where this computer keeps them for an installation.
    pub fn of(install: &InstallId) -> Result<Self> {
        Ok(Self {
            vault: vault::choose(install, &env)?,
            state: vault::state_folder(install, &env)?,
        })
    }
}

impl Premises {
    /// Opens with the key that lies where this computer keeps keys.
    pub fn open(folder: &Path) -> Result<Self> {
        Self::open_with(folder, Keeping::of(&read_install(folder)?)?)
    }

    /// Opens with a key from a place that the caller names.
    pub fn open_with(folder: &Path, keeping: Keeping) -> Result<Self> {
        ground::holds(folder)?;
        let Keeping { vault, state } = keeping;
        let key = vault.read()?;
        let store = match Store::open(&folder.join(store::FILE_NAME), &key.hex()) {
            Err(StoreError::Missing) => return Err(PremisesError::NoLedger),
            opened => opened?,
        };
        if !store.is_of_our_make()? {
            return Err(PremisesError::OtherMake);
        }
        let practice = Practice::open(store, marks(&state, &key));
        let settings = practice.settings()?;

        Ok(Self {
            folder: folder.to_owned(),
            practice,
            settings,
            state,
            key,
        })
    }

    /// The key of the training service's memory.
    pub(crate) fn training_key(&self) -> Key {
        self.key.derive("training")
    }

    /// Who may exchange: one program for the folder, and for all copies of it on this computer, since they share
    /// the record of the numbers. `None` where another does.
    pub fn lock(&self) -> std::io::Result<Option<ExchangeLock>> {
        std::fs::create_dir_all(&self.state)?;

        ExchangeLock::take_all(&[&self.folder, &self.state])
    }

    /// Where the secrets of the mailbox lie.
    pub fn safe(&self) -> Safe {
        Safe::at(self.state.clone(), SAFE, &self.key)
    }
}

/// Where the last numbers are kept, so that data put back from an earlier time is recognised.
pub(crate) fn outside(state: &Path, key: &Key) -> Outside {
    Outside::at(state.to_owned(), MARKS, key)
}

pub(crate) fn marks(state: &Path, key: &Key) -> Arc<MarksFile> {
    Arc::new(MarksFile(outside(state, key)))
}

pub fn env(name: &str) -> Option<OsString> {
    std::env::var_os(name)
}

impl std::fmt::Debug for Premises {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Premises")
    }
}
