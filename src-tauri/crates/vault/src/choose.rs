//! Which place the key of this installation lies in.

use std::ffi::OsString;

use secrecy::SecretString;

use crate::{InstallId, KeyFile, KeyVault, Keyring, VaultError};

/// Names the sealed key file; where it is set, the keyring is not asked.
pub const KEY_FILE: &str = "LINKDESK_KEY_FILE";

/// Holds the passphrase of the key file.
pub const PASSPHRASE: &str = "LINKDESK_PASSPHRASE";

/// Chooses the key file if one is named, else the keyring if it can be reached; there is no third way.
pub fn choose(
    install: &InstallId,
    env: &dyn Fn(&str) -> Option<OsString>,
) -> Result<Box<dyn KeyVault>, VaultError> {
    match set(env, KEY_FILE) {
        Some(path) => Ok(Box::new(KeyFile::new(path, passphrase(env)?))),
        None => Ok(Box::new(Keyring::reach(install)?)),
    }
}

/// What is set to nothing counts as not set: many a service file cannot unset.
pub(crate) fn set(env: &dyn Fn(&str) -> Option<OsString>, name: &str) -> Option<OsString> {
    env(name).filter(|value| !value.is_empty())
}

fn passphrase(env: &dyn Fn(&str) -> Option<OsString>) -> Result<SecretString, VaultError> {
    let text = set(env, PASSPHRASE)
        .ok_or(VaultError::NoPassphrase)?
        .into_string()
        .map_err(|_| VaultError::PassphraseUnusable)?;

    Ok(SecretString::from(text))
}
