//! Doubts, and who settles them: tracking, a person, or nobody yet; whatever clocks and colleagues do meanwhile.

use std::sync::Arc;

use agency::{PostFault, TrainingMailbox, Wait};
use jiff::SignedDuration;
use mailbox::{
    Fetched, Handshake, Listing, LocalId, MailError, Mailbox, MessageId, Outgoing, Page, Posted,
    Tracked,
};
use practice::{Asked, Exchange, Practice, Truth};
use store::{FilingId, Outcome};

use crate::world::people::person;
use crate::world::{Beginning, World};

const IN_DOUBT: &str = "Not known whether MESH has it";

impl World {
    /// Receipts and answers come much later, so that only MESH can tell what became of a letter.
    fn of_silence() -> Self {
        let mut beginning = Beginning::default();
        beginning.rules.receipt_after = Wait::Hours(900);
        beginning.rules.answer_after = Wait::Hours(900);

        Self::beginning(&beginning)
    }
    pub(crate) fn outcomes_of(&self, filing: FilingId) -> Vec<Outcome> {
        let practice = &self.surgery.practice;
        let detail = practice.outbox_detail(filing, self.now()).unwrap();

        detail.attempts.iter().map(|one| one.outcome).collect()
    }

    /// A manager sends a filing's letter again, since PCSE asked for it.
    pub(crate) fn sends_again(&self, filing: FilingId) {
        let asked = Asked {
            by: "J Marsh at PCSE".to_owned(),
            on: gplinks::Minute::at(self.now()).day(),
            reference: "INC-1".to_owned(),
        };
        let letter = self.letter_of(filing);
        self.asks_again(letter.sis.number);
        self.surgery
            .practice
            .send_again(letter.id, &asked, &self.surgery.act())
            .unwrap();
    }

    /// So many passes, a quarter of an hour apart.
    pub(crate) async fn quarters_pass(&self, passes: u32) {
        for _ in 0..passes {
            self.minutes_pass(15);
            self.surgery.exchanges().await;
        }
    }
}

#[tokio::test]
async fn a_resend_that_is_lost_is_not_taken_for_the_letter_that_came_before_it() {
    let world = World::of_silence();
    let filed = world.surgery.files(person(1).first(world.now()));
    world.surgery.exchanges().await;
    world.sends_again(filed.filing);
    world.service.fault(PostFault::LosePost);
    world.surgery.exchanges().await;
    assert_eq!(world.surgery.shows(filed.filing), IN_DOUBT);

    world.quarters_pass(4).await;

    assert_eq!(world.posts_of(filed.filing), 2, "it was to go again");
    assert_eq!(
        world.outcomes_of(filed.filing),
        [Outcome::Accepted, Outcome::NotThere, Outcome::Accepted],
        "what had become of the first stays as it was"
    );
    assert_eq!(world.surgery.shows(filed.filing), "Accepted by MESH");
}

#[tokio::test]
async fn a_resend_whose_answer_is_lost_is_found_under_its_own_id() {
    let world = World::of_silence();
    let filed = world.surgery.files(person(1).first(world.now()));
    world.surgery.exchanges().await;
    world.sends_again(filed.filing);
    world.service.fault(PostFault::LoseAnswer);

    world.surgery.exchanges().await;
    world.quarters_pass(4).await;

    assert_eq!(world.posts_of(filed.filing), 2);
    assert_eq!(
        world.outcomes_of(filed.filing),
        [Outcome::Accepted, Outcome::FoundLater]
    );
}

#[tokio::test]
async fn a_doubt_that_a_wrong_clock_has_dated_is_settled_once_the_clock_is_right() {
    for ahead in [3, 13] {
        let world = World::of_silence();
        world.surgery.files(person(9).first(world.now()));
        world.surgery.exchanges().await;
        world.service.fault(PostFault::LosePost);
        let lost = world.surgery.files(person(1).first(world.now()));
        world.surgery.exchanges().await;
        let right = world.now();
        world
            .clock
            .set(right + SignedDuration::from_hours(24 * ahead));
        world.surgery.exchanges().await;
        assert!(world.letter_of(lost.filing).first_miss_at.is_some());
        world.clock.set(right);

        world.quarters_pass(4).await;

        assert_eq!(
            world.surgery.shows(lost.filing),
            "Accepted by MESH",
            "{ahead} days ahead"
        );
        assert_eq!(world.posts_of(lost.filing), 1);
    }
}

