use store::LetterOutId;

use super::*;

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

/// Two letters of one kind, each with the other's filing.
#[test]
fn inv_01_a_letter_is_of_its_own_filing() {
    let sample = Sample::healthy();
    sample.send(NUMBERS[1], now());
    sample.practice.store().lift_rules("filings").unwrap();
    let swapped = "UPDATE filings SET letter_id = CASE letter_id WHEN 1 THEN 3 ELSE 1 END";
    sample.practice.store().damage(swapped).unwrap();

    let found = verified(&sample);

    assert_eq!(found.broken(), ["INV-01"]);
    let told = found.failures();
    assert!(told.contains(&"INV-01: letter 1 names a patient by a number that was never patient 2's, whom filing 2 is about; ask PCSE whom they have changed".to_owned()), "{told:?}");
    assert!(told.contains(&"INV-01: letter 3 was released for something else, or under other numbers, as the audit has it; ask PCSE what they have as interchange 3".to_owned()), "{told:?}");
}

#[test]
fn inv_01_a_letter_says_what_its_filing_says() {
    let other = "UPDATE filings SET content = replace(content, 'MOVED AWAY', 'MOVED IN')";
    let told = only("INV-01", &["filings"], other);
    assert_eq!(
        told,
        [
            "letter 1 says something else than filing 1, which it carries; do not send it again, ask PCSE what they have"
        ]
    );
    only(
        "INV-01",
        &["filings"],
        "UPDATE filings SET gp = '9912345,K32'",
    );
    only("INV-01", &["filings"], "UPDATE filings SET patient_id = 2");
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

/// The hash in the row goes with the bytes; the one outside does not.
#[test]
fn inv_05_bytes_that_changed_with_their_hash_are_seen() {
    let sample = Sample::healthy();
    let body = sample.letter(LetterOutId::new(1)).body;
    let body = String::from_utf8(body)
        .unwrap()
        .replace("MOVED AWAY", "MOVED IN");
    let hex = |bytes: &[u8]| crate::marks::hex(bytes);
    let sql = format!(
        "UPDATE letters_out SET body = x'{}', sha256 = x'{}' WHERE id = 1",
        hex(body.as_bytes()),
        hex(&store::sha256(body.as_bytes())),
    );
    sample.practice.store().damage(&sql).unwrap();

    assert_eq!(verified(&sample).broken(), ["INV-01", "INV-05"]);
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
    these(
        &["INV-07", "INV-09"],
        &["letters_out"],
        "UPDATE letters_out SET state = 'numbered', mesh_id = NULL WHERE id = 1",
    );
    these(
        &["INV-07", "INV-09"],
        &["letters_out"],
        "UPDATE letters_out SET state = 'numbered', mesh_id = NULL, accepted_at = NULL, attempts = 0, receipt = 'awaited',
           receipt_at = NULL WHERE id = 1;
         DELETE FROM attempts WHERE letter_id = 1; UPDATE receipts_in SET letter_id = NULL, fate = 'unmatched'",
    );
    only(
        "INV-07",
        &[],
        "INSERT INTO attempts (letter_id, local_id, at, outcome, mesh_id) VALUES (1, 'l', 0, 'accepted', 'm')",
    );
}

#[test]
fn inv_08_one_letter_of_a_link_is_on_its_way() {
    let told = broken_by(
        &["letters_out"],
        "DROP INDEX IF EXISTS letters_out_one_at_a_time;
         UPDATE letters_out SET state = 'refused', mesh_id = NULL;
         UPDATE attempts SET outcome = 'refused'",
    );
    assert!(
        told.iter()
            .any(|one| one.id == "INV-08" && one.failures.len() == 1),
        "{told:?}"
    );
    only(
        "INV-08",
        &[],
        "UPDATE attempts SET outcome = 'open' WHERE id = 1; UPDATE letters_out SET state = 'collected' WHERE id = 1",
    );
    these(
        &["INV-07", "INV-08", "INV-09"],
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

/// The audit still says that it was posted twice, whatever the rows say.
#[test]
fn inv_07_what_was_posted_twice_is_seen_where_the_first_time_was_lost() {
    let sample = Sample::healthy();
    let lost = "UPDATE letters_out SET state = 'numbered', mesh_id = NULL, attempts = 0 WHERE id = 1; DELETE FROM attempts WHERE letter_id = 1";
    sample.practice.store().damage(lost).unwrap();
    sample.accepted(LetterOutId::new(1), now());

    assert_eq!(verified(&sample).broken(), ["INV-07", "INV-09"]);
}

#[test]
fn inv_09_a_letter_that_never_left_was_not_collected() {
    for state in ["collected", "undelivered", "handed over"] {
        let sample = Sample::healthy();
        let never = format!(
            "UPDATE letters_out SET state = '{state}', mesh_id = NULL, attempts = 0 WHERE id = 2;
             DELETE FROM attempts WHERE letter_id = 2; DELETE FROM audit; UPDATE sqlite_sequence SET seq = 0 WHERE name = 'audit'"
        );
        sample.practice.store().lift_rules("letters_out").unwrap();
        sample.practice.store().damage(&never).unwrap();

        let found = verified(&sample);
        assert!(found.broken().contains(&"INV-09"), "{state}: {found:?}");
    }
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
