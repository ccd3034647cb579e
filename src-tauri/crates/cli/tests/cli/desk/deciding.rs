//! `inbox`, `decide`, `undo`, `match`, `routine`, `worklist`, `tick`, `letters`.

use serde_json::{Value, json};
use store::Role;

use super::world::{ELEVEN, HALF_PAST, ISLA, TEN, World};
use crate::program::{TempFile, data};

/// A registered patient, and a deduction to decide: notice 2.
fn deducted() -> World {
    let world = approved();
    world.done(&["routine", "--clear", "--now", HALF_PAST]);
    world.done(&[
        "training",
        "send",
        "F2",
        "--nhs",
        ISLA,
        "--on",
        "2025-03-10",
        "--now",
        ELEVEN,
    ]);
    world.exchange(ELEVEN);

    world
}

/// An approval to decide: notice 1.
fn approved() -> World {
    let world = World::with_filing();
    world.exchange(HALF_PAST);
    world.exchange(HALF_PAST);

    world
}

fn state(world: &World) -> Value {
    world.done(&["patient", "1"])["record"]["state"].clone()
}

#[test]
fn an_approval_is_recorded_undone_and_recorded_again() {
    let world = approved();
    let item = &world.done(&["inbox"])["notices"][0];
    assert_eq!(
        [&item["kind"], &item["name"]],
        ["F4", "O'NEILL-HART, ISLA ROSE (MISS)"]
    );
    assert_eq!(item["routine"], true);

    let decided = world.done(&["decide", "1", "record", "--now", ELEVEN]);
    assert_eq!(
        [&decided["choice"], &decided["filing"]],
        [&json!("record"), &Value::Null]
    );
    assert_eq!(state(&world), "registered");
    assert_eq!(
        world.refused(&["decide", "1", "record"]),
        (2, "E957".to_owned())
    );
    let undone = world.done(&["undo", "1", "--why", "too quick"]);
    assert_eq!(undone["notice"], 1);
    assert_eq!(state(&world), "applied");
    assert_eq!(world.refused(&["undo", "1"]), (2, "E959".to_owned()));
    assert_eq!(world.done(&["inbox"])["notices"][0]["state"], "to decide");
}

#[test]
fn the_flags_of_the_list_go_with_the_list_only() {
    let world = approved();
    for words in [
        &["inbox", "--view", "all", "show", "1"][..],
        &["inbox", "--most", "5", "show", "1"],
        &["inbox", "--most", "0"],
    ] {
        assert_eq!(world.refused(words), (64, "E800".to_owned()), "{words:?}");
    }
    world.done(&["inbox", "--most", "1"]);
}

/// Somebody who gives it thinks that it is sent.
#[test]
fn what_a_choice_does_not_take_is_refused_and_not_dropped() {
    let world = deducted();
    let again = data("transfer.json");
    let given: [&[&str]; 5] = [
        &["record", "--file", &again],
        &["record", "--reason-sent", "MOVED AWAY"],
        &["file", "--on", "2025-03-10"],
        &["file", "--number-confirmed"],
        &["not-ours", "--why", "nobody here", "--file", &again],
    ];
    for words in given {
        assert_eq!(
            world.refused(&[&["decide", "2"], words].concat()),
            (64, "E800".to_owned()),
            "{words:?}"
        );
    }
    assert_eq!(state(&world), "registered");
    world.done(&["decide", "2", "record", "--on", "2025-03-10"]);
}

#[test]
fn a_notice_is_shown_with_what_can_be_chosen() {
    let world = deducted();
    let shown = world.done(&["inbox", "show", "2"]);

    assert_eq!(shown["choices"], json!(["record", "dispute"]));
    assert_eq!(shown["item"]["kind"], "F2");
    assert!(shown["raw"].as_str().unwrap().starts_with("S01"));
    let words = world.run(&["inbox", "show", "2"]);
    assert!(
        words
            .text()
            .contains("Choose:\n    record        take the patient off the list"),
        "{}",
        words.text()
    );
    assert_eq!(
        world.refused(&["inbox", "show", "9"]),
        (2, "E935".to_owned())
    );
    assert_eq!(
        world.refused(&["inbox", "--view", "odd"]),
        (64, "E800".to_owned())
    );
}

