//! What the outbox offers as things stand, and what happens when it is done.

use store::{NoteOn, Role, StoreError};

use super::{Deed, DeedGiven, DeedOn, Step};
use crate::sample::{NUMBERS, Sample, after_days, asked, manager, now};
use crate::{Act, DeskError, FilingId, LetterOutId};

fn given(why: &str) -> DeedGiven {
    DeedGiven {
        why: why.to_owned(),
        asked: Some(asked()),
    }
}

fn clerk() -> Act<'static> {
    Act {
        role: Role::Clerk,
        ..manager()
    }
}

/// A practice with two patients, and one filing about the first.
fn filed() -> (Sample, FilingId) {
    let sample = Sample::healthy();
    let filing = sample.file(NUMBERS[1], &manager());

    (sample, filing)
}

fn stands(sample: &Sample, filing: FilingId) -> (Step, Vec<Deed>) {
    let page = sample.practice.filing_page(filing, now()).unwrap();

    (page.item.step, page.deeds)
}

#[test]
fn what_is_ready_is_held_let_go_taken_back_and_confirmed() {
    let (sample, filing) = filed();
    let on = DeedOn::Filing(filing);
    let does = |deed| {
        let done = sample.practice.perform(deed, on, &given("asked"), &clerk());
        assert_eq!(done, Ok(None));
        stands(&sample, filing)
    };
    let before = stands(&sample, filing);

    let ready = vec![Deed::Hold, Deed::TakeBack, Deed::SendNow, Deed::Drop];
    assert_eq!(before, (Step::Ready, ready.clone()));
    let held = vec![Deed::LetGo, Deed::TakeBack, Deed::Drop];
    assert_eq!(does(Deed::Hold), (Step::OnHold, held));
    assert_eq!(does(Deed::LetGo), (Step::Ready, ready.clone()));
    let draft = vec![Deed::Confirm, Deed::Drop];
    assert_eq!(does(Deed::TakeBack), (Step::Draft, draft));
    assert_eq!(does(Deed::Confirm), (Step::Ready, ready));
    assert_eq!(does(Deed::Drop), (Step::Closed, vec![]));
}

#[test]
fn what_was_sent_is_entered_again_by_a_manager_alone_and_the_old_one_is_done_with() {
    let (sample, filing) = filed();
    sample.practice.send_now(filing, &manager()).unwrap();
    let letter = sample.release(now());
    let on = DeedOn::Letter(letter);
    let enter = |act: &Act<'_>| {
        sample
            .practice
            .perform(Deed::EnterAgain, on, &given(""), act)
    };

    let offered = vec![Deed::SendAgain, Deed::EnterAgain];
    assert_eq!(stands(&sample, filing), (Step::AcceptedByMesh, offered));
    assert_eq!(
        enter(&clerk()),
        Err(DeskError::NotAllowed {
            needs: Role::Manager
        })
    );
    let new = enter(&manager()).unwrap().unwrap();

    assert_eq!(stands(&sample, filing), (Step::Closed, vec![]));
    let open = sample.practice.outbox_open(None, 100, now()).unwrap();
    let open: Vec<FilingId> = open.iter().map(|item| item.filing).collect();
    assert!(open.contains(&new) && !open.contains(&filing), "{open:?}");
}

#[test]
fn what_is_not_finished_is_what_all_of_it_says_is_open() {
    let (sample, _) = filed();
    let ids = |items: Vec<super::OutboxItem>| -> Vec<FilingId> {
        items.into_iter().map(|item| item.filing).collect()
    };

    let mut all = sample.practice.outbox(None, 100, after_days(40)).unwrap();
    let count = all.len();
    all.retain(|item| item.is_open);
    let open = sample
        .practice
        .outbox_open(None, 1, after_days(40))
        .unwrap();
    let rest = sample
        .practice
        .outbox_open(open.last().map(|item| item.filing), 100, after_days(40))
        .unwrap();

    assert!(all.len() < count, "something is finished");
    assert_eq!([ids(open), ids(rest)].concat(), ids(all));
}

#[test]
fn a_page_tells_the_numbers_the_receipt_and_the_bytes() {
    let sample = Sample::healthy();
    let all = sample.practice.outbox(None, 100, now()).unwrap();
    let finished = all.iter().find(|one| one.step == Step::Finished).unwrap();

    let page = sample.practice.filing_page(finished.filing, now()).unwrap();

    let evidence = page.letter.unwrap();
    assert_eq!(evidence.receipts, ["OK: received"]);
    assert_eq!(evidence.letter.sis.number, 1);
    assert_eq!(page.message[0].words, Some("Beginning of the letter"));
    assert!(page.outline[0].starts_with("Removal"), "{:?}", page.outline);
    let told: Vec<&str> = page.timeline.iter().map(|one| one.what.as_str()).collect();
    assert!(
        told.contains(&"Removal, out of area received (OK: received)"),
        "{told:?}"
    );
}

#[test]
fn a_pause_is_told_once_and_not_for_every_link() {
    let (sample, filing) = filed();
    let practice = &sample.practice;
    let before = practice.stoppages().unwrap();
    practice
        .pause(Some("PCSE moves house"), &manager())
        .unwrap();
    let paused = practice.stoppages().unwrap();
    practice.pause(None, &manager()).unwrap();
    practice
        .pause_link(sample.link, "a wrong mailbox", &manager())
        .unwrap();
    let stopped = practice.stoppages().unwrap();

    assert_eq!((before.paused_why, before.stoppages.len()), (None, 0));
    assert_eq!(paused.paused_why.as_deref(), Some("PCSE moves house"));
    assert_eq!(paused.stoppages, []);
    assert_eq!(
        stopped.stoppages[0].words,
        "Nothing is sent to NF01: a wrong mailbox."
    );
    assert_eq!(stands(&sample, filing).0, Step::Blocked);
    let reopened = practice.perform(
        Deed::Reopen,
        DeedOn::Link(sample.link),
        &given("it was put right"),
        &manager(),
    );
    assert_eq!(reopened, Ok(None));
    assert_eq!(practice.stoppages().unwrap().stoppages, []);
}

#[test]
fn a_deed_is_done_with_what_it_is_for() {
    let (sample, filing) = filed();
    let with = |deed, on| {
        let done = sample.practice.perform(deed, on, &given("x"), &manager());
        done.unwrap_err().code()
    };

    assert_eq!(with(Deed::Abandon, DeedOn::Filing(filing)), "E958");
    let unknown = DeedOn::Letter(LetterOutId::new(999));
    assert_eq!(with(Deed::Hold, unknown), "E958");
    assert_eq!(with(Deed::Drop, DeedOn::Link(sample.link)), "E958");
    let no_such = StoreError::NoSuch {
        what: LetterOutId::WHAT,
        id: 999,
    };
    assert_eq!(with(Deed::Abandon, unknown), no_such.code());
}

#[test]
fn a_note_on_a_filing_stands_on_that_filing_alone() {
    let (sample, filing) = filed();
    let other = sample.file(NUMBERS[1], &manager());
    sample
        .practice
        .note(NoteOn::Filing(filing), "PCSE looks for it", &clerk())
        .unwrap();
    let notes = |filing| {
        let page = sample.practice.filing_page(filing, now()).unwrap();
        let texts = page.notes.into_iter().map(|note| note.text);
        texts.collect::<Vec<_>>()
    };

    assert_eq!(notes(filing), ["PCSE looks for it"]);
    assert_eq!(notes(other), Vec::<String>::new());
}
