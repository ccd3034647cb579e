//! A filing that is ready says what it waits for in truth.

use store::FilingId;

use crate::world::World;
use crate::world::people::person;

impl World {
    /// The step in words, and what comes next.
    fn tells(&self, filing: FilingId) -> (&'static str, String) {
        let detail = self.surgery.practice.outbox_detail(filing, self.now());
        let item = detail.unwrap().item;

        (item.words, item.next)
    }
}

#[tokio::test]
async fn a_filing_behind_an_older_one_says_what_that_one_waits_for() {
    let world = World::new();
    world.both_know(&person(1));
    let move_to = |road| person(1).moves_to(road, world.now());
    let (practice, clerk) = (&world.surgery.practice, world.surgery.clerk());
    let first = world.surgery.files(move_to("1 FIRST ROAD")).filing;
    let second = world.surgery.files(move_to("2 SECOND ROAD")).filing;
    let behind = |words: &str| ("Ready, behind an older filing", words.to_owned());
    let goes = "Goes at the next exchange from 21-Nov-2026 09:00 on".to_owned();
    assert_eq!(world.tells(second), ("Ready to send", goes.clone()));

    practice.hold(first, "ask her", &clerk).unwrap();
    let held = "Waits for filing 1, which is held (ask her): let that one go, or drop it";
    assert_eq!(world.tells(second), behind(held));
    world.surgery.exchanges().await;
    assert_eq!(world.service.witness().accepted.len(), 0);

    practice.let_go(first, &clerk).unwrap();
    practice.take_back(first, &clerk).unwrap();
    let draft = "Waits for filing 1, a draft: confirm that one, or drop it";
    assert_eq!(world.tells(second), behind(draft));

    practice.drop_filing(first, "not needed", &clerk).unwrap();
    assert_eq!(world.tells(second), ("Ready to send", goes));
    world.surgery.exchanges().await;
    assert_eq!(world.heard(), ["G2"]);
}
