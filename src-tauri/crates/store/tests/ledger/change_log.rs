//! A patient's record is the sum of its changes, and a change that nobody has seen is never overwritten.

use crate::desk::{Desk, change, day, person};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use store::{Cause, Fields, NewChange, Patient, PatientId, PatientState, Record, StoreError};

#[test]
fn a_change_can_be_shown_and_taken_back() {
    let desk = Desk::new();
    let before = desk.add(&person(desk.link, "Cole", "Tunde"));
    let mut moved = before.record.clone();
    moved.road = Some("9 Hill Road".to_owned());
    moved.postcode = None;
    let id = changed(&desk, &before, &moved, &change(1, Cause::Amended)).unwrap();

    let shown = desk.store.read(|r| r.change(id)).unwrap();
    assert_eq!(
        shown.after.iter().map(|(name, _)| name).collect::<Vec<_>>(),
        ["road", "postcode"]
    );
    assert_eq!(
        shown.before.get("road"),
        Some(&serde_json::json!("4 Mill Lane"))
    );
    assert_eq!(shown.after.get("postcode"), Some(&serde_json::Value::Null));

    let undone = Fields::of(&moved).with(&shown.before).record().unwrap();
    assert!(undone == before.record);
    let undo = NewChange {
        undoes: Some(id),
        ..change(2, Cause::Undone)
    };
    let now = patient(&desk, before.id);
    changed(&desk, &now, &undone, &undo).unwrap();

    let log = desk.store.read(|r| r.changes_of(before.id)).unwrap();
    let causes: Vec<Cause> = log.iter().map(|one| one.cause).collect();
    assert_eq!(causes, [Cause::Registered, Cause::Amended, Cause::Undone]);
    assert_eq!(log[2].undoes, Some(id));
    assert!(patient(&desk, before.id).record == before.record);

    let mut other = undone.clone();
    other.gp = "9999999,K32".to_owned();
    let now = patient(&desk, before.id);
    let twice = changed(&desk, &now, &other, &undo);
    assert!(
        matches!(twice, Err(StoreError::Against { .. })),
        "undone once: {twice:?}"
    );
}

#[test]
fn a_change_made_meanwhile_is_not_overwritten() {
    let desk = Desk::new();
    let seen = desk.add(&person(desk.link, "Cole", "Tunde"));
    let mut one = seen.record.clone();
    one.road = Some("1 Hill Road".to_owned());
    changed(&desk, &seen, &one, &change(1, Cause::Amended)).unwrap();

    let mut other = seen.record.clone();
    other.road = Some("2 Hill Road".to_owned());
    let stale = changed(&desk, &seen, &other, &change(2, Cause::Amended));

    assert_eq!(stale, Err(StoreError::Stale));
    assert!(patient(&desk, seen.id).record == one);
    assert_eq!(desk.store.read(|r| r.changes_of(seen.id)).unwrap().len(), 2);
}

#[test]
fn what_differs_in_nothing_is_no_change() {
    let desk = Desk::new();
    let seen = desk.add(&person(desk.link, "Cole", "Tunde"));
    let same = desk
        .store
        .write(|w| w.change_patient(&seen, &seen.record, &change(1, Cause::Amended)));

    assert_eq!(same, Ok(None));
    assert_eq!(patient(&desk, seen.id), seen);
}

#[test]
fn the_record_is_the_sum_of_its_changes() {
    let desk = Desk::new();
    let config = Config {
        cases: 48,
        failure_persistence: None,
        ..Config::default()
    };
    let changes = prop::collection::vec((0..8_u8, "[A-Z]{0,6}"), 0..8);
    TestRunner::new(config)
        .run(&changes, |changes| {
            let id = desk.add(&person(desk.link, "Cole", "Tunde")).id;
            for (which, text) in changes {
                let now = patient(&desk, id);
                let record = altered(now.record.clone(), which, &text);
                let _ = desk
                    .store
                    .write(|w| w.change_patient(&now, &record, &change(1, Cause::Corrected)))
                    .unwrap();
                prop_assert!(patient(&desk, id).record == record, "kept as it was given");
            }
            let log = desk.store.read(|r| r.changes_of(id)).unwrap();
            let sum = log
                .iter()
                .fold(Fields::default(), |sum, one| sum.with(&one.after));
            prop_assert!(sum.record() == Some(patient(&desk, id).record));
            Ok(())
        })
        .unwrap();
}

fn altered(mut record: Record, which: u8, text: &str) -> Record {
    let value = (!text.is_empty()).then(|| text.to_owned());
    match which {
        0 => record.surname = text.to_owned(),
        1 => record.first_forename = value,
        2 => record.postcode = value,
        3 => record.out_of_area = !record.out_of_area,
        4 => record.born = value.map(|_| day("1999-12-31")),
        5 => record.fp69_expires_on = value.map(|_| day("2027-01-01")),
        6 => {
            record.state = PatientState::Left;
            record.left_on = Some(day("2026-06-01"));
        }
        _ => {
            record.state = PatientState::Registered;
            record.left_on = None;
        }
    }

    record
}

fn changed(
    desk: &Desk,
    before: &Patient,
    record: &Record,
    change: &NewChange<'_>,
) -> store::Result<store::ChangeId> {
    let done = desk
        .store
        .write(|w| w.change_patient(before, record, change))?;

    Ok(done.unwrap())
}

fn patient(desk: &Desk, id: PatientId) -> Patient {
    desk.store.read(|r| r.patient(id)).unwrap()
}
