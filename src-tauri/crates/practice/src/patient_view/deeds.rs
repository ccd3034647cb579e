//! What people did with filings, letters and notices, from the audit: who, when and what.

use store::{AuditRow, Read};

use super::{Entry, EntryAbout, entry};
use crate::Result;

/// What was done with a filing before or after it was sent.
const FILING: &[(&str, &str)] = &[
    ("held", "put on hold"),
    ("let go", "let go"),
    ("sent now", "sent without waiting"),
    ("taken back", "taken back"),
    ("confirmed", "confirmed again"),
    ("corrected", "corrected"),
    ("dropped", "dropped"),
    ("closed", "closed"),
    ("taken as approved", "taken as approved, by hand"),
    ("reopened", "waits for its answer again"),
];

/// What was done with the letter of a filing.
const LETTER: &[(&str, &str)] = &[
    ("abandoned", "given up"),
    ("sent again", "sent again, since PCSE asked"),
    (
        "entered again",
        "filed again with new numbers, since PCSE asked",
    ),
    ("tried again", "tried again after MESH had refused it"),
    ("collected", "collected by the registration service"),
    ("undelivered", "not delivered, MESH says"),
];

const NOTICE: &[(&str, &str)] = &[
    ("matched", "matched to this patient"),
    ("snoozed", "put off"),
    ("unsnoozed", "no longer put off"),
    ("taken on", "taken on by one person"),
    ("given back", "given back to everybody"),
];

const DECISION: &[(&str, &str)] = &[("ticked", "done in the clinical system")];

/// What the acts are recorded about.
#[derive(Debug, Clone, Copy)]
pub(super) enum About {
    Filing(i64),
    Letter(i64),
    Notice(i64),
    Decision(i64),
}

impl About {
    fn rows(self, r: &Read<'_>) -> store::Result<Vec<AuditRow>> {
        match self {
            Self::Filing(row) => r.audit_of("filing", row),
            Self::Letter(row) => r.audit_of("letter out", row),
            Self::Notice(row) => r.audit_of("notice", row),
            Self::Decision(row) => r.audit_of("decision", row),
        }
    }

    fn entry(self) -> EntryAbout {
        match self {
            Self::Filing(_) | Self::Letter(_) => EntryAbout::Filing,
            Self::Notice(_) | Self::Decision(_) => EntryAbout::Notice,
        }
    }

    fn words(self, row: &AuditRow) -> Option<&'static str> {
        if let (Self::Letter(_), "doubt settled") = (self, row.act.as_str()) {
            return Some(if row.details.contains("true") {
                "arrived: a person found out"
            } else {
                "never left: a person found out"
            });
        }
        let known = match self {
            Self::Filing(_) => FILING,
            Self::Letter(_) => LETTER,
            Self::Notice(_) => NOTICE,
            Self::Decision(_) => DECISION,
        };

        known
            .iter()
            .find(|(act, _)| *act == row.act)
            .map(|(_, words)| *words)
    }
}

/// The acts of people on one thing. `why` is told with the last act that has it for a reason.
pub(super) fn deeds(
    r: &Read<'_>,
    about: About,
    name: &str,
    why: impl Fn(&str) -> Option<String>,
) -> Result<Vec<Entry>> {
    let rows = about.rows(r)?;
    let told = |(at, row): (usize, &AuditRow)| {
        let words = about.words(row)?;
        let is_last = rows.iter().skip(at + 1).all(|later| later.act != row.act);
        let why = is_last.then(|| why(&row.act)).flatten();
        let why = why.map(|why| format!(": {why}")).unwrap_or_default();

        Some(entry(
            about.entry(),
            row.at,
            &row.by,
            format!("{name} {words}{why}"),
        ))
    };

    Ok(rows.iter().enumerate().filter_map(told).collect())
}
