//! `init`.

use std::fs;

use super::world::{World, files, live_setup, setup};
use crate::program::run;

#[test]
fn the_example_is_printed_and_can_be_used() {
    let printed = run(&["init", "--example"]);

    assert_eq!((printed.exit, printed.text()), (0, setup().as_str()));
    let world = World::new();
    let outbox = world.done(&["outbox"]);
    assert_eq!(outbox["links"][0]["service"], "NF01");
}

#[test]
fn a_practice_is_told_where_its_key_and_its_marks_lie() {
    let world = World::empty();
    let made = world.init(&setup()).json();

    assert_eq!(
        (&made["practice"], &made["training"]),
        (&"HIL5".into(), &true.into())
    );
    assert!(
        made["key"]
            .as_str()
            .unwrap()
            .contains(world.at("key").to_str().unwrap())
    );
    assert_eq!(made["marks"], world.state().join("marks").to_str().unwrap());
    let names: Vec<_> = fs::read_dir(world.data())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    assert_eq!(
        names.len(),
        2,
        "only install.json and the ledger: {names:?}"
    );
}

#[cfg(unix)]
#[test]
fn the_folder_is_for_this_user_alone() {
    use std::os::unix::fs::PermissionsExt;

    let world = World::empty();
    world.init(&setup());

    for folder in [world.data(), world.state()] {
        let mode = fs::metadata(&folder).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o700, "{}", folder.display());
    }
}

#[test]
fn a_folder_with_a_practice_or_with_anything_else_is_refused() {
    let world = World::new();
    let before = fs::read(world.ledger()).unwrap();

    assert_eq!(world.init(&setup()).complaint()["code"], "E921");
    assert_eq!(fs::read(world.ledger()).unwrap(), before);

    let other = World::empty();
    fs::create_dir(other.data()).unwrap();
    fs::write(other.data().join("holiday.jpg"), "beach").unwrap();
    let refused = other.init(&setup());
    assert_eq!((refused.exit, refused.text()), (2, ""));
    assert_eq!(refused.complaint()["code"], "E840");

    fs::remove_file(other.data().join("holiday.jpg")).unwrap();
    assert_eq!(other.init(&setup()).exit, 0, "an empty folder will do");
}

#[test]
fn every_mistake_is_told_at_once_with_its_place() {
    let wrong = r#"
        colour = "blue"
        [practice]
        name = " "
        code = "hil5"
        mailbox = "X26HC005"
        training = false
        manager = "asha"
        mesh_password = "hunter2"
        poll_seconds = 60
        answer_remark_days = 12
        sending_times = ["3 pm"]
        [[link]]
        cipher = "NF"
        mailbox = "X26OT005"
        last_sis = 100000000
        [[link.doctor]]
        name = "Dr Ruth Amadi"
        code = "K31"
        [[link]]
        cipher = "NF"
        mailbox = "X26OT005"
    "#;
    let world = World::empty();
    let refused = world.init(wrong);

    assert_eq!((refused.exit, refused.text()), (2, ""));
    assert!(!refused.err.contains("hunter2"), "no secret is ever shown");
    let complaint = refused.complaint();
    let mut told: Vec<(String, String)> = [&complaint]
        .into_iter()
        .chain(complaint["problems"].as_array().unwrap())
        .map(|one| (text(&one["at"]), text(&one["code"])))
        .collect();
    told.sort();
    let wanted = [
        ("colour", "E835"),
        ("link[1].doctor[1].code", "E838"),
        ("link[1].last_sis", "E838"),
        ("link[2].doctor", "E838"),
        ("practice.answer_remark_days", "E838"),
        ("practice.code", "E838"),
        ("practice.mesh_password", "E836"),
        ("practice.name", "E838"),
        ("practice.poll_seconds", "E838"),
        ("practice.sending_times", "E838"),
    ];
    assert_eq!(
        told,
        wanted.map(|(at, code)| (at.to_owned(), code.to_owned()))
    );
    is_clean(&world);
}

#[test]
fn what_is_missing_is_named_and_a_short_poll_is_for_training_only() {
    let world = World::empty();
    let without = |line: &str| setup().replace(line, "");

    let complaint = world.init(&without("training = true")).complaint();
    assert_eq!(
        (&complaint["code"], &complaint["at"]),
        (&"E837".into(), &"practice.training".into())
    );
    let complaint = world.init("[practice\nname").complaint();
    assert_eq!(
        (&complaint["code"], &complaint["at"]),
        (&"E839".into(), &"line 1".into())
    );
    let fast = |text: String| text.replace("poll_seconds = 300", "poll_seconds = 5");
    assert_eq!(
        world.init(&fast(live_setup())).complaint()["at"],
        "practice.poll_seconds"
    );
    is_clean(&world);
    assert_eq!(world.init(&fast(setup())).exit, 0);
}

#[test]
fn two_links_with_one_authority_are_refused() {
    let world = World::empty();
    let (_, link) = setup()
        .split_once("[[link]]")
        .map(|(a, b)| (a.to_owned(), b.to_owned()))
        .unwrap();
    let twice = format!("{}\n[[link]]{link}", setup());

    let complaint = world.init(&twice).complaint();

    assert_eq!(
        (&complaint["code"], &complaint["at"]),
        (&"E838".into(), &"link".into())
    );
}

