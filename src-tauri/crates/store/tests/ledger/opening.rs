//! What becomes of a file that is not as it should be: an error with a reason, never a new empty one
//! and never a silently different answer.

use std::fs;
use std::path::Path;

use crate::desk::{Desk, KEY, change, everything, person, raw};
use store::{Cause, Drawer, FILE_NAME, Fields, Patient, Result, Store, StoreError};
use tempfile::TempDir;

const PAGE: usize = 4096;

#[test]
fn a_missing_file_is_not_made() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join(FILE_NAME);

    assert_eq!(opened(&path, KEY), Err(StoreError::Missing));
    assert_eq!(files(folder.path()), [""; 0]);
    assert_eq!(
        opened(folder.path(), KEY),
        Err(StoreError::Missing),
        "a folder"
    );
}

#[test]
fn a_file_that_is_there_is_not_made_again() {
    let desk = Desk::new();
    let error = Store::create(&desk.path(), KEY).map(drop);

    assert_eq!(error, Err(StoreError::AlreadyThere));
    assert_eq!(desk.store.read(|r| r.links()).unwrap().len(), 1);
}

#[test]
fn only_the_right_key_opens_it() {
    let (_folder, path) = Desk::new().close();
    let before = fs::read(&path).unwrap();

    for key in [
        "ff112233445566778899aabbccddeeff00112233445566778899aabbccddeeff",
        "",
        "secret",
        "zz112233445566778899aabbccddeeff00112233445566778899aabbccddeeff",
    ] {
        assert_eq!(opened(&path, key), Err(StoreError::NotOurs), "{key}");
    }
    assert!(fs::read(&path).unwrap() == before, "nothing was written");
    assert_eq!(opened(&path, KEY), Ok(()));
}

#[test]
fn nothing_is_made_under_a_key_that_is_none() {
    for key in ["secret", "", "00112233"] {
        let folder = TempDir::new().unwrap();
        let made = Store::create(&folder.path().join(FILE_NAME), key).map(drop);

        assert_eq!(made, Err(StoreError::NotOurs), "{key}");
        assert_eq!(files(folder.path()), [""; 0], "not even in part");
    }
}

#[test]
fn what_a_stopped_program_began_does_not_stand_in_the_way() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join(FILE_NAME);
    fs::write(
        folder.path().join(format!("{FILE_NAME}.new")),
        "half a file",
    )
    .unwrap();

    Store::create(&path, KEY).unwrap();
    assert_eq!(files(folder.path()), [FILE_NAME]);
}

#[test]
fn a_file_that_is_no_ledger_is_refused_and_left_alone() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join(FILE_NAME);

    rusqlite::Connection::open(&path)
        .unwrap()
        .execute_batch("CREATE TABLE patients (name TEXT)")
        .unwrap();
    refused(&path, StoreError::NotOurs, "not encrypted");

    fs::write(&path, "").unwrap();
    refused(&path, StoreError::Damaged, "empty");

    fs::remove_file(&path).unwrap();
    raw(&path).execute_batch("CREATE TABLE other (id)").unwrap();
    refused(
        &path,
        StoreError::Damaged,
        "under our key, and not a ledger",
    );

    fs::write(&path, "some text").unwrap();
    refused(&path, StoreError::NotOurs, "no database");
}

#[test]
fn a_newer_file_is_refused_before_anything_is_written() {
    let (_folder, path) = Desk::new().close();
    raw(&path).pragma_update(None, "user_version", 99).unwrap();

    refused(
        &path,
        StoreError::Newer {
            found: 99,
            known: 1,
        },
        "newer",
    );
}

#[test]
fn a_truncated_file_is_never_taken_for_a_whole_or_a_new_one() {
    let (_folder, path, bytes) = filled();
    let sound = everything(&path).unwrap();
    assert!(sound.len() > 1_000, "there is something to lose");

    for length in [
        bytes.len() - 1,
        bytes.len() - PAGE,
        bytes.len() / 2,
        PAGE,
        PAGE / 2,
        100,
        1,
        0,
    ] {
        fs::write(&path, &bytes[..length]).unwrap();
        let found = Store::open(&path, KEY).and_then(|store| store.check_pages());
        assert!(
            found.is_err() || found.is_ok_and(|lines| !lines.is_empty()),
            "{length} bytes"
        );
        assert_eq!(
            fs::metadata(&path).unwrap().len(),
            length as u64,
            "left as it was"
        );
    }
}

