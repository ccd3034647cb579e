//! Deliberate damage, for the tests that must find it. Behind the feature `damage`, which only the
//! tests of other crates switch on.

use crate::db::{Db, Manner, PATIENCE, given};
use crate::store::{Store, lock};
use crate::{Result, StoreError};

impl Store {
    /// Runs a script past the checks of the columns and the ties between the tables. The triggers that
    /// keep what is frozen are gone from then on.
    pub fn damage(&self, sql: &str) -> Result<()> {
        let db = Db::open(self.path(), self.key(), Manner::Write, PATIENCE)?;
        db.script(
            "PRAGMA ignore_check_constraints = 1; PRAGMA foreign_keys = 0; PRAGMA legacy_alter_table = 1",
        )?;
        let guards = db.rows(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND sql LIKE '%raise(ABORT%'",
            &[],
            |row| row.take::<String>(),
        )?;
        for guard in guards {
            db.script(&format!("DROP TRIGGER {guard}"))?;
        }

        db.script(sql)
    }

    /// The disk is full from now on, or no longer. What was free inside the file may still be used.
    pub fn fill_disk(&self, is_full: bool) -> Result<()> {
        let pages = if is_full { "1" } else { "1073741823" };

        lock(&self.writer).set_pragma("max_page_count", pages)
    }

    /// What another program holds is waited for so long from now on.
    pub fn waits_at_most(&self, patience: std::time::Duration) {
        // A pragma that is set wrongly would only make a test slow.
        let _ = lock(&self.writer).set_pragma("busy_timeout", &patience.as_millis().to_string());
    }

    /// Takes a table's checks and unique columns away, for damage that they would refuse.
    pub fn lift_rules(&self, table: &str) -> Result<()> {
        let sql = self.read(|r| {
            r.db.first(
                "SELECT sql FROM sqlite_master WHERE type = 'table' AND name = $1",
                given![table],
                |row| row.take::<String>(),
            )
        })?;
        let plain = without_rules(&sql.ok_or(StoreError::Odd)?);

        self.damage(&format!(
            "ALTER TABLE {table} RENAME TO ruled;
             {plain};
             INSERT INTO {table} SELECT * FROM ruled;
             DROP TABLE ruled"
        ))
    }
}

/// The rules of a whole row stand on lines of their own, after the columns.
fn without_rules(sql: &str) -> String {
    let is_rule = |line: &&str| {
        ["UNIQUE (", "CHECK ("]
            .iter()
            .any(|rule| line.trim_start().starts_with(rule))
    };
    let columns = sql
        .lines()
        .take_while(|line| !is_rule(line))
        .filter_map(|line| line.split("--").next())
        .collect::<Vec<_>>()
        .join("\n")
        .replace(" UNIQUE", "");
    let columns = columns.trim_end();
    let open = columns.strip_suffix(") STRICT").unwrap_or(columns);

    format!("{}\n) STRICT", open.trim_end().trim_end_matches(','))
}
