//! The mailbox in memory, when everything goes well.

use agency::{Agency, Rules, Setup, TrainingMailbox};
use jiff::{SignedDuration, Timestamp};
use mailbox::{
    Arrived, Fetched, LocalId, MailError, Mailbox, MailboxId, MessageId, Outgoing, Posted, Tracked,
    Trouble, Workflow,
};

use crate::practice::*;

pub(crate) fn now() -> Timestamp {
    BEGIN.parse().unwrap()
}

pub(crate) fn training() -> TrainingMailbox {
    let setup = Setup {
        rules: Rules::at_once(),
        ..Setup::new(link())
    };
    let mut agency = Agency::new(setup, 1);
    agency.enrol(cole());

    TrainingMailbox::new(agency, now())
}

pub(crate) fn local(id: u8) -> LocalId {
    LocalId::from_bytes([id; 16])
}

pub(crate) fn outgoing(id: u8) -> Outgoing {
    Outgoing {
        to: MailboxId::new("TRAINING"),
        workflow: Workflow::Registration,
        local_id: local(id),
        body: letter_of(registers(first_registration()), first_numbers(), now()).into(),
        sha256: None,
    }
}

pub(crate) fn post(mailbox: &TrainingMailbox, id: u8) -> Posted {
    block_on(mailbox.post(&outgoing(id)))
}

pub(crate) fn trouble<T: std::fmt::Debug>(result: Result<T, MailError>) -> Trouble {
    result.unwrap_err().trouble
}

fn fetch(mailbox: &TrainingMailbox, id: &MessageId) -> Arrived {
    match block_on(mailbox.fetch(id)).unwrap() {
        Fetched::Letter(letter) => letter,
        Fetched::Report(_) | Fetched::Foreign => panic!("it is a letter"),
    }
}

/// Every page from the first on.
pub(crate) fn list_all(mailbox: &TrainingMailbox) -> Vec<Vec<MessageId>> {
    let mut pages = Vec::new();
    let mut after = None;
    loop {
        let listing = block_on(mailbox.list(after)).unwrap();
        pages.push(listing.messages);
        after = listing.next;
        if after.is_none() {
            return pages;
        }
    }
}

#[test]
fn a_letter_is_posted_receipted_and_answered() {
    let mailbox = training();

    let posted = post(&mailbox, 1);

    let witness = mailbox.witness();
    let [accepted] = witness.accepted.as_slice() else {
        panic!("the carrier has one letter");
    };
    assert_eq!(
        posted,
        Posted::Accepted {
            id: accepted.id.clone()
        }
    );
    assert_eq!(accepted.body, outgoing(1).body);
    let waiting = mailbox.waiting();
    let letters: Vec<_> = waiting.iter().map(|id| fetch(&mailbox, id)).collect();
    assert_eq!(letters[0].workflow, Workflow::Receipt);
    assert_eq!(letters[1].workflow, Workflow::Registration);
    assert_eq!(notices(&letters[1].body).len(), 1);
    assert_eq!(
        letters[1].headers[0],
        ("mex-messageid".to_owned(), waiting[1].as_str().to_owned())
    );
    mailbox.with_agency(|agency| assert_eq!(agency.complaints(), []));
}

#[test]
fn ids_look_like_those_of_mesh_and_are_the_same_each_time() {
    let ids = |mailbox: &TrainingMailbox| {
        post(mailbox, 1);
        mailbox.waiting()
    };
    let mailbox = training();
    let first = ids(&mailbox);

    assert_eq!(first, ids(&training()));
    let (digits, mark) = first[0].as_str().split_once('_').unwrap();
    assert!(digits.starts_with("20260311104230") && digits.len() == 20);
    assert!(mark.len() == 6 && mark.bytes().all(|byte| byte.is_ascii_hexdigit()));
}

#[test]
fn an_acknowledged_message_is_gone() {
    let mailbox = training();
    post(&mailbox, 1);
    let id = mailbox.waiting()[0].clone();

    fetch(&mailbox, &id);
    fetch(&mailbox, &id);
    block_on(mailbox.acknowledge(&id)).unwrap();

    assert_eq!(trouble(block_on(mailbox.fetch(&id))), Trouble::Gone);
    assert_eq!(trouble(block_on(mailbox.acknowledge(&id))), Trouble::Gone);
    assert_eq!(mailbox.waiting().len(), 1);
    assert_eq!(mailbox.witness().fetched(&id), 2);
    assert_eq!(mailbox.witness().acknowledged[0].id, id);
}

