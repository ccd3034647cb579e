//! Each fault of the carrier does what it says, and both sides can be told apart afterwards.

use agency::{
    AcknowledgeFault, CheckFault, Failure, Fault, FetchFault, ListFault, PostFault, TrackFault,
    TrainingMailbox,
};
use mailbox::{Fetched, MailError, Mailbox, Posted, Tracked, Trouble, Workflow};

use crate::mailbox::{list_all, local, outgoing, post, training, trouble};
use crate::practice::*;

fn accepted(mailbox: &TrainingMailbox) -> usize {
    mailbox.witness().accepted.len()
}

/// How many letters reached the service.
fn arrived(mailbox: &TrainingMailbox) -> usize {
    mailbox.with_agency(|agency| agency.ledger().letters.len())
}

fn track(mailbox: &TrainingMailbox) -> Result<Tracked, MailError> {
    block_on(mailbox.track(&local(1)))
}

#[test]
fn offline_reaches_nothing_until_it_is_lifted() {
    let mailbox = training();
    let id = mailbox.deliver_raw(Workflow::Registration, "X");
    mailbox.fault(Fault::Offline);

    for _ in 0..2 {
        assert!(
            matches!(post(&mailbox, 1), Posted::NotSent(error) if error.trouble == Trouble::NotReached)
        );
        assert_eq!(trouble(block_on(mailbox.check())), Trouble::NotReached);
        assert_eq!(trouble(block_on(mailbox.list(None))), Trouble::NotReached);
        assert_eq!(trouble(block_on(mailbox.fetch(&id))), Trouble::NotReached);
        assert_eq!(
            trouble(block_on(mailbox.acknowledge(&id))),
            Trouble::NotReached
        );
        assert_eq!(trouble(track(&mailbox)), Trouble::NotReached);
    }
    assert_eq!(
        (accepted(&mailbox), mailbox.witness().attempts.len()),
        (0, 2)
    );

    mailbox.lift_faults();
    assert!(matches!(post(&mailbox, 1), Posted::Accepted { .. }));
    assert!(block_on(mailbox.fetch(&id)).is_ok());
}

#[test]
fn a_lost_answer_leaves_a_letter_that_is_found() {
    let mailbox = training();
    mailbox.fault(PostFault::LoseAnswer);

    assert!(
        matches!(post(&mailbox, 1), Posted::Unknown(error) if error.trouble == Trouble::Broken)
    );
    assert_eq!((accepted(&mailbox), arrived(&mailbox)), (1, 1));
    assert!(matches!(
        track(&mailbox),
        Ok(Tracked::Found {
            collected: true,
            ..
        })
    ));
    assert_eq!(
        mailbox.waiting().len(),
        2,
        "receipt and answer are there all the same"
    );
}

#[test]
fn a_lost_post_is_not_found() {
    let mailbox = training();
    mailbox.fault(PostFault::LosePost);

    assert!(matches!(post(&mailbox, 1), Posted::Unknown(_)));
    assert_eq!((accepted(&mailbox), arrived(&mailbox)), (0, 0));
    assert_eq!(track(&mailbox), Ok(Tracked::NotFound));
}

#[test]
fn a_refusal_tells_its_code_and_takes_nothing() {
    let mailbox = training();
    let (code, words) = ("12".to_owned(), "unknown recipient".to_owned());
    mailbox.fault(PostFault::Refuse {
        code: code.clone(),
        words: words.clone(),
    });

    assert_eq!(post(&mailbox, 1), Posted::Refused { code, words });
    assert_eq!(accepted(&mailbox), 0);
}

#[test]
fn a_busy_carrier_says_how_long_to_wait() {
    let mailbox = training();
    let busy = Failure::Busy { wait_seconds: 90 };
    mailbox.fault(PostFault::Fails(busy));
    mailbox.fault(ListFault::Fails(busy));

    assert!(matches!(post(&mailbox, 1), Posted::NotSent(error) if error.wait_seconds == Some(90)));
    assert_eq!(
        block_on(mailbox.list(None)).unwrap_err().wait_seconds,
        Some(90)
    );
    assert!(
        matches!(post(&mailbox, 1), Posted::Accepted { .. }),
        "it is used up"
    );
    assert!(block_on(mailbox.list(None)).is_ok());
}

#[test]
fn each_kind_of_call_has_its_own_queue() {
    let mailbox = training();
    let id = mailbox.deliver_raw(Workflow::Registration, "X");
    mailbox.fault(CheckFault::Fails(Failure::NotLetIn));
    mailbox.fault(CheckFault::ClockAhead { seconds: 4000 });
    mailbox.fault(FetchFault::Fails(Failure::Broken));
    mailbox.fault(TrackFault::Fails(Failure::TimedOut));
    mailbox.fault(PostFault::Fails(Failure::TimedOut));
    mailbox.fault(PostFault::Fails(Failure::NotLetIn));

    assert_eq!(trouble(block_on(mailbox.check())), Trouble::NotLetIn);
    assert_eq!(
        block_on(mailbox.check()).unwrap().clock_ahead_seconds,
        Some(4000)
    );
    assert_eq!(trouble(block_on(mailbox.fetch(&id))), Trouble::Broken);
    assert!(block_on(mailbox.fetch(&id)).is_ok());
    assert_eq!(mailbox.witness().fetched(&id), 1);
    assert_eq!(trouble(track(&mailbox)), Trouble::TimedOut);
    assert!(
        matches!(post(&mailbox, 1), Posted::Unknown(error) if error.trouble == Trouble::TimedOut)
    );
    assert!(
        matches!(post(&mailbox, 1), Posted::NotSent(error) if error.trouble == Trouble::NotLetIn)
    );
    assert_eq!(accepted(&mailbox), 0);
}