#[test]
fn what_fails_leaves_nothing_behind() {
    let world = World::empty();
    fs::write(world.at("key"), "somebody's key").unwrap();
    let refused = world.init(&setup());

    assert_eq!((refused.exit, refused.text()), (2, ""));
    assert_eq!(
        refused.complaint()["code"],
        "E908",
        "a key is never replaced"
    );
    assert_eq!(
        fs::read_to_string(world.at("key")).unwrap(),
        "somebody's key"
    );
    fs::remove_file(world.at("key")).unwrap();
    is_clean(&world);
}

/// As it is left by an `init` that was killed before it moved the folder to its place.
fn killed(world: &World) -> std::path::PathBuf {
    assert_eq!(world.init(&setup()).exit, 0);
    let begun = world.at(".linkdesk-init-desk-Ab12Cd");
    fs::rename(world.data(), &begun).unwrap();

    begun
}

#[test]
fn an_init_that_was_killed_is_taken_over_with_its_key() {
    let world = World::empty();
    let begun = killed(&world);
    let key = fs::read(world.at("key")).unwrap();
    let id = fs::read(begun.join("install.json")).unwrap();

    assert_eq!(world.init(&setup()).exit, 0);
    assert_eq!(fs::read(world.at("key")).unwrap(), key);
    assert_eq!(fs::read(world.data().join("install.json")).unwrap(), id);
    assert!(!begun.exists());
    assert_eq!(fs::read_dir(world.at("state")).unwrap().count(), 1);
    assert_eq!(world.done(&["numbers"])["restored"], false);
}

#[test]
fn what_a_killed_init_left_is_cleared_away_only_where_it_is_ours() {
    let world = World::empty();
    let begun = killed(&world);
    fs::remove_file(world.at("key")).unwrap();
    let album = world.at(".linkdesk-init-desk-album");
    fs::create_dir(&album).unwrap();
    fs::write(album.join("holiday.jpg"), "beach").unwrap();

    assert_eq!(world.init(&setup()).exit, 0, "its key was never kept");
    assert!(!begun.exists());
    assert_eq!(fs::read_dir(world.at("state")).unwrap().count(), 1);
    assert!(album.join("holiday.jpg").exists());
}

#[test]
fn a_key_that_does_not_open_what_was_begun_is_not_taken_over() {
    let world = World::empty();
    let begun = killed(&world);
    fs::remove_file(world.at("key")).unwrap();
    let other = World::new();
    fs::copy(other.at("key"), world.at("key")).unwrap();

    assert_eq!(world.init(&setup()).complaint()["code"], "E908");
    assert!(begun.exists() && !world.data().exists());
    assert_eq!(
        fs::read(other.at("key")).unwrap(),
        fs::read(world.at("key")).unwrap()
    );
}

#[test]
fn init_needs_a_folder_and_a_file() {
    let world = World::empty();

    let nowhere = run(&["init", "setup.toml"]);
    assert_eq!((nowhere.exit, nowhere.text()), (64, ""));
    assert_eq!(world.refused(&["init"]), (64, "E800".to_owned()));
    assert_eq!(
        world.refused(&["init", "not-there.toml"]),
        (2, "E801".to_owned())
    );
}

/// Nothing but the set-up file lies anywhere.
fn is_clean(world: &World) {
    let left: Vec<_> = files(&world.at(""))
        .into_iter()
        .filter(|file| !file.ends_with("setup.toml"))
        .collect();

    assert!(left.is_empty(), "{left:?}");
    assert!(!world.data().exists());
}

fn text(value: &serde_json::Value) -> String {
    value.as_str().unwrap().to_owned()
}

#[test]
fn the_last_numbers_of_an_earlier_system_are_typed_twice_and_shown() {
    let told = |sis: &str| setup().replace("last_sis = 0", sis);
    for (wrong, at) in [
        ("last_sis = 511", "link[1].last_sis_again"),
        (
            "last_sis = 511\nlast_sis_again = 516",
            "link[1].last_sis_again",
        ),
        ("last_sis_again = 511", "link[1].last_sis_again"),
    ] {
        let world = World::empty();
        let refused = world.init(&told(wrong));

        assert_eq!((refused.exit, refused.text()), (2, ""), "{wrong}");
        let complaint = refused.complaint();
        assert_eq!(
            (&complaint["code"], &complaint["at"]),
            (&"E838".into(), &at.into())
        );
        assert!(!world.data().exists(), "nothing is made");
    }

    let world = World::empty();
    let made = world.init(&told("last_sis = 99999999\nlast_sis_again = 99999999"));
    let made = made.json();
    let link = &made["links"][0];
    assert_eq!(
        (&link["first_sis"], &link["first_sms"], &made["first_tn"]),
        (&1.into(), &1.into(), &1.into())
    );
}

#[test]
fn an_odd_code_and_an_unknown_cipher_are_warned_of() {
    let odd = setup()
        .replace("\"HIL5\"", "\"HIL1\"")
        .replace("\"NF\"", "\"XX1\"");
    let world = World::empty();

    let made = world.init(&odd);

    assert_eq!(made.exit, 1);
    assert_eq!(made.json()["practice"], "HIL1");
    let complaint = made.complaint();
    let told: Vec<(String, String)> = [&complaint]
        .into_iter()
        .chain(complaint["problems"].as_array().unwrap())
        .map(|one| (text(&one["at"]), text(&one["code"])))
        .collect();
    assert_eq!(
        told,
        [("practice.code", "E864"), ("link[1].cipher", "E865")]
            .map(|(at, code)| (at.to_owned(), code.to_owned()))
    );
    assert_eq!(World::empty().init(&setup()).exit, 0);
}
