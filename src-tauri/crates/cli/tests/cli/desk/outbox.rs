//! `outbox`, and what a person can do in it.

use serde_json::{Value, json};

use super::world::{ELEVEN, HALF_PAST, NINE, TEN, World};
use crate::program::{TempFile, data};

#[test]
fn an_empty_outbox_says_so() {
    let world = World::new();

    assert_eq!(
        world.run(&["outbox"]).text(),
        "Nothing waits in the outbox.\n"
    );
    assert_eq!(
        world.run(&["outbox", "--all"]).text(),
        "Nothing was ever filed.\n"
    );
    assert_eq!(
        world.refused(&["outbox", "--all", "--open"]),
        (64, "E800".to_owned())
    );
}

#[test]
fn a_filing_is_held_let_go_taken_back_and_confirmed() {
    let world = World::with_filing();
    let state = |filing: &Value| [filing["state"].clone(), filing["step"].clone()];

    assert_eq!(
        world.refused(&["outbox", "hold", "1"]),
        (64, "E800".to_owned()),
        "it needs a reason"
    );
    assert_eq!(
        world.refused(&["outbox", "hold", "1", "--why", " "]),
        (2, "E941".to_owned())
    );
    let held = world.done(&[
        "outbox",
        "hold",
        "1",
        "--why",
        "ask the mother",
        "--now",
        TEN,
    ]);
    assert_eq!(state(&held), ["ready", "On hold"]);
    assert_eq!(held["held"], "ask the mother");
    assert_eq!(
        world.exchange(HALF_PAST)["posted"],
        0,
        "what is held does not go"
    );
    let gone = world.done(&["outbox", "let-go", "1", "--now", TEN]);
    assert_eq!(state(&gone), ["ready", "Ready to send"]);
    let draft = world.done(&["outbox", "take-back", "1", "--now", TEN]);
    assert_eq!(state(&draft), ["draft", "Draft"]);
    let ready = world.done(&["outbox", "confirm", "1", "--now", ELEVEN]);
    assert_eq!(ready["goes_at"], "2025-03-11T11:15:00Z");
    let now = world.done(&["outbox", "send-now", "1", "--now", ELEVEN]);
    assert_eq!(now["goes_at"], "2025-03-11T11:00:00Z");
    assert_eq!(world.exchange(ELEVEN)["posted"], 1);
    assert_eq!(
        world.refused(&["outbox", "take-back", "1"]),
        (2, "E953".to_owned()),
        "what was sent was sent"
    );
    assert_eq!(
        world.refused(&["outbox", "hold", "99", "--why", "x"]),
        (2, "E935".to_owned())
    );
}

#[test]
fn what_was_not_sent_can_say_something_else() {
    let world = World::with_filing();
    let birth = std::fs::read_to_string(data("birth.json")).unwrap();
    let corrected = TempFile::new(birth.replace("7 WHARF STREET", "9 WHARF STREET"));
    let amendment = data("amendment.json");

    let filing = world.done(&["outbox", "correct", "1", corrected.path(), "--now", TEN]);
    assert_eq!([&filing["filing"], &filing["patient"]], [1, 1]);
    assert_eq!(
        world.done(&["patient", "1"])["record"]["road"],
        "9 WHARF STREET"
    );
    assert_eq!(
        world.refused(&["outbox", "correct", "1", &amendment]),
        (2, "E958".to_owned()),
        "its kind stays"
    );
    world.exchange(HALF_PAST);
    let sent = &world.done(&["training", "ledger", "--bodies"])["letters"][0]["body"];
    assert!(sent.as_str().unwrap().contains("9 WHARF STREET"));
    assert_eq!(
        world.refused(&["outbox", "correct", "1", corrected.path()]),
        (2, "E953".to_owned())
    );
}

#[test]
fn a_dropped_filing_is_closed_and_its_patient_is_not_on_the_list() {
    let world = World::with_filing();
    let dropped = world.done(&["outbox", "drop", "1", "--why", "typed twice", "--now", TEN]);

    assert_eq!(
        (&dropped["answer"], &dropped["closed_why"]),
        (&json!("closed"), &json!("typed twice"))
    );
    assert_eq!(world.done(&["outbox"])["filings"], json!([]));
    assert_eq!(world.done(&["patient", "1"])["record"]["state"], "left");
    assert_eq!(world.exchange(HALF_PAST)["posted"], 0);
}

