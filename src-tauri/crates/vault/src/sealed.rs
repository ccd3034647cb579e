//! The text of a sealed key file: a key that only a passphrase opens.
//!
//! Argon2id makes a key of the passphrase, XChaCha20-Poly1305 wraps ours with it. The text can be
//! written in only one way, so that any changed byte shows: a check sum finds what is damaged, and
//! what passes it and does not open had another passphrase.

use argon2::{Algorithm, Argon2, Params, Version};
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use secrecy::{ExposeSecret, SecretString};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use crate::random::random;
use crate::{Key, VaultError};

/// No file of ours comes near it.
pub(crate) const MOST_BYTES: u64 = 4096;

/// What one try of a passphrase costs, us and whoever guesses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cost {
    memory_kib: u32,
    passes: u32,
    lanes: u32,
}

impl Cost {
    /// RFC 9106, section 4, second choice, with one lane instead of four.
    pub const DEFAULT: Self = Self {
        memory_kib: 64 * 1024,
        passes: 3,
        lanes: 1,
    };

    /// For a file whose passphrase is no secret.
    pub const LEAST: Self = Self {
        memory_kib: 8,
        passes: 1,
        lanes: 1,
    };

    /// Gives a cost that Argon2 takes and this computer can pay: no file may ask for a terabyte.
    pub fn new(memory_kib: u32, passes: u32, lanes: u32) -> Option<Self> {
        let can_be_paid = (1..=4).contains(&lanes)
            && (1..=10).contains(&passes)
            && (8 * lanes..=256 * 1024).contains(&memory_kib);

        can_be_paid.then_some(Self {
            memory_kib,
            passes,
            lanes,
        })
    }
}

impl Cost {
    /// Without this much memory a right passphrase would look like a wrong one.
    fn is_paid(self) -> Result<(), VaultError> {
        let bytes = self.memory_kib as usize * 1024;

        Vec::<u8>::new()
            .try_reserve_exact(bytes)
            .map_err(|_| VaultError::NoMemory {
                megabytes: self.memory_kib.div_ceil(1024),
            })
    }
}

/// What stands in a key file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Sealed {
    cost: Cost,
    salt: [u8; 16],
    nonce: [u8; 24],
    wrapped: Vec<u8>,
}

impl Sealed {
    pub(crate) fn seal(
        key: &Key,
        passphrase: &SecretString,
        cost: Cost,
    ) -> Result<Self, VaultError> {
        cost.is_paid()?;
        let mut sealed = Self {
            cost,
            salt: random()?,
            nonce: random()?,
            wrapped: Vec::new(),
        };
        sealed.wrapped = sealed
            .wrap(key, passphrase)
            .ok_or(VaultError::PassphraseUnusable)?;

        Ok(sealed)
    }

    /// Asks for the memory that opening it takes, before anything is made of a refusal.
    pub(crate) fn has_memory(&self) -> Result<(), VaultError> {
        self.cost.is_paid()
    }

    /// Gives the key, or nothing if the passphrase is another one.
    pub(crate) fn open(&self, passphrase: &SecretString) -> Option<Key> {
        let head = self.head();
        let wrapped = Payload {
            msg: &self.wrapped,
            aad: head.as_bytes(),
        };
        let opened = self
            .cipher(passphrase)?
            .decrypt(&XNonce::from(self.nonce), wrapped);

        Key::from_slice(&Zeroizing::new(opened.ok()?))
    }

    pub(crate) fn text(&self) -> String {
        let body = format!(
            "{}nonce = {}\nsealed = {}\n",
            self.head(),
            base16ct::lower::encode_string(&self.nonce),
            base16ct::lower::encode_string(&self.wrapped)
        );
        let check = base16ct::lower::encode_string(&Sha256::digest(&body));

        format!("{body}check = {check}\n")
    }

    /// Takes what [`text`](Self::text) gave and nothing else.
    pub(crate) fn parse(bytes: &[u8]) -> Option<Self> {
        let text = str::from_utf8(bytes).ok()?;
        let number = |name| value(text, name)?.parse().ok();
        let sealed = Self {
            cost: Cost::new(number("memory-kib")?, number("passes")?, number("lanes")?)?,
            salt: digits(text, "salt")?.try_into().ok()?,
            nonce: digits(text, "nonce")?.try_into().ok()?,
            wrapped: digits(text, "sealed")?,
        };

        (sealed.text() == text).then_some(sealed)
    }

    /// What is not secret and yet must be what it was when the key was sealed.
    fn head(&self) -> String {
        let Cost {
            memory_kib,
            passes,
            lanes,
        } = self.cost;
        let salt = base16ct::lower::encode_string(&self.salt);

        format!(
            "linkdesk sealed key, version 1\n\
             kdf = argon2id\n\
             memory-kib = {memory_kib}\n\
             passes = {passes}\n\
             lanes = {lanes}\n\
             salt = {salt}\n\
             cipher = xchacha20poly1305\n"
        )
    }

