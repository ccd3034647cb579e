//! `letters`: letters that came and were set aside whole, letters that never came, and receipts for no letter here.

use clap::{Args, Subcommand};
use practice::{LetterSetAside, Missing, StrayReceiptShown};
use serde_json::{Value, json};
use store::{DamagedIn, LetterInId};

use super::answer::{Answer, as_json};
use super::at::At;
use super::exchange::{read_json, read_remarks};
use super::open::Desk;
use super::outbox::{report_json, report_line, rfc3339, shown};
use crate::error::Failure;
use crate::text::counted;

const HELP: &str = "\
Examples:
  linkdesk-cli letters --data ./desk
  linkdesk-cli letters --data ./desk release 4 --why \"PCSE confirmed that it is meant for us\"

A letter that is set aside whole gets no receipt until a manager releases it.";

#[derive(Debug, Args)]
#[command(after_help = HELP)]
pub(crate) struct Letters {
    #[command(flatten)]
    pub(super) at: At,
    #[command(subcommand)]
    deed: Option<Deed>,
}

#[derive(Debug, Subcommand)]
enum Deed {
    /// Read a letter all the same (managers)
    Release {
        letter: i64,
        /// The reason, which is kept
        #[arg(long, value_name = "TEXT")]
        why: String,
    },
    /// A person has seen to a letter, which stays set aside
    DealtWith {
        letter: i64,
        /// The reason, which is kept
        #[arg(long, value_name = "TEXT")]
        why: String,
    },
}

pub(super) fn run(asked: &Letters) -> Result<Answer, Failure> {
    let desk = Desk::open(&asked.at)?;
    let (practice, act) = (&desk.practice, desk.act());

    match &asked.deed {
        None => list(&desk),
        Some(Deed::Release { letter, why }) => {
            let read = practice.release_letter(LetterInId::new(*letter), &act, why)?;
            let words = format!("Read: {}.", counted(read.notices.into(), "notice"));
            Ok(Answer::said(read_json(&read), words).with(read_remarks(&read)))
        }
        Some(Deed::DealtWith { letter, why }) => {
            practice.dealt_with_letter(LetterInId::new(*letter), &act, why)?;
            Ok(Answer::said(json!({ "dealt_with": letter }), "Recorded."))
        }
    }
}

fn list(desk: &Desk) -> Result<Answer, Failure> {
    let aside = desk.practice.letters_set_aside()?;
    let missing = desk.practice.missing_letters()?;
    let links = desk.practice.store().read(|r| r.links())?;
    let service = |missing: &Missing| {
        let link = links.iter().find(|link| link.id == missing.link);
        link.map(|link| link.service_code.clone())
            .unwrap_or_default()
    };
    let mut words: Vec<String> = aside.iter().map(line).collect();
    words.extend(
        missing
            .iter()
            .map(|one| format!("Missing from {}: {}", service(one), run_words(one))),
    );
    let strays = desk.practice.stray_receipts()?;
    words.extend(strays.iter().map(stray));
    if words.is_empty() {
        words.push("No letter is set aside, and none is missing.".to_owned());
    }
    let reports = desk.practice.reports_not_ours()?;
    words.extend(reports.iter().map(report_line));
    let damaged = desk.practice.damaged_messages()?;
    words.extend(damaged.iter().map(damaged_line));
    let missing: Vec<_> = missing
        .iter()
        .map(|one| json!({
            "service": service(one), "epoch": one.run.epoch, "first": one.run.first, "last": one.run.last,
        }))
        .collect();

    Ok(Answer::new(
        json!({
            "set_aside": as_json(&aside)?,
            "missing": missing,
            "stray_receipts": as_json(&strays)?,
            "damaged": damaged.iter().map(damaged_json).collect::<Vec<_>>(),
            "reports": reports.iter().map(report_json).collect::<Vec<_>>(),
        }),
        words,
    ))
}

fn line(letter: &LetterSetAside) -> String {
    let from = letter.sender.as_deref().unwrap_or("nobody known");
    let number = letter
        .ris
        .map(|ris| format!(", number {ris}"))
        .unwrap_or_default();
    let why = letter.why.as_deref().unwrap_or_default();

    let words = letter.words.unwrap_or_default();

    format!(
        "Letter {} from {from}{number}, {}: set aside. {why}: {words}",
        letter.letter,
        shown(letter.received_at)
    )
}

fn stray(receipt: &StrayReceiptShown) -> String {
    format!(
        "Receipt {} for letter number {}, {}: {}",
        receipt.verdict,
        receipt.sis,
        shown(receipt.received_at),
        receipt.words
    )
}

fn damaged_json(damaged: &DamagedIn) -> Value {
    let headers: Value = serde_json::from_str(&damaged.headers).unwrap_or_default();

    json!({
        "mesh_id": damaged.mesh_id,
        "from": headers.get("mex-from"),
        "workflow": headers.get("mex-workflowid"),
        "why": damaged.why,
        "tries": damaged.tries,
        "first_at": rfc3339(damaged.first_at),
        "tried_at": rfc3339(damaged.tried_at),
    })
}

fn damaged_line(damaged: &DamagedIn) -> String {
    format!(
        "Message {} at MESH cannot be taken ({}): tried {}, the last time {}",
        damaged.mesh_id,
        damaged.why,
        counted(damaged.tries.into(), "time"),
        shown(damaged.tried_at)
    )
}

pub(super) fn run_words(missing: &Missing) -> String {
    let (first, last) = (missing.run.first, missing.run.last);
    if first == last {
        format!("letter {first}")
    } else {
        format!("letters {first} to {last}")
    }
}
