//! Holds the catalogue of faults: every fault is in it once, and is either shown by a test that is
//! there or named among what is to come.
#![cfg(test)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;

/// How many faults each class has; they are numbered from 1.
const CLASSES: &[(&str, usize)] = &[
    ("K-S", 12),
    ("K-R", 12),
    ("K-A", 6),
    ("K-M", 8),
    ("P-", 8),
    ("D-", 12),
    ("Q-", 21),
    ("S-", 15),
    ("T-", 9),
    ("I-", 8),
    ("M-", 40),
    ("E-", 25),
    ("C-", 10),
    ("W-", 12),
    ("A-", 13),
    ("L-", 9),
    ("U-", 13),
];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Catalogue {
    fault: Vec<Fault>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Fault {
    id: String,
    title: String,
    tier: Tier,
    /// `file.rs::function`, from the project's folder.
    test: Option<String>,
    later: Option<String>,
    /// Its test is still to be named.
    #[serde(default)]
    due: bool,
    code: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Tier {
    Commit,
    Nightly,
}

#[test]
fn every_fault_is_in_the_catalogue_once_and_in_order() {
    let wanted: Vec<String> = CLASSES
        .iter()
        .flat_map(|(class, count)| (1..=*count).map(move |number| format!("{class}{number:02}")))
        .collect();
    let faults = faults();
    let there: Vec<&str> = faults.iter().map(|fault| fault.id.as_str()).collect();

    assert_eq!(wanted.len(), 233);
    assert_eq!(there, wanted);
    let titles: BTreeSet<&str> = faults.iter().map(|fault| fault.title.as_str()).collect();
    assert_eq!(titles.len(), faults.len(), "two faults have the same title");
}

#[test]
fn every_fault_has_a_test_or_is_to_come() {
    for fault in faults() {
        let (id, Tier::Commit | Tier::Nightly) = (&fault.id, &fault.tier);
        match (fault.test.as_deref(), fault.later.as_deref()) {
            (Some(""), None) => assert!(fault.due, "{id} names no test, and is not due"),
            (Some(_), None) => assert!(!fault.due, "{id} has its test, and is due no longer"),
            (None, Some(later)) => {
                assert!(!later.is_empty() && !fault.due, "{id} comes with nothing");
            }
            (Some(_), Some(_)) | (None, None) => {
                panic!("{id} has both a test and none, or neither")
            }
        }
    }
}

#[test]
fn every_test_that_is_named_is_there() {
    let named = faults().into_iter().filter_map(|fault| {
        let test = fault.test.filter(|test| !test.is_empty())?;

        Some((fault.id, test))
    });
    for (id, test) in named {
        let (file, function) = test.split_once("::").unwrap_or_default();
        let text = fs::read_to_string(root().join(file));
        let text =
            text.unwrap_or_else(|_| panic!("{id} names the file {file}, which is not there"));

        assert!(
            is_test(&text, function),
            "{id} names {test}, which is not there"
        );
    }
}

#[test]
fn every_code_that_is_named_is_one_of_ours() {
    let mut sources = String::new();
    for folder in ["src-tauri/src", "src-tauri/crates"] {
        gather(&root().join(folder), &mut sources);
    }
    for fault in faults() {
        if let Some(code) = fault.code {
            let is_ours =
                sources.contains(&format!("\"{code}\"")) || sources.contains(&format!("\"{code} "));
            assert!(is_ours, "{} names {code}, which no error has", fault.id);
        }
    }
}

#[test]
fn a_test_is_known_by_its_mark() {
    assert!(is_test("#[test]\nfn a_b() {", "a_b"));
    assert!(is_test(
        "    #[tokio::test(start_paused = true)]\n    async fn a_b() {",
        "a_b"
    ));
    assert!(is_test(
        "proptest! {\n    #[test]\n    fn a_b(x in 0..1) {",
        "a_b"
    ));
    assert!(!is_test("#[test]\nfn a_bc() {", "a_b"));
    assert!(
        !is_test("fn a_b() {", "a_b"),
        "an ordinary function proves nothing"
    );
}

/// Whether a test of this name is in the text; between its mark and its name may stand other attributes.
fn is_test(text: &str, function: &str) -> bool {
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let is_named = |line: &str| {
        let line = line.strip_prefix("async ").unwrap_or(line);

        line.strip_prefix("fn ")
            .and_then(|line| line.strip_prefix(function))
            .is_some_and(|rest| rest.starts_with('('))
    };
    let is_marked = |at: usize| {
        lines[..at]
            .iter()
            .rev()
            .take_while(|line| line.starts_with('#') || line.starts_with("//"))
            .any(|line| *line == "#[test]" || line.starts_with("#[tokio::test"))
    };

    (0..lines.len()).any(|at| is_named(lines[at]) && is_marked(at))
}

fn faults() -> Vec<Fault> {
    let text = fs::read_to_string(root().join("tests/faults.toml")).unwrap();
    let catalogue: Catalogue = toml::from_str(&text).unwrap();

    catalogue.fault
}

fn gather(folder: &Path, sources: &mut String) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            gather(&path, sources);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            sources.push_str(&fs::read_to_string(&path).unwrap());
        }
    }
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}
