//! The disk in memory under the real library: what a day leaves on it, and what the power's end does.
#![cfg(test)]

mod cuts;
mod sharing;
mod trouble;

use std::path::PathBuf;

use rusqlite::Connection;
use storm::{Disk, Mounted, Platter};
use tempfile::TempDir;

const NAME: &str = "data.db";
const KEY: &str = "x'000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f'";

/// A folder on a disk in memory.
struct Place {
    folder: TempDir,
    disk: Disk,
    _mounted: Mounted,
}

impl Place {
    fn new() -> Self {
        Self::with(Platter::default())
    }

    fn with(platter: Platter) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let disk = Disk::new(platter);
        let mounted = disk.mount(folder.path()).unwrap();

        Self {
            folder,
            disk,
            _mounted: mounted,
        }
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join(NAME)
    }

    /// A connection as the ledger opens its own.
    fn connect(&self, synchronous: &str) -> rusqlite::Result<Connection> {
        let conn = Connection::open(self.path())?;
        conn.pragma_update(None, "cipher_log_level", "NONE")?;
        conn.pragma_update(None, "key", KEY)?;
        conn.pragma_update_and_check(None, "journal_mode", "wal", |_| Ok(()))?;
        conn.pragma_update(None, "synchronous", synchronous)?;
        conn.execute_batch("CREATE TABLE IF NOT EXISTS line (n INTEGER PRIMARY KEY, text TEXT)")?;

        Ok(conn)
    }
}

fn add(conn: &Connection, n: i64) -> rusqlite::Result<()> {
    conn.execute("INSERT INTO line VALUES (?1, ?2)", (n, "x".repeat(900)))
        .map(drop)
}

fn lines(conn: &Connection) -> Vec<i64> {
    let mut statement = conn.prepare("SELECT n FROM line ORDER BY n").unwrap();
    let lines = statement.query_map([], |row| row.get(0)).unwrap();

    lines.map(|line| line.unwrap()).collect()
}

fn integrity(conn: &Connection) -> String {
    conn.pragma_query_value(None, "integrity_check", |row| row.get(0))
        .unwrap()
}
