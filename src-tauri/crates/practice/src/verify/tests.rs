//! A healthy practice holds; then each invariant is broken on purpose, past the database's own rules,
//! and found.

use jiff::SignedDuration;

use super::TITLES;
use crate::sample::{NUMBERS, Sample, after_days, manager, now};
use crate::{Asked, Checked, Verified};

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
    let mut broken = broken_by(lifted, sql);
    broken.retain(|one| one.id == id || one.id != "PAGES");
    let ids: Vec<&str> = broken.iter().map(|one| one.id).collect();

    assert_eq!(ids, [id], "{sql}: {broken:#?}");
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
        "surname,born,nhs_number\nCole,1971-09-30,{}\n",
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
    let asked = Asked {
        by: "Ms Dale".to_owned(),
        on: gplinks::Day::parse("2026-11-20").unwrap(),
        reference: "CAS-1".to_owned(),
    };
    sample
        .practice
        .send_again(letter, &asked, &manager())
        .unwrap();
    assert!(verified(&sample).is_sound(), "numbered again");
    sample.accepted(letter, now());
    assert!(verified(&sample).is_sound(), "taken twice, asked for once");
    sample.abandon(letter, "PCSE wants it no longer");

    let found = verified(&sample);

    assert!(found.is_sound(), "{:#?}", found.checked);
}

#[test]
fn inv_01_a_letter_says_what_its_row_says() {
    only(
        "INV-01",
        &["letters_out"],
        "UPDATE letters_out SET tn = 1, tn_epoch = 7 WHERE id = 1; UPDATE letters_out SET written_at = written_at + 60000 WHERE id = 1; UPDATE letters_out SET tn_epoch = 0 WHERE id = 1",
    );
    let told = only("INV-01", &["filings"], "UPDATE filings SET letter_id = 2");
    assert!(told.len() >= 2, "{told:?}");
    only("INV-01", &["filings"], "UPDATE filings SET kind = 'G2'");
}

#[test]
fn inv_02_no_number_is_used_twice() {
    let told = only(
        "INV-02",
        &["letters_out"],
        "INSERT INTO letters_out SELECT 9, link_id, workflow, sis_epoch, sis, sms_epoch, sms, tn_epoch, tn, body, sha256,
           written_at, state, attempts, next_try_at, NULL, accepted_at, trouble, first_miss_at, 'received', receipt_at, NULL, NULL
         FROM letters_out WHERE id = 1;
         UPDATE letters_out SET state = 'abandoned', attempts = 0, abandoned_why = 'x', abandoned_by = 'x' WHERE id = 9;
         INSERT INTO filings SELECT 9, kind, patient_id, link_id, gp, content, state, held_why, not_before, answer, answered_at,
           decision_id, closed_why, notice_id, replaces_id, 9, NULL, 'k', created_at, created_by FROM filings WHERE id = 1;
         INSERT INTO receipts_in (letter_in_id, letter_id, sis, verdict, messages, fate) VALUES (1, 9, 1, 'OK', '[]', 'matched')",
    );

    assert_eq!(told.len(), 3, "interchange, message and transaction");
    assert_eq!(
        told[0],
        "link 1: SIS 1 is on letter 1 and on letter 9; stop sending, and tell PCSE"
    );
}

#[test]
fn inv_03_no_number_is_lost() {
    let told = only(
        "INV-03",
        &["numbers"],
        "UPDATE numbers SET last = 4 WHERE sequence = 'SIS'",
    );
    assert_eq!(
        told,
        [
            "link 1: SIS 3 to 4 is on no letter, and nobody has explained it; have a manager explain it, and tell PCSE that it will not come"
        ]
    );
    only(
        "INV-03",
        &[],
        "INSERT INTO number_gaps (direction, sequence, link_id, epoch, first, last, reason, at, by)
         VALUES ('out', 'SIS', 1, 0, 1, 1, 'x', 0, 'x')",
    );
}

#[test]
fn inv_04_the_counters_stand_where_the_letters_end() {
    let told = only(
        "INV-04",
        &["numbers"],
        "UPDATE numbers SET last = 1 WHERE sequence = 'SIS'",
    );
    assert_eq!(
        told.len(),
        2,
        "behind the letters, and behind the record outside"
    );
    only(
        "INV-04",
        &["numbers"],
        "DELETE FROM numbers WHERE sequence = 'TN'",
    );
    only(
        "INV-04",
        &["numbers"],
        "UPDATE numbers SET last = 123456789 WHERE sequence = 'TN'",
    );
}