#[test]
fn a_deduction_is_recorded_and_ticked() {
    let world = deducted();
    world.done(&["decide", "2", "record", "--now", ELEVEN]);
    assert_eq!(state(&world), "left");

    let list = world.done(&["worklist"])["to_tick"].clone();
    let decisions: Vec<String> = list
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["decision"].to_string())
        .collect();
    assert_eq!(decisions.len(), 2, "the approval and the deduction");
    let words: Vec<&str> = ["tick"]
        .into_iter()
        .chain(decisions.iter().map(String::as_str))
        .collect();
    assert_eq!(world.done(&words)["left"], 0);
    assert_eq!(world.done(&["worklist"])["to_tick"], json!([]));
    assert_eq!(world.refused(&["tick", "77"]), (2, "E935".to_owned()));
}

#[test]
fn a_disputed_deduction_registers_the_patient_again() {
    let world = deducted();
    let birth = std::fs::read(data("birth.json")).unwrap();
    let mut again: Value = serde_json::from_slice(&birth).unwrap();
    again["parameter"][1]["valueString"] = json!("D");
    let plain = TempFile::new(again.to_string());

    assert_eq!(
        world.refused(&["decide", "2", "dispute"]),
        (2, "E958".to_owned()),
        "it needs a form"
    );
    assert_eq!(
        world.refused(&[
            "decide",
            "2",
            "dispute",
            "--file",
            plain.path(),
            "--now",
            ELEVEN
        ]),
        (2, "E764".to_owned()),
        "a dispute needs a note"
    );
    let note = json!({ "name": "freeText", "valueString": "NEVER LEFT" });
    again["parameter"].as_array_mut().unwrap().push(note);
    let noted = TempFile::new(again.to_string());
    let decided = world.run(&[
        "decide",
        "2",
        "dispute",
        "--file",
        noted.path(),
        "--now",
        ELEVEN,
        "--json",
    ]);

    assert_eq!(
        decided.exit, 0,
        "the note is needed: nothing is said against it"
    );
    assert_eq!(decided.json()["filing"], 2);
    assert_eq!(state(&world), "applied");
    assert_eq!(world.done(&["outbox"])["filings"][0]["notice"], 2);
    world.done(&["undo", "2", "--now", ELEVEN]);
    assert_eq!(state(&world), "registered");
    assert_eq!(
        world.done(&["outbox"])["filings"],
        json!([]),
        "its filing was dropped"
    );
}

#[test]
fn what_is_stale_unknown_or_not_allowed_changes_nothing() {
    let world = deducted();
    world.add_user("vera", Role::Viewer);

    assert_eq!(
        world.refused(&["decide", "2", "sing"]),
        (2, "E958".to_owned())
    );
    assert_eq!(
        world.refused(&["decide", "2", "accept"]),
        (2, "E958".to_owned())
    );
    assert_eq!(
        world.refused(&["decide", "2", "record", "--as", "vera"]),
        (2, "E940".to_owned())
    );
    assert_eq!(
        world.refused(&["routine", "--clear", "--as", "vera"]),
        (2, "E940".to_owned())
    );
    assert_eq!(
        world.refused(&["decide", "2", "record", "--patient-version", "1"]),
        (2, "E932".to_owned())
    );
    assert_eq!(state(&world), "registered");
}