#[tokio::test]
async fn a_clock_that_jumps_ahead_does_not_make_two_misses_of_one() {
    let world = World::of_silence();
    world.surgery.files(person(9).first(world.now()));
    world.surgery.exchanges().await;
    world.service.fault(PostFault::LosePost);
    let lost = world.surgery.files(person(1).first(world.now()));
    world.surgery.exchanges().await;
    world.minutes_pass(2);
    world.surgery.exchanges().await;
    assert!(world.letter_of(lost.filing).first_miss_at.is_some());

    world.clock.set(world.now() + SignedDuration::from_mins(30));
    world.surgery.exchanges().await;
    assert_eq!(
        world.surgery.shows(lost.filing),
        IN_DOUBT,
        "MESH was asked twice in a moment"
    );
    world.minutes_pass(6);
    world.surgery.exchanges().await;

    assert_eq!(world.surgery.shows(lost.filing), "Accepted by MESH");
}

#[tokio::test]
async fn a_letter_that_a_person_settled_does_not_blind_the_witness() {
    let world = World::of_silence();
    // The person was wrong.
    world.may_complain(|one| {
        matches!(
            one,
            agency::Complaint::Gap { .. } | agency::Complaint::MessageGap { .. }
        )
    });
    world.surgery.files(person(9).first(world.now()));
    world.surgery.exchanges().await;
    world.service.fault(PostFault::LosePost);
    let by_hand = world.surgery.files(person(1).first(world.now()));
    world.surgery.exchanges().await;
    world.minutes_pass(1);
    world.settles(&world.surgery.practice, by_hand.filing, Truth::Arrived);
    world.service.fault(PostFault::LosePost);
    let lost = world.surgery.files(person(2).first(world.now()));

    world.surgery.exchanges().await;
    world.quarters_pass(3).await;

    assert_eq!(world.surgery.shows(lost.filing), "Accepted by MESH");
}

#[tokio::test]
async fn what_a_person_settles_while_mesh_is_asked_stays_settled() {
    for truth in [Truth::Arrived, Truth::NeverLeft] {
        for is_found in [true, false] {
            let world = World::of_silence();
            // A person who says that it never left, and is wrong.
            world.may_complain(|one| matches!(one, agency::Complaint::SentTwice { .. }));
            world.surgery.files(person(9).first(world.now()));
            world.surgery.exchanges().await;
            world.service.fault(if is_found {
                PostFault::LoseAnswer
            } else {
                PostFault::LosePost
            });
            let filed = world.surgery.files(person(1).first(world.now()));
            world.surgery.exchanges().await;
            world.minutes_pass(2);
            let practice = world.surgery.practice.clone();
            let mailbox = Meanwhile {
                inner: world.service.clone(),
                act: || {
                    if world.surgery.shows(filed.filing) == IN_DOUBT {
                        world.settles(&practice, filed.filing, truth);
                    }
                },
            };

            let exchange = Exchange::new(practice.clone(), mailbox, world.clock.clone());
            exchange.pass().await.unwrap();

            let (shown, outcomes) = match truth {
                Truth::Arrived => ("Collected", vec![Outcome::FoundLater]),
                Truth::NeverLeft => (
                    "Accepted by MESH",
                    vec![Outcome::NotThere, Outcome::Accepted],
                ),
            };
            let case = format!("{truth:?}, found: {is_found}");
            assert_eq!(world.surgery.shows(filed.filing), shown, "{case}");
            assert_eq!(world.outcomes_of(filed.filing), outcomes, "{case}");
        }
    }
}

