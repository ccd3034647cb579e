//! The list: filings, the receipts that we owe, and what stands in the way of sending.

use practice::{DeskError, Obstacle, OutboxItem, StuckLetter};
use serde_json::{Value, json};
use store::{Attempt, LetterOut, LetterState, Link, Read, Workflow};

use super::shape;
use crate::desk::answer::Answer;
use crate::desk::open::Desk;
use crate::error::Failure;
use crate::text::counted;

/// So many filings are read at once.
const PAGE: u32 = 500;

/// What stands in the way, and what is waited for besides filings.
struct State {
    /// With what keeps each from sending.
    links: Vec<(Link, Option<Obstacle>)>,
    receipts: Vec<(LetterOut, Vec<Attempt>)>,
    waiting: u64,
    restored: bool,
}

pub(super) fn run(desk: &Desk, all: bool) -> Result<Answer, Failure> {
    let items = items(desk, all)?;
    let state = state(desk, all)?;
    let mut filings = Vec::new();
    let mut words = Vec::new();
    for item in &items {
        let detail = desk.practice.outbox_detail(item.filing, desk.now)?;
        filings.push(shape::filing_json(&detail));
        words.extend(shape::lines(&detail));
    }
    for (letter, _) in &state.receipts {
        words.extend(shape::receipt_lines(letter));
    }
    if words.is_empty() && state.waiting == 0 {
        words.push(if all {
            "Nothing was ever filed.".to_owned()
        } else {
            "Nothing waits in the outbox.".to_owned()
        });
    }
    words.extend(obstacles(desk, &state));

    Ok(Answer::new(json(desk, filings, &state), words))
}

fn json(desk: &Desk, filings: Vec<Value>, state: &State) -> Value {
    let links: Vec<Value> = state
        .links
        .iter()
        .map(|(one, obstacle)| link(one, obstacle.as_ref()))
        .collect();
    let receipts: Vec<Value> = state
        .receipts
        .iter()
        .map(|(letter, attempts)| shape::receipt_json(letter, attempts))
        .collect();

    json!({
        "filings": filings,
        "receipts": receipts,
        "receipts_waiting": state.waiting,
        "paused": desk.settings.paused_why,
        "restored": state.restored,
        "links": links,
    })
}

fn link(link: &Link, obstacle: Option<&Obstacle>) -> Value {
    let stuck = obstacle.and_then(Obstacle::letter);
    let stopped = link.stopped_why.clone();
    json!({
        "link": link.id,
        "cipher": link.cipher,
        "service": link.service_code,
        "paused": link.paused_why,
        "stopped": stopped.or_else(|| stuck.map(StuckLetter::trouble)),
        "stopped_by": stuck.map(|stuck| stuck.letter),
    })
}

fn items(desk: &Desk, all: bool) -> Result<Vec<OutboxItem>, Failure> {
    let mut items: Vec<OutboxItem> = Vec::new();
    loop {
        let before = items.last().map(|item| item.filing);
        let page = if all {
            desk.practice.outbox(before, PAGE, desk.now)?
        } else {
            desk.practice.outbox_open(before, PAGE, desk.now)?
        };
        if page.is_empty() {
            return Ok(items);
        }
        items.extend(page);
    }
}

fn state(desk: &Desk, all: bool) -> Result<State, Failure> {
    let (links, waiting, receipts) = desk.practice.store().read(|r| {
        let letters = if all {
            every_letter(r)?
        } else {
            on_their_way(r)?
        };
        let mut receipts = Vec::new();
        for letter in letters {
            if letter.workflow == Workflow::Receipt {
                let attempts = r.attempts_of(letter.id)?;
                receipts.push((letter, attempts));
            }
        }

        Ok::<_, DeskError>((r.links()?, r.count_receipts_ready()?, receipts))
    })?;

    let links: Result<Vec<_>, DeskError> = links
        .into_iter()
        .map(|link| Ok((link.clone(), desk.practice.obstacle(&link)?)))
        .collect();

    Ok(State {
        links: links?,
        receipts,
        waiting,
        restored: desk.practice.is_restored()?,
    })
}

/// Letters that have not gone yet, or did not arrive.
fn on_their_way(r: &Read<'_>) -> store::Result<Vec<LetterOut>> {
    let mut letters = r.letters_on_their_way()?;
    letters.extend(r.letters_out_in(LetterState::Undelivered)?);
    letters.sort_by_key(|letter| letter.id);

    Ok(letters)
}

fn every_letter(r: &Read<'_>) -> store::Result<Vec<LetterOut>> {
    let mut letters: Vec<LetterOut> = Vec::new();
    loop {
        let page = r.letters_out_after(letters.last().map(|last| last.id), PAGE)?;
        if page.is_empty() {
            return Ok(letters);
        }
        letters.extend(page);
    }
}

fn obstacles(desk: &Desk, state: &State) -> Vec<String> {
    let mut words = Vec::new();
    let is_free = !state.restored && state.links.iter().all(|(_, obstacle)| obstacle.is_none());
    if state.waiting > 0 {
        words.push(format!(
            "{} {}.",
            counted(state.waiting, "receipt"),
            if is_free {
                "will be sent at the next exchange"
            } else {
                "waits until sending goes on"
            }
        ));
    }
    if state.restored {
        words.push(format!("Nothing is sent: {}.", DeskError::Restored));
    }
    let paused = desk.settings.paused_why.as_ref();
    words.extend(paused.map(|why| format!("Sending is paused: {why}.")));
    for (link, obstacle) in &state.links {
        match obstacle {
            Some(Obstacle::Letter(letter)) => words.push(format!("{}.", letter.trouble())),
            Some(Obstacle::Paused { why } | Obstacle::Stopped { why }) if paused.is_none() => {
                words.push(format!("Nothing is sent to {}: {why}.", link.service_code));
            }
            Some(Obstacle::Paused { .. } | Obstacle::Stopped { .. }) | None => {}
        }
    }

    words
}
