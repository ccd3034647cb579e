//! `agency`: plays the registration service over a mailbox of MESH's, for tests and training.

mod bridge;
mod open;
mod plan;

use std::path::PathBuf;
use std::pin::pin;
use std::time::Duration;

use clap::{Args, Subcommand};
use jiff::Timestamp;
use practice::ExchangeLock;
use serde_json::{Value, json};

use super::answer::Answer;
use super::at::At;
use super::mesh::{Access, greet, greeted, shown};
use super::refusal::Refusal;
use super::signals;
use super::training;
use crate::error::Failure;
use crate::input::Source;
use crate::output::{self, Exit, Told};
use crate::text::counted;
use bridge::{Bridge, Round};
use open::Office;
use plan::Plan;
use premises::{Secrets, Service, Way, clock, line, prove};

const EXAMPLE: &str = include_str!("../../../../../../docs/agency.example.toml");

const HELP: &str = "\
Examples:
  linkdesk-cli agency init --example > service.toml
  linkdesk-cli agency init --data ./service service.toml
  linkdesk-cli agency set --data ./service --password-file pw.txt --shared-key-file key.txt
  linkdesk-cli agency --data ./service
  linkdesk-cli agency rules --data ./service answer_after=hours:0
  linkdesk-cli agency send F2 --data ./service --nhs 9990001006 --reason 1 --on 2026-11-20

Without a word after it, it plays until Ctrl-C: it fetches letters, receipts and answers them. It has a
folder of its own and never works on a practice's. Invented people only.";

#[derive(Debug, Args)]
#[command(after_help = HELP, args_conflicts_with_subcommands = false)]
pub(crate) struct Agency {
    #[command(flatten)]
    at: At,
    /// One round: fetch, answer, send
    #[arg(long)]
    once: bool,
    #[command(subcommand)]
    deed: Option<Deed>,
}

#[derive(Debug, Subcommand)]
enum Deed {
    /// Make the service's folder
    Init {
        /// Print a commented set-up file and do nothing else
        #[arg(long, conflicts_with = "file")]
        example: bool,
        /// The set-up file; - is standard input
        #[arg(value_name = "SETUP.toml", required_unless_present = "example")]
        file: Option<PathBuf>,
    },
    /// Change how MESH is reached
    Set(Box<Access>),
    /// Show how MESH is reached; secrets are never shown
    Show,
    /// Greet MESH, and say what is wrong where it does not answer
    Check,
    #[command(flatten)]
    Wish(training::Wish),
}

pub(super) fn run(asked: &Agency) -> Result<Told, Failure> {
    let json = asked.at.json;
    match &asked.deed {
        None => play(asked),
        Some(Deed::Init { file: None, .. }) => example().print(json),
        Some(Deed::Init {
            file: Some(file), ..
        }) => init(asked, file)?.print(json),
        Some(deed) => told(asked, deed)?.print(json),
    }
}

fn example() -> Answer {
    let lines = EXAMPLE.lines().map(str::to_owned).collect();

    Answer::new(json!({ "example": EXAMPLE }), lines)
}

fn init(asked: &Agency, file: &std::path::Path) -> Result<Answer, Failure> {
    let source = Source::of(file);
    let text = String::from_utf8(source.read()?).map_err(|_| Failure::NotUtf8 {
        file: source.shown(),
    })?;
    let plan = Plan::read(&text)?;
    let folder = asked.at.folder()?;
    Office::make(folder, &plan)?;

    Ok(Answer::said(
        json!({ "data": folder.display().to_string(), "mailbox": plan.mailbox }),
        format!(
            "The registration service of mailbox {} is set up in {}. Give its password and shared key with `agency set`.",
            plan.mailbox,
            folder.display()
        ),
    ))
}

fn told(asked: &Agency, deed: &Deed) -> Result<Answer, Failure> {
    let mut office = Office::open(asked.at.folder()?)?;
    match deed {
        Deed::Set(access) => {
            let way = access.change(way(&office)?)?;
            prove(&office.plan.mailbox, &way)?;
            office.plan.mesh = way.mesh.clone();
            office.plan.may_be_played()?;
            office.keep_plan()?;
            way.secrets.write(&office.safe()?)?;
            Ok(shown(&office.plan.mailbox, &way))
        }
        Deed::Show => Ok(shown(&office.plan.mailbox, &way(&office)?)),
        Deed::Check => {
            let hands = greet(&line(&office.plan.mailbox, &way(&office)?)?)?;
            Ok(greeted(&office.plan.mailbox, &hands))
        }
        Deed::Wish(wish) => {
            let _lock = lock(&office)?;
            let service = service(asked, &office)?;
            let answer = wish.fulfil(&service, now(asked))?;
            service.keep()?;
            Ok(answer)
        }
        Deed::Init { .. } => Ok(example()),
    }
}

fn way(office: &Office) -> Result<Way, Failure> {
    Ok(Way {
        mesh: office.plan.mesh.clone(),
        client_folder: None,
        secrets: Secrets::read(&office.safe()?)?,
    })
}

fn service(asked: &Agency, office: &Office) -> Result<Service, Failure> {
    office.service(now(asked), asked.at.seed.unwrap_or_default())
}

fn now(asked: &Agency) -> Timestamp {
    asked.at.now.unwrap_or_else(clock::now)
}

fn lock(office: &Office) -> Result<ExchangeLock, Failure> {
    let taken = ExchangeLock::take(office.folder()).map_err(|_| Refusal::NotLocked)?;

    Ok(taken.ok_or(Refusal::Exchanging)?)
}

fn play(asked: &Agency) -> Result<Told, Failure> {
    let office = Office::open(asked.at.folder()?)?;
    let _lock = lock(&office)?;
    let bridge = Bridge {
        service: service(asked, &office)?,
        carrier: line(&office.plan.mailbox, &way(&office)?)?,
        plan: office.plan.clone(),
    };
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|_| Refusal::Runtime)?;

    runtime.block_on(rounds(asked, &bridge))
}

/// A line a round. A signal during a round is heeded after it.
async fn rounds(asked: &Agency, bridge: &Bridge<::mesh::Mesh>) -> Result<Told, Failure> {
    let json = asked.at.json;
    let mut asked_to_end = pin!(signals::asked_to_end());
    loop {
        bridge.service.set_now(now(asked))?;
        let round = bridge.round().await?;
        bridge.service.keep()?;
        let answer = Answer::said(to_json(&round), words(&round));
        if asked.once && !round.is_reached {
            return Err(Refusal::NotReached(round.troubles).into());
        }
        if asked.once {
            return answer.with(round.troubles).print(json);
        }
        answer.print(json)?;
        output::tell(&round.troubles, json);
        let wait = Duration::from_secs(bridge.plan.poll_seconds.max(1).into());
        tokio::select! {
            () = &mut asked_to_end => return Ok(Told::nothing(Exit::Done)),
            () = tokio::time::sleep(wait) => {}
        }
    }
}

fn to_json(round: &Round) -> Value {
    json!({
        "received": round.received,
        "sent": round.sent,
        "reports": round.reports,
        "troubles": round
            .troubles
            .iter()
            .map(|one| json!({ "code": one.code, "message": one.message }))
            .collect::<Vec<_>>(),
    })
}

fn words(round: &Round) -> String {
    format!(
        "{} received, {} sent.",
        counted(round.received.into(), "letter"),
        counted(round.sent.into(), "letter")
    )
}
