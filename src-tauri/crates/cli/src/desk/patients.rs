//! `search` and `patient`: who is on the list, and all that happened.

use clap::{Args, Subcommand};
use gplinks::{Day, Minute, NhsNumber};
use practice::{Correction, shown_name};
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
  linkdesk-cli patient --data ./desk 12 put-right left --on 2026-11-02 --why \"PCSE says so, CAS-1\"
  linkdesk-cli patient --data ./desk 12 put-right number 9990001006 --why \"traced on PDS\"
  linkdesk-cli patient --data ./desk 12 put-back --why \"it was the other twin\"

Somebody who had left and was registered anew may have two records: the NHS number that an approval brings
then stands on the old one. take-number moves it, give-back undoes that.

put-right is a manager's, and changes your own list alone: nothing is sent, and PCSE's list and the Spine stay
as they are, so tell PCSE as well. put-back takes the last one back.";

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
    /// Put your own list right by hand (managers); PCSE is not told
    PutRight {
        #[command(subcommand)]
        what: What,
        /// The reason, which is kept
        #[arg(long, value_name = "TEXT", global = true)]
        why: Option<String>,
    },
    /// Take back what was put right last (managers)
    PutBack {
        /// The reason, which is kept
        #[arg(long, value_name = "TEXT")]
        why: String,
    },
}

#[derive(Debug, Clone, Copy, Subcommand)]
enum What {
    /// The patient has left the list
    Left {
        /// The day on which they left
        #[arg(long, value_name = "DAY", value_parser = Day::parse)]
        on: Day,
    },
    /// The patient is on the list, though no approval was read
    Approved,
    /// The NHS number
    Number {
        /// The right number, of 10 digits
        #[arg(value_parser = NhsNumber::parse)]
        number: NhsNumber,
    },
    /// The patient has no FP69 flag
    NoFlag,
    /// No removal is asked for
    NoRemoval,
}

impl What {
    fn correction(self) -> Correction {
        match self {
            Self::Left { on } => Correction::OffTheList { on },
            Self::Approved => Correction::OnTheList,
            Self::Number { number } => Correction::Number(number),
            Self::NoFlag => Correction::Flag,
            Self::NoRemoval => Correction::Request,
        }
    }
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
    let told = match &asked.deed {
        Some(deed) => done(&desk, id, deed)?,
        None => Vec::new(),
    };
    let patient = desk.practice.store().read(|r| r.patient(id))?;
    let timeline = desk.practice.timeline(id)?;
    let mut words = told.clone();
    words.extend([
        line(&patient),
        format!("  {}", practice::address(&patient.record).shown()),
    ]);
    words.extend(
        timeline
            .iter()
            .map(|entry| format!("  {} {}: {}", shown(entry.at), entry.by, entry.what)),
    );
    let mut json = to_json(&patient)?;
    if let Some(json) = json.as_object_mut() {
        json.insert("timeline".to_owned(), as_json(&timeline)?);
        if !told.is_empty() {
            json.insert("told".to_owned(), json!(told));
        }
    }

    Ok(Answer::new(json, words))
}

/// Does it, and says what only the deed itself can say.
fn done(desk: &Desk, id: PatientId, deed: &Deed) -> Result<Vec<String>, Failure> {
    let (practice, act) = (&desk.practice, desk.act());
    match deed {
        Deed::TakeNumber { from, why } => {
            practice.move_number(PatientId::new(*from), id, why, &act)?;
        }
        Deed::GiveBack { why } => practice.move_number_back(id, why, &act)?,
        Deed::PutRight { what, why } => {
            let why = why.as_deref().unwrap_or_default();
            return Ok(practice.put_right(id, what.correction(), why, &act)?);
        }
        Deed::PutBack { why } => return Ok(practice.put_right_back(id, why, &act)?),
    }

    Ok(Vec::new())
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
