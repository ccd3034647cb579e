//! The other side, or the post, does something wrong.

use agency::{AcknowledgeFault, Failure, FetchFault, ListFault, Mischief};
use gplinks::{LetterVerdict, MessageVerdict, Minute};
use practice::Choice;
use store::{ArrivalState, NoticeState};

use crate::world::World;
use crate::world::people::person;

fn arrivals(world: &World, state: ArrivalState) -> usize {
    world
        .surgery
        .practice
        .store()
        .read(|r| r.letters_in_in(state))
        .unwrap()
        .len()
}

impl World {
    async fn exchanges_until_quiet(&self) {
        for _ in 0..4 {
            self.surgery.exchanges().await;
        }
    }

    fn misbehaves(&self, mischief: Mischief) {
        self.service
            .with_agency(|agency| agency.misbehave(mischief));
    }
}

#[tokio::test]
async fn the_same_letter_twice_is_applied_once_and_receipted_twice() {
    let world = World::new();
    world.both_know(&person(1));
    world.misbehaves(Mischief::Duplicate);
    world.moves(&person(1), "5 NEW ROAD").await;
    world.exchanges_until_quiet().await;

    assert_eq!(world.surgery.notices("F1").len(), 1);
    assert_eq!(world.unreceipted(), 0, "each copy is receipted");
    assert_eq!(world.complaints(), []);
}

#[tokio::test]
async fn two_letters_of_one_number_are_not_both_believed() {
    let world = World::new();
    world.both_know(&person(1));
    world.misbehaves(Mischief::OtherBytes);
    world.moves(&person(1), "5 NEW ROAD").await;
    world.exchanges_until_quiet().await;

    assert_eq!(world.surgery.notices("F1").len(), 1);
    assert_eq!(
        arrivals(&world, ArrivalState::SetAside),
        1,
        "a person sees it"
    );
    assert_eq!(world.complaints(), []);
}

#[tokio::test]
async fn one_strange_transaction_does_not_keep_its_neighbours() {
    let world = World::new();
    world.both_know(&person(1));
    world.misbehaves(Mischief::StrangeTransaction);
    world.moves(&person(1), "5 NEW ROAD").await;
    world.exchanges_until_quiet().await;

    let all = world
        .surgery
        .practice
        .store()
        .read(|r| r.notices_after(None, 99))
        .unwrap();
    let states: Vec<_> = all.iter().map(|notice| notice.state).collect();
    assert!(states.contains(&NoticeState::ToDecide) && states.contains(&NoticeState::SetAside));
    assert_eq!(world.unreceipted(), 0);
    assert_eq!(world.complaints(), []);
}

#[tokio::test]
async fn an_unknown_kind_is_receipted_and_shown() {
    let world = World::new();
    world.both_know(&person(1));
    world.misbehaves(Mischief::UnknownCode {
        code: "Z9".to_owned(),
    });
    world.moves(&person(1), "5 NEW ROAD").await;
    world.exchanges_until_quiet().await;

    let strange = world.surgery.notices("Z9");
    assert_eq!(strange.len(), 1);
    assert_eq!(strange[0].state, NoticeState::SetAside);
    let act = world.surgery.clerk();
    world
        .surgery
        .practice
        .decide(strange[0].id, &Choice::DealtWith, Some("told PCSE"), &act)
        .unwrap();
    assert_eq!(world.unreceipted(), 0);
}

#[tokio::test]
async fn letters_out_of_order_are_decided_in_the_order_of_their_numbers() {
    let world = World::new();
    let patient = world.both_know(&person(1));
    world.misbehaves(Mischief::Reordered);
    world.moves(&person(1), "1 FIRST ROAD").await;
    world.moves(&person(1), "2 SECOND ROAD").await;
    world.exchanges_until_quiet().await;
    let mut waiting = world.surgery.to_decide();
    assert_eq!(waiting.len(), 2);
    waiting.sort_by_key(|notice| notice.place);

    let accept = Choice::Accept {
        number_confirmed: false,
    };
    let act = world.surgery.act();
    let early = world
        .surgery
        .practice
        .decide(waiting[1].id, &accept, None, &act);
    assert_eq!(early.map(drop).unwrap_err().code(), "E955");
    for notice in &waiting {
        world
            .surgery
            .practice
            .decide(notice.id, &accept, None, &act)
            .unwrap();
    }

    let road = world.surgery.record_of(patient).road;
    assert_eq!(road.as_deref(), Some("2 SECOND ROAD"));
}

