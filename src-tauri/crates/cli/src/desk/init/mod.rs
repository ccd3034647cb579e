//! `init`: a new practice from a set-up file.

mod form;
mod setup;

use std::path::PathBuf;

use clap::Args;
use gplinks::{OwnTn, Sis, Sms};
use practice::{Setup, SetupLink};
use premises::{Keeping, PremisesError, clock};
use serde_json::json;
use vault::InstallId;

use super::answer::Answer;
use super::at::At;
use super::refusal::Refusal;
use crate::error::Failure;
use crate::input::Source;

const EXAMPLE: &str = include_str!("../../../../../../docs/practice.example.toml");

const HELP: &str = "\
Examples:
  linkdesk-cli init --example > practice.toml
  linkdesk-cli init --data ./desk practice.toml

The key of the data goes into the system's keyring, or into the file that LINKDESK_KEY_FILE names,
sealed with LINKDESK_PASSPHRASE. Keep a copy of it: without the key nobody can open the data.";

#[derive(Debug, Args)]
#[command(after_help = HELP)]
pub(crate) struct Init {
    #[command(flatten)]
    at: At,
    /// Print a commented set-up file and do nothing else
    #[arg(long, conflicts_with = "file")]
    example: bool,
    /// The set-up file; - is standard input
    #[arg(value_name = "SETUP.toml", required_unless_present = "example")]
    file: Option<PathBuf>,
}

impl Init {
    pub(super) fn is_json(&self) -> bool {
        self.at.json
    }
}

pub(super) fn run(asked: &Init) -> Result<Answer, Failure> {
    let Some(file) = &asked.file else {
        let lines = EXAMPLE.lines().map(str::to_owned).collect();
        return Ok(Answer::new(json!({ "example": EXAMPLE }), lines));
    };
    let named = asked.at.folder()?;
    let source = Source::of(file);
    let text = String::from_utf8(source.read()?).map_err(|_| Failure::NotUtf8 {
        file: source.shown(),
    })?;
    premises::is_free(named)?;
    let folder = &std::path::absolute(named).map_err(|_| PremisesError::NotMade {
        folder: named.to_owned(),
    })?;
    let unfinished = premises::unfinished(folder);
    let install = match &unfinished {
        Some(unfinished) => unfinished.install.clone(),
        None => InstallId::random()?,
    };
    let setup = setup::read(&text, install.to_string())?;
    if !setup.settings.is_trial() && asked.at.now.is_some() {
        return Err(Refusal::LivePractice { flag: "--now" }.into());
    }
    let now = asked.at.now.unwrap_or_else(clock::now);
    let keeping = Keeping::of(&install)?;
    let made = premises::make(folder, &install, &keeping, &setup, now, unfinished)?;

    let kind = if setup.settings.training {
        "training"
    } else {
        "live"
    };
    let json = json!({
        "install_id": install.to_string(),
        "data": named.display().to_string(),
        "key": made.key,
        "marks": made.marks.display().to_string(),
        "practice": setup.settings.practice_code,
        "training": setup.settings.training,
        "manager": setup.manager,
        "links": setup.links.iter().map(|link| json!({
            "cipher": link.cipher.as_str(), "service": link.service.as_str(),
            "first_sis": after(link.last_sis, Sis::LAST.get()),
            "first_sms": after(link.last_sms, Sms::LAST.get()),
        })).collect::<Vec<_>>(),
        "first_tn": after(setup.last_tn, OwnTn::LAST.get()),
    });
    let mut words = vec![
        format!(
            "The {kind} practice {} is set up in {}.",
            setup.settings.practice_code,
            named.display()
        ),
        format!(
            "Its key lies in {}. Keep a copy of it in another place: without it nobody can open the data.",
            made.key
        ),
        format!(
            "The last numbers used are kept in {}, apart from the data.",
            made.marks.display()
        ),
    ];
    words.extend(setup.links.iter().map(|link| begins(link, &setup)));

    Ok(Answer::new(json, words).with(setup::doubts(&setup)))
}

/// With which numbers sending begins, so that a slip is seen before the first letter goes.
fn begins(link: &SetupLink, setup: &Setup) -> String {
    format!(
        "The first letter to {} will have the number {}, its message {}, its transaction {}. If an earlier system has used one of them, nothing of it will arrive: make the practice anew before you file.",
        link.service,
        after(link.last_sis, Sis::LAST.get()),
        after(link.last_sms, Sms::LAST.get()),
        after(setup.last_tn, OwnTn::LAST.get()),
    )
}

/// After the highest number comes 1.
fn after(last: u32, most: u32) -> u32 {
    if last < most { last + 1 } else { 1 }
}
