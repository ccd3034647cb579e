//! What was sent after the copy that was put back: nothing of it is posted a second time on a guess, and
//! nothing is lost without a word.

use agency::{Failure, PostFault, Wait};
use store::{FilingId, LetterOut, LetterState};

use crate::world::World;
use crate::world::people::person;

impl World {
    /// The service takes letters, and says nothing of them for weeks.
    pub(crate) fn hears_nothing_back(&self) {
        self.service.with_agency(|agency| {
            agency.rules_mut().receipt_after = Wait::Hours(900);
            agency.rules_mut().answer_after = Wait::Hours(900);
        });
    }

    pub(crate) fn letter_of(&self, filing: FilingId) -> LetterOut {
        let found = self.surgery.practice.store().read(|r| {
            let filing = r.filing(filing)?;

            r.letter_out(filing.letter.unwrap())
        });

        found.unwrap()
    }

    /// How often MESH has taken these bytes.
    fn took(&self, letter: &LetterOut) -> usize {
        let accepted = self.service.witness().accepted;

        accepted
            .iter()
            .filter(|one| one.body == letter.body)
            .count()
    }

    pub(crate) async fn goes_on(&self, passes: u32) {
        for _ in 0..passes {
            self.minutes_pass(10);
            self.surgery.exchanges().await;
        }
    }

    /// Sound, but for the acts that the copy does not have: the record outside knows that there were some.
    fn is_sound_but_for_lost_acts(&self) {
        let verified = self.surgery.practice.verify(self.now()).unwrap();
        let failures = verified.failures();
        let others = failures.iter().filter(|one| !one.starts_with("INV-17"));

        assert_eq!(others.count(), 0, "{failures:?}");
    }

    pub(crate) fn is_sound(&self) {
        let verified = self.surgery.practice.verify(self.now()).unwrap();
        assert!(verified.is_sound(), "{:?}", verified.failures());
    }
}

#[tokio::test]
async fn a_letter_that_was_posted_after_the_copy_is_asked_for_and_not_posted_again() {
    let mut world = World::new();
    world.hears_nothing_back();
    let filed = world.surgery.files(person(1).first(world.now()));
    world.service.fault(PostFault::Fails(Failure::NotReached));
    world.surgery.exchanges().await;
    assert_eq!(world.letter_of(filed.filing).state, LetterState::Numbered);
    let copy = world.copies();
    world.goes_on(1).await;

    world.puts_back(&copy);
    assert!(
        !world.surgery.practice.is_restored().unwrap(),
        "no number is behind, so there is nothing to confirm"
    );
    world.goes_on(3).await;

    let letter = world.letter_of(filed.filing);
    assert_eq!(
        (letter.state, world.took(&letter)),
        (LetterState::Collected, 1)
    );
    world.is_sound();
}

#[tokio::test]
async fn so_is_one_before_letters_that_the_copy_does_not_have() {
    let mut world = World::new();
    world.hears_nothing_back();
    let filed = world.surgery.files(person(1).first(world.now()));
    world.service.fault(PostFault::Fails(Failure::NotReached));
    world.surgery.exchanges().await;
    let copy = world.copies();
    world.surgery.files(person(2).first(world.now()));
    world.goes_on(1).await;

    world.puts_back(&copy);
    let done = world.confirms();
    assert_eq!(done.lost, 1);
    assert_eq!(world.letter_of(filed.filing).state, LetterState::Unknown);
    world.goes_on(3).await;

    let letter = world.letter_of(filed.filing);
    assert_eq!(
        (letter.state, world.took(&letter)),
        (LetterState::Collected, 1)
    );
    world.is_sound();
}

#[tokio::test]
async fn so_is_one_that_was_in_doubt_or_refused_and_then_posted_again() {
    let refuses = PostFault::Refuse {
        code: "417".to_owned(),
        words: "no".to_owned(),
    };
    for fault in [PostFault::LosePost, refuses] {
        let mut world = World::new();
        world.surgery.files(person(9).first(world.now()));
        world.goes_on(2).await;
        world.hears_nothing_back();
        let filed = world.surgery.files(person(1).first(world.now()));
        world.service.fault(fault);
        world.surgery.exchanges().await;
        let copy = world.copies();
        let letter = world.letter_of(filed.filing);
        if letter.state == LetterState::Refused {
            let act = world.surgery.act();
            let practice = &world.surgery.practice;
            practice.retry_refused(letter.id, "mended", &act).unwrap();
        }
        world.goes_on(3).await;
        assert_eq!(world.took(&letter), 1);

        world.puts_back(&copy);
        world.goes_on(4).await;

        assert_eq!(world.letter_of(filed.filing).state, LetterState::Collected);
        assert_eq!(world.took(&letter), 1);
        world.is_sound_but_for_lost_acts();
    }
}

