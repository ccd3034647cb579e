//! The key itself: 32 random bytes that are wiped when they are let go.

use std::fmt;

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use zeroize::Zeroizing;

use crate::VaultError;
use crate::random::random;

/// Stands before each purpose, so that no other use of HMAC with this key can give the same bytes.
const DERIVED: &[u8] = b"linkdesk derived key 1\0";

/// A 256-bit secret.
#[derive(Clone)]
pub struct Key {
    bytes: Zeroizing<[u8; 32]>,
}

impl Key {
    pub fn random() -> Result<Self, VaultError> {
        Ok(Self {
            bytes: Zeroizing::new(random()?),
        })
    }

    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self {
            bytes: Zeroizing::new(bytes),
        }
    }

    /// 64 lower-case digits, as SQLCipher takes a raw key and as the keyring keeps it.
    pub fn hex(&self) -> Zeroizing<String> {
        Zeroizing::new(base16ct::lower::encode_string(self.bytes.as_slice()))
    }

    /// Makes the key for another purpose: one that leaks tells nothing of this one.
    pub fn derive(&self, purpose: &str) -> Self {
        let mut bytes = Zeroizing::new([0; 32]);
        let derived = self.hmac().chain_update(DERIVED).chain_update(purpose);
        bytes.copy_from_slice(&derived.finalize().into_bytes());

        Self { bytes }
    }

    /// RFC 2104, section 2: a key shorter than a block is filled up with zeros.
    pub(crate) fn hmac(&self) -> Hmac<Sha256> {
        let mut block = Zeroizing::new([0; 64]);
        for (to, from) in block.iter_mut().zip(self.bytes.iter()) {
            *to = *from;
        }

        Hmac::new((&*block).into())
    }

    pub(crate) fn bytes(&self) -> &[u8; 32] {
        &self.bytes
    }

    /// Takes what [`hex`](Self::hex) gave and nothing else.
    pub(crate) fn from_hex(text: &str) -> Option<Self> {
        let mut bytes = Zeroizing::new([0; 32]);
        let whole = text.len() == 64;

        (whole && base16ct::lower::decode(text, bytes.as_mut_slice()).is_ok())
            .then_some(Self { bytes })
    }

    pub(crate) fn from_slice(slice: &[u8]) -> Option<Self> {
        let mut bytes = Zeroizing::new([0; 32]);
        let whole = slice.len() == bytes.len();
        if whole {
            bytes.copy_from_slice(slice);
        }

        whole.then_some(Self { bytes })
    }
}

/// Takes the same time wherever two keys differ.
impl PartialEq for Key {
    fn eq(&self, other: &Self) -> bool {
        let pairs = self.bytes.iter().zip(other.bytes.iter());

        pairs.fold(0, |differences, (a, b)| differences | (a ^ b)) == 0
    }
}

impl Eq for Key {}

/// Redacted, so that no log line or panic message can carry it.
impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key(redacted)")
    }
}

#[cfg(test)]
mod tests {
    use zeroize::ZeroizeOnDrop;

    use super::*;

    #[test]
    fn a_key_is_told_as_64_lower_case_digits() {
        let key = Key::from_bytes([0xAB; 32]);

        assert_eq!(*key.hex(), "ab".repeat(32));
        assert_eq!(Key::from_hex(&key.hex()), Some(key));
    }

    #[test]
    fn only_64_lower_case_digits_are_a_key() {
        let too_long = "ab".repeat(33);
        let upper = "AB".repeat(32);
        let sign = "ab".repeat(32).replacen('a', "+", 1);

        for text in ["", "ab", too_long.as_str(), upper.as_str(), sign.as_str()] {
            assert_eq!(Key::from_hex(text), None, "{text}");
        }
        assert_eq!(Key::from_slice(&[1; 31]), None);
        assert_eq!(Key::from_slice(&[1; 33]), None);
    }

    /// Computed by `openssl dgst -sha256 -mac HMAC`.
    #[test]
    fn a_derived_key_is_the_hmac_of_its_purpose() {
        let derived = Key::from_bytes([7; 32]).derive("marks");

        assert_eq!(
            *derived.hex(),
            "990557d05b4f2e0b7281a8cb96039387fba52d3e26d636dfb8589dbf854b420b"
        );
    }

    #[test]
    fn each_purpose_has_a_key_of_its_own() {
        let key = Key::from_bytes([7; 32]);

        assert_ne!(key.derive("marks"), key.derive("backup"));
        assert_ne!(key.derive("marks"), key);
    }

    #[test]
    fn keys_that_differ_in_one_bit_are_not_the_same() {
        let key = [7; 32];
        for place in 0..32 {
            let mut other = key;
            other[place] ^= 1;

            assert_ne!(Key::from_bytes(key), Key::from_bytes(other));
        }
    }

    #[test]
    fn random_keys_differ() {
        assert_ne!(Key::random().unwrap(), Key::random().unwrap());
    }

    #[test]
    fn debug_shows_nothing() {
        assert_eq!(
            format!("{:?}", Key::from_bytes([7; 32])),
            "Key(redacted)",
            "a key must not reach a log"
        );
    }

    /// Does not compile once the bytes stand in something that is not wiped.
    #[test]
    fn the_bytes_are_wiped_when_they_are_let_go() {
        fn wiped(_: &impl ZeroizeOnDrop) {}

        wiped(&Key::from_bytes([7; 32]).bytes);
    }
}
