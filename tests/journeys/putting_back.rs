//! An old copy of the data is put back: what was sent since is not sent again.

use std::path::PathBuf;

use agency::{Rules, Wait};
use practice::{Act, Confirmed, DeskError, ExchangeLock, PutRight, Report};
use store::Sequence;

use crate::world::people::person;
use crate::world::{Beginning, World};

impl World {
    fn file(&self) -> PathBuf {
        self.folder.path().join(store::FILE_NAME)
    }

    /// A copy of the data as it is now.
    pub(crate) fn copies(&self) -> Vec<u8> {
        self.surgery.practice.store().checkpoint().unwrap();

        std::fs::read(self.file()).unwrap()
    }

    /// A manager confirms the numbers, with nothing to add to what the record outside knows.
    pub(crate) fn confirms(&self) -> PutRight {
        self.tries_to_confirm(&[], &self.surgery.act()).unwrap()
    }

    fn tries_to_confirm(
        &self,
        confirmed: &[Confirmed],
        act: &Act<'_>,
    ) -> Result<PutRight, DeskError> {
        let lock = ExchangeLock::take(self.folder.path()).unwrap().unwrap();

        self.surgery
            .practice
            .confirm_numbers(confirmed, "PCSE confirmed", act, &lock)
    }

    fn numbers_on_no_letter(&self) -> usize {
        let report = &Report::MissingNumbersOut;

        self.surgery
            .practice
            .report(report, self.now())
            .unwrap()
            .rows
            .len()
    }

    /// The copy in a folder of its own, as after a restore; the record of the numbers stays where it is.
    pub(crate) fn puts_back(&mut self, copy: &[u8]) {
        let folder = tempfile::tempdir_in(self.folder.path().parent().unwrap()).unwrap();
        std::fs::write(folder.path().join(store::FILE_NAME), copy).unwrap();
        self.folder = folder;
        self.restarts();
    }
}

fn last(sequence: Sequence, last: u32) -> Confirmed {
    let link = (sequence != Sequence::Tn).then_some(store::LinkId::new(1));

    Confirmed {
        sequence,
        link,
        last,
    }
}

#[tokio::test]
async fn an_old_copy_sends_nothing_until_the_numbers_are_confirmed() {
    let mut world = World::new();
    world.surgery.files(person(1).first(world.now()));
    world.surgery.exchanges().await;
    world.surgery.exchanges().await;
    let second = world.surgery.files(person(2).first(world.now()));
    let copy = world.copies();
    world.surgery.exchanges().await;
    world.surgery.exchanges().await;
    let sent = world.service.witness().accepted.len();

    world.puts_back(&copy);
    assert_eq!(
        world.surgery.shows(second.filing),
        "Ready to send",
        "as it was then"
    );
    let third = world.surgery.files(person(3).first(world.now()));
    let pass = world.surgery.exchanges().await;
    assert_eq!(pass.troubles[0].code, "E965");
    assert_eq!(
        world.service.witness().accepted.len(),
        sent,
        "nothing was sent"
    );
    let behind = world.surgery.practice.behind().unwrap().unwrap();
    assert!(behind.letters >= 1);

    let clerk = world.tries_to_confirm(&[], &world.surgery.clerk());
    assert_eq!(clerk.unwrap_err().code(), "E940");
    let done = world.confirms();
    assert_eq!((done.found_again, done.held, done.lost), (1, 0, 0));
    for _ in 0..4 {
        world.minutes_pass(5);
        world.surgery.exchanges().await;
    }

    assert_eq!(world.heard(), ["G1", "G1", "G1"], "each once");
    assert_eq!(world.surgery.shows(third.filing), "Receipted");
    assert_eq!(
        world.surgery.shows(second.filing),
        "Collected",
        "its receipt came before the copy was put back, and is gone"
    );
    let missing = world.surgery.practice.missing_letters().unwrap();
    assert!(
        !missing.is_empty(),
        "PCSE is asked for what came since the copy"
    );
    let verified = world.surgery.practice.verify(world.now()).unwrap();
    assert!(verified.is_sound(), "{verified:?}");
}

