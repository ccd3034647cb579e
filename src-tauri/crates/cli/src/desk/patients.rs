//! `search` and `patient`: who is on the list, and all that happened.

use clap::{Args, Subcommand};
use gplinks::Minute;
use practice::shown_name;
use serde_json::{Value, json};
use store::{Patient, PatientId};

use super::answer::{Answer, as_json};
use super::at::At;
use super::open::Desk;
use super::outbox::{rfc3339, shown};
use crate::error::Failure;

const SEARCH: &str = "\
Examples:
  linkdesk-cli search --data ./desk neill 17/2/2025
  linkdesk-cli search --data ./desk 999 000 1006

Words of a name, an NHS number, a date of birth, a postcode, or several of these.";

const PATIENT: &str = "\
Examples:
  linkdesk-cli patient --data ./desk 12
  linkdesk-cli patient --data ./desk 31 take-number 12 --why \"same person, came back\"
  linkdesk-cli patient --data ./desk 31 give-back --why \"they are twins\"

Somebody who had left and was registered anew may have two records: the NHS number that an approval brings
then stands on the old one. take-number moves it, give-back undoes that.";

/// More are never looked for.
const MOST: u32 = 200;

#[derive(Debug, Args)]
#[command(after_help = SEARCH)]
pub(crate) struct Search {
    #[command(flatten)]
    pub(super) at: At,
    #[arg(value_name = "WORDS", required = true)]
    words: Vec<String>,
    /// So many at the most (200)
    #[arg(long, value_name = "N", default_value = "50", value_parser = most)]
    most: u32,
}

#[derive(Debug, Args)]
#[command(after_help = PATIENT)]
pub(crate) struct OnePatient {
    #[command(flatten)]
    pub(super) at: At,
    patient: i64,
    #[command(subcommand)]
    deed: Option<Deed>,
}

#[derive(Debug, Subcommand)]
enum Deed {
    /// Take over the NHS number of the same person's earlier record
    TakeNumber {
        /// The record that has the number and is no longer used
        from: i64,
        /// The reason, which is kept
        #[arg(long, value_name = "TEXT")]
        why: String,
    },
    /// Give the number back that was taken over
    GiveBack {
        /// The reason, which is kept
        #[arg(long, value_name = "TEXT")]
        why: String,
    },
}

pub(super) fn search(asked: &Search) -> Result<Answer, Failure> {
    let desk = Desk::open(&asked.at)?;
    let today = Minute::at(desk.now).day();
    let query = asked.words.join(" ");
    let found = desk
        .practice
        .store()
        .read(|r| r.search(&query, today, asked.most))?;
    let mut words: Vec<String> = found.iter().map(line).collect();
    if found.is_empty() {
        words.push("Nobody is found.".to_owned());
    }
    let patients: Result<Vec<Value>, Failure> = found.iter().map(to_json).collect();

    Ok(Answer::new(json!({ "patients": patients? }), words))
}

pub(super) fn patient(asked: &OnePatient) -> Result<Answer, Failure> {
    let desk = Desk::open(&asked.at)?;
    let id = PatientId::new(asked.patient);
    match &asked.deed {
        None => {}
        Some(Deed::TakeNumber { from, why }) => {
            let from = PatientId::new(*from);
            desk.practice.move_number(from, id, why, &desk.act())?;
        }
        Some(Deed::GiveBack { why }) => desk.practice.move_number_back(id, why, &desk.act())?,
    }
    let patient = desk.practice.store().read(|r| r.patient(id))?;
    let timeline = desk.practice.timeline(id)?;
    let mut words = vec![
        line(&patient),
        format!("  {}", practice::address(&patient.record).shown()),
    ];
    words.extend(
        timeline
            .iter()
            .map(|entry| format!("  {} {}: {}", shown(entry.at), entry.by, entry.what)),
    );
    let mut json = to_json(&patient)?;
    if let Some(json) = json.as_object_mut() {
        json.insert("timeline".to_owned(), as_json(&timeline)?);
    }

    Ok(Answer::new(json, words))
}

fn line(patient: &Patient) -> String {
    let record = &patient.record;
    let born = record
        .born
        .map(|day| format!(", born {}", day.shown()))
        .unwrap_or_default();
    let number = record.nhs_number.as_deref().unwrap_or("none");

    format!(
        "Patient {}: {}{born}, NHS number {number}; {}",
        patient.id,
        shown_name(record),
        record.state.word()
    )
}

fn to_json(patient: &Patient) -> Result<Value, Failure> {
    Ok(json!({
        "patient": patient.id,
        "version": patient.version,
        "name": shown_name(&patient.record),
        "created_at": rfc3339(patient.created_at),
        "changed_at": rfc3339(patient.changed_at),
        "record": as_json(&patient.record)?,
    }))
}

fn most(text: &str) -> Result<u32, String> {
    let most = text.parse().ok().filter(|most| (1..=MOST).contains(most));

    most.ok_or_else(|| format!("it is a whole number from 1 to {MOST}"))
}
