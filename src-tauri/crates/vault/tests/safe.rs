//! Secrets that the practice was given: they come back whole, to the holder of the key alone.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may stop at what it did not expect"
)]

use std::fs;

use tempfile::TempDir;
use vault::{Key, Safe};

const PASSWORD: &[u8] = b"invented-password-of-nobody";

fn safe(folder: &TempDir, name: &str, key: u8) -> Safe {
    Safe::at(
        folder.path().join("state"),
        name,
        &Key::from_bytes([key; 32]),
    )
}

#[test]
fn what_is_written_is_read_again_and_replaces_what_was_there() {
    let folder = tempfile::tempdir().unwrap();
    let safe = safe(&folder, "mesh", 7);

    assert_eq!(safe.read().unwrap(), None);
    for bytes in [PASSWORD, b"", &[0, 255, b'\n'], &[7; 20_000]] {
        safe.write(bytes).unwrap();

        assert_eq!(*safe.read().unwrap().unwrap(), bytes);
    }
}

#[test]
fn the_file_shows_nothing_and_no_two_are_alike() {
    let folder = tempfile::tempdir().unwrap();
    let safe = safe(&folder, "mesh", 7);
    safe.write(PASSWORD).unwrap();
    let first = fs::read(safe.path()).unwrap();
    safe.write(PASSWORD).unwrap();
    let second = fs::read(safe.path()).unwrap();

    assert!(!first.windows(8).any(|part| part == &PASSWORD[..8]));
    assert_ne!(first, second);
    assert!(
        !format!("{safe:?}").contains("0707"),
        "the key is not shown"
    );
}

#[test]
fn every_changed_byte_and_every_cut_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let safe = safe(&folder, "mesh", 7);
    safe.write(PASSWORD).unwrap();
    let whole = fs::read(safe.path()).unwrap();

    for place in 0..whole.len() {
        let mut changed = whole.clone();
        changed[place] ^= 1;
        fs::write(safe.path(), changed).unwrap();
        assert_eq!(safe.read().unwrap_err().code(), "E914", "byte {place}");

        fs::write(safe.path(), &whole[..place]).unwrap();
        assert_eq!(safe.read().unwrap_err().code(), "E914", "cut to {place}");
    }
}

#[test]
fn another_key_or_another_name_opens_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mesh = safe(&folder, "mesh", 7);
    mesh.write(PASSWORD).unwrap();

    assert_eq!(safe(&folder, "mesh", 8).read().unwrap_err().code(), "E914");
    fs::copy(mesh.path(), mesh.path().with_file_name("other")).unwrap();
    assert_eq!(safe(&folder, "other", 7).read().unwrap_err().code(), "E914");
}

#[cfg(unix)]
#[test]
fn nobody_else_may_read_it() {
    use std::os::unix::fs::PermissionsExt;

    let folder = tempfile::tempdir().unwrap();
    let safe = safe(&folder, "mesh", 7);
    safe.write(PASSWORD).unwrap();

    let mode = fs::metadata(safe.path()).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}
