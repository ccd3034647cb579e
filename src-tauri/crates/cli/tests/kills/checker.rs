//! What must be true when everything is at rest again, held from outside: by what people were told, by what
//! MESH took, by what the service saw, and by the program's own proof of its data.

use std::collections::BTreeSet;

use gplinks::PatientNumber;
use store::{FilingId, LetterOut, LetterState, NoticeId, NoticeState, Store};

use crate::day::{Day, Truth};
use crate::far_side::PRACTICE;
use crate::people::number;
use crate::template::FILED;

const ALL: u32 = 1_000;

pub(crate) fn everything(day: &mut Day) -> Truth {
    let verified = day
        .desk
        .run(&["verify", "--now", &day.now.to_string()], None);
    must(verified.exit() == Some(0), || {
        format!("verify finds {}", verified.err)
    })?;
    let store = day.desk.store();

    mesh_took_each_letter_once(day, &store)?;
    nothing_waits(day)?;
    the_service_saw_each_number_once(day)?;
    what_was_told_is_there(day, &store)?;
    each_letter_is_here_once(day, &store)?;
    each_notice_is_here_once(&store)?;
    decisions_are_as_told(day, &store)
}

fn must(holds: bool, words: impl FnOnce() -> String) -> Truth {
    if holds { Ok(()) } else { Err(words()) }
}

/// The letters that MESH took are the ledger's, each with its bytes, and all of them are settled there.
fn mesh_took_each_letter_once(day: &Day, store: &Store) -> Truth {
    let in_state = |state| store.read(|r| r.letters_out_in(state)).unwrap();
    let open: Vec<LetterOut> = [
        LetterState::Numbered,
        LetterState::Sending,
        LetterState::Unknown,
        LetterState::Refused,
    ]
    .into_iter()
    .flat_map(in_state)
    .collect();
    must(open.is_empty(), || {
        format!("{} letters are not settled", open.len())
    })?;
    let settled = [LetterState::Accepted, LetterState::Collected].map(in_state);
    let mut ours: Vec<Vec<u8>> = settled.concat().into_iter().map(|one| one.body).collect();
    let mut theirs: Vec<Vec<u8>> = day.far.accepted().into_iter().map(|one| one.body).collect();
    // What MESH took before the day began stands among the service's letters alone.
    let earlier = day.far.agency.ledger().letters.first();
    theirs.extend(earlier.map(|letter| letter.body.clone()));
    ours.sort();
    theirs.sort();

    must(ours == theirs, || {
        let (ours, theirs) = (ours.len(), theirs.len());
        format!("MESH took {theirs} letters, and the ledger has {ours}, or their bytes differ")
    })
}

fn nothing_waits(day: &Day) -> Truth {
    let waiting = day.far.mesh.waiting(PRACTICE);
    must(waiting.is_empty(), || {
        format!("{} letters wait at MESH", waiting.len())
    })?;
    let breaches = day.far.mesh.witness().breaches;

    must(breaches.is_empty(), || {
        format!("MESH objects: {breaches:?}")
    })
}

/// No number twice, no gap, one receipt for each letter, and each registration heard once.
fn the_service_saw_each_number_once(day: &Day) -> Truth {
    let complaints = day.far.agency.complaints();
    must(complaints.is_empty(), || {
        format!("the service complains: {complaints:?}")
    })?;
    let ledger = day.far.agency.ledger();
    let unreceipted = ledger.unreceipted().count();
    must(unreceipted == 0, || {
        format!("{unreceipted} letters were not receipted")
    })?;
    let told = FILED + day.book.filed.len();
    let mut heard: Vec<_> = ledger.transactions.iter().map(|one| &one.number).collect();
    heard.sort();
    let mut wanted: Vec<_> = (0..told)
        .map(|nth| PatientNumber::read(&number(nth)))
        .collect();
    wanted.sort();

    must(heard.into_iter().eq(&wanted), || {
        let heard = ledger.transactions.len();
        format!("{told} registrations were told, and {heard} were heard")
    })
}

fn what_was_told_is_there(day: &Day, store: &Store) -> Truth {
    for (key, told) in &day.book.filed {
        let filing = store.read(|r| r.filing_with_key(key)).unwrap();
        let found = filing.map(|filing| filing.id);
        must(found == Some(FilingId::new(*told)), || {
            format!("filing {told} was told, and {found:?} is there")
        })?;
    }

    Ok(())
}

/// The service's letters, in the order of their numbers, with their bytes.
fn each_letter_is_here_once(day: &Day, store: &Store) -> Truth {
    let here = store.read(|r| r.letters_in_after(None, ALL)).unwrap();
    let mut here: Vec<&[u8]> = here.iter().map(|letter| letter.body.as_slice()).collect();
    let ledger = day.far.agency.ledger();
    let mut sent: Vec<&[u8]> = ledger.sent.iter().map(|one| one.body.as_slice()).collect();
    here.sort_unstable();
    sent.sort_unstable();

    must(here == sent, || {
        format!(
            "{} letters were sent to us, and {} are here",
            sent.len(),
            here.len()
        )
    })
}

fn each_notice_is_here_once(store: &Store) -> Truth {
    let notices = store.read(|r| r.notices_after(None, ALL)).unwrap();
    let mut seen = BTreeSet::new();
    for notice in notices {
        let key = (notice.link, notice.place, notice.tn, notice.kind);
        must(seen.insert(key), || {
            format!("notice {} is there twice", notice.id)
        })?;
    }

    Ok(())
}

fn decisions_are_as_told(day: &Day, store: &Store) -> Truth {
    for told in &day.book.decided {
        let id = NoticeId::new(*told);
        let is_undone = day.book.undone.contains(told);
        let state = store.read(|r| r.notice(id)).unwrap().state;
        let wanted = if is_undone {
            NoticeState::ToDecide
        } else {
            NoticeState::Done
        };
        must(state == wanted, || {
            format!(
                "notice {told} is {}, and {} was told",
                state.word(),
                wanted.word()
            )
        })?;
        let entries = store.read(|r| r.decisions_of(id)).unwrap().len();
        must(entries == 1 + usize::from(is_undone), || {
            format!("notice {told} has {entries} decisions")
        })?;
    }

    Ok(())
}
