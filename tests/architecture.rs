//! Holds what ARCHITECTURE.md says of the project's shape: the arrows between the crates, the one
//! door to each outside world, the common lints, the sizes, and the files that everything starts from.
#![cfg(test)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use toml::{Table, Value};

/// Each of our packages, those to come included, with what it may depend on among ours.
const ARROWS: &[(&str, &[&str])] = &[
    ("edifact", &[]),
    ("gplinks", &["edifact"]),
    ("fhir", &["gplinks", "edifact"]),
    ("mailbox", &[]),
    ("mesh", &["mailbox"]),
    ("agency", &["gplinks", "edifact", "mailbox"]),
    ("points", &[]),
    ("store", &["gplinks"]),
    ("vault", &["points"]),
    (
        "practice",
        &["store", "gplinks", "edifact", "mailbox", "points"],
    ),
    (
        "premises",
        &[
            "practice", "store", "vault", "agency", "mesh", "mailbox", "gplinks",
        ],
    ),
    (
        "linkdesk",
        &[
            "premises", "practice", "agency", "mesh", "mailbox", "vault", "gplinks",
        ],
    ),
    (
        "linkdesk-cli",
        &[
            "edifact", "gplinks", "fhir", "mailbox", "mesh", "agency", "store", "vault",
            "practice", "premises",
        ],
    ),
    ("xtask", &[]),
    ("storm", &[]),
];

/// What tests may use beyond the arrows: the fake MESH, the training service, and bad weather.
const ALSO_IN_TESTS: &[&str] = &["mesh", "agency", "points", "storm"];

/// Only tests may use it: it is no part of the program. It speaks to the library in its own tongue, so it
/// has a door of its own to it, and the only `unsafe`, in one folder.
const FOR_TESTS_ALONE: &str = "storm";
const UNSAFE_FOLDER: &str = "src-tauri/crates/storm/src/ffi";

/// Features of ours that nothing which ships turns on.
const FEATURES_FOR_TESTS: &[&str] = &["kill", "fake", "damage"];

/// An outside world (a dependency by that name, or one that starts so and a hyphen) and its only user.
const DOORS: &[(&str, &str)] = &[
    ("nom", "edifact"),
    ("rusqlite", "store"),
    ("openssl-sys", "store"),
    ("reqwest", "mesh"),
    ("keyring", "vault"),
    ("tauri", "linkdesk"),
    ("clap", "linkdesk-cli"),
];

const NORMAL: &[&str] = &["dependencies", "build-dependencies"];
const FOR_TESTS: &[&str] = &["dev-dependencies"];
const ALL: &[&str] = &["dependencies", "build-dependencies", "dev-dependencies"];

#[test]
fn every_crate_is_on_the_map_and_in_the_workspace() {
    let root = manifest(Path::new("Cargo.toml"));
    let members = root["workspace"]["members"].as_array().unwrap();
    let members: BTreeSet<&str> = members
        .iter()
        .map(|member| member.as_str().unwrap())
        .collect();

    for package in packages() {
        assert!(
            arrows(&package.name).is_some(),
            "`{}` is not in the table of arrows",
            package.name
        );
        assert!(
            members.contains(package.folder.as_str()),
            "`{}` is no member of the workspace",
            package.folder
        );
    }
    assert_eq!(members.len(), packages().len(), "a member has no folder");
}

#[test]
fn every_crate_depends_only_on_what_its_arrows_allow() {
    for package in packages() {
        for dependency in package
            .dependencies(NORMAL)
            .iter()
            .filter(|name| arrows(name).is_some())
        {
            let allowed =
                arrows(&package.name).is_some_and(|arrows| arrows.contains(&dependency.as_str()));

            assert!(
                allowed,
                "there is no arrow from `{}` to `{dependency}`",
                package.name
            );
        }
    }
}

