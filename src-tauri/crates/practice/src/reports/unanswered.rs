//! Registrations and requests that PCSE has not answered.

use gplinks::{Day, Minute};
use jiff::Timestamp;
use store::{Answer, Filing, LetterState, Read};

use super::table::Table;
use super::words::{count, sent_on};
use crate::patient_view::filing_words;
use crate::{Result, Settings, shown_name};

const COLUMNS: &[&str] = &[
    "Filing",
    "Kind",
    "Patient",
    "Name",
    "Doctor",
    "Interchange",
    "Transaction",
    "Sent on",
    "Working days",
    "Overdue",
];

/// A filing whose answer is waited for.
pub(crate) struct Waiting {
    pub(crate) filing: Filing,
    pub(super) sis: u32,
    pub(super) tn: Option<u32>,
    pub(super) sent_on: Day,
    pub(crate) working_days: u32,
}

/// Those that have waited long enough to be remarked on, the longest first.
pub(super) fn waiting(r: &Read<'_>, settings: &Settings, at: Timestamp) -> Result<Vec<Waiting>> {
    waiting_since(r, settings.answer_remark_days, at)
}

/// Those that have waited so many working days or more, the longest first.
pub(crate) fn waiting_since(r: &Read<'_>, days: u32, at: Timestamp) -> Result<Vec<Waiting>> {
    let mut found = Vec::new();
    for filing in r.filings_answered(Answer::Waiting)? {
        let Some(letter) = filing.letter else {
            continue;
        };
        let letter = r.letter_out(letter)?;
        let sent_on = sent_on(&letter);
        let working_days = Minute::at(at).day().working_days_since(sent_on);
        if working_days >= days && letter.state != LetterState::Abandoned {
            found.push(Waiting {
                filing,
                sis: letter.sis.number,
                tn: letter.tn.map(|tn| tn.number),
                sent_on,
                working_days,
            });
        }
    }
    found.sort_by_key(|one| (one.sent_on, one.filing.id));

    Ok(found)
}

pub(crate) fn is_overdue(waiting: &Waiting, settings: &Settings) -> bool {
    waiting.working_days > settings.answer_days
}

pub(super) fn table(r: &Read<'_>, settings: &Settings, at: Timestamp) -> Result<Table> {
    let mut table = Table::new("Waiting for PCSE's answer", COLUMNS);
    let all = waiting(r, settings, at)?;
    for one in &all {
        let record = r.patient(one.filing.patient)?.record;
        let overdue = is_overdue(one, settings);
        if overdue {
            table.say(format!(
                "{} {} of {} has had no answer for {} working days. Ask PCSE about interchange {}, transaction {}.",
                filing_words(one.filing.kind),
                one.filing.id,
                one.sent_on.shown(),
                one.working_days,
                one.sis,
                one.tn.unwrap_or_default()
            ));
        }
        table.row([
            one.filing.id.to_string(),
            filing_words(one.filing.kind).to_owned(),
            one.filing.patient.to_string(),
            shown_name(&record),
            one.filing.gp.clone(),
            one.sis.to_string(),
            one.tn.map(|tn| tn.to_string()).unwrap_or_default(),
            one.sent_on.shown(),
            one.working_days.to_string(),
            if overdue { "yes" } else { "no" }.to_owned(),
        ]);
    }
    table.say(if all.is_empty() {
        format!(
            "Nothing has waited {} working days or longer for an answer.",
            settings.answer_remark_days
        )
    } else {
        format!(
            "{} waited {} working days or longer; PCSE may take up to {}.",
            count(all.len(), "filing has", "filings have"),
            settings.answer_remark_days,
            settings.answer_days
        )
    });

    Ok(table)
}
