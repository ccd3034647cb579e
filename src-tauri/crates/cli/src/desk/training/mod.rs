//! `training`: what the training service does, for trainers and tests.

mod enrol;
mod ledger;
mod send;
mod words;

use std::path::PathBuf;

use clap::{Args, Subcommand};
use gplinks::{Content, Limits, Reading};
use jiff::Timestamp;
use mailbox::Workflow;
use premises::Service;
use serde_json::json;

use super::answer::Answer;
use super::at::At;
use super::exchange::lock;
use super::open::Desk;
use crate::error::Failure;
use crate::input::Source;
use send::Sending;

const HELP: &str = "\
Examples:
  linkdesk-cli training --data ./desk enrol
  linkdesk-cli training --data ./desk send F2 --nhs 9990001006 --reason 1 --on 2026-11-20
  linkdesk-cli training --data ./desk rules answer_after=hours:0
  linkdesk-cli training --data ./desk fault post=lose_answer
  linkdesk-cli training --data ./desk ledger --json

The training service plays the registration service for a training practice. What it sends comes with
the next exchange.";

#[derive(Debug, Args)]
#[command(after_help = HELP)]
pub(crate) struct Training {
    #[command(flatten)]
    pub(super) at: At,
    #[command(subcommand)]
    wish: Here,
}

/// What a trainer can ask of the service, wherever it is played.
#[derive(Debug, Subcommand)]
pub(crate) enum Wish {
    /// Let the service send a notice
    #[command(subcommand)]
    Send(Sending),
    /// Say how the service answers; without words, show it
    Rules {
        /// like answer_after=hours:0, answer_after=working_days:3, batch=true, rejections=[...]
        #[arg(value_name = "KEY=VALUE")]
        rules: Vec<String>,
    },
    /// Let the service do something wrong
    Misbehave {
        /// like duplicate, gap=3, no_receipt, unknown_code=F7, bad_receipt=CA:ER
        #[arg(value_name = "NAME[=VALUE]", required = true)]
        names: Vec<String>,
    },
    /// What the service has seen and sent, and what it complains of
    Ledger {
        /// The letters' bytes too
        #[arg(long)]
        bodies: bool,
    },
}

/// What can be asked of it where it stands beside the practice.
#[derive(Debug, Subcommand)]
enum Here {
    /// Put a file into our mailbox as a letter, whatever is in it
    Letter {
        /// - is standard input
        file: PathBuf,
    },
    /// Copy the practice's registered patients to the service's list
    Enrol,
    /// Let the way to MESH fail; `none` ends all of it
    Fault {
        /// like offline, track_forgets, list=timed_out, post=lose_answer, post=refuse
        #[arg(value_name = "NAME[=VALUE]", required = true)]
        names: Vec<String>,
    },
    #[command(flatten)]
    Wish(Wish),
}

pub(super) fn run(asked: &Training) -> Result<Answer, Failure> {
    let desk = Desk::open(&asked.at)?;
    desk.only_training("`training`")?;
    if let Here::Wish(Wish::Ledger { bodies }) = &asked.wish {
        return ledger::told(&desk.service_as_left()?.mailbox, *bodies);
    }
    let _lock = lock(&desk)?;
    let service = desk.service()?;
    let mailbox = &service.mailbox;
    let answer = match &asked.wish {
        Here::Letter { file } => letter(mailbox, &Source::of(file).read()?),
        Here::Enrol => enrol::enrol(&desk, mailbox)?,
        Here::Fault { names } => words::fault(mailbox, names)?,
        Here::Wish(wish) => wish.fulfil(&service, desk.now)?,
    };
    service.keep()?;

    Ok(answer)
}

impl Wish {
    pub(crate) fn fulfil(&self, service: &Service, now: Timestamp) -> Result<Answer, Failure> {
        let mailbox = &service.mailbox;

        match self {
            Self::Send(sending) => sending.send(mailbox, now),
            Self::Rules { rules } => words::rules(mailbox, rules),
            Self::Misbehave { names } => words::misbehave(mailbox, names),
            Self::Ledger { bodies } => ledger::told(mailbox, *bodies),
        }
    }
}

fn letter(mailbox: &agency::TrainingMailbox, bytes: &[u8]) -> Answer {
    let workflow = workflow(bytes);
    let id = mailbox.deliver_raw(workflow, bytes);

    Answer::said(
        json!({ "message": id.as_str(), "workflow": workflow.as_str() }),
        format!(
            "The letter lies in our mailbox as {} ({}).",
            id.as_str(),
            workflow.as_str()
        ),
    )
}

/// A receipt travels apart from everything else.
fn workflow(bytes: &[u8]) -> Workflow {
    let reading = Reading {
        limits: Limits::file(),
        today: None,
    };
    let letters = gplinks::read(bytes, &reading);
    let first = letters.first().and_then(|letter| letter.messages.first());

    match first.map(|message| &message.content) {
        Some(Content::Receipt(_)) => Workflow::Receipt,
        _ => Workflow::Registration,
    }
}