#[tokio::test]
async fn what_was_filed_after_the_copy_is_told_as_lost() {
    let mut world = World::new();
    world.surgery.files(person(1).first(world.now()));
    world.surgery.exchanges().await;
    let copy = world.copies();
    world.surgery.files(person(2).first(world.now()));
    world.surgery.exchanges().await;

    world.puts_back(&copy);
    let done = world.confirms();

    assert_eq!(done.lost, 1);
    let next = world.surgery.files(person(3).first(world.now()));
    world.surgery.exchanges().await;
    let letter = world
        .surgery
        .practice
        .outbox_detail(next.filing, world.now())
        .unwrap()
        .letter
        .unwrap();
    assert!(letter.tn.unwrap().number > 2, "no number serves twice");
    assert!(world.complaints().iter().all(|one| !matches!(
        one,
        agency::Complaint::TwoBodies { .. } | agency::Complaint::TnTwice { .. }
    )));
}

#[tokio::test]
async fn a_number_that_was_surely_used_is_not_confirmed_away() {
    let mut world = World::new();
    let copy = world.copies();
    for nth in 1..=3 {
        world.surgery.files(person(nth).first(world.now()));
    }
    world.surgery.exchanges().await;
    world.puts_back(&copy);

    let low = Confirmed {
        sequence: Sequence::Tn,
        link: None,
        last: 2,
    };
    let refused = world.tries_to_confirm(&[low], &world.surgery.act());

    assert_eq!(refused.unwrap_err().code(), "E966");
    assert!(world.surgery.practice.is_restored().unwrap());
}

#[tokio::test]
async fn a_letter_that_comes_again_after_the_copy_has_its_one_receipt() {
    let mut world = World::new();
    world.both_know(&person(1));
    let copy = world.copies();
    // MESH is not heard to have forgotten the letter, which is receipted all the same.
    for _ in 0..3 {
        let fault = agency::AcknowledgeFault::Fails(agency::Failure::TimedOut);
        world.service.fault(fault);
    }
    world.moves(&person(1), "1 FIRST ROAD").await;
    assert_eq!(world.unreceipted(), 0);

    world.puts_back(&copy);
    world.confirms();
    assert_eq!(world.numbers_on_no_letter(), 2, "interchange and message");
    world.surgery.exchanges().await;
    world.minutes_pass(10);
    world.surgery.exchanges().await;

    assert_eq!(world.numbers_on_no_letter(), 0, "it was made again");
    world.is_sound();
    assert_eq!(world.surgery.notices("F1").len(), 1);
    let receipts = world.service.witness().accepted;
    assert_eq!(receipts.len(), 1, "MESH has the receipt once");
    assert_eq!(world.service.waiting(), []);
}

#[tokio::test]
async fn where_nothing_was_lost_nothing_is_confirmed() {
    let world = World::new();
    world.surgery.files(person(1).first(world.now()));
    world.surgery.exchanges().await;
    let high = Confirmed {
        sequence: Sequence::Tn,
        link: None,
        last: 9_999_999,
    };

    let refused = world.tries_to_confirm(&[high], &world.surgery.act());

    assert_eq!(refused.unwrap_err().code(), "E938");
    world.surgery.files(person(2).first(world.now()));
    world.surgery.exchanges().await;
    assert_eq!(world.heard(), ["G1", "G1"], "under numbers of their own");
}

#[tokio::test]
async fn a_number_far_beyond_all_others_is_taken_for_a_slip() {
    let mut world = World::new();
    let copy = world.copies();
    world.surgery.files(person(1).first(world.now()));
    world.surgery.exchanges().await;
    world.puts_back(&copy);
    let tn = |last| Confirmed {
        sequence: Sequence::Tn,
        link: None,
        last,
    };

    let refused = world.tries_to_confirm(&[tn(10_002)], &world.surgery.act());
    assert_eq!(refused.unwrap_err().code(), "E919");
    world
        .tries_to_confirm(&[tn(10_001)], &world.surgery.act())
        .unwrap();
}

