//! Their numbers that never came. Receipts and registration letters share one count.

use store::{ArrivalState, Direction, Link, LinkId, Read, Sequence};

use super::runs::unrolled;
use super::table::Table;
use super::words::{day, ends, list};
use crate::reading::{Run, gaps, without};
use crate::spent::explained;
use crate::{Result, Settings};

const COLUMNS: &[&str] = &["Link", "Sequence", "From", "To", "Next came on"];

pub(super) fn table(r: &Read<'_>, settings: &Settings) -> Result<Table> {
    let mut table = Table::new("Numbers of PCSE's that never came", COLUMNS);
    for link in r.links()? {
        let came = arrived(r, Sequence::Sis, link.id)?;
        let lost = lost(r, link.id)?;
        let Some(latest) = latest(&came, &lost) else {
            table.say(format!("{}: no letter has come yet.", ends(&link)));
            continue;
        };
        let letters = not_come(r, Sequence::Sis, link.id)?;
        for run in &letters {
            if lost.contains(run) {
                tell_lost(&mut table, &link, *run);
            } else {
                tell_letter(&mut table, r, &link, *run, &came)?;
            }
        }
        let messages = not_come(r, Sequence::Sms, link.id)?;
        for run in &messages {
            tell_message(&mut table, &link, *run, !lost.is_empty());
        }
        tell_explained(&mut table, r, &link)?;
        if !letters.is_empty() {
            to_read_out(&mut table, settings, &link, [&letters, &messages], latest);
        }
    }
    let unreadable = r
        .letters_in_in(ArrivalState::SetAside)?
        .iter()
        .filter(|letter| letter.link.is_none() && letter.dealt_with_at.is_none())
        .count();
    if table.rows.is_empty() {
        table.say("No number is missing between the first and the last that came.");
    } else if unreadable > 0 {
        table.say(format!(
            "{unreadable} set aside: a letter whose number cannot be read may be one of these. Look there first."
        ));
    }

    Ok(table)
}

/// What came on a link, each number once and with its epoch; numbers that none can have are left out.
fn arrived(r: &Read<'_>, sequence: Sequence, link: LinkId) -> Result<Vec<(u32, u64)>> {
    let most = u64::from(sequence.last());
    let mut came = match sequence {
        Sequence::Sis => r.numbers_in(link)?,
        // A letter has several messages, so their numbers begin again at another time.
        Sequence::Sms => unrolled(sequence, r.message_numbers_in_order(link)?),
        // Theirs are not in order, and some are ours: they are never looked at for gaps.
        Sequence::Tn => Vec::new(),
    };
    came.retain(|(_, number)| (1..=most).contains(number));
    came.sort_unstable();
    came.dedup();

    Ok(came)
}

/// What is not here up to the last that came, and was not explained: it never came, or went with other data.
pub(crate) fn not_come(r: &Read<'_>, sequence: Sequence, link: LinkId) -> Result<Vec<Run>> {
    let lost = match sequence {
        Sequence::Sis => lost(r, link)?,
        Sequence::Sms | Sequence::Tn => Vec::new(),
    };
    let mut accounted = explained_runs(r, sequence, link)?;
    accounted.extend(&lost);
    let mut all = gaps(&arrived(r, sequence, link)?, &accounted);
    all.extend(lost);
    all.sort_unstable();

    Ok(all)
}

/// Letters that came before an older copy of the data was put back, that did not come again, and that nobody has
/// explained.
pub(crate) fn lost(r: &Read<'_>, link: LinkId) -> Result<Vec<Run>> {
    let noted = r.letters_lost(link)?;
    if noted.is_empty() {
        return Ok(Vec::new());
    }
    let mut there = explained_runs(r, Sequence::Sis, link)?;
    let came = arrived(r, Sequence::Sis, link)?.into_iter();
    there.extend(came.map(|(epoch, number)| Run {
        epoch,
        first: number,
        last: number,
    }));
    let mut lost = Vec::new();
    for run in noted {
        let run = Run {
            epoch: run.epoch,
            first: run.first.into(),
            last: run.last.into(),
        };
        there.sort_unstable();
        lost.extend(without(run, &there));
        there.push(run);
    }

    Ok(lost)
}

