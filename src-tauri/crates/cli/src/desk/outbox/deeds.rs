//! What a person can do with filings, letters and links. Most of it needs a reason, which is kept.

use std::path::PathBuf;

use clap::Subcommand;
use gplinks::Day;
use practice::{Asked, Truth};
use serde_json::{Value, json};
use store::{FilingId, LetterOutId};

use super::shape;
use crate::desk::answer::Answer;
use crate::desk::open::Desk;
use crate::desk::{body, link};
use crate::error::Failure;

#[derive(Debug, Subcommand)]
pub(super) enum Deed {
    /// Hold a filing back until somebody lets it go
    Hold {
        filing: i64,
        /// The reason, which is kept
        #[arg(long, value_name = "TEXT")]
        why: String,
    },
    /// Let a held filing go
    LetGo { filing: i64 },
    /// Let a filing go at the next exchange, without waiting
    SendNow { filing: i64 },
    /// Take a filing back to being a draft
    TakeBack { filing: i64 },
    /// Confirm a draft once more
    Confirm { filing: i64 },
    /// Change what a filing says that was not sent; its kind and its patient stay
    Correct {
        filing: i64,
        /// Plain text in the JSON, checked by the rules of the desk
        #[arg(long)]
        clean: bool,
        /// What it shall say, as for `file`; - is standard input
        #[arg(value_name = "FILE.json")]
        file: PathBuf,
    },
    /// Drop a filing that was not sent; what it changed on the record is put back
    Drop {
        filing: i64,
        /// The reason, which is kept
        #[arg(long, value_name = "TEXT")]
        why: String,
    },
    /// Close a filing for which nothing more is expected (managers)
    Close {
        filing: i64,
        /// The reason, which is kept
        #[arg(long, value_name = "TEXT")]
        why: String,
    },
    /// Post the same bytes again, because PCSE asked for it (managers)
    SendAgain {
        letter: i64,
        #[command(flatten)]
        request: Request,
    },
    /// File the same again with new numbers, because PCSE asked for it (managers)
    EnterAgain {
        letter: i64,
        #[command(flatten)]
        request: Request,
    },
    /// Give a letter up that MESH does not have; its numbers are spent (managers)
    Abandon {
        letter: i64,
        /// The reason, which is kept
        #[arg(long, value_name = "TEXT")]
        why: String,
    },
    /// Post a letter again that MESH refused, after what it objected to was mended (managers)
    Retry {
        letter: i64,
        /// The reason, which is kept
        #[arg(long, value_name = "TEXT")]
        why: String,
    },
    /// Say what became of a letter in doubt, after asking PCSE (managers)
    #[command(group(clap::ArgGroup::new("truth").required(true).args(["arrived", "never_left"])))]
    Settle {
        letter: i64,
        /// PCSE has it: nothing is sent again
        #[arg(long)]
        arrived: bool,
        /// It never left: the same bytes go again
        #[arg(long)]
        never_left: bool,
        /// The reason, which is kept
        #[arg(long, value_name = "TEXT")]
        why: String,
    },
    /// Stop sending on every link (managers)
    Pause {
        /// The reason, which is kept
        #[arg(long, value_name = "TEXT")]
        why: String,
    },
    /// Let sending go on (managers)
    Resume,
    /// Let a link go on that the program had stopped (managers)
    Reopen {
        /// The other side's cipher or link code
        link: String,
        /// The reason, which is kept
        #[arg(long, value_name = "TEXT")]
        why: String,
    },
}

/// Who at PCSE asked for something to be sent again.
#[derive(Debug, clap::Args)]
pub(super) struct Request {
    /// Who asked
    #[arg(long, value_name = "NAME")]
    asked_by: String,
    /// When they asked, like 2026-11-21
    #[arg(long, value_name = "DAY", value_parser = Day::parse)]
    asked_on: Day,
    /// Their reference
    #[arg(long, value_name = "TEXT")]
    reference: String,
}

impl Request {
    fn asked(&self) -> Asked {
        Asked {
            by: self.asked_by.clone(),
            on: self.asked_on,
            reference: self.reference.clone(),
        }
    }
}

