//! From the clerk's confirmation to the service's list, whatever happens on the way.

use agency::PostFault;
use gplinks::{AcceptanceCode, RegistrationType};
use practice::{Asked, DeskError, ToFile, Truth};

use crate::world::people::person;
use crate::world::{Beginning, World};

#[tokio::test]
async fn a_registration_reaches_the_service_once_and_is_receipted() {
    let mut world = World::new();
    let filed = world.surgery.files(person(1).first(world.now()));
    assert_eq!(world.surgery.shows(filed.filing), "Ready to send");

    world.surgery.exchanges().await;
    assert_eq!(world.surgery.shows(filed.filing), "Accepted by MESH");
    world.restarts();
    world.surgery.exchanges().await;
    world.surgery.exchanges().await;

    assert_eq!(world.heard(), ["G1"]);
    assert_eq!(world.complaints(), []);
    assert_eq!(world.unreceipted(), 0);
}

#[tokio::test]
async fn a_filing_can_be_taken_back_while_it_is_held_and_uses_no_number() {
    let world = World::beginning(&Beginning {
        hold_minutes: 15,
        ..Beginning::default()
    });
    let first = world.surgery.files(person(1).first(world.now()));
    let second = world.surgery.files(person(2).first(world.now()));
    world.surgery.exchanges().await;
    assert_eq!(
        world.surgery.shows(first.filing),
        "Ready to send",
        "the hold is not over"
    );

    world
        .surgery
        .practice
        .take_back(first.filing, &world.surgery.clerk())
        .unwrap();
    world.minutes_pass(16);
    world.surgery.exchanges().await;

    assert_eq!(world.surgery.shows(first.filing), "Draft");
    assert_eq!(world.surgery.shows(second.filing), "Accepted by MESH");
    let letters = world
        .surgery
        .practice
        .store()
        .read(|r| r.letters_out_after(None, 9))
        .unwrap();
    let numbers: Vec<_> = letters
        .iter()
        .map(|one| (one.sis.number, one.tn.map(|tn| tn.number)))
        .collect();
    assert_eq!(
        numbers,
        [(1, Some(1))],
        "what was taken back has taken no number"
    );
}

#[tokio::test]
async fn a_lost_answer_is_settled_by_tracking_and_nothing_goes_twice() {
    let world = World::new();
    world.service.fault(PostFault::LoseAnswer);
    let filed = world.surgery.files(person(1).first(world.now()));
    world.surgery.exchanges().await;
    assert_eq!(
        world.surgery.shows(filed.filing),
        "Not known whether MESH has it"
    );

    world.minutes_pass(2);
    world.surgery.exchanges().await;

    assert_ne!(
        world.surgery.shows(filed.filing),
        "Not known whether MESH has it"
    );
    assert_eq!(world.posts_of(filed.filing), 1, "one letter, one post");
    assert_eq!(world.complaints(), []);
}

#[tokio::test]
async fn a_lost_post_goes_again_only_after_mesh_has_twice_not_found_it() {
    let world = World::new();
    let witness = world.surgery.files(person(1).first(world.now()));
    world.surgery.exchanges().await;
    world.surgery.exchanges().await;
    world.service.fault(PostFault::LosePost);
    let lost = world.surgery.files(person(2).first(world.now()));
    world.surgery.exchanges().await;
    assert_eq!(
        world.surgery.shows(lost.filing),
        "Not known whether MESH has it"
    );

    world.minutes_pass(2);
    world.surgery.exchanges().await;
    assert_eq!(
        world.surgery.shows(lost.filing),
        "Not known whether MESH has it",
        "asked once"
    );
    world.minutes_pass(6);
    world.surgery.exchanges().await;
    assert_eq!(
        world.surgery.shows(lost.filing),
        "Not known whether MESH has it",
        "asked twice, and MESH may still learn of it"
    );
    world.minutes_pass(7);
    world.surgery.exchanges().await;

    assert_eq!(world.surgery.shows(lost.filing), "Accepted by MESH");
    assert_ne!(
        world.surgery.shows(witness.filing),
        "Not known whether MESH has it"
    );
    assert_eq!(world.complaints(), [], "the same numbers, the same bytes");
}

#[tokio::test]
async fn without_a_witness_a_person_decides() {
    let world = World::new();
    world.service.fault(PostFault::LosePost);
    let filed = world.surgery.files(person(1).first(world.now()));
    world.surgery.exchanges().await;
    for _ in 0..5 {
        world.minutes_pass(20);
        let pass = world.surgery.exchanges().await;
        assert_eq!(pass.troubles[0].code, "E993");
    }
    assert_eq!(
        world.surgery.shows(filed.filing),
        "Not known whether MESH has it"
    );
    let letter = world
        .surgery
        .practice
        .outbox_detail(filed.filing, world.now())
        .unwrap()
        .letter
        .unwrap();

    let clerk = world.surgery.practice.settle_by_hand(
        letter.id,
        Truth::NeverLeft,
        "PCSE",
        &world.surgery.clerk(),
    );
    assert_eq!(clerk.unwrap_err().code(), "E940", "a manager's act");
    world
        .surgery
        .practice
        .settle_by_hand(
            letter.id,
            Truth::NeverLeft,
            "PCSE has not got it",
            &world.surgery.act(),
        )
        .unwrap();
    world.surgery.exchanges().await;

    assert_eq!(world.surgery.shows(filed.filing), "Accepted by MESH");
    assert_eq!(world.service.witness().accepted.len(), 1);
}

