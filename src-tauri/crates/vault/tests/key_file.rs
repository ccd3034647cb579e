//! The sealed key file, from outside: what is kept comes back, and nothing else does.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may stop at what it did not expect"
)]

use std::fs;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};
use tempfile::TempDir;
use vault::{Cost, Key, KeyFile, KeyVault, SecretString};

const PASSPHRASE: &str = "correct horse battery staple";

const FIRST_VERSION: &str = "\
linkdesk sealed key, version 1\n\
kdf = argon2id\n\
memory-kib = 8\n\
passes = 1\n\
lanes = 1\n\
salt = 79c607040bf42d7a1bc6c5bfc794d4b5\n\
cipher = xchacha20poly1305\n\
nonce = fb1dedd9a687a34edb0c224c6f8430e188c4409d9d595d84\n\
sealed = d590dce787b4f818dde5440306e89fcabb9ddc7a85b71b6722c4170b48a5c5248d112b448ceda8aee8547d3008e544d5\n\
check = bbc0b31917e21eae3ad30d8ced86aa40b2c71f3e5c9c7564b3546e5493e31cba\n\
";

#[test]
fn a_kept_key_is_read_again() {
    let desk = Desk::new();

    desk.vault().keep(&key()).unwrap();

    assert_eq!(desk.vault().read().unwrap(), key());
    assert_eq!(desk.names(), ["key"], "nothing else may be left behind");
}

#[test]
fn the_usual_cost_is_written_into_the_file() {
    let desk = Desk::new();
    let vault = KeyFile::new(desk.file(), SecretString::from(PASSPHRASE));

    vault.keep(&key()).unwrap();

    let text = fs::read_to_string(desk.file()).unwrap();
    assert!(
        text.contains("\nmemory-kib = 65536\npasses = 3\nlanes = 1\n"),
        "{text}"
    );
    assert_eq!(
        desk.vault().read().unwrap(),
        key(),
        "the file says its own cost"
    );
}

/// A practice's only copy of its key may be this old.
#[test]
fn a_file_of_the_first_version_opens() {
    let desk = Desk::new();
    fs::write(desk.file(), FIRST_VERSION).unwrap();

    assert_eq!(desk.vault().read().unwrap(), key());
}

#[test]
fn another_passphrase_is_told_from_a_damaged_file() {
    let desk = Desk::with_key();

    for wrong in [
        "",
        "correct horse battery stapl",
        "Correct horse battery staple",
    ] {
        let error = desk.vault_with(wrong).read().unwrap_err();

        assert_eq!(error.code(), "E902", "{wrong:?}");
        assert!(error.to_string().contains("LINKDESK_PASSPHRASE"));
    }
}

#[test]
fn every_changed_byte_is_found() {
    let desk = Desk::with_key();
    let whole = fs::read(desk.file()).unwrap();

    for place in 0..whole.len() {
        for mask in [0x01, 0x20, 0x80, 0xFF] {
            let mut changed = whole.clone();
            changed[place] ^= mask;
            fs::write(desk.file(), changed).unwrap();

            let read = desk.vault().read();

            assert_eq!(code(read), "E903", "byte {place} with {mask:#x}");
        }
    }
}

#[test]
fn every_cut_is_found_and_every_addition() {
    let desk = Desk::with_key();
    let whole = fs::read(desk.file()).unwrap();

    for length in 0..whole.len() {
        fs::write(desk.file(), &whole[..length]).unwrap();

        assert_eq!(code(desk.vault().read()), "E903", "cut to {length} bytes");
    }
    for more in ["\n", " ", "passes = 1\n", &"\n".repeat(100_000)] {
        fs::write(desk.file(), [&whole, more.as_bytes()].concat()).unwrap();

        assert_eq!(
            code(desk.vault().read()),
            "E903",
            "with {} bytes more",
            more.len()
        );
    }
}

