//! `exchange`: letters go out and come in, once or all day long.

use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use clap::Args;
use practice::{Alarm, Exchange as Post, ExchangeLock, Pass, ReadReport, Trouble};
use serde_json::{Value, json};

use super::answer::Answer;
use super::at::At;
use super::chance::Chances;
use super::open::Desk;
use super::refusal::Refusal;
use super::training::Service;
use crate::clock;
use crate::error::{Failure, Remark, Weight};
use crate::output::{self, Exit, Told};
use crate::text::counted;

const HELP: &str = "\
Examples:
  linkdesk-cli exchange --data ./desk --once
  linkdesk-cli exchange --data ./desk --watch

Exit codes: 0 all went well, 1 something else stood in the way, 3 another program is exchanging for
this practice, 4 the mailbox was not reached. Nothing is lost in any of these: the next exchange goes on.
This version exchanges letters of training practices only.";

/// What the exchange says where the mailbox was not reached, did not answer or did not let us in.
const NOT_REACHED: [&str; 6] = ["E982", "E983", "E984", "E985", "E986", "E987"];

#[derive(Debug, Args)]
#[command(after_help = HELP, group(clap::ArgGroup::new("how").required(true).args(["once", "watch"])))]
pub(crate) struct Exchange {
    #[command(flatten)]
    at: At,
    /// One pass: fetch, read, settle doubts, send
    #[arg(long)]
    once: bool,
    /// Pass after pass until Ctrl-C, which lets the pass that runs come to its end
    #[arg(long, conflicts_with = "now")]
    watch: bool,
}

pub(super) fn run(asked: &Exchange) -> Result<Told, Failure> {
    let desk = Desk::open(&asked.at)?;
    let _lock = lock(&desk)?;
    if !desk.settings.training {
        return Err(Refusal::NoTransport.into());
    }
    let service = Service::open(&desk)?;
    let chances = match desk.seed {
        Some(seed) => {
            let (_, moved) = desk.practice.store().read(|r| r.audit_extent())?;
            Chances::seeded(desk.told_now, seed, moved)
        }
        None => Chances::real(desk.told_now)?,
    };
    let post = Post::new(desk.practice.clone(), service, Arc::new(chances));
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|_| Refusal::Runtime)?;
    let one_pass = async || {
        post.mailbox()
            .set_now(desk.told_now.unwrap_or_else(clock::now))?;
        let passed = post.pass().await;
        // The service has seen what it has seen, also where we failed.
        post.mailbox().keep()?;

        passed.map_err(Failure::from)
    };

    if asked.watch {
        runtime.block_on(watch(&desk, one_pass, asked.at.json))
    } else {
        once(runtime.block_on(one_pass())?, asked.at.json)
    }
}

/// Who may exchange, and change what the training service knows.
pub(super) fn lock(desk: &Desk) -> Result<ExchangeLock, Failure> {
    let taken = ExchangeLock::take(&desk.folder).map_err(|_| Refusal::NotLocked)?;

    Ok(taken.ok_or(Refusal::Exchanging)?)
}

fn once(pass: Pass, json: bool) -> Result<Told, Failure> {
    let remarks = remarks(&pass);
    if is_unreached(&pass) {
        return Err(Refusal::NotReached(remarks).into());
    }

    Answer::said(to_json(&pass), words(&pass))
        .with(remarks)
        .print(json)
}

/// A line a pass. A signal during a pass is heeded after it.
async fn watch(
    desk: &Desk,
    mut one_pass: impl AsyncFnMut() -> Result<Pass, Failure>,
    json: bool,
) -> Result<Told, Failure> {
    let mut stop = pin!(tokio::signal::ctrl_c());
    loop {
        let is_over = tokio::select! {
            biased;
            _ = &mut stop => true,
            () = std::future::ready(()) => false,
        };
        if is_over {
            return Ok(Told::nothing(Exit::Done));
        }
        let pass = one_pass().await?;
        Answer::said(to_json(&pass), words(&pass)).print(json)?;
        output::tell(&remarks(&pass), json);
        let wait = Duration::from_secs(u64::from(desk.settings.poll_seconds.max(1)));
        tokio::select! {
            _ = &mut stop => return Ok(Told::nothing(Exit::Done)),
            () = tokio::time::sleep(wait) => {}
        }
    }
}

fn is_unreached(pass: &Pass) -> bool {
    pass.troubles
        .iter()
        .any(|trouble| NOT_REACHED.contains(&trouble.code))
}

fn remarks(pass: &Pass) -> Vec<Remark> {
    let remark =
        |trouble: &Trouble| Remark::new(Weight::Warning, trouble.code, trouble.words.clone());

    pass.troubles
        .iter()
        .map(remark)
        .chain(read_remarks(&pass.read))
        .collect()
}

/// What somebody should be told of at once.
pub(super) fn read_remarks(read: &ReadReport) -> Vec<Remark> {
    let remark = |alarm: &Alarm| Remark::new(Weight::Warning, alarm.code(), alarm.words());

    read.alarms.iter().map(remark).collect()
}

pub(super) fn read_json(read: &ReadReport) -> Value {
    json!({
        "letters": read.letters,
        "notices": read.notices,
        "set_aside": read.set_aside,
        "receipts_owed": read.receipts,
        "duplicates": read.duplicates,
        "alarms": read
            .alarms
            .iter()
            .map(|alarm| json!({ "code": alarm.code(), "message": alarm.words() }))
            .collect::<Vec<_>>(),
    })
}

fn to_json(pass: &Pass) -> Value {
    let troubles: Vec<Value> = pass
        .troubles
        .iter()
        .map(|trouble| json!({ "code": trouble.code, "message": trouble.words }))
        .collect();

    json!({
        "received": pass.received,
        "acknowledged": pass.acknowledged,
        "left_alone": pass.left_alone,
        "read": read_json(&pass.read),
        "posted": pass.posted,
        "doubts_settled": pass.settled,
        "troubles": troubles,
    })
}

fn words(pass: &Pass) -> String {
    let mut words = format!(
        "{} fetched, {} read, {} sent",
        counted(pass.received.into(), "message"),
        counted(pass.read.notices.into(), "notice"),
        counted(pass.posted.into(), "letter"),
    );
    if pass.read.set_aside > 0 {
        words += &format!(", {} set aside", pass.read.set_aside);
    }
    if pass.left_alone > 0 {
        words += &format!(", {} not ours left alone", pass.left_alone);
    }
    if pass.settled > 0 {
        words += &format!(", {} settled", counted(pass.settled.into(), "doubt"));
    }

    words + "."
}