#[test]
fn messages_are_listed_in_pages_in_the_order_of_arrival() {
    let mailbox = training();
    assert_eq!(list_all(&mailbox), [Vec::new()]);
    let ids: Vec<_> = (0..5)
        .map(|_| mailbox.deliver_raw(Workflow::Registration, "X"))
        .collect();
    assert_eq!(list_all(&mailbox).concat(), ids);

    mailbox.set_page_size(2);
    let pages = list_all(&mailbox);
    assert_eq!(pages.iter().map(Vec::len).collect::<Vec<_>>(), [2, 2, 1]);
    assert_eq!(pages.concat(), ids);
}

#[test]
fn the_next_page_is_right_although_the_first_has_been_acknowledged() {
    let mailbox = training();
    mailbox.set_page_size(2);
    let ids: Vec<_> = (0..4)
        .map(|_| mailbox.deliver_raw(Workflow::Registration, "X"))
        .collect();
    let first = block_on(mailbox.list(None)).unwrap();
    for id in &first.messages {
        block_on(mailbox.acknowledge(id)).unwrap();
    }

    let second = block_on(mailbox.list(first.next)).unwrap();

    assert_eq!((second.messages, second.next), (ids[2..].to_vec(), None));
}

#[test]
fn any_bytes_can_be_delivered() {
    let mailbox = training();
    let id = mailbox.deliver_raw(Workflow::Receipt, vec![0, 255, 39]);
    let letter = fetch(&mailbox, &id);

    assert_eq!(
        (letter.workflow, letter.body),
        (Workflow::Receipt, vec![0, 255, 39])
    );
}

#[test]
fn time_brings_what_falls_due() {
    let mailbox = training();
    mailbox.with_agency(|agency| *agency.rules_mut() = Rules::default());
    post(&mailbox, 1);
    assert_eq!(mailbox.waiting().len(), 1, "the receipt");

    mailbox.set_now(now() + SignedDuration::from_hours(24 * 30));
    assert_eq!(mailbox.waiting().len(), 2);
    mailbox.set_now(now());
    assert_eq!((mailbox.waiting().len(), mailbox.now()), (2, now()));
}

#[test]
fn what_a_scenario_wishes_is_brought_at_once() {
    let mailbox = training();
    mailbox.with_agency(|agency| agency.close_quarter(day("2026-03-31"), now()));

    assert_eq!(mailbox.waiting().len(), 1);
}

#[test]
fn tracking_tells_what_became_of_an_attempt() {
    let mailbox = training();
    assert_eq!(block_on(mailbox.track(&local(1))), Ok(Tracked::NotFound));
    let Posted::Accepted { id } = post(&mailbox, 1) else {
        panic!("it is accepted");
    };

    assert_eq!(
        block_on(mailbox.track(&local(1))),
        Ok(Tracked::Found {
            id,
            collected: true
        })
    );
    post(&mailbox, 1);
    assert!(
        matches!(block_on(mailbox.track(&local(1))), Ok(Tracked::Several { ids }) if ids.len() == 2)
    );
}

#[test]
fn the_clock_is_right() {
    assert_eq!(
        block_on(training().check()).unwrap().clock_ahead_seconds,
        Some(0)
    );
}

#[test]
fn a_restored_mailbox_goes_on_where_it_was() {
    let mailbox = training();
    mailbox.with_agency(|agency| *agency.rules_mut() = Rules::default());
    post(&mailbox, 1);
    mailbox.deliver_raw(Workflow::Registration, vec![0, 200]);
    let restored = TrainingMailbox::restore(mailbox.snapshot().unwrap()).unwrap();

    let future = |mailbox: &TrainingMailbox| {
        mailbox.set_now(now() + SignedDuration::from_hours(24 * 30));
        let waiting = mailbox.waiting();
        waiting
            .iter()
            .map(|id| (id.clone(), fetch(mailbox, id).body))
            .collect::<Vec<_>>()
    };
    let (expected, found) = (future(&mailbox), future(&restored));
    assert_eq!(expected.len(), 3);
    assert!(expected == found);
    assert_eq!(mailbox.witness(), restored.witness());
    assert_eq!(mailbox.snapshot().unwrap(), restored.snapshot().unwrap());
    assert!(TrainingMailbox::restore(serde_json::json!({"agency": "COLE"})).is_err());
}

#[test]
fn nothing_of_a_patient_is_shown() {
    let mailbox = training();
    post(&mailbox, 1);
    let shown = format!("{mailbox:?} {:?}", mailbox.witness());

    for secret in ["COLE", "WOJCIK", "UNB"] {
        assert!(!shown.contains(secret), "{secret} is shown");
    }
}
