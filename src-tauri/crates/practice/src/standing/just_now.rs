//! The last acts of people, in the desk's words.

use std::collections::BTreeMap;

use gplinks::Minute;
use jiff::{SignedDuration, Timestamp};
use store::Read;

use crate::Result;
use crate::act::PROGRAM;
use crate::due::start_of;

/// What somebody did; it names no patient.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JustNow {
    pub at: Timestamp,
    pub by: String,
    pub what: String,
}

/// So many of the last acts are told.
const ACTS: usize = 8;

/// An act of the audit and what it is done to, with what is said of one and of several.
const WORDS: [(&str, &str, &str, &str); 28] = [
    (
        "filed",
        "filing",
        "message made ready to send",
        "messages made ready to send",
    ),
    (
        "removed directly",
        "filing",
        "removal made ready to send",
        "removals made ready to send",
    ),
    (
        "held",
        "filing",
        "message put on hold",
        "messages put on hold",
    ),
    ("let go", "filing", "message let go", "messages let go"),
    (
        "taken back",
        "filing",
        "message taken back",
        "messages taken back",
    ),
    (
        "reopened",
        "filing",
        "message corrected",
        "messages corrected",
    ),
    ("closed", "filing", "message closed", "messages closed"),
    ("dropped", "filing", "message dropped", "messages dropped"),
    ("decided", "notice", "message decided", "messages decided"),
    ("undone", "notice", "decision undone", "decisions undone"),
    (
        "matched",
        "notice",
        "message matched to a patient",
        "messages matched to patients",
    ),
    (
        "snoozed",
        "notice",
        "message put away until later",
        "messages put away until later",
    ),
    (
        "unsnoozed",
        "notice",
        "message taken up again",
        "messages taken up again",
    ),
    (
        "taken on",
        "notice",
        "message taken on",
        "messages taken on",
    ),
    (
        "given back",
        "notice",
        "message given back",
        "messages given back",
    ),
    (
        "ticked",
        "decision",
        "change entered in the clinical system",
        "changes entered in the clinical system",
    ),
    ("seen", "reminder", "reminder seen", "reminders seen"),
    (
        "dealt with",
        "letter in",
        "unreadable message dealt with",
        "unreadable messages dealt with",
    ),
    (
        "letter released",
        "letter in",
        "message read after all",
        "messages read after all",
    ),
    (
        "noted",
        "patient",
        "note about a patient",
        "notes about patients",
    ),
    ("noted", "notice", "note on a message", "notes on messages"),
    (
        "noted",
        "filing",
        "note on a message to PCSE",
        "notes on messages to PCSE",
    ),
    (
        "form discarded",
        "practice",
        "unfinished form thrown away",
        "unfinished forms thrown away",
    ),
    (
        "setting changed",
        "practice",
        "setting changed",
        "settings changed",
    ),
    (
        "setting changed",
        "link",
        "setting of a link changed",
        "settings of links changed",
    ),
    ("doctor added", "doctor", "GP added", "GPs added"),
    ("doctor changed", "doctor", "GP changed", "GPs changed"),
    ("exported", "practice", "report saved", "reports saved"),
];

/// Those of one kind about one kind of thing in a row as one line.
pub(super) fn just_now(r: &Read<'_>, at: Timestamp) -> Result<Vec<JustNow>> {
    let from = start_of(Minute::at(at).day());
    let to = at
        .saturating_add(SignedDuration::from_secs(1))
        .unwrap_or(at);
    let mut acts: BTreeMap<(String, &str, &str), (Timestamp, u64)> = BTreeMap::new();
    for row in r.audit_between(from, to)? {
        if row.by != PROGRAM {
            let (one, many) = words(&row.act, &row.subject);
            let (last, number) = acts.entry((row.by, one, many)).or_insert((row.at, 0));
            *last = row.at;
            *number += 1;
        }
    }
    let mut told: Vec<JustNow> = acts
        .into_iter()
        .map(|((by, one, many), (at, number))| JustNow {
            at,
            by,
            what: format!("{number} {}", if number == 1 { one } else { many }),
        })
        .collect();
    told.sort_by_key(|one| std::cmp::Reverse(one.at));
    told.truncate(ACTS);

    Ok(told)
}

/// What a manager changes is told where it is changed.
fn words(act: &str, subject: &str) -> (&'static str, &'static str) {
    let known = WORDS
        .iter()
        .find(|(one, of, ..)| *one == act && *of == subject);

    known.map_or(
        ("other change at this desk", "other changes at this desk"),
        |(.., one, many)| (*one, *many),
    )
}