fn explained_runs(r: &Read<'_>, sequence: Sequence, link: LinkId) -> Result<Vec<Run>> {
    let explained = explained(r, Direction::In, sequence, Some(link))?;

    Ok(explained.iter().map(Run::of).collect())
}

/// The highest number that came, to this data or to other.
fn latest(came: &[(u32, u64)], lost: &[Run]) -> Option<u64> {
    let lost = lost.iter().map(|run| (run.epoch, run.last));

    came.iter()
        .copied()
        .chain(lost)
        .max()
        .map(|(_, number)| number)
}

fn tell_lost(table: &mut Table, link: &Link, run: Run) {
    let what = if run.is_one() {
        "Incoming interchange"
    } else {
        "Incoming interchanges"
    };
    table.say(format!(
        "{}: {what} {} went with the data that an older copy has taken the place of.",
        ends(link),
        run.words()
    ));
    add_row(table, link, "Interchange", run, String::new());
}

fn tell_letter(
    table: &mut Table,
    r: &Read<'_>,
    link: &Link,
    run: Run,
    came: &[(u32, u64)],
) -> Result<()> {
    let next = came.iter().find(|number| **number > (run.epoch, run.last));
    let mut on = String::new();
    if let Some((epoch, number)) = next {
        let letters = r.letters_in_numbered(link.id, *number)?;
        let letter = letters.iter().find(|letter| letter.epoch == Some(*epoch));
        on = letter
            .map(|letter| day(letter.received_at))
            .unwrap_or_default();
        let what = if run.is_one() {
            "Incoming interchange"
        } else {
            "Incoming interchanges"
        };
        table.say(format!(
            "{}: {what} {} never arrived; {number} came on {on}.",
            ends(link),
            run.words()
        ));
    }
    add_row(table, link, "Interchange", run, on);

    Ok(())
}

/// Of messages nobody knows whether they came to other data.
fn tell_message(table: &mut Table, link: &Link, run: Run, may_have_come: bool) {
    let what = if run.is_one() {
        "Incoming message"
    } else {
        "Incoming messages"
    };
    let fate = match (may_have_come, run.is_one()) {
        (false, _) => "never arrived",
        (true, true) => "is not here",
        (true, false) => "are not here",
    };
    table.say(format!("{}: {what} {} {fate}.", ends(link), run.words()));
    add_row(table, link, "Message", run, String::new());
}

fn add_row(table: &mut Table, link: &Link, sequence: &str, run: Run, on: String) {
    table.row([
        ends(link),
        sequence.to_owned(),
        run.first.to_string(),
        run.last.to_string(),
        on,
    ]);
}

/// What was explained is told, and counts as missing no longer.
fn tell_explained(table: &mut Table, r: &Read<'_>, link: &Link) -> Result<()> {
    for (sequence, what) in [(Sequence::Sis, "interchange"), (Sequence::Sms, "message")] {
        for gap in explained(r, Direction::In, sequence, Some(link.id))? {
            table.say(format!(
                "{}: Incoming {what} {} was explained by {} on {}: {}.",
                ends(link),
                Run::of(&gap).words(),
                gap.by,
                day(gap.at),
                gap.reason.trim_end_matches('.')
            ));
        }
    }

    Ok(())
}

fn to_read_out(
    table: &mut Table,
    settings: &Settings,
    link: &Link,
    [letters, messages]: [&[Run]; 2],
    latest: u64,
) {
    let words = |runs: &[Run]| list(&runs.iter().map(Run::words).collect::<Vec<_>>());
    let of_messages = if messages.is_empty() {
        String::new()
    } else {
        format!(" (message numbers {})", words(messages))
    };
    table.say(format!(
        "To read to PCSE: This is {}, link code {}. From {} we have not received interchange {}{of_messages}. The last one that came is {latest}. Please send what is missing again.",
        settings.practice_name,
        link.practice_code,
        link.service_code,
        words(letters)
    ));
}