#[test]
fn tests_add_only_the_fakes_to_the_arrows() {
    for package in packages().iter().filter(|package| package.folder != ".") {
        for dependency in package
            .dependencies(FOR_TESTS)
            .iter()
            .filter(|name| arrows(name).is_some())
        {
            let allowed = [arrows(&package.name).unwrap_or_default(), ALSO_IN_TESTS].concat();

            assert!(
                allowed.contains(&dependency.as_str()),
                "the tests of `{}` may not use `{dependency}`",
                package.name
            );
        }
    }
}

#[test]
fn each_outside_world_has_one_door() {
    for (world, door) in DOORS {
        let others = packages()
            .into_iter()
            .filter(|package| package.name != *door && package.name != FOR_TESTS_ALONE);
        for package in others {
            let used = package
                .dependencies(ALL)
                .into_iter()
                .find(|name| is_part_of(name, world));

            assert_eq!(
                used, None,
                "only `{door}` may use {world}, not `{}`",
                package.name
            );
        }
    }
}

#[test]
fn versions_and_lints_come_from_the_workspace() {
    let inherited: Value = toml::toml! { workspace = true }.into();

    for package in packages() {
        let table = &package.manifest["package"];
        for key in ["version", "edition", "rust-version", "license"] {
            assert_eq!(
                table.get(key),
                Some(&inherited),
                "`{}` must inherit its {key}",
                package.name
            );
        }
        assert_eq!(
            table.get("publish"),
            Some(&Value::from(false)),
            "`{}` is not for a registry",
            package.name
        );
        if package.name != FOR_TESTS_ALONE {
            assert_eq!(
                package.manifest.get("lints"),
                Some(&inherited),
                "`{}` must inherit the lints and add none",
                package.name
            );
        }
        for (name, dependency) in package.entries(ALL) {
            let from_workspace = dependency.get("workspace") == Some(&Value::from(true));

            assert!(
                from_workspace,
                "`{}` must take `{name}` from the workspace",
                package.name
            );
        }
    }
}

#[test]
fn unsafe_code_is_forbidden() {
    let root = manifest(Path::new("Cargo.toml"));

    assert_eq!(
        root["workspace"]["lints"]["rust"]["unsafe_code"].as_str(),
        Some("forbid")
    );
}

#[test]
fn unsafe_code_is_let_in_at_one_place_of_the_tests() {
    let root = manifest(Path::new("Cargo.toml"));
    let storm = packages()
        .into_iter()
        .find(|package| package.name == FOR_TESTS_ALONE)
        .unwrap();
    let mut ours = root["workspace"]["lints"].clone();
    ours["rust"]["unsafe_code"] = Value::from("deny");
    let clippy = ours["clippy"].as_table_mut().unwrap();
    clippy.insert("undocumented_unsafe_blocks".to_owned(), Value::from("warn"));

    assert_eq!(
        storm.manifest["lints"], ours,
        "`{FOR_TESTS_ALONE}` has the workspace's lints, but for these two"
    );
    for file in rust_files() {
        let lets_in = read(&file).contains(concat!("unsafe", "_code"));
        let may = file.starts_with(at(UNSAFE_FOLDER)) || file.ends_with("tests/architecture.rs");

        assert!(may || !lets_in, "{} lets unsafe code in", file.display());
    }
}

#[test]
fn nothing_that_ships_knows_the_bad_weather() {
    for package in packages() {
        let used = package.dependencies(NORMAL).contains(FOR_TESTS_ALONE);

        assert!(!used, "`{}` ships it", package.name);
    }
}

/// A build for shipping turns on what the manifests' normal dependencies and defaults name, and nothing else.
#[test]
fn nothing_that_ships_turns_on_what_is_for_tests() {
    let root = manifest(Path::new("Cargo.toml"));
    let common = root["workspace"]["dependencies"].as_table().unwrap();
    let shared = common
        .iter()
        .map(|(name, entry)| (name.clone(), entry.clone()));
    for (name, entry) in packages()
        .iter()
        .flat_map(|package| package.entries(NORMAL))
        .chain(shared)
    {
        let named = names(entry.get("features"));
        let found = named.iter().find(|one| is_for_tests(one));

        assert_eq!(found, None, "a normal dependency on `{name}`");
    }
    for package in packages() {
        let features = package.manifest.get("features").and_then(Value::as_table);
        for (feature, turns_on) in features.into_iter().flatten() {
            let found = names(Some(turns_on))
                .into_iter()
                .find(|one| is_for_tests(one));

            assert!(
                is_for_tests(feature) || found.is_none(),
                "`{feature}` of `{}`",
                package.name
            );
        }
    }
}

