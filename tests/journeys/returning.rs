//! Somebody comes back who had left: one person, two records, one NHS number.

use gplinks::Day;
use practice::{Choice, DeskError, ToFile};
use store::{Cause, NewChange, PatientId, PatientState};

use crate::world::World;
use crate::world::people::{Person, person};

impl World {
    /// The number that the service gives to the first whom it registers without one.
    async fn number_to_come() -> String {
        let world = Self::new();
        world
            .surgery
            .files(person(1).without_number().first(world.now()));
        for _ in 0..2 {
            world.surgery.exchanges().await;
        }

        world.surgery.waiting("F4").nhs_number.unwrap()
    }

    /// Somebody who was on the list and has left.
    fn had(&self, person: &Person) -> PatientId {
        let id = self.surgery.has(person);
        let change = NewChange {
            at: self.now(),
            by: crate::world::MANAGER,
            cause: Cause::Decided,
            notice: None,
            filing: None,
            undoes: None,
        };
        let left = self.surgery.practice.store().write(|w| {
            let patient = w.patient(id)?;
            let mut record = patient.record.clone();
            record.state = PatientState::Left;
            record.left_on = Day::parse("2024-05-01").ok();
            w.change_patient(&patient, &record, &change)
        });
        left.unwrap();

        id
    }

    fn number_of(&self, patient: PatientId) -> Option<String> {
        self.surgery.record_of(patient).nhs_number
    }
}

/// Registered anew without a number, while the record of the earlier stay has it.
async fn returns() -> (World, PatientId, PatientId) {
    let number = World::number_to_come().await;
    let world = World::new();
    let before = Person {
        number: Some(number),
        ..person(3)
    };
    let old = world.had(&before);
    let filed = world
        .surgery
        .files(person(1).without_number().first(world.now()));
    for _ in 0..2 {
        world.surgery.exchanges().await;
    }

    (world, old, filed.patient)
}

#[tokio::test]
async fn a_number_is_moved_from_the_earlier_record() {
    let (world, old, new) = returns().await;
    let (practice, clerk) = (&world.surgery.practice, world.surgery.clerk());
    let notice = world.surgery.waiting("F4");
    let number = notice.nhs_number.clone();
    assert_eq!(
        world
            .surgery
            .tries_to_decide("F4", &Choice::record(), Some("same")),
        Err(DeskError::NumberOfAnother { patient: old.get() })
    );
    let held_by = practice
        .notice_detail(notice.id, world.now())
        .unwrap()
        .number_held_by
        .unwrap();
    assert_eq!((held_by.patient, held_by.may_be_moved), (old, true));
    assert_eq!(held_by.state, "no longer on the list");

    let refused = practice.move_number(old, new, " ", &clerk);
    assert_eq!(refused, Err(DeskError::NoReason));
    practice
        .move_number(old, new, "same person, came back", &clerk)
        .unwrap();
    assert_eq!((world.number_of(old), world.number_of(new)), (None, number));
    world.surgery.decides("F4", &Choice::record());

    assert_eq!(world.surgery.state_of(new), PatientState::Registered);
    for patient in [old, new] {
        let log = practice.store().read(|r| r.changes_of(patient)).unwrap();
        assert!(log.iter().any(|change| change.cause == Cause::Corrected));
        let timeline = practice.timeline(patient).unwrap();
        assert!(
            timeline
                .iter()
                .any(|entry| entry.what.contains("number was")),
            "{timeline:?}"
        );
    }
    let refused = practice.move_number_back(new, "a slip", &clerk);
    assert_eq!(
        refused.unwrap_err().code(),
        "E960",
        "the approval is built upon it"
    );
    assert!(practice.verify(world.now()).unwrap().is_sound());
}

#[tokio::test]
async fn a_number_that_was_moved_by_mistake_is_moved_back() {
    let (world, old, new) = returns().await;
    let (practice, clerk) = (&world.surgery.practice, world.surgery.clerk());
    let number = world.number_of(old);
    let refused = practice.move_number_back(new, "a slip", &clerk);
    assert_eq!(refused, Err(DeskError::NothingToUndo));
    practice.move_number(old, new, "same", &clerk).unwrap();

    practice
        .move_number_back(new, "they are twins", &clerk)
        .unwrap();

    assert_eq!((world.number_of(old), world.number_of(new)), (number, None));
    let refused = practice.move_number_back(new, "again", &clerk);
    assert_eq!(refused, Err(DeskError::NothingToUndo));
    practice.move_number(old, new, "the same", &clerk).unwrap();
    assert!(practice.verify(world.now()).unwrap().is_sound());
}

#[test]
fn a_number_in_use_is_not_moved() {
    let world = World::new();
    let one = world.surgery.has(&person(1));
    let two = world.surgery.has(&person(2));
    let three = world.had(&person(3));
    let four = world.had(&person(4));

    for (from, to) in [(one, two), (three, four)] {
        let clerk = world.surgery.clerk();
        let refused = world.surgery.practice.move_number(from, to, "why", &clerk);
        assert_eq!(refused.unwrap_err().code(), "E958");
    }
}

#[tokio::test]
async fn whoever_comes_back_is_registered_on_their_own_record() {
    let number = World::number_to_come().await;
    let world = World::new();
    let known = Person {
        number: Some(number.clone()),
        ..person(1)
    };
    let old = world.had(&known);
    let draft = person(1).without_number().first(world.now());
    assert_eq!(
        world.surgery.tries_to_file(ToFile::new(draft.clone())),
        Err(DeskError::LooksLike {
            patients: vec![old.get()]
        })
    );

    let filed = world.surgery.tries_to_file(ToFile {
        same_as: Some(old),
        ..ToFile::new(draft)
    });
    assert_eq!(filed.unwrap().patient, old);
    for _ in 0..2 {
        world.surgery.exchanges().await;
    }
    world.surgery.decides("F4", &Choice::record());

    assert_eq!(world.surgery.state_of(old), PatientState::Registered);
    assert_eq!(world.number_of(old), Some(number));
}
