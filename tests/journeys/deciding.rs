//! Deciding itself: two at once, the wrong patient, nobody's patient, looking away, and the worklist.

use gplinks::{DeductionReason, Minute, PatientNumber};
use practice::{Choice, DeskError};
use store::PatientState;

use crate::world::World;
use crate::world::people::{Person, number, person};

impl World {
    async fn deducts_number(&self, number: &str) {
        let notice = gplinks::Notice::Deduction(gplinks::Deduction {
            number: PatientNumber::read(number).unwrap(),
            reason: DeductionReason::of(2),
            on: Some(Minute::at(self.now()).day()),
            new_ha: None,
        });
        let gp = gplinks::GpCode::read(crate::world::DOCTOR).unwrap();
        self.service
            .with_agency(|agency| agency.send(notice, gp, None, self.now()));
        self.surgery.exchanges().await;
    }
}

fn number_of(person: &Person) -> String {
    person.number.clone().unwrap()
}

#[tokio::test]
async fn two_people_decide_about_one_notice_and_the_second_is_told() {
    let world = World::new();
    world.both_know(&person(1));
    world.deducts_number(&number_of(&person(1))).await;
    let notice = world.surgery.waiting("F2");
    world.surgery.decides("F2", &Choice::record());

    let second =
        world
            .surgery
            .practice
            .decide(notice.id, &Choice::record(), None, &world.surgery.clerk());

    assert_eq!(
        second.map(drop),
        Err(DeskError::AlreadyDecided { notice: notice.id })
    );
}

#[tokio::test]
async fn a_notice_about_nobody_here_is_matched_by_a_person() {
    let world = World::new();
    let patient = world.both_know(&person(1));
    world.deducts_number(&number(60)).await;
    let notice = world.surgery.waiting("F2");
    assert_eq!(notice.patient, None);
    assert!(matches!(
        world.surgery.tries_to_decide("F2", &Choice::record(), None),
        Err(DeskError::NotMatched { .. })
    ));

    world
        .surgery
        .practice
        .match_notice(notice.id, patient, &world.surgery.clerk())
        .unwrap();
    world.surgery.decides("F2", &Choice::record());

    assert_eq!(world.surgery.state_of(patient), PatientState::Left);
}

#[tokio::test]
async fn a_notice_that_is_not_for_us_is_settled_with_a_note() {
    let world = World::new();
    world.deducts_number(&number(61)).await;
    let notice = world.surgery.waiting("F2");

    world
        .surgery
        .practice
        .not_ours(notice.id, "told PCSE by phone", &world.surgery.clerk())
        .unwrap();
    assert_eq!(world.surgery.to_decide(), []);

    world.surgery.undoes(&notice);
    assert_eq!(world.surgery.waiting("F2").id, notice.id);
}

#[tokio::test]
async fn a_wrong_match_is_corrected_after_the_decision() {
    let world = World::new();
    let wrong = world.both_know(&person(1));
    let right = world.both_know(&person(2));
    world.deducts_number(&number(62)).await;
    let notice = world.surgery.waiting("F2");
    let matched = |patient| {
        world
            .surgery
            .practice
            .match_notice(notice.id, patient, &world.surgery.act())
    };
    matched(wrong).unwrap();
    world.surgery.decides("F2", &Choice::record());
    assert_eq!(world.surgery.state_of(wrong), PatientState::Left);

    matched(right).unwrap();
    assert_eq!(
        world.surgery.state_of(wrong),
        PatientState::Registered,
        "put back"
    );
    world.surgery.decides("F2", &Choice::record());

    assert_eq!(world.surgery.state_of(right), PatientState::Left);
    assert_eq!(world.surgery.state_of(wrong), PatientState::Registered);
}

#[tokio::test]
async fn what_changed_the_list_waits_to_be_done_in_the_clinical_system() {
    let world = World::new();
    world.both_know(&person(1));
    world.deducts_number(&number_of(&person(1))).await;
    let decided = world.surgery.decides("F2", &Choice::record());
    assert_eq!(world.surgery.practice.worklist().unwrap().len(), 1);

    world
        .surgery
        .practice
        .tick(decided.decision, &world.surgery.clerk())
        .unwrap();

    assert_eq!(world.surgery.practice.worklist().unwrap().len(), 0);
}

#[tokio::test]
async fn an_approval_brings_the_number_that_an_earlier_notice_waited_for() {
    let world = World::new();
    let filed = world
        .surgery
        .files(person(1).without_number().first(world.now()));
    world.surgery.exchanges().await;
    world.surgery.exchanges().await;
    let approval = world.surgery.waiting("F4");
    let issued = approval.nhs_number.clone().unwrap();
    world.deducts_number(&issued).await;
    assert_eq!(world.surgery.waiting("F2").patient, None);

    world.surgery.decides("F4", &Choice::record());

    assert_eq!(world.surgery.waiting("F2").patient, Some(filed.patient));
}

#[tokio::test]
async fn whoever_may_only_look_changes_nothing() {
    let world = World::new();
    world.both_know(&person(1));
    world.deducts_number(&number_of(&person(1))).await;
    let viewer = practice::Act {
        role: store::Role::Viewer,
        ..world.surgery.act()
    };
    let notice = world.surgery.waiting("F2");

    let decided = world
        .surgery
        .practice
        .decide(notice.id, &Choice::record(), None, &viewer);
    let filed = world.surgery.practice.file(
        &practice::ToFile::new(person(3).first(world.now())),
        &viewer,
    );

    assert_eq!(decided.map(drop).unwrap_err().code(), "E940");
    assert_eq!(filed.map(drop).unwrap_err().code(), "E940");
    assert_eq!(world.surgery.waiting("F2").id, notice.id);
}
