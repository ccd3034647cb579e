//! What the ledger is measured against: the database library without us, and the bare disk.

use std::cell::{Cell, RefCell};
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, params};
use tempfile::TempDir;

use crate::corpus::Dice;

/// 64 hexadecimal digits; nothing secret is in a bench.
pub const KEY: &str = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";

/// How a peer's file is locked.
#[derive(Clone, Copy)]
pub enum Lock {
    Plain,
    RawKey,
    PassPhrase,
}

/// A folder on a real disk, so that a sync costs what it does; gone when it is dropped.
pub fn folder() -> TempDir {
    let base = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../target/bench-data"));
    fs::create_dir_all(&base).unwrap();

    tempfile::tempdir_in(base).unwrap()
}

/// Opens a file in the manner of the store: write-ahead log, every commit synced, the same cache.
pub fn open(path: &Path, lock: Lock) -> Connection {
    let conn = Connection::open(path).unwrap();
    let key = match lock {
        Lock::Plain => None,
        Lock::RawKey => Some(format!("x'{KEY}'")),
        Lock::PassPhrase => Some("ten invented words that nobody would guess".to_owned()),
    };
    if let Some(key) = key {
        conn.pragma_update(None, "key", key).unwrap();
    }
    let settings = [("cache_size", "-65536"), ("journal_mode", "wal"), ("synchronous", "2"), ("temp_store", "2")];
    for (name, value) in settings {
        conn.pragma_update_and_check(None, name, value, |_| Ok(())).or_else(none_is_fine).unwrap();
    }
    conn.set_prepared_statement_cache_capacity(128);

    conn
}

fn none_is_fine(error: rusqlite::Error) -> rusqlite::Result<()> {
    if error == rusqlite::Error::QueryReturnedNoRows { Ok(()) } else { Err(error) }
}

/// The first read, which only the right key can.
pub fn prove(conn: &Connection) -> i64 {
    conn.query_row("SELECT count(*) FROM sqlite_master", [], |row| row.get(0)).unwrap()
}

/// Brings the write-ahead log into the file and makes it empty.
pub fn empty_log(path: &Path, lock: Lock) {
    open(path, lock).query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).unwrap();
}

/// A table of 1 KB rows with a unique text and a second index, as anybody's outbox has.
pub struct Queue {
    conn: Connection,
    rows: Cell<u64>,
    asked: RefCell<Dice>,
}

impl Queue {
    pub fn create(path: &Path, lock: Lock) -> Self {
        let conn = open(path, lock);
        conn.execute_batch(
            "CREATE TABLE queue (id INTEGER PRIMARY KEY, local_id TEXT NOT NULL UNIQUE, state INTEGER NOT NULL,
                                 due INTEGER NOT NULL, payload BLOB NOT NULL) STRICT;
             CREATE INDEX queue_due ON queue (state, due, id);",
        )
        .unwrap();

        Self { conn, rows: Cell::new(0), asked: RefCell::new(Dice(7)) }
    }

    /// One row; a commit of its own where no transaction is open.
    pub fn put(&self) {
        let nth = self.rows.replace(self.rows.get() + 1);
        let mut statement = self
            .conn
            .prepare_cached("INSERT INTO queue (local_id, state, due, payload) VALUES (?1, 0, ?2, ?3)")
            .unwrap();
        statement.execute(params![local_id(nth), nth as i64, [b'+'; 1_000].as_slice()]).unwrap();
    }

    /// So many rows in one commit.
    pub fn put_many(&self, rows: u32) {
        self.conn.execute_batch("BEGIN IMMEDIATE").unwrap();
        (0..rows).for_each(|_| self.put());
        self.conn.execute_batch("COMMIT").unwrap();
    }

    /// One of the rows by its unique text, any of them.
    pub fn get(&self) -> usize {
        let id = local_id(self.asked.borrow_mut().below(self.rows.get()));
        let mut statement = self.conn.prepare_cached("SELECT payload FROM queue WHERE local_id = ?1").unwrap();

        statement.query_row([id], |row| Ok(row.get_ref(0)?.as_blob()?.len())).unwrap()
    }

    /// Keeps no more in memory than the library does by itself, so that most pages are read, and decrypted, again.
    pub fn forget(&self) {
        self.conn.pragma_update(None, "cache_size", "-2000").unwrap();
    }
}

fn local_id(nth: u64) -> String {
    let mut dice = Dice(nth);

    format!("{:016x}{:016x}", dice.below(u64::MAX), dice.below(u64::MAX))
}

/// The least that a durable write can be: 4 KB at the end of a file, and a sync.
pub struct Appended(File);

impl Appended {
    pub fn create(path: &Path) -> Self {
        Self(File::create(path).unwrap())
    }

    pub fn put(&mut self) {
        self.0.write_all(&[b'+'; 4_096]).unwrap();
        self.0.sync_all().unwrap();
    }
}
