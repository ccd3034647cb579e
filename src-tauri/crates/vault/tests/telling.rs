//! What a person reads: which place was chosen, each error with its code, and never a secret.
#![allow(
    clippy::unwrap_used,
    reason = "a test may stop at what it did not expect"
)]

use std::ffi::OsString;
use std::fmt::Write;
use std::fs;
use std::io;
use std::path::PathBuf;

use vault::{
    Cost, InMemory, InstallId, Key, KeyFile, KeyVault, Outside, SecretString, VaultError, choose,
    state_folder,
};

const ID: &str = "0123456789abcdef0123456789abcdef";
const PASSPHRASE: &str = "correct horse battery staple";

#[test]
fn a_named_key_file_comes_first() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("key");
    let key = Key::from_bytes([7; 32]);
    let kept = KeyFile::new(&path, SecretString::from(PASSPHRASE)).with_cost(cheap());
    kept.keep(&key).unwrap();
    let path = path.display().to_string();

    let chosen = choosing(&[
        ("LINKDESK_KEY_FILE", &path),
        ("LINKDESK_PASSPHRASE", PASSPHRASE),
    ]);

    let chosen = chosen.unwrap();
    assert_eq!(
        chosen.words(),
        format!("the key file {path}, sealed with a passphrase")
    );
    assert_eq!(chosen.read().unwrap(), key);
}

#[test]
fn a_key_file_without_a_passphrase_names_what_is_missing() {
    for set in [
        &[("LINKDESK_KEY_FILE", "/key")][..],
        &[("LINKDESK_KEY_FILE", "/key"), ("LINKDESK_PASSPHRASE", "")],
    ] {
        let error = choosing(set).unwrap_err();

        assert_eq!(error.code(), "E909");
        assert!(error.to_string().contains("LINKDESK_PASSPHRASE"), "{error}");
    }
}

#[cfg(unix)]
#[test]
fn a_passphrase_that_is_no_text_is_refused() {
    use std::os::unix::ffi::OsStringExt;

    let env = |name: &str| {
        Some(match name {
            "LINKDESK_KEY_FILE" => OsString::from("/key"),
            _ => OsString::from_vec(vec![0xFF]),
        })
    };

    assert_eq!(choose(&install(), &env).unwrap_err().code(), "E909");
}

#[test]
fn the_state_folder_ends_with_the_installation() {
    let home = std::env::temp_dir();
    let env = |name: &str| (name == "LINKDESK_STATE").then(|| home.clone().into_os_string());

    assert_eq!(state_folder(&install(), &env).unwrap(), home.join(ID));
}

#[test]
fn every_error_has_a_code_and_says_what_to_do_in_one_breath() {
    let told: String = errors().iter().fold(String::new(), |mut told, error| {
        writeln!(told, "{} {error}", error.code()).unwrap();
        told
    });

    assert_eq!(told, fs::read_to_string("tests/errors.txt").unwrap());
}

#[test]
fn neither_debug_nor_an_error_shows_a_key_or_a_passphrase() {
    let folder = tempfile::tempdir().unwrap();
    let key = Key::from_bytes([0xA7; 32]);
    let file =
        KeyFile::new(folder.path().join("key"), SecretString::from(PASSPHRASE)).with_cost(cheap());
    let mut shown = format!(
        "{key:?} {file:?} {} {:?}",
        file.words(),
        key.derive("marks")
    );
    let memory = InMemory::holding(key.clone());
    let outside = Outside::at(folder.path().into(), "marks", &key);
    write!(shown, "{memory:?} {} {outside:?}", memory.words()).unwrap();

    file.keep(&key).unwrap();
    let other = KeyFile::new(file.path(), SecretString::from("wrong horse"));
    for error in [
        file.keep(&key).unwrap_err(),
        memory.keep(&key).unwrap_err(),
        other.read().unwrap_err(),
    ] {
        write!(shown, "{error} {error:?}").unwrap();
    }

    for secret in [
        &*key.hex(),
        &*key.derive("marks").hex(),
        "167, 167",
        "horse",
        "a7a7",
    ] {
        assert!(!shown.to_lowercase().contains(secret), "{secret}: {shown}");
    }
}

/// One of each, in the order of their codes.
fn errors() -> Vec<VaultError> {
    let place = || "the file /key".to_owned();
    let path = || PathBuf::from("/state/marks");
    let cause = || io::Error::from(io::ErrorKind::PermissionDenied);

    vec![
        VaultError::NoMemory { megabytes: 64 },
        VaultError::NoKey { place: place() },
        VaultError::WrongPassphrase {
            path: "/key".into(),
        },
        VaultError::KeyDamaged { place: place() },
        VaultError::NoKeyring {
            source: cause().into(),
        },
        VaultError::KeyringLocked {
            source: cause().into(),
        },
        VaultError::Unread {
            path: path(),
            source: cause(),
        },
        VaultError::Unwritten {
            path: path(),
            source: cause(),
        },
        VaultError::Tampered { path: path() },
        VaultError::Damaged { path: path() },
        VaultError::AlreadyThere { place: place() },
        VaultError::NoPassphrase,
        VaultError::PassphraseUnusable,
        VaultError::NoStateFolder { wanted: "HOME" },
        VaultError::StateNotAbsolute,
        VaultError::SeveralKeys { place: place() },
        VaultError::NoRandomness(getrandom::Error::UNSUPPORTED),
        VaultError::NotAnInstallId,
        VaultError::SafeDamaged {
            path: "/state/mesh".into(),
        },
    ]
}

fn choosing(set: &[(&str, &str)]) -> Result<Box<dyn KeyVault>, VaultError> {
    let env = |name: &str| {
        let found = set.iter().find(|(known, _)| *known == name)?;

        Some(OsString::from(found.1))
    };

    choose(&install(), &env)
}

fn install() -> InstallId {
    InstallId::parse(ID).unwrap()
}

fn cheap() -> Cost {
    Cost::new(8, 1, 1).unwrap()
}
