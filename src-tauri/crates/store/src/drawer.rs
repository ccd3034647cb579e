//! A small encrypted file beside the ledger, for what is not the practice's: the training service's memory.

use std::path::Path;

use crate::Result;
use crate::db::{Db, Manner, PATIENCE, given};
use crate::store::private;

/// Named pieces of bytes in one encrypted file.
pub struct Drawer(Db);

impl Drawer {
    /// Opens the file, or makes it.
    pub fn open(path: &Path, key: &str) -> Result<Self> {
        if !path.exists() {
            private(path)?;
        }
        let db = Db::open(path, key, Manner::Write, PATIENCE)?;
        db.prove()?;
        db.script(
            "CREATE TABLE IF NOT EXISTS pieces (name TEXT NOT NULL UNIQUE, bytes BLOB NOT NULL) STRICT",
        )?;

        Ok(Self(db))
    }

    pub fn get(&self, name: &str) -> Result<Option<Vec<u8>>> {
        self.0.first(
            "SELECT bytes FROM pieces WHERE name = $1",
            given![name],
            |row| row.take(),
        )
    }

    pub fn put(&self, name: &str, bytes: &[u8]) -> Result<()> {
        self.0
            .run(
                "INSERT INTO pieces (name, bytes) VALUES ($1, $2)
                 ON CONFLICT (name) DO UPDATE SET bytes = excluded.bytes",
                given![name, bytes],
            )
            .map(drop)
    }
}

impl std::fmt::Debug for Drawer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Drawer")
    }
}
