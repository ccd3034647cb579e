//! The list: filings, the receipts that we owe, and what stands in the way of sending.

use std::collections::BTreeSet;

use practice::{DeskError, OutboxItem, Step};
use serde_json::{Value, json};
use store::{Attempt, FilingId, LetterOut, LetterState, Link, Workflow};

use super::shape;
use crate::desk::answer::Answer;
use crate::desk::open::Desk;
use crate::error::Failure;
use crate::text::counted;

/// So many filings are read at once.
const PAGE: u32 = 500;

/// What stands in the way, and what is waited for besides filings.
struct State {
    links: Vec<Link>,
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
    if filings.is_empty() {
        words.push(if all {
            "Nothing was ever filed.".to_owned()
        } else {
            "Nothing waits in the outbox.".to_owned()
        });
    }
    for (letter, _) in &state.receipts {
        words.push(format!("Receipt\n{}", shape::letter_line(letter)));
    }
    words.extend(obstacles(desk, &state));
    let words = words
        .iter()
        .flat_map(|line| line.split('\n').map(str::to_owned).collect::<Vec<_>>())
        .collect();

    Ok(Answer::new(json(desk, filings, &state), words))
}

fn json(desk: &Desk, filings: Vec<Value>, state: &State) -> Value {
    let links: Vec<Value> = state.links.iter().map(link).collect();
    let receipts: Vec<Value> = state
        .receipts
        .iter()
        .map(|(letter, attempts)| shape::letter_json(letter, attempts))
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

fn link(link: &Link) -> Value {
    json!({
        "link": link.id,
        "cipher": link.cipher,
        "service": link.service_code,
        "paused": link.paused_why,
        "stopped": link.stopped_why,
    })
}

fn items(desk: &Desk, all: bool) -> Result<Vec<OutboxItem>, Failure> {
    let mut items = Vec::new();
    let mut replaced: BTreeSet<FilingId> = BTreeSet::new();
    let mut before = None;
    loop {
        let page = desk.practice.outbox(before, PAGE, desk.now)?;
        let Some(last) = page.last() else {
            return Ok(items);
        };
        before = Some(last.filing);
        for item in page {
            // Newest first: what takes the place of a filing is seen before the filing.
            let replaces = desk
                .practice
                .store()
                .read(|r| r.filing(item.filing))?
                .replaces;
            replaced.extend(replaces);
            if all || is_open(&item, &replaced) {
                items.push(item);
            }
        }
    }
}

/// Something is still expected, of the other side or of a person.
fn is_open(item: &OutboxItem, replaced: &BTreeSet<FilingId>) -> bool {
    let is_done = matches!(
        item.step,
        Step::Approved | Step::Answered | Step::Finished | Step::Abandoned | Step::Closed
    );
    let is_corrected = item.step == Step::Rejected && replaced.contains(&item.filing);

    !is_done && !is_corrected
}

fn state(desk: &Desk, all: bool) -> Result<State, Failure> {
    let (links, waiting, receipts) = desk.practice.store().read(|r| {
        let mut receipts = Vec::new();
        let mut after = None;
        loop {
            let page = r.letters_out_after(after, PAGE)?;
            let Some(last) = page.last() else { break };
            after = Some(last.id);
            for letter in page {
                let is_on_its_way = !matches!(
                    letter.state,
                    LetterState::Accepted
                        | LetterState::Collected
                        | LetterState::HandedOver
                        | LetterState::Abandoned
                );
                if letter.workflow == Workflow::Receipt && (all || is_on_its_way) {
                    let attempts = r.attempts_of(letter.id)?;
                    receipts.push((letter, attempts));
                }
            }
        }

        Ok::<_, DeskError>((r.links()?, r.count_receipts_ready()?, receipts))
    })?;

    Ok(State {
        links,
        receipts,
        waiting,
        restored: desk.practice.is_restored()?,
    })
}

fn obstacles(desk: &Desk, state: &State) -> Vec<String> {
    let mut words = Vec::new();
    if state.waiting > 0 {
        words.push(format!(
            "{} will be sent at the next exchange.",
            counted(state.waiting, "receipt")
        ));
    }
    if state.restored {
        words.push(format!("Nothing is sent: {}.", DeskError::Restored));
    }
    if let Some(why) = &desk.settings.paused_why {
        words.push(format!("Sending is paused: {why}."));
    }
    for link in &state.links {
        let why = link.paused_why.iter().chain(&link.stopped_why);
        words.extend(why.map(|why| format!("Nothing is sent to {}: {why}.", link.service_code)));
    }

    words
}
