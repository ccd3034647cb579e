//! Leaving the list: deductions of every manner, requests and their answers, disputes, removals.

use gplinks::{
    AcceptanceCode, Cipher, DeductionReason, Minute, PatientNumber, RegistrationType, Text,
};
use practice::{Choice, DeskError};
use store::{PatientId, PatientState};

use crate::world::World;
use crate::world::people::{Person, person};

impl World {
    /// The service deducts somebody whom both sides know.
    async fn deducts(&self, person: &Person, reason: u16) -> PatientId {
        let patient = self.both_know(person);
        let number = PatientNumber::read(person.number.as_deref().unwrap()).unwrap();
        let (now, today) = (self.now(), Minute::at(self.now()).day());
        self.service.with_agency(|agency| {
            let reason = DeductionReason::of(reason).unwrap();
            agency
                .deduct(&number, reason, today, Cipher::parse("NF"), now)
                .unwrap();
        });
        self.surgery.exchanges().await;

        patient
    }
}

#[tokio::test]
async fn a_deduction_is_recorded_and_undone() {
    let world = World::new();
    let patient = world.deducts(&person(1), 2).await;
    assert_eq!(
        world.surgery.state_of(patient),
        PatientState::Registered,
        "nobody has decided"
    );
    let notice = world.surgery.waiting("F2");
    let before = world.surgery.record_of(patient);

    world.surgery.decides("F2", &Choice::record());
    let record = world.surgery.record_of(patient);
    assert_eq!(record.state, PatientState::Left);
    assert_eq!(record.new_ha.as_deref(), Some("NF"));
    assert_eq!(record.left_on, Some(Minute::at(world.now()).day()));

    world.surgery.undoes(&notice);
    assert_eq!(world.surgery.record_of(patient), before);
    assert_eq!(world.surgery.waiting("F2").id, notice.id);
    assert_eq!(
        world.surgery.tries_to_undo(&notice),
        Err(DeskError::NothingToUndo)
    );
}

#[tokio::test]
async fn a_death_is_recorded_as_one() {
    let world = World::new();
    let patient = world.deducts(&person(1), 1).await;

    world.surgery.decides("F2", &Choice::record());

    assert_eq!(world.surgery.state_of(patient), PatientState::Died);
}

#[tokio::test]
async fn an_internal_transfer_takes_nobody_off_the_list() {
    for reason in [3, 15, 16] {
        let world = World::new();
        let patient = world.deducts(&person(1), reason).await;

        assert!(
            world
                .surgery
                .tries_to_decide("F2", &Choice::record(), None)
                .is_err()
        );
        world.surgery.decides("F2", &Choice::File);

        assert_eq!(
            world.surgery.state_of(patient),
            PatientState::Registered,
            "reason {reason}"
        );
    }
}

#[tokio::test]
async fn a_disputed_deduction_registers_the_patient_again_with_code_d() {
    let world = World::new();
    let patient = world.deducts(&person(1), 13).await;
    let again = || {
        Box::new(person(1).registration(
            RegistrationType::TransferIn,
            AcceptanceCode::AfterDeduction,
            "PATIENT HAS NOT MOVED",
            world.now(),
        ))
    };
    let mut without_note = again();
    if let gplinks::Filing::Acceptance(registration) = &mut without_note.filing {
        registration.notes = None;
    }

    let silent = world.surgery.tries_to_decide(
        "F2",
        &Choice::Dispute {
            draft: without_note,
            on: None,
        },
        Some("still here"),
    );
    assert!(silent.is_err(), "a dispute says why");
    assert_eq!(
        world.surgery.state_of(patient),
        PatientState::Registered,
        "nothing was changed"
    );
    let decided = world.surgery.decides(
        "F2",
        &Choice::Dispute {
            draft: again(),
            on: None,
        },
    );
    assert_eq!(world.surgery.state_of(patient), PatientState::Applied);
    world.surgery.exchanges().await;
    world.surgery.exchanges().await;
    world.surgery.decides("F4", &Choice::record());

    assert_eq!(world.surgery.state_of(patient), PatientState::Registered);
    assert_eq!(world.surgery.shows(decided.filing.unwrap()), "Approved");
    assert_eq!(world.heard(), ["G1"]);
}

#[tokio::test]
async fn a_dispute_is_undone_while_nothing_was_sent_and_not_after() {
    let world = World::new();
    let patient = world.deducts(&person(1), 13).await;
    let notice = world.surgery.waiting("F2");
    let dispute = || Choice::Dispute {
        draft: Box::new(person(1).registration(
            RegistrationType::TransferIn,
            AcceptanceCode::AfterDeduction,
            "PATIENT HAS NOT MOVED",
            world.now(),
        )),
        on: None,
    };
    let decided = world.surgery.decides("F2", &dispute());
    world.surgery.undoes(&notice);
    assert_eq!(world.surgery.shows(decided.filing.unwrap()), "Closed");
    assert_eq!(world.surgery.state_of(patient), PatientState::Registered);

    world.surgery.decides("F2", &dispute());
    world.surgery.exchanges().await;

    let undone = world.surgery.tries_to_undo(&notice);
    assert!(
        matches!(undone, Err(DeskError::NotUndone { .. })),
        "{undone:?}"
    );
    assert_eq!(world.heard(), ["G1"]);
}

