//! The numbers: none twice, none lost, and the counters where they belong.

use store::{Counter, Direction, Gap, Link, LinkId, Read, Sequence, Taken};

use super::found::Found;
use crate::reading::Run;
use crate::reports::runs::{beginning, missing};
use crate::{Behind, Result};

pub(super) const IDS: &[&str] = &["INV-02", "INV-03", "INV-04"];

/// One of our sequences with all that used it.
struct Used<'u> {
    /// `link 1: SIS`, for sentences.
    name: String,
    sequence: Sequence,
    /// In order.
    numbers: Vec<(i64, Taken)>,
    explained: Vec<&'u Gap>,
}

pub(super) fn look(r: &Read<'_>, behind: Option<&Behind>, found: &mut Found) -> Result<()> {
    let (counters, gaps) = (r.counters()?, r.gaps()?);
    for (sequence, link) in sequences(&r.links()?) {
        let used = used(r, sequence, link, &gaps)?;
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

fn used<'u>(
    r: &Read<'_>,
    sequence: Sequence,
    link: Option<LinkId>,
    gaps: &'u [Gap],
) -> Result<Used<'u>> {
    let mut numbers: Vec<(i64, Taken)> = match (sequence, link) {
        (Sequence::Sis, Some(link)) => r
            .numbers_out(link)?
            .into_iter()
            .map(|(letter, sis, _)| (letter.get(), sis))
            .collect(),
        (Sequence::Sms, Some(link)) => r
            .numbers_out(link)?
            .into_iter()
            .map(|(letter, _, sms)| (letter.get(), sms))
            .collect(),
        _ => r
            .tns_out()?
            .into_iter()
            .map(|(letter, tn)| (letter.get(), tn))
            .collect(),
    };
    numbers.sort_unstable_by_key(|(_, taken)| *taken);
    let is_ours = |gap: &&Gap| {
        gap.direction == Direction::Out && gap.sequence == sequence && gap.link == link
    };

    Ok(Used {
        name: link.map_or_else(
            || sequence.word().to_owned(),
            |link| format!("link {link}: {}", sequence.word()),
        ),
        sequence,
        numbers,
        explained: gaps.iter().filter(is_ours).collect(),
    })
}

/// INV-02
fn twice(used: &Used<'_>) -> Vec<String> {
    let pairs = used.numbers.iter().zip(used.numbers.iter().skip(1));

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
fn lost(used: &Used<'_>, counter: &Counter) -> Vec<String> {
    let there = used
        .numbers
        .iter()
        .map(|(_, taken)| Run::one(*taken))
        .chain(used.explained.iter().map(|gap| Run::of(gap)));
    let not_there = missing(used.sequence, there, beginning(counter), end(used, counter));
    let both = used.explained.iter().filter_map(|gap| {
        let run = Run::of(gap);
        let (letter, taken) = used.numbers.iter().find(|(_, taken)| run.holds(*taken))?;

        Some(format!(
            "{} {} is on letter {letter}, and is also explained as never used; tell PCSE which of the two is true",
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
fn out_of_place(used: &Used<'_>, counter: &Counter) -> Option<String> {
    let at = counter.at();
    let highest = highest(used);
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
fn end(used: &Used<'_>, counter: &Counter) -> Taken {
    let at = if cannot_be(used, counter) {
        beginning(counter)
    } else {
        counter.at()
    };

    highest(used).map_or(at, |highest| highest.max(at))
}

fn cannot_be(used: &Used<'_>, counter: &Counter) -> bool {
    counter.last > used.sequence.last() || counter.at() < beginning(counter)
}

fn highest(used: &Used<'_>) -> Option<Taken> {
    let explained = used.explained.iter().map(|gap| Taken {
        epoch: gap.epoch,
        number: gap.last,
    });

    used.numbers
        .iter()
        .map(|(_, taken)| *taken)
        .chain(explained)
        .max()
}

/// INV-04, against the record that is kept outside the file.
fn too_old(behind: &Behind) -> Vec<String> {
    if behind.no_record {
        return vec![
            "the record of the last numbers, which is kept outside the file, is missing; confirm the numbers before anything is sent"
                .to_owned(),
        ];
    }

    behind
        .counters
        .iter()
        .map(|counter| {
            format!(
                "{} stands at {}, but {} was surely used; this file is older than what was sent, confirm the numbers",
                counter.sequence.word(),
                counter.last,
                counter.marked
            )
        })
        .collect()
}
