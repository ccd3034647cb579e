//! What is kept outside the data folder, so that a restored or copied data folder does not bring it
//! back: a few bytes that only the holder of the key could have written.
//!
//! An older file of our own, put back by hand, is told from the last one by nothing here.

use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use hmac::{Hmac, Mac};
use sha2::Sha256;

use crate::{Key, VaultError, disk};

/// `file = "linkdesk outside 1" LF mac bytes`; the mac is over the label, the name and the bytes.
const LABEL: &[u8] = b"linkdesk outside 1\n";

const MAC_BYTES: usize = 32;

/// More than any practice's marks; a larger file is not ours.
const MOST_BYTES: u64 = 64 * 1024 * 1024;

/// One named file. One program at a time may write it, which the exchange's lock sees to.
#[derive(Debug)]
pub struct Outside {
    folder: PathBuf,
    name: String,
    mac: Key,
    writing: Mutex<()>,
}

impl Outside {
    /// The key may be the one of the database: what is written is authenticated with one derived from it.
    pub fn at(folder: PathBuf, name: &str, mac: &Key) -> Self {
        Self {
            folder,
            name: name.to_owned(),
            mac: mac.derive("outside the data folder"),
            writing: Mutex::new(()),
        }
    }

    /// Gives what was written last; `None` only where there is no file.
    pub fn read(&self) -> Result<Option<Vec<u8>>, VaultError> {
        let Some(file) = disk::read(&self.path(), MOST_BYTES)? else {
            return Ok(None);
        };
        let (mac, bytes) = file
            .strip_prefix(LABEL)
            .and_then(|rest| rest.split_at_checked(MAC_BYTES))
            .ok_or_else(|| VaultError::Damaged { path: self.path() })?;

        match self.authenticated(bytes).verify_slice(mac) {
            Ok(()) => Ok(Some(bytes.to_vec())),
            Err(_) => Err(VaultError::Tampered { path: self.path() }),
        }
    }

    /// Replaces what is kept; when it returns, a power cut cannot bring the old bytes back.
    pub fn write(&self, bytes: &[u8]) -> Result<(), VaultError> {
        let mac = self.authenticated(bytes).finalize().into_bytes();
        let file = [LABEL, mac.as_slice(), bytes].concat();
        let _one = self.writing.lock().unwrap_or_else(PoisonError::into_inner);

        disk::make_folder(&self.folder)?;
        disk::replace(&self.path(), &file)
    }

    pub fn path(&self) -> PathBuf {
        self.folder.join(&self.name)
    }

    /// The name's length stands before it, so that no other name and bytes come to the same.
    fn authenticated(&self, bytes: &[u8]) -> Hmac<Sha256> {
        let length = u64::try_from(self.name.len()).unwrap_or(u64::MAX);

        self.mac
            .hmac()
            .chain_update(LABEL)
            .chain_update(length.to_be_bytes())
            .chain_update(&self.name)
            .chain_update(bytes)
    }
}