#[tokio::test]
async fn a_death_that_the_practice_reports_comes_back_as_a_deduction() {
    let world = World::new();
    let patient = world.both_know(&person(1));
    let asked = world
        .surgery
        .files(person(1).leaves(1, "2026-11-18", world.now()));
    assert!(
        world
            .surgery
            .record_of(patient)
            .removal_requested_on
            .is_some()
    );
    world.surgery.exchanges().await;
    world.surgery.exchanges().await;
    assert_eq!(
        world.surgery.state_of(patient),
        PatientState::Registered,
        "until the deduction"
    );

    world.surgery.decides("F2", &Choice::record());

    assert_eq!(world.surgery.state_of(patient), PatientState::Died);
    assert_eq!(world.surgery.shows(asked.filing), "Answered by PCSE");
    assert_eq!(world.surgery.record_of(patient).removal_requested_on, None);
}

#[tokio::test]
async fn a_move_out_of_the_area_is_answered_in_thirty_days() {
    let world = World::new();
    let patient = world.both_know(&person(1));
    let asked = world
        .surgery
        .files(person(1).leaves(13, "2026-11-10", world.now()));
    world.surgery.exchanges().await;
    world.surgery.exchanges().await;

    world.surgery.decides("F11", &Choice::Understood);
    assert_eq!(world.surgery.shows(asked.filing), "Answered by PCSE");
    let until = world
        .surgery
        .record_of(patient)
        .removal_pending_until
        .unwrap();
    assert_eq!(until, Minute::at(world.now()).day().plus_days(30));
    assert_eq!(
        world
            .surgery
            .practice
            .store()
            .read(|r| r.reminders())
            .unwrap()
            .len(),
        1
    );

    world.days_pass(31);
    world.surgery.exchanges().await;
    world.surgery.decides("F2", &Choice::record());
    assert_eq!(world.surgery.state_of(patient), PatientState::Left);
    assert_eq!(world.surgery.record_of(patient).removal_pending_until, None);
}

#[tokio::test]
async fn a_refused_request_can_be_made_again() {
    let world = World::new();
    let patient = world.both_know(&person(1));
    world.service.with_agency(|agency| {
        agency.rules_mut().refusals = vec![agency::RefusalRule {
            when: agency::When::Next(1),
            words: "NO EVIDENCE".to_owned(),
        }];
    });
    let asked = world
        .surgery
        .files(person(1).leaves(5, "2026-11-10", world.now()));
    world.surgery.exchanges().await;
    world.surgery.exchanges().await;

    let again = Box::new(person(1).leaves(5, "2026-11-11", world.now()));
    let decided = world
        .surgery
        .decides("F11", &Choice::AskAgain { draft: again });
    world.surgery.exchanges().await;
    world.surgery.exchanges().await;
    world.surgery.decides("F2", &Choice::record());

    assert_eq!(world.surgery.shows(asked.filing), "Answered by PCSE");
    assert_eq!(
        world.surgery.shows(decided.filing.unwrap()),
        "Answered by PCSE"
    );
    assert_eq!(world.surgery.state_of(patient), PatientState::Left);
    assert_eq!(world.heard(), ["G5", "G5"]);
}

#[tokio::test]
async fn a_new_address_out_of_the_area_is_answered_with_a_removal() {
    let world = World::new();
    let patient = world.both_know(&person(1));
    world.moves(&person(1), "1 FAR AWAY").await;

    let decided = world.surgery.decides(
        "F1",
        &Choice::OutOfArea {
            number_confirmed: false,
            why: Text::new("OUT OF OUR AREA").unwrap(),
        },
    );
    assert_eq!(
        world.surgery.record_of(patient).road.as_deref(),
        Some("1 FAR AWAY")
    );
    world.surgery.exchanges().await;
    world.surgery.exchanges().await;

    assert_eq!(world.heard(), ["G3"]);
    assert_eq!(
        world.surgery.shows(decided.filing.unwrap()),
        "Receipted, no reply expected"
    );
    world.surgery.decides("F2", &Choice::record());
    assert_eq!(world.surgery.state_of(patient), PatientState::Left);
}

#[tokio::test]
async fn notices_about_one_patient_are_decided_oldest_first() {
    let world = World::new();
    let patient = world.both_know(&person(1));
    world.moves(&person(1), "2 NEARER ROAD").await;
    let number = PatientNumber::read(person(1).number.as_deref().unwrap()).unwrap();
    let (now, today) = (world.now(), Minute::at(world.now()).day());
    world.service.with_agency(|agency| {
        let reason = DeductionReason::of(2).unwrap();
        agency.deduct(&number, reason, today, None, now).unwrap();
    });
    world.surgery.exchanges().await;
    let first = world.surgery.waiting("F1").id;

    assert_eq!(
        world.surgery.tries_to_decide("F2", &Choice::record(), None),
        Err(DeskError::EarlierFirst { earlier: first })
    );
    world.surgery.decides(
        "F1",
        &Choice::Accept {
            number_confirmed: false,
        },
    );
    world.surgery.decides("F2", &Choice::record());

    assert_eq!(world.surgery.state_of(patient), PatientState::Left);
}
