//! The quarter's certificate: what was sent and received, by kind and state, and what was done by hand.

use std::collections::BTreeMap;

use gplinks::{Day, Kind};
use jiff::Timestamp;
use serde_json::Value;
use store::{AuditRow, LetterState, MatchedBy, NoticeState, Read};

use super::table::Table;
use super::words::{count, time};
use crate::act::PROGRAM;
use crate::due::start_of;
use crate::{Result, Settings};

const COLUMNS: &[&str] = &["Part", "What", "State", "Count"];

/// Acts that put a person's word in the place of what the program or PCSE would have done.
const BY_HAND: &[&str] = &[
    "abandoned",
    "closed",
    "dealt with",
    "doubt settled",
    "entered again",
    "gap explained",
    "letter released",
    "link reopened",
    "number moved",
    "number moved back",
    "numbers confirmed",
    "put right",
    "put right taken back",
    "resend given up",
    "sent again",
    "tried again",
    "undone",
];

type Counts = BTreeMap<(&'static str, String, &'static str), u64>;

pub(super) fn table(r: &Read<'_>, settings: &Settings, from: Day, to: Day) -> Result<Table> {
    let mut table = Table::new("Certificate of the quarter", COLUMNS);
    let (begin, end) = (start_of(from), start_of(to.plus_days(1)));
    let mut counts = Counts::new();
    let sent = count_filings(r, &mut counts, begin, end)?;
    let received = count_notices(r, &mut counts, begin, end)?;
    for ((part, what, state), number) in counts {
        table.row([part.to_owned(), what, state.to_owned(), number.to_string()]);
    }
    let by_hand = by_hand(r, from, to)?;
    table.say(format!(
        "{}, {}, from {} to {}: {} sent, {} received, {} by hand.",
        settings.practice_name,
        settings.practice_code,
        from.shown(),
        to.shown(),
        count(sent, "filing", "filings"),
        count(received, "notice", "notices"),
        count(by_hand.len(), "act", "acts")
    ));
    for row in by_hand {
        let what = done(&row);
        table.say(format!(
            "By hand, {}, {} on {}.",
            what,
            row.by,
            time(row.at)
        ));
        table.row([
            "by hand".to_owned(),
            what,
            format!("{}, {}", row.by, time(row.at)),
            "1".to_owned(),
        ]);
    }

    Ok(table)
}

/// What was done by hand from one day to another, both included.
pub(crate) fn by_hand(r: &Read<'_>, from: Day, to: Day) -> Result<Vec<AuditRow>> {
    let acts = r.audit_between(start_of(from), start_of(to.plus_days(1)))?;
    let is_by_hand = |row: &AuditRow| row.by != PROGRAM && BY_HAND.contains(&row.act.as_str());

    Ok(acts.into_iter().filter(is_by_hand).collect())
}

/// The first day of the quarter that ends on a day: the day after it, three months before.
pub(crate) fn start(ends_on: Day) -> Day {
    let after = ends_on.plus_days(1).date();

    Day::new(after.saturating_sub(jiff::Span::new().months(3)))
}

/// `put right (FP69 flag removed): patient 7`
fn done(row: &AuditRow) -> String {
    let details: Value = serde_json::from_str(&row.details).unwrap_or_default();
    let correction = details.get("correction").and_then(Value::as_str);
    let which = correction.map(|which| format!(" ({which})"));
    let which = which.unwrap_or_default();

    match row.row {
        Some(id) => format!("{}{which}: {} {id}", row.act, row.subject),
        None => format!("{}{which}: {}", row.act, row.subject),
    }
}

/// Filings by the time that their letter bears; those that were given up are not among what was sent.
fn count_filings(
    r: &Read<'_>,
    counts: &mut Counts,
    begin: Timestamp,
    end: Timestamp,
) -> Result<usize> {
    let mut sent = 0;
    for (kind, letter, answer, number) in r.filings_written(begin, end)? {
        let state = if letter == LetterState::Abandoned {
            "given up"
        } else {
            sent += usize::try_from(number).unwrap_or(usize::MAX);
            answer.word()
        };
        *counts
            .entry(("sent", shown(kind.word()), state))
            .or_default() += number;
    }

    Ok(sent)
}

/// Notices by their arrival, and among them those that a person had to match.
fn count_notices(
    r: &Read<'_>,
    counts: &mut Counts,
    begin: Timestamp,
    end: Timestamp,
) -> Result<usize> {
    let mut received = 0;
    for (kind, state, matched_by, number) in r.notices_arrived(begin, end)? {
        received += usize::try_from(number).unwrap_or(usize::MAX);
        let state = match (state, matched_by) {
            (NoticeState::Done, Some(MatchedBy::Person)) => "done, matched by hand",
            (state, _) => state.word(),
        };
        *counts.entry(("received", shown(&kind), state)).or_default() += number;
    }

    Ok(received)
}

/// `Deduction (F2)`
fn shown(code: &str) -> String {
    match Kind::read(code) {
        Some(kind) if !matches!(kind, Kind::Unknown(_)) => format!("{} ({code})", kind.words()),
        _ => code.to_owned(),
    }
}