#[test]
fn a_letter_is_told_with_its_numbers_its_sum_and_every_attempt() {
    let world = World::with_filing();
    world.done(&["exchange", "--once", "--now", HALF_PAST, "--seed", "4"]);
    let filing = world.done(&["outbox", "--now", HALF_PAST])["filings"][0].clone();
    let letter = &filing["letter"];

    assert_eq!(
        (&filing["state"], &filing["answer"]),
        (&json!("released"), &json!("waiting"))
    );
    assert_eq!([&letter["sis"], &letter["sms"], &letter["tn"]], [1, 1, 1]);
    assert_eq!(
        [&letter["state"], &letter["receipt"]],
        ["accepted", "awaited"]
    );
    assert_eq!(letter["sha256"].as_str().unwrap().len(), 64);
    assert_eq!(letter["written_at"], "2025-03-11T10:30:00Z");
    let attempts = letter["attempts"].as_array().unwrap();
    assert_eq!(attempts.len(), 1);
    assert_eq!(attempts[0]["outcome"], "accepted");
    assert_eq!(attempts[0]["mesh_id"], letter["mesh_id"]);
    assert_eq!(
        attempts[0]["local_id"],
        world.service()["accepted"][0]["local_id"]
    );
}

#[test]
fn a_letter_goes_again_only_when_pcse_asks_for_it() {
    let world = World::with_filing();
    world.done(&["training", "misbehave", "no_receipt=2", "--now", NINE]);
    world.exchange(HALF_PAST);
    let asked = [
        "--asked-by",
        "J Okoro",
        "--asked-on",
        "2025-03-12",
        "--reference",
        "CAS-1",
    ];

    assert_eq!(
        world.refused(&["outbox", "send-again", "1"]),
        (64, "E800".to_owned())
    );
    let again = world.done(&[&["outbox", "send-again", "1"], &asked[..]].concat());
    assert_eq!(again["letter"]["state"], "numbered");
    world.exchange("2025-03-12T10:00");
    let service = world.service();
    assert_eq!(service["duplicates"], 1, "the very same bytes");

    let new = world.done(
        &[
            &["outbox", "enter-again", "1"],
            &asked[..],
            &["--now", "2025-03-13T09:00"],
        ]
        .concat(),
    );
    assert_eq!([&new["filing"], &new["replaces"]], [2, 1]);
    world.exchange("2025-03-13T10:00");
    let numbers: Vec<_> = world.service()["letters"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|letter| letter["fate"] == "worked" && letter["workflow"] == "NHAIS_REG")
        .map(|letter| letter["sis"].clone())
        .collect();
    assert_eq!(numbers, [1, 3], "2 was the receipt for the approval");
}

#[test]
fn a_refused_letter_is_tried_again_or_given_up() {
    let world = World::with_filing();
    world.done(&["training", "fault", "post=refuse", "post=refuse"]);
    let refused = world.run(&["exchange", "--once", "--now", HALF_PAST, "--json"]);
    assert_eq!(refused.exit, 1);
    assert_eq!(refused.complaint()["code"], "E981");
    assert_eq!(
        world.done(&["outbox"])["filings"][0]["letter"]["state"],
        "refused"
    );

    let retried = world.done(&[
        "outbox",
        "retry",
        "1",
        "--why",
        "mailbox corrected",
        "--now",
        HALF_PAST,
    ]);
    assert_eq!(retried["letter"]["state"], "numbered");
    world.run(&["exchange", "--once", "--now", ELEVEN]);
    let given_up = world.done(&["outbox", "abandon", "1", "--why", "PCSE does not want it"]);
    assert_eq!(
        [&given_up["letter"]["state"], &given_up["answer"]],
        ["abandoned", "closed"]
    );
    assert_eq!(world.service()["letters"], json!([]));
}

