//! PCSE's word never comes: a manager puts the list right by hand, and PCSE hears nothing of it.

use agency::Wait;
use gplinks::{Day, Minute};
use practice::{Choice, Correction, Report};
use store::{Answer, PatientId, PatientState};

use crate::world::World;
use crate::world::people::person;

const WHY: &str = "PCSE said so on the telephone";

impl World {
    /// The service answers a registration when its weeks are over.
    fn that_is_slow() -> Self {
        let world = Self::new();
        world
            .service
            .with_agency(|agency| agency.rules_mut().answer_after = Wait::WorkingDays(9));

        world
    }

    fn puts_right(&self, patient: PatientId, correction: Correction) {
        let (practice, manager) = (&self.surgery.practice, self.surgery.act());

        practice
            .put_right(patient, correction, WHY, &manager)
            .unwrap();
    }

    fn by_hand_this_quarter(&self) -> Vec<String> {
        let day = |text| Day::parse(text).unwrap();
        let quarter = Report::Quarter {
            from: day("2026-10-01"),
            to: day("2026-12-31"),
        };
        let table = self.surgery.practice.report(&quarter, self.now()).unwrap();
        let by_hand = table.rows.into_iter().filter(|row| row[0] == "by hand");

        by_hand.map(|row| row[1].clone()).collect()
    }
}

#[tokio::test]
async fn an_approval_that_does_not_come_is_made_good_by_hand_and_changes_nothing_when_it_does() {
    let world = World::that_is_slow();
    let filed = world.surgery.files(person(1).first(world.now()));
    let move_ = world
        .surgery
        .files(person(1).moves_to("7 NEW ROAD", world.now()));
    for _ in 0..2 {
        world.surgery.exchanges().await;
    }
    assert_eq!(world.heard(), ["G1"]);

    world.puts_right(filed.patient, Correction::OnTheList);
    world.is_sound();
    for _ in 0..2 {
        world.surgery.exchanges().await;
    }
    assert_eq!(world.surgery.shows(filed.filing), "Closed");
    let store = world.surgery.practice.store();
    let went = store.read(|r| r.filing(move_.filing)).unwrap();
    assert!(went.letter.is_some(), "what was kept goes");
    world.days_pass(20);
    for _ in 0..2 {
        world.surgery.exchanges().await;
    }
    let registered = world.surgery.record_of(filed.patient);
    world.surgery.decides("F4", &Choice::File);

    assert!(world.surgery.record_of(filed.patient) == registered);
    let answer = store.read(|r| r.filing(filed.filing)).unwrap().answer;
    assert_eq!(answer, Answer::Closed, "nobody calls it approved");
    assert_eq!(
        world.by_hand_this_quarter(),
        [format!(
            "put right (put on the list): patient {}",
            filed.patient
        )]
    );
    world.is_sound();
}

#[tokio::test]
async fn somebody_taken_off_by_hand_is_still_on_pcses_list_and_comes_back_whole() {
    let world = World::new();
    let patient = world.both_know(&person(1));
    let before = world.surgery.record_of(patient);
    let on = Minute::at(world.now()).day();

    world.puts_right(patient, Correction::OffTheList { on });
    for _ in 0..2 {
        world.surgery.exchanges().await;
    }

    assert_eq!(world.surgery.state_of(patient), PatientState::Left);
    assert_eq!(world.heard(), [""; 0], "nothing is sent");
    world.is_sound();
    let (practice, manager) = (&world.surgery.practice, world.surgery.act());
    practice
        .put_right_back(patient, "they are here", &manager)
        .unwrap();
    assert!(world.surgery.record_of(patient) == before);
    assert_eq!(world.by_hand_this_quarter().len(), 2);
    world.is_sound();
}
