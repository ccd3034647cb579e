//! A healthy practice holds; then each invariant is broken on purpose, past the database's own rules,
//! and found.

mod letters_in;
mod letters_out;
mod notices;
mod numbers;
mod patients;

use jiff::SignedDuration;

use super::TITLES;
use crate::sample::{NUMBERS, Sample, after_days, asked, manager, now};
use crate::{Checked, Verified};

fn verified(sample: &Sample) -> Verified {
    sample.practice.verify(now()).unwrap()
}

/// What is broken by some SQL on a healthy practice; first the tables whose rules are in the way.
fn broken_by(lifted: &[&str], sql: &str) -> Vec<Checked> {
    let sample = Sample::healthy();
    for table in lifted {
        sample.practice.store().lift_rules(table).unwrap();
    }
    sample.practice.store().damage(sql).unwrap();
    let found = verified(&sample).checked;

    found
        .into_iter()
        .filter(|one| !one.failures.is_empty())
        .collect()
}

/// Exactly one invariant speaks, besides the file's own check where rows were torn from each other.
fn only(id: &str, lifted: &[&str], sql: &str) -> Vec<String> {
    these(&[id], lifted, sql)
}

/// Exactly these invariants speak; what the first one says.
fn these(wanted: &[&str], lifted: &[&str], sql: &str) -> Vec<String> {
    let mut broken = broken_by(lifted, sql);
    broken.retain(|one| one.id != "PAGES");
    let ids: Vec<&str> = broken.iter().map(|one| one.id).collect();

    assert_eq!(ids, wanted, "{sql}: {broken:#?}");
    broken.remove(0).failures
}

#[test]
fn a_healthy_practice_holds() {
    let found = verified(&Sample::healthy());

    assert!(found.is_sound(), "{:#?}", found.broken());
    assert_eq!(found.checked.len(), TITLES.len());
    assert!(verified(&Sample::new()).is_sound(), "and an empty one, too");
}

#[test]
fn a_practice_that_began_late_and_rolled_over_holds() {
    let sample = Sample::begun_after(99_999_998);
    sample.import(&format!(
        "surname,nhs_number,born\nCole,{},1980-02-03\n",
        NUMBERS[0]
    ));
    for _ in 0..3 {
        sample.send(NUMBERS[0], now());
    }

    let found = verified(&sample);

    assert!(found.is_sound(), "{:#?}", found.broken());
}

#[test]
fn what_was_asked_for_again_or_given_up_holds() {
    let sample = Sample::healthy();
    let letter = sample.send(NUMBERS[1], now());
    sample
        .practice
        .send_again(letter, &asked(), &manager())
        .unwrap();
    assert!(verified(&sample).is_sound(), "numbered again");
    sample.accepted(letter, now());
    assert!(verified(&sample).is_sound(), "taken twice, asked for once");
    sample.abandon(letter, "PCSE wants it no longer");

    let found = verified(&sample);

    assert!(found.is_sound(), "{:#?}", found.checked);
}

#[test]
fn what_the_database_itself_finds_is_told() {
    let broken = broken_by(
        &[],
        "UPDATE letters_out SET workflow = 'NHAIS_OTHER' WHERE 0; UPDATE links SET paused_at = 1",
    );

    let ids: Vec<&str> = broken.iter().map(|one| one.id).collect();
    assert_eq!(ids, ["PAGES"]);
}

#[test]
fn many_failures_are_told_in_part_and_counted() {
    let sample = Sample::new();
    sample
        .practice
        .store()
        .lift_rules("patient_changes")
        .unwrap();
    let rows: String = (0..150).map(|n| format!("P{n},1980-02-03\n")).collect();
    sample.import(&format!("surname,born\n{rows}"));
    sample
        .practice
        .store()
        .damage("UPDATE patients SET version = 7")
        .unwrap();

    let found = verified(&sample);

    let told = &found
        .checked
        .iter()
        .find(|one| one.id == "INV-16")
        .unwrap()
        .failures;
    assert_eq!(told.len(), 101);
    assert_eq!(told[100], "and 50 more like these");
}

#[test]
fn nothing_that_is_told_names_a_patient() {
    let sample = Sample::healthy();
    let store = sample.practice.store();
    for table in [
        "letters_out",
        "letters_in",
        "notices",
        "numbers",
        "receipts_in",
        "patient_changes",
        "audit",
    ] {
        store.lift_rules(table).unwrap();
    }
    store
        .damage(
            "UPDATE patients SET version = 7, surname = 'Coley'; UPDATE letters_out SET body = x'00'; UPDATE numbers SET last = 9;
             DELETE FROM receipts_in; UPDATE letters_in SET transactions = 9, body = x'00'; DELETE FROM audit WHERE id = 2",
        )
        .unwrap();

    let told = format!("{:?}", verified(&sample));

    for secret in [
        "Cole", "Tunde", "Adair", NUMBERS[0], NUMBERS[1], "1971", "K31",
    ] {
        assert!(!told.contains(secret), "{secret}: {told}");
    }
}
