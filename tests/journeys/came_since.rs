//! An old copy of the data is put back: PCSE's letters that came since are named until they come again.

use store::LetterIn;

use crate::world::World;
use crate::world::people::person;

impl World {
    fn letters_in(&self) -> Vec<LetterIn> {
        let store = self.surgery.practice.store();

        store.read(|r| r.letters_in_after(None, 1000)).unwrap()
    }

    fn missing(&self) -> Vec<(u64, u64)> {
        let missing = self.surgery.practice.missing_letters().unwrap();

        missing
            .iter()
            .map(|one| (one.run.first, one.run.last))
            .collect()
    }

    fn came_since(&self) -> Vec<(u64, u64)> {
        let behind = self.surgery.practice.behind().unwrap();
        let came = behind.map(|behind| behind.came).unwrap_or_default();

        came.iter()
            .map(|one| (one.run.first, one.run.last))
            .collect()
    }

    /// PCSE sends a letter once more, as it was.
    fn comes_again(&self, letter: &LetterIn) {
        let workflow = match letter.workflow {
            store::Workflow::Registration => mailbox::Workflow::Registration,
            store::Workflow::Receipt => mailbox::Workflow::Receipt,
        };
        self.service.deliver_raw(workflow, letter.body.clone());
    }

    /// PCSE has so many letters for the practice.
    pub(crate) fn writes_letters(&self, count: u32) {
        let today = gplinks::Minute::at(self.now()).day();
        self.service.with_agency(|agency| {
            for _ in 0..count {
                agency.close_quarter(today, self.now());
            }
        });
        self.service.set_now(self.now());
    }

    fn says_missing(&self) -> Vec<String> {
        let report = practice::Report::MissingNumbersIn;
        let table = self.surgery.practice.report(&report, self.now()).unwrap();

        table.sentences
    }
}

/// One letter, the copy, and three letters more.
async fn three_since() -> (World, Vec<u8>) {
    let world = World::new();
    for nth in 1..=4 {
        world.both_know(&person(nth));
    }
    world.moves(&person(1), "1 FIRST ROAD").await;
    let copy = world.copies();
    for nth in 2..=4 {
        world.moves(&person(nth), "2 SECOND ROAD").await;
    }

    (world, copy)
}

#[tokio::test]
async fn what_came_since_the_copy_is_named_until_it_comes_again() {
    let (mut world, copy) = three_since().await;
    // Their receipts went with the data as well, and PCSE has asked for all of it.
    world.may_complain(|one| matches!(one, agency::Complaint::ReceiptTwice { .. }));
    let letters = world.letters_in();
    let numbers: Vec<_> = letters.iter().map(|one| one.ris.unwrap()).collect();
    assert_eq!(numbers, [1, 2, 3, 4]);

    world.puts_back(&copy);
    assert_eq!(world.came_since(), [(2, 4)], "before anything is exchanged");
    world.moves(&person(1), "5 FIFTH ROAD").await;
    assert_eq!(world.came_since(), [(2, 4)], "the fifth is here");
    let done = world.confirms();
    assert_eq!(done.came.len(), 1);
    assert_eq!((done.came[0].run.first, done.came[0].run.last), (2, 4));

    assert!(!world.surgery.practice.is_restored().unwrap());
    assert_eq!(world.missing(), [(2, 4)]);
    let says = world.says_missing();
    assert_eq!(
        says[0],
        "TES5 with XX11: Incoming interchanges 2 to 4 went with the data that an older copy has taken the place of."
    );
    assert_eq!(
        says[1],
        "TES5 with XX11: Incoming messages 2 to 4 are not here."
    );
    assert!(
        says[2].contains("we have not received interchange 2 to 4")
            && says[2].contains("The last one that came is 5."),
        "{says:?}"
    );

    world.comes_again(&letters[2]);
    world.surgery.exchanges().await;
    assert_eq!(world.missing(), [(2, 2), (4, 4)]);
    world.comes_again(&letters[1]);
    world.comes_again(&letters[3]);
    world.surgery.exchanges().await;
    assert_eq!(world.missing(), []);
    assert_eq!(world.surgery.notices("F1").len(), 5);
    let verified = world.surgery.practice.verify(world.now()).unwrap();
    assert!(verified.is_sound(), "{:?}", verified.failures());
}

