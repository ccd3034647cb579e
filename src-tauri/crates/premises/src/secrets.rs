//! What MESH must be shown and nobody else may see.

use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use vault::Safe;
use zeroize::Zeroizing;

use crate::Result;

/// The name of the safe in the state folder.
pub const SAFE: &str = "mesh";

/// The secrets of one mailbox. `Debug` shows none.
#[derive(Debug, Default, Clone)]
pub struct Secrets {
    pub password: Option<SecretString>,
    pub shared_key: Option<SecretString>,
    /// The certificate and its private key, in PEM.
    pub certificate: Option<SecretString>,
    pub private_key: Option<SecretString>,
}

/// As they lie in the safe.
#[derive(Serialize, Deserialize)]
struct Kept {
    password: Option<Zeroizing<String>>,
    shared_key: Option<Zeroizing<String>>,
    certificate: Option<Zeroizing<String>>,
    private_key: Option<Zeroizing<String>>,
}

impl Secrets {
    /// What was never put there is missing, not an error.
    pub fn read(safe: &Safe) -> Result<Self> {
        let Some(bytes) = safe.read()? else {
            return Ok(Self::default());
        };
        let kept: Kept = serde_json::from_slice(&bytes)
            .map_err(|_| vault::VaultError::SafeDamaged { path: safe.path() })?;
        let secret = |text: Option<Zeroizing<String>>| text.map(|text| text.as_str().into());

        Ok(Self {
            password: secret(kept.password),
            shared_key: secret(kept.shared_key),
            certificate: secret(kept.certificate),
            private_key: secret(kept.private_key),
        })
    }

    pub fn write(&self, safe: &Safe) -> Result<()> {
        let text = |secret: &Option<SecretString>| {
            let secret = secret.as_ref()?;
            Some(Zeroizing::new(secret.expose_secret().to_owned()))
        };
        let kept = Kept {
            password: text(&self.password),
            shared_key: text(&self.shared_key),
            certificate: text(&self.certificate),
            private_key: text(&self.private_key),
        };
        let bytes = serde_json::to_vec(&kept)
            .map_err(|_| vault::VaultError::SafeDamaged { path: safe.path() })?;

        Ok(safe.write(&Zeroizing::new(bytes))?)
    }

    /// Certificate and key in one text, as TLS wants them; some files hold both already.
    pub fn identity(&self) -> Option<SecretString> {
        let part = |secret: &Option<SecretString>| {
            Zeroizing::new(
                secret
                    .as_ref()
                    .map(|secret| secret.expose_secret().trim().to_owned() + "\n")
                    .unwrap_or_default(),
            )
        };
        let both = Zeroizing::new(
            [part(&self.certificate), part(&self.private_key)]
                .map(|one| one.to_string())
                .concat(),
        );

        (!both.is_empty()).then(|| both.as_str().into())
    }

    /// What MESH will ask for and is not here; without TLS no certificate is needed.
    pub fn missing(&self, is_tls: bool) -> Vec<&'static str> {
        let is_told = |secret: &Option<SecretString>| {
            secret
                .as_ref()
                .is_some_and(|secret| !secret.expose_secret().trim().is_empty())
        };
        let is_there = [
            ("the mailbox's password", is_told(&self.password)),
            ("the shared key", is_told(&self.shared_key)),
            (
                "the certificate with its private key",
                !is_tls || self.identity().is_some(),
            ),
        ];

        is_there
            .into_iter()
            .filter(|(_, is_there)| !is_there)
            .map(|(what, _)| what)
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secrets() -> Secrets {
        Secrets {
            password: Some("the-password".into()),
            shared_key: Some("the-shared-key".into()),
            certificate: Some("CERTIFICATE\n\n".into()),
            private_key: Some("PRIVATE".into()),
        }
    }

    #[test]
    fn secrets_come_out_of_the_safe_as_they_went_in() {
        let folder = tempfile::tempdir().unwrap();
        let safe = Safe::at(
            folder.path().to_owned(),
            SAFE,
            &vault::Key::from_bytes([7; 32]),
        );
        assert!(Secrets::read(&safe).unwrap().password.is_none());

        secrets().write(&safe).unwrap();
        let read = Secrets::read(&safe).unwrap();

        assert_eq!(read.password.unwrap().expose_secret(), "the-password");
        assert_eq!(read.shared_key.unwrap().expose_secret(), "the-shared-key");
        assert!(!format!("{:?}", secrets()).contains("the-"));
    }

    #[test]
    fn certificate_and_key_are_one_text() {
        assert_eq!(
            secrets().identity().unwrap().expose_secret(),
            "CERTIFICATE\nPRIVATE\n"
        );
        assert!(Secrets::default().identity().is_none());
    }

    #[test]
    fn what_is_missing_is_named() {
        assert_eq!(
            Secrets::default().missing(true),
            [
                "the mailbox's password",
                "the shared key",
                "the certificate with its private key"
            ]
        );
        assert_eq!(secrets().missing(true), Vec::<&str>::new());
        let blank = Secrets {
            password: Some(" ".into()),
            shared_key: Some("".into()),
            ..secrets()
        };
        assert_eq!(
            blank.missing(true),
            ["the mailbox's password", "the shared key"]
        );
        let plain = Secrets {
            certificate: None,
            private_key: None,
            ..secrets()
        };
        assert_eq!(plain.missing(false), Vec::<&str>::new());
    }
}
