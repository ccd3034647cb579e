//! A patient's timeline: what was sent, what came, what was decided and noted, in order.

mod deeds;

use gplinks::{LetterVerdict, Minute};
use jiff::Timestamp;
use serde::Serialize;
use store::{
    Answer, Cause, Change, Correction, Decision, Filing, FilingKind, LetterOut, NoteOn, Notice,
    PatientId, Read, ReceiptState,
};

use deeds::{About, deeds};

use crate::decisions::button;
use crate::inbox::{as_text, kind_words};
use crate::{Practice, Result};

/// Something that happened. `Debug` shows who, not what.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct Entry {
    #[serde(serialize_with = "as_text")]
    pub at: Timestamp,
    pub by: String,
    pub what: String,
    /// For the filter of the window; the command line tells it in words.
    #[serde(skip)]
    pub about: EntryAbout,
}

/// What an entry of a timeline is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EntryAbout {
    /// What we filed, and how it fared.
    Filing,
    /// What came from PCSE, and what was decided about it.
    Notice,
    Note,
    /// The record itself.
    Record,
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
            let corrections = r.corrections_of(patient)?;
            let log = r.changes_of(patient)?;
            let mut entries: Vec<Entry> = log
                .iter()
                .filter_map(|change| by_hand(change, &corrections).or_else(|| changed(change)))
                .collect();
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

fn entry(about: EntryAbout, at: Timestamp, by: &str, what: impl Into<String>) -> Entry {
    Entry {
        about,
        at,
        by: by.to_owned(),
        what: what.into(),
    }
}

/// What a manager put right, or took back, with the reason.
fn by_hand(change: &Change, corrections: &[Correction]) -> Option<Entry> {
    let correction = corrections.iter().find(|one| one.change == change.id)?;
    let deed = match change.undoes {
        Some(_) => "What was put right by hand was taken back",
        None => "Put right by hand",
    };
    let (kind, reason) = (correction.kind.word(), &correction.reason);
    let what = format!("{deed}: {kind} ({reason}). PCSE was not told by this");

    Some(entry(EntryAbout::Record, change.at, &change.by, what))
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

    Some(entry(EntryAbout::Record, change.at, &change.by, what))
}

fn filed(r: &Read<'_>, filing: &Filing) -> Result<Vec<Entry>> {
    let name = filing_words(filing.kind);
    let number = filing.id;
    let mut entries = vec![entry(
        EntryAbout::Filing,
        filing.created_at,
        &filing.created_by,
        format!("{name} filed (filing {number})"),
    )];
    let named = format!("{name} (filing {number})");
    entries.extend(deeds(r, About::Filing(number.get()), &named, |act| {
        let why = match act {
            "held" => &filing.held_why,
            "dropped" | "closed" | "taken as approved" => &filing.closed_why,
            _ => &None,
        };
        why.clone()
    })?);
    if let Some(letter) = filing.letter {
        let letter = r.letter_out(letter)?;
        entries.extend(sent(r, &letter, name)?);
        entries.extend(deeds(r, About::Letter(letter.id.get()), &named, |act| {
            letter.abandoned_why.clone().filter(|_| act == "abandoned")
        })?);
    }
    // Who closed it stands with the act that did.
    if let Some(at) = filing
        .answered_at
        .filter(|_| filing.answer != Answer::Closed)
    {
        let days = working_days(r, filing, at)?;
        let what = format!("{name} {} (filing {number}){days}", filing.answer.word());
        entries.push(entry(EntryAbout::Filing, at, PCSE, what));
    }
    entries.extend(notes(r, NoteOn::Filing(filing.id))?);

    Ok(entries)
}

/// How long PCSE took, as far as it was sent: `, after 2 working days`.
fn working_days(r: &Read<'_>, filing: &Filing, at: Timestamp) -> Result<String> {
    let Some(letter) = filing.letter else {
        return Ok(String::new());
    };
    let letter = r.letter_out(letter)?;
    let sent_on = Minute::at(letter.accepted_at.unwrap_or(letter.written_at)).day();
    let days = Minute::at(at).day().working_days_since(sent_on);
    let word = if days == 1 { "day" } else { "days" };

    Ok(format!(", after {days} working {word}"))
}

