//! What is kept outside the data folder: it comes back as it was written, or not at all.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may stop at what it did not expect"
)]

use std::fs;
use std::path::PathBuf;

use tempfile::TempDir;
use vault::{Key, Outside, VaultError};

const MARKS: &[u8] = b"sis 44120 epoch 3\n";

#[test]
fn what_is_written_is_read_again() {
    let state = State::new();

    for bytes in [MARKS, b"", &[0, 255, b'\n', 0], &[7; 100_000]] {
        state.marks().write(bytes).unwrap();

        assert_eq!(state.marks().read().unwrap().unwrap(), bytes);
    }
}

#[test]
fn there_is_nothing_only_where_there_is_no_file() {
    let state = State::new();

    assert_eq!(state.marks().read().unwrap(), None);
    state.marks().write(b"").unwrap();
    assert_eq!(state.marks().read().unwrap(), Some(Vec::new()));
}

#[test]
fn every_changed_byte_is_found() {
    let state = State::with_marks();
    let whole = fs::read(state.file()).unwrap();

    for place in 0..whole.len() {
        for bit in 0..8 {
            let mut changed = whole.clone();
            changed[place] ^= 1 << bit;
            fs::write(state.file(), changed).unwrap();

            assert_eq!(
                code(state.marks().read()),
                "E907",
                "byte {place}, bit {bit}"
            );
        }
    }
}

#[test]
fn every_cut_is_found_and_every_addition() {
    let state = State::with_marks();
    let whole = fs::read(state.file()).unwrap();

    for length in 0..whole.len() {
        fs::write(state.file(), &whole[..length]).unwrap();

        assert_eq!(code(state.marks().read()), "E907", "cut to {length} bytes");
    }
    fs::write(state.file(), [&whole[..], b"\n"].concat()).unwrap();
    assert_eq!(code(state.marks().read()), "E907", "with a byte more");
}

#[test]
fn another_key_or_another_name_reads_nothing() {
    let state = State::with_marks();
    let other_key = Outside::at(state.folder(), "marks", &Key::from_bytes([9; 32]));
    fs::copy(state.file(), state.folder().join("other")).unwrap();
    let other_name = Outside::at(state.folder(), "other", &key());

    assert_eq!(code(other_key.read()), "E907");
    assert_eq!(
        code(other_name.read()),
        "E907",
        "one file must not pass for another"
    );
}

/// The code was computed by `openssl dgst`, under a key that was derived from the one given: the
/// database's own authenticates nothing. Files that were written once must stay readable.
#[test]
fn the_file_is_a_label_a_code_and_the_bytes() {
    let state = State::with_marks();
    let file = fs::read(state.file()).unwrap();

    let rest = file.strip_prefix(b"linkdesk outside 1\n").unwrap();
    let (mac, bytes) = rest.split_at(32);

    assert_eq!(
        mac.iter()
            .map(|byte| format!("{byte:02x}"))
            .collect::<String>(),
        "1750eea3f6781e70e4a96cff4366f8e9ed235dd2448ed7a4fe2b5761b4687236"
    );
    assert_eq!(bytes, MARKS);
}

#[test]
fn what_a_crash_left_beside_it_is_in_no_way() {
    let state = State::with_marks();
    fs::write(state.folder().join("marks.tmp"), "half").unwrap();

    assert_eq!(state.marks().read().unwrap().unwrap(), MARKS);
    state.marks().write(b"next").unwrap();

    assert_eq!(state.marks().read().unwrap().unwrap(), b"next");
    assert_eq!(state.names(), ["marks"]);
}

#[test]
fn writing_at_once_leaves_one_of_the_writings_whole() {
    let state = State::new();
    let marks = state.marks();
    let writings: Vec<Vec<u8>> = (0..8).map(|n| vec![n; 10_000]).collect();

    std::thread::scope(|scope| {
        for bytes in &writings {
            scope.spawn(|| marks.write(bytes).unwrap());
        }
    });

    assert!(writings.contains(&marks.read().unwrap().unwrap()));
}

#[test]
fn what_cannot_be_read_or_written_is_told() {
    let state = State::new();
    fs::create_dir_all(state.file()).unwrap();
    let in_a_file = state.parent.path().join("file");
    fs::write(&in_a_file, "").unwrap();
    let nowhere = Outside::at(in_a_file.join("state"), "marks", &key());

    assert_eq!(code(state.marks().read()), "E906", "a folder stands there");
    assert_eq!(code(state.marks().write(MARKS)), "E906");
    assert_eq!(code(nowhere.write(MARKS)), "E906");
}

#[cfg(unix)]
#[test]
fn nobody_else_may_read_the_file_or_see_the_folder() {
    let state = State::with_marks();

    assert_eq!(mode(state.file()), 0o600);
    assert_eq!(mode(state.folder()), 0o700);
    assert_eq!(mode(state.folder().parent().unwrap().into()), 0o700);
}

#[cfg(unix)]
#[test]
fn what_stood_open_is_closed_by_the_next_writing() {
    use std::os::unix::fs::PermissionsExt;

    let state = State::with_marks();
    fs::set_permissions(state.folder(), PermissionsExt::from_mode(0o755)).unwrap();
    fs::set_permissions(state.file(), PermissionsExt::from_mode(0o644)).unwrap();

    state.marks().write(MARKS).unwrap();

    assert_eq!(mode(state.folder()), 0o700);
    assert_eq!(mode(state.file()), 0o600);
}

/// A state folder of its own, two folders deep and not there yet.
struct State {
    parent: TempDir,
}

impl State {
    fn new() -> Self {
        Self {
            parent: tempfile::tempdir().unwrap(),
        }
    }

    fn with_marks() -> Self {
        let state = Self::new();
        state.marks().write(MARKS).unwrap();

        state
    }

    fn marks(&self) -> Outside {
        Outside::at(self.folder(), "marks", &key())
    }

    fn folder(&self) -> PathBuf {
        self.parent.path().join("linkdesk").join("id")
    }

    fn file(&self) -> PathBuf {
        self.folder().join("marks")
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

#[cfg(unix)]
fn mode(path: PathBuf) -> u32 {
    use std::os::unix::fs::PermissionsExt;

    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

fn code<T: std::fmt::Debug>(result: Result<T, VaultError>) -> &'static str {
    result.unwrap_err().code()
}
