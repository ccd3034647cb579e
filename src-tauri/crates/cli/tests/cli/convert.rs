//! `convert`, both ways.

use serde_json::{Value, json};

use crate::letters::*;
use crate::program::{Ran, data, run, run_on};

const BIRTH_JSON: &str = include_str!("../data/birth.json");
const AMENDMENT_JSON: &str = include_str!("../data/amendment.json");
const EVENING_F1: &str = include_str!("../data/evening.f1.json");
const EVENING_F2: &str = include_str!("../data/evening.f2.json");

/// The numbers and times of the letters that the JSON becomes.
const BIRTH_NUMBERS: [&str; 8] = [
    "--sis",
    "512",
    "--sms",
    "733",
    "--tn",
    "1290",
    "--at",
    "2025-03-11T10:42",
];
const TRANSFER_NUMBERS: [&str; 8] = [
    "--sis",
    "514",
    "--sms",
    "735",
    "--tn",
    "1292",
    "--at",
    "2025-03-11T10:47",
];
const AMENDMENT_NUMBERS: [&str; 8] = [
    "--sis",
    "516",
    "--sms",
    "737",
    "--tn",
    "1294",
    "--at",
    "2025-03-12T09:03",
];

fn to_edifact(json: &str, more: &[&str]) -> Ran {
    run_on(
        json,
        &[
            &["convert", "--to", "edifact", "-"],
            &BIRTH_NUMBERS[..],
            more,
        ]
        .concat(),
    )
}

fn to_fhir(letter: &str, more: &[&str]) -> Ran {
    run_on(letter, &[&["convert", "--to", "fhir", "-"], more].concat())
}

fn value(json: &str) -> Value {
    serde_json::from_str(json).unwrap()
}

/// The body of the newborn in plain text.
fn plain_birth() -> String {
    let text = changed(BIRTH_JSON, "O?'NEILL-HART", "O'Neill-Hart");

    changed(&changed(&text, "ISLA", "Isla"), "NR9  0ZZ", "nr9 0zz")
}

#[test]
fn the_adaptor_s_json_becomes_a_letter_byte_for_byte() {
    for (file, numbers, letter) in [
        ("birth.json", BIRTH_NUMBERS, BIRTH),
        ("transfer.json", TRANSFER_NUMBERS, TRANSFER),
        ("amendment.json", AMENDMENT_NUMBERS, AMENDMENT),
    ] {
        let ran = run(&[&["convert", "--to", "edifact", &data(file)], &numbers[..]].concat());

        assert_eq!(
            (ran.exit, ran.err.as_str(), ran.text()),
            (0, "", letter),
            "{file}"
        );
    }
}

#[test]
fn the_kind_may_be_named_and_must_then_fit() {
    assert_eq!(
        to_edifact(BIRTH_JSON, &["--kind", "acceptance"]).text(),
        BIRTH
    );

    let ran = to_edifact(BIRTH_JSON, &["--kind", "removal"]);
    assert_eq!((ran.exit, ran.text()), (2, ""));
    assert_eq!(
        ran.err, "error E616: Value freeText is missing in FHIR Parameters (/parameter)\n",
        "a removal needs its reason"
    );
}

#[test]
fn text_without_its_release_characters_is_repaired_with_a_warning() {
    let ran = to_edifact(&changed(BIRTH_JSON, "O?'NEILL", "O'NEILL"), &[]);

    assert_eq!((ran.exit, ran.text()), (1, BIRTH));
    assert_eq!(
        ran.err,
        "warning E691: a ', + or : has no release character ? before it; it was taken as part of the text (/parameter/4/resource/name/0/family)\n"
    );
}

#[test]
fn a_body_that_lacks_something_is_refused_with_every_reason_and_its_pointer() {
    let json = changed(BIRTH_JSON, "\"family\": \"O?'NEILL-HART\",", "");
    let json = changed(&json, "\"birthDate\": \"2025-02-17\",", "");

    let ran = to_edifact(&json, &["--json"]);

    assert_eq!((ran.exit, ran.text()), (2, ""));
    let complaint = ran.complaint();
    assert_eq!(complaint["message"], "Surname of patient is missing");
    assert_eq!(complaint["at"], "/parameter/4/resource/name/0/family");
    assert_eq!(
        complaint["problems"][0]["at"],
        "/parameter/4/resource/birthDate"
    );
    assert_eq!(complaint["problems"].as_array().unwrap().len(), 1);
}

#[test]
fn what_is_no_json_is_refused() {
    for odd in ["", "  \n", "UNB+UNOA:2", "{", "[]", "3"] {
        let ran = to_edifact(odd, &[]);

        assert_eq!((ran.exit, ran.text()), (2, ""), "{odd:?}");
        assert!(ran.err.starts_with("error E60"), "{}", ran.err);
    }
    let latin = BIRTH_JSON
        .replace("ISLA", "ISL\u{c4}")
        .chars()
        .map(|c| c as u8)
        .collect::<Vec<_>>();
    let ran = run_on(
        latin,
        &[&["convert", "--to", "edifact", "-"], &BIRTH_NUMBERS[..]].concat(),
    );
    assert_eq!((ran.exit, ran.text()), (2, ""));
    assert_eq!(
        ran.err,
        "error E806: standard input is not text in UTF-8, as JSON must be\n"
    );
}

