//! The operating system's keyring: Secret Service on Linux, Keychain on macOS, Credential Manager on
//! Windows. The kernel's own keyring on Linux is not used: it does not survive a restart.

use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use keyring_core::{Entry, Error};
use zeroize::Zeroizing;

use crate::{InstallId, Key, KeyVault, VaultError};

const SERVICE: &str = "linkdesk";

/// A session bus may be slow to start the keyring's daemon; past this it is not going to.
const PATIENCE: Duration = Duration::from_secs(30);

/// The entry `linkdesk/<installation id>`, its key written as hexadecimal digits because some keyrings
/// keep only text.
#[derive(Debug)]
pub struct Keyring {
    entry: Entry,
    install: InstallId,
}

impl Keyring {
    /// Reaches the keyring, which is there or is not; whether it holds a key is not asked yet.
    pub fn reach(install: &InstallId) -> Result<Self, VaultError> {
        Self::reach_within(install, PATIENCE)
    }

    /// As [`reach`](Self::reach), on a thread of its own: a bus that never answers must not hold the
    /// program up.
    pub fn reach_within(install: &InstallId, patience: Duration) -> Result<Self, VaultError> {
        let user = install.to_string();
        let (tell, told) = mpsc::channel();
        thread::Builder::new()
            .name("keyring".to_owned())
            .spawn(move || tell.send(entry(&user)))
            .map_err(|error| no_keyring(error.into()))?;
        let reached = told.recv_timeout(patience);
        let reached = reached.map_err(|error| no_keyring(error.into()))?;

        Ok(Self {
            entry: reached.map_err(|error| problem(error, place(install)))?,
            install: install.clone(),
        })
    }

    fn problem(&self, error: Error) -> VaultError {
        problem(error, place(&self.install))
    }
}

impl KeyVault for Keyring {
    fn read(&self) -> Result<Key, VaultError> {
        let text = self.entry.get_password();
        let text = Zeroizing::new(text.map_err(|error| self.problem(error))?);

        Key::from_hex(&text).ok_or_else(|| VaultError::KeyDamaged {
            place: place(&self.install),
        })
    }

    fn keep(&self, key: &Key) -> Result<(), VaultError> {
        match self.entry.get_password().map(Zeroizing::new) {
            Err(Error::NoEntry) => {}
            Err(error) => return Err(self.problem(error)),
            Ok(_) => {
                return Err(VaultError::AlreadyThere {
                    place: place(&self.install),
                });
            }
        }
        self.entry
            .set_password(&key.hex())
            .map_err(|error| self.problem(error))?;
        if self.read()? != *key {
            return Err(VaultError::KeyDamaged {
                place: place(&self.install),
            });
        }

        Ok(())
    }

    fn words(&self) -> String {
        place(&self.install)
    }
}

/// The label is what a person sees who clears up the keyring.
#[cfg(all(unix, not(target_os = "macos")))]
fn entry(user: &str) -> keyring_core::Result<Entry> {
    use keyring_core::api::CredentialStoreApi;

    let label = [("label", "Linkdesk: the key to the practice's data")].into();

    zbus_secret_service_keyring_store::Store::new()?.build(SERVICE, user, Some(&label))
}

#[cfg(target_os = "macos")]
fn entry(user: &str) -> keyring_core::Result<Entry> {
    use keyring_core::api::CredentialStoreApi;

    apple_native_keyring_store::keychain::Store::new()?.build(SERVICE, user, None)
}

#[cfg(windows)]
fn entry(user: &str) -> keyring_core::Result<Entry> {
    use keyring_core::api::CredentialStoreApi;

    windows_native_keyring_store::Store::new()?.build(SERVICE, user, None)
}

fn place(install: &InstallId) -> String {
    format!("the operating system's keyring, entry {SERVICE}/{install}")
}

/// What a keyring gives as malformed may be a key, so it goes no further.
fn problem(error: Error, place: String) -> VaultError {
    match error {
        Error::NoEntry => VaultError::NoKey { place },
        Error::Ambiguous(_) => VaultError::SeveralKeys { place },
        Error::NoStorageAccess(source) => VaultError::KeyringLocked { source },
        Error::PlatformFailure(source) => no_keyring(source),
        Error::BadEncoding(bytes) | Error::BadDataFormat(bytes, _) => {
            drop(Zeroizing::new(bytes));
            VaultError::KeyDamaged { place }
        }
        Error::BadStoreFormat(_)
        | Error::TooLong(..)
        | Error::Invalid(..)
        | Error::NoDefaultStore
        | Error::NotSupportedByStore(_) => no_keyring(error.into()),
        _ => no_keyring("the keyring gives an error that is not known here".into()),
    }
}

fn no_keyring(source: Box<dyn std::error::Error + Send + Sync>) -> VaultError {
    VaultError::NoKeyring { source }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_keyring_gives_as_malformed_goes_no_further() {
        let secret = || b"SECRET".to_vec();
        let malformed = || Box::new(std::io::Error::other("malformed"));

        for error in [
            Error::BadEncoding(secret()),
            Error::BadDataFormat(secret(), malformed()),
        ] {
            let told = problem(error, "the keyring".to_owned());

            assert_eq!(told.code(), "E903");
            assert_eq!(
                format!("{told:?}"),
                "KeyDamaged { place: \"the keyring\" }",
                "the bytes may be a key"
            );
        }
    }

    #[test]
    fn each_refusal_of_the_keyring_has_its_code() {
        let cause = || Box::new(std::io::Error::other("refused"));

        for (error, code) in [
            (Error::NoEntry, "E901"),
            (Error::PlatformFailure(cause()), "E904"),
            (Error::NoStorageAccess(cause()), "E905"),
            (Error::Ambiguous(Vec::new()), "E911"),
            (Error::BadStoreFormat(String::new()), "E904"),
            (Error::NoDefaultStore, "E904"),
        ] {
            let words = error.to_string();

            assert_eq!(problem(error, String::new()).code(), code, "{words}");
        }
    }

    /// A keyring that answers as it is told; the key is never made anew, whatever it says.
    #[test]
    fn a_key_that_is_missing_or_locked_away_is_not_made_and_the_way_out_is_told() {
        use keyring_core::api::CredentialStoreApi;
        use keyring_core::mock;

        let install = InstallId::parse("0123456789abcdef0123456789abcdef").unwrap();
        let store = mock::Store::new().unwrap();
        let entry = store.build(SERVICE, "somebody", None).unwrap();
        let keyring = Keyring { entry, install };
        let cause = || Box::new(std::io::Error::other("refused"));
        let way_out = "LINKDESK_KEY_FILE and LINKDESK_PASSPHRASE to use a key file";

        for (error, code, says) in [
            (None, "E901", "Put back the copy of the key that was kept"),
            (Some(Error::NoStorageAccess(cause())), "E905", way_out),
            (Some(Error::PlatformFailure(cause())), "E904", way_out),
        ] {
            if let Some(error) = error {
                let cred: &mock::Cred = keyring.entry.as_any().downcast_ref().unwrap();
                cred.set_error(error);
            }
            let refused = keyring.read().unwrap_err();

            assert_eq!(refused.code(), code);
            assert!(refused.to_string().contains(says), "{refused}");
            let there = keyring.entry.get_password();
            assert!(matches!(there, Err(Error::NoEntry)), "{code}");
        }
    }
}
