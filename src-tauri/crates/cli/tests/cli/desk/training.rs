//! `training`.

use serde_json::json;

use super::world::{HALF_PAST, ISLA, World};
use crate::letters::EVENING;
use crate::program::{TempFile, data};

/// A practice with one registered patient.
fn registered() -> World {
    let world = World::with_filing();
    world.exchange(HALF_PAST);
    world.exchange(HALF_PAST);
    world.done(&["routine", "--clear", "--now", HALF_PAST]);

    world
}

/// Whoever looks may do so while the exchange runs, at whatever time.
#[test]
fn a_look_at_the_service_does_not_move_its_clock() {
    let world = registered();
    let memory = || std::fs::read(world.data().join("training-service.db")).unwrap();
    let before = memory();

    world.done(&["training", "ledger", "--now", "2031-03-11T10:30"]);

    assert!(memory() == before, "nothing of it is written");
}

#[test]
fn each_kind_of_notice_can_be_sent() {
    let world = registered();
    let sends: [&[&str]; 6] = [
        &[
            "F9",
            "--nhs",
            ISLA,
            "--expires-on",
            "2025-09-11",
            "--notes",
            "LETTER CAME BACK",
        ],
        &["F10", "--nhs", ISLA],
        &["F11", "--nhs", ISLA, "--words", "STILL LIVES THERE"],
        &[
            "F1",
            "--nhs",
            ISLA,
            "--road",
            "8 WHARF STREET",
            "--town",
            "NORWICH",
            "--postcode",
            "NR9  0ZZ",
        ],
        &["F2", "--nhs", ISLA, "--reason", "2", "--on", "2025-03-10"],
        &["F8", "--ends-on", "2025-03-31"],
    ];
    for words in sends {
        let sent = world.done(&[&["training", "send"], words, &["--now", HALF_PAST]].concat());
        assert_eq!(sent["sent"], words[0]);
    }
    let pass = world.exchange(HALF_PAST);
    let notices = world.done(&["inbox", "--view", "all"])["notices"].clone();
    let kinds: Vec<_> = notices
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["kind"].as_str().unwrap())
        .collect();

    assert_eq!(pass["read"]["notices"], 6);
    assert_eq!(kinds, ["F4", "F9", "F10", "F11", "F1", "F2", "F8"]);
}

#[test]
fn somebody_whom_the_service_does_not_know_gets_no_notice() {
    let world = World::new();
    let deduct = ["training", "send", "F2", "--on", "2025-03-10", "--nhs"];

    assert_eq!(
        world.refused(&[&deduct[..], &[ISLA]].concat()),
        (2, "E846".to_owned())
    );
    assert_eq!(
        world.refused(&[&deduct[..], &[" "]].concat()),
        (64, "E800".to_owned())
    );
}

#[test]
fn patients_are_copied_to_the_service() {
    let world = registered();
    let enrolled = world.done(&["training", "enrol"]);

    assert_eq!(enrolled, json!({ "enrolled": 1, "left_out": 0 }));
    assert_eq!(
        world.service()["patients"],
        1,
        "it knew the patient already"
    );
}

#[test]
fn any_bytes_can_lie_in_the_mailbox() {
    let world = World::new();
    let letter = TempFile::new(EVENING);
    let noise = TempFile::new("HELLO");
    let receipt = data("birth.recep.edifact");

    let delivered = world.done(&["training", "letter", letter.path()]);
    assert_eq!(delivered["workflow"], "NHAIS_REG");
    assert_eq!(
        world.done(&["training", "letter", &receipt])["workflow"],
        "NHAIS_RECEP"
    );
    world.done(&["training", "letter", noise.path()]);
    let pass = world.run(&["exchange", "--once", "--now", "2025-04-03T08:00", "--json"]);

    assert_eq!(pass.exit, 1, "{}", pass.err);
    assert_eq!(pass.json()["received"], 3);
    let aside = world.done(&["letters"])["set_aside"].clone();
    assert_eq!(aside.as_array().unwrap().len(), 1, "{aside}");
}

#[test]
fn rules_are_shown_and_set_by_name() {
    let world = World::new();
    let rules = world.done(&["training", "rules", "answer_after=hours:2", "batch=true"]);

    assert_eq!(rules["answer_after"], json!({ "hours": 2 }));
    assert_eq!(rules["batch"], true);
    assert_eq!(world.done(&["training", "rules"]), rules, "they are kept");
    assert_eq!(
        world.refused(&["training", "rules", "colour=blue"]),
        (2, "E847".to_owned())
    );
    assert_eq!(
        world.refused(&["training", "rules", "batch=perhaps"]),
        (2, "E847".to_owned())
    );
    assert_eq!(
        world.done(&["training", "rules"]),
        rules,
        "a refusal changes nothing"
    );
}

#[test]
fn mischief_and_faults_have_names() {
    let world = World::new();

    world.done(&["training", "misbehave", "gap=3", "duplicate"]);
    world.done(&["training", "send", "F8", "--ends-on", "2025-03-31"]);
    world.done(&["exchange", "--once"]);
    let letters = world.done(&["letters"]);
    assert_eq!(
        letters["missing"],
        json!([]),
        "before the first letter nothing is known to be missing"
    );
    assert_eq!(
        world.refused(&["training", "misbehave", "sing"]),
        (2, "E847".to_owned())
    );
    assert_eq!(
        world.refused(&["training", "fault", "post=sing"]),
        (2, "E847".to_owned())
    );
    assert_eq!(
        world.refused(&["training", "fault"]),
        (64, "E800".to_owned())
    );
}

#[test]
fn the_ledger_shows_bytes_only_where_they_are_asked_for() {
    let world = World::with_filing();
    world.exchange(HALF_PAST);

    assert_eq!(world.service()["letters"][0].get("body"), None);
    let with = world.done(&["training", "ledger", "--bodies"]);
    assert!(
        with["letters"][0]["body"]
            .as_str()
            .unwrap()
            .starts_with("UNB+UNOA")
    );
    let words = world.run(&["training", "ledger"]);
    assert!(
        words
            .text()
            .starts_with("The service has received 1 letter.\n"),
        "{}",
        words.text()
    );
}

#[test]
fn a_memory_that_cannot_be_read_is_told_as_such() {
    let world = World::with_filing();
    std::fs::write(world.data().join("training-service.db"), vec![7; 8192]).unwrap();

    assert_eq!(
        world.refused(&["training", "ledger"]),
        (2, "E845".to_owned())
    );
    assert_eq!(
        world.refused(&["exchange", "--once"]),
        (2, "E845".to_owned())
    );
}
