use super::*;

#[test]
fn inv_10_a_letter_is_kept_before_it_is_acknowledged() {
    these(
        &["INV-10", "INV-17"],
        &["audit"],
        "UPDATE audit SET act = 'seen' WHERE act = 'received' AND row = 2",
    );
    only(
        "INV-10",
        &[],
        "UPDATE letters_in SET acknowledged_at = received_at - 86400000 WHERE id = 2",
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
fn inv_12_a_receipt_is_for_the_letter_that_it_names() {
    let other = "UPDATE receipts_out SET content = replace(content, '\"reference\":40', '\"reference\":41')";

    these(&["INV-01", "INV-12"], &["receipts_out"], other);
}

#[test]
fn inv_15_every_transaction_that_came_is_there() {
    for sql in [
        "UPDATE letters_in SET transactions = 3 WHERE id = 2",
        "UPDATE letters_in SET messages = 3 WHERE id = 2",
        "UPDATE letters_in SET copy_of_id = 2 WHERE id = 2",
    ] {
        only("INV-15", &["letters_in"], sql);
    }
    let torn =
        "DELETE FROM notices; DROP TRIGGER IF EXISTS decisions_delete; DELETE FROM decisions";
    only("INV-15", &["notices"], torn);
}

#[test]
fn inv_15_a_transaction_that_reading_lost_is_seen() {
    let lost =
        "DELETE FROM notices WHERE id = 2; UPDATE letters_in SET transactions = 1 WHERE id = 2";
    only("INV-15", &["letters_in", "notices"], lost);
    let both = "DELETE FROM messages_in WHERE position = 2; UPDATE letters_in SET messages = 1 WHERE id = 2";
    only("INV-15", &["letters_in"], both);
}

#[test]
fn inv_15_a_notice_says_what_its_letter_says() {
    for sql in [
        "UPDATE notices SET content = (SELECT content FROM notices WHERE id = 2) WHERE id = 1",
        "UPDATE notices SET kind = 'F4' WHERE id = 2",
        "UPDATE notices SET tn = 7 WHERE id = 2",
        "UPDATE notices SET rms = 7 WHERE id = 2",
        "UPDATE notices SET gp = NULL WHERE id = 2",
        "UPDATE notices SET nhs_number = 'x' WHERE id = 2",
        "UPDATE notices SET ris = 41 WHERE id = 2",
    ] {
        let told = only("INV-15", &["notices"], sql);
        assert_eq!(told.len(), 1, "{sql}");
        assert!(told[0].contains("does not say what its letter"), "{told:?}");
    }
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
fn inv_21_no_letter_that_came_changes() {
    only(
        "INV-21",
        &["letters_in"],
        "UPDATE letters_in SET body = x'00' WHERE id = 2",
    );
}
