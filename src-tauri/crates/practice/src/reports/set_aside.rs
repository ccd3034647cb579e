//! What cannot be worked on, and waits for a person.

use store::{ArrivalState, LetterIn, Notice, NoticeId, NoticeState, Read};

use super::table::Table;
use super::words::{count, time};
use crate::inbox::kind_words;
use crate::{KeptProblem, Result, WhySetAside};

const COLUMNS: &[&str] = &[
    "What",
    "Id",
    "Link",
    "Interchange",
    "Message",
    "Transaction",
    "Kind",
    "Arrived",
    "Why",
];

const PAGE: u32 = 200;

/// Whole letters that are set aside, and that nobody has seen to.
pub(crate) fn letters(r: &Read<'_>) -> Result<Vec<LetterIn>> {
    let mut letters = r.letters_in_in(ArrivalState::SetAside)?;
    letters.retain(|letter| letter.dealt_with_at.is_none());

    Ok(letters)
}

/// Single transactions that are set aside.
pub(crate) fn notices(r: &Read<'_>) -> Result<Vec<Notice>> {
    let mut all: Vec<Notice> = Vec::new();
    let mut after: Option<NoticeId> = None;
    loop {
        let page = r.notices_in(NoticeState::SetAside, after, PAGE)?;
        let Some(last) = page.last() else {
            return Ok(all);
        };
        after = Some(last.id);
        all.extend(page);
    }
}

pub(super) fn table(r: &Read<'_>) -> Result<Table> {
    let mut table = Table::new("Set aside", COLUMNS);
    let (letters, notices) = (letters(r)?, notices(r)?);
    for letter in &letters {
        table.row([
            "letter".to_owned(),
            letter.id.to_string(),
            letter.link.map(|link| link.to_string()).unwrap_or_default(),
            letter.ris.map(|ris| ris.to_string()).unwrap_or_default(),
            String::new(),
            String::new(),
            String::new(),
            time(letter.received_at),
            letter.why.as_deref().map(reason).unwrap_or_default(),
        ]);
    }
    for notice in &notices {
        table.row([
            "transaction".to_owned(),
            notice.id.to_string(),
            notice.link.to_string(),
            notice.place.ris.to_string(),
            notice.rms.map(|rms| rms.to_string()).unwrap_or_default(),
            notice.tn.map(|tn| tn.to_string()).unwrap_or_default(),
            kind_words(&notice.kind).to_owned(),
            time(notice.arrived_at),
            reasons(&notice.problems),
        ]);
    }
    table.say(if table.rows.is_empty() {
        "Nothing is set aside.".to_owned()
    } else {
        format!(
            "{} and {} set aside. Open each, and decide what becomes of it; ask PCSE where you cannot tell.",
            count(letters.len(), "whole letter", "whole letters"),
            count(
                notices.len(),
                "single transaction is",
                "single transactions are"
            )
        )
    });

    Ok(table)
}

/// The code, and what it means.
fn reason(code: &str) -> String {
    match WhySetAside::parse(code) {
        Some(why) => format!("{code}: {}", why.words()),
        None => code.to_owned(),
    }
}

/// What is odd about a notice. The problems' words hold no value of the letter.
fn reasons(problems: &str) -> String {
    let problems = KeptProblem::list(problems).unwrap_or_default();
    let reasons: Vec<String> = problems
        .iter()
        .map(|problem| format!("{}: {}", problem.code, problem.message))
        .collect();

    reasons.join("; ")
}
