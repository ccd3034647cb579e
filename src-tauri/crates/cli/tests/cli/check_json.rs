//! `check --json`, value by value.

use serde_json::{Value, json};

use crate::letters::*;
use crate::program::{TempFile, data, run, run_on};

#[test]
fn a_letter_is_told_value_by_value() {
    let file = data("birth.edifact");

    let ran = run(&["check", &file, "--json"]);

    assert_eq!((ran.exit, ran.err.as_str()), (0, ""));
    assert_eq!(
        ran.json(),
        json!({
            "version": 1,
            "letters": [{
                "file": file,
                "kind": "registration",
                "sender": "HIL5",
                "recipient": "NF01",
                "at": "2025-03-11T10:42",
                "sis": 512,
                "messages": [{
                    "sms": 733,
                    "type": "G1",
                    "transactions": [{
                        "tn": 1290,
                        "type": "G1",
                        "outline": [
                            "Registration, birth, O'NEILL-HART, ISLA ROSE (MISS), NHS number 999 000 1006",
                            "Born 17-Feb-2025, sex: female",
                            "Accepted on 10-Mar-2025, new registration",
                            "Address: 7 WHARF STREET, NORWICH, NORFOLK, NR9 0ZZ",
                            "Place of birth: NORWICH",
                            "GP: 9912345, here K31"
                        ],
                        "problems": []
                    }],
                    "problems": []
                }],
                "problems": [],
                "usable": true
            }]
        })
    );
}

