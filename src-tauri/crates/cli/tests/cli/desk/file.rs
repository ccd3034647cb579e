//! `file`.

use serde_json::json;

use super::world::{ELEVEN, HALF_PAST, TEN, World};
use crate::program::{TempFile, data};

const NEWBORN: &str = include_str!("../../../src/demo/newborn.json");

/// A disk that is full when the answer is to be written.
#[cfg(target_os = "linux")]
#[test]
fn what_is_done_and_cannot_be_told_is_told_as_that() {
    let world = World::new();
    let full = std::fs::OpenOptions::new()
        .write(true)
        .open("/dev/full")
        .unwrap();
    let child = world
        .command()
        .args(["file", &data("birth.json"), "--now", TEN, "--data"])
        .arg(world.data())
        .stdout(full)
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    let ended = child.wait_with_output().unwrap();
    let told = String::from_utf8(ended.stderr).unwrap();

    assert_eq!(ended.status.code(), Some(3), "{told}");
    assert!(
        told.starts_with("error E809: it was done, and only telling it failed"),
        "{told}"
    );
    let filings = world.done(&["outbox"])["filings"].clone();
    assert_eq!(filings.as_array().unwrap().len(), 1, "it was done");
}

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
        "Filing 1: registration of O'NEILL-HART, ISLA ROSE (MISS) (patient 1), 11-Mar-2025 10:00 by asha\n  Ready to send. Goes at the next exchange from 11-Mar-2025 10:15 on.\n"
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

/// What is wrong with a form, in both kinds of JSON.
fn told(world: &World, body: &str) -> Vec<(i32, String)> {
    let file = TempFile::new(body);
    let codes = [&["--now", TEN][..], &["--clean", "--now", TEN]];

    codes
        .iter()
        .map(|rest| world.refused(&[&["file", file.path()], *rest].concat()))
        .collect()
}

#[test]
fn the_rules_of_the_desk_hold_for_the_adaptor_s_json_too() {
    let world = World::new();
    let birth = std::fs::read_to_string(data("birth.json")).unwrap();
    let plain = birth.replace("O?'NEILL", "O'NEILL");
    for (from, to) in [
        ("9990001006", "9990001007"),
        ("2025-02-17", "2099-02-17"),
        ("HART", &"HART".repeat(60)),
    ] {
        let codes = told(&world, &plain.replace(from, to));

        assert_eq!(codes[0], codes[1], "{to}");
        assert_eq!(codes[0].0, 2);
        assert!(codes[0].1.starts_with("E7"), "{codes:?}");
    }
    assert_eq!(world.done(&["outbox", "--all"])["filings"], json!([]));

    let soft = TempFile::new(birth.replace("2025-02-17", "2023-02-17"));
    let filed = world.run(&["file", soft.path(), "--now", TEN, "--json"]);
    assert_eq!(filed.exit, 1, "{}", filed.err);
    assert_eq!(filed.json()["filing"], 1, "a soft one is told, and filed");
}

#[test]
fn the_same_is_not_filed_twice_unless_it_is_meant() {
    let world = World::with_filing();
    world.exchange(HALF_PAST);
    world.exchange(HALF_PAST);
    world.done(&["decide", "1", "record", "--now", HALF_PAST]);
    let moved = TempFile::new(include_str!("../../../src/demo/moved.json"));
    let removal = TempFile::new(REMOVAL);
    for file in [moved.path(), removal.path()] {
        let words = ["file", file, "--clean", "--now", ELEVEN];
        let first = world.run(&[&words[..], &["--json"]].concat());
        assert!(first.exit < 2, "{}", first.err);

        assert_eq!(world.refused(&words), (2, "E939".to_owned()));
        let again = world.run(&[&words[..], &["--again", "--json"]].concat());
        assert!(again.exit < 2, "{}", again.err);
    }
}

const REMOVAL: &str = r#"{"resourceType": "Parameters", "parameter": [
    {"name": "gpTradingPartnerCode", "valueString": "HIL5"},
    {"name": "freeText", "valueString": "OUT OF AREA"},
    {"name": "patient", "resource": {"resourceType": "Patient",
        "identifier": [{"system": "https://fhir.nhs.uk/Id/nhs-number", "value": "9990001006"}],
        "generalPractitioner": [{"identifier": {
            "system": "https://fhir.hl7.org.uk/Id/gmc-number", "value": "9912345,K31"}}],
        "managingOrganization": {"identifier": {
            "system": "https://digital.nhs.uk/services/nhais/guide-to-nhais-gp-links-documentation",
            "value": "NF"}}}}]}"#;

#[test]
fn a_key_that_was_used_for_something_else_is_told() {
    let world = World::new();
    let birth = data("birth.json");
    world.done(&["file", &birth, "--key", "form-17", "--now", TEN]);
    let other = std::fs::read_to_string(&birth)
        .unwrap()
        .replace("WHARF", "MILL");
    let other = TempFile::new(other);
    let filed = world.run(&[
        "file",
        other.path(),
        "--key",
        "form-17",
        "--now",
        TEN,
        "--json",
    ]);

    assert_eq!(filed.exit, 1);
    assert_eq!(filed.complaint()["code"], "E853");
    assert_eq!(
        (&filed.json()["filing"], &filed.json()["again"]),
        (&json!(1), &json!(true))
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
