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

/// A second approval of the first registration, which nobody at the service wrote.
async fn approval_comes_again(world: &World) -> [store::Notice; 2] {
    let body = "UNB+UNOA:2+XX11+TES5+261121:0900+00000090++FHSREG+++FHSA EDI TRANSFERS'\
                UNH+00000090+FHSREG:0:1:FH:FHS001'BGM+++507'NAD+FHS+XX1:954'DTM+137:202611210900:203'RFF+950:F4'\
                S01+1'RFF+TN:1'NAD+GP+9912345,K31:900'UNT+9+00000090'UNZ+1+00000090'";
    world
        .service
        .deliver_raw(mailbox::Workflow::Registration, body);
    world.surgery.exchanges().await;

    world.surgery.notices("F4").try_into().unwrap()
}

#[tokio::test]
async fn undoing_a_decision_puts_back_its_own_effects_only() {
    for hours in [0, -1] {
        let world = World::new();
        // Letters come that the service has not sent.
        world.may_complain(|one| matches!(one, agency::Complaint::UnknownReceipt { .. }));
        let filed = world.surgery.files(person(1).first(world.now()));
        for _ in 0..2 {
            world.surgery.exchanges().await;
        }
        let [first, second] = approval_comes_again(&world).await;
        let decide = |notice: &store::Notice, choice: &Choice| {
            let act = world.surgery.act();
            let practice = &world.surgery.practice;
            practice
                .decide(notice.id, choice, Some("as it says"), &act)
                .unwrap();
        };
        decide(&first, &Choice::record());
        world.clock.add(jiff::SignedDuration::from_hours(hours));
        decide(&second, &Choice::File);

        world.surgery.undoes(&second);
        assert_eq!(world.surgery.shows(filed.filing), "Approved", "{hours} h");

        world.surgery.undoes(&first);
        assert_ne!(world.surgery.shows(filed.filing), "Approved");
        assert_eq!(world.surgery.state_of(filed.patient), PatientState::Applied);
    }
}

#[tokio::test]
async fn a_quarter_is_not_closed_over_what_is_set_aside() {
    let world = World::new();
    // Letters come that the service has not sent.
    world.may_complain(|one| matches!(one, agency::Complaint::UnknownReceipt { .. }));
    let service = |ris: u32, rest: &str| {
        let body = format!(
            "UNB+UNOA:2+XX11+TES5+261121:0900+{ris:08}++FHSREG+++FHSA EDI TRANSFERS'\
             UNH+{ris:08}+FHSREG:0:1:FH:FHS001'BGM+++507'NAD+FHS+XX1:954'DTM+137:202611210900:203'{rest}\
             +{ris:08}'UNZ+1+{ris:08}'"
        );
        world
            .service
            .deliver_raw(mailbox::Workflow::Registration, body);
    };
    world
        .service
        .deliver_raw(mailbox::Workflow::Registration, "UNB+what is this");
    service(
        90,
        "RFF+950:F99'S01+1'RFF+TN:777'NAD+GP+9912345,K31:900'UNT+9",
    );
    service(91, "DTM+206:20261231:102'RFF+950:F8'RFF+TN:778'GIS+Q'UNT+9");
    world.surgery.exchanges().await;
    let notice = world.surgery.waiting("F8");
    let (practice, clerk) = (&world.surgery.practice, world.surgery.clerk());
    let close = || practice.decide(notice.id, &Choice::Acknowledge, None, &clerk);

    assert_eq!(
        close().map(drop),
        Err(practice::DeskError::QuarterNotReady { open: 2 })
    );
    let aside = practice.letters_set_aside().unwrap();
    practice
        .dealt_with_letter(aside[0].letter, &clerk, "told PCSE")
        .unwrap();
    let odd = world.surgery.notices("F99");
    practice
        .decide(odd[0].id, &Choice::DealtWith, Some("told PCSE"), &clerk)
        .unwrap();
    close().unwrap();
}