#[test]
fn all_messages_and_transactions_stand_in_their_order() {
    let ran = run_on(EVENING, &["check", "--json", "-"]);
    let document = ran.json();
    let letter = &document["letters"][0];
    let messages = letter["messages"].as_array().unwrap();

    let told: Vec<_> = messages
        .iter()
        .map(|message| {
            (
                message["sms"].as_u64().unwrap(),
                message["type"].as_str().unwrap(),
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            (67510, "F4"),
            (67511, "F3"),
            (67512, "F1"),
            (67513, "F2"),
            (67514, "F9"),
            (67515, "F10"),
            (67516, "F11"),
            (67517, "F8"),
        ]
    );
    let numbers: Vec<_> = messages
        .iter()
        .flat_map(|message| message["transactions"].as_array().unwrap())
        .map(|one| one["tn"].as_u64().unwrap())
        .collect();
    assert_eq!(
        numbers,
        [
            1290, 1291, 1293, 10820011, 10820012, 10820013, 10820014, 10820015, 1296, 10820016
        ]
    );
    assert_eq!(letter["file"], "-");
    assert_eq!(ran.exit, 0);
}

#[test]
fn a_receipt_says_which_letter_it_is_for() {
    let document = run_on(EVENING_RECEIPT, &["check", "--json", "-"]).json();
    let message = &document["letters"][0]["messages"][0];

    assert_eq!(document["letters"][0]["kind"], "receipt");
    assert_eq!(
        (&message["sms"], &message["type"]),
        (&json!(742), &json!("RECEP"))
    );
    assert_eq!(message["transactions"], json!([]));
    assert_eq!(message["problems"], json!([]));
    let lines: Vec<_> = (67510..=67517)
        .map(|sms| json!({ "sms": sms, "code": "CP" }))
        .collect();
    assert_eq!(
        message["receipt"],
        json!({
            "letter": 44120, "code": "OK", "count": 8, "messages": lines,
            "madeAt": "2025-04-03T07:12", "receivedAt": "2025-04-03T07:12",
        })
    );
    assert_eq!(
        message["outline"][0],
        "Receipt for letter 00044120: OK, received, 8 messages"
    );
}

#[test]
fn a_problem_stands_in_its_part_with_its_place() {
    let text = evening_with("UNT+16+00067510'", "UNT+17+00067510'");
    let text = changed(&text, "9990011966", "9990011967");
    let text = changed(&text, "UNZ+8", "UNZ+9");

    let ran = run_on(&text, &["check", "--json", "-"]);

    assert_eq!((ran.exit, ran.err.as_str()), (1, ""));
    let letter = &ran.json()["letters"][0];
    let message = &letter["messages"][0];
    let problem = |code: &str, message: &str, at: &str| {
        let (offset, line, segment) = found(&text, at);

        json!([{
            "code": code, "severity": "warning", "message": message,
            "offset": offset, "line": line, "segment": segment,
        }])
    };
    assert_eq!(
        message["transactions"][1]["problems"],
        problem(
            "E420",
            "the NHS number is of an older form, or its last digit does not fit the others",
            "9990011967"
        )
    );
    assert_eq!(
        message["problems"],
        problem(
            "E207",
            "UNT counts 17 segments, but the message holds 16",
            "UNT+17"
        )
    );
    assert_eq!(
        letter["problems"],
        problem(
            "E212",
            "UNZ counts 9 messages, but the letter holds 8",
            "UNZ+9"
        )
    );
    assert_eq!(letter["usable"], true);
}

#[test]
fn what_is_set_aside_has_an_error() {
    let transaction = run_on(with_a_transaction_set_aside(), &["check", "--json", "-"]);
    let message = run_on(with_a_message_set_aside(), &["check", "--json", "-"]);

    assert_eq!((transaction.exit, message.exit), (1, 1));
    let told = &transaction.json()["letters"][0]["messages"][3]["transactions"][0];
    assert_eq!(
        (&told["tn"], &told["type"]),
        (&json!(10820012), &json!("F2"))
    );
    assert_eq!(
        (
            &told["problems"][0]["code"],
            &told["problems"][0]["severity"]
        ),
        (&json!("E410"), &json!("error"))
    );
    let told = &message.json()["letters"][0]["messages"][5];
    assert_eq!(
        (&told["type"], &told["transactions"]),
        (&Value::Null, &json!([]))
    );
    assert_eq!(told["problems"][0]["code"], "E301");
}

#[test]
fn an_unusable_letter_is_a_result_and_exit_is_2() {
    let ran = run_on(unusable(), &["check", "--json", "-"]);

    assert_eq!((ran.exit, ran.err.as_str()), (2, ""));
    assert_eq!(
        ran.json(),
        json!({
            "version": 1,
            "letters": [{
                "file": "-", "kind": "unreadable",
                "sender": null, "recipient": null, "at": null, "sis": null,
                "messages": [],
                "problems": [{
                    "code": "E202", "severity": "fatal",
                    "message": "UNB lacks a readable sender, recipient, date and time or control reference",
                    "offset": 0, "line": 1, "segment": 1,
                }],
                "usable": false,
            }]
        })
    );
}

#[test]
fn a_letter_without_messages_is_unreadable_and_tells_its_header() {
    let ran = run_on(
        "UNB+UNOA:2+NF01+HIL5+250402:2152+00044120'UNZ+0+00044120'",
        &["check", "--json", "-"],
    );

    assert_eq!(ran.exit, 2);
    let letter = &ran.json()["letters"][0];
    assert_eq!(
        (&letter["kind"], &letter["sis"]),
        (&json!("unreadable"), &json!(44120))
    );
    assert_eq!(letter["problems"][0]["code"], "E203");
}

#[test]
fn references_that_are_no_numbers_are_told_as_they_were_sent() {
    let text = EVENING
        .replace("+00067510'", "+AB/12'")
        .replace("UNH+00067510+", "UNH+AB/12+");

    let ran = run_on(text, &["check", "--json", "-"]);

    assert_eq!(ran.exit, 1);
    assert_eq!(ran.json()["letters"][0]["messages"][0]["sms"], "AB/12");
}

#[test]
fn letters_of_all_files_stand_in_one_document() {
    let broken = TempFile::new(unusable());
    let files = [
        data("birth.edifact"),
        broken.path().to_owned(),
        data("birth.recep.edifact"),
    ];

    let ran = run(&["check", "--json", &files[0], &files[1], &files[2]]);

    assert_eq!(ran.exit, 2);
    let letters = ran.json()["letters"].as_array().unwrap().clone();
    let told: Vec<_> = letters
        .iter()
        .map(|letter| {
            (
                letter["file"].as_str().unwrap(),
                letter["kind"].as_str().unwrap(),
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            (files[0].as_str(), "registration"),
            (files[1].as_str(), "unreadable"),
            (files[2].as_str(), "receipt")
        ]
    );
}

#[test]
fn characters_that_a_terminal_acts_on_are_escaped_and_keep_their_value() {
    let ran = run_on(
        evening_with("SU:ADEYEMI", "SU:ADE\u{1b}[31m\u{202e}YEMI\u{7f}"),
        &["check", "--json", "-"],
    );

    let outline = &ran.json()["letters"][0]["messages"][4]["transactions"][0]["outline"];
    assert_eq!(
        outline[2],
        "Name: ADE\u{1b}[31m\u{202e}YEMI\u{7f}, GRACE OLU"
    );
    assert!(ran.text().contains(r"ADE\u001b[31m\u202eYEMI\u007f"));
}
