//! `search` and `patient`.

use serde_json::json;
use store::Role;

use super::world::{HALF_PAST, ISLA, World};

#[test]
fn a_patient_is_found_by_name_number_or_date() {
    let world = World::with_filing();
    for words in [
        vec!["neill"],
        vec![ISLA],
        vec!["999", "000", "1006"],
        vec!["17/2/2025"],
        vec!["hart", "nr9"],
    ] {
        let found = world.done(&[&["search", "--now", HALF_PAST], &words[..]].concat());
        assert_eq!(found["patients"][0]["patient"], 1, "{words:?}");
    }

    assert_eq!(world.done(&["search", "cole"]), json!({ "patients": [] }));
    assert_eq!(world.run(&["search", "cole"]).text(), "Nobody is found.\n");
    assert_eq!(world.refused(&["search"]), (64, "E800".to_owned()));
}

#[test]
fn a_patient_is_shown_with_all_that_happened() {
    let world = World::with_filing();
    world.exchange(HALF_PAST);
    let patient = world.done(&["patient", "1"]);

    assert_eq!(patient["name"], "O'NEILL-HART, ISLA ROSE (MISS)");
    assert_eq!(patient["record"]["state"], "applied");
    let timeline = patient["timeline"].as_array().unwrap();
    assert_eq!(timeline[0]["by"], "asha");
    assert!(
        timeline.iter().any(|entry| entry["by"] == "MESH"),
        "{timeline:?}"
    );
    assert!(
        world
            .run(&["patient", "1"])
            .text()
            .contains("7 WHARF STREET")
    );
    assert_eq!(world.refused(&["patient", "2"]), (2, "E935".to_owned()));
    let typed = world.run(&["patient", ISLA]);
    assert!(!typed.err.contains(ISLA), "{}", typed.err);
}

#[test]
fn the_timeline_says_who_did_what_with_a_filing() {
    let world = World::with_filing();
    for deed in [
        &["hold", "1", "--why", "the address is being asked for"][..],
        &["let-go", "1"],
        &["take-back", "1"],
        &["confirm", "1"],
        &["send-now", "1"],
        &["drop", "1", "--why", "it was a mistake"],
    ] {
        world.done(&[&["outbox"], deed, &["--now", HALF_PAST]].concat());
    }
    let timeline = world.done(&["patient", "1"])["timeline"].clone();
    let told: Vec<(&str, &str)> = timeline
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| {
            (
                entry["by"].as_str().unwrap(),
                entry["what"].as_str().unwrap(),
            )
        })
        .collect();

    assert_eq!(
        told,
        [
            ("asha", "Came onto the list by a registration"),
            ("asha", "Registration filed (filing 1)"),
            ("asha", "Registration (filing 1) put on hold"),
            ("asha", "Registration (filing 1) let go"),
            ("asha", "Registration (filing 1) taken back"),
            ("asha", "Registration (filing 1) confirmed again"),
            ("asha", "Registration (filing 1) sent without waiting"),
            ("asha", "Registration (filing 1) dropped: it was a mistake"),
        ]
    );
}

#[test]
fn a_manager_puts_the_list_right_by_hand_and_takes_it_back() {
    let world = World::with_filing();
    let early = ["patient", "1", "put-right", "approved", "--why", "x"];
    assert_eq!(world.refused(&early), (2, "E958".to_owned()), "not sent");
    world.exchange(HALF_PAST);

    let why = ["--why", "PCSE said so", "--now", HALF_PAST];
    let put = |words: &[&str]| world.done(&[&["patient", "1"], words, &why].concat());
    let registered = put(&["put-right", "approved"]);
    assert_eq!(registered["record"]["state"], "registered");
    assert_eq!(registered["told"][0], "The patient is on your list.");
    let told = "Put right by hand: put on the list (PCSE said so). PCSE was not told by this";
    let timeline = registered["timeline"].as_array().unwrap();
    assert!(timeline.iter().any(|entry| entry["what"] == told));
    let number = put(&["put-right", "number", "9990002371"]);
    assert_eq!(number["record"]["nhs_number"], "9990002371");
    let left = put(&["put-right", "left", "--on", "2025-03-01"]);
    assert_eq!(left["record"]["left_on"], "2025-03-01");
    let back = put(&["put-back"]);
    assert_eq!(back["record"]["state"], "registered");

    for (words, refused) in [
        (&["no-flag", "--why", "x"][..], (2, "E958")),
        (&["no-removal", "--why", "x"], (2, "E958")),
        (&["approved"], (2, "E941")),
        (&["left", "--why", "x"], (64, "E800")),
        (&["number", "9990002372", "--why", "x"], (64, "E800")),
    ] {
        let words = [&["patient", "1", "put-right"], words].concat();
        assert_eq!(
            world.refused(&words),
            (refused.0, refused.1.to_owned()),
            "{words:?}"
        );
    }
    let typed = world.run(&[
        "patient",
        "1",
        "put-right",
        "number",
        "9990002372",
        "--why",
        "x",
    ]);
    assert!(!typed.err.contains("9990002372"), "{}", typed.err);
    world.add_user("bo", Role::Clerk);
    let clerk = ["patient", "1", "put-back", "--why", "x", "--as", "bo"];
    assert_eq!(world.refused(&clerk), (2, "E940".to_owned()));
    let help = world.run(&["patient", "--help"]);
    assert!(
        help.text().contains("put-right left --on"),
        "{}",
        help.text()
    );
}
