//! Our own numbers that no letter brought to the other side, each with its reason.

use store::{Counter, Direction, Gap, LetterState, Link, LinkId, Read, Sequence, Taken};

use super::runs::{beginning, missing};
use super::table::Table;
use super::words::{day, ends, list};
use crate::reading::Run;
use crate::{Result, Settings};

const COLUMNS: &[&str] = &["Link", "Sequence", "From", "To", "Reason", "By", "On"];

/// Some numbers that were never sent.
struct Unsent {
    sequence: Sequence,
    run: Run,
    /// `None` where nobody has said why.
    reason: Option<String>,
    by: String,
    on: String,
}

pub(super) fn table(r: &Read<'_>, settings: &Settings) -> Result<Table> {
    let mut table = Table::new("Numbers of ours that were never sent", COLUMNS);
    let (counters, links) = (r.counters()?, r.links()?);
    for link in &links {
        let mut unsent = unsent(r, &counters, Sequence::Sis, Some(link.id))?;
        unsent.extend(abandoned(r, link.id)?);
        unsent.extend(self::unsent(r, &counters, Sequence::Sms, Some(link.id))?);
        add(&mut table, &ends(link), &unsent);
        to_read_out(&mut table, settings, link, &unsent);
    }
    let transactions = unsent(r, &counters, Sequence::Tn, None)?;
    add(&mut table, "all links", &transactions);
    if table.rows.is_empty() {
        table.say("Every number of ours is on a letter. There is nothing to tell PCSE.");
    }

    Ok(table)
}

fn unsent(
    r: &Read<'_>,
    counters: &[Counter],
    sequence: Sequence,
    link: Option<LinkId>,
) -> Result<Vec<Unsent>> {
    let counter = counters
        .iter()
        .find(|counter| counter.sequence == sequence && counter.link == link);
    let Some(counter) = counter else {
        return Ok(Vec::new());
    };
    let gaps: Vec<Gap> = explained(r, Direction::Out, sequence, link)?;
    let there = used(r, sequence, link)?
        .into_iter()
        .map(Run::one)
        .chain(gaps.iter().map(Run::of));
    let unexplained = missing(sequence, there, beginning(counter), counter.at());
    let told = gaps.iter().map(|gap| Unsent {
        sequence,
        run: Run::of(gap),
        reason: Some(gap.reason.clone()),
        by: gap.by.clone(),
        on: day(gap.at),
    });
    let mut all: Vec<Unsent> = unexplained
        .into_iter()
        .map(|run| Unsent {
            sequence,
            run,
            reason: None,
            by: String::new(),
            on: String::new(),
        })
        .chain(told)
        .collect();
    all.sort_by_key(|unsent| unsent.run);

    Ok(all)
}

/// The numbers of a sequence that are on a letter.
pub(super) fn used(r: &Read<'_>, sequence: Sequence, link: Option<LinkId>) -> Result<Vec<Taken>> {
    let numbers = match link {
        Some(link) => r.numbers_out(link)?,
        None => return Ok(r.tns_out()?.into_iter().map(|(_, tn)| tn).collect()),
    };

    Ok(numbers
        .into_iter()
        .map(|(_, sis, sms)| match sequence {
            Sequence::Sms => sms,
            Sequence::Sis | Sequence::Tn => sis,
        })
        .collect())
}

pub(super) fn explained(
    r: &Read<'_>,
    direction: Direction,
    sequence: Sequence,
    link: Option<LinkId>,
) -> Result<Vec<Gap>> {
    let mut gaps = r.gaps()?;
    gaps.retain(|gap| gap.direction == direction && gap.sequence == sequence && gap.link == link);

    Ok(gaps)
}

/// Letters that were given up: their numbers are on a letter, but it never went.
fn abandoned(r: &Read<'_>, link: LinkId) -> Result<Vec<Unsent>> {
    let letters = r.letters_out_in(LetterState::Abandoned)?;

    Ok(letters
        .into_iter()
        .filter(|letter| letter.link == link)
        .map(|letter| Unsent {
            sequence: Sequence::Sis,
            run: Run::one(letter.sis),
            reason: letter.abandoned_why,
            by: letter.abandoned_by.unwrap_or_default(),
            on: day(letter.written_at),
        })
        .collect())
}

fn add(table: &mut Table, link: &str, unsent: &[Unsent]) {
    for one in unsent {
        let numbers = one.run.words();
        let what = outgoing(one.sequence, one.run.is_one());
        match &one.reason {
            Some(reason) => table.say(format!(
                "{link}: {what} {numbers} was never sent ({reason}). Tell PCSE that it will not arrive."
            )),
            None => table.say(format!(
                "{link}: {what} {numbers} is on no letter, and nobody has said why. Find out, explain it, and tell PCSE."
            )),
        }
        table.row([
            link.to_owned(),
            one.sequence.word().to_owned(),
            one.run.first.to_string(),
            one.run.last.to_string(),
            one.reason.clone().unwrap_or_default(),
            one.by.clone(),
            one.on.clone(),
        ]);
    }
}

fn outgoing(sequence: Sequence, is_one: bool) -> &'static str {
    match (sequence, is_one) {
        (Sequence::Sis, true) => "Outgoing interchange",
        (Sequence::Sis, false) => "Each of the outgoing interchanges",
        (Sequence::Sms, true) => "Outgoing message",
        (Sequence::Sms, false) => "Each of the outgoing messages",
        (Sequence::Tn, true) => "Outgoing transaction",
        (Sequence::Tn, false) => "Each of the outgoing transactions",
    }
}

fn to_read_out(table: &mut Table, settings: &Settings, link: &Link, unsent: &[Unsent]) {
    let numbers: Vec<String> = unsent
        .iter()
        .filter(|one| one.sequence == Sequence::Sis)
        .map(|one| one.run.words())
        .collect();
    if !numbers.is_empty() {
        table.say(format!(
            "To read to PCSE: This is {}, link code {}. Of our letters to {}, interchange {} will not arrive. Please do not wait for it.",
            settings.practice_name,
            link.practice_code,
            link.service_code,
            list(&numbers)
        ));
    }
}
