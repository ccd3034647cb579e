//! Letters whose receipt has not come. They must be taken for not processed, but nothing sends them again by itself.

use gplinks::{Day, Minute};
use jiff::Timestamp;
use store::{LetterOut, LetterOutId, LinkId, Read};

use super::table::Table;
use super::words::{count, ends, list, may_be_there, sent_on};
use crate::patient_view::filing_words;
use crate::record::shown_name;
use crate::{Result, Settings};

const COLUMNS: &[&str] = &[
    "Link",
    "Interchange",
    "Message",
    "Transaction",
    "Kind",
    "Filing",
    "Patient",
    "Sent on",
    "State",
    "Working days",
    "Overdue",
];

/// A letter that is waited for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Awaited {
    pub(crate) letter: LetterOutId,
    pub(crate) link: LinkId,
    pub(crate) sis: u32,
    pub(crate) sent_on: Day,
    pub(crate) working_days: u32,
    pub(crate) is_overdue: bool,
}

/// All of them, the oldest first.
pub(crate) fn awaited(r: &Read<'_>, settings: &Settings, at: Timestamp) -> Result<Vec<Awaited>> {
    let letters = r.letters_without_receipt()?;

    Ok(letters
        .iter()
        .filter(|letter| may_be_there(letter))
        .map(|letter| waited_for(letter, settings, at))
        .collect())
}

fn waited_for(letter: &LetterOut, settings: &Settings, at: Timestamp) -> Awaited {
    let sent_on = sent_on(letter);
    let working_days = Minute::at(at).day().working_days_since(sent_on);

    Awaited {
        letter: letter.id,
        link: letter.link,
        sis: letter.sis.number,
        sent_on,
        working_days,
        is_overdue: working_days > settings.receipt_days,
    }
}

pub(super) fn table(r: &Read<'_>, settings: &Settings, at: Timestamp) -> Result<Table> {
    let mut table = Table::new("Letters without a receipt", COLUMNS);
    let all = awaited(r, settings, at)?;
    for link in r.links()? {
        let mut overdue = Vec::new();
        for one in all.iter().filter(|one| one.link == link.id) {
            if one.is_overdue {
                overdue.push(one.sis.to_string());
                table.say(format!(
                    "{}: Interchange {} of {} has had no receipt for {}. Ask PCSE whether it came; do not file it again.",
                    ends(&link),
                    one.sis,
                    one.sent_on.shown(),
                    count(one.working_days as usize, "working day", "working days")
                ));
            }
            row(&mut table, r, &ends(&link), one)?;
        }
        if !overdue.is_empty() {
            table.say(format!(
                "To read to PCSE: This is {}, link code {}. For interchange {} to {} we have had no receipt. Did it come, and was it processed?",
                settings.practice_name,
                link.practice_code,
                list(&overdue),
                link.service_code
            ));
        }
    }
    let young = all.iter().filter(|one| !one.is_overdue).count();
    if all.is_empty() {
        table.say("Every letter that was sent has its receipt.");
    } else if young > 0 {
        table.say(format!(
            "{} without a receipt, but not overdue yet.",
            count(young, "letter is", "letters are")
        ));
    }

    Ok(table)
}

fn row(table: &mut Table, r: &Read<'_>, ends: &str, one: &Awaited) -> Result<()> {
    let letter = r.letter_out(one.letter)?;
    let filing = r.filing_of_letter(one.letter)?;
    table.row([
        ends.to_owned(),
        one.sis.to_string(),
        letter.sms.number.to_string(),
        letter
            .tn
            .map(|tn| tn.number.to_string())
            .unwrap_or_default(),
        filing
            .as_ref()
            .map(|filing| filing_words(filing.kind))
            .unwrap_or_default()
            .to_owned(),
        filing
            .as_ref()
            .map(|filing| filing.id.to_string())
            .unwrap_or_default(),
        match &filing {
            Some(filing) => shown_name(&r.patient(filing.patient)?.record),
            None => String::new(),
        },
        one.sent_on.shown(),
        letter.state.word().to_owned(),
        one.working_days.to_string(),
        if one.is_overdue { "yes" } else { "no" }.to_owned(),
    ]);

    Ok(())
}
