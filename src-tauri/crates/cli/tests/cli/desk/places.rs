//! Where a practice's folder may lie.

use std::fs;
use std::path::Path;

use super::world::{World, files, setup};
use crate::program::{Ran, ran};

impl World {
    /// Runs a command on a practice that lies elsewhere.
    fn run_in(&self, data: &Path, words: &[&str]) -> Ran {
        ran(self
            .command()
            .args(words)
            .args(["--json", "--data"])
            .arg(data))
    }
}

#[test]
fn no_practice_is_made_or_opened_in_a_synchronised_folder() {
    let world = World::empty();
    let cloud = world.at("OneDrive - Mill Lane Surgery");
    fs::create_dir(&cloud).unwrap();
    let file = world.at("setup.toml");
    fs::write(&file, setup()).unwrap();

    let made = world.run_in(&cloud.join("desk"), &["init", file.to_str().unwrap()]);

    assert_eq!((made.exit, made.text()), (2, ""));
    let told = made.complaint();
    assert_eq!(told["code"], "E861");
    let words = told["message"].as_str().unwrap();
    assert!(
        words.ends_with(
            "is copied to other computers by OneDrive, which can put back an old copy or half of one. Nothing was made, changed or sent; keep the folder outside of what is synchronised"
        ),
        "{words}"
    );
    assert_eq!(fs::read_dir(&cloud).unwrap().count(), 0, "nothing is begun");
    assert!(!world.at("key").exists(), "no key is kept for it");
}

#[test]
fn a_practice_that_was_moved_into_one_is_left_as_it_is_and_opens_when_it_is_moved_back() {
    let world = World::with_filing();
    let before = fs::read(world.ledger()).unwrap();
    let synchronised = world.at("team");
    fs::create_dir(&synchronised).unwrap();
    fs::write(synchronised.join(".dropbox"), "{}").unwrap();
    let moved = synchronised.join("desk");
    fs::rename(world.data(), &moved).unwrap();

    for words in [&["outbox"][..], &["exchange", "--once"], &["verify"]] {
        let ran = world.run_in(&moved, words);
        assert_eq!((ran.exit, ran.text()), (2, ""), "{words:?}");
        assert_eq!(ran.complaint()["code"], "E861", "{words:?}");
    }

    fs::rename(&moved, world.data()).unwrap();
    assert_eq!(fs::read(world.ledger()).unwrap(), before);
    assert_eq!(
        world.done(&["outbox"])["filings"].as_array().unwrap().len(),
        1
    );
}

/// A name that a user chose, or that stands in a file from elsewhere, leads nowhere but where it says.
#[test]
fn an_installation_of_a_hostile_name_opens_nothing_and_touches_nothing() {
    let world = World::new();
    let install = world.data().join("install.json");
    let long = "a".repeat(300);
    for name in ["../../outside", "/etc", "CON", "..", "", long.as_str()] {
        let text = format!("{{\"version\":1,\"install_id\":\"{name}\"}}");
        fs::write(&install, text).unwrap();
        let before = files(world.at("").as_path());

        let (exit, _) = world.refused(&["outbox"]);

        assert_eq!(exit, 2, "{name:?}");
        assert_eq!(files(world.at("").as_path()), before, "{name:?}");
    }
}

#[test]
fn a_practice_is_made_in_a_folder_of_any_name_or_refused_in_words() {
    for (name, code) in [
        ("desk/..", Some("E841")),
        (&"A".repeat(300), Some("E841")),
        ("CON", None),
        ("..%2Fa\r\nb", None),
    ] {
        let world = World::empty();
        let file = world.at("setup.toml");
        fs::write(&file, setup()).unwrap();

        let ran = world.run_in(&world.at(name), &["init", file.to_str().unwrap()]);

        let told = (ran.exit != 0).then(|| ran.complaint()["code"].clone());
        assert_eq!(told, code.map(Into::into), "{name:?}");
        let mut lies = vec!["setup.toml"];
        if code.is_none() {
            lies.extend(["key", "state", name]);
        }
        lies.sort_unstable();
        assert_eq!(names(&world.at("")), lies, "nothing else was made");
    }
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<String> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();

    names
}
