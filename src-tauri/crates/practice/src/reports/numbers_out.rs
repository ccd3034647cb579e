//! Our own numbers that no letter here brought to the other side, each with its reason.

use store::{
    Answer, Counter, Gap, LetterOut, LetterState, Link, LinkId, Read, ReceiptState, Sequence, Taken,
};

use super::table::Table;
use super::words::{day, ends, list, sequence_words};
use crate::reading::Run;
use crate::spent::Spent;
use crate::{Result, Settings};

const COLUMNS: &[&str] = &[
    "Link", "Sequence", "From", "To", "Sent", "Reason", "By", "On",
];

/// Whether the other side can have heard of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    NeverSent,
    /// It went out, and what it said is not in the data any more.
    ContentLost,
    /// Nobody has said anything of it.
    Unsaid,
}

/// Some numbers that no letter here has brought there.
struct Absent {
    sequence: Sequence,
    run: Run,
    fate: Fate,
    reason: String,
    by: String,
    on: String,
}

pub(super) fn table(r: &Read<'_>, settings: &Settings) -> Result<Table> {
    let mut table = Table::new(
        "Numbers of ours that are on no letter that arrived",
        COLUMNS,
    );
    let (counters, links) = (r.counters()?, r.links()?);
    let given_up = given_up(r)?;
    for link in &links {
        let mut absent = Vec::new();
        for sequence in [Sequence::Sis, Sequence::Sms] {
            absent.extend(accounted(r, &counters, sequence, Some(link.id))?);
            absent.extend(abandoned(&given_up, sequence, Some(link.id)));
        }
        add(&mut table, &ends(link), &absent);
        begins(&mut table, link, &counters);
        to_read_out(&mut table, settings, link, &absent);
    }
    let mut transactions = accounted(r, &counters, Sequence::Tn, None)?;
    transactions.extend(abandoned(&given_up, Sequence::Tn, None));
    add(&mut table, "all links", &transactions);
    if table.rows.is_empty() {
        table.say("Every number of ours is on a letter. There is nothing to tell PCSE.");
    }

    Ok(table)
}

/// What an earlier system has used, or was thought to, PCSE alone can miss: nothing here knows of it.
fn begins(table: &mut Table, link: &Link, counters: &[Counter]) {
    let after = |sequence| {
        let counter = counters
            .iter()
            .find(|counter| counter.sequence == sequence && counter.link == Some(link.id));

        counter.map_or(0, |counter| counter.opened_after)
    };
    let (sis, sms) = (after(Sequence::Sis), after(Sequence::Sms));
    if sis > 0 || sms > 0 {
        table.say(format!(
            "{}: Numbers up to interchange {sis} and message {sms} were the earlier system's. If PCSE misses one of them, look there; if it was never used, tell PCSE that it will not arrive.",
            ends(link)
        ));
    }
}

/// The numbers of a sequence that no letter carries, explained or not.
fn accounted(
    r: &Read<'_>,
    counters: &[Counter],
    sequence: Sequence,
    link: Option<LinkId>,
) -> Result<Vec<Absent>> {
    let counter = counters
        .iter()
        .find(|counter| counter.sequence == sequence && counter.link == link);
    let Some(counter) = counter else {
        return Ok(Vec::new());
    };
    let spent = Spent::of(r, sequence, link)?;
    let unsaid = spent.missing_of(counter).into_iter().map(|run| Absent {
        sequence,
        run,
        fate: Fate::Unsaid,
        reason: String::new(),
        by: String::new(),
        on: String::new(),
    });
    let mut all: Vec<Absent> = unsaid
        .chain(spent.explained.iter().map(explained))
        .collect();
    all.sort_by_key(|absent| absent.run);

    Ok(all)
}

