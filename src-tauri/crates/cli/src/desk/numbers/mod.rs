//! `numbers`: the counters, and the way out of data that was put back from an earlier time.

mod list;

use clap::{Args, Subcommand};
use gplinks::{OwnTn, Sis, Sms};
use practice::{Confirmed, Run, Unexplained};
use serde_json::json;
use store::{Direction, Link, LinkId, Sequence};

use super::answer::Answer;
use super::at::At;
use super::exchange;
use super::link;
use super::open::Desk;
use crate::error::Failure;
use crate::text::counted;

const HELP: &str = "\
Examples:
  linkdesk-cli numbers --data ./desk
  linkdesk-cli numbers --data ./desk confirm --sis NF=512 --sms NF=733 --tn 1290 --why \"asked PCSE\"

When the data is an earlier state than what was sent, nothing is sent until a manager confirms the last
numbers used. What is not named goes on from the highest number known. Numbers that were told too low
at set-up are put right in the same way, while their link is stopped.";

#[derive(Debug, Args)]
#[command(after_help = HELP)]
pub(crate) struct Numbers {
    #[command(flatten)]
    pub(super) at: At,
    #[command(subcommand)]
    deed: Option<Deed>,
}

#[derive(Debug, Subcommand)]
enum Deed {
    /// Confirm the last numbers used; sending goes on afterwards (managers)
    Confirm {
        /// The last letter number used on a link; LINK is its cipher or link code
        #[arg(long, value_name = "LINK=N", value_parser = sis)]
        sis: Vec<Last>,
        /// The last message number used on a link
        #[arg(long, value_name = "LINK=N", value_parser = sms)]
        sms: Vec<Last>,
        /// The last transaction number used
        #[arg(long, value_name = "N", value_parser = tn)]
        tn: Option<u32>,
        /// The reason, which is kept
        #[arg(long, value_name = "TEXT")]
        why: String,
    },
    /// Say why numbers are missing; nobody is asked about them again (managers)
    Explain {
        /// out (ours) or in (the other side's)
        #[arg(value_parser = direction)]
        direction: Direction,
        /// SIS, SMS or TN
        #[arg(value_parser = sequence)]
        sequence: Sequence,
        /// The first of them
        first: u64,
        /// The last of them; the first where it is one
        last: Option<u64>,
        /// The other side's cipher or link code; needed for SIS and SMS
        #[arg(long)]
        link: Option<String>,
        /// The reason, which is kept
        #[arg(long, value_name = "TEXT")]
        why: String,
    },
}

/// The last number of a link.
#[derive(Debug, Clone)]
struct Last {
    link: String,
    number: u32,
}

pub(super) fn run(asked: &Numbers) -> Result<Answer, Failure> {
    if let Some(Deed::Explain { sequence, link, .. }) = &asked.deed {
        has_its_link(*sequence, link.is_some())?;
    }
    let desk = Desk::open(&asked.at)?;
    match &asked.deed {
        None => list::list(&desk),
        Some(Deed::Confirm { sis, sms, tn, why }) => {
            let mut confirmed = of_links(&desk, Sequence::Sis, sis)?;
            confirmed.extend(of_links(&desk, Sequence::Sms, sms)?);
            confirmed.extend(tn.map(|last| Confirmed {
                sequence: Sequence::Tn,
                link: None,
                last,
            }));
            confirm(&desk, &confirmed, why)
        }
        Some(Deed::Explain {
            direction,
            sequence,
            first,
            last,
            link,
            why,
        }) => {
            let link = link
                .as_deref()
                .map(|link| link::find(&desk, link))
                .transpose()?;
            let wanted = Wanted {
                direction: *direction,
                sequence: *sequence,
                link: link.map(|link| link.id),
                first: *first,
                last: last.unwrap_or(*first),
            };
            explain(&desk, wanted, why)
        }
    }
}

/// Letters and messages are numbered on each link, transactions in one row.
fn has_its_link(sequence: Sequence, is_named: bool) -> Result<(), Failure> {
    let wrong = match (sequence, is_named) {
        (Sequence::Sis | Sequence::Sms, false) => {
            "SIS and SMS are numbered on each link: name it with --link"
        }
        (Sequence::Tn, true) => "TN is one row over all links: leave --link out",
        (Sequence::Sis | Sequence::Sms, true) | (Sequence::Tn, false) => return Ok(()),
    };

    Err(Failure::Usage(wrong.to_owned()))
}