#[test]
fn a_notice_about_nobody_is_matched_or_declared_not_ours() {
    let world = World::with_filing();
    let letter = std::fs::read_to_string(data("evening.edifact")).unwrap();
    let letter = TempFile::new(letter);
    world.done(&["training", "letter", letter.path()]);
    world.run(&["exchange", "--once", "--now", "2025-04-03T08:00"]);
    let unmatched = world.done(&["inbox", "--view", "unmatched"])["notices"].clone();
    let notice = unmatched[0]["notice"].to_string();
    let page = world.done(&["inbox", "--view", "unmatched", "--most", "1"]);
    let both = (page["notices"].as_array().unwrap().len(), &page["total"]);
    assert_eq!(both, (1, &unmatched.as_array().unwrap().len().into()));
    let words = world.run(&["inbox", "--view", "unmatched", "--most", "1"]);
    let more = format!("shown; the next come with --after {notice}.\n");
    assert!(words.text().ends_with(&more), "{}", words.text());

    world.done(&["inbox", "candidates", &notice]);
    let matched = world.done(&["match", &notice, "1"]);
    assert_eq!(matched["item"]["patient"], 1);
    assert_eq!(
        world.refused(&["match", &notice, "9"]),
        (2, "E935".to_owned())
    );
    let other = unmatched[1]["notice"].to_string();
    assert_eq!(
        world.refused(&["decide", &other, "not-ours"]),
        (2, "E941".to_owned())
    );
    let told = world.done(&["decide", &other, "not-ours", "--why", "PCSE was told"]);
    assert_eq!(told["choice"], "not-ours");
    assert_eq!(
        told["told"][0],
        "Recorded: the notice is about nobody here."
    );
}

#[test]
fn routine_is_told_first_and_cleared_then() {
    let world = approved();
    let preview = world.done(&["routine"]);
    assert_eq!(preview["lines"][0]["notice"], 1);
    assert_eq!(state(&world), "applied", "nothing was done yet");

    assert_eq!(
        world.done(&["routine", "--clear"]),
        json!({ "decided": [1], "left": [] })
    );
    assert_eq!(state(&world), "registered");
    assert_eq!(world.run(&["routine"]).text(), "Nothing waits.\n");
}

#[test]
fn a_notice_is_put_off_and_noted() {
    let world = approved();
    assert_eq!(
        world.refused(&["inbox", "snooze", "1", "--until", TEN, "--now", ELEVEN]),
        (2, "E958".to_owned())
    );
    let put_off = world.done(&[
        "inbox",
        "snooze",
        "1",
        "--until",
        "2025-03-12T09:00",
        "--now",
        ELEVEN,
    ]);
    assert_eq!(put_off["item"]["snoozed_until"], "2025-03-12T09:00:00Z");
    assert_eq!(
        world.done(&["inbox", "--now", ELEVEN])["notices"],
        json!([])
    );
    assert_eq!(
        world.done(&["inbox", "--view", "reminders", "--now", ELEVEN])["notices"][0]["notice"],
        1
    );
    world.done(&["inbox", "unsnooze", "1"]);
    let noted = world.done(&["inbox", "note", "1", "ask Bo"]);
    assert_eq!(noted["notes"][0]["text"], "ask Bo");
    assert_eq!(
        world.done(&["inbox"])["notices"].as_array().unwrap().len(),
        1
    );
}

#[test]
fn a_letter_that_was_set_aside_is_released_or_dealt_with() {
    let world = World::new();
    let evening = std::fs::read_to_string(data("evening.edifact")).unwrap();
    let letter = TempFile::new(&evening);
    let changed = TempFile::new(evening.replacen("OTLEY", "ILKLEY", 1).replace("K31", "K32"));
    let noise = TempFile::new("HELLO");
    for file in [&letter, &changed, &noise] {
        world.done(&["training", "letter", file.path()]);
    }
    let now = ["--now", "2025-04-03T08:00"];
    let pass = world.run(&[&["exchange", "--once", "--json"], &now[..]].concat());
    assert_eq!(
        (pass.exit, &pass.json()["read"]["set_aside"]),
        (1, &json!(2))
    );
    world.add_user("bo", Role::Clerk);

    let why = ["--why", "PCSE says it is for us"];
    let release = [&["letters", "release", "2"], &why[..], &now[..]].concat();
    assert_eq!(
        world.refused(&[&release[..], &["--as", "bo"]].concat()),
        (2, "E940".to_owned())
    );
    let dealt = [&["letters", "dealt-with", "3", "--as", "bo"], &why[..]].concat();
    let read = world.run(&[&release[..], &["--json", "--as", "asha"]].concat());
    assert!(read.exit < 2, "{}", read.err);
    assert!(read.json()["letters"].as_u64().unwrap() > 0);
    world.done(&dealt);
    assert_eq!(
        world.done(&["letters", "--as", "bo"])["set_aside"],
        json!([])
    );
}
