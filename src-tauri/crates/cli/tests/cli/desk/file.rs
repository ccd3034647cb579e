//! `file`.

use serde_json::json;

use super::world::{ELEVEN, HALF_PAST, TEN, World};
use crate::program::{TempFile, data};

const NEWBORN: &str = include_str!("../../../src/demo/newborn.json");

#[test]
fn a_registration_is_filed_and_told_when_it_goes() {
    let world = World::new();
    let filed = world.done(&["file", &data("birth.json"), "--now", TEN]);

    assert_eq!(
        filed,
        json!({
            "filing": 1, "patient": 1, "again": false, "state": "ready", "step": "Ready to send",
            "next": "Goes at the next exchange from 11-Mar-2025 10:15 on",
            "goes_at": "2025-03-11T10:15:00Z",
        })
    );
    let words = world.run(&["outbox", "--now", TEN]);
    assert_eq!(
        words.text(),
        "Filing 1: registration of O'NEILL-HART, ISLA ROSE (patient 1), 11-Mar-2025 10:00 by asha\n  Ready to send. Goes at the next exchange from 11-Mar-2025 10:15 on.\n"
    );
}

#[test]
fn the_same_key_files_nothing_a_second_time() {
    let world = World::new();
    let first = world.done(&[
        "file",
        &data("birth.json"),
        "--key",
        "form-17",
        "--now",
        TEN,
    ]);
    let second = world.done(&[
        "file",
        &data("birth.json"),
        "--key",
        "form-17",
        "--now",
        TEN,
    ]);

    assert_eq!(
        (&first["again"], &second["again"]),
        (&json!(false), &json!(true))
    );
    assert_eq!(
        (&first["filing"], &first["patient"]),
        (&second["filing"], &second["patient"])
    );
    assert_eq!(
        world.done(&["outbox", "--all"])["filings"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
    let words = world.run(&[
        "file",
        &data("birth.json"),
        "--key",
        "form-17",
        "--now",
        TEN,
    ]);
    assert!(
        words.text().contains("was filed before under this key"),
        "{}",
        words.text()
    );
    assert_eq!(
        world.refused(&["file", &data("birth.json"), "--now", TEN]),
        (2, "E945".to_owned()),
        "without the key it is a second registration of somebody who is here"
    );
}

#[test]
fn plain_text_is_checked_by_the_rules_of_the_desk() {
    let world = World::new();
    let plain = TempFile::new(NEWBORN);
    let filed = world.run(&["file", "--clean", plain.path(), "--now", TEN, "--json"]);

    assert_eq!(
        filed.exit, 1,
        "a letter is sent otherwise than it was typed"
    );
    assert_eq!(filed.json()["filing"], 1);
    assert_eq!(filed.complaint()["code"], "E823");

    let unborn = TempFile::new(NEWBORN.replace("2025-02-17", "2025-03-17"));
    let refused = world.run(&["file", "--clean", unborn.path(), "--now", TEN, "--json"]);
    assert_eq!((refused.exit, refused.text()), (2, ""));
    assert!(
        refused.complaint()["code"]
            .as_str()
            .unwrap()
            .starts_with("E7")
    );
}

#[test]
fn what_is_no_filing_is_refused_with_its_place() {
    let world = World::new();
    let broken = TempFile::new("{");
    let foreign = std::fs::read_to_string(data("birth.json"))
        .unwrap()
        .replace("HIL5", "ABC5");
    let foreign = TempFile::new(foreign);

    assert_eq!(
        world.refused(&["file", "nothing.json"]),
        (2, "E801".to_owned())
    );
    assert!(world.refused(&["file", broken.path()]).1.starts_with("E6"));
    assert_eq!(
        world.refused(&["file", foreign.path()]),
        (2, "E943".to_owned())
    );
    assert_eq!(
        world.refused(&["file", &data("amendment.json"), "--now", TEN]),
        (2, "E947".to_owned()),
        "nobody on the list has this number"
    );
    assert_eq!(world.done(&["outbox", "--all"])["filings"], json!([]));
}

#[test]
fn a_rejected_registration_is_corrected_and_replaced() {
    let world = World::new();
    world.done(&[
        "training",
        "rules",
        "answer_after=hours:0",
        r#"rejections=[{"when":{"next":1},"code":3,"words":"CONFIRM ADDRESS"}]"#,
    ]);
    world.done(&["file", &data("birth.json"), "--now", TEN]);
    world.exchange(HALF_PAST);
    world.exchange(HALF_PAST);
    let item = &world.done(&["inbox"])["notices"][0];
    assert_eq!(
        (&item["kind"], &item["state"]),
        (&json!("F3"), &json!("to decide"))
    );
    let birth = std::fs::read_to_string(data("birth.json")).unwrap();
    let again = birth
        .replace("\"A\"", "\"R\"")
        .replace("7 WHARF STREET", "9 WHARF STREET");
    let again = TempFile::new(again);

    world.done(&["decide", "1", "record", "--now", ELEVEN]);
    assert_eq!(
        world.refused(&["file", again.path(), "--replaces", "7"]),
        (2, "E935".to_owned())
    );
    let filed = world.done(&["file", again.path(), "--replaces", "1", "--now", ELEVEN]);

    assert_eq!(
        (&filed["filing"], &filed["patient"]),
        (&json!(2), &json!(1))
    );
    let open = world.done(&["outbox"]);
    assert_eq!(
        open["filings"].as_array().unwrap().len(),
        1,
        "the rejected one is dealt with"
    );
    assert_eq!(open["filings"][0]["replaces"], 1);
}