#[test]
fn the_file_is_its_users_alone_and_shows_nothing() {
    let desk = Desk::new();
    desk.add(&person(desk.link, "CANARYSURNAME", "CANARYFORENAME"));
    let drawer = desk.folder.path().join("training.db");
    Drawer::open(&drawer, KEY)
        .unwrap()
        .put("piece", b"CANARYPIECE")
        .unwrap();

    for name in files(desk.folder.path()) {
        let path = desk.folder.path().join(&name);
        let bytes = fs::read(&path).unwrap();
        for shown in ["SQLite format 3", "CANARY", "canary", "CREATE TABLE"] {
            let found = bytes
                .windows(shown.len())
                .any(|part| part == shown.as_bytes());
            assert!(!found, "{shown} in {name}");
        }
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = fs::metadata(&path).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600, "{name}");
        }
    }
}

#[test]
fn a_flipped_bit_is_never_a_silently_different_answer() {
    let (_folder, path, bytes) = filled();
    let sound = everything(&path).unwrap();
    let (mut random, mut refused) = (0x2545_f491_4f6c_dd1d_u64, 0);

    for round in 0..300 {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        let at = usize::try_from(random % bytes.len() as u64).unwrap();
        let mut spoiled = bytes.clone();
        spoiled[at] ^= 1 << (random >> 60 & 7);
        fs::write(&path, &spoiled).unwrap();

        match everything(&path) {
            Ok(found) => assert!(found == sound, "round {round}, byte {at}: another answer"),
            Err(_) => refused += 1,
        }
        let found = Store::open(&path, KEY).and_then(|store| store.check_pages());
        assert!(
            !found.is_ok_and(|lines| lines.is_empty()),
            "round {round}, byte {at}: not found"
        );
    }
    assert!(refused > 80, "{refused} of 300 met what is read");
}

#[test]
fn a_page_in_another_ones_place_is_found() {
    let (_folder, path, bytes) = filled();
    let sound = everything(&path).unwrap();

    for page in 1..bytes.len() / PAGE - 1 {
        let mut spoiled = bytes.clone();
        spoiled.copy_within(page * PAGE..(page + 1) * PAGE, (page + 1) * PAGE);
        fs::write(&path, &spoiled).unwrap();
        let lines = Store::open(&path, KEY).and_then(|store| store.check_pages());

        assert!(
            !lines.is_ok_and(|lines| lines.is_empty()),
            "page {page} twice"
        );
        assert!(everything(&path).is_err() || everything(&path).unwrap() == sound);
    }
    fs::write(&path, &bytes).unwrap();
    assert_eq!(
        Store::open(&path, KEY).unwrap().check_pages(),
        Ok(Vec::new()),
        "sound"
    );
}

/// Encryption does not tell yesterday's page from today's; the change log does.
#[test]
fn a_page_of_yesterday_passes_and_the_change_log_tells() {
    let (_folder, path, old) = filled();
    let store = Store::open(&path, KEY).unwrap();
    let before = all(&store).remove(0);
    let mut moved = before.record.clone();
    moved.road = Some("5 Mill Lane".to_owned());
    store
        .write(|w| w.change_patient(&before, &moved, &change(60, Cause::Corrected)))
        .unwrap();
    drop(store);
    let new = fs::read(&path).unwrap();

    let mut went_back = 0;
    for page in 1..old.len() / PAGE {
        let (from, to) = (page * PAGE, (page + 1) * PAGE);
        if old[from..to] == new[from..to] {
            continue;
        }
        let mut spoiled = new.clone();
        spoiled[from..to].copy_from_slice(&old[from..to]);
        fs::write(&path, &spoiled).unwrap();
        let store = Store::open(&path, KEY).unwrap();
        let found = all(&store).remove(0);
        if found.record != moved {
            went_back += 1;
            assert_eq!(
                store.check_pages(),
                Ok(Vec::new()),
                "no page check finds it"
            );
            let log = store.read(|r| r.changes_of(found.id)).unwrap();
            let folded = log
                .into_iter()
                .fold(Fields::default(), |sum, one| sum.with(&one.after));
            assert!(folded.record() != Some(found.record), "the change log does");
        }
    }
    assert_eq!(went_back, 1, "the page that holds the patient");
}