fn explained(gap: &Gap) -> Absent {
    Absent {
        sequence: gap.sequence,
        run: Run::of(gap),
        fate: if gap.was_sent {
            Fate::ContentLost
        } else {
            Fate::NeverSent
        },
        reason: gap.reason.clone(),
        by: gap.by.clone(),
        on: day(gap.at),
    }
}

/// Letters that were given up and that the other side has given no sign of.
fn given_up(r: &Read<'_>) -> Result<Vec<LetterOut>> {
    let mut letters = r.letters_out_in(LetterState::Abandoned)?;
    let mut silent = Vec::new();
    for letter in letters.drain(..) {
        let is_receipted = matches!(
            letter.receipt,
            ReceiptState::Received | ReceiptState::Problem
        );
        let is_answered = r.filing_of_letter(letter.id)?.is_some_and(|filing| {
            matches!(
                filing.answer,
                Answer::Approved | Answer::Rejected | Answer::Answered
            )
        });
        if !is_receipted && !is_answered {
            silent.push(letter);
        }
    }

    Ok(silent)
}

/// Their numbers are on a letter, but it did not get there.
fn abandoned(
    letters: &[LetterOut],
    sequence: Sequence,
    link: Option<LinkId>,
) -> impl Iterator<Item = Absent> {
    letters
        .iter()
        .filter(move |letter| link.is_none_or(|link| letter.link == link))
        .filter_map(move |letter| {
            Some(Absent {
                sequence,
                run: Run::one(number(letter, sequence)?),
                fate: Fate::NeverSent,
                reason: letter.abandoned_why.clone().unwrap_or_default(),
                by: letter.abandoned_by.clone().unwrap_or_default(),
                on: day(letter.written_at),
            })
        })
}

fn number(letter: &LetterOut, sequence: Sequence) -> Option<Taken> {
    match sequence {
        Sequence::Sis => Some(letter.sis),
        Sequence::Sms => Some(letter.sms),
        Sequence::Tn => letter.tn,
    }
}

fn add(table: &mut Table, link: &str, absent: &[Absent]) {
    for one in absent {
        let numbers = one.run.words();
        let what = outgoing(one.sequence, one.run.is_one());
        let reason = &one.reason;
        let (sent, sentence) = match one.fate {
            Fate::NeverSent => (
                "no",
                format!("was never sent ({reason}). Tell PCSE that it will not arrive."),
            ),
            Fate::ContentLost => (
                "yes",
                format!(
                    "was sent, and what it said is lost ({reason}). Do not file it again; ask PCSE what it said."
                ),
            ),
            Fate::Unsaid => (
                "",
                "is on no letter, and nobody has said why. Find out, explain it, and tell PCSE."
                    .to_owned(),
            ),
        };
        table.say(format!("{link}: {what} {numbers} {sentence}"));
        table.row([
            link.to_owned(),
            sequence_words(one.sequence).to_owned(),
            one.run.first.to_string(),
            one.run.last.to_string(),
            sent.to_owned(),
            reason.clone(),
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

fn to_read_out(table: &mut Table, settings: &Settings, link: &Link, absent: &[Absent]) {
    let numbers = |is_it: fn(Fate) -> bool| {
        let letters = absent
            .iter()
            .filter(|one| one.sequence == Sequence::Sis && is_it(one.fate));
        let words: Vec<String> = letters.map(|one| one.run.words()).collect();

        (!words.is_empty()).then(|| list(&words))
    };
    let begin = format!(
        "To read to PCSE: This is {}, link code {}. Of our letters to {},",
        settings.practice_name, link.practice_code, link.service_code,
    );
    if let Some(numbers) = numbers(|fate| fate != Fate::ContentLost) {
        table.say(format!(
            "{begin} interchange {numbers} will not arrive. Please do not wait for it."
        ));
    }
    if let Some(numbers) = numbers(|fate| fate == Fate::ContentLost) {
        table.say(format!(
            "{begin} interchange {numbers} was sent, and our own copy is lost. Please tell us what it said."
        ));
    }
}
