//! The fuzz targets with the committed corpus: what was once interesting stays so.
#![cfg(test)]

#[path = "../fuzz/src/targets.rs"]
mod targets;

use std::fs;
use std::panic::catch_unwind;

#[test]
fn edifact_segments_hold_for_the_corpus() {
    replay("edifact_segments", targets::edifact_segments);
}

#[test]
fn letters_hold_for_the_corpus() {
    replay("letter", targets::letter);
}

#[test]
fn bodies_hold_for_the_corpus() {
    replay("fhir_json", targets::fhir_json);
}

#[test]
fn models_hold_for_the_corpus() {
    replay("model_round_trip", targets::model_round_trip);
}

/// The most bytes of one file, and the most files of one target.
const LARGEST: usize = 4 * 1024;
const MOST: usize = 60;

/// Tries every file of a target, and names those that fail.
fn replay(name: &str, target: fn(&[u8])) {
    let folder = format!("fuzz/corpus/{name}");
    let mut files: Vec<_> = fs::read_dir(&folder)
        .unwrap_or_else(|error| panic!("{folder}: {error}"))
        .map(|file| file.unwrap().path())
        .filter(|path| !path.file_name().unwrap().to_string_lossy().starts_with('.'))
        .collect();
    files.sort();
    assert!(
        (1..=MOST).contains(&files.len()),
        "{folder} has {} files",
        files.len()
    );

    let failed: Vec<_> = files
        .iter()
        .filter(|path| {
            let bytes = fs::read(path).unwrap();
            assert!(bytes.len() <= LARGEST, "{} is too large", path.display());
            catch_unwind(|| target(&bytes)).is_err()
        })
        .collect();
    assert!(failed.is_empty(), "{name} fails for {failed:?}");
}
