//! Settings: a name and a text each; `practice` knows what they mean.

use std::collections::BTreeMap;

use crate::db::given;
use crate::{Read, Result, Write};

impl Read<'_> {
    pub fn settings(&self) -> Result<BTreeMap<String, String>> {
        let rows = self
            .db
            .rows("SELECT name, value FROM settings", &[], |row| {
                Ok((row.take()?, row.take()?))
            })?;

        Ok(rows.into_iter().collect())
    }

    pub fn setting(&self, name: &str) -> Result<Option<String>> {
        self.db.first(
            "SELECT value FROM settings WHERE name = $1",
            given![name],
            |row| row.take(),
        )
    }
}

impl Write<'_> {
    pub fn set(&self, name: &str, value: &str) -> Result<()> {
        self.db
            .run(
                "INSERT INTO settings (name, value) VALUES ($1, $2)
                 ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                given![name, value],
            )
            .map(drop)
    }
}
