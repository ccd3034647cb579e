//! `mesh set` and `mesh show`.

use std::fs;

use super::world::{World, live_setup};

fn live() -> World {
    let world = World::empty();
    let made = world.init(&live_setup());
    assert_eq!(made.exit, 0, "{}", made.err);
    world.make_the_key_cheap();

    world
}

#[test]
fn who_a_proxy_lets_in_is_shown_to_nobody() {
    let world = live();
    let proxy = [
        "mesh",
        "set",
        "--proxy",
        "http://ann:hunter2@proxy.example:3128",
    ];
    for words in [&proxy[..], &["mesh", "show"]] {
        let told = world.run(words);

        assert_eq!((told.exit, told.err.as_str()), (0, ""));
        assert!(told.text().contains("Proxy: set."), "{}", told.text());
        for secret in ["ann", "hunter2"] {
            assert!(!told.text().contains(secret), "{}", told.text());
        }
    }
    assert_eq!(world.done(&["mesh", "show"])["proxy"], "set");
}

#[test]
fn a_blank_secret_is_none() {
    let world = live();
    let blank = world.at("blank");
    fs::write(&blank, " \r\n").unwrap();
    let blank = blank.to_str().unwrap();
    for flag in ["--password-file", "--shared-key-file", "--certificate"] {
        assert_eq!(
            world.refused(&["mesh", "set", flag, blank]),
            (64, "E800".to_owned()),
            "{flag}"
        );
    }
    let missing = world.done(&["mesh", "show"])["missing"].clone();
    assert_eq!(missing.as_array().unwrap().len(), 3, "{missing}");
}

#[test]
fn standard_input_is_one_secret_and_not_two() {
    let world = live();

    assert_eq!(
        world.refused(&[
            "mesh",
            "set",
            "--password-file",
            "-",
            "--shared-key-file",
            "-"
        ]),
        (64, "E800".to_owned())
    );
}
