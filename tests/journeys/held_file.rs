//! Another program, a virus scanner or a backup, holds the practice's file.

use std::sync::mpsc::{Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

use practice::{Exchange, Stop};
use tokio::time::Instant;

use crate::world::World;
use crate::world::people::person;

/// Holds the file until it is told to let go.
fn holder(world: &World) -> (Sender<()>, JoinHandle<()>) {
    let path = world.surgery.practice.store().path().to_owned();
    let other = store::Store::open(&path, crate::world::KEY).unwrap();
    let (held, is_held) = channel();
    let (go, may_go) = channel();
    let thread = std::thread::spawn(move || {
        let held = other.write(|_| {
            held.send(()).unwrap();
            may_go.recv().unwrap();

            Ok::<_, store::StoreError>(())
        });
        held.unwrap();
    });
    is_held.recv().unwrap();

    (go, thread)
}

#[tokio::test(start_paused = true)]
async fn a_file_that_is_held_for_half_a_minute_is_tried_slower_and_slower_and_then_all_goes_on() {
    let world = World::new();
    world.clock.goes();
    let filed = world.surgery.files(person(1).first(world.now()));
    let (go, thread) = holder(&world);
    // Its usual five seconds of waiting are real ones.
    world.surgery.practice.store().waits_at_most(Duration::ZERO);
    let stop = Stop::default();
    let practice = world.surgery.practice.clone();
    let exchange = Exchange::new(practice, world.service.clone(), world.clock.clone());
    let began = Instant::now();
    let (mut told, mut thread) = (Vec::new(), Some(thread));
    let ended = exchange.run(&stop, |pass| {
        let codes: Vec<_> = pass.troubles.iter().map(|one| one.code).collect();
        told.push((began.elapsed(), codes));
        if began.elapsed() >= Duration::from_secs(30)
            && let Some(thread) = thread.take()
        {
            go.send(()).unwrap();
            thread.join().unwrap();
        } else if pass.posted > 0 {
            stop.stop();
        }
    });
    ended.await.unwrap();

    let (last, held) = told.split_last().unwrap();
    assert!(held.len() >= 3, "{told:?}");
    assert!(held.iter().all(|(_, codes)| codes == &["E922"]), "{told:?}");
    assert_eq!(held[0].0, Duration::ZERO, "at once, where it does not wait");
    let times: Vec<_> = told.iter().map(|(at, _)| *at).collect();
    let waits: Vec<_> = times.windows(2).map(|two| two[1] - two[0]).collect();
    assert!(waits.is_sorted(), "slower with each: {waits:?}");
    assert_eq!(last.1, Vec::<&str>::new());
    assert_eq!(world.heard(), ["G1"]);
    assert_ne!(world.surgery.shows(filed.filing), "Ready to send");
}