#[tokio::test]
async fn a_record_that_is_damaged_stops_the_post_until_the_numbers_are_confirmed() {
    let world = World::new();
    world.surgery.files(person(1).first(world.now()));
    world.surgery.exchanges().await;
    world.marks.damage();
    let waits = world.surgery.files(person(2).first(world.now()));
    let stopped = world.surgery.tries_to_exchange().await;
    assert_eq!(stopped.unwrap_err().code(), "E968");

    let done = world.confirms();
    world.surgery.exchanges().await;
    assert_eq!(done.held, 1, "it may have gone, and the record cannot tell");
    assert_eq!(world.heard(), ["G1"]);

    world
        .surgery
        .practice
        .let_go(waits.filing, &world.surgery.act())
        .unwrap();
    world.surgery.exchanges().await;
    assert_eq!(world.heard(), ["G1", "G1"]);
}

#[tokio::test]
async fn a_copy_without_its_record_sends_nothing_that_may_have_gone_since() {
    let mut world = World::new();
    let filed = world.surgery.files(person(1).first(world.now()));
    let copy = world.copies();
    world.surgery.exchanges().await;
    assert_eq!(world.heard(), ["G1"]);

    world.puts_back(&copy);
    world.marks.lose();
    let done = world
        .tries_to_confirm(
            &[
                last(Sequence::Sis, 1),
                last(Sequence::Sms, 1),
                last(Sequence::Tn, 1),
            ],
            &world.surgery.act(),
        )
        .unwrap();
    for _ in 0..3 {
        world.minutes_pass(6);
        world.surgery.exchanges().await;
    }

    assert_eq!((done.found_again, done.held), (0, 1));
    assert_eq!(world.heard(), ["G1"], "once");
    let held = world.surgery.practice.store();
    let held = held.read(|r| r.filing(filed.filing)).unwrap().held_why;
    assert!(held.unwrap().contains("ask PCSE"));
}

#[tokio::test]
async fn a_letter_that_was_numbered_in_a_copy_without_its_record_is_left_to_a_person() {
    let mut world = World::beginning(&Beginning {
        rules: Rules {
            receipt_after: Wait::Hours(8),
            ..Rules::at_once()
        },
        ..Beginning::default()
    });
    world.surgery.files(person(1).first(world.now()));
    world.marks.fail_once();
    let stopped = world.surgery.tries_to_exchange().await;
    assert_eq!(stopped.unwrap_err().code(), "E949");
    let copy = world.copies();
    world.surgery.exchanges().await;
    assert_eq!(world.heard(), ["G1"]);

    world.puts_back(&copy);
    world.marks.lose();
    world.confirms();
    let mut told = Vec::new();
    for _ in 0..4 {
        world.minutes_pass(20);
        told.extend(world.surgery.exchanges().await.troubles);
    }

    assert_eq!(world.heard(), ["G1"], "once");
    assert!(told.iter().any(|one| one.code == "E993"), "{told:?}");
}

/// The record outside has room for the latest letters, and says where it begins.
#[tokio::test]
async fn what_may_have_fallen_off_the_record_is_held() {
    let mut world = World::new();
    let first = world.surgery.files(person(1).first(world.now()));
    let copy = world.copies();
    for nth in 2..=502 {
        world.surgery.files(person(nth).first(world.now()));
    }
    while world.heard().len() < 502 {
        world.minutes_pass(5);
        world.surgery.exchanges().await;
    }

    world.puts_back(&copy);
    let done = world.confirms();
    for _ in 0..3 {
        world.minutes_pass(6);
        world.surgery.exchanges().await;
    }

    assert_eq!((done.found_again, done.held), (0, 1));
    assert_eq!(world.surgery.shows(first.filing), "On hold");
    assert_eq!(world.heard().len(), 502, "each once");
}