#[test]
fn a_doubt_that_tracking_cannot_settle_is_settled_by_hand() {
    let world = World::with_filing();
    world.done(&["training", "fault", "post=lose_answer", "track_forgets"]);
    let lost = world.run(&["exchange", "--once", "--now", HALF_PAST, "--json"]);
    assert_eq!(
        (lost.exit, lost.text()),
        (4, ""),
        "the answer of MESH was lost"
    );
    assert_eq!(
        world.done(&["outbox"])["filings"][0]["step"],
        "Not known whether MESH has it"
    );

    assert_eq!(
        world.refused(&["outbox", "settle", "1", "--why", "x"]),
        (64, "E800".to_owned())
    );
    assert_eq!(
        world.refused(&[
            "outbox",
            "settle",
            "1",
            "--arrived",
            "--never-left",
            "--why",
            "x"
        ]),
        (64, "E800".to_owned())
    );
    let settled = world.done(&["outbox", "settle", "1", "--arrived", "--why", "PCSE has it"]);
    assert_eq!(settled["letter"]["state"], "collected");
    world.exchange(ELEVEN);
    assert_eq!(world.service()["duplicates"], 0);
}

#[test]
fn sending_is_paused_and_goes_on() {
    let world = World::with_filing();
    world.done(&["outbox", "pause", "--why", "the line is down"]);
    assert_eq!(world.exchange(HALF_PAST)["posted"], 0);
    assert_eq!(world.done(&["outbox"])["paused"], "the line is down");
    assert!(
        world
            .run(&["outbox"])
            .text()
            .contains("Sending is paused: the line is down.")
    );

    world.done(&["outbox", "resume"]);
    assert_eq!(world.exchange(HALF_PAST)["posted"], 1);
}

#[test]
fn a_link_is_opened_again_by_its_name() {
    let world = World::new();
    world.done(&["training", "misbehave", "receipt_for_unknown=77"]);
    let alarm = world.run(&["exchange", "--once", "--json"]);
    assert_eq!(alarm.exit, 1);
    assert_eq!(alarm.complaint()["code"], "L201");
    assert!(world.done(&["outbox"])["links"][0]["stopped"].is_string());

    assert_eq!(
        world.refused(&["outbox", "reopen", "XX", "--why", "x"]),
        (2, "E849".to_owned())
    );
    world.done(&["outbox", "reopen", "nf", "--why", "it was a test"]);
    assert_eq!(world.done(&["outbox"])["links"][0]["stopped"], Value::Null);
}

#[test]
fn what_is_done_is_shown_with_all_only() {
    let world = World::with_filing();
    world.exchange(HALF_PAST);
    world.exchange(HALF_PAST);
    world.done(&["routine", "--clear"]);

    assert_eq!(world.done(&["outbox"])["filings"], json!([]));
    let all = world.done(&["outbox", "--all"]);
    assert_eq!(all["filings"][0]["step"], "Approved");
    assert_eq!(
        all["receipts"].as_array().unwrap().len(),
        1,
        "the receipt that we gave"
    );
    assert_eq!(all["receipts"][0]["workflow"], "NHAIS_RECEP");
    assert_eq!(world.refused(&["file", &data("birth.json")]).1, "E945");
}

#[test]
fn a_hold_that_is_lifted_by_sending_now_is_told() {
    let world = World::with_filing();
    world.done(&["outbox", "hold", "1", "--why", "ask the mother"]);
    let words = world.run(&["outbox", "send-now", "1"]);
    assert!(
        words
            .text()
            .contains("It was on hold (ask the mother); the hold is lifted."),
        "{}",
        words.text()
    );
    let sent = world.done(&["outbox", "send-now", "1"]);
    assert_eq!(sent["hold_lifted"], Value::Null);
}

#[test]
fn a_registration_keeps_the_name_that_it_bears() {
    let world = World::with_filing();
    world.exchange(HALF_PAST);
    world.exchange(HALF_PAST);
    world.done(&["routine", "--clear"]);
    world.done(&[
        "training",
        "send",
        "F1",
        "--nhs",
        "9990001006",
        "--surname",
        "OKAFOR",
        "--now",
        ELEVEN,
    ]);
    world.exchange(ELEVEN);
    world.done(&["decide", "2", "accept"]);

    assert_eq!(
        world.done(&["patient", "1"])["name"],
        "OKAFOR, ISLA ROSE (MISS)"
    );
    let filing = &world.done(&["outbox", "--all"])["filings"][0];
    assert_eq!(filing["name"], "O'NEILL-HART, ISLA ROSE (MISS)");
    let words = world.run(&["worklist"]);
    assert!(
        words
            .text()
            .contains("  Surname: OKAFOR (was O'NEILL-HART)"),
        "{}",
        words.text()
    );
}
