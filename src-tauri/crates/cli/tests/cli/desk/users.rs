//! Who acts, and on which practice.

use std::fs;

use store::Role;

use super::world::{TEN, World, live_setup};
use crate::program::{data, ran, run};

#[test]
fn the_one_manager_acts_where_nobody_is_named() {
    let world = World::new();
    world.done(&["file", &data("birth.json"), "--now", TEN]);

    assert_eq!(world.done(&["outbox"])["filings"][0]["created_by"], "asha");
}

#[test]
fn a_user_acts_by_name_and_somebody_else_not_at_all() {
    let world = World::new();
    world.add_user("bo", Role::Clerk);
    world.done(&["file", &data("birth.json"), "--now", TEN, "--as", "bo"]);

    assert_eq!(world.done(&["outbox"])["filings"][0]["created_by"], "bo");
    assert_eq!(
        world.refused(&["outbox", "--as", "mallory"]),
        (2, "E830".to_owned())
    );
    assert_eq!(
        world.refused(&["outbox", "pause", "--why", "tea", "--as", "bo"]),
        (2, "E940".to_owned()),
        "this needs a manager"
    );
}

#[test]
fn you_act_as_yourself_where_you_are_a_user() {
    let world = World::new();
    world.add_user("vera", Role::Viewer);
    let filed = ran(world
        .command()
        .env("USER", "vera")
        .args(["file", &data("birth.json"), "--json", "--data"])
        .arg(world.data()));

    assert_eq!(
        (filed.exit, filed.text()),
        (2, ""),
        "a viewer files nothing"
    );
    assert_eq!(filed.complaint()["code"], "E940");
    assert_eq!(
        world.done(&["outbox", "--all"])["filings"],
        serde_json::json!([])
    );
}

#[test]
fn with_two_managers_somebody_must_be_named() {
    let world = World::new();
    world.add_user("bo", Role::Manager);

    assert_eq!(world.refused(&["outbox"]), (2, "E831".to_owned()));
    world.done(&["outbox", "--as", "bo"]);
}

#[test]
fn a_folder_without_a_practice_is_told_as_such() {
    let world = World::empty();

    assert_eq!(world.refused(&["outbox"]), (2, "E920".to_owned()));
    let nowhere = run(&["outbox", "--json"]);
    assert_eq!((nowhere.exit, nowhere.text()), (64, ""));
    assert_eq!(nowhere.complaint()["code"], "E800");
}

#[test]
fn a_damaged_install_file_is_told_as_such() {
    let world = World::new();
    fs::write(world.data().join("install.json"), "{}").unwrap();

    assert_eq!(world.refused(&["outbox"]), (5, "E833".to_owned()));
}

#[test]
fn the_wrong_passphrase_and_a_missing_key_open_nothing() {
    let world = World::new();
    let wrong = ran(world
        .command()
        .env("LINKDESK_PASSPHRASE", "guess")
        .args(["outbox", "--json", "--data"])
        .arg(world.data()));
    assert_eq!((wrong.exit, wrong.text()), (2, ""));
    assert_eq!(wrong.complaint()["code"], "E902");

    fs::remove_file(world.at("key")).unwrap();
    assert_eq!(world.refused(&["outbox"]), (2, "E901".to_owned()));
}

#[test]
fn on_a_live_practice_time_and_chance_are_real_and_nothing_is_sent() {
    let world = World::empty();
    assert_eq!(world.init(&live_setup()).exit, 0);
    let code = |words: &[&str]| world.refused(words);

    assert_eq!(code(&["outbox", "--now", TEN]), (2, "E832".to_owned()));
    assert_eq!(
        code(&["exchange", "--once", "--seed", "1"]),
        (2, "E832".to_owned())
    );
    assert_eq!(code(&["training", "enrol"]), (2, "E832".to_owned()));
    assert_eq!(code(&["training", "ledger"]), (2, "E832".to_owned()));
    let filed = world.run(&["file", &data("birth.json")]);
    assert_eq!(filed.exit, 1, "the newborn is no newborn any more");
    world.done(&["outbox", "send-now", "1"]);
    assert_eq!(code(&["exchange", "--once"]), (2, "E857".to_owned()));
    let filing = &world.done(&["outbox"])["filings"][0];
    assert_eq!(
        (&filing["state"], &filing["letter"]),
        (&"ready".into(), &serde_json::Value::Null)
    );
    assert!(!world.data().join("training-service.db").exists());
}

#[test]
fn a_ledger_that_is_gone_is_not_made_anew() {
    let world = World::new();
    std::fs::remove_file(world.ledger()).unwrap();
    let gone = world.run(&["outbox", "--json"]);

    assert_eq!((gone.exit, gone.text()), (5, ""));
    let complaint = gone.complaint();
    assert_eq!(complaint["code"], "E855");
    assert!(complaint["message"].as_str().unwrap().contains("backup"));
}
