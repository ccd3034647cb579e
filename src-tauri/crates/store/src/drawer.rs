//! A small encrypted file beside the ledger, for what is not the practice's: the training service's memory.

use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::Result;
use crate::db::{Db, Manner, PATIENCE, given};
use crate::store::private;

/// Named pieces of bytes in one encrypted file.
pub struct Drawer(Mutex<Db>);

impl Drawer {
    /// Opens the file, or makes it.
    pub fn open(path: &Path, key: &str) -> Result<Self> {
        if !path.exists() {
            private(path)?;
        }
        let db = Db::open(path, key, Manner::Write, PATIENCE)?;
        db.prove()?;
        db.script(
            "CREATE TABLE IF NOT EXISTS pieces (name TEXT NOT NULL UNIQUE, bytes BLOB NOT NULL, noted INTEGER NOT NULL) STRICT;
             CREATE TABLE IF NOT EXISTS notes (id INTEGER PRIMARY KEY AUTOINCREMENT, bytes BLOB NOT NULL) STRICT;",
        )?;

        Ok(Self(Mutex::new(db)))
    }

    fn db(&self) -> MutexGuard<'_, Db> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn get(&self, name: &str) -> Result<Option<Vec<u8>>> {
        self.db().first(
            "SELECT bytes FROM pieces WHERE name = $1",
            given![name],
            |row| row.take(),
        )
    }

    /// Keeps a piece; what was noted until now is part of it.
    pub fn put(&self, name: &str, bytes: &[u8]) -> Result<()> {
        self.db().run(
            "INSERT INTO pieces (name, bytes, noted) VALUES ($1, $2, (SELECT coalesce(max(id), 0) FROM notes))
             ON CONFLICT (name) DO UPDATE SET bytes = excluded.bytes, noted = excluded.noted",
            given![name, bytes],
        )?;
        // The last one stays, so that the count of them is never lost.
        self.db()
            .run(
                "DELETE FROM notes WHERE id < (SELECT min(noted) FROM pieces)",
                &[],
            )
            .map(drop)
    }

    /// Notes something that will be part of the next piece.
    pub fn note(&self, bytes: &[u8]) -> Result<()> {
        self.db()
            .run("INSERT INTO notes (bytes) VALUES ($1)", given![bytes])
            .map(drop)
    }

    /// What was noted since a piece was kept, in order.
    pub fn noted_since(&self, name: &str) -> Result<Vec<Vec<u8>>> {
        self.db().rows(
            "SELECT bytes FROM notes
             WHERE id > coalesce((SELECT noted FROM pieces WHERE name = $1), 0) ORDER BY id",
            given![name],
            |row| row.take(),
        )
    }
}

impl std::fmt::Debug for Drawer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Drawer")
    }
}