#[test]
fn an_acknowledgement_that_does_not_arrive_leaves_the_message() {
    let mailbox = training();
    let id = mailbox.deliver_raw(Workflow::Registration, "X");
    mailbox.fault(AcknowledgeFault::Fails(Failure::Broken));

    assert_eq!(trouble(block_on(mailbox.acknowledge(&id))), Trouble::Broken);
    assert_eq!(
        (mailbox.waiting(), mailbox.witness().acknowledged.len()),
        (vec![id], 0)
    );
}

#[test]
fn an_acknowledgement_whose_answer_is_lost_was_done() {
    let mailbox = training();
    let id = mailbox.deliver_raw(Workflow::Registration, "X");
    mailbox.fault(AcknowledgeFault::AnswerLost);

    assert_eq!(trouble(block_on(mailbox.acknowledge(&id))), Trouble::Broken);
    assert_eq!(
        (
            mailbox.waiting().len(),
            mailbox.witness().acknowledged.len()
        ),
        (0, 1)
    );
    assert_eq!(trouble(block_on(mailbox.acknowledge(&id))), Trouble::Gone);
}

#[test]
fn a_message_is_listed_on_two_pages() {
    let mailbox = training();
    mailbox.set_page_size(2);
    mailbox.fault(ListFault::Twice);
    assert_eq!(
        list_all(&mailbox),
        [Vec::new()],
        "an empty page has nothing to repeat"
    );
    let ids: Vec<_> = (0..3)
        .map(|_| mailbox.deliver_raw(Workflow::Registration, "X"))
        .collect();

    let pages = list_all(&mailbox);
    assert_eq!(
        pages,
        [
            vec![ids[0].clone(), ids[1].clone()],
            vec![ids[1].clone(), ids[2].clone()]
        ]
    );

    mailbox.set_page_size(500);
    mailbox.fault(ListFault::Twice);
    let pages = list_all(&mailbox);
    assert_eq!(
        pages,
        [ids.clone(), vec![ids[2].clone()]],
        "also where there is no further page"
    );
}

#[test]
fn an_undelivered_letter_is_reported() {
    let mailbox = training();
    let (code, words) = ("EPL-151".to_owned(), "no such mailbox".to_owned());
    mailbox.fault(PostFault::Undelivered {
        code: code.clone(),
        words: words.clone(),
    });

    let Posted::Accepted { id } = post(&mailbox, 1) else {
        panic!("the carrier takes it first");
    };
    assert_eq!(arrived(&mailbox), 0);
    let waiting = mailbox.waiting();
    let Ok(Fetched::Report(report)) = block_on(mailbox.fetch(&waiting[0])) else {
        panic!("it is a report");
    };
    assert_eq!(
        (report.about, report.about_attempt),
        (Some(id.clone()), Some(local(1)))
    );
    assert_eq!((report.code, report.description), (Some(code), Some(words)));
    assert_eq!(
        track(&mailbox),
        Ok(Tracked::Found {
            id,
            collected: false
        })
    );
}

#[test]
fn tracking_forgets_everything() {
    let mailbox = training();
    post(&mailbox, 1);
    mailbox.fault(Fault::TrackForgets);

    for _ in 0..3 {
        assert_eq!(track(&mailbox), Ok(Tracked::NotFound));
    }
    mailbox.lift_faults();
    assert!(matches!(track(&mailbox), Ok(Tracked::Found { .. })));
}

#[test]
fn tracking_is_slow_to_know_and_slow_to_say_collected() {
    let mailbox = training();
    post(&mailbox, 1);
    mailbox.fault(TrackFault::Slow { calls: 2 });
    mailbox.fault(TrackFault::NotCollected { calls: 2 });

    let said: Vec<_> = (0..5)
        .map(|_| match track(&mailbox).unwrap() {
            Tracked::NotFound => None,
            Tracked::Found { collected, .. } => Some(collected),
            Tracked::Several { .. } | Tracked::Waiting | Tracked::Failed { .. } => {
                panic!("it was posted once")
            }
        })
        .collect();
    assert_eq!(said, [None, None, Some(false), Some(false), Some(true)]);
}

#[test]
fn the_carrier_takes_a_letter_twice() {
    let mailbox = training();
    mailbox.fault(PostFault::TakesTwice);

    assert!(matches!(post(&mailbox, 1), Posted::Unknown(_)));
    assert_eq!(accepted(&mailbox), 2);
    assert!(matches!(track(&mailbox), Ok(Tracked::Several { ids }) if ids.len() == 2));
    assert_eq!(mailbox.witness().taken_as(&local(1)).count(), 2);
    let transactions = mailbox.with_agency(|agency| agency.ledger().transactions.len());
    assert_eq!(
        (arrived(&mailbox), transactions),
        (2, 1),
        "the service works on it once"
    );
    assert_eq!(mailbox.waiting().len(), 3, "two receipts and one answer");
}

#[test]
fn faults_are_kept_with_the_rest() {
    let mailbox = training();
    mailbox.fault(PostFault::LosePost);
    mailbox.fault(Fault::TrackForgets);
    let restored = TrainingMailbox::restore(mailbox.snapshot().unwrap()).unwrap();

    assert!(matches!(
        block_on(restored.post(&outgoing(1))),
        Posted::Unknown(_)
    ));
    post(&restored, 1);
    assert_eq!(track(&restored), Ok(Tracked::NotFound));
}