#[test]
fn a_file_cannot_ask_for_more_than_the_computer_can_pay() {
    let desk = Desk::with_key();
    let text = fs::read_to_string(desk.file()).unwrap();

    for (mine, hostile) in [
        ("memory-kib = 8\n", "memory-kib = 1073741824\n"),
        ("memory-kib = 8\n", "memory-kib = 4294967295\n"),
        ("memory-kib = 8\n", "memory-kib = 18446744073709551616\n"),
        ("passes = 1\n", "passes = 4000000000\n"),
        ("lanes = 1\n", "lanes = 16777215\n"),
    ] {
        assert!(text.contains(mine), "{text}");
        fs::write(desk.file(), with_check(&text.replace(mine, hostile))).unwrap();

        assert_eq!(code(desk.vault().read()), "E903", "{hostile}");
    }
    fs::write(desk.file(), with_check(&text)).unwrap();
    assert_eq!(
        desk.vault().read().unwrap(),
        key(),
        "the check is mended as it was made"
    );
}

#[test]
fn a_key_is_never_replaced() {
    let desk = Desk::with_key();
    let before = fs::read(desk.file()).unwrap();

    let refused = desk.vault().keep(&Key::from_bytes([9; 32]));

    assert_eq!(code(refused), "E908");
    assert_eq!(fs::read(desk.file()).unwrap(), before);
    assert_eq!(desk.names(), ["key"], "nothing else may be left behind");
}

#[test]
fn not_even_a_damaged_or_empty_file_is_replaced() {
    let desk = Desk::new();
    fs::write(desk.file(), "").unwrap();

    assert_eq!(code(desk.vault().keep(&key())), "E908");
    assert_eq!(
        fs::read(desk.file()).unwrap(),
        b"",
        "a person must look at it"
    );
}

#[test]
fn a_key_is_not_sealed_with_nothing() {
    let desk = Desk::new();

    assert_eq!(code(desk.vault_with("").keep(&key())), "E909");
    assert_eq!(desk.names(), [""; 0]);
}

#[test]
fn a_key_that_is_not_there_is_not_made() {
    let desk = Desk::new();

    assert_eq!(code(desk.vault().read()), "E901");
    assert_eq!(desk.names(), [""; 0]);
}

#[test]
fn what_a_crash_left_beside_it_is_in_no_way() {
    let desk = Desk::new();
    fs::write(desk.folder().join("key.tmp"), "half a ke").unwrap();

    desk.vault().keep(&key()).unwrap();

    assert_eq!(desk.vault().read().unwrap(), key());
    assert_eq!(desk.names(), ["key"]);
}

#[test]
fn what_cannot_be_read_or_written_is_told() {
    let desk = Desk::new();
    fs::create_dir(desk.file()).unwrap();
    let nowhere = KeyFile::new(desk.folder().join("no/key"), SecretString::from(PASSPHRASE));

    assert_eq!(code(desk.vault().read()), "E906");
    assert_eq!(code(nowhere.with_cost(cheap()).keep(&key())), "E906");
}

#[cfg(unix)]
#[test]
fn nobody_else_may_read_it() {
    use std::os::unix::fs::PermissionsExt;

    let desk = Desk::new();
    fs::write(desk.folder().join("key.tmp"), "").unwrap();
    fs::set_permissions(
        desk.folder().join("key.tmp"),
        PermissionsExt::from_mode(0o666),
    )
    .unwrap();

    desk.vault().keep(&key()).unwrap();

    let mode = fs::metadata(desk.file()).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600, "{mode:o}");
}

/// A folder of its own, gone when the test ends.
struct Desk {
    folder: TempDir,
}

impl Desk {
    fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
        }
    }

    fn with_key() -> Self {
        let desk = Self::new();
        desk.vault().keep(&key()).unwrap();

        desk
    }

    fn vault(&self) -> KeyFile {
        self.vault_with(PASSPHRASE)
    }

    fn vault_with(&self, passphrase: &str) -> KeyFile {
        KeyFile::new(self.file(), SecretString::from(passphrase)).with_cost(cheap())
    }

    fn folder(&self) -> &Path {
        self.folder.path()
    }

    fn file(&self) -> PathBuf {
        self.folder().join("key")
    }

    fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.folder()).unwrap();

        entries
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect()
    }
}

fn key() -> Key {
    Key::from_bytes([7; 32])
}

fn cheap() -> Cost {
    Cost::new(8, 1, 1).unwrap()
}

/// Mends the check sum of a text that was changed.
fn with_check(text: &str) -> String {
    let (body, _) = text.split_once("check = ").unwrap();
    let check = Sha256::digest(body)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect::<String>();

    format!("{body}check = {check}\n")
}

fn code<T: std::fmt::Debug>(result: Result<T, vault::VaultError>) -> &'static str {
    result.unwrap_err().code()
}
