//! A patient's timeline: what was sent, what came, what was decided and noted, in order.

mod deeds;

use jiff::Timestamp;
use serde::Serialize;
use store::{
    Answer, Cause, Change, Decision, Filing, FilingKind, LetterOut, NoteOn, Notice, PatientId,
    Read, ReceiptState,
};

use deeds::{About, deeds};

use crate::inbox::{as_text, kind_words};
use crate::{Practice, Result};

/// Something that happened. `Debug` shows who, not what.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct Entry {
    #[serde(serialize_with = "as_text")]
    pub at: Timestamp,
    pub by: String,
    pub what: String,
}

/// How the other side and the post are named.
const PCSE: &str = "PCSE";
const POST: &str = "MESH";

impl std::fmt::Debug for Entry {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Entry({} {})", self.at, self.by)
    }
}

impl Practice {
    /// All that happened about a patient, oldest first.
    pub fn timeline(&self, patient: PatientId) -> Result<Vec<Entry>> {
        self.store().read(|r| {
            let patient = r.patient(patient)?.id;
            let mut entries: Vec<Entry> =
                r.changes_of(patient)?.iter().filter_map(changed).collect();
            for filing in r.filings_of(patient)? {
                entries.extend(filed(r, &filing)?);
            }
            for notice in r.notices_of(patient)? {
                entries.extend(came(r, &notice)?);
            }
            entries.extend(notes(r, NoteOn::Patient(patient))?);
            // Stable: what happened in one transaction stays in its order.
            entries.sort_by_key(|entry| entry.at);

            Ok(entries)
        })
    }
}

/// What happened with one filing, oldest first.
pub(crate) fn of_filing(r: &Read<'_>, filing: &Filing) -> Result<Vec<Entry>> {
    let mut entries = filed(r, filing)?;
    entries.sort_by_key(|entry| entry.at);

    Ok(entries)
}

fn entry(at: Timestamp, by: &str, what: impl Into<String>) -> Entry {
    Entry {
        at,
        by: by.to_owned(),
        what: what.into(),
    }
}

/// Changes that no filing and no decision tells of.
fn changed(change: &Change) -> Option<Entry> {
    let what = match change.cause {
        Cause::Imported => "Came onto the list by an import",
        Cause::Registered => "Came onto the list by a registration",
        Cause::Amended => "Changed here",
        Cause::Corrected => match change.after.get("nhs_number") {
            Some(_) if change.undoes.is_some() => {
                "Its NHS number, moved between two records of this person, was moved back"
            }
            Some(number) if number.is_null() => {
                "The NHS number was moved to another record of this person"
            }
            Some(_) => "The NHS number was taken over from another record of this person",
            None => "Corrected on our list only",
        },
        Cause::Filed | Cause::Decided | Cause::Undone => return None,
    };

    Some(entry(change.at, &change.by, what))
}

fn filed(r: &Read<'_>, filing: &Filing) -> Result<Vec<Entry>> {
    let name = filing_words(filing.kind);
    let number = filing.id;
    let mut entries = vec![entry(
        filing.created_at,
        &filing.created_by,
        format!("{name} filed (filing {number})"),
    )];
    let named = format!("{name} (filing {number})");
    entries.extend(deeds(r, About::Filing(number.get()), &named, |act| {
        let why = match act {
            "held" => &filing.held_why,
            "dropped" | "closed" => &filing.closed_why,
            _ => &None,
        };
        why.clone()
    })?);
    if let Some(letter) = filing.letter {
        let letter = r.letter_out(letter)?;
        entries.extend(sent(&letter, name));
        entries.extend(deeds(r, About::Letter(letter.id.get()), &named, |act| {
            letter.abandoned_why.clone().filter(|_| act == "abandoned")
        })?);
    }
    // Who closed it stands with the act that did.
    if let Some(at) = filing
        .answered_at
        .filter(|_| filing.answer != Answer::Closed)
    {
        let what = format!("{name} {} (filing {number})", filing.answer.word());
        entries.push(entry(at, PCSE, what));
    }
    entries.extend(notes(r, NoteOn::Filing(filing.id))?);

    Ok(entries)
}

fn sent(letter: &LetterOut, name: &str) -> Vec<Entry> {
    let tn = letter
        .tn
        .map(|tn| format!(", transaction {}", tn.number))
        .unwrap_or_default();
    let numbers = format!("message {}{tn}", letter.sis.number);
    let mut entries = vec![entry(
        letter.written_at,
        crate::act::PROGRAM,
        format!("{name} made ready to send as {numbers}"),
    )];
    if let Some(at) = letter.accepted_at {
        let words = match letter.mesh_id.as_deref() {
            Some(id) => format!("{name} sent, MESH id {id}"),
            None => format!("{name} arrived: the other side has answered it"),
        };
        entries.push(entry(at, POST, words));
    }
    match (letter.receipt, letter.receipt_at) {
        (ReceiptState::Received, Some(at)) => {
            entries.push(entry(at, PCSE, format!("{name} received")));
        }
        (ReceiptState::Problem, Some(at)) => {
            entries.push(entry(
                at,
                PCSE,
                format!("{name}: the receipt reports a problem"),
            ));
        }
        _ => {}
    }
    entries
}

fn came(r: &Read<'_>, notice: &Notice) -> Result<Vec<Entry>> {
    let name = kind_words(&notice.kind);
    let number = notice.id;
    let late = if notice.late {
        ", after something newer was decided"
    } else {
        ""
    };
    let what = format!("{name} came (notice {number}){late}");
    let mut entries = vec![entry(notice.arrived_at, PCSE, what)];
    for decision in r.decisions_of(notice.id)? {
        entries.push(decided(&decision, name));
        let named = format!("{name}: {}", decision.choice);
        entries.extend(deeds(
            r,
            About::Decision(decision.id.get()),
            &named,
            |_| None,
        )?);
    }
    let named = format!("{name} (notice {number})");
    entries.extend(deeds(r, About::Notice(number.get()), &named, |_| None)?);
    entries.extend(notes(r, NoteOn::Notice(notice.id))?);

    Ok(entries)
}

fn decided(decision: &Decision, name: &str) -> Entry {
    let reason = decision
        .reason
        .as_ref()
        .map(|reason| format!(" ({reason})"))
        .unwrap_or_default();
    let rule = if decision.rule { ", as routine" } else { "" };
    let what = format!("{name}: {}{rule}{reason}", decision.choice);

    entry(decision.at, &decision.by, what)
}

fn notes(r: &Read<'_>, on: NoteOn) -> Result<Vec<Entry>> {
    let notes = r.notes_on(on)?;

    Ok(notes
        .into_iter()
        .map(|note| entry(note.at, &note.by, format!("Note: {}", note.text)))
        .collect())
}

fn filing_words(kind: FilingKind) -> &'static str {
    match kind {
        FilingKind::Registration => "Registration",
        FilingKind::Amendment => "Amendment",
        FilingKind::Removal => "Removal, out of area",
        FilingKind::DeductionRequest => "Request to remove",
    }
}
