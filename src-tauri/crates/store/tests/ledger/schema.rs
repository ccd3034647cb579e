//! `schema.sql` is what the migrations make, for reading.

use std::fs;

use crate::desk::{Desk, raw};

const SCHEMA: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/schema.sql");
const HEAD: &str = "-- What the migrations make of a new file. Written by: UPDATE_GOLDEN=1 cargo test -p store schema_sql\n";

#[test]
fn schema_sql_is_what_the_migrations_make() {
    let (_folder, path) = Desk::new().close();
    let conn = raw(&path);
    let mut statement = conn
        .prepare(
            "SELECT sql FROM sqlite_master
             WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
               AND name NOT GLOB 'patient_words_*' AND name NOT GLOB 'patient_parts_*'
             ORDER BY rowid",
        )
        .unwrap();
    let parts = statement
        .query_map([], |row| row.get::<_, String>(0))
        .unwrap();
    let made: String = parts
        .map(|part| format!("\n{};\n", part.unwrap()))
        .collect();
    let made = format!("{HEAD}{made}");

    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(SCHEMA, &made).unwrap();
    }
    let kept = fs::read_to_string(SCHEMA).unwrap_or_default();
    assert!(
        kept == made,
        "schema.sql is not what the migrations make; UPDATE_GOLDEN=1 writes it anew"
    );
}

#[test]
fn every_table_is_strict_and_numbers_its_rows_for_ever() {
    let (_folder, path) = Desk::new().close();
    let conn = raw(&path);
    let mut statement = conn
        .prepare(
            "SELECT name, sql FROM sqlite_master
             WHERE type = 'table' AND name NOT LIKE 'patient\\_words%' ESCAPE '\\'
               AND name NOT LIKE 'patient\\_parts%' ESCAPE '\\' AND name <> 'sqlite_sequence'",
        )
        .unwrap();
    let tables = statement
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap();
    let tables: Vec<(String, String)> = tables.collect::<Result<_, _>>().unwrap();

    assert_eq!(tables.len(), 27);
    for (name, sql) in tables {
        assert!(sql.ends_with("STRICT"), "{name}");
        assert!(sql.contains("INTEGER PRIMARY KEY AUTOINCREMENT"), "{name}");
        let kept = conn.execute(&format!("DELETE FROM {name}"), []);
        let rows: i64 = conn
            .query_row(&format!("SELECT count(*) FROM {name}"), [], |row| {
                row.get(0)
            })
            .unwrap();
        assert!(rows == 0 || kept.is_err(), "{name} lets rows go");
        let trigger = format!("BEFORE DELETE ON {name} ");
        let is_guarded: bool = conn
            .query_row(
                "SELECT count(*) = 1 FROM sqlite_master WHERE type = 'trigger' AND instr(sql, ?1) > 0",
                [trigger],
                |row| row.get(0),
            )
            .unwrap();
        assert!(is_guarded, "{name}");
    }
}
