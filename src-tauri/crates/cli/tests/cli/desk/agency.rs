//! `agency`, without anybody at the other end.

use std::fs;

use super::world::World;
use crate::program::Ran;

const EXAMPLE: &str = include_str!("../../../../../../docs/agency.example.toml");

/// A service that is set up, at a place where nobody answers.
fn service() -> World {
    let world = World::empty();
    let setup = world.at("service.toml");
    fs::write(&setup, EXAMPLE.replace("127.0.0.1:8700", "127.0.0.1:1")).unwrap();
    let made = agency(&world, &["init", setup.to_str().unwrap()]);
    assert_eq!(made.exit, 0, "{}", made.err);
    world.make_the_key_cheap();

    world
}

fn agency(world: &World, words: &[&str]) -> Ran {
    world.run(&[&["agency"], words, &["--json"]].concat())
}

#[test]
fn the_service_cannot_be_moved_to_the_real_mesh_nor_hurried_at_the_other_one() {
    let world = service();
    for address in [
        "live",
        "https://MESH-SYNC.spineservices.nhs.uk:443",
        "integration",
    ] {
        let refused = agency(&world, &["set", "--address", address]);

        assert_eq!((refused.exit, refused.text()), (2, ""), "{address}");
        assert_eq!(refused.complaint()["code"], "E838", "{address}");
    }
    let shown = agency(&world, &["show"]).json();
    assert_eq!(
        shown["address"], "http://127.0.0.1:1",
        "nothing was changed"
    );
}

#[test]
fn a_round_that_reaches_nobody_ends_as_an_exchange_does() {
    let world = service();
    let secret = world.at("secret");
    fs::write(&secret, "a secret").unwrap();
    let secret = secret.to_str().unwrap();
    let set = [
        "set",
        "--password-file",
        secret,
        "--shared-key-file",
        secret,
        "--proxy",
        "none",
    ];
    assert_eq!(agency(&world, &set).exit, 0);

    let round = agency(&world, &["--once"]);

    assert_eq!((round.exit, round.text()), (4, ""));
    assert_eq!(round.complaint()["code"], "E982");
}
