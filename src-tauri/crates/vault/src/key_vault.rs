//! What every place for a key can do.

use std::fmt;

use crate::{Key, VaultError};

/// A place that holds the one key of an installation.
///
/// Both acts may take a while (a sealed file is slow on purpose, and a locked keyring asks the person
/// for its password), so they belong where waiting is allowed.
pub trait KeyVault: fmt::Debug + Send + Sync {
    /// Gives the key that lies here; that there is none is an error, never a reason to make one.
    fn read(&self) -> Result<Key, VaultError>;

    /// Puts the first key here and makes sure that it can be read back; refuses if one is here.
    fn keep(&self, key: &Key) -> Result<(), VaultError>;

    /// Says to a person where the key lies.
    fn words(&self) -> String;
}
