//! MESH is asked as often as it likes to be, and what it says of that is kept across restarts.

use agency::{CheckFault, Failure, Fault, ListFault};
use jiff::SignedDuration;
use practice::{Exchange, Pass, Rhythm};

use crate::world::World;
use crate::world::cut::Cut;
use crate::world::people::person;

impl World {
    /// One pass of a program that was just started.
    async fn calls(&self) -> Pass {
        let exchange = Exchange::new(
            self.surgery.practice.clone(),
            self.service.clone(),
            self.clock.clone(),
        );

        exchange
            .with_rhythm(Rhythm::polled_every(300))
            .pass()
            .await
            .unwrap()
    }

    /// Greetings and listings that the carrier has counted.
    fn counted(&self) -> (u32, u32) {
        let witness = self.service.witness();

        (witness.checks, witness.lists)
    }
}

pub(crate) fn codes(pass: &Pass) -> Vec<&'static str> {
    pass.troubles.iter().map(|trouble| trouble.code).collect()
}

#[tokio::test]
async fn impatience_and_restarts_look_into_the_mailbox_once_in_five_minutes() {
    let world = World::new();
    for _ in 0..20 {
        world.calls().await;
    }
    assert_eq!(world.counted(), (1, 1));

    let filed = world.surgery.files(person(1).first(world.now()));
    let pass = world.calls().await;
    assert_eq!(pass.posted, 1, "a letter goes at any time");
    assert_eq!(
        pass.next_poll,
        Some(world.now() + SignedDuration::from_mins(5))
    );
    assert_eq!(world.surgery.shows(filed.filing), "Accepted by MESH");

    world.minutes_pass(5);
    let pass = world.calls().await;
    assert_eq!(world.counted(), (1, 2));
    assert_eq!(pass.next_poll, None);
    assert!(pass.received > 0, "what came in the meantime");
}

#[tokio::test]
async fn a_program_that_dies_over_the_list_does_not_ask_again_at_once() {
    let world = World::new();
    // The greeting, and then the list.
    let (mailbox, died) = Cut::at(world.service.clone(), 1, true);
    let exchange = Exchange::new(world.surgery.practice.clone(), mailbox, world.clock.clone())
        .with_rhythm(Rhythm::polled_every(300));
    tokio::select! {
        _ = exchange.pass() => {}
        _ = died => {}
    }
    assert_eq!(world.counted(), (1, 1));

    for _ in 0..5 {
        world.calls().await;
    }
    assert_eq!(
        world.counted(),
        (1, 1),
        "the next look is due in five minutes"
    );

    world.minutes_pass(5);
    world.calls().await;
    assert_eq!(world.counted(), (1, 2));
}

#[tokio::test]
async fn a_day_has_two_greetings_and_a_poll_every_five_minutes() {
    let world = World::new();
    for _ in 0..24 * 60 {
        world.calls().await;
        world.minutes_pass(1);
    }

    assert_eq!(world.counted(), (2, 24 * 12));
}

#[tokio::test]
async fn three_refusals_stop_everything_until_a_person_has_been_let_in() {
    let world = World::new();
    world.surgery.files(person(1).first(world.now()));
    for _ in 0..3 {
        world.service.fault(CheckFault::Fails(Failure::NotLetIn));
        let pass = world.calls().await;
        assert_eq!(codes(&pass), ["E987"]);
        world.minutes_pass(15);
    }
    for _ in 0..5 {
        let pass = world.calls().await;
        assert_eq!((codes(&pass), pass.stood_back()), (vec!["E974"], true));
        world.days_pass(1);
    }
    assert_eq!(world.counted(), (3, 0), "nobody called in the five days");

    world.surgery.practice.let_in(world.now()).unwrap();
    let pass = world.calls().await;
    assert_eq!(codes(&pass), Vec::<&str>::new());
    assert_eq!((pass.posted, world.counted()), (1, (3, 1)));
}

#[tokio::test]
async fn mesh_is_left_alone_for_as_long_as_it_asks_also_after_a_restart() {
    let world = World::new();
    world.calls().await;
    world.minutes_pass(5);
    world
        .service
        .fault(ListFault::Fails(Failure::Busy { wait_seconds: 1800 }));
    assert_eq!(codes(&world.calls().await), ["E985"]);
    world.surgery.files(person(1).first(world.now()));
    world.minutes_pass(29);
    let pass = world.calls().await;
    assert_eq!((codes(&pass), pass.stood_back()), (vec!["E915"], true));
    assert_eq!(world.counted(), (1, 2));

    world.minutes_pass(1);
    let pass = world.calls().await;
    assert_eq!((codes(&pass), pass.posted), (vec![], 1));
}

#[tokio::test]
async fn six_days_without_a_network_are_told_from_the_second_on() {
    let world = World::new();
    world.calls().await;
    world.service.fault(Fault::Offline);
    let mut told = Vec::new();
    for _ in 0..6 {
        world.days_pass(1);
        world.minutes_pass(1);
        told.push(world.calls().await);
    }

    assert!(told.iter().all(|pass| codes(pass) == ["E982", "E973"]));
    let words: Vec<&str> = told
        .iter()
        .map(|pass| pass.troubles[1].words.as_str())
        .collect();
    assert!(words[0].contains("more than a day"), "{}", words[0]);
    assert!(words[2].contains("for 3 days"), "{}", words[2]);
    assert!(words[5].contains("for 6 days"), "{}", words[5]);
    world.service.lift_faults();
    world.minutes_pass(5);
    assert_eq!(codes(&world.calls().await), Vec::<&str>::new());
}

#[tokio::test]
async fn a_clock_that_is_almost_two_hours_out_works_and_is_told() {
    let world = World::new();
    world
        .service
        .fault(CheckFault::ClockAhead { seconds: 6_900 });
    world.surgery.files(person(1).first(world.now()));

    let pass = world.calls().await;

    assert_eq!((codes(&pass), pass.posted), (vec!["E916"], 1));
    assert!(pass.troubles[0].words.contains("115 minutes ahead"));
}