pub(super) fn run(desk: &Desk, deed: &Deed) -> Result<Answer, Failure> {
    let (practice, act) = (&desk.practice, desk.act());
    match deed {
        Deed::Hold { filing, why } => practice.hold(FilingId::new(*filing), why, &act)?,
        Deed::LetGo { filing } => practice.let_go(FilingId::new(*filing), &act)?,
        Deed::SendNow { filing } => return send_now(desk, FilingId::new(*filing)),
        Deed::TakeBack { filing } => practice.take_back(FilingId::new(*filing), &act)?,
        Deed::Confirm { filing } => practice.confirm(FilingId::new(*filing), &act)?,
        Deed::Correct {
            filing,
            clean,
            file,
        } => {
            let (draft, remarks) = body::read(desk, file, *clean)?;
            let filing = FilingId::new(*filing);
            practice.correct(filing, &draft, &act)?;
            return one(desk, filing).map(|answer| answer.with(remarks));
        }
        Deed::Drop { filing, why } => practice.drop_filing(FilingId::new(*filing), why, &act)?,
        Deed::Close { filing, why } => practice.close_filing(FilingId::new(*filing), why, &act)?,
        Deed::SendAgain { letter, request } => {
            practice.send_again(LetterOutId::new(*letter), &request.asked(), &act)?;
        }
        Deed::EnterAgain { letter, request } => {
            let filing = practice.enter_again(LetterOutId::new(*letter), &request.asked(), &act)?;
            return one(desk, filing);
        }
        Deed::Abandon { letter, why } => practice.abandon(LetterOutId::new(*letter), why, &act)?,
        Deed::Retry { letter, why } => {
            practice.retry_refused(LetterOutId::new(*letter), why, &act)?;
        }
        Deed::Settle {
            letter,
            arrived,
            why,
            ..
        } => {
            let truth = if *arrived {
                Truth::Arrived
            } else {
                Truth::NeverLeft
            };
            practice.settle_by_hand(LetterOutId::new(*letter), truth, why, &act)?;
        }
        Deed::Pause { why } => practice.pause(Some(why), &act)?,
        Deed::Resume => practice.pause(None, &act)?,
        Deed::Reopen { link, why } => {
            let link = link::find(desk, link)?;
            practice.reopen_link(link.id, why, &act)?;
        }
    }

    done(desk, deed)
}

/// A hold that somebody put on it is lifted, which must not go unseen.
fn send_now(desk: &Desk, filing: FilingId) -> Result<Answer, Failure> {
    let held = desk.practice.store().read(|r| r.filing(filing))?.held_why;
    desk.practice.send_now(filing, &desk.act())?;
    let mut answer = one(desk, filing)?;
    if let Some(fields) = answer.json.as_object_mut() {
        fields.insert("hold_lifted".to_owned(), json!(held));
    }
    let lifted = held.map(|why| format!("  It was on hold ({why}); the hold is lifted."));
    answer.words.extend(lifted);

    Ok(answer)
}

/// What it looks like now.
fn done(desk: &Desk, deed: &Deed) -> Result<Answer, Failure> {
    match deed {
        Deed::Hold { filing, .. }
        | Deed::LetGo { filing }
        | Deed::SendNow { filing }
        | Deed::TakeBack { filing }
        | Deed::Confirm { filing }
        | Deed::Correct { filing, .. }
        | Deed::Drop { filing, .. }
        | Deed::Close { filing, .. } => one(desk, FilingId::new(*filing)),
        Deed::SendAgain { letter, .. }
        | Deed::EnterAgain { letter, .. }
        | Deed::Abandon { letter, .. }
        | Deed::Retry { letter, .. }
        | Deed::Settle { letter, .. } => the_letter(desk, LetterOutId::new(*letter)),
        Deed::Pause { why } => Ok(Answer::said(
            json!({ "paused": why }),
            "Sending is paused. Letters still come in.",
        )),
        Deed::Resume => goes_on(desk, json!({ "paused": null }), "Sending goes on."),
        Deed::Reopen { link, .. } => {
            let words = format!(
                "Sending to {} goes on.",
                link::find(desk, link)?.service_code
            );
            goes_on(desk, json!({ "reopened": link }), &words)
        }
    }
}

/// Something else may still stand in the way, on this link or on another.
fn goes_on(desk: &Desk, json: Value, words: &str) -> Result<Answer, Failure> {
    let mut lines = vec![words.to_owned()];
    for link in desk.practice.store().read(|r| r.links())? {
        let obstacle = desk.practice.obstacle(&link)?;
        lines.extend(obstacle.map(|obstacle| {
            format!(
                "But nothing is sent to {}. {}.",
                link.service_code,
                obstacle.words()
            )
        }));
    }

    Ok(Answer::new(json, lines))
}

fn one(desk: &Desk, filing: FilingId) -> Result<Answer, Failure> {
    let detail = desk.practice.outbox_detail(filing, desk.now)?;

    Ok(Answer::new(
        shape::filing_json(&detail),
        shape::lines(&detail),
    ))
}

fn the_letter(desk: &Desk, letter: LetterOutId) -> Result<Answer, Failure> {
    let (letter, attempts, filing) = desk.practice.store().read(|r| {
        let found = r.letter_out(letter)?;

        Ok::<_, store::StoreError>((found, r.attempts_of(letter)?, r.filing_of_letter(letter)?))
    })?;
    if let Some(filing) = filing {
        return one(desk, filing.id);
    }

    Ok(Answer::new(
        shape::receipt_json(&letter, &attempts),
        shape::receipt_lines(&letter),
    ))
}
