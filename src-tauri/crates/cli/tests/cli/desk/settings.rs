//! `settings`, and moving a number between two records.

use serde_json::json;
use store::Role;

use super::world::{HALF_PAST, World};

#[test]
fn settings_and_links_are_shown_and_changed() {
    let world = World::new();
    let shown = world.done(&["settings"]);
    assert_eq!(shown["settings"]["hold_minutes"], "15");
    assert_eq!(shown["settings"]["training"], "yes");
    let link = shown["links"][0]["service"].as_str().unwrap().to_owned();

    let changed = world.done(&["settings", "set", "hold_minutes", "30"]);
    assert_eq!(
        changed,
        json!({ "setting": "hold_minutes", "before": "15", "now": "30" })
    );
    world.done(&["settings", "mailbox", &link, "X09HC009"]);
    world.done(&["settings", "pause", &link, "--why", "they move"]);
    let shown = world.done(&["settings"]);
    assert_eq!(shown["settings"]["hold_minutes"], "30");
    assert_eq!(shown["links"][0]["mailbox"], "X09HC009");
    assert_eq!(shown["links"][0]["paused"], "they move");
    assert!(
        world
            .run(&["settings"])
            .text()
            .contains("mailbox X09HC009; paused: they move")
    );

    for odd in [["set", "training", "no"], ["set", "hold_minutes", "-1"]] {
        let words = [&["settings"], &odd[..]].concat();
        assert_eq!(world.refused(&words), (2, "E972".to_owned()));
    }
    let typed = world.run(&["settings", "set", "hunter2", "hunter3"]);
    assert!(
        typed.err.contains("E972") && !typed.err.contains("hunter"),
        "{}",
        typed.err
    );
    world.add_user("bo", Role::Clerk);
    assert_eq!(
        world.refused(&["settings", "set", "hold_minutes", "5", "--as", "bo"]),
        (2, "E940".to_owned())
    );
}

#[test]
fn a_number_of_somebody_on_the_list_is_not_taken() {
    let world = World::with_filing();
    world.exchange(HALF_PAST);

    assert_eq!(
        world.refused(&["patient", "1", "take-number", "1", "--why", "x"]),
        (2, "E958".to_owned())
    );
    assert_eq!(
        world.refused(&["patient", "1", "give-back", "--why", "x"]),
        (2, "E959".to_owned())
    );
}
