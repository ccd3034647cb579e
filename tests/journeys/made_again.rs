//! An old copy is put back: letters that were sent since are made again from what it holds, or told as lost.

use gplinks::{Change, Changes, PatientNumber, Text};
use mailbox::Workflow;
use practice::Report;

use crate::world::World;
use crate::world::people::person;

impl World {
    fn says_of_numbers(&self) -> Vec<String> {
        let report = &Report::MissingNumbersOut;

        self.surgery
            .practice
            .report(report, self.now())
            .unwrap()
            .sentences
    }
}

#[tokio::test]
async fn a_draft_of_what_was_sent_since_is_a_draft_no_longer() {
    let mut world = World::new();
    let filed = world.surgery.files(person(1).first(world.now()));
    let clerk = world.surgery.clerk();
    world
        .surgery
        .practice
        .take_back(filed.filing, &clerk)
        .unwrap();
    let copy = world.copies();
    world
        .surgery
        .practice
        .confirm(filed.filing, &clerk)
        .unwrap();
    world.surgery.exchanges().await;

    world.puts_back(&copy);
    let done = world.confirms();
    assert_eq!((done.found_again, done.held, done.lost), (1, 0, 0));
    let refused = world.surgery.practice.confirm(filed.filing, &clerk);
    assert_eq!(refused.unwrap_err().code(), "E953");
    world.goes_on(3).await;

    assert_eq!(world.heard(), ["G1"], "once");
    world.is_sound();
}

#[tokio::test]
async fn a_draft_that_was_sent_in_other_words_is_held() {
    let mut world = World::new();
    let filed = world.surgery.files(person(1).first(world.now()));
    let clerk = world.surgery.clerk();
    world
        .surgery
        .practice
        .take_back(filed.filing, &clerk)
        .unwrap();
    let copy = world.copies();
    let practice = &world.surgery.practice;
    let other = person(2).first(world.now());
    practice.correct(filed.filing, &other, &clerk).unwrap();
    practice.confirm(filed.filing, &clerk).unwrap();
    world.surgery.exchanges().await;

    world.puts_back(&copy);
    let done = world.confirms();
    assert_eq!((done.found_again, done.held, done.lost), (0, 1, 0));
    world.goes_on(3).await;

    assert_eq!(world.surgery.shows(filed.filing), "On hold");
    assert_eq!(world.heard(), ["G1"], "once");
    world.is_sound();
}

#[tokio::test]
async fn a_receipt_that_was_sent_since_is_not_sent_again() {
    let mut world = World::new();
    world.both_know(&person(1));
    let number = PatientNumber::read(&person(1).number.unwrap()).unwrap();
    let changes = Changes {
        previous_surname: Change::Set(Text::new("OLDA").unwrap()),
        ..Changes::default()
    };
    let now = world.now();
    world.service.with_agency(|agency| {
        agency.amend(&number, changes, None, now).unwrap();
    });
    let manager = world.surgery.act();
    world.surgery.practice.pause(Some("x"), &manager).unwrap();
    world.surgery.exchanges().await;
    world.surgery.practice.pause(None, &manager).unwrap();
    let copy = world.copies();
    world.surgery.exchanges().await;

    world.puts_back(&copy);
    let done = world.confirms();
    assert_eq!((done.found_again, done.lost), (1, 0));
    world.goes_on(3).await;

    let accepted = world.service.witness().accepted;
    let receipts = accepted
        .iter()
        .filter(|one| one.workflow == Workflow::Receipt);
    assert_eq!(receipts.count(), 1);
    assert_eq!(world.complaints(), []);
    world.is_sound();
}

#[tokio::test]
async fn a_filing_made_after_the_copy_was_put_back_is_not_taken_for_the_lost_one() {
    let mut world = World::new();
    let copy = world.copies();
    let lost = world.surgery.files(person(1).first(world.now()));
    world.surgery.exchanges().await;
    world.puts_back(&copy);
    let own = world.surgery.files(person(2).first(world.now()));
    assert_eq!(lost.filing, own.filing, "row ids begin again");

    let done = world.confirms();

    assert_eq!((done.found_again, done.held, done.lost), (0, 0, 1));
    assert_eq!(world.surgery.shows(own.filing), "Ready to send");
}

#[tokio::test]
async fn numbers_whose_letters_are_lost_are_not_told_as_never_sent() {
    let mut world = World::new();
    let copy = world.copies();
    world.surgery.files(person(1).first(world.now()));
    world.surgery.exchanges().await;
    world.puts_back(&copy);
    world.confirms();

    let said = world.says_of_numbers();

    assert_eq!(
        said[0],
        "TES5 with XX11: Outgoing interchange 1 was sent, and what it said is lost (the data was put back from an earlier time: PCSE confirmed). Do not file it again; ask PCSE what it said."
    );
    assert!(
        said.iter().all(|one| !one.contains("will not arrive")),
        "{said:?}"
    );
    world.is_sound();
}
