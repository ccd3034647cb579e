//! The page of problem codes says what the program says.
#![allow(
    clippy::unwrap_used,
    reason = "a test may stop at what it did not expect"
)]

use std::collections::BTreeMap;

const PAGE: &str = "docs/problem-codes.md";

#[test]
fn the_page_of_codes_names_every_code_with_its_words() {
    let wanted = page();
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(PAGE, &wanted).unwrap();
    }
    let found = std::fs::read_to_string(PAGE).unwrap();

    assert_eq!(
        found, wanted,
        "UPDATE_GOLDEN=1 writes the page anew; read the difference"
    );
}

fn page() -> String {
    let syntax = edifact::Rule::ALL
        .iter()
        .map(|rule| (rule.code(), rule.severity(), counted(&rule.to_string())));
    let meaning = gplinks::Rule::ALL
        .iter()
        .map(|rule| (rule.code(), rule.severity(), generic(&rule.to_string())));
    let rows: BTreeMap<_, _> = syntax
        .chain(meaning)
        .map(|(code, severity, words)| (code, (severity.word(), words)))
        .collect();
    let table: String = rows
        .iter()
        .map(|(code, (severity, words))| format!("| {code} | {severity} | {words} |\n"))
        .collect();

    format!("{HEAD}{table}{TAIL}")
}

/// A rule about a count is shown with two; the page speaks of any.
fn counted(words: &str) -> String {
    words
        .replace("counts 2", "counts *n*")
        .replace("holds 1", "holds *m*")
}

/// A rule about an item is shown with one; the page speaks of any.
fn generic(words: &str) -> String {
    words.replace("NHS number (PNA+PAT)", "*item*")
}

const HEAD: &str = "\
# Problem codes

What `linkdesk-cli check` and later the inbox say about a letter. A code never changes its meaning.

A **warning**: everything could be read, and a person should know. An **error**: the part that holds it, a transaction or a
message, is set aside; its neighbours are not. **Fatal**: the whole letter cannot be used and gets no receipt.

| Code | Weight | What it says |
|---|---|---|
";

const TAIL: &str = "
Other ranges: E6.. refuse a JSON body (`convert --to edifact`), E7.. are about a field of a form (`--clean`), E8.. are about
the command line itself.
";