#[tokio::test]
async fn a_copy_on_another_computer_has_no_record_and_sends_nothing() {
    let world = World::new();
    world.surgery.files(person(1).first(world.now()));
    world.surgery.exchanges().await;
    world.marks.lose();
    world.surgery.files(person(2).first(world.now()));

    let sent = world.service.witness().accepted.len();
    world.surgery.exchanges().await;

    assert_eq!(world.service.witness().accepted.len(), sent);
    assert!(world.surgery.practice.behind().unwrap().unwrap().no_record);
}

#[tokio::test]
async fn a_record_that_cannot_be_written_sends_nothing_and_loses_nothing() {
    let world = World::new();
    let filed = world.surgery.files(person(1).first(world.now()));
    world.marks.fail_once();
    let refused = world.surgery.tries_to_exchange().await;
    assert_eq!(refused.unwrap_err().code(), "E949");
    assert_eq!(
        world.service.witness().attempts.len(),
        0,
        "the record comes before the post"
    );

    world.surgery.exchanges().await;
    world.surgery.exchanges().await;
    assert_eq!(world.heard(), ["G1"]);
    assert_ne!(world.surgery.shows(filed.filing), "Ready to send");
}

#[tokio::test]
async fn a_receipt_that_comes_before_the_numbers_are_confirmed_finds_its_letter_afterwards() {
    let mut world = World::new();
    world
        .service
        .with_agency(|agency| agency.rules_mut().receipt_after = agency::Wait::Hours(1));
    let filed = world.surgery.files(person(1).first(world.now()));
    let copy = world.copies();
    world.surgery.exchanges().await;
    world.puts_back(&copy);
    world.minutes_pass(61);
    let pass = world.surgery.exchanges().await;
    assert_eq!(pass.received, 2, "the receipt and the approval");
    assert_eq!(world.surgery.waiting("F4").filing, None);
    assert_eq!(pass.read.alarms, [], "its letter is on the record outside");

    world.confirms();

    assert_eq!(world.surgery.shows(filed.filing), "Receipted");
    assert_eq!(world.surgery.waiting("F4").filing, Some(filed.filing));
    let verified = world.surgery.practice.verify(world.now()).unwrap();
    assert!(verified.is_sound(), "{verified:?}");
}

#[tokio::test]
async fn a_claim_that_the_disk_has_lost_is_known_from_the_record_and_asked_for() {
    let rules = Rules {
        receipt_after: Wait::Hours(2),
        ..Rules::at_once()
    };
    let mut world = World::beginning(&Beginning {
        rules,
        ..Beginning::default()
    });
    world.surgery.files(person(1).first(world.now()));
    for _ in 0..3 {
        world.surgery.exchanges().await;
    }
    let second = world.surgery.files(person(2).first(world.now()));
    world.marks.fail_once();
    let stopped = world.surgery.tries_to_exchange().await;
    assert_eq!(stopped.unwrap_err().code(), "E949");
    let copy = world.copies();
    world.surgery.exchanges().await;

    // Released and not claimed, so no number is missing; but MESH has the letter.
    world.puts_back(&copy);
    assert!(!world.surgery.practice.is_restored().unwrap());
    world.surgery.exchanges().await;
    assert_eq!(
        world.surgery.shows(second.filing),
        "Not known whether MESH has it"
    );
    for _ in 0..4 {
        world.surgery.exchanges().await;
        world.minutes_pass(2);
    }
    let posts = world.service.witness().accepted;
    let registrations = posts
        .iter()
        .filter(|post| post.workflow == mailbox::Workflow::Registration);
    assert_eq!(registrations.count(), 2, "nothing was posted on a guess");
    assert_eq!(world.surgery.shows(second.filing), "Collected");
    assert_eq!(world.heard(), ["G1", "G1"]);
    assert_eq!(world.complaints(), []);
}