#[tokio::test]
async fn a_refused_letter_keeps_its_numbers_and_stops_its_link_until_a_manager_acts() {
    let world = World::new();
    world.service.fault(PostFault::Refuse {
        code: "417".to_owned(),
        words: "no such mailbox".to_owned(),
    });
    let refused = world.surgery.files(person(1).first(world.now()));
    let next = world.surgery.files(person(2).first(world.now()));
    world.surgery.exchanges().await;
    assert_eq!(world.surgery.shows(refused.filing), "Refused by MESH");
    assert_eq!(
        world.surgery.shows(next.filing),
        "Ready, but the link sends nothing",
        "the order of the numbers is kept"
    );
    let pass = world.surgery.exchanges().await;
    let told: Vec<_> = pass.troubles.iter().map(|trouble| trouble.code).collect();
    assert_eq!(told, ["E981"], "it is told until somebody has acted");
    let letter = world
        .surgery
        .practice
        .outbox_detail(refused.filing, world.now())
        .unwrap()
        .letter
        .unwrap();

    world
        .surgery
        .practice
        .retry_refused(letter.id, "mailbox corrected", &world.surgery.act())
        .unwrap();
    world.surgery.exchanges().await;

    assert_eq!(world.surgery.shows(refused.filing), "Accepted by MESH");
    assert_eq!(world.surgery.shows(next.filing), "Accepted by MESH");
    assert_eq!(world.complaints(), []);
}

#[tokio::test]
async fn an_abandoned_letter_leaves_a_gap_that_has_a_reason() {
    let world = World::new();
    world.service.fault(PostFault::Refuse {
        code: "400".to_owned(),
        words: "no".to_owned(),
    });
    let refused = world.surgery.files(person(1).first(world.now()));
    world.surgery.exchanges().await;
    let letter = world
        .surgery
        .practice
        .outbox_detail(refused.filing, world.now())
        .unwrap()
        .letter
        .unwrap();

    world
        .surgery
        .practice
        .abandon(letter.id, "PCSE told us to", &world.surgery.act())
        .unwrap();
    let next = world.surgery.files(person(2).first(world.now()));
    world.surgery.exchanges().await;

    assert_eq!(world.surgery.shows(refused.filing), "Abandoned");
    assert_eq!(world.surgery.shows(next.filing), "Accepted by MESH");
    let letters = world
        .surgery
        .practice
        .store()
        .read(|r| r.letters_out_after(None, 9))
        .unwrap();
    assert_eq!(
        letters.iter().map(|one| one.sis.number).collect::<Vec<_>>(),
        [1, 2]
    );
}

#[tokio::test]
async fn sent_again_are_the_same_bytes_and_entered_again_new_numbers() {
    let world = World::new();
    let filed = world.surgery.files(person(1).moves_after_coming(&world));
    world.surgery.exchanges().await;
    world.surgery.exchanges().await;
    let letter = world
        .surgery
        .practice
        .outbox_detail(filed.filing, world.now())
        .unwrap()
        .letter
        .unwrap();
    world.asks_again(1);
    let asked = Asked {
        by: "J Marsh at PCSE".to_owned(),
        on: gplinks::Minute::at(world.now()).day(),
        reference: "INC-1".to_owned(),
    };

    assert_eq!(
        world
            .surgery
            .practice
            .send_again(letter.id, &asked, &world.surgery.clerk())
            .unwrap_err()
            .code(),
        "E940"
    );
    world
        .surgery
        .practice
        .send_again(letter.id, &asked, &world.surgery.act())
        .unwrap();
    world.surgery.exchanges().await;
    let posts = world.service.witness().accepted;
    let own: Vec<_> = posts
        .iter()
        .filter(|post| post.body == letter.body)
        .collect();
    assert_eq!(own.len(), 2, "the same bytes, twice, at a person's word");
    assert_ne!(own[0].local_id, own[1].local_id);

    let new = world
        .surgery
        .practice
        .enter_again(letter.id, &asked, &world.surgery.act())
        .unwrap();
    world.surgery.exchanges().await;
    let again = world
        .surgery
        .practice
        .outbox_detail(new, world.now())
        .unwrap()
        .letter
        .unwrap();
    assert!(again.sis > letter.sis && again.tn > letter.tn);
    assert_eq!(world.surgery.shows(filed.filing), "Closed");
    assert_eq!(world.complaints(), []);
}

