//! What went out and what came in between two days, a line for each letter.

use gplinks::Day;
use jiff::Timestamp;
use store::{LetterIn, LetterOut, Link, LinkId, Read, Workflow};

use super::table::Table;
use super::words::{count, ends, time};
use crate::Result;
use crate::due::start_of;

const COLUMNS: &[&str] = &[
    "When",
    "Direction",
    "Link",
    "Interchange",
    "Kind",
    "State",
    "Receipt",
];

/// Both days are included.
pub(super) fn table(r: &Read<'_>, from: Day, to: Day) -> Result<Table> {
    let mut table = Table::new("What went out and what came in", COLUMNS);
    let links = r.links()?;
    let (begin, end) = (start_of(from), start_of(to.plus_days(1)));
    let mut rows: Vec<(Timestamp, [String; 7])> = Vec::new();
    for letter in r.letters_out_written(begin, end)? {
        rows.push((letter.written_at, went(&links, &letter)));
    }
    for letter in r.letters_in_received(begin, end)? {
        rows.push((letter.received_at, came(&links, &letter)));
    }
    rows.sort_by_key(|(at, _)| *at);
    table.say(format!(
        "From {} to {}: {}.",
        from.shown(),
        to.shown(),
        count(rows.len(), "letter", "letters")
    ));
    for (_, row) in rows {
        table.row(row);
    }

    Ok(table)
}

fn went(links: &[Link], letter: &LetterOut) -> [String; 7] {
    [
        time(letter.written_at),
        "out".to_owned(),
        named(links, Some(letter.link)),
        letter.sis.number.to_string(),
        kind(letter.workflow),
        letter.state.word().to_owned(),
        letter.receipt.word().to_owned(),
    ]
}

fn came(links: &[Link], letter: &LetterIn) -> [String; 7] {
    [
        time(letter.received_at),
        "in".to_owned(),
        named(links, letter.link),
        letter.ris.map(|ris| ris.to_string()).unwrap_or_default(),
        kind(letter.workflow),
        letter.state.word().to_owned(),
        String::new(),
    ]
}

fn kind(workflow: Workflow) -> String {
    match workflow {
        Workflow::Registration => "registration",
        Workflow::Receipt => "receipt",
    }
    .to_owned()
}

fn named(links: &[Link], link: Option<LinkId>) -> String {
    let found = links.iter().find(|one| Some(one.id) == link);

    found.map(ends).unwrap_or_default()
}
