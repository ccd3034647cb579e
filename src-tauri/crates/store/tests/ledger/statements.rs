//! Every statement outside the search is one that another database would understand, and only `db.rs`
//! knows which one this is.

use std::fs;
use std::path::Path;

const NOT_PORTABLE: &[&str] = &[
    "rowid",
    "nocase",
    "datetime(",
    "strftime(",
    "json_",
    "glob",
    "insert or",
    "replace into",
    "last_insert_rowid",
    "?1",
    "->",
    "ifnull",
    "instr(",
    " match ",
    "indexed by",
];
const BEGIN: &[&str] = &[
    "SELECT ", "INSERT ", "UPDATE ", "DELETE ", "WITH ", "WHERE ", "JOIN ", "ORDER ",
];

#[test]
fn statements_are_portable_and_their_parameters_in_order() {
    let mut seen = 0;
    for (file, text) in sources() {
        for literal in literals(&text) {
            if !BEGIN.iter().any(|begin| literal.starts_with(begin)) {
                continue;
            }
            seen += 1;
            assert_eq!(out_of_order(&literal), None, "{file}: {literal}");
            if file != "search.rs" {
                let lower = literal.to_lowercase();
                let odd: Vec<_> = NOT_PORTABLE
                    .iter()
                    .filter(|word| lower.contains(*word))
                    .collect();
                assert!(odd.is_empty(), "{file} {odd:?}: {literal}");
            }
        }
    }

    assert!(seen > 130, "{seen} statements are all of them");
}

#[test]
fn nothing_is_deleted_and_no_statement_is_put_together() {
    for (file, text) in sources() {
        for literal in literals(&text) {
            // The training service's memory is no ledger: what became part of a piece is let go.
            if file != "drawer.rs" {
                assert!(!literal.starts_with("DELETE"), "{file}: {literal}");
            }
            let is_statement = BEGIN.iter().any(|begin| literal.starts_with(begin));
            assert!(!is_statement || !literal.contains('{'), "{file}: {literal}");
        }
    }
}

#[test]
fn one_file_names_the_database_library() {
    let doors = sources().filter(|(_, text)| text.contains("rusqlite"));
    let doors: Vec<String> = doors.map(|(file, _)| file).collect();

    assert_eq!(doors, ["db.rs"]);
}

#[test]
fn parameters_are_checked_as_they_are_used() {
    assert_eq!(out_of_order("a = $1 AND b = $2 OR c = $1"), None);
    assert_eq!(out_of_order("a = $2 AND b = $1"), Some(2));
    assert_eq!(out_of_order("$1, $2, $4"), Some(4));
    assert_eq!(
        literals("f(\"a\\\"b\"); // \"no\"\n '\"' \"c\" r\"d\""),
        ["a\"b", "c", "d"]
    );
}

/// The first parameter that is used before the one that goes before it.
fn out_of_order(sql: &str) -> Option<u32> {
    let mut seen = 0;
    for part in sql.split('$').skip(1) {
        let digits: String = part.chars().take_while(char::is_ascii_digit).collect();
        let number: u32 = digits.parse().unwrap();
        if number > seen + 1 {
            return Some(number);
        }
        seen = seen.max(number);
    }

    None
}

pub(super) fn sources() -> impl Iterator<Item = (String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();

    files.into_iter().filter_map(|path| {
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        let is_ours = name.ends_with(".rs") && !name.ends_with("_tests.rs");
        is_ours.then(|| (name, fs::read_to_string(&path).unwrap()))
    })
}

/// The text of every string literal; comments and characters are passed over.
pub(super) fn literals(source: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = source;
    while let Some(at) = rest.find(['"', '\'', '/']) {
        let (_, here) = rest.split_at(at);
        rest = if here.starts_with("//") {
            here.split_once('\n').map_or("", |(_, after)| after)
        } else if let Some(text) = here.strip_prefix('"') {
            let (literal, after) = until_quote(text);
            found.push(literal);
            after
        } else if here.starts_with("'\\") {
            here.get(2..)
                .and_then(|text| text.split_once('\''))
                .map_or("", |(_, after)| after)
        } else if here.starts_with('\'') && here.chars().nth(2) == Some('\'') {
            without(here, 3)
        } else {
            without(here, 1)
        };
    }

    found
}

fn without(text: &str, count: usize) -> &str {
    let mut chars = text.chars();
    chars.by_ref().take(count).for_each(drop);

    chars.as_str()
}

fn until_quote(text: &str) -> (String, &str) {
    let mut literal = String::new();
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match c {
            '"' => return (literal, chars.as_str()),
            '\\' => literal.extend(chars.next()),
            _ => literal.push(c),
        }
    }

    (literal, "")
}