/// Every point stands in the table of the kills, but for those that only the far side sees.
#[test]
fn every_point_in_the_source_is_one_at_which_tests_kill() {
    let table = read(&at("src-tauri/crates/cli/tests/kills/points.rs"));
    let mut found = 0;
    for file in rust_files() {
        for rest in read(&file).split(concat!("points::", "point!(\"")).skip(1) {
            let name = rest.split('"').next().unwrap();
            found += 1;

            assert!(
                table.contains(&format!("inside(\"{name}\"")),
                "nothing kills at {name}"
            );
        }
    }
    assert_eq!(found, table.matches("    inside(\"").count());
}

#[test]
fn every_crate_says_what_it_is_for() {
    for package in packages() {
        let folder = if package.folder == "." {
            "src-tauri"
        } else {
            &package.folder
        };
        let starts = ["src/lib.rs", "src/main.rs"].map(|file| at(folder).join(file));
        let start = starts.iter().find(|file| file.exists()).unwrap();

        assert!(
            read(start).starts_with("//! "),
            "{} does not say what it is for",
            start.display()
        );
    }
}

#[test]
fn no_rust_file_is_longer_than_800_lines() {
    for file in rust_files() {
        let lines = read(&file).lines().count();

        assert!(lines <= 800, "{} has {lines} lines", file.display());
    }
}

#[test]
fn nothing_is_ignored_or_left_to_do() {
    for file in rust_files() {
        let text = read(&file);
        for word in [
            concat!("#[", "ignore"),
            concat!("todo", "!("),
            concat!("unimplemented", "!("),
        ] {
            assert!(!text.contains(word), "{} contains {word}", file.display());
        }
    }
}

#[test]
fn no_test_sleeps() {
    for file in rust_files() {
        let sleeps = test_code(&file).contains(concat!("sle", "ep("));

        assert!(
            !sleeps,
            "a test in {} sleeps; wait for an event",
            file.display()
        );
    }
}

#[test]
fn the_readme_names_the_two_commands_and_whose_product_it_is_not() {
    let readme = read(&at("README.md"));

    for words in [
        "cargo xtask run",
        "cargo xtask test",
        "Not an NHS England product",
    ] {
        assert!(readme.contains(words), "README.md must say: {words}");
    }
}

#[test]
fn the_window_bears_our_own_name_and_icons() {
    let text = read(&at("tauri.conf.json"));
    let config: serde_json::Value = serde_json::from_str(&text).unwrap();

    assert_eq!(config["productName"], "Linkdesk");
    assert_eq!(config["identifier"], "org.linkdesk.desk");
    assert!(
        !text.to_lowercase().contains("nhs"),
        "no NHS in the name, the bundle or the window"
    );
    for icon in config["bundle"]["icon"].as_array().unwrap() {
        assert!(at(icon.as_str().unwrap()).is_file(), "there is no {icon}");
    }
}

#[test]
fn the_window_can_load_nothing_from_outside() {
    let config: serde_json::Value = serde_json::from_str(&read(&at("tauri.conf.json"))).unwrap();
    let policy = config["app"]["security"]["csp"].as_object().unwrap();

    assert_eq!(policy["default-src"], "'none'");
    for (directive, sources) in policy {
        for source in sources.as_str().unwrap().split(' ') {
            let ours =
                ["'none'", "'self'", "data:", "ipc:", "http://ipc.localhost"].contains(&source);

            assert!(ours, "{directive} lets {source} in");
        }
    }
    assert_eq!(
        config["build"].get("devUrl"),
        None,
        "with it, every build by Cargo shows an empty window"
    );
}

