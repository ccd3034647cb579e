//! `exchange`: letters go out and come in, once or all day long.

use std::pin::pin;
use std::sync::Arc;

use ::mesh::Folders;
use clap::Args;
use gplinks::Minute;
use mailbox::{Mailbox, MailboxId};
use practice::{
    Alarm, Carrier, Exchange as Post, ExchangeLock, Pass, ReadReport, Rhythm, Stop, Trouble,
};
use premises::{Chances, Counterpart, Real, clock};
use serde_json::{Value, json};

use super::answer::Answer;
use super::at::At;
use super::mesh;
use super::open::Desk;
use super::refusal::Refusal;
use super::signals;
use crate::error::{Failure, Remark, Weight};
use crate::output::{self, Exit, Told};
use crate::text::counted;

const HELP: &str = "\
Examples:
  linkdesk-cli exchange --data ./desk --once
  linkdesk-cli exchange --data ./desk --watch

Exit codes: 0 all went well, 1 something else stood in the way, 3 another program is exchanging for
this practice, 4 the mailbox was not reached. Nothing is lost in any of these: the next exchange goes on.
MESH is asked for what waits no more often than poll_seconds say; what is due to be sent goes at once.";

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
    match desk.settings.carrier() {
        Carrier::Training => go(asked, &desk, desk.service()?, Rhythm::default()),
        Carrier::Mesh(_) => {
            let way = mesh::way(&desk, &desk.safe()?)?;
            let mailbox = premises::line(&desk.settings.mailbox, &way)?;
            go(asked, &desk, Real(mailbox), rhythm(&desk))
        }
        Carrier::Client(folder) => {
            let mailbox = MailboxId::new(desk.settings.mailbox.clone());
            let folders = Folders::new(folder, mailbox, clock::now);
            let rhythm = rhythm(&desk).greeting_each_time();
            go(asked, &desk, Real(folders), rhythm)
        }
    }
}

fn rhythm(desk: &Desk) -> Rhythm {
    Rhythm::polled_every(desk.settings.poll_seconds)
}

fn go<C: Counterpart>(
    asked: &Exchange,
    desk: &Desk,
    counterpart: C,
    rhythm: Rhythm,
) -> Result<Told, Failure> {
    let post = Post::new(
        desk.practice.clone(),
        counterpart.into_mailbox(),
        Arc::new(chances(desk)?),
    )
    .with_rhythm(rhythm);
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|_| Refusal::Runtime)?;
    let one_pass = async || {
        C::before(post.mailbox(), desk.told_now.unwrap_or_else(clock::now))?;
        let passed = post.pass().await;
        C::after(post.mailbox())?;

        Ok(passed)
    };

    if asked.watch {
        runtime.block_on(watch(&post, one_pass, asked.at.json))
    } else {
        once(runtime.block_on(one_pass())??, asked.at.json)
    }
}

fn chances(desk: &Desk) -> Result<Chances, Failure> {
    match desk.seed {
        Some(seed) => {
            let (_, moved) = desk.practice.store().read(|r| r.audit_extent())?;
            Ok(Chances::seeded(desk.told_now, seed, moved))
        }
        None => Ok(Chances::real(desk.told_now)?),
    }
}

/// Who may exchange, and change what the training service knows.
pub(super) fn lock(desk: &Desk) -> Result<ExchangeLock, Failure> {
    let taken = desk.exchange_lock().map_err(|_| Refusal::NotLocked)?;

    Ok(taken.ok_or(Refusal::Exchanging)?)
}

fn once(pass: Pass, json: bool) -> Result<Told, Failure> {
    let remarks = remarks(&pass);
    if pass.is_down() || pass.stood_back() {
        return Err(Refusal::NotReached(remarks).into());
    }

    Answer::said(to_json(&pass), words(&pass))
        .with(remarks)
        .print(json)
}

/// A line a pass. A signal during a pass is heeded after it; a file that is busy or a disk that is full is told and
/// waited for.
async fn watch<M: Mailbox>(
    post: &Post<M>,
    mut one_pass: impl AsyncFnMut() -> Result<practice::Result<Pass>, Failure>,
    json: bool,
) -> Result<Told, Failure> {
    let mut asked_to_end = pin!(signals::asked_to_end());
    let stop = Stop::default();
    let mut failures = 0;
    loop {
        let is_over = tokio::select! {
            biased;
            () = &mut asked_to_end => true,
            () = std::future::ready(()) => false,
        };
        if is_over {
            return Ok(Told::nothing(Exit::Done));
        }
        let (pass, is_down) = Pass::or_put_off(one_pass().await?)?;
        Answer::said(to_json(&pass), words(&pass)).print(json)?;
        output::tell(&remarks(&pass), json);
        failures = if is_down { failures + 1 } else { 0 };
        tokio::select! {
            () = &mut asked_to_end => return Ok(Told::nothing(Exit::Done)),
            rested = post.rest(&stop, failures) => rested?,
        }
    }
}

fn remarks(pass: &Pass) -> Vec<Remark> {
    let remark =
        |trouble: &Trouble| Remark::new(Weight::Warning, trouble.code, trouble.words.clone());

    // What makes the exit code comes first.
    let (keeps_out, goes_on): (Vec<_>, Vec<_>) =
        pass.troubles.iter().partition(|one| one.keeps_out());
    keeps_out
        .into_iter()
        .chain(goes_on)
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
        "next_poll": pass.next_poll.map(|at| at.to_string()),
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

    if let Some(at) = pass.next_poll {
        words += &format!(
            ". The mailbox is looked into again from {} on",
            Minute::at(at).shown()
        );
    }

    words + "."
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_makes_the_exit_code_is_told_first() {
        let met = |code| Trouble {
            code,
            words: String::new(),
        };
        let pass = Pass {
            troubles: ["E993", "E899", "E982", "E981", "E915"].map(met).to_vec(),
            ..Pass::default()
        };

        let told: Vec<_> = remarks(&pass).iter().map(|remark| remark.code).collect();

        assert_eq!(told, ["E982", "E915", "E993", "E899", "E981"]);
    }
}
