use super::*;

#[test]
fn inv_14_a_transaction_is_worked_on_once() {
    let copy = "INSERT INTO notices SELECT 9, letter_id, 2, 2, kind, link_id, epoch, ris, rms, tn, gp, nhs_number, content,
         outline, problems, raw_from, raw_to, arrived_at, 'to decide', NULL, NULL, NULL, NULL, NULL, 0, NULL, NULL FROM notices WHERE id = 1";
    let told = these(
        &["INV-14", "INV-15"],
        &["letters_in"],
        &format!(
            "DROP INDEX notices_once; {copy}; UPDATE letters_in SET transactions = 3 WHERE id = 2"
        ),
    );
    assert_eq!(
        told,
        ["notices 1 and 9 are the same transaction; undo what the second one changed"]
    );
    for (table, sql) in [
        ("decisions", "UPDATE decisions SET stands = NULL"),
        (
            "notices",
            "UPDATE notices SET state = 'to decide', decided_at = NULL, decided_by = NULL",
        ),
    ] {
        only("INV-14", &[table], sql);
    }
}

/// The log is whole, and the record is its sum, but the notice did this once and not twice.
#[test]
fn inv_14_a_notice_changes_a_patient_once() {
    let told = only(
        "INV-14",
        &[],
        "UPDATE patients SET road = '7 NEW ROAD', version = version + 1 WHERE id = 1;
         INSERT INTO patient_changes (patient_id, at, by, cause, notice_id, before, after)
           VALUES (1, 0, 'x', 'decided', 1, '{\"road\":null}', '{\"road\":\"7 NEW ROAD\"}')",
    );
    assert_eq!(
        told,
        [
            "notice 1 changed patients 2 times, and 1 of its decisions say so; compare the patient's record with PCSE's"
        ]
    );
    only(
        "INV-14",
        &["decisions"],
        "UPDATE decisions SET change_id = NULL",
    );
}

#[test]
fn inv_14_an_answer_is_what_somebody_decided() {
    let answered = "UPDATE filings SET kind = 'G1', answer = 'approved', answered_at = 1";
    let told = these(&["INV-01", "INV-14"], &["filings"], answered);
    assert!(told[0].starts_with("letter 1"), "{told:?}");
}

#[test]
fn inv_20_what_is_set_aside_is_in_sight() {
    only(
        "INV-20",
        &["letters_in"],
        "UPDATE letters_in SET state = 'stored', read_at = NULL WHERE id = 3",
    );
}