    fn wrap(&self, key: &Key, passphrase: &SecretString) -> Option<Vec<u8>> {
        let head = self.head();
        let plain = Payload {
            msg: key.bytes(),
            aad: head.as_bytes(),
        };

        self.cipher(passphrase)?
            .encrypt(&XNonce::from(self.nonce), plain)
            .ok()
    }

    fn cipher(&self, passphrase: &SecretString) -> Option<XChaCha20Poly1305> {
        let Cost {
            memory_kib,
            passes,
            lanes,
        } = self.cost;
        let params = Params::new(memory_kib, passes, lanes, None).ok()?;
        let mut key = Zeroizing::new([0; 32]);
        Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
            .hash_password_into(
                passphrase.expose_secret().as_bytes(),
                &self.salt,
                key.as_mut_slice(),
            )
            .ok()?;

        XChaCha20Poly1305::new_from_slice(key.as_slice()).ok()
    }
}

/// `line = name " = " value`
fn value<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    text.lines()
        .find_map(|line| line.strip_prefix(name)?.strip_prefix(" = "))
}

fn digits(text: &str, name: &str) -> Option<Vec<u8>> {
    base16ct::lower::decode_vec(value(text, name)?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sealed_opens_with_its_passphrase_alone() {
        let sealed = sealed();

        assert_eq!(sealed.open(&passphrase()), Some(key()));
        assert_eq!(sealed.open(&SecretString::from("Correct horse")), None);
        assert_eq!(sealed.open(&SecretString::from("")), None);
    }

    #[test]
    fn the_text_gives_back_what_was_written() {
        assert_eq!(Sealed::parse(sealed().text().as_bytes()), Some(sealed()));
    }

    /// Whoever changes the file can mend the check sum too; then the cipher must find it.
    #[test]
    fn no_changed_bit_opens_even_with_the_check_sum_mended() {
        let text = sealed().text();
        let body = text.find("check = ").unwrap();
        let mut tried = 0;

        for place in 0..body {
            for bit in 0..8 {
                let mut bytes = text.as_bytes()[..body].to_vec();
                bytes[place] ^= 1 << bit;
                let check = base16ct::lower::encode_string(&Sha256::digest(&bytes));
                bytes.extend_from_slice(format!("check = {check}\n").as_bytes());
                if let Some(changed) = Sealed::parse(&bytes) {
                    tried += 1;
                    assert_eq!(changed.open(&passphrase()), None, "byte {place}, bit {bit}");
                }
            }
        }
        assert!(
            tried > 300,
            "only {tried} changes came as far as the cipher"
        );
    }

    #[test]
    fn every_line_is_sealed_with_the_key() {
        let sealed = sealed();
        let costlier = Sealed {
            cost: Cost::new(9, 1, 1).unwrap(),
            ..sealed.clone()
        };
        let cipher = sealed.cipher(&passphrase()).unwrap();
        let head = costlier.head();
        let payload = Payload {
            msg: sealed.wrapped.as_slice(),
            aad: head.as_bytes(),
        };

        assert!(
            cipher
                .decrypt(&XNonce::from(sealed.nonce), payload)
                .is_err(),
            "the right cipher key must not open it under another head"
        );
    }

    #[test]
    fn each_sealing_has_a_salt_and_a_nonce_of_its_own() {
        let (one, other) = (sealed_anew(), sealed_anew());

        assert_ne!(one.salt, other.salt);
        assert_ne!(one.nonce, other.nonce);
        assert_ne!(one.wrapped, other.wrapped);
    }

    #[test]
    fn a_cost_is_bounded_on_both_sides() {
        assert_eq!(Cost::new(64 * 1024, 3, 1), Some(Cost::DEFAULT));
        assert!(Cost::new(256 * 1024, 10, 4).is_some());
        for (memory, passes, lanes) in [
            (256 * 1024 + 1, 1, 1),
            (u32::MAX, 1, 1),
            (8, 11, 1),
            (8, 0, 1),
            (7, 1, 1),
            (15, 1, 2),
            (64, 1, 5),
            (8, 1, 0),
        ] {
            assert_eq!(
                Cost::new(memory, passes, lanes),
                None,
                "{memory} {passes} {lanes}"
            );
        }
    }

    /// Always the same, so that a test that fails fails again.
    fn sealed() -> Sealed {
        let mut sealed = Sealed {
            cost: Cost::new(8, 1, 1).unwrap(),
            salt: [1; 16],
            nonce: [2; 24],
            wrapped: Vec::new(),
        };
        sealed.wrapped = sealed.wrap(&key(), &passphrase()).unwrap();

        sealed
    }

    fn sealed_anew() -> Sealed {
        Sealed::seal(&key(), &passphrase(), Cost::new(8, 1, 1).unwrap()).unwrap()
    }

    fn key() -> Key {
        Key::from_bytes([7; 32])
    }

    fn passphrase() -> SecretString {
        SecretString::from("correct horse")
    }
}