#[cfg(unix)]
#[test]
fn what_cannot_be_written_to_can_be_looked_at() {
    use std::os::unix::fs::PermissionsExt;

    let (folder, path, bytes) = filled();
    let (whole, wal) = (
        all(&Store::open(&path, KEY).unwrap()),
        folder.path().join(format!("{FILE_NAME}-wal")),
    );
    let modes = |of_folder, of_file| {
        fs::set_permissions(&path, fs::Permissions::from_mode(of_file)).unwrap();
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(of_folder)).unwrap();
    };

    for (of_folder, of_file) in [(0o500, 0o400), (0o500, 0o600), (0o700, 0o400)] {
        modes(of_folder, of_file);
        let is_root = fs::OpenOptions::new().append(true).open(&path).is_ok() && of_file == 0o400
            || of_folder == 0o500 && fs::write(folder.path().join("probe"), "").is_ok();
        if is_root {
            println!("not asked: permissions do not bind this user ({of_folder:o} {of_file:o})");
            modes(0o700, 0o600);
            continue;
        }
        let store = Store::open(&path, KEY).unwrap();
        assert!(store.is_read_only(), "{of_folder:o} {of_file:o}");
        assert_eq!(all(&store), whole, "everything is there");
        assert_eq!(store.check_pages(), Ok(Vec::new()));
        assert_eq!(store.write(|w| w.set("a", "b")), Err(StoreError::ReadOnly));
        drop(store);
        modes(0o700, 0o600);
        assert!(fs::read(&path).unwrap() == bytes, "untouched");
        assert_eq!(
            files(folder.path()),
            [FILE_NAME],
            "nothing is left beside it"
        );
        assert!(
            !Store::open(&path, KEY).unwrap().is_read_only(),
            "over when it can be written to"
        );
    }

    fs::write(&wal, "something").unwrap();
    modes(0o500, 0o600);
    if fs::write(folder.path().join("probe"), "").is_err() {
        let opened = Store::open(&path, KEY);
        assert!(
            opened.is_err() || !opened.unwrap().is_read_only(),
            "a log is not passed over"
        );
    }
    modes(0o700, 0o600);
}

#[test]
fn the_log_can_be_given_back_to_the_file() {
    let desk = Desk::new();
    desk.add(&person(desk.link, "Cole", "Tunde"));
    let log = desk.folder.path().join(format!("{FILE_NAME}-wal"));
    assert!(fs::metadata(&log).unwrap().len() > 0);

    desk.store.checkpoint().unwrap();
    assert_eq!(fs::metadata(&log).unwrap().len(), 0);
}

fn opened(path: &Path, key: &str) -> Result<()> {
    Store::open(path, key).map(drop)
}

fn refused(path: &Path, error: StoreError, why: &str) {
    let before = fs::read(path).unwrap();

    assert_eq!(opened(path, KEY), Err(error), "{why}");
    assert!(
        fs::read(path).unwrap() == before,
        "{why}: the file is as it was"
    );
}

/// A closed file with some people in it and some pages that are free again, and its bytes.
fn filled() -> (TempDir, std::path::PathBuf, Vec<u8>) {
    let desk = Desk::new();
    for number in 0..60 {
        let mut record = person(desk.link, &format!("Surname{number}"), "Tunde");
        record.nhs_number = Some(format!("9990{number:06}"));
        desk.add(&record);
    }
    let (folder, path) = desk.close();
    raw(&path)
        .execute_batch(
            "CREATE TABLE scratch (bytes); INSERT INTO scratch VALUES (zeroblob(60000)); DROP TABLE scratch",
        )
        .unwrap();
    let bytes = fs::read(&path).unwrap();

    (folder, path, bytes)
}

fn all(store: &Store) -> Vec<Patient> {
    store.read(|r| r.patients_after(None, 1_000)).unwrap()
}

fn files(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = names.collect();
    names.sort();

    names
}
