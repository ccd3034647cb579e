//! What a manager or a clerk gives up: what had been sent stays sent, and the record goes back as a whole.

use agency::{PostFault, Wait};
use gplinks::Minute;
use practice::{Asked, Choice, Report};
use store::{Answer, Cause, LetterState, NewChange, PatientId, PatientState};

use crate::world::World;
use crate::world::people::person;

impl World {
    fn asked(&self) -> Asked {
        Asked {
            by: "Ms Dale".to_owned(),
            on: Minute::at(self.now()).day(),
            reference: "CAS-1".to_owned(),
        }
    }

    fn answer_of(&self, filing: store::FilingId) -> Answer {
        let filing = self.surgery.practice.store().read(|r| r.filing(filing));

        filing.unwrap().answer
    }

    /// Somebody who was on the list once, and is no longer.
    fn has_left(&self, patient: PatientId) {
        let act = self.surgery.act();
        let change = NewChange {
            at: act.at,
            by: act.by,
            cause: Cause::Corrected,
            notice: None,
            filing: None,
            undoes: None,
        };
        let left = self.surgery.practice.store().write(|w| {
            let patient = w.patient(patient)?;
            let mut record = patient.record.clone();
            record.state = PatientState::Left;
            record.left_on = Some(Minute::at(act.at).day());

            w.change_patient(&patient, &record, &change)
        });
        left.unwrap();
    }
}

#[tokio::test]
async fn giving_a_resend_up_leaves_what_the_first_copy_brought() {
    for state in [LetterState::Numbered, LetterState::Unknown] {
        let world = World::new();
        let filed = world.surgery.files(person(1).first(world.now()));
        for _ in 0..3 {
            world.surgery.exchanges().await;
        }
        world.surgery.decides("F4", &Choice::record());
        let before = world.letter_of(filed.filing);
        let manager = world.surgery.act();
        let practice = &world.surgery.practice;
        practice
            .send_again(before.id, &world.asked(), &manager)
            .unwrap();
        if state == LetterState::Unknown {
            world.service.fault(PostFault::LosePost);
            world.surgery.exchanges().await;
        }
        assert_eq!(world.letter_of(filed.filing).state, state);

        practice.abandon(before.id, "no longer", &manager).unwrap();

        assert_eq!(world.letter_of(filed.filing).state, before.state);
        assert_eq!(world.letter_of(filed.filing).mesh_id, before.mesh_id);
        assert_eq!(world.answer_of(filed.filing), Answer::Approved);
        assert_eq!(
            world.surgery.state_of(filed.patient),
            PatientState::Registered
        );
        let verified = practice.verify(world.now()).unwrap();
        assert!(verified.is_sound(), "{:?}", verified.failures());
    }
}

#[tokio::test]
async fn somebody_who_came_back_stays_where_the_approval_put_them() {
    let world = World::new();
    let patient = world.surgery.has(&person(1));
    world.has_left(patient);
    let filed = world.surgery.files(person(1).first(world.now()));
    assert_eq!(filed.patient, patient);
    for _ in 0..3 {
        world.surgery.exchanges().await;
    }
    world.surgery.decides("F4", &Choice::record());
    let letter = world.letter_of(filed.filing).id;
    let manager = world.surgery.act();
    let practice = &world.surgery.practice;
    practice
        .send_again(letter, &world.asked(), &manager)
        .unwrap();

    practice.abandon(letter, "no longer", &manager).unwrap();

    assert_eq!(world.surgery.state_of(patient), PatientState::Registered);
    assert_eq!(world.surgery.record_of(patient).left_on, None);
}

#[tokio::test]
async fn somebody_whose_registration_is_dropped_has_left_as_before() {
    let world = World::new();
    let patient = world.surgery.has(&person(1));
    world.has_left(patient);
    let left_on = world.surgery.record_of(patient).left_on;
    let filed = world.surgery.files(person(1).first(world.now()));
    assert_eq!(world.surgery.state_of(patient), PatientState::Applied);

    let clerk = world.surgery.clerk();
    let practice = &world.surgery.practice;
    practice
        .drop_filing(filed.filing, "a slip", &clerk)
        .unwrap();

    assert_eq!(world.surgery.state_of(patient), PatientState::Left);
    assert_eq!(world.surgery.record_of(patient).left_on, left_on);
}

#[tokio::test]
async fn dropping_what_was_entered_again_lets_the_first_one_wait_for_its_answer() {
    let world = World::new();
    world
        .service
        .with_agency(|agency| agency.rules_mut().answer_after = Wait::Hours(2));
    let filed = world.surgery.files(person(1).first(world.now()));
    for _ in 0..2 {
        world.surgery.exchanges().await;
    }
    let letter = world.letter_of(filed.filing).id;
    let manager = world.surgery.act();
    let practice = &world.surgery.practice;
    let again = practice
        .enter_again(letter, &world.asked(), &manager)
        .unwrap();
    assert_eq!(world.answer_of(filed.filing), Answer::Closed);

    let clerk = world.surgery.clerk();
    practice.drop_filing(again, "a slip", &clerk).unwrap();

    assert_eq!(world.answer_of(filed.filing), Answer::Waiting);
    assert_eq!(world.answer_of(again), Answer::Closed);
    assert_eq!(world.surgery.state_of(filed.patient), PatientState::Applied);
    world.minutes_pass(180);
    world.surgery.exchanges().await;
    world.surgery.decides("F4", &Choice::record());
    assert_eq!(world.answer_of(filed.filing), Answer::Approved);
    assert_eq!(
        world.surgery.state_of(filed.patient),
        PatientState::Registered
    );
}

#[tokio::test]
async fn a_letter_that_was_given_up_is_told_with_all_its_numbers_until_it_arrives_after_all() {
    let world = World::new();
    world
        .service
        .with_agency(|agency| agency.rules_mut().receipt_after = Wait::Hours(2));
    world.service.fault(PostFault::LoseAnswer);
    let filed = world.surgery.files(person(1).first(world.now()));
    world.surgery.exchanges().await;
    let letter = world.letter_of(filed.filing).id;
    let manager = world.surgery.act();
    let practice = &world.surgery.practice;
    practice.abandon(letter, "no answer", &manager).unwrap();

    let report = &Report::MissingNumbersOut;
    let told = practice.report(report, world.now()).unwrap();
    let sequences: Vec<&str> = told.rows.iter().map(|row| row[1].as_str()).collect();
    assert_eq!(sequences, ["Interchange", "Message", "Transaction"]);
    world.minutes_pass(200);
    for _ in 0..3 {
        world.surgery.exchanges().await;
    }

    let told = practice.report(report, world.now()).unwrap();
    assert_eq!(
        told.rows,
        Vec::<Vec<String>>::new(),
        "it has come after all"
    );
}
