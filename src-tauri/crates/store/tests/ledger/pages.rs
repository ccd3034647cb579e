//! What a commit costs: each page that it writes is encrypted and goes to the disk.

use crate::desk::{Desk, at, change, person, raw};
use store::{
    Audit, Cause, FilingKind, FilingState, NewFiling, Patient, Record, Result, StoreError, Write,
};

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

#[test]
fn a_filing_writes_no_more_than_finding_it_again_needs() {
    let desk = Desk::new();
    let patient = desk.add(&person(desk.link, "Cole", "Tunde"));

    // The filing and two indices, its line in the audit and two indices, and the counters of both.
    assert_eq!(logged(&desk, |w| file(w, &patient)), 7);
}

#[test]
fn names_that_were_gathered_are_searched_in_one_piece() {
    let desk = Desk::new();
    for surname in ["Cole", "Brandt", "Okoro"] {
        desk.add(&person(desk.link, surname, "Tunde"));
    }
    let pieces = |index: &str| -> i64 {
        let sql = format!("SELECT count(DISTINCT segid) FROM {index}_idx");
        raw(&desk.path())
            .query_row(&sql, [], |row| row.get(0))
            .unwrap()
    };
    assert_eq!((pieces("patient_words"), pieces("patient_parts")), (3, 3));

    desk.store.write(|w| w.gather_names()).unwrap();
    assert_eq!((pieces("patient_words"), pieces("patient_parts")), (1, 1));
    let found = |query: &str| {
        desk.store
            .read(|r| r.search(query, crate::desk::day("2026-11-21"), 9))
    };
    assert_eq!(found("tun").unwrap().len(), 3);
    assert_eq!(found("rand").unwrap().len(), 1);
}

fn file(w: &Write<'_>, patient: &Patient) -> Result<()> {
    let filing = NewFiling {
        kind: FilingKind::Amendment,
        patient: patient.id,
        link: patient.record.link,
        gp: "9912345,K31",
        content: "{}",
        state: FilingState::Ready,
        not_before: at(0),
        notice: None,
        replaces: None,
        draft_key: None,
        at: at(0),
        by: "Ben",
    };
    let row = Some(w.add_filing(&filing)?.get());

    w.audit(&Audit {
        at: at(0),
        by: "Ben",
        act: "filed",
        subject: "filing",
        row,
        details: serde_json::json!({}),
    })
}

/// How many pages the log grows by when a patient is changed so.
fn pages_of(differs: impl Fn(&mut Record)) -> u64 {
    let desk = Desk::new();
    let before = desk.add(&person(desk.link, "Cole", "Tunde"));
    let mut record = before.record.clone();
    differs(&mut record);

    logged(&desk, |w| {
        w.change_patient(&before, &record, &change(1, Cause::Amended))
            .map(drop)
    })
}

/// How many pages the log grows by.
fn logged(desk: &Desk, work: impl FnOnce(&Write<'_>) -> Result<()>) -> u64 {
    desk.store.checkpoint().unwrap();
    desk.store.write::<_, StoreError>(work).unwrap();
    let log = desk.path().with_file_name("linkdesk.db-wal");

    std::fs::metadata(log).unwrap().len() / PAGE
}