#[test]
fn plain_text_becomes_the_same_letter() {
    let ran = to_edifact(&plain_birth(), &["--clean"]);

    assert_eq!((ran.exit, ran.err.as_str(), ran.text()), (0, "", BIRTH));
}

#[test]
fn a_character_that_is_sent_otherwise_is_named() {
    let ran = to_edifact(&changed(&plain_birth(), "ROSE", "Ros\u{e9}"), &["--clean"]);

    assert_eq!((ran.exit, ran.text()), (1, BIRTH));
    assert_eq!(
        ran.err,
        "warning E823: character 4 of the second forename, \u{e9}, is sent as E (secondForename)\n"
    );
}

#[test]
fn what_pcse_will_probably_reject_is_sent_with_a_warning() {
    let ran = to_edifact(
        &changed(
            &plain_birth(),
            "\"prefix\": [\n       \"MISS\"\n      ]",
            "\"prefix\": []",
        ),
        &["--clean", "--json"],
    );

    assert_eq!(ran.exit, 1);
    assert_eq!(ran.text(), changed(BIRTH, "+TI:MISS", "+"));
    let complaint = ran.complaint();
    assert_eq!(
        (&complaint["code"], &complaint["at"]),
        (&json!("E708"), &json!("title"))
    );
}

#[test]
fn what_cannot_be_sent_is_refused_under_the_desk_s_rules() {
    let json = changed(&plain_birth(), "9990001006", "9990001007");
    let json = changed(&json, "Isla", "Isl\u{e4}");

    let ran = to_edifact(&json, &["--clean", "--json"]);

    assert_eq!((ran.exit, ran.text()), (2, ""));
    assert_eq!(
        ran.complaint(),
        json!({
            "code": "E735",
            "message": "This NHS number is not valid. Check it against the letter",
            "at": "nhsNumber",
            "problems": [{
                "code": "E823",
                "message": "character 4 of the first forename, \u{e4}, is sent as A",
                "at": "firstForename",
            }],
        })
    );
}

#[test]
fn a_practice_s_letters_become_the_adaptor_s_json() {
    for (letter, json, kind) in [
        (BIRTH, BIRTH_JSON, "acceptance"),
        (AMENDMENT, AMENDMENT_JSON, "amendment"),
    ] {
        let ran = to_fhir(letter, &["--json"]);

        assert_eq!((ran.exit, ran.err.as_str()), (0, ""));
        let lines = ran.lines();
        assert_eq!(lines.len(), 1);
        assert_eq!(
            (&lines[0]["transactionType"], &lines[0]["body"]),
            (&json!(kind), &value(json))
        );
    }
    assert_eq!(
        to_fhir(BIRTH, &["--json"]).lines()[0]["operationId"],
        "ea1afb9b5047964843b8140de31d87c395d3ee5a010e2efba4db178c368a7749"
    );
}

#[test]
fn the_evening_file_becomes_a_line_a_transaction() {
    let ran = to_fhir(EVENING, &["--json"]);

    let lines = ran.lines();
    let types: Vec<_> = lines
        .iter()
        .map(|line| line["transactionType"].as_str().unwrap())
        .collect();
    assert_eq!(
        types,
        [
            "approval",
            "approval",
            "rejection",
            "amendment",
            "deduction",
            "deduction",
            "fp69_prior_notification",
            "fp69_flag_removal",
            "deduction_rejection",
        ]
    );
    assert_eq!(
        (&lines[3]["body"], &lines[5]["body"]),
        (&value(EVENING_F1), &value(EVENING_F2))
    );
    assert_eq!(
        lines[4]["operationId"],
        "0943b802f81acb07dbee4754169c8f86cfcb6959279246acf52b7a11698f667e"
    );
    assert_eq!(
        lines[0].as_object().unwrap().keys().collect::<Vec<_>>(),
        ["transactionType", "operationId", "body"]
    );
}

#[test]
fn a_message_whose_beginning_is_damaged_is_never_left_out_silently() {
    let ran = to_fhir(
        &EVENING.replace("UNH+00067513", "UNX+00067513"),
        &["--json"],
    );

    let complaint = ran.complaint();
    assert_eq!(
        (ran.exit, ran.lines().len()),
        (1, 7),
        "its two deductions are gone"
    );
    let codes: Vec<_> = complaint["problems"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| &one["code"])
        .collect();
    assert!(codes.contains(&&json!("E214")), "{codes:?}");
}

#[test]
fn a_value_that_cannot_be_read_is_never_left_out_silently() {
    let ran = to_fhir(
        &EVENING.replace("DTM+961:20250309:102", "DTM+961:202503091200:203"),
        &["--json"],
    );

    assert_eq!((ran.exit, ran.lines().len()), (1, 9));
    assert_eq!(ran.complaint()["code"], "E412");
}