#[tokio::test]
async fn a_pause_stops_what_has_no_numbers() {
    let world = World::new();
    world
        .surgery
        .practice
        .pause(Some("moving house"), &world.surgery.act())
        .unwrap();
    let filed = world.surgery.files(person(1).first(world.now()));
    world.surgery.exchanges().await;
    assert_eq!(
        world.surgery.shows(filed.filing),
        "Ready, but the link sends nothing"
    );
    assert_eq!(world.service.witness().attempts.len(), 0);

    world
        .surgery
        .practice
        .pause(None, &world.surgery.act())
        .unwrap();
    world.surgery.exchanges().await;
    assert_eq!(world.surgery.shows(filed.filing), "Accepted by MESH");
}

#[tokio::test]
async fn a_second_click_files_nothing() {
    let world = World::new();
    let to_file = ToFile {
        draft_key: Some("draft 7".to_owned()),
        ..ToFile::new(person(1).first(world.now()))
    };
    let first = world.surgery.tries_to_file(to_file.clone()).unwrap();
    let second = world.surgery.tries_to_file(to_file).unwrap();

    assert_eq!((first.filing, first.again), (second.filing, false));
    assert!(second.again);
    world.surgery.exchanges().await;
    assert_eq!(world.heard(), ["G1"]);
}

#[test]
fn nobody_is_registered_twice() {
    let world = World::new();
    let first = world.surgery.files(person(1).first(world.now()));

    let same_number = world
        .surgery
        .tries_to_file(ToFile::new(person(1).first(world.now())));
    assert_eq!(
        same_number,
        Err(DeskError::AlreadyHere {
            patient: first.patient.get(),
            state: "waiting for approval"
        })
    );
    let without = person(1).without_number();
    let alike = world
        .surgery
        .tries_to_file(ToFile::new(without.first(world.now())));
    assert_eq!(
        alike,
        Err(DeskError::LooksLike {
            patients: vec![first.patient.get()]
        })
    );
    let somebody_else = ToFile {
        somebody_else: true,
        ..ToFile::new(without.first(world.now()))
    };
    let other = world.surgery.tries_to_file(somebody_else).unwrap();
    assert_ne!(other.patient, first.patient);
}

#[test]
fn what_is_filed_must_be_about_somebody_on_the_list() {
    let world = World::new();

    let moves = world
        .surgery
        .tries_to_file(ToFile::new(person(3).moves_to("9 NEW ROAD", world.now())));
    assert_eq!(moves, Err(DeskError::NotOnTheList));
    let mut other_gp = person(3).first(world.now());
    other_gp.gp = gplinks::GpCode::read("9900001,ZZZ").unwrap();
    assert!(matches!(
        world.surgery.tries_to_file(ToFile::new(other_gp)),
        Err(DeskError::NoSuchDoctor)
    ));
    let code_r = person(4).registration(
        RegistrationType::First,
        AcceptanceCode::AfterRejection,
        "",
        world.now(),
    );
    assert!(
        world.surgery.tries_to_file(ToFile::new(code_r)).is_ok(),
        "an earlier system may have sent the first"
    );
}

#[tokio::test]
async fn a_receipt_that_comes_before_the_letter_is_sent_again_makes_that_needless() {
    let world = World::new();
    let filed = world.surgery.files(person(1).moves_after_coming(&world));
    world.surgery.exchanges().await;
    let letter = world
        .surgery
        .practice
        .outbox_detail(filed.filing, world.now())
        .unwrap()
        .letter
        .unwrap();
    let asked = Asked {
        by: "J Marsh at PCSE".to_owned(),
        on: gplinks::Minute::at(world.now()).day(),
        reference: "INC-1".to_owned(),
    };
    world
        .surgery
        .practice
        .send_again(letter.id, &asked, &world.surgery.act())
        .unwrap();
    world.surgery.exchanges().await;

    assert_eq!(
        world.posts_of(filed.filing),
        1,
        "its receipt was there already"
    );
    assert_eq!(
        world.surgery.shows(filed.filing),
        "Receipted, no reply expected"
    );
}

impl World {
    /// How often MESH took the letter of a filing.
    pub(crate) fn posts_of(&self, filing: store::FilingId) -> usize {
        let detail = self
            .surgery
            .practice
            .outbox_detail(filing, self.now())
            .unwrap();
        let body = detail.letter.unwrap().body;
        let accepted = self.service.witness().accepted;

        accepted.iter().filter(|post| post.body == body).count()
    }
}

impl crate::world::people::Person {
    /// Somebody whom both sides know moves.
    fn moves_after_coming(&self, world: &World) -> gplinks::Draft {
        world.both_know(self);

        self.moves_to("9 NEW ROAD", world.now())
    }
}
