//! What must be true when everything is quiet again, held from outside: by what people were told, by
//! what the service has seen, and by the ledger's own check of itself.

use std::collections::{BTreeMap, BTreeSet};

use agency::Complaint;
use gplinks::Tn;
use practice::DeskError;
use store::NoticeState;

use crate::book::{Book, Fact};
use crate::life::Life;
use crate::outside::Outside;

pub(crate) type Truth = Result<(), String>;

fn must(holds: bool, words: impl FnOnce() -> String) -> Truth {
    if holds { Ok(()) } else { Err(words()) }
}

fn read<T>(read: Result<T, DeskError>) -> Result<T, String> {
    read.map_err(|error| format!("the ledger cannot be read: {error}"))
}

/// The letters and filings that were there before the day: they count too.
pub(crate) struct Before {
    pub(crate) filings: usize,
}

pub(crate) fn everything(
    life: &Life<'_>,
    outside: &Outside,
    book: &Book,
    before: &Before,
) -> Truth {
    once(outside)?;
    no_complaint(outside)?;
    filings(life, outside, book, before)?;
    decisions(life, book)?;
    post_in(life, outside)?;
    must(!read(life.practice.is_restored())?, || {
        "the data is taken for older than it is".to_owned()
    })?;
    let verified = read(life.practice.verify(outside.now()))?;

    must(verified.is_sound(), || {
        format!("verify finds: {:?}", verified.failures())
    })
}

/// MESH took every letter once.
pub(crate) fn once(outside: &Outside) -> Truth {
    outside.service.with_witness(|witness| {
        let mut times: BTreeMap<&[u8], usize> = BTreeMap::new();
        for post in &witness.accepted {
            *times.entry(&post.body).or_default() += 1;
        }
        let twice = times.values().filter(|count| **count > 1).count();

        must(twice == 0, || format!("{twice} letters were sent twice"))
    })
}

/// The service has seen no number twice, no gap, no receipt twice, nothing that it cannot read.
fn no_complaint(outside: &Outside) -> Truth {
    let complaints = outside.service.with_agency(|agency| agency.complaints());

    must(complaints.is_empty(), || {
        format!("the service complains: {complaints:?}")
    })
}

/// No number stands for two contents, whatever else was lost.
pub(crate) fn no_number_twice(outside: &Outside) -> Truth {
    let complaints = outside.service.with_agency(|agency| agency.complaints());
    let twice = complaints.iter().find(|one| {
        matches!(
            one,
            Complaint::TwoBodies { .. } | Complaint::SmsTwice { .. } | Complaint::TnTwice { .. }
        )
    });

    must(twice.is_none(), || {
        format!("a number was used again: {twice:?}")
    })
}

/// What people were told is filed is there, unchanged, and the service has heard it once; it has heard
/// nothing else.
fn filings(life: &Life<'_>, outside: &Outside, book: &Book, before: &Before) -> Truth {
    let store = life.practice.store();
    let heard: Vec<u64> = outside.service.with_agency(|agency| {
        let heard = agency.ledger().transactions.iter();

        heard.filter_map(|one| one.tn.map(Tn::get)).collect()
    });
    let mut told = 0;
    for (id, content) in book.filings() {
        told += 1;
        let filing = store
            .read(|r| r.filing(id))
            .map_err(|_| format!("filing {id} was told and is lost"))?;
        must(filing.content == content, || {
            format!("filing {id} has changed")
        })?;
        let letter = filing
            .letter
            .ok_or_else(|| format!("filing {id} was never sent"))?;
        let letter = read(
            store
                .read(|r| r.letter_out(letter))
                .map_err(DeskError::from),
        )?;
        let tn = letter.tn.map(|tn| u64::from(tn.number));
        let times = heard.iter().filter(|one| Some(**one) == tn).count();
        must(times == 1, || {
            format!("filing {id} was heard {times} times")
        })?;
    }

    must(heard.len() == told + before.filings, || {
        format!(
            "{told} filings were told, and {} were heard",
            heard.len() - before.filings
        )
    })
}

/// What people were told is decided is decided, and what they were told is undone waits again.
fn decisions(life: &Life<'_>, book: &Book) -> Truth {
    let store = life.practice.store();
    for fact in &book.0 {
        let (Fact::Decided(id) | Fact::Undone(id)) = fact else {
            continue;
        };
        let notice = store
            .read(|r| r.notice(*id))
            .map_err(|_| format!("notice {id} was told and is lost"))?;
        let wanted = if book.is_undone(*id) {
            NoticeState::ToDecide
        } else {
            NoticeState::Done
        };
        must(notice.state == wanted, || {
            format!(
                "notice {id} is {}, and {} was told",
                notice.state.word(),
                wanted.word()
            )
        })?;
        let decided = read(store.read(|r| r.decisions_of(*id)).map_err(DeskError::from))?.len();
        let wanted = 1 + usize::from(book.is_undone(*id));
        must(decided == wanted, || {
            format!("notice {id} has {decided} decisions, and {wanted} were told")
        })?;
    }

    Ok(())
}

/// Every letter of the service is here as often as it was sent, receipted, and each of its notices once.
fn post_in(life: &Life<'_>, outside: &Outside) -> Truth {
    must(outside.service.waiting().is_empty(), || {
        "something waits at MESH".to_owned()
    })?;
    let (sent, unreceipted) = outside.service.with_agency(|agency| {
        let ledger = agency.ledger();
        let sent: u32 = ledger.sent.iter().map(|letter| letter.copies).sum();

        (sent, ledger.unreceipted().count())
    });
    must(unreceipted == 0, || {
        format!("{unreceipted} letters were not receipted")
    })?;
    let store = life.practice.store();
    let letters = read(
        store
            .read(|r| r.letters_in_after(None, 1_000))
            .map_err(DeskError::from),
    )?;
    must(letters.len() == sent as usize, || {
        format!(
            "{sent} letters were sent to us, and {} are here",
            letters.len()
        )
    })?;
    let notices = read(
        store
            .read(|r| r.notices_after(None, 1_000))
            .map_err(DeskError::from),
    )?;
    let mut seen = BTreeSet::new();
    for notice in notices {
        let key = (notice.link, notice.place, notice.tn, notice.kind);
        must(seen.insert(key), || {
            format!("notice {} is there twice", notice.id)
        })?;
    }

    Ok(())
}
