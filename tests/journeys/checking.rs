//! "Check my data": a practice with a long history is sound, and what was changed behind its back is found.

use practice::Choice;

use crate::world::people::person;
use crate::world::{Beginning, World};

/// What was done to the file, the tables whose rules were in the way, and what must tell of it.
type Damage = (
    &'static str,
    &'static [&'static str],
    &'static str,
    &'static [&'static str],
);

const DAMAGES: &[Damage] = &[
    (
        "a letter that never left counts as collected",
        &[],
        "UPDATE letters_out SET state = 'collected', mesh_id = NULL, receipt = 'awaited', receipt_at = NULL, attempts = 0 WHERE id = 1;
         DELETE FROM attempts WHERE letter_id = 1; UPDATE receipts_in SET letter_id = NULL, fate = 'unmatched' WHERE letter_id = 1",
        &["INV-09"],
    ),
    (
        "two registrations have each other's letters",
        &["filings"],
        "UPDATE filings SET letter_id = 3 - letter_id WHERE letter_id IN (1, 2)",
        &["INV-01"],
    ),
    ("the audit is cut", &[], "DELETE FROM audit WHERE id > 5", &["INV-09", "INV-10", "INV-17"]),
    (
        "the audit names somebody else",
        &[],
        "UPDATE audit SET by = 'Somebody' WHERE act = 'decided'",
        &["INV-17"],
    ),
    (
        "a letter was acknowledged before it was kept",
        &[],
        "UPDATE letters_in SET acknowledged_at = received_at - 86400000 WHERE id = 1",
        &["INV-10"],
    ),
    (
        "all receipts are for one letter",
        &[],
        "UPDATE receipts_out SET content = (SELECT content FROM receipts_out WHERE id = 1)",
        &["INV-01", "INV-12"],
    ),
    (
        "an approval became a rejection",
        &[],
        "UPDATE filings SET answer = 'rejected' WHERE answer = 'approved'",
        &["INV-14"],
    ),
    (
        "nobody is found any more",
        &[],
        "UPDATE patients SET search_name = '', sort_name = '', search_postcode = ''",
        &["INV-16"],
    ),
    (
        "a letter's notices and their count are gone",
        &[],
        "DELETE FROM notices WHERE state = 'to decide' AND kind = 'F1';
         UPDATE letters_in SET transactions = 0 WHERE id NOT IN (SELECT letter_id FROM notices)",
        &["INV-15"],
    ),
    (
        "the approvals say what an amendment says",
        &[],
        "UPDATE notices SET content = (SELECT content FROM notices WHERE kind = 'F1') WHERE kind = 'F4'",
        &["INV-15"],
    ),
];

/// Three registrations, two of them approved and recorded, and an amendment that waits.
async fn busy() -> World {
    let world = World::new();
    world.both_know(&person(9));
    for nth in 1..=3 {
        world.surgery.files(person(nth).first(world.now()));
    }
    for _ in 0..4 {
        world.surgery.exchanges().await;
    }
    for notice in world.surgery.to_decide().iter().take(2) {
        let (practice, act) = (&world.surgery.practice, world.surgery.act());
        practice
            .decide(notice.id, &Choice::record(), Some("approved"), &act)
            .unwrap();
    }
    world.moves(&person(9), "1 FIRST ROAD").await;

    world
}

#[tokio::test]
async fn what_was_changed_behind_the_programs_back_is_found() {
    for (name, lifted, sql, wanted) in DAMAGES {
        let world = busy().await;
        let practice = &world.surgery.practice;
        let before = practice.verify(world.now()).unwrap();
        assert!(before.is_sound(), "{name}: {:?}", before.failures());
        for table in *lifted {
            practice.store().lift_rules(table).unwrap();
        }
        practice.store().damage(sql).unwrap();

        let found = practice.verify(world.now()).unwrap();

        let mut broken = found.broken();
        broken.retain(|id| *id != "PAGES");
        assert_eq!(broken, *wanted, "{name}: {:?}", found.failures());
        let told = found.failures().join(" ");
        for secret in ["ASQUITH", "BARDSLEY", "MILL LANE", "99900"] {
            assert!(!told.contains(secret), "{name} names a patient: {told}");
        }
    }
}

#[tokio::test]
async fn a_practice_with_a_long_history_is_sound() {
    let mut world = World::beginning(&Beginning {
        last_sis: 99_999_996,
        last_sms: 99_999_997,
        last_tn: 9_999_997,
        ..Beginning::default()
    });
    for nth in 1..=4 {
        world.surgery.files(person(nth).first(world.now()));
    }
    for _ in 0..3 {
        world.surgery.exchanges().await;
    }
    let waiting = world.surgery.to_decide();
    let (practice, act) = (&world.surgery.practice, world.surgery.act());
    for notice in &waiting {
        practice
            .decide(notice.id, &Choice::record(), Some("approved"), &act)
            .unwrap();
    }
    world.surgery.undoes(&waiting[3]);
    world.surgery.exchanges().await;
    world.clock.add(jiff::SignedDuration::from_hours(-30));
    world.moves(&person(1), "1 FIRST ROAD").await;
    world.days_pass(3);
    let copy = world.copy();
    world.surgery.files(person(5).first(world.now()));
    world.surgery.exchanges().await;
    world.puts_back(&copy);
    world.confirms();
    let practice = &world.surgery.practice;
    let found = practice.verify(world.now()).unwrap();
    assert!(found.is_sound(), "{:?}", found.failures());
    world.surgery.files(person(6).first(world.now()));
    world.surgery.exchanges().await;

    let found = world.surgery.practice.verify(world.now()).unwrap();
    assert!(found.is_sound(), "{:?}", found.failures());
}
