//! Secrets that the practice was given: the mailbox's password, its shared key, the private key of its
//! certificate. They lie in the state folder, encrypted with a key derived from the one of the data: a
//! keyring's entry is too small for a certificate on some systems, and a copied data folder must not
//! be able to send.

use std::path::PathBuf;

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use zeroize::Zeroizing;

use crate::random::random;
use crate::{Key, VaultError, disk};

/// `file = "linkdesk safe 1" LF nonce sealed`; the label and the name are sealed with the bytes.
const LABEL: &[u8] = b"linkdesk safe 1\n";

const NONCE_BYTES: usize = 24;

/// More than any certificate with its chain.
const MOST_BYTES: u64 = 1024 * 1024;

/// One named file that only the holder of the key can read or write.
#[derive(Debug)]
pub struct Safe {
    folder: PathBuf,
    name: String,
    key: Key,
}

impl Safe {
    /// The key may be the one of the database: another is derived from it.
    pub fn at(folder: PathBuf, name: &str, key: &Key) -> Self {
        Self {
            folder,
            name: name.to_owned(),
            key: key.derive("the safe"),
        }
    }

    /// Gives what was written last; `None` only where there is no file.
    pub fn read(&self) -> Result<Option<Zeroizing<Vec<u8>>>, VaultError> {
        let Some(file) = disk::read(&self.path(), MOST_BYTES)? else {
            return Ok(None);
        };

        self.opened(&file)
            .map(Some)
            .ok_or_else(|| VaultError::SafeDamaged { path: self.path() })
    }

    /// Replaces what is kept, whole or not at all.
    pub fn write(&self, bytes: &[u8]) -> Result<(), VaultError> {
        let nonce: [u8; NONCE_BYTES] = random()?;
        let unwritable = || VaultError::SafeDamaged { path: self.path() };
        let aad = self.aad();
        let payload = Payload {
            msg: bytes,
            aad: &aad,
        };
        let sealed = self
            .cipher()
            .and_then(|cipher| cipher.encrypt(&XNonce::from(nonce), payload).ok())
            .ok_or_else(unwritable)?;

        disk::make_folder(&self.folder)?;
        disk::replace(&self.path(), &[LABEL, &nonce, &sealed].concat())
    }

    pub fn path(&self) -> PathBuf {
        self.folder.join(&self.name)
    }

    fn opened(&self, file: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        let (nonce, sealed) = file.strip_prefix(LABEL)?.split_at_checked(NONCE_BYTES)?;
        let nonce: [u8; NONCE_BYTES] = nonce.try_into().ok()?;
        let aad = self.aad();
        let payload = Payload {
            msg: sealed,
            aad: &aad,
        };

        self.cipher()?
            .decrypt(&XNonce::from(nonce), payload)
            .ok()
            .map(Zeroizing::new)
    }

    fn aad(&self) -> Vec<u8> {
        [LABEL, self.name.as_bytes()].concat()
    }

    fn cipher(&self) -> Option<XChaCha20Poly1305> {
        XChaCha20Poly1305::new_from_slice(self.key.bytes()).ok()
    }
}
