//! A registration from the form to the answer: the four types, approvals, rejections, approval out of turn.

use agency::{RejectionRule, When};
use gplinks::{AcceptanceCode, RegistrationType};
use practice::{Choice, DeskError, ToFile};
use store::PatientState;

use crate::world::World;
use crate::world::people::{number, person};

async fn is_approved(kind: RegistrationType) {
    let world = World::new();
    let draft = person(1).registration(kind, AcceptanceCode::Acceptance, "", world.now());
    let filed = world.surgery.files(draft);
    assert_eq!(world.surgery.state_of(filed.patient), PatientState::Applied);

    world.surgery.exchanges().await;
    world.surgery.exchanges().await;
    world.surgery.decides("F4", &Choice::record());

    assert_eq!(world.surgery.shows(filed.filing), "Approved");
    assert_eq!(
        world.surgery.state_of(filed.patient),
        PatientState::Registered
    );
    assert_eq!(world.complaints(), []);
}

#[tokio::test]
async fn a_birth_is_approved() {
    is_approved(RegistrationType::Birth).await;
}

#[tokio::test]
async fn a_first_registration_is_approved() {
    is_approved(RegistrationType::First).await;
}

#[tokio::test]
async fn a_transfer_in_is_approved() {
    is_approved(RegistrationType::TransferIn).await;
}

#[tokio::test]
async fn somebody_from_abroad_is_approved() {
    is_approved(RegistrationType::Immigrant).await;
}

#[tokio::test]
async fn the_number_comes_with_the_approval() {
    let world = World::new();
    let filed = world
        .surgery
        .files(person(1).without_number().first(world.now()));
    world.surgery.exchanges().await;
    world.surgery.exchanges().await;
    assert_eq!(world.surgery.record_of(filed.patient).nhs_number, None);

    world.surgery.decides("F4", &Choice::record());

    let issued = world.surgery.record_of(filed.patient).nhs_number.unwrap();
    assert!(
        issued.starts_with("999"),
        "a test number, as the service issues them"
    );
}

#[tokio::test]
async fn an_amendment_waits_for_the_approval_and_then_goes_by_itself() {
    let world = World::new();
    let filed = world.surgery.files(person(1).first(world.now()));
    let moved = world
        .surgery
        .files(person(1).moves_to("9 NEW ROAD", world.now()));
    world.surgery.exchanges().await;
    world.surgery.exchanges().await;
    assert_eq!(
        world.surgery.shows(moved.filing),
        "Kept until the registration is approved"
    );
    assert_eq!(world.heard(), ["G1"]);

    world.surgery.decides("F4", &Choice::record());
    world.surgery.exchanges().await;
    world.surgery.exchanges().await;

    assert_eq!(world.heard(), ["G1", "G2"]);
    assert_eq!(
        world.surgery.shows(moved.filing),
        "Receipted, no reply expected"
    );
    assert_eq!(world.surgery.shows(filed.filing), "Approved");
}

#[tokio::test]
async fn a_rejected_registration_goes_again_only_corrected_and_with_code_r() {
    let world = World::new();
    world.service.with_agency(|agency| {
        agency.rules_mut().rejections = vec![RejectionRule {
            when: When::Next(1),
            code: 3,
            words: "CONFIRM CURRENT ADDRESS".to_owned(),
        }];
    });
    let filed = world.surgery.files(person(1).first(world.now()));
    world.surgery.exchanges().await;
    world.surgery.exchanges().await;
    world.surgery.decides("F3", &Choice::record());
    assert_eq!(world.surgery.shows(filed.filing), "Rejected by PCSE");
    assert_eq!(
        world.surgery.state_of(filed.patient),
        PatientState::Rejected
    );

    let code_a = ToFile::new(person(1).first(world.now()));
    assert_eq!(
        world.surgery.tries_to_file(code_a),
        Err(DeskError::NeedsCodeR)
    );
    let again = |notes: &str| {
        let kind = RegistrationType::First;

        person(1).registration(kind, AcceptanceCode::AfterRejection, notes, world.now())
    };
    assert_eq!(
        world.surgery.tries_to_file(ToFile::new(again(""))),
        Err(DeskError::NothingCorrected)
    );
    let second = world
        .surgery
        .files(again("ADDRESS IS RIGHT, SEE ROYAL MAIL"));
    assert_eq!(
        second.patient, filed.patient,
        "the same patient, not a second one"
    );
    world.surgery.exchanges().await;
    world.surgery.exchanges().await;
    world.surgery.decides("F4", &Choice::record());

    assert_eq!(world.surgery.shows(second.filing), "Approved");
    assert_eq!(
        world.surgery.state_of(filed.patient),
        PatientState::Registered
    );
    assert_eq!(world.complaints(), []);
}

