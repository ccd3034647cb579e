use super::*;

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
