//! `search` and `patient`.

use serde_json::json;

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
