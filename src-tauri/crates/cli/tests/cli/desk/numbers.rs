//! `numbers`, and data that was put back from an earlier time.

use std::fs;

use practice::ExchangeLock;
use serde_json::{Value, json};

use super::world::{ELEVEN, HALF_PAST, TEN, World};
use crate::program::data;

/// A letter was sent, and then the ledger of before was put back.
fn put_back() -> World {
    let world = World::with_filing();
    let old = fs::read(world.ledger()).unwrap();
    world.exchange(HALF_PAST);
    fs::write(world.ledger(), old).unwrap();

    world
}

#[test]
fn the_counters_are_told() {
    let world = World::with_filing();
    world.exchange(HALF_PAST);
    let numbers = world.done(&["numbers"]);

    assert_eq!(
        [&numbers["restored"], &numbers["behind"]],
        [&json!(false), &Value::Null]
    );
    assert_eq!(
        numbers["counters"][0],
        json!({ "sequence": "SIS", "service": "NF01", "last": 1, "epoch": 0, "opened_after": 0 })
    );
    assert_eq!(
        world.run(&["numbers"]).text(),
        "SIS to NF01: 1\nSMS to NF01: 1\nTN: 1\nNothing was sent that this data does not know.\n"
    );
}

#[test]
fn nothing_is_sent_from_data_that_was_put_back() {
    let world = put_back();
    let pass = world.run(&["exchange", "--once", "--now", ELEVEN, "--json"]);

    assert_eq!(pass.exit, 1);
    assert_eq!(pass.complaint()["code"], "E965");
    assert_eq!(pass.json()["posted"], 0);
    let numbers = world.done(&["numbers"]);
    assert_eq!(
        [&numbers["restored"], &numbers["behind"]["letters"]],
        [&json!(true), &json!(1)]
    );
    assert_eq!(numbers["behind"]["counters"][0]["marked"], 1);
    let words = world.run(&["outbox"]);
    assert!(
        words
            .text()
            .contains("Nothing is sent: the data was put back"),
        "{}",
        words.text()
    );
}

#[test]
fn confirmed_numbers_lead_out_of_it_and_nothing_is_sent_twice() {
    let world = put_back();
    world.run(&["exchange", "--once", "--now", ELEVEN]);
    assert_eq!(
        world.refused(&["numbers", "confirm"]),
        (64, "E800".to_owned()),
        "it needs a reason"
    );
    let why = ["--why", "asked PCSE", "--now", ELEVEN];

    let confirmed = world.done(&[&["numbers", "confirm"], &why[..]].concat());
    assert_eq!(
        confirmed,
        json!({ "found_again": 1, "held": 0, "lost": 0, "came": [], "restored": false })
    );
    for now in ["2025-03-11T11:10", "2025-03-11T11:20", "2025-03-11T11:30"] {
        world.run(&["exchange", "--once", "--now", now]);
    }

    let letter = world.done(&["outbox", "--all"])["filings"][0]["letter"].clone();
    assert_eq!(
        [&letter["sis"], &letter["state"]],
        [&json!(1), &json!("collected")]
    );
    let service = world.service();
    assert_eq!(
        [&service["duplicates"], &service["complaints"]],
        [&json!(0), &json!([])]
    );
    let registrations = service["accepted"].as_array().unwrap().iter();
    let registrations = registrations
        .filter(|one| one["workflow"] == "NHAIS_REG")
        .count();
    assert_eq!(registrations, 1, "the carrier took it once");
}

#[test]
fn numbers_are_not_confirmed_while_another_program_exchanges() {
    let world = put_back();
    let lock = ExchangeLock::take(&world.data()).unwrap().unwrap();

    assert_eq!(
        world.refused(&["numbers", "confirm", "--why", "asked PCSE"]),
        (3, "E843".to_owned())
    );
    drop(lock);
    world.done(&["numbers", "confirm", "--why", "asked PCSE"]);
}

#[test]
fn marks_that_are_missing_are_another_computer() {
    let world = World::with_filing();
    world.exchange(HALF_PAST);
    fs::remove_dir_all(world.state()).unwrap();

    let numbers = world.done(&["numbers"]);
    assert_eq!(
        [&numbers["restored"], &numbers["behind"]["no_record"]],
        [&json!(true), &json!(true)]
    );
    world.done(&[
        "numbers",
        "confirm",
        "--sis",
        "NF=20",
        "--sms",
        "nf01=21",
        "--tn",
        "22",
        "--why",
        "asked PCSE",
    ]);
    let last: Vec<_> = world.done(&["numbers"])["counters"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["last"].clone())
        .collect();
    assert_eq!(last, [20, 21, 22]);
}

#[test]
fn a_number_that_was_used_cannot_be_used_again() {
    let world = put_back();
    let confirm =
        |words: &[&str]| world.refused(&[&["numbers", "confirm", "--why", "x"], words].concat());

    assert_eq!(confirm(&["--sis", "NF=0"]), (2, "E966".to_owned()));
    assert_eq!(confirm(&["--sis", "XX=9"]), (2, "E849".to_owned()));
    assert_eq!(
        confirm(&["--sis", "NF=512", "--sis", "nf01=521"]),
        (2, "E958".to_owned()),
        "which of them is meant?"
    );
    assert_eq!(confirm(&["--sis", "NF"]), (64, "E800".to_owned()));
    assert_eq!(confirm(&["--sis", "NF=+1"]), (64, "E800".to_owned()));
    assert_eq!(confirm(&["--tn", "10000000"]), (64, "E800".to_owned()));
    assert_eq!(
        world.done(&["numbers"])["restored"],
        true,
        "a refusal changes nothing"
    );
    world.done(&["file", &data("transfer.json"), "--now", TEN]);
}

#[test]
fn marks_that_somebody_changed_send_nothing() {
    let world = World::with_filing();
    fs::write(world.state().join("marks"), "{}").unwrap();

    assert_eq!(world.refused(&["numbers"]), (5, "E968".to_owned()));
    assert_eq!(
        world.refused(&["exchange", "--once", "--now", HALF_PAST]),
        (5, "E968".to_owned())
    );
    assert_eq!(world.service()["letters"], json!([]));
}