fn of_links(desk: &Desk, sequence: Sequence, last: &[Last]) -> Result<Vec<Confirmed>, Failure> {
    let confirmed = |last: &Last| {
        Ok(Confirmed {
            sequence,
            link: Some(link::find(desk, &last.link)?.id),
            last: last.number,
        })
    };

    last.iter().map(confirmed).collect()
}

fn confirm(desk: &Desk, confirmed: &[Confirmed], why: &str) -> Result<Answer, Failure> {
    let lock = exchange::lock(desk)?;
    let done = desk
        .practice
        .confirm_numbers(confirmed, why, &desk.act(), &lock)?;
    let links = desk.practice.store().read(|r| r.links())?;
    let mut words = vec![if links.iter().all(Link::is_open) {
        "The numbers are confirmed, and sending goes on.".to_owned()
    } else {
        "The numbers are confirmed. A link that is stopped sends nothing until a manager lets it go on.".to_owned()
    }];
    if done.found_again > 0 {
        words.push(format!(
            "{} made again as it was sent; MESH is asked whether it has it.",
            counted(done.found_again.into(), "letter")
        ));
    }
    if done.held > 0 {
        words.push(format!(
            "{} on hold: it may have been sent before. Ask PCSE.",
            counted(done.held.into(), "filing")
        ));
    }
    if done.lost > 0 {
        words.push(format!(
            "{} sent whose content is not in this data. Ask PCSE what they said.",
            counted(done.lost.into(), "letter")
        ));
    }
    words.extend(list::came_words(&done.came, &links));
    let json = json!({
        "found_again": done.found_again,
        "held": done.held,
        "lost": done.lost,
        "came": list::came_json(&done.came, &links),
        "restored": desk.practice.is_restored()?,
    });

    Ok(Answer::new(json, words))
}

/// Numbers that somebody explains.
struct Wanted {
    direction: Direction,
    sequence: Sequence,
    link: Option<LinkId>,
    first: u64,
    last: u64,
}

/// The numbers are those of the missing run that they lie in.
fn explain(desk: &Desk, wanted: Wanted, why: &str) -> Result<Answer, Failure> {
    let is_it = |one: &Unexplained| {
        one.direction == wanted.direction
            && one.sequence == wanted.sequence
            && one.link == wanted.link
            && (one.run.first..=one.run.last).contains(&wanted.first)
    };
    let found = desk.practice.unexplained()?.into_iter().find(is_it);
    let epoch = found.map_or(0, |one| one.run.epoch);
    let gap = Unexplained {
        direction: wanted.direction,
        sequence: wanted.sequence,
        link: wanted.link,
        run: Run {
            epoch,
            first: wanted.first,
            last: wanted.last,
        },
    };
    desk.practice.explain_gap(&gap, why, &desk.act())?;
    let left = desk.practice.unexplained()?.len();

    Ok(Answer::said(
        json!({ "explained": { "first": wanted.first, "last": wanted.last }, "left": left }),
        format!("Explained. {left} left."),
    ))
}

fn direction(text: &str) -> Result<Direction, String> {
    Direction::parse(text).ok_or_else(|| "it is out or in".to_owned())
}

fn sequence(text: &str) -> Result<Sequence, String> {
    Sequence::parse(&text.to_uppercase()).ok_or_else(|| "it is SIS, SMS or TN".to_owned())
}

fn sis(text: &str) -> Result<Last, String> {
    last(text, Sis::LAST.get())
}

fn sms(text: &str) -> Result<Last, String> {
    last(text, Sms::LAST.get())
}

fn tn(text: &str) -> Result<u32, String> {
    let most = OwnTn::LAST.get();
    let is_plain = text.bytes().all(|byte| byte.is_ascii_digit());
    let number = text
        .parse()
        .ok()
        .filter(|number| is_plain && *number <= most);

    number.ok_or_else(|| format!("it is a whole number from 0 to {most}"))
}

fn last(text: &str, most: u32) -> Result<Last, String> {
    let wanted = || format!("it is a link and a whole number from 0 to {most}, like NF=512");
    let (link, number) = text.split_once('=').ok_or_else(wanted)?;
    let is_plain = number.bytes().all(|byte| byte.is_ascii_digit());
    let number: u32 = number.parse().map_err(|_| wanted())?;
    if !is_plain || number > most {
        return Err(wanted());
    }

    Ok(Last {
        link: link.to_owned(),
        number,
    })
}
