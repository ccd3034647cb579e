//! `outbox`: what was filed and how far it has come, and what a person can do about it.

mod deeds;
mod list;
mod shape;

use clap::Args;

pub(super) use shape::{kind_words, report_json, report_line, rfc3339, show, shown};

use super::answer::Answer;
use super::at::At;
use super::open::Desk;
use crate::error::Failure;
use deeds::Deed;

const HELP: &str = "\
Examples:
  linkdesk-cli outbox --data ./desk
  linkdesk-cli outbox --data ./desk --all --json
  linkdesk-cli outbox --data ./desk hold 12 --why \"the address is being asked for\"

A filing has a number of its own; a letter, which it becomes when it is sent, has another. Both are
told in the list.";

#[derive(Debug, Args)]
#[command(after_help = HELP, args_conflicts_with_subcommands = false)]
pub(crate) struct Outbox {
    #[command(flatten)]
    pub(super) at: At,
    /// Only what is not finished (what is shown without a flag)
    #[arg(long, conflicts_with = "all")]
    open: bool,
    /// Everything that was ever filed, newest first
    #[arg(long)]
    all: bool,
    #[command(subcommand)]
    deed: Option<Deed>,
}

pub(super) fn run(asked: &Outbox) -> Result<Answer, Failure> {
    if asked.deed.is_some() && (asked.open || asked.all) {
        return Err(Failure::Usage(
            "--open and --all go with the list only".to_owned(),
        ));
    }
    let desk = Desk::open(&asked.at)?;

    match &asked.deed {
        Some(deed) => deeds::run(&desk, deed),
        None => list::run(&desk, asked.all),
    }
}
