//! Two connections on one disk: readers beside a writer, and locks that hold.

use std::time::Duration;

use rusqlite::ErrorCode;

use super::{Place, add, integrity, lines};

#[test]
fn a_reader_sees_one_moment_while_another_writes() {
    let place = Place::new();
    let writer = place.connect("full").unwrap();
    add(&writer, 1).unwrap();
    let reader = place.connect("full").unwrap();

    reader.execute_batch("BEGIN").unwrap();
    assert_eq!(lines(&reader), [1]);
    add(&writer, 2).unwrap();
    assert_eq!(lines(&reader), [1], "its moment does not move");
    reader.execute_batch("COMMIT").unwrap();
    assert_eq!(lines(&reader), [1, 2]);
}

#[test]
fn only_one_writes_at_a_time() {
    let place = Place::new();
    let one = place.connect("full").unwrap();
    let other = place.connect("full").unwrap();
    other.busy_timeout(Duration::ZERO).unwrap();
    one.execute_batch("BEGIN IMMEDIATE").unwrap();

    let refused = other.execute_batch("BEGIN IMMEDIATE").unwrap_err();
    assert_eq!(refused.sqlite_error_code(), Some(ErrorCode::DatabaseBusy));
    one.execute_batch("COMMIT").unwrap();
    other.execute_batch("BEGIN IMMEDIATE; COMMIT").unwrap();
}

#[test]
fn threads_that_write_at_once_lose_nothing() {
    let place = Place::new();
    drop(place.connect("full").unwrap());
    std::thread::scope(|scope| {
        for hand in 0..4 {
            let place = &place;
            scope.spawn(move || {
                let conn = place.connect("full").unwrap();
                for n in 0..25 {
                    add(&conn, hand * 100 + n).unwrap();
                    assert!(lines(&conn).len() > usize::try_from(n).unwrap());
                }
            });
        }
    });

    let conn = place.connect("full").unwrap();
    assert_eq!(lines(&conn).len(), 100);
    assert_eq!(integrity(&conn), "ok");
}

#[test]
fn the_last_one_out_leaves_no_log_behind() {
    let place = Place::new();
    let one = place.connect("full").unwrap();
    let other = place.connect("full").unwrap();
    add(&one, 1).unwrap();
    drop(one);
    assert!(place.disk.platter().file("data.db-wal").is_some());
    drop(other);
    assert!(place.disk.platter().file("data.db-wal").is_none());

    assert_eq!(lines(&place.connect("full").unwrap()), [1]);
}

#[test]
fn folders_that_are_not_mounted_are_left_alone() {
    let place = Place::new();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("real.db");
    let conn = rusqlite::Connection::open(&path).unwrap();
    conn.execute_batch("CREATE TABLE t (n)").unwrap();
    drop(place.connect("full").unwrap());

    assert!(std::fs::metadata(&path).unwrap().len() > 0);
    assert!(!place.path().exists());
}