/// The numbers of a letter as PCSE knows them: `interchange 42, message 57, transaction 311`.
fn numbers(letter: &LetterOut) -> String {
    let tn = letter
        .tn
        .map(|tn| format!(", transaction {}", tn.number))
        .unwrap_or_default();

    format!(
        "interchange {}, message {}{tn}",
        letter.sis.number, letter.sms.number
    )
}

fn sent(r: &Read<'_>, letter: &LetterOut, name: &str) -> Result<Vec<Entry>> {
    let mut entries = vec![entry(
        EntryAbout::Filing,
        letter.written_at,
        crate::act::PROGRAM,
        format!("{name} made ready to send as {}", numbers(letter)),
    )];
    if let Some(at) = letter.accepted_at {
        let words = match letter.mesh_id.as_deref() {
            Some(id) => format!("{name} sent, MESH id {id}"),
            None => format!("{name} arrived: the other side has answered it"),
        };
        entries.push(entry(EntryAbout::Filing, at, POST, words));
    }
    let words = match letter.receipt {
        ReceiptState::Received => format!("{name} received"),
        ReceiptState::Problem => format!("{name}: the receipt reports a problem"),
        ReceiptState::NotExpected | ReceiptState::Awaited => return Ok(entries),
    };
    if let Some(at) = letter.receipt_at {
        let said = receipt_words(r, letter)?.pop();
        let said = said.map(|said| format!(" ({said})")).unwrap_or_default();
        entries.push(entry(
            EntryAbout::Filing,
            at,
            PCSE,
            format!("{words}{said}"),
        ));
    }

    Ok(entries)
}

/// What the receipts of a letter said: each code with its meaning.
pub(crate) fn receipt_words(r: &Read<'_>, letter: &LetterOut) -> Result<Vec<String>> {
    let came = r.receipts_in_for(letter.id)?;
    let said = |verdict: &str| {
        LetterVerdict::read(verdict).map_or_else(
            || verdict.to_owned(),
            |known| format!("{verdict}: {}", known.words()),
        )
    };

    Ok(came.iter().map(|one| said(&one.verdict)).collect())
}

fn came(r: &Read<'_>, notice: &Notice) -> Result<Vec<Entry>> {
    let name = kind_words(&notice.kind);
    let number = notice.id;
    let late = if notice.late {
        ", after something newer was decided"
    } else {
        ""
    };
    let place = of_letter(notice);
    let what = format!("{name} came (notice {number}, {place}){late}");
    let mut entries = vec![entry(EntryAbout::Notice, notice.arrived_at, PCSE, what)];
    for decision in r.decisions_of(notice.id)? {
        let choice = button(&notice.kind, &decision.choice);
        let named = format!("{name}: {choice}");
        entries.push(decided(&decision, &named));
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

/// Where PCSE finds it: `interchange 7, message 3, transaction 11`.
fn of_letter(notice: &Notice) -> String {
    let part = |name: &str, number: Option<u64>| {
        let number = number.map(|number| format!(", {name} {number}"));

        number.unwrap_or_default()
    };
    let (message, tn) = (part("message", notice.rms), part("transaction", notice.tn));

    format!("interchange {}{message}{tn}", notice.place.ris)
}

fn decided(decision: &Decision, named: &str) -> Entry {
    let reason = decision
        .reason
        .as_ref()
        .map(|reason| format!(" ({reason})"))
        .unwrap_or_default();
    let rule = if decision.rule { ", as routine" } else { "" };
    let what = format!("{named}{rule}{reason}");

    entry(EntryAbout::Notice, decision.at, &decision.by, what)
}

fn notes(r: &Read<'_>, on: NoteOn) -> Result<Vec<Entry>> {
    let notes = r.notes_on(on)?;

    Ok(notes
        .into_iter()
        .map(|note| {
            entry(
                EntryAbout::Note,
                note.at,
                &note.by,
                format!("Note: {}", note.text),
            )
        })
        .collect())
}

pub(crate) fn filing_words(kind: FilingKind) -> &'static str {
    match kind {
        FilingKind::Registration => "Registration",
        FilingKind::Amendment => "Amendment",
        FilingKind::Removal => "Removal, out of area",
        FilingKind::DeductionRequest => "Request to remove",
    }
}
