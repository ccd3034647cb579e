//! Days on which the carrier, the disk or the computer is odd.

use agency::{AcknowledgeFault, Failure, PostFault};
use practice::{Exchange, Stop};

use crate::rhythm::codes;
use crate::world::World;
use crate::world::people::person;

#[tokio::test]
async fn an_acknowledgement_that_is_refused_is_tried_again_and_nothing_is_read_twice() {
    // A time-out, not let in (403), too busy (429), broken (500).
    for failure in [
        Failure::TimedOut,
        Failure::NotLetIn,
        Failure::Busy { wait_seconds: 1 },
        Failure::Broken,
    ] {
        let world = World::new();
        world.both_know(&person(1));
        world.service.fault(AcknowledgeFault::Fails(failure));
        world.moves(&person(1), "1 FIRST ROAD").await;
        assert_eq!(world.service.waiting().len(), 1, "MESH still has it");
        for _ in 0..3 {
            world.minutes_pass(20);
            world.surgery.exchanges().await;
        }

        assert_eq!(world.service.waiting(), [], "{failure:?}");
        assert_eq!(world.surgery.notices("F1").len(), 1, "{failure:?}");
        assert_eq!(world.unreceipted(), 0, "{failure:?}");
    }
}

#[tokio::test]
async fn a_letter_that_mesh_took_twice_is_told_and_never_posted_again() {
    let world = World::new();
    world
        .service
        .with_agency(|agency| agency.rules_mut().receipt_after = agency::Wait::Hours(2));
    world.service.fault(PostFault::TakesTwice);
    // It is MESH that has doubled it.
    world.asks_again(1);
    let filed = world.surgery.files(person(1).first(world.now()));
    world.surgery.exchanges().await;
    world.minutes_pass(2);

    let pass = world.surgery.exchanges().await;

    assert_eq!(pass.troubles[0].code, "E992");
    assert_eq!(world.surgery.shows(filed.filing), "Accepted by MESH");
    let practice = &world.surgery.practice;
    let detail = practice.outbox_detail(filed.filing, world.now()).unwrap();
    assert_eq!(detail.attempts.len(), 1, "one attempt of ours");
}

#[tokio::test]
async fn fifty_restarts_while_two_hundred_letters_wait_lose_and_double_nothing() {
    let mut world = World::new();
    for nth in 0..40 {
        world.both_know(&person(nth));
    }
    world.service.with_agency(|agency| {
        for round in 0..5 {
            for nth in 0..40 {
                let number = gplinks::PatientNumber::read(&person(nth).number.unwrap()).unwrap();
                let changes = gplinks::Changes {
                    previous_surname: gplinks::Change::Set(
                        gplinks::Text::new(format!("OLD{}", char::from(b'A' + round))).unwrap(),
                    ),
                    ..gplinks::Changes::default()
                };
                agency
                    .amend(&number, changes, None, world.clock.now())
                    .unwrap();
            }
        }
    });
    assert_eq!(world.service.waiting().len(), 200);
    for calls in 0..50u8 {
        let (mailbox, died) =
            crate::world::cut::Cut::at(world.service.clone(), calls % 9, calls % 2 == 0);
        let practice = world.surgery.practice.clone();
        let exchange = Exchange::new(practice, mailbox, world.clock.clone());
        tokio::select! {
            _ = exchange.pass() => {}
            _ = died => {}
        }
        world.restarts();
    }
    for _ in 0..4 {
        world.minutes_pass(10);
        world.surgery.exchanges().await;
    }

    assert_eq!(world.surgery.notices("F1").len(), 200);
    assert_eq!(world.service.waiting(), []);
    assert_eq!(world.unreceipted(), 0);
    assert_eq!(world.complaints(), []);
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
async fn a_write_ahead_log_that_is_gone_is_noticed_by_the_numbers() {
    let mut world = World::new();
    world.surgery.practice.store().checkpoint().unwrap();
    world.surgery.files(person(1).first(world.now()));
    world.surgery.exchanges().await;
    let sent = world.service.witness().accepted.len();
    let without_log = std::fs::read(world.folder.path().join(store::FILE_NAME)).unwrap();

    world.puts_back(&without_log);
    world.surgery.files(person(2).first(world.now()));
    let pass = world.surgery.exchanges().await;

    assert_eq!(pass.troubles[0].code, "E965");
    assert_eq!(
        world.service.witness().accepted.len(),
        sent,
        "nothing was sent"
    );
}

#[tokio::test(start_paused = true)]
async fn after_three_days_of_sleep_there_is_one_poll_and_no_burst() {
    let world = World::new();
    world.clock.goes();
    let stop = Stop::default();
    let practice = world.surgery.practice.clone();
    let exchange = Exchange::new(practice, world.service.clone(), world.clock.clone());
    let mut passes = Vec::new();
    let told = |_: &practice::Pass| {
        passes.push(tokio::time::Instant::now());
        match passes.len() {
            1 => world.days_pass(3),
            4 => stop.stop(),
            _ => {}
        }
    };

    exchange.run(&stop, told).await.unwrap();

    for pair in passes.windows(2) {
        let between = pair[1] - pair[0];
        assert!(between.as_secs() >= 300, "{between:?} between two polls");
    }
}

#[tokio::test]
async fn three_days_of_sleep_in_the_middle_of_a_post_are_a_doubt_that_tracking_settles() {
    let mut world = World::new();
    world.surgery.files(person(1).first(world.now()));
    for _ in 0..3 {
        world.surgery.exchanges().await;
    }
    for fault in [PostFault::LosePost, PostFault::LoseAnswer] {
        world.service.fault(fault);
        let nth = 2 + u32::try_from(world.heard().len()).unwrap();
        world.surgery.files(person(nth).first(world.now()));
        let _ = world.surgery.tries_to_exchange().await;
        world.days_pass(3);
        world.restarts();
        for _ in 0..4 {
            world.surgery.exchanges().await;
            world.minutes_pass(6);
        }
    }

    assert_eq!(world.heard(), ["G1", "G1", "G1"]);
    assert_eq!(world.complaints(), []);
}

#[tokio::test]
async fn a_disk_that_fills_up_is_told_and_then_nothing_is_fetched_that_could_not_be_kept() {
    let world = World::new();
    world.clock.leave_megabytes(499);
    world.writes_letters(1);
    let pass = world.surgery.exchanges().await;
    assert_eq!(codes(&pass), ["E899"]);
    assert!(pass.troubles[0].words.contains("499 MB are left"));
    assert_eq!(pass.received, 1, "it still goes on");

    world.clock.leave_megabytes(99);
    let filed = world.surgery.files(person(2).first(world.now()));
    world.writes_letters(1);
    let pass = world.surgery.exchanges().await;
    assert_eq!(codes(&pass), ["E898"]);
    assert!(pass.troubles[0].words.contains("99 MB are left"));
    assert_eq!((pass.received, pass.posted), (0, 0));
    assert_eq!(world.service.waiting().len(), 1, "it waits at MESH");

    world.clock.leave_megabytes(500);
    let pass = world.surgery.exchanges().await;
    assert_eq!(codes(&pass), [""; 0]);
    assert_eq!(pass.received, 1);
    assert_eq!(world.surgery.shows(filed.filing), "Accepted by MESH");
}
