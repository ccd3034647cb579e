//! What a commit costs: each page that it writes is encrypted and goes to the disk.

use crate::desk::{Desk, change, person};
use store::{Cause, Record};

/// Bytes of a page in the log, with its head.
const PAGE: u64 = 4_096 + 24;

#[test]
fn a_change_writes_only_the_indices_that_it_touches() {
    let moves = |record: &mut Record| record.road = Some("9 Hill Road".to_owned());
    let renames = |record: &mut Record| record.surname = "Brandt".to_owned();

    // The patient, the change log and its index, and the counters of both.
    assert_eq!(pages_of(moves), 4);
    // Besides: three indices by name and state, number, birthday, postcode, and both full-text tables.
    let renamed = pages_of(renames);
    assert!(renamed >= 4 + 6 + 2, "{renamed} pages");
}

/// How many pages the log grows by when a patient is changed so.
fn pages_of(differs: impl Fn(&mut Record)) -> u64 {
    let desk = Desk::new();
    let before = desk.add(&person(desk.link, "Cole", "Tunde"));
    let mut record = before.record.clone();
    differs(&mut record);
    desk.store.checkpoint().unwrap();
    desk.store
        .write(|w| w.change_patient(&before, &record, &change(1, Cause::Amended)))
        .unwrap();
    let log = desk.path().with_file_name("linkdesk.db-wal");

    std::fs::metadata(log).unwrap().len() / PAGE
}
