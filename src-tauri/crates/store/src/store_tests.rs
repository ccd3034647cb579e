//! What only the crate itself can see: the promises of every connection, a file that others hold, a full
//! disk, and files of older programs.

use std::fs;
use std::path::PathBuf;
use std::time::Duration;

use tempfile::TempDir;

use super::*;

const KEY: &str = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";

const OLD: &[&str] =
    &["CREATE TABLE settings (name TEXT NOT NULL UNIQUE, value TEXT NOT NULL) STRICT"];
const NEW: &[&str] = &[
    OLD[0],
    "ALTER TABLE settings ADD COLUMN note TEXT; UPDATE settings SET note = 'upgraded'",
    "CREATE TABLE more (id INTEGER PRIMARY KEY) STRICT",
];
const FAILS: &[&str] = &[
    OLD[0],
    "ALTER TABLE settings ADD COLUMN note TEXT; UPDATE settings SET value = 'lost'; INSERT INTO nowhere VALUES (1)",
];

#[test]
fn every_connection_keeps_its_promises() {
    let place = Place::new();
    let store = Store::create(&place.path, KEY).unwrap();

    store
        .read(|one| -> Result<_> {
            store.read(|other| -> Result<_> {
                assert!(
                    promises_kept(one.db, Manner::Read) && promises_kept(other.db, Manner::Read)
                );
                Ok(())
            })
        })
        .unwrap();
    assert!(promises_kept(&lock(&store.writer), Manner::Write));
    drop(store);

    let store = Store::open(&place.path, KEY).unwrap();
    assert!(
        promises_kept(&lock(&store.writer), Manner::Write),
        "opened again"
    );
    drop(store);

    let looking = Store::look_at(&place.path, KEY, Terms::OURS).unwrap();
    assert!(promises_kept(&lock(&looking.writer), Manner::Look));
    assert_eq!(
        looking.write(|w| w.set("a", "b")),
        Err(StoreError::ReadOnly)
    );
    assert_eq!(looking.read(|r| r.setting("a")), Ok(None));
}

#[test]
fn a_promise_that_is_not_kept_is_an_error() {
    let place = Place::new();
    let db = Db::open(&place.path, KEY, Manner::Create, PATIENCE).unwrap();
    let wanted = ("locking_mode", "no such mode");

    let broken = hold(&db, wanted);
    let found = "normal".to_owned();
    let (pragma, wanted) = wanted;
    assert_eq!(
        broken,
        Err(StoreError::Pragma {
            pragma,
            wanted,
            found
        })
    );
}

#[test]
fn a_reader_cannot_write() {
    let place = Place::new();
    let store = Store::create(&place.path, KEY).unwrap();
    let wrote = store.read(|r| {
        r.db.run("INSERT INTO settings (name, value) VALUES ('a', 'b')", &[])
    });

    assert_eq!(wrote, Err(StoreError::ReadOnly));
}

#[test]
fn a_file_that_another_holds_is_busy_and_then_not() {
    let place = Place::new();
    let one = Store::create(&place.path, KEY).unwrap();
    let impatient = Terms {
        patience: Duration::from_millis(20),
        ..Terms::OURS
    };
    let other = Store::open_on(&place.path, KEY, impatient).unwrap();

    one.write(|w| -> Result<_> {
        w.set("a", "one")?;
        assert_eq!(other.write(|w| w.set("a", "other")), Err(StoreError::Busy));
        assert_eq!(other.read(|r| r.setting("a")), Ok(None), "reading goes on");
        Ok(())
    })
    .unwrap();
    other.write(|w| w.set("b", "other")).unwrap();
    assert_eq!(one.read(|r| r.settings()).unwrap().len(), 2);
}

#[test]
fn a_full_disk_loses_nothing_and_is_over_when_there_is_room() {
    let place = Place::new();
    let store = Store::create(&place.path, KEY).unwrap();
    let pages = |count: u32| lock(&store.writer).set_pragma("max_page_count", &count.to_string());
    let text = "x".repeat(3_000);
    pages(120).unwrap();

    let mut kept = 0;
    let full = loop {
        let done = store.write(|w| {
            w.set(&format!("first {kept}"), &text)?;
            w.set(&format!("second {kept}"), &text)
        });
        match done {
            Ok(()) => kept += 1,
            Err(error) => break error,
        }
        assert!(kept < 500, "it never fills");
    };
    assert_eq!(full, StoreError::Full);
    assert_eq!(
        store.read(|r| r.settings()).unwrap().len(),
        2 * kept,
        "all that was saved, in pairs"
    );

    pages(1_000_000).unwrap();
    store.write(|w| w.set("more", &text)).unwrap();
    assert_eq!(store.read(|r| r.settings()).unwrap().len(), 2 * kept + 1);
    assert_eq!(store.check_pages(), Ok(Vec::new()));
}