#[test]
fn what_has_no_json_form_is_named_and_exit_is_1() {
    let text = EVENING
        .replace("RFF+950:F10'", "RFF+950:F99'")
        .replace("RFF+950:F9'", "RFF+950:F5'");

    let ran = to_fhir(&text, &["--json"]);

    assert_eq!((ran.exit, ran.lines().len()), (1, 7));
    let complaint = ran.complaint();
    let message = |number: &str| {
        json!(format!(
            "transaction {number} has no JSON form; it was left out"
        ))
    };
    assert_eq!(
        (&complaint["code"], &complaint["message"]),
        (&json!("E821"), &message("10820014 (F5)"))
    );
    assert_eq!(complaint["at"], place(&text, "S01+1'\nRFF+TN:10820014"));
    assert_eq!(
        complaint["problems"][0]["message"],
        message("10820015 (F99)")
    );
    assert_eq!(
        complaint["problems"][1]["message"],
        message("10820016 (F8)")
    );
}

#[test]
fn a_receipt_has_no_json_form() {
    let ran = to_fhir(BIRTH_RECEIPT, &[]);

    assert_eq!((ran.exit, ran.text()), (1, ""));
    assert_eq!(
        ran.err,
        format!(
            "warning E822: message 00067402 is a receipt, and receipts have no JSON form; it was left out ({})\n",
            place(BIRTH_RECEIPT, "UNH")
        )
    );
}

#[test]
fn what_is_set_aside_is_named_and_its_neighbours_are_converted() {
    let letter = with_a_transaction_set_aside();
    let transaction = to_fhir(&letter, &[]);
    let message = to_fhir(&with_a_message_set_aside(), &["--json"]);

    assert_eq!((transaction.exit, message.exit), (1, 1));
    assert_eq!(
        transaction.err.lines().next().unwrap(),
        format!(
            "error E410: transaction 10820012 (F2): there is no NHS number (PNA+PAT), without which nothing can be done ({})",
            place(&letter, "S01+1'\nRFF+TN:10820012")
        )
    );
    assert_eq!(message.lines().len(), 8);
    assert_eq!(
        message.complaint()["message"],
        "message 00067515: the message does not say what kind it is (RFF+950)"
    );
}

#[test]
fn an_unusable_letter_is_refused_and_nothing_is_written() {
    let letters = format!("{BIRTH}\n{}", unusable());
    let ran = to_fhir(&letters, &["--json"]);

    assert_eq!((ran.exit, ran.text()), (2, ""));
    assert_eq!(
        ran.complaint(),
        json!({
            "code": "E202",
            "message": "UNB lacks a readable sender, recipient, date and time or control reference",
            "at": place(&letters, "UNB+UNOA:2++HIL5"),
        })
    );
}

#[test]
fn warnings_that_take_nothing_away_do_not_change_the_exit() {
    for letter in [
        changed(BIRTH, "UNZ+1", "UNZ+2"),
        changed(BIRTH, "9990001006", "TT12/24"),
        BIRTH.replace('\n', "\r\n"),
    ] {
        let ran = to_fhir(&letter, &["--json"]);

        assert_eq!((ran.exit, ran.err.as_str(), ran.lines().len()), (0, "", 1));
    }
}

#[test]
fn without_the_switch_the_same_objects_are_written_for_reading() {
    let pretty = to_fhir(EVENING, &[]);
    let lines = to_fhir(EVENING, &["--json"]).lines();

    let objects: Vec<Value> = serde_json::Deserializer::from_str(pretty.text())
        .into_iter()
        .map(Result::unwrap)
        .collect();
    assert_eq!(objects, lines);
    assert!(
        pretty
            .text()
            .starts_with("{\n  \"transactionType\": \"approval\",\n")
    );
}

#[test]
fn clean_json_carries_plain_text() {
    let text =
        |ran: Ran| ran.lines()[0]["body"]["parameter"][4]["resource"]["name"][0]["family"].clone();

    assert_eq!(text(to_fhir(BIRTH, &["--json"])), "O?'NEILL-HART");
    assert_eq!(text(to_fhir(BIRTH, &["--json", "--clean"])), "O'NEILL-HART");
}

#[test]
fn a_letter_survives_the_way_there_and_back() {
    for flavour in [&[][..], &["--clean"]] {
        let body = to_fhir(BIRTH, &[&["--json"], flavour].concat()).lines()[0]["body"].to_string();

        assert_eq!(to_edifact(&body, flavour).text(), BIRTH);
    }
}

#[test]
fn json_brings_nothing_to_the_terminal_that_it_would_act_on() {
    let letter = changed(
        EVENING,
        "MAIL RETURNED",
        "MAIL\u{1b}[2J\u{202e}\u{9b}RETURNED",
    );

    for more in [&["--json"][..], &[]] {
        let ran = to_fhir(&letter, more);
        let hidden = |c: char| matches!(c, '\u{1b}' | '\u{202e}' | '\u{9b}');

        assert!(!ran.text().contains(hidden));
        assert!(
            ran.text()
                .contains(r"MAIL\u001b[2J\u202e\u009bRETURNED GONE AWAY"),
            "{}",
            ran.text()
        );
    }
}