#[test]
fn inv_05_no_letter_changes_after_it_was_numbered() {
    only(
        "INV-05",
        &["letters_out"],
        "UPDATE letters_out SET sha256 = zeroblob(32) WHERE id = 1",
    );
    let both = broken_by(
        &["letters_out"],
        "UPDATE letters_out SET body = x'00' WHERE id = 1",
    );
    let ids: Vec<&str> = both.iter().map(|one| one.id).collect();
    assert_eq!(
        ids,
        ["INV-01", "INV-05"],
        "and it says nothing that its row says"
    );
}

#[test]
fn inv_06_a_mesh_id_belongs_to_one_letter() {
    let told = only(
        "INV-06",
        &[],
        "UPDATE letters_out SET mesh_id = (SELECT mesh_id FROM letters_out WHERE id = 1) WHERE id = 2",
    );

    assert_eq!(
        told,
        ["letters 1 and 2 have the same MESH id; ask PCSE which of the two they have"]
    );
}

#[test]
fn inv_07_what_mesh_took_goes_again_only_at_a_persons_word() {
    only(
        "INV-07",
        &["letters_out"],
        "UPDATE letters_out SET state = 'numbered', mesh_id = NULL WHERE id = 1",
    );
    only(
        "INV-07",
        &[],
        "INSERT INTO attempts (letter_id, local_id, at, outcome, mesh_id) VALUES (1, 'l', 0, 'accepted', 'm')",
    );
}

#[test]
fn inv_08_one_letter_of_a_link_is_on_its_way() {
    let told = only(
        "INV-08",
        &["letters_out"],
        "DROP INDEX IF EXISTS letters_out_one_at_a_time;
         UPDATE letters_out SET state = 'refused', mesh_id = NULL;
         UPDATE attempts SET outcome = 'refused'",
    );
    assert_eq!(told.len(), 1);
    only(
        "INV-08",
        &[],
        "UPDATE attempts SET outcome = 'open' WHERE id = 1; UPDATE letters_out SET state = 'collected' WHERE id = 1",
    );
    only(
        "INV-08",
        &["letters_out"],
        "DROP TRIGGER IF EXISTS attempts_frozen;
         UPDATE attempts SET outcome = 'open', mesh_id = NULL, at = at - 3600001 WHERE id = 1;
         UPDATE letters_out SET state = 'sending', mesh_id = NULL WHERE id = 1",
    );
}

#[test]
fn inv_09_what_mesh_took_has_its_mesh_id() {
    only(
        "INV-09",
        &["letters_out"],
        "UPDATE attempts SET mesh_id = NULL; UPDATE letters_out SET state = 'collected', mesh_id = NULL",
    );
    only(
        "INV-09",
        &["attempts"],
        "UPDATE attempts SET outcome = 'refused'",
    );
}

#[test]
fn inv_10_a_letter_is_kept_before_it_is_acknowledged() {
    only(
        "INV-10",
        &["audit"],
        "UPDATE audit SET act = 'seen' WHERE act = 'received' AND row = 2",
    );
}

#[test]
fn inv_11_no_letter_waits_to_be_read() {
    let stored = "INSERT INTO letters_in (mesh_id, workflow, headers, body, sha256, received_at, state)
       SELECT 'late', workflow, headers, body, sha256, received_at, 'stored' FROM letters_in WHERE id = 2";
    let sample = Sample::healthy();
    sample.practice.store().damage(stored).unwrap();

    assert!(verified(&sample).is_sound(), "it has just come");
    let later = now() + SignedDuration::from_mins(61);
    let found = sample.practice.verify(later).unwrap();
    assert_eq!(found.broken(), ["INV-11"]);
}

#[test]
fn inv_12_a_letter_that_was_read_has_one_receipt() {
    only(
        "INV-12",
        &["receipts_out"],
        "UPDATE receipts_out SET made_at = made_at + 1",
    );
    let torn = broken_by(&["receipts_out"], "DELETE FROM receipts_out");
    let ids: Vec<&str> = torn.iter().map(|one| one.id).collect();
    assert_eq!(
        ids,
        ["INV-01", "INV-12"],
        "its letter belongs to nothing now"
    );
}