#[tokio::test]
async fn a_receipt_that_reports_a_problem_comes_to_the_inbox() {
    let world = World::new();
    world.misbehaves(Mischief::BadReceipt {
        messages: MessageVerdict::TranslationError,
        letter: LetterVerdict::SomeInvalid,
    });
    let filed = world.surgery.files(person(1).first(world.now()));
    world.exchanges_until_quiet().await;

    assert_eq!(world.surgery.waiting("RECEP").filing, Some(filed.filing));
    world.surgery.decides("RECEP", &Choice::Understood);
    assert_eq!(world.surgery.notices("RECEP")[0].state, NoticeState::Done);
}

#[tokio::test]
async fn a_receipt_for_what_was_never_sent_stops_the_link_until_a_manager_looks() {
    let world = World::new();
    world.misbehaves(Mischief::ReceiptForUnknown {
        sis: gplinks::Sis::new(4711).unwrap(),
    });
    world.service.set_now(world.now());
    world.surgery.exchanges().await;
    let filed = world.surgery.files(person(1).first(world.now()));
    world.surgery.exchanges().await;
    assert_eq!(
        world.surgery.shows(filed.filing),
        "Ready, but the link sends nothing"
    );
    assert_eq!(world.heard().len(), 0);

    let link = store::LinkId::new(1);
    world
        .surgery
        .practice
        .reopen_link(link, "PCSE: a slip on their side", &world.surgery.act())
        .unwrap();
    world.exchanges_until_quiet().await;
    assert_eq!(world.heard(), ["G1"]);
}

#[tokio::test]
async fn a_receipt_that_does_not_come_is_listed_and_nothing_is_sent_again() {
    let world = World::new();
    world.misbehaves(Mischief::NoReceipt { letters: 1 });
    world
        .service
        .with_agency(|agency| agency.rules_mut().answer_after = agency::Wait::WorkingDays(9));
    let filed = world.surgery.files(person(1).first(world.now()));
    world.exchanges_until_quiet().await;
    world.days_pass(4);
    world.exchanges_until_quiet().await;

    assert_eq!(world.surgery.shows(filed.filing), "Receipt overdue");
    assert_eq!(world.service.witness().accepted.len(), 1);
}

#[tokio::test]
async fn wrong_counts_and_a_cut_letter_are_read_as_far_as_they_go() {
    let world = World::new();
    world.both_know(&person(1));
    world.misbehaves(Mischief::WrongCount(agency::Count::Segments));
    world.moves(&person(1), "1 FIRST ROAD").await;
    world.misbehaves(Mischief::Truncated);
    world.moves(&person(1), "2 SECOND ROAD").await;
    world.exchanges_until_quiet().await;

    assert_eq!(arrivals(&world, ArrivalState::Stored), 0);
    assert!(!world.surgery.notices("F1").is_empty());
    assert!(
        world
            .surgery
            .practice
            .verify(world.now())
            .unwrap()
            .is_sound()
    );
}

#[tokio::test]
async fn whatever_the_carrier_does_a_letter_is_stored_once() {
    let world = World::new();
    world.both_know(&person(1));
    world.service.fault(ListFault::Twice);
    world.service.fault(FetchFault::Fails(Failure::Broken));
    world.service.fault(AcknowledgeFault::AnswerLost);
    world
        .service
        .fault(AcknowledgeFault::Fails(Failure::TimedOut));
    world.moves(&person(1), "1 FIRST ROAD").await;
    world.moves(&person(1), "2 SECOND ROAD").await;
    world.exchanges_until_quiet().await;

    assert_eq!(world.surgery.notices("F1").len(), 2);
    assert_eq!(world.service.waiting(), [], "all acknowledged");
    assert_eq!(world.unreceipted(), 0);
    assert_eq!(world.complaints(), []);
}

#[tokio::test]
async fn a_link_that_is_down_loses_nothing_and_tells_so() {
    let world = World::new();
    world.service.fault(agency::Fault::Offline);
    let filed = world.surgery.files(person(1).first(world.now()));
    for _ in 0..3 {
        let pass = world.surgery.exchanges().await;
        assert_eq!(pass.troubles[0].code, "E982");
        world.minutes_pass(5);
    }
    assert_eq!(
        world.surgery.shows(filed.filing),
        "Ready to send",
        "no number was taken"
    );

    world.service.lift_faults();
    world.exchanges_until_quiet().await;

    assert_eq!(world.heard(), ["G1"]);
}

#[tokio::test]
async fn ten_years_ahead_and_back_again_change_no_number() {
    let world = World::new();
    world.surgery.files(person(1).first(world.now()));
    world.days_pass(3650);
    world.surgery.exchanges().await;
    world.days_pass(-3650);
    world.surgery.files(person(2).first(world.now()));
    world.exchanges_until_quiet().await;

    assert_eq!(world.heard(), ["G1", "G1"]);
    assert_eq!(world.complaints(), []);
    let today = Minute::at(world.now()).day();
    assert_eq!(today.iso(), "2026-11-21");
}