#[test]
fn nothing_is_written_alone_after_a_transaction_ended_early() {
    let place = Place::new();
    let store = Store::create(&place.path, KEY).unwrap();
    let done: Result<()> = store.write(|w| {
        w.set("a", "b")?;
        w.read.db.script("ROLLBACK")?;
        w.set("c", "d")
    });

    assert!(matches!(done, Err(StoreError::Disk { .. })), "{done:?}");
    assert_eq!(store.read(|r| r.settings()).unwrap().len(), 0);
    store.write(|w| w.set("e", "f")).unwrap();
}

#[test]
fn an_older_file_is_copied_and_brought_up_to_date() {
    let place = Place::new();
    let old = Store::create_on(&place.path, KEY, on(OLD)).unwrap();
    old.write(|w| {
        w.db.run("INSERT INTO settings (name, value) VALUES ('a', 'b')", &[])
    })
    .unwrap();
    drop(old);

    let new = Store::open_on(&place.path, KEY, on(NEW)).unwrap();
    assert_eq!(notes(&new), ["upgraded"]);
    assert_eq!(lock(&new.writer).pragma("user_version"), Ok("3".to_owned()));
    drop(new);

    let copy = beside(&place.path, ".before-format-2");
    let kept = Store::open_on(&copy, KEY, on(OLD)).unwrap();
    assert_eq!(kept.read(|r| r.setting("a")), Ok(Some("b".to_owned())));
    assert_eq!(kept.check_pages(), Ok(Vec::new()));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(
            fs::metadata(&copy).unwrap().permissions().mode() & 0o777,
            0o600
        );
    }

    let newer = Store::open_on(&place.path, KEY, on(OLD)).map(drop);
    assert_eq!(newer, Err(StoreError::Newer { found: 3, known: 1 }));
}

#[test]
fn a_step_that_fails_leaves_the_file_as_it_was() {
    let place = Place::new();
    let old = Store::create_on(&place.path, KEY, on(OLD)).unwrap();
    old.write(|w| {
        w.db.run("INSERT INTO settings (name, value) VALUES ('a', 'b')", &[])
    })
    .unwrap();
    drop(old);

    let failed = Store::open_on(&place.path, KEY, on(FAILS)).map(drop);
    assert!(matches!(failed, Err(StoreError::Disk { .. })), "{failed:?}");

    let old = Store::open_on(&place.path, KEY, on(OLD)).unwrap();
    assert_eq!(old.read(|r| r.setting("a")), Ok(Some("b".to_owned())));
    assert_eq!(old.check_pages(), Ok(Vec::new()));
}

#[test]
fn an_older_file_that_another_has_open_is_not_brought_up_to_date() {
    let place = Place::new();
    let old = Store::create_on(&place.path, KEY, on(OLD)).unwrap();
    old.write(|w| {
        w.db.run("INSERT INTO settings (name, value) VALUES ('a', 'b')", &[])
    })
    .unwrap();

    let new = Store::open_on(&place.path, KEY, on(NEW)).map(drop);
    assert_eq!(new, Err(StoreError::Busy));
    assert_eq!(old.read(|r| r.setting("a")), Ok(Some("b".to_owned())));
}

#[test]
fn a_file_that_could_not_be_made_leaves_nothing_behind() {
    let place = Place::new();
    let failed = Store::create_on(&place.path, KEY, on(FAILS)).map(drop);

    assert!(failed.is_err());
    assert_eq!(fs::read_dir(place.folder.path()).unwrap().count(), 0);
}

struct Place {
    folder: TempDir,
    path: PathBuf,
}

impl Place {
    fn new() -> Self {
        let folder = TempDir::new().unwrap();
        // Signs that mean something in an address.
        let path = folder.path().join("a 100% new?#ledger.db");

        Self { folder, path }
    }
}

fn on(steps: &'static [&'static str]) -> Terms {
    Terms {
        steps,
        ..Terms::OURS
    }
}

fn promises_kept(db: &Db, manner: Manner) -> bool {
    let mut wanted = vec![
        ("synchronous", "2"),
        ("foreign_keys", "1"),
        ("secure_delete", "1"),
        ("temp_store", "2"),
        ("trusted_schema", "0"),
        ("cell_size_check", "1"),
        ("fullfsync", "1"),
        ("checkpoint_fullfsync", "1"),
        (
            "query_only",
            if manner == Manner::Write { "0" } else { "1" },
        ),
    ];
    if manner != Manner::Look {
        wanted.extend([("journal_mode", "wal"), ("busy_timeout", "5000")]);
    }

    wanted.into_iter().all(|(pragma, wanted)| {
        let found = db.pragma(pragma).unwrap();
        found == wanted || panic!("{pragma} is {found} for {manner:?}")
    })
}

fn notes(store: &Store) -> Vec<String> {
    let rows = |read: &Read<'_>| {
        read.db
            .rows("SELECT note FROM settings", &[], |row| row.take())
    };

    store.read(rows).unwrap()
}