#[tokio::test]
async fn a_rejection_can_be_answered_at_once_with_what_corrects_it() {
    let world = World::new();
    world.service.with_agency(|agency| {
        agency.rules_mut().rejections = vec![RejectionRule {
            when: When::Next(1),
            code: 3,
            words: "CONFIRM CURRENT ADDRESS".to_owned(),
        }];
    });
    let filed = world.surgery.files(person(1).first(world.now()));
    world.surgery.exchanges().await;
    world.surgery.exchanges().await;
    let mut right = person(1);
    right.road = "11 MILL LANE".to_owned();
    let draft = right.registration(
        RegistrationType::First,
        AcceptanceCode::AfterRejection,
        "",
        world.now(),
    );

    let decided = world.surgery.decides(
        "F3",
        &Choice::Fix {
            draft: Box::new(draft),
        },
    );
    world.surgery.exchanges().await;
    world.surgery.exchanges().await;
    world.surgery.decides("F4", &Choice::record());

    assert_eq!(world.surgery.shows(decided.filing.unwrap()), "Approved");
    assert_eq!(world.surgery.shows(filed.filing), "Rejected by PCSE");
    let road = world.surgery.record_of(filed.patient).road;
    assert_eq!(road.as_deref(), Some("11 MILL LANE"));
}

#[tokio::test]
async fn a_rejection_that_is_closed_has_a_reason() {
    let world = World::new();
    world.service.with_agency(|agency| {
        agency.rules_mut().rejections = vec![RejectionRule {
            when: When::Always,
            code: 1,
            words: "NOT KNOWN".to_owned(),
        }];
    });
    let filed = world.surgery.files(person(1).first(world.now()));
    world.surgery.exchanges().await;
    world.surgery.exchanges().await;

    assert!(
        world
            .surgery
            .tries_to_decide("F3", &Choice::Close, None)
            .is_err()
    );
    world.surgery.decides("F3", &Choice::Close);

    assert_eq!(world.surgery.shows(filed.filing), "Closed");
}

#[tokio::test]
async fn an_approval_with_another_number_needs_a_second_look() {
    let world = World::new();
    world
        .service
        .with_agency(|agency| agency.rules_mut().answer_after = agency::Wait::WorkingDays(3));
    let filed = world.surgery.files(person(1).first(world.now()));
    world.surgery.exchanges().await;
    let tn = gplinks::Tn::new(1);
    let other = gplinks::PatientNumber::read(&number(77)).unwrap();
    let approval = gplinks::Notice::Approval(gplinks::Approval {
        number: Some(other),
    });
    let gp = gplinks::GpCode::read(crate::world::DOCTOR).unwrap();
    world
        .service
        .with_agency(|agency| agency.send(approval, gp, Some(tn), world.now()));
    world.surgery.exchanges().await;

    assert!(
        world
            .surgery
            .tries_to_decide("F4", &Choice::record(), None)
            .is_err()
    );
    assert_eq!(world.surgery.state_of(filed.patient), PatientState::Applied);
    world.surgery.decides(
        "F4",
        &Choice::Record {
            number_confirmed: true,
            on: None,
        },
    );

    assert_eq!(
        world.surgery.record_of(filed.patient).nhs_number,
        Some(number(77))
    );
}

#[tokio::test]
async fn an_approval_is_routine_and_a_rejection_is_not() {
    let world = World::new();
    for nth in 1..=3 {
        world.surgery.files(person(nth).first(world.now()));
    }
    world.service.with_agency(|agency| {
        agency.rules_mut().rejections = vec![RejectionRule {
            when: When::Next(1),
            code: 3,
            words: "CONFIRM".to_owned(),
        }];
    });
    world.surgery.exchanges().await;
    world.surgery.exchanges().await;

    world
        .surgery
        .practice
        .clear_routine(&world.surgery.clerk())
        .unwrap();

    let left: Vec<String> = world
        .surgery
        .to_decide()
        .into_iter()
        .map(|one| one.kind)
        .collect();
    assert_eq!(left, ["F3"]);
}
