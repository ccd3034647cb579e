//! `decide`, `undo`, `match`: what a person makes of a notice.

use std::path::PathBuf;

use clap::Args;
use gplinks::{Day, Text};
use practice::{Choice, Given};
use serde_json::json;
use store::{NoticeId, PatientId};

use super::answer::{Answer, as_json};
use super::at::At;
use super::open::Desk;
use super::{body, inbox};
use crate::error::{Failure, Remark};

const DECIDE: &str = "\
Examples:
  linkdesk-cli decide --data ./desk 7 record
  linkdesk-cli decide --data ./desk 8 dispute --why \"the patient never left\" --file again.json
  linkdesk-cli decide --data ./desk 9 not-ours --why \"PCSE was told by telephone\"

CHOICE, by kind: F1 accept, out-of-area, counter-amend, file; F2 record, dispute, file; F3 fix, record,
close, file; F4 record, file; F8 acknowledge; F9 confirm, new-address, left, flag, file; F10 record,
file; F11 understood, ask-again; a receipt with a problem understood; what cannot be read dealt-with;
any of them not-ours. `inbox show` tells which there are, the usual one first.";

const UNDO: &str = "\
Example:
  linkdesk-cli undo --data ./desk 7 --why \"the wrong patient\"";

const MATCH: &str = "\
Example:
  linkdesk-cli match --data ./desk 7 12

`inbox candidates` tells whom a notice could be about.";

#[derive(Debug, Args)]
#[command(after_help = DECIDE)]
pub(crate) struct Decide {
    #[command(flatten)]
    pub(super) at: At,
    notice: i64,
    choice: String,
    /// A reason, which is kept; some choices need one
    #[arg(long, value_name = "TEXT")]
    why: Option<String>,
    /// The text that is sent with a removal
    #[arg(long, value_name = "TEXT", value_parser = text)]
    reason_sent: Option<Text>,
    /// An NHS number that differs from ours is right
    #[arg(long)]
    number_confirmed: bool,
    /// The day of a deduction that has none
    #[arg(long, value_name = "DAY", value_parser = Day::parse)]
    on: Option<Day>,
    /// What is to be filed with it, as for `file`; - is standard input
    #[arg(long, value_name = "FILE.json")]
    file: Option<PathBuf>,
    /// Plain text in the JSON, checked by the rules of the desk
    #[arg(long, requires = "file")]
    clean: bool,
    /// Refuse where the patient has changed since this version (`patient_version` of `inbox show`)
    #[arg(long, value_name = "N")]
    patient_version: Option<i64>,
}

#[derive(Debug, Args)]
#[command(after_help = UNDO)]
pub(crate) struct Undo {
    #[command(flatten)]
    pub(super) at: At,
    notice: i64,
    /// A reason, which is kept
    #[arg(long, value_name = "TEXT")]
    why: Option<String>,
}

#[derive(Debug, Args)]
#[command(after_help = MATCH)]
pub(crate) struct Match {
    #[command(flatten)]
    pub(super) at: At,
    notice: i64,
    patient: i64,
}

pub(super) fn decide(asked: &Decide) -> Result<Answer, Failure> {
    let desk = Desk::open(&asked.at)?;
    let notice = NoticeId::new(asked.notice);
    let why = asked.why.as_deref();
    if asked.choice == "not-ours" {
        asked.gives_nothing()?;
        desk.practice
            .not_ours(notice, why.unwrap_or_default(), &desk.act())?;
        let told = "Recorded: the notice is about nobody here.";
        let json = json!({
            "notice": notice, "choice": "not-ours", "decision": null, "filing": null, "told": [told],
        });
        return Ok(Answer::said(json, told));
    }
    let (choice, remarks) = choice(&desk, asked)?;
    let decided =
        desk.practice
            .decide_as_shown(notice, &choice, why, asked.patient_version, &desk.act())?;

    let mut words = decided.told.clone();
    words.extend(
        decided
            .filing
            .map(|filing| format!("Filing {filing} is in the outbox.")),
    );
    if words.is_empty() {
        words.push("Recorded.".to_owned());
    }
    let json = json!({
        "notice": notice,
        "choice": choice.word(),
        "decision": decided.decision,
        "filing": decided.filing,
        "told": decided.told,
    });

    Ok(Answer::new(json, words).with(remarks))
}

fn choice(desk: &Desk, asked: &Decide) -> Result<(Choice, Vec<Remark>), Failure> {
    let (draft, remarks) = match &asked.file {
        Some(file) => {
            let (draft, remarks) = body::read(desk, file, asked.clean)?;
            (Some(draft), remarks)
        }
        None => (None, Vec::new()),
    };
    let given = Given {
        number_confirmed: asked.number_confirmed,
        on: asked.on,
        why: asked.reason_sent.clone(),
        draft,
    };

    let choice = Choice::parse(&asked.choice, given.clone())?;
    if choice.given() != given {
        return Err(not_taken(&asked.choice));
    }

    Ok((choice, remarks))
}

impl Decide {
    /// A notice about nobody here has nothing to be filed or confirmed with it.
    fn gives_nothing(&self) -> Result<(), Failure> {
        let is_given = self.file.is_some() || self.reason_sent.is_some() || self.on.is_some();
        if is_given || self.number_confirmed {
            return Err(not_taken(&self.choice));
        }

        Ok(())
    }
}

/// What is given and not used would be missed later.
fn not_taken(choice: &str) -> Failure {
    let word = Choice::WORDS.into_iter().find(|word| *word == choice);

    Failure::Usage(format!(
        "{} does not take all that was given with it (--file, --reason-sent, --on, --number-confirmed). Nothing was decided; leave out what it does not take, or choose what does",
        word.unwrap_or("not-ours")
    ))
}

pub(super) fn undo(asked: &Undo) -> Result<Answer, Failure> {
    let desk = Desk::open(&asked.at)?;
    let notice = NoticeId::new(asked.notice);
    let undone = desk
        .practice
        .undo(notice, asked.why.as_deref(), &desk.act())?;

    Ok(Answer::new(as_json(&undone)?, undone.told))
}

pub(super) fn match_to(asked: &Match) -> Result<Answer, Failure> {
    let desk = Desk::open(&asked.at)?;
    let notice = NoticeId::new(asked.notice);
    desk.practice
        .match_notice(notice, PatientId::new(asked.patient), &desk.act())?;

    inbox::show(&desk, notice)
}

fn text(text: &str) -> Result<Text, String> {
    Text::new(text).ok_or_else(|| "it is blank".to_owned())
}
