//! Whoever steals the folders learns of no patient.

use std::fs;

use super::world::{HALF_PAST, ISLA, World, files};
use crate::program::data;

#[test]
fn no_plain_text_of_a_patient_lies_anywhere() {
    let world = World::with_filing();
    world.exchange(HALF_PAST);
    world.exchange(HALF_PAST);
    world.done(&["outbox", "--all"]);
    world.done(&["patient", "1"]);

    for folder in [world.data(), world.at("state"), world.at("key")] {
        let files = if folder.is_dir() {
            files(&folder)
        } else {
            vec![folder]
        };
        assert!(!files.is_empty());
        for file in files {
            let bytes = fs::read(&file).unwrap();
            for canary in [
                "NEILL",
                "ISLA",
                "WHARF",
                "NORWICH",
                ISLA,
                "9912345",
                "Wharf Street",
                "UNB+",
                "SQLite",
            ] {
                assert!(
                    !contains(&bytes, canary),
                    "{canary} stands in {}",
                    file.display()
                );
            }
        }
    }
}

#[test]
fn the_ledger_opens_with_its_own_key_only() {
    let (world, other) = (World::new(), World::empty());
    other.init(&super::world::setup());
    fs::copy(other.at("key"), world.at("key")).unwrap();

    assert_eq!(world.refused(&["outbox"]), (5, "E925".to_owned()));
}

#[test]
fn a_ledger_whose_first_page_is_damaged_did_not_verify() {
    let world = World::with_filing();
    let mut bytes = fs::read(world.ledger()).unwrap();
    bytes[100..200].fill(0);
    fs::write(world.ledger(), &bytes).unwrap();

    assert_eq!(world.refused(&["verify"]), (5, "E925".to_owned()));
    assert_eq!(fs::read(world.ledger()).unwrap(), bytes);
}

#[test]
fn no_refusal_names_a_patient() {
    let world = World::with_filing();
    for (words, code) in [
        (vec!["file", &data("birth.json")], "E945"),
        (vec!["file", "birth.json"], "E801"),
        (vec!["decide", "1", "record"], "E935"),
    ] {
        let refused = world.run(&words);
        assert_eq!(refused.exit, 2);
        assert!(refused.err.contains(code), "{}", refused.err);
        assert!(
            !refused.err.contains("NEILL") && !refused.err.contains("999000"),
            "{}",
            refused.err
        );
    }
}

fn contains(bytes: &[u8], text: &str) -> bool {
    bytes
        .windows(text.len())
        .any(|window| window == text.as_bytes())
}
