//! `settings`: what the practice has chosen and its links, and a manager's changes of both.

use clap::{Args, Subcommand};
use practice::Settings as Chosen;
use serde_json::{Map, Value, json};
use store::Link;

use super::answer::Answer;
use super::at::At;
use super::link;
use super::open::Desk;
use crate::error::Failure;

const HELP: &str = "\
Examples:
  linkdesk-cli settings --data ./desk
  linkdesk-cli settings --data ./desk set hold_minutes 30
  linkdesk-cli settings --data ./desk set sending_times 09:00,15:00
  linkdesk-cli settings --data ./desk mailbox NF X09HC002
  linkdesk-cli settings --data ./desk pause NF --why \"PCSE moves house\"

What can be set: mailbox (the practice's own), hold_minutes, sending_times, poll_seconds, receipt_days,
answer_remark_days, answer_days, fp69_days, outside_area, apply_routine, dispenses, homes (yes or no each),
practice_name, pcse_phone, pcse_email, quarter_contact, rejection_codes.
`outbox reopen LINK` lets a link go on that was paused. A letter that MESH refused goes again with
`outbox retry`, once the mailbox is right.";

#[derive(Debug, Args)]
#[command(after_help = HELP)]
pub(crate) struct Settings {
    #[command(flatten)]
    pub(super) at: At,
    #[command(subcommand)]
    deed: Option<Deed>,
}

#[derive(Debug, Subcommand)]
enum Deed {
    /// Change a setting (managers)
    Set {
        /// Its name
        setting: String,
        /// A number, yes or no, or a list with commas
        #[arg(allow_hyphen_values = true)]
        value: String,
    },
    /// Change the mailbox to which a link's letters are posted (managers)
    Mailbox {
        /// The other side's cipher or link code
        link: String,
        mailbox: String,
    },
    /// Stop sending on one link (managers)
    Pause {
        /// The other side's cipher or link code
        link: String,
        /// The reason, which is kept
        #[arg(long, value_name = "TEXT")]
        why: String,
    },
}

pub(super) fn run(asked: &Settings) -> Result<Answer, Failure> {
    let desk = Desk::open(&asked.at)?;
    let (practice, act) = (&desk.practice, desk.act());

    match &asked.deed {
        None => list(&desk),
        Some(Deed::Set { setting, value }) => {
            let (before, now) = practice.change_setting(setting, value, &act)?;
            Ok(changed(setting, &before, &now))
        }
        Some(Deed::Mailbox { link, mailbox }) => {
            let found = link::find(&desk, link)?;
            let before = practice.change_link_mailbox(found.id, mailbox, &act)?;
            Ok(changed(
                &format!("the mailbox of {}", found.service_code),
                &before,
                mailbox,
            ))
        }
        Some(Deed::Pause { link, why }) => {
            let found = link::find(&desk, link)?;
            practice.pause_link(found.id, why, &act)?;
            Ok(Answer::said(
                json!({ "paused": found.service_code, "why": why }),
                format!(
                    "Nothing is sent to {} until the link is reopened.",
                    found.service_code
                ),
            ))
        }
    }
}

fn changed(what: &str, before: &str, now: &str) -> Answer {
    Answer::said(
        json!({ "setting": what, "before": before, "now": now }),
        format!("Changed {what} from {} to {}.", quoted(before), quoted(now)),
    )
}

fn quoted(value: &str) -> String {
    format!("\"{value}\"")
}

fn list(desk: &Desk) -> Result<Answer, Failure> {
    let links = desk.practice.store().read(|r| r.links())?;
    let chosen = &desk.settings;
    let fixed = [
        ("practice_name", chosen.practice_name.clone()),
        ("practice_code", chosen.practice_code.clone()),
        (
            "training",
            if chosen.training { "yes" } else { "no" }.to_owned(),
        ),
    ];
    let changeable = Chosen::CHANGEABLE.map(|name| (name, chosen.value_of(name)));
    let shown: Vec<(&str, String)> = fixed.into_iter().chain(changeable).collect();
    let mut words: Vec<String> = shown
        .iter()
        .map(|(name, value)| format!("{name}: {value}"))
        .collect();
    words.extend(links.iter().map(line));
    let settings: Map<String, Value> = shown
        .into_iter()
        .map(|(name, value)| (name.to_owned(), Value::String(value)))
        .collect();
    let links: Vec<Value> = links.iter().map(link_json).collect();

    Ok(Answer::new(
        json!({ "settings": settings, "paused": chosen.paused_why, "links": links }),
        words,
    ))
}

fn line(link: &Link) -> String {
    let trouble = [("paused", &link.paused_why), ("stopped", &link.stopped_why)]
        .into_iter()
        .filter_map(|(word, why)| why.as_ref().map(|why| format!("; {word}: {why}")));

    format!(
        "Link with {} ({}), mailbox {}{}",
        link.service_code,
        link.cipher,
        link.mailbox,
        trouble.collect::<String>()
    )
}

fn link_json(link: &Link) -> Value {
    json!({
        "service": link.service_code,
        "cipher": link.cipher,
        "mailbox": link.mailbox,
        "paused": link.paused_why,
        "stopped": link.stopped_why,
    })
}