struct Package {
    name: String,
    /// From the root, as the workspace's members are written.
    folder: String,
    manifest: Table,
}

impl Package {
    fn in_folder(folder: String) -> Self {
        let manifest = manifest(&Path::new(&folder).join("Cargo.toml"));
        let name = manifest["package"]["name"].as_str().unwrap().to_owned();

        Self {
            name,
            folder,
            manifest,
        }
    }

    /// The names that the packages themselves bear, whatever they are called here.
    fn dependencies(&self, kinds: &[&str]) -> BTreeSet<String> {
        let root = manifest(Path::new("Cargo.toml"));
        let common = &root["workspace"]["dependencies"];
        let real_name = |entry: Option<&Value>| entry?.get("package")?.as_str().map(str::to_owned);

        self.entries(kinds)
            .into_iter()
            .map(|(name, entry)| {
                real_name(Some(&entry))
                    .or(real_name(common.get(&name)))
                    .unwrap_or(name)
            })
            .collect()
    }

    /// As written, those for one platform only included.
    fn entries(&self, kinds: &[&str]) -> Vec<(String, Value)> {
        let platforms = self.manifest.get("target").and_then(Value::as_table);
        let platforms = platforms
            .into_iter()
            .flat_map(Table::values)
            .filter_map(Value::as_table);
        let places: Vec<&Table> = platforms.chain([&self.manifest]).collect();

        let tables = places
            .iter()
            .flat_map(|place| kinds.iter().filter_map(|kind| place.get(*kind)?.as_table()));

        tables.flat_map(|table| table.clone()).collect()
    }
}

fn packages() -> Vec<Package> {
    let folders = children(&at("src-tauri/crates"))
        .into_iter()
        .filter(|folder| folder.is_dir());
    let crates = folders.map(|folder| format!("src-tauri/crates/{}", file_name(&folder)));

    crates
        .chain([".".to_owned()])
        .map(Package::in_folder)
        .collect()
}

fn is_for_tests(feature: &str) -> bool {
    let name = feature.rsplit('/').next().unwrap_or_default();

    FEATURES_FOR_TESTS.contains(&name)
}

fn names(list: Option<&Value>) -> Vec<String> {
    let list = list.and_then(Value::as_array).into_iter().flatten();

    list.filter_map(Value::as_str).map(str::to_owned).collect()
}

fn arrows(name: &str) -> Option<&'static [&'static str]> {
    ARROWS
        .iter()
        .find(|(package, _)| *package == name)
        .map(|(_, arrows)| *arrows)
}

fn is_part_of(name: &str, world: &str) -> bool {
    name.strip_prefix(world)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
}

/// A whole file under `tests/`, of another what follows `#[cfg(test)]`.
fn test_code(file: &Path) -> String {
    let text = read(file);
    let is_test = file.components().any(|part| part.as_os_str() == "tests");

    if is_test {
        text
    } else {
        text.split_once("#[cfg(test)]")
            .map_or_else(String::new, |(_, tests)| tests.to_owned())
    }
}

fn rust_files() -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![at("")];
    while let Some(folder) = folders.pop() {
        for child in children(&folder) {
            match child.extension() {
                _ if child.is_dir() && !is_made(&child) => folders.push(child),
                Some(extension) if extension == "rs" => found.push(child),
                _ => {}
            }
        }
    }

    found
}

/// Folders that tools write.
fn is_made(folder: &Path) -> bool {
    [".git", "target", "gen", "node_modules", "dist"].contains(&file_name(folder).as_str())
}

fn children(folder: &Path) -> Vec<PathBuf> {
    fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect()
}

fn file_name(path: &Path) -> String {
    path.file_name().unwrap().to_string_lossy().into_owned()
}

fn manifest(path: &Path) -> Table {
    read(path).parse().unwrap()
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Cargo runs the tests of a package in its folder.
fn at(path: &str) -> PathBuf {
    Path::new(".").join(path)
}
