//! A key in a file that a passphrase seals, for computers without a keyring.

use std::path::{Path, PathBuf};

use secrecy::{ExposeSecret, SecretString};

use crate::sealed::{Cost, MOST_BYTES, Sealed};
use crate::{Key, KeyVault, VaultError, disk};

/// Holds no key, only the way to one: each reading opens the file again.
#[derive(Debug)]
pub struct KeyFile {
    path: PathBuf,
    passphrase: SecretString,
    cost: Cost,
}

impl KeyFile {
    pub fn new(path: impl Into<PathBuf>, passphrase: SecretString) -> Self {
        Self {
            path: path.into(),
            passphrase,
            cost: Cost::DEFAULT,
        }
    }

    /// Sets what a file that is yet to be written will cost to open; one that is there says it itself.
    pub fn with_cost(self, cost: Cost) -> Self {
        Self { cost, ..self }
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    fn place(&self) -> String {
        format!("the file {}", self.path.display())
    }

    fn already_there(&self) -> VaultError {
        VaultError::AlreadyThere {
            place: self.place(),
        }
    }

    fn damaged(&self) -> VaultError {
        VaultError::KeyDamaged {
            place: self.place(),
        }
    }
}

impl KeyVault for KeyFile {
    fn read(&self) -> Result<Key, VaultError> {
        let bytes = disk::read(&self.path, MOST_BYTES)?.ok_or_else(|| VaultError::NoKey {
            place: self.place(),
        })?;
        let sealed = Sealed::parse(&bytes).ok_or_else(|| self.damaged())?;
        sealed.has_memory()?;

        sealed
            .open(&self.passphrase)
            .ok_or_else(|| VaultError::WrongPassphrase {
                path: self.path.clone(),
            })
    }

    fn keep(&self, key: &Key) -> Result<(), VaultError> {
        if self.passphrase.expose_secret().is_empty() {
            return Err(VaultError::NoPassphrase);
        }
        let sealed = Sealed::seal(key, &self.passphrase, self.cost)?;
        if !disk::put_new(&self.path, sealed.text().as_bytes())? {
            return Err(self.already_there());
        }
        if self.read()? != *key {
            return Err(self.damaged());
        }

        Ok(())
    }

    fn words(&self) -> String {
        format!(
            "the key file {}, sealed with a passphrase",
            self.path.display()
        )
    }
}
