//! What stood in the letters of some interchange numbers: PCSE may ask for them to be entered again.

use store::{LinkId, Read, Workflow};

use super::table::Table;
use super::words::{count, ends, time};
use crate::patient_view::filing_words;
use crate::{Result, shown_name};

const COLUMNS: &[&str] = &[
    "Interchange",
    "Message",
    "Transaction",
    "Kind",
    "Filing",
    "Patient",
    "Name",
    "NHS number",
    "Written",
    "State",
    "Receipt",
    "Answer",
];

pub(super) fn table(r: &Read<'_>, link: LinkId, first: u32, last: u32) -> Result<Table> {
    let mut table = Table::new("What stood in our letters", COLUMNS);
    let link = r.link(link)?;
    for letter in r.letters_out_between(link.id, first, last)? {
        let filing = r.filing_of_letter(letter.id)?;
        let patient = match &filing {
            Some(filing) => Some(r.patient(filing.patient)?.record),
            None => None,
        };
        let kind = match letter.workflow {
            Workflow::Registration => filing.as_ref().map(|filing| filing_words(filing.kind)),
            Workflow::Receipt => Some("Receipt"),
        };
        table.row([
            letter.sis.number.to_string(),
            letter.sms.number.to_string(),
            letter
                .tn
                .map(|tn| tn.number.to_string())
                .unwrap_or_default(),
            kind.unwrap_or_default().to_owned(),
            filing
                .as_ref()
                .map(|filing| filing.id.to_string())
                .unwrap_or_default(),
            filing
                .as_ref()
                .map(|filing| filing.patient.to_string())
                .unwrap_or_default(),
            patient.as_ref().map(shown_name).unwrap_or_default(),
            patient
                .and_then(|record| record.nhs_number)
                .unwrap_or_default(),
            time(letter.written_at),
            letter.state.word().to_owned(),
            letter.receipt.word().to_owned(),
            filing
                .map(|filing| filing.answer.word())
                .unwrap_or_default()
                .to_owned(),
        ]);
    }
    table.say(format!(
        "{}: {} with interchange numbers from {first} to {last}.",
        ends(&link),
        count(table.rows.len(), "letter", "letters")
    ));

    Ok(table)
}
