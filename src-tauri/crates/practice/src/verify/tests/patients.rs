use super::*;

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
fn inv_16_a_record_is_found_by_what_it_says() {
    for column in ["search_name", "sort_name", "search_postcode"] {
        let told = only(
            "INV-16",
            &[],
            &format!("UPDATE patients SET {column} = 'x' WHERE id = 2"),
        );
        assert_eq!(
            told,
            ["patient 2 is not found by what the record says; save the record once more"]
        );
    }
}

#[test]
fn inv_17_the_audit_has_no_holes() {
    let told = only("INV-17", &["audit"], "DELETE FROM audit WHERE id = 3");
    assert!(told[0].starts_with("the audit has "), "{told:?}");
    assert!(told[1].starts_with("row 4 of the audit "), "{told:?}");
}

#[test]
fn inv_17_the_audit_is_not_cut() {
    only(
        "INV-17",
        &[],
        "DELETE FROM audit WHERE id = (SELECT max(id) FROM audit)",
    );
}

#[test]
fn inv_17_the_audit_says_what_was_written() {
    for set in [
        "by = 'Somebody'",
        "at = at + 1",
        "details = '{}'",
        "row = 77",
        "subject = 'x'",
    ] {
        let sql = format!("UPDATE audit SET {set} WHERE act = 'imported'");
        let told = only("INV-17", &[], &sql);
        assert_eq!(told.len(), 1, "{told:?}");
    }
}

/// Cut, and the knowledge of its end with it: the record outside knows better.
#[test]
fn inv_17_the_audit_is_as_it_was_when_the_last_letter_went() {
    let told = broken_by(
        &[],
        "DELETE FROM audit WHERE id > 3;
         UPDATE sqlite_sequence SET seq = 3 WHERE name = 'audit'",
    );
    let told = told.iter().find(|one| one.id == "INV-17").unwrap();

    assert_eq!(told.failures.len(), 1, "{told:?}");
    assert!(
        told.failures[0].starts_with("the record outside"),
        "{told:?}"
    );
}