#[tokio::test]
async fn what_mesh_took_is_asked_for_after_an_hour_and_then_seldom() {
    let world = World::of_silence();
    world
        .service
        .fault(agency::TrackFault::NotCollected { calls: 1 });
    let filed = world.surgery.files(person(1).first(world.now()));
    world.surgery.exchanges().await;
    world.quarters_pass(3).await;
    assert_eq!(world.surgery.shows(filed.filing), "Accepted by MESH");

    world.quarters_pass(2).await;
    assert_eq!(
        world.surgery.shows(filed.filing),
        "Accepted by MESH",
        "asked for, and not collected yet"
    );
    world.quarters_pass(16).await;

    assert_eq!(world.surgery.shows(filed.filing), "Collected");
    let letter = world.letter_of(filed.filing).id.get();
    let practice = &world.surgery.practice;
    let audit = practice.store().read(|r| r.audit_of("letter out", letter));
    let acts: Vec<String> = audit.unwrap().into_iter().map(|row| row.act).collect();
    assert_eq!(acts, ["released", "claimed", "posted", "collected"]);
}

#[tokio::test]
async fn what_is_settled_while_mesh_answers_stays_settled() {
    let world = World::of_silence();
    let filed = world.surgery.files(person(1).first(world.now()));
    let practice = world.surgery.practice.clone();
    let mailbox = Meanwhile {
        inner: world.service.clone(),
        act: || {
            let letter = world.letter_of(filed.filing).id;
            let at = world.now();
            let done = practice
                .store()
                .write(|w| w.letter_accepted(letter, None, at, true));
            done.unwrap();
        },
    };

    let exchange = Exchange::new(practice.clone(), mailbox, world.clock.clone());
    exchange.pass().await.unwrap();

    assert_eq!(world.surgery.shows(filed.filing), "Collected");
    assert_eq!(world.outcomes_of(filed.filing), [Outcome::Accepted]);
}

#[tokio::test]
async fn a_file_that_another_program_holds_does_not_end_the_day() {
    let world = World::new();
    let other = world.surgery.practice.store().path().to_owned();
    let other = store::Store::open(&other, crate::world::KEY).unwrap();
    let (held, is_held) = std::sync::mpsc::channel();
    let (go, may_go) = std::sync::mpsc::channel();
    let holder = std::thread::spawn(move || {
        let held = other.write(|_| {
            held.send(()).unwrap();
            may_go.recv().unwrap();

            Ok::<_, store::StoreError>(())
        });
        held.unwrap();
    });
    is_held.recv().unwrap();
    let stop = practice::Stop::default();
    let exchange = Exchange::new(
        world.surgery.practice.clone(),
        world.service.clone(),
        world.clock.clone(),
    );
    let mut told = Vec::new();

    let ended = exchange
        .run(&stop, |pass| {
            told.push(pass.troubles.iter().map(|one| one.code).collect::<Vec<_>>());
            if told.len() == 1 {
                go.send(()).unwrap();
                stop.wake();
            } else {
                stop.stop();
            }
        })
        .await;

    holder.join().unwrap();
    assert_eq!(ended.unwrap(), practice::Ended::Stopped);
    assert_eq!(told, [vec!["E922"], vec![]]);
}

impl World {
    fn settles(&self, practice: &Practice, filing: FilingId, truth: Truth) {
        let letter = self.letter_of(filing).id;
        practice
            .settle_by_hand(letter, truth, "PCSE says so", &self.surgery.act())
            .unwrap();
    }
}

/// Somebody is at the desk while MESH is asked.
struct Meanwhile<F> {
    inner: Arc<TrainingMailbox>,
    act: F,
}

impl<F: Fn() + Send + Sync> Mailbox for Meanwhile<F> {
    async fn check(&self) -> Result<Handshake, MailError> {
        self.inner.check().await
    }

    async fn list(&self, after: Option<Page>) -> Result<Listing, MailError> {
        self.inner.list(after).await
    }

    async fn fetch(&self, id: &MessageId) -> Result<Fetched, MailError> {
        self.inner.fetch(id).await
    }

    async fn acknowledge(&self, id: &MessageId) -> Result<(), MailError> {
        self.inner.acknowledge(id).await
    }

    async fn post(&self, letter: &Outgoing) -> Posted {
        (self.act)();
        self.inner.post(letter).await
    }

    async fn track(&self, local_id: &LocalId) -> Result<Tracked, MailError> {
        (self.act)();
        self.inner.track(local_id).await
    }
}
