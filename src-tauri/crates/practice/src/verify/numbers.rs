//! The numbers: none twice, none lost, and the counters where they belong.

use store::{Counter, Link, LinkId, Read, Sequence, Taken};

use super::found::Found;
use crate::reading::Run;
use crate::reports::runs::beginning;
use crate::spent::Spent;
use crate::{Behind, Result};

pub(super) const IDS: &[&str] = &["INV-02", "INV-03", "INV-04"];

/// One of our sequences with all that used it.
struct Used {
    /// `link 1: SIS`, for sentences.
    name: String,
    sequence: Sequence,
    spent: Spent,
}

pub(super) fn look(r: &Read<'_>, behind: Option<&Behind>, found: &mut Found) -> Result<()> {
    let counters = r.counters()?;
    for (sequence, link) in sequences(&r.links()?) {
        let used = used(r, sequence, link)?;
        found.add_all("INV-02", twice(&used));
        let counter = counters
            .iter()
            .find(|counter| counter.sequence == sequence && counter.link == link);
        match counter {
            None => found.add(
                "INV-04",
                format!(
                    "{} has no counter; nothing can be sent, put a backup back",
                    used.name
                ),
            ),
            Some(counter) => {
                found.add_all("INV-03", lost(&used, counter));
                found.add_all("INV-04", out_of_place(&used, counter));
            }
        }
    }
    found.add_all("INV-04", behind.iter().flat_map(|behind| too_old(behind)));

    Ok(())
}

/// Every counter that there should be.
fn sequences(links: &[Link]) -> Vec<(Sequence, Option<LinkId>)> {
    let of_link = |link: &Link| {
        [
            (Sequence::Sis, Some(link.id)),
            (Sequence::Sms, Some(link.id)),
        ]
    };

    links
        .iter()
        .flat_map(of_link)
        .chain([(Sequence::Tn, None)])
        .collect()
}

fn used(r: &Read<'_>, sequence: Sequence, link: Option<LinkId>) -> Result<Used> {
    Ok(Used {
        name: link.map_or_else(
            || sequence.word().to_owned(),
            |link| format!("link {link}: {}", sequence.word()),
        ),
        sequence,
        spent: Spent::of(r, sequence, link)?,
    })
}

/// INV-02
fn twice(used: &Used) -> Vec<String> {
    let pairs = used
        .spent
        .carried
        .iter()
        .zip(used.spent.carried.iter().skip(1));

    pairs
        .filter(|((_, one), (_, next))| one == next)
        .map(|((one, taken), (next, _))| {
            format!(
                "{} {} is on letter {one} and on letter {next}; stop sending, and tell PCSE",
                used.name, taken.number
            )
        })
        .collect()
}

/// INV-03
fn lost(used: &Used, counter: &Counter) -> Vec<String> {
    let not_there = used.spent.missing(beginning(counter), end(used, counter));
    let both = used.spent.explained.iter().filter_map(|gap| {
        let run = Run::of(gap);
        let (letter, taken) = used.spent.carried.iter().find(|(_, taken)| run.holds(*taken))?;

        Some(format!(
            "{} {} is on letter {letter}, and is also explained as being on none; tell PCSE which of the two is true",
            used.name, taken.number
        ))
    });

    not_there
        .into_iter()
        .map(|run| {
            let rolled_over = match run.epoch {
                0 => String::new(),
                times => format!(", after {times} roll-overs,"),
            };

            format!(
                "{} {}{rolled_over} is on no letter, and nobody has explained it; have a manager explain it, and tell PCSE that it will not come",
                used.name,
                run.words()
            )
        })
        .chain(both)
        .collect()
}

/// INV-04. A counter that is ahead of the letters has lost numbers, which INV-03 tells.
fn out_of_place(used: &Used, counter: &Counter) -> Option<String> {
    let at = counter.at();
    let highest = used.spent.highest();
    if cannot_be(used, counter) {
        return Some(format!(
            "{} stands at {}, which cannot be; nothing can be sent, put a backup back",
            used.name, at.number
        ));
    }

    highest.filter(|highest| *highest > at).map(|highest| {
        format!(
            "{} stands at {}, but {} was used; stop sending, or a number is used twice, and put a backup back",
            used.name, at.number, highest.number
        )
    })
}

/// What was surely used. A counter that cannot be right says nothing about it.
fn end(used: &Used, counter: &Counter) -> Taken {
    let at = if cannot_be(used, counter) {
        beginning(counter)
    } else {
        counter.at()
    };

    used.spent.highest().map_or(at, |highest| highest.max(at))
}

fn cannot_be(used: &Used, counter: &Counter) -> bool {
    counter.last > used.sequence.last() || counter.at() < beginning(counter)
}

/// INV-04, against the record that is kept outside the file.
fn too_old(behind: &Behind) -> Vec<String> {
    if behind.no_record {
        return vec![
            "the record of the last numbers, which is kept outside the file, is missing; confirm the numbers before anything is sent"
                .to_owned(),
        ];
    }

    let counters = behind.counters.iter();
    let counters = counters.map(|counter| {
        format!(
            "{} stands at {}, but {} was surely used; this file is older than what was sent, confirm the numbers",
            counter.sequence.word(),
            counter.last,
            counter.marked
        )
    });
    let letters = behind.came.iter().map(|came| {
        format!(
            "link {}: PCSE's letters {} came and are not in this file; confirm the numbers, and ask PCSE to send them again",
            came.link,
            came.run.words()
        )
    });

    counters.chain(letters).collect()
}