#[tokio::test]
async fn the_same_copy_put_back_again_misses_what_came_after_the_first_time_too() {
    let (mut world, copy) = three_since().await;
    world.puts_back(&copy);
    world.confirms();
    world.moves(&person(1), "5 FIFTH ROAD").await;
    world.moves(&person(2), "6 SIXTH ROAD").await;
    let later = world.copies();
    world.moves(&person(3), "7 SEVENTH ROAD").await;

    world.puts_back(&later);
    assert_eq!(world.came_since(), [(7, 7)]);
    world.confirms();
    assert_eq!(world.missing(), [(2, 4), (7, 7)]);

    world.puts_back(&copy);
    assert_eq!(world.came_since(), [(2, 7)]);
    world.confirms();
    assert_eq!(world.missing(), [(2, 7)]);
}

#[tokio::test]
async fn a_copy_from_before_the_first_letter_misses_it_too() {
    let mut world = World::new();
    world.both_know(&person(1));
    let copy = world.copies();
    world.moves(&person(1), "1 FIRST ROAD").await;
    world.moves(&person(1), "2 SECOND ROAD").await;

    world.puts_back(&copy);
    world.confirms();

    assert_eq!(world.missing(), [(1, 2)]);
    let says = world.says_missing();
    assert!(says[1].contains("The last one that came is 2."), "{says:?}");
}

#[tokio::test]
async fn letters_alone_that_came_since_stop_the_post_until_a_manager_knows() {
    let mut world = World::new();
    world.surgery.files(person(1).first(world.now()));
    world.surgery.exchanges().await;
    let copy = world.copies();
    // PCSE's receipt is answered by nothing, so that no number of ours tells of it.
    world.surgery.exchanges().await;
    let receipt = world.letters_in().remove(0);
    assert_eq!(receipt.workflow, store::Workflow::Receipt);

    world.puts_back(&copy);
    let pass = world.surgery.exchanges().await;
    assert_eq!(pass.troubles[0].code, "E965");
    let verified = world.surgery.practice.verify(world.now()).unwrap();
    assert!(verified.broken().contains(&"INV-04"), "{verified:?}");
    world.confirms();

    let last = world.missing();
    assert_eq!(last.first().unwrap().0, receipt.ris.unwrap());
    let store = world.surgery.practice.store();
    let audit = store.read(|r| r.audit_of("link", 1)).unwrap();
    let acts: Vec<_> = audit.iter().map(|row| row.act.as_str()).collect();
    assert_eq!(acts, ["letters lost"]);
}

#[tokio::test]
async fn mesh_forgets_no_letter_before_the_record_outside_knows_of_it() {
    let world = World::new();
    world.writes_letters(1);
    world.marks.fail_once();
    let pass = world.surgery.exchanges().await;

    assert_eq!((pass.received, pass.acknowledged), (1, 0), "it is here");
    assert_eq!(pass.troubles[0].code, "E949");
    assert_eq!(world.service.waiting().len(), 1);
    let again = world.surgery.exchanges().await;
    assert_eq!((again.received, again.acknowledged), (0, 1));
    assert_eq!(world.letters_in().len(), 1);
}

#[tokio::test]
async fn many_letters_are_one_write_to_the_record() {
    let world = World::new();
    world.writes_letters(60);
    let before = world.marks.writes();
    let act = world.surgery.act();
    world.surgery.practice.pause(Some("no post"), &act).unwrap();

    let pass = world.surgery.exchanges().await;

    assert_eq!((pass.received, pass.acknowledged), (60, 60));
    assert_eq!(world.marks.writes() - before, 1);
}

/// The second letter is here, and the first still waits at MESH.
async fn the_first_is_late(world: &World) {
    world.writes_letters(2);
    let fault = agency::FetchFault::Fails(agency::Failure::TimedOut);
    world.service.fault(fault);
    world.surgery.tries_to_exchange().await.unwrap();
    let numbers: Vec<_> = world.letters_in().iter().map(|one| one.ris).collect();
    assert_eq!(numbers, [Some(2)]);
}

async fn the_first_comes(world: &World) {
    world.minutes_pass(10);
    world.surgery.exchanges().await;
    assert_eq!(world.service.waiting(), []);
}

#[tokio::test]
async fn a_letter_that_came_after_a_later_one_is_named_too() {
    let mut world = World::new();
    let copy = world.copies();
    the_first_is_late(&world).await;
    the_first_comes(&world).await;

    world.puts_back(&copy);

    assert_eq!(world.came_since(), [(1, 2)]);
}

#[tokio::test]
async fn so_is_one_that_came_before_all_that_the_copy_has() {
    let mut world = World::new();
    the_first_is_late(&world).await;
    let copy = world.copies();
    the_first_comes(&world).await;

    world.puts_back(&copy);

    assert_eq!(world.came_since(), [(1, 1)]);
    world.confirms();
    assert!(!world.surgery.practice.is_restored().unwrap());
    assert_eq!(world.missing(), [(1, 1)]);
    assert_eq!(world.came_since(), []);
}
