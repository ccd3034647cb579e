//! The counters as they stand, and how far the data is behind what was sent.

use practice::{Behind, Missing};
use serde_json::{Value, json};
use store::{Counter, Link, LinkId};

use crate::desk::answer::Answer;
use crate::desk::letters::run_words;
use crate::desk::open::Desk;
use crate::error::Failure;
use crate::text::counted;

pub(super) fn list(desk: &Desk) -> Result<Answer, Failure> {
    let (counters, links) = desk
        .practice
        .store()
        .read(|r| Ok::<_, store::StoreError>((r.counters()?, r.links()?)))?;
    let behind = desk.practice.behind()?;
    let restored = desk.practice.is_restored()?;
    let mut words: Vec<String> = counters
        .iter()
        .map(|counter| {
            format!(
                "{}{}: {}",
                counter.sequence.word(),
                to(&links, counter.link),
                counter.last
            )
        })
        .collect();
    words.extend(
        behind
            .iter()
            .flat_map(|behind| behind_words(behind, &links)),
    );
    if !restored {
        words.push("Nothing was sent that this data does not know.".to_owned());
    }
    let json = json!({
        "restored": restored,
        "counters": counters.iter().map(|one| counter_json(one, &links)).collect::<Vec<_>>(),
        "behind": behind.as_ref().map(|behind| behind_json(behind, &links)),
    });

    Ok(Answer::new(json, words))
}

fn counter_json(counter: &Counter, links: &[Link]) -> Value {
    json!({
        "sequence": counter.sequence,
        "service": service(links, counter.link),
        "last": counter.last,
        "epoch": counter.epoch,
        "opened_after": counter.opened_after,
    })
}

fn behind_json(behind: &Behind, links: &[Link]) -> Value {
    let counters: Vec<Value> = behind
        .counters
        .iter()
        .map(|one| {
            json!({
                "sequence": one.sequence, "service": service(links, one.link),
                "last": one.last, "marked": one.marked,
            })
        })
        .collect();

    json!({
        "counters": counters, "letters": behind.letters, "came": came_json(&behind.came, links),
        "no_record": behind.no_record,
    })
}

pub(super) fn came_json(came: &[Missing], links: &[Link]) -> Vec<Value> {
    let one = |one: &Missing| {
        json!({
            "service": service(links, Some(one.link)), "epoch": one.run.epoch,
            "first": one.run.first, "last": one.run.last,
        })
    };

    came.iter().map(one).collect()
}

/// What PCSE is to be asked for.
pub(super) fn came_words(came: &[Missing], links: &[Link]) -> Vec<String> {
    let one = |one: &Missing| {
        format!(
            "PCSE's {} of {} came since and {} not in this data. Ask PCSE to send {} again.",
            run_words(one),
            service(links, Some(one.link)).unwrap_or_default(),
            if one.run.first == one.run.last {
                "is"
            } else {
                "are"
            },
            if one.run.first == one.run.last {
                "it"
            } else {
                "them"
            },
        )
    };

    came.iter().map(one).collect()
}

fn behind_words(behind: &Behind, links: &[Link]) -> Vec<String> {
    let mut words = vec![if behind.no_record {
        "There is no record of the last numbers on this computer: it is not the one that sent them."
            .to_owned()
    } else {
        format!(
            "The data was put back from an earlier time: {} sent since.",
            counted(behind.letters.into(), "letter")
        )
    }];
    words.extend(behind.counters.iter().map(|one| {
        format!(
            "  {}{}: the data says {}, and {} was used",
            one.sequence.word(),
            to(links, one.link),
            one.last,
            one.marked
        )
    }));
    words.extend(came_words(&behind.came, links));
    words.push("Nothing is sent until the numbers are confirmed: `numbers confirm`.".to_owned());

    words
}

fn service(links: &[Link], id: Option<LinkId>) -> Option<&str> {
    let link = links.iter().find(|link| Some(link.id) == id);

    link.map(|link| link.service_code.as_str())
}

fn to(links: &[Link], id: Option<LinkId>) -> String {
    service(links, id)
        .map(|service| format!(" to {service}"))
        .unwrap_or_default()
}