#[tokio::test]
async fn a_claim_that_never_was_leaves_a_doubt_that_settles_itself() {
    let mut world = World::new();
    world.surgery.files(person(9).first(world.now()));
    world.goes_on(2).await;
    world.hears_nothing_back();
    let filed = world.surgery.files(person(1).first(world.now()));
    world.service.fault(PostFault::Fails(Failure::NotReached));
    world.surgery.exchanges().await;
    let copy = world.copies();
    // The next attempt is on the record outside, and nothing of it reached anybody.
    world.service.fault(PostFault::LosePost);
    world.goes_on(1).await;
    let letter = world.letter_of(filed.filing);
    assert_eq!(world.took(&letter), 0);

    world.puts_back(&copy);
    assert!(!world.surgery.practice.is_restored().unwrap());
    world.goes_on(1).await;
    assert_eq!(
        world.letter_of(filed.filing).state,
        LetterState::Unknown,
        "asked before it is posted"
    );
    world.goes_on(4).await;

    assert_eq!(world.took(&letter), 1);
    world.is_sound();
}

#[tokio::test]
async fn each_letter_since_the_copy_is_asked_for() {
    let mut world = World::new();
    world.service.with_agency(|agency| {
        agency.rules_mut().receipt_after = Wait::Hours(5);
        agency.rules_mut().answer_after = Wait::Hours(50);
    });
    let first = world.surgery.files(person(1).first(world.now()));
    let second = world.surgery.files(person(2).first(world.now()));
    let copy = world.copies();
    let clerk = world.surgery.clerk();
    let practice = &world.surgery.practice;
    practice.hold(second.filing, "later", &clerk).unwrap();
    world.surgery.exchanges().await;
    let practice = &world.surgery.practice;
    practice.let_go(second.filing, &clerk).unwrap();
    world.service.fault(PostFault::LosePost);
    world.surgery.exchanges().await;

    world.puts_back(&copy);
    let done = world.confirms();
    assert_eq!((done.found_again, done.held, done.lost), (2, 0, 0));
    let doubt = "Not known whether MESH has it";
    assert_eq!(world.surgery.shows(first.filing), doubt);
    assert_eq!(world.surgery.shows(second.filing), doubt);
    world.is_sound();
    let third = world.surgery.files(person(3).first(world.now()));
    world.goes_on(4).await;

    assert_eq!(world.heard(), ["G1", "G1", "G1"], "each once");
    world.minutes_pass(120);
    world.surgery.exchanges().await;
    for filed in [first, second, third] {
        assert_eq!(world.surgery.shows(filed.filing), "Collected");
    }
    world.is_sound();
}

#[tokio::test]
async fn what_mesh_may_have_forgotten_by_now_is_for_a_person_to_say() {
    let mut world = World::new();
    world.hears_nothing_back();
    let copy_of = |world: &World| {
        world.surgery.files(person(1).first(world.now()));
        let filed = world.surgery.files(person(2).first(world.now()));
        let clerk = world.surgery.clerk();
        let practice = &world.surgery.practice;
        let copy = world.copies();
        practice.hold(filed.filing, "later", &clerk).unwrap();

        (filed.filing, copy)
    };
    let (second, copy) = copy_of(&world);
    world.surgery.exchanges().await;
    let clerk = world.surgery.clerk();
    world.surgery.practice.let_go(second, &clerk).unwrap();
    world.service.fault(PostFault::LosePost);
    world.surgery.exchanges().await;
    world.puts_back(&copy);
    world.days_pass(15);

    world.confirms();
    for _ in 0..3 {
        world.minutes_pass(20);
        let troubles = world.surgery.exchanges().await.troubles;
        assert_eq!(troubles[0].code, "E993");
    }

    assert_eq!(world.letter_of(second).state, LetterState::Unknown);
    assert_eq!(world.heard(), ["G1"], "the first one was found");
}
