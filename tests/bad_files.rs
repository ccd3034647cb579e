//! Bad files in the classes of the fault catalogue, each with the codes it must be told by and what
//! must be left of it. Class E-25 (the same files through another reader, pydifact) is not tried
//! here: it needs Python, and is left to whoever changes the scanner.
#![cfg(test)]

mod bad {
    pub(crate) mod table;

    pub(crate) mod e01_truncated;
    pub(crate) mod e02_nearly_empty;
    pub(crate) mod e03_letter_counts;
    pub(crate) mod e04_message_counts;
    pub(crate) mod e05_references;
    pub(crate) mod e06_order_and_tags;
    pub(crate) mod e07_release;
    pub(crate) mod e08_controls;
    pub(crate) mod e09_bytes;
    pub(crate) mod e10_unicode;
    pub(crate) mod e11_long;
    pub(crate) mod e12_many;
    pub(crate) mod e13_groups;
    pub(crate) mod e14_numbers;
    pub(crate) mod e15_dates;
    pub(crate) mod e16_twice;
    pub(crate) mod e17_lengths;
    pub(crate) mod e18_nhs_numbers;
    pub(crate) mod e19_kinds;
    pub(crate) mod e20_neighbours;
    pub(crate) mod e21_una;
    pub(crate) mod e22_newlines;
    pub(crate) mod e23_after_the_letter;
    pub(crate) mod e24_canonical;
    pub(crate) mod meaning;
    pub(crate) mod receipts;
}

mod support {
    pub(crate) mod letters;
    pub(crate) mod streamed;
}

use std::collections::{BTreeMap, BTreeSet};

use bad::table::Bad;
use gplinks::{Content, Day, Heading, Newlines, ReadLetter, ReadMessage, Reading, Rule, read};
use support::streamed::streamed;

#[test]
fn every_bad_file_is_told_by_its_codes_and_keeps_what_is_whole() {
    let failures: Vec<_> = files().iter().filter_map(surprise).collect();

    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn a_stream_tells_every_bad_file_as_the_slice_does() {
    for file in files() {
        let reading = reading(&file);

        let same = streamed(file.bytes.as_slice(), &reading) == read(&file.bytes, &reading);
        assert!(same, "{} {}", file.class, file.name);
    }
}

#[test]
fn there_are_twenty_files_and_more_in_each_class_and_five_hundred_in_all() {
    let mut classes: BTreeMap<&str, usize> = BTreeMap::new();
    let mut names = BTreeSet::new();
    let files = files();
    for file in &files {
        *classes.entry(file.class).or_default() += 1;
        assert!(
            names.insert((file.class, &file.name)),
            "{} {} stands there twice",
            file.class,
            file.name
        );
    }

    let numbered = classes.keys().filter(|class| class.starts_with("E-"));
    assert_eq!(numbered.count(), 24, "E-01 to E-24");
    assert!(classes.values().all(|count| *count >= 20), "{classes:?}");
    assert!(files.len() >= 500, "{} files are too few", files.len());
}

#[test]
fn every_code_has_a_file_that_is_told_by_it() {
    let files = files();
    let told: BTreeSet<&str> = files
        .iter()
        .flat_map(|file| file.codes.split_whitespace())
        .collect();
    let syntax = edifact::Rule::ALL.iter().map(|rule| rule.code());
    let meaning = Rule::ALL.iter().map(|rule| rule.code());
    let untold: Vec<_> = syntax
        .chain(meaning)
        .filter(|code| !told.contains(code))
        .collect();

    assert_eq!(untold, Vec::<&str>::new(), "codes that no bad file shows");
}

#[test]
fn what_is_canonical_is_written_again_as_it_was() {
    for file in bad::e24_canonical::files() {
        let letters = read(&file.bytes, &reading(&file));
        let letter = letters[0].to_letter(Heading::Plain).unwrap();

        assert_eq!(
            letter.write(Newlines::Between).unwrap(),
            file.bytes,
            "{}",
            file.name
        );
    }
}

/// All files of all classes.
fn files() -> Vec<Bad> {
    [
        bad::e01_truncated::files(),
        bad::e02_nearly_empty::files(),
        bad::e03_letter_counts::files(),
        bad::e04_message_counts::files(),
        bad::e05_references::files(),
        bad::e06_order_and_tags::files(),
        bad::e07_release::files(),
        bad::e08_controls::files(),
        bad::e09_bytes::files(),
        bad::e10_unicode::files(),
        bad::e11_long::files(),
        bad::e12_many::files(),
        bad::e13_groups::files(),
        bad::e14_numbers::files(),
        bad::e15_dates::files(),
        bad::e16_twice::files(),
        bad::e17_lengths::files(),
        bad::e18_nhs_numbers::files(),
        bad::e19_kinds::files(),
        bad::e20_neighbours::files(),
        bad::e21_una::files(),
        bad::e22_newlines::files(),
        bad::e23_after_the_letter::files(),
        bad::e24_canonical::files(),
        bad::meaning::files(),
        bad::receipts::files(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn reading(file: &Bad) -> Reading {
    Reading {
        limits: file.limits,
        today: Some(Day::parse("2025-04-03").unwrap()),
    }
}

/// How the reading of a file differs from what its row says.
fn surprise(file: &Bad) -> Option<String> {
    let letters = read(&file.bytes, &reading(file));
    let codes: BTreeSet<&str> = letters
        .iter()
        .flat_map(ReadLetter::all_problems)
        .map(|problem| problem.rule.code())
        .collect();
    let codes = codes.into_iter().collect::<Vec<_>>().join(" ");
    let outcome = letters.iter().map(outcome).collect::<Vec<_>>().join("; ");

    let Bad { class, name, .. } = file;
    (codes != file.codes || outcome != file.outcome).then(|| {
        format!(
            "{class} {name}:\n  wanted \"{}\", \"{}\"\n  got    \"{codes}\", \"{outcome}\"",
            file.codes, file.outcome
        )
    })
}

/// `4 read`, `3 read, 1 aside`, or `unusable`
fn outcome(letter: &ReadLetter) -> String {
    if !letter.usable {
        return "unusable".to_owned();
    }
    let (read, aside): (Vec<_>, Vec<_>) = letter.messages.iter().map(parts).unzip();
    let (read, aside) = (read.iter().sum::<usize>(), aside.iter().sum::<usize>());

    match aside {
        0 => format!("{read} read"),
        _ => format!("{read} read, {aside} aside"),
    }
}

/// What was read of a message, and what was set aside: transactions, and the message itself.
fn parts(message: &ReadMessage) -> (usize, usize) {
    let (read, aside) = match &message.content {
        Content::Receipt(_) => (1, 0),
        Content::Transactions(list) => {
            let read = list.iter().filter(|one| one.body.is_some()).count();
            (read, list.len() - read)
        }
    };

    (read, aside + usize::from(message.set_aside))
}
