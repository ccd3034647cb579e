//! The `Authorization` header of MESH: made anew for every attempt, since MESH takes each only once.

use hmac::{Hmac, KeyInit, Mac};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use reqwest::header::HeaderValue;
use secrecy::{ExposeSecret, SecretString};
use sha2::Sha256;

/// What a mailbox is opened with.
pub(crate) struct Credentials {
    pub(crate) mailbox: String,
    pub(crate) password: SecretString,
    pub(crate) shared_key: SecretString,
}

/// The computer gave no random bytes, or a key could not be used: nothing can be signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct NotSigned;

impl Credentials {
    /// A token for one attempt.
    pub(crate) fn token(&self, now: Timestamp) -> Result<HeaderValue, NotSigned> {
        let minute = now
            .to_zoned(TimeZone::UTC)
            .strftime("%Y%m%d%H%M")
            .to_string();
        let text = self.signed(&nonce()?, "0", &minute)?;
        let mut value = HeaderValue::from_str(&text).map_err(|_| NotSigned)?;
        value.set_sensitive(true);

        Ok(value)
    }

    /// `NHSMESH mailbox:nonce:count:time:hash`; the password is only in the hash.
    fn signed(&self, nonce: &str, count: &str, minute: &str) -> Result<String, NotSigned> {
        let (mailbox, password) = (&self.mailbox, self.password.expose_secret());
        let key = self.shared_key.expose_secret().as_bytes();
        let mut mac = Hmac::<Sha256>::new_from_slice(key).map_err(|_| NotSigned)?;
        mac.update(format!("{mailbox}:{nonce}:{count}:{password}:{minute}").as_bytes());
        let hash = base16ct::lower::encode_string(&mac.finalize().into_bytes());

        Ok(format!("NHSMESH {mailbox}:{nonce}:{count}:{minute}:{hash}"))
    }
}

/// A random UUID, version 4.
fn nonce() -> Result<String, NotSigned> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(|_| NotSigned)?;

    Ok(uuid(u128::from_be_bytes(bytes)))
}

fn uuid(random: u128) -> String {
    const VERSION: u128 = 0x4 << 76;
    const VARIANT: u128 = 0x2 << 62;
    let number = random & !(0xf << 76) & !(0x3 << 62) | VERSION | VARIANT;
    let part = |from: u32, bits: u32| (number >> from) & ((1 << bits) - 1);

    format!(
        "{:08x}-{:04x}-{:04x}-{:04x}-{:012x}",
        part(96, 32),
        part(80, 16),
        part(64, 16),
        part(48, 16),
        part(0, 48)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hash(words: [&str; 5], key: &str) -> String {
        let [mailbox, nonce, count, password, minute] = words;
        let credentials = Credentials {
            mailbox: mailbox.to_owned(),
            password: password.into(),
            shared_key: key.into(),
        };
        let token = credentials.signed(nonce, count, minute).unwrap();
        let (head, hash) = token.rsplit_once(':').unwrap();
        assert_eq!(head, format!("NHSMESH {mailbox}:{nonce}:{count}:{minute}"));

        hash.to_owned()
    }

    /// The first is the one that the NHAIS adaptor tests itself with.
    #[test]
    fn known_tokens_are_signed_as_known() {
        const ONE: &str = "00000000-0000-4000-8000-000000000001";
        for (words, key, wanted) in [
            (
                [
                    "mailbox_id",
                    "73eefd69-811f-44d0-81f8-a54ff352a991",
                    "1",
                    "mailbox_password",
                    "199111061230",
                ],
                "shared_key",
                "e80adf34b261ba9a377ac4776e1354f2ce814c5f6ecec71b2ce540b94836c530",
            ),
            (
                ["X26ABC1", ONE, "0", "password", "202601311200"],
                "TestKey",
                "fe23706e11d7c839ffffa24c2d4c5e4ec22abd20257e29f97a191ffd2a7d8628",
            ),
            (
                ["X26ABC1", ONE, "1", "password", "202601311200"],
                "TestKey",
                "64ed3c411a13f775f1abc7eb459b4d733e1bc62667cfd5fd9c962d090e02a19c",
            ),
            (
                ["X26ABC1", ONE, "001", "password", "202601311200"],
                "TestKey",
                "c848b33bcf9e87a970b9af657691a9a06c40d31544f244679c8967b876720873",
            ),
            (
                [
                    "A81001GP001",
                    "2c001608-5f09-4840-9611-bea43e666a30",
                    "0",
                    "pa:ss word",
                    "202607010005",
                ],
                "Banana",
                "b9e0858f275acede36999bfad2d75c9767f96e340ff32ef86713d89581f4274e",
            ),
        ] {
            assert_eq!(hash(words, key), wanted);
        }
    }

    #[test]
    fn every_token_is_another_and_bears_the_time_in_utc() {
        let credentials = Credentials {
            mailbox: "X26ABC1".to_owned(),
            password: "password".into(),
            shared_key: "TestKey".into(),
        };
        let now: Timestamp = "2026-07-01T00:05:59+01:00".parse().unwrap();
        let tokens = [(); 2].map(|()| credentials.token(now).unwrap());
        let parts: Vec<&str> = tokens[0].to_str().unwrap().split(':').collect();

        assert_ne!(tokens[0], tokens[1]);
        assert!(tokens[0].is_sensitive());
        assert_eq!(parts[0], "NHSMESH X26ABC1");
        assert_eq!(
            (parts[1].len(), parts[1].as_bytes()[14], parts[2]),
            (36, b'4', "0")
        );
        assert_eq!(parts[3], "202606302305");
    }

    #[test]
    fn a_nonce_has_the_form_of_a_random_uuid() {
        assert_eq!(uuid(0), "00000000-0000-4000-8000-000000000000");
        assert_eq!(uuid(u128::MAX), "ffffffff-ffff-4fff-bfff-ffffffffffff");
    }
}