#[test]
fn inv_13_a_letter_that_is_set_aside_has_no_receipt() {
    only(
        "INV-13",
        &[],
        "INSERT INTO receipts_out (letter_in_id, link_id, content, state, made_at) VALUES (3, 1, '{}', 'ready', 0)",
    );
}

#[test]
fn inv_14_a_transaction_is_worked_on_once() {
    let copy = "INSERT INTO notices SELECT 9, letter_id, 2, position, kind, link_id, epoch, ris, rms, tn, gp, nhs_number, content,
         outline, problems, raw_from, raw_to, arrived_at, 'to decide', NULL, NULL, NULL, NULL, 0, NULL, NULL FROM notices WHERE id = 1";
    let told = only(
        "INV-14",
        &["letters_in"],
        &format!(
            "DROP INDEX notices_once; {copy}; UPDATE letters_in SET transactions = 2 WHERE id = 2"
        ),
    );
    assert_eq!(
        told,
        ["notices 1 and 9 are the same transaction; undo what the second one changed"]
    );
    only(
        "INV-14",
        &["decisions"],
        "UPDATE decisions SET stands = NULL",
    );
    only(
        "INV-14",
        &["notices"],
        "UPDATE notices SET state = 'to decide', decided_at = NULL, decided_by = NULL",
    );
}

#[test]
fn inv_15_every_transaction_that_came_is_there() {
    only(
        "INV-15",
        &["letters_in"],
        "UPDATE letters_in SET transactions = 2 WHERE id = 2",
    );
    only(
        "INV-15",
        &["letters_in"],
        "UPDATE letters_in SET messages = 2 WHERE id = 2",
    );
    only(
        "INV-15",
        &["letters_in"],
        "UPDATE letters_in SET copy_of_id = 2 WHERE id = 2",
    );
    only(
        "INV-15",
        &["notices"],
        "DELETE FROM notices; DROP TRIGGER IF EXISTS decisions_delete; DELETE FROM decisions",
    );
}

#[test]
fn inv_16_a_record_is_the_sum_of_its_changes() {
    let told = only(
        "INV-16",
        &[],
        "UPDATE patients SET born = '1970-01-01', road = 'x' WHERE id = 1",
    );
    assert_eq!(
        told,
        [
            "patient 1: the record differs from its change log in born, road; compare it with PCSE's, and correct it"
        ]
    );
    only(
        "INV-16",
        &[],
        "UPDATE patients SET version = 7 WHERE id = 1",
    );
    only(
        "INV-16",
        &["patient_changes"],
        "DELETE FROM patient_changes WHERE id = 1",
    );
    only(
        "INV-16",
        &["patient_changes"],
        "UPDATE patient_changes SET before = '{\"removal_requested_on\":\"2020-01-01\"}' WHERE cause = 'filed'",
    );
    let odd = only(
        "INV-16",
        &["patient_changes"],
        "UPDATE patient_changes SET after = '?'",
    );
    assert!(
        odd[0].starts_with("not everything could be looked at"),
        "{odd:?}"
    );
}

#[test]
fn inv_17_the_audit_has_no_holes() {
    only("INV-17", &["audit"], "DELETE FROM audit WHERE id = 3");
}

#[test]
fn inv_18_a_receipt_gets_no_receipt() {
    only(
        "INV-18",
        &[],
        "INSERT INTO receipts_out (letter_in_id, link_id, content, state, made_at) VALUES (1, 1, '{}', 'ready', 0)",
    );
}

#[test]
fn inv_19_every_letter_is_receipted_or_missed() {
    only("INV-19", &["receipts_in"], "DELETE FROM receipts_in");
    let sample = Sample::healthy();
    sample.send(NUMBERS[1], now());
    let found = sample.practice.verify(after_days(30)).unwrap();
    assert!(
        found.is_sound(),
        "what is overdue is on its list: {:#?}",
        found.broken()
    );
}

#[test]
fn inv_20_what_is_set_aside_is_in_sight() {
    only(
        "INV-20",
        &["letters_in"],
        "UPDATE letters_in SET state = 'stored', read_at = NULL WHERE id = 3",
    );
}

#[test]
fn inv_21_no_letter_that_came_changes() {
    only(
        "INV-21",
        &["letters_in"],
        "UPDATE letters_in SET body = x'00' WHERE id = 2",
    );
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
    let rows: String = (0..150).map(|n| format!("P{n},1971-09-30\n")).collect();
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
