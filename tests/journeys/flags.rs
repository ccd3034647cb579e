//! FP69 in its branches, amendments, the close of a quarter, and what is only information.

use gplinks::{
    Change, Changes, Fp69Reason, GpCode, Minute, NameChange, NewAddress, NewLine, Notice,
    PatientNumber, Records, Text, WrittenPostcode,
};
use practice::{Choice, DeskError};
use store::{NoticeState, PatientId};

use crate::world::people::{Person, number, person};
use crate::world::{DOCTOR, World};

fn number_of(person: &Person) -> PatientNumber {
    PatientNumber::read(person.number.as_deref().unwrap()).unwrap()
}

impl World {
    /// The service tells of a new address.
    pub(crate) async fn moves(&self, person: &Person, road: &str) {
        let line = |text: &str| NewLine::Is(Text::new(text).unwrap());
        let address = NewAddress {
            lines: [
                NewLine::Blank,
                line(road),
                NewLine::Blank,
                line("LERWICK"),
                NewLine::Blank,
            ],
            postcode: Change::Set(WrittenPostcode::new(Text::new("ZE1  9ZZ").unwrap())),
        };
        let changes = Changes {
            address: Some(address),
            ..Changes::default()
        };
        self.amends(person, changes, None).await;
    }

    async fn amends(&self, person: &Person, changes: Changes, new: Option<PatientNumber>) {
        self.service.with_agency(|agency| {
            agency
                .amend(&number_of(person), changes, new, self.now())
                .unwrap();
        });
        self.surgery.exchanges().await;
    }

    /// The service flags somebody whom both sides know.
    async fn flags(&self, person: &Person) -> PatientId {
        let patient = self.both_know(person);
        let expires = Minute::at(self.now()).day().plus_days(90);
        self.service.with_agency(|agency| {
            let (reason, note) = (Fp69Reason::read("8").unwrap(), Text::new("MAIL RETURNED"));
            agency
                .fp69(&number_of(person), reason, expires, note, self.now())
                .unwrap();
        });
        self.surgery.exchanges().await;

        patient
    }
}

#[tokio::test]
async fn an_amendment_is_taken_over_as_a_whole_and_undone() {
    let world = World::new();
    let patient = world.both_know(&person(1));
    let before = world.surgery.record_of(patient);
    let changes = Changes {
        name: NameChange {
            surname: Text::new("NEWNAME"),
            title: Change::Erase,
            ..NameChange::default()
        },
        previous_surname: Change::Set(Text::new("OLDNAME").unwrap()),
        ..Changes::default()
    };
    world.amends(&person(1), changes, None).await;
    let notice = world.surgery.waiting("F1");

    world.surgery.decides(
        "F1",
        &Choice::Accept {
            number_confirmed: false,
        },
    );
    let record = world.surgery.record_of(patient);
    assert_eq!(
        (
            record.surname.as_str(),
            record.title.as_deref(),
            record.previous_surname.as_deref()
        ),
        ("NEWNAME", None, Some("OLDNAME"))
    );
    assert_eq!(
        record.first_forename, before.first_forename,
        "what it does not mention stays"
    );

    world.surgery.undoes(&notice);
    assert_eq!(world.surgery.record_of(patient), before);
}

#[tokio::test]
async fn a_new_number_needs_a_second_look_and_never_becomes_that_of_two() {
    let world = World::new();
    let patient = world.both_know(&person(1));
    world.both_know(&person(2));
    let new = PatientNumber::read(&number(50)).unwrap();
    world
        .amends(&person(1), Changes::default(), Some(new))
        .await;

    assert!(
        world
            .surgery
            .tries_to_decide(
                "F1",
                &Choice::Accept {
                    number_confirmed: false
                },
                None
            )
            .is_err()
    );
    world.surgery.decides(
        "F1",
        &Choice::Accept {
            number_confirmed: true,
        },
    );
    assert_eq!(
        world.surgery.record_of(patient).nhs_number,
        Some(number(50))
    );

    let taken = number_of(&person(2));
    let notice = Notice::Amendment(Box::new(gplinks::AmendmentNotice {
        number: PatientNumber::read(&number(50)).unwrap(),
        new_number: Some(taken),
        changes: Changes::default(),
    }));
    let gp = GpCode::read(DOCTOR).unwrap();
    world
        .service
        .with_agency(|agency| agency.send(notice, gp, None, world.now()));
    world.surgery.exchanges().await;
    let refused = world.surgery.tries_to_decide(
        "F1",
        &Choice::Accept {
            number_confirmed: true,
        },
        Some("said so"),
    );
    assert!(
        matches!(refused, Err(DeskError::NumberOfAnother { .. })),
        "{refused:?}"
    );
}

#[tokio::test]
async fn an_amendment_is_answered_with_a_correction() {
    let world = World::new();
    let patient = world.both_know(&person(1));
    world.moves(&person(1), "3 WRONG ROAD").await;

    let right = Box::new(person(1).moves_to("3 RIGHT ROAD", world.now()));
    let decided = world.surgery.decides(
        "F1",
        &Choice::CounterAmend {
            number_confirmed: false,
            draft: right,
        },
    );
    world.surgery.exchanges().await;
    world.surgery.exchanges().await;

    assert_eq!(world.heard(), ["G2"]);
    assert_eq!(
        world.surgery.record_of(patient).road.as_deref(),
        Some("3 RIGHT ROAD")
    );
    assert_eq!(
        world.surgery.shows(decided.filing.unwrap()),
        "Receipted, no reply expected"
    );
}

#[tokio::test]
async fn a_patient_who_is_still_here_is_confirmed_and_the_flag_goes() {
    let world = World::new();
    let patient = world.flags(&person(1)).await;

    let decided = world.surgery.decides("F9", &Choice::Confirm);
    assert!(
        world.surgery.record_of(patient).is_flagged(),
        "until the service lifts it"
    );
    world.surgery.exchanges().await;
    world.surgery.exchanges().await;
    assert_eq!(world.heard(), ["G2"]);
    assert_eq!(
        world.surgery.shows(decided.filing.unwrap()),
        "Receipted, no reply expected"
    );
    world.surgery.decides("F10", &Choice::record());

    assert!(!world.surgery.record_of(patient).is_flagged());
    world.days_pass(120);
    world.surgery.exchanges().await;
    assert!(
        world.surgery.notices("F2").is_empty(),
        "the flag was answered"
    );
}

#[tokio::test]
async fn a_flagged_patient_has_moved() {
    let world = World::new();
    let patient = world.flags(&person(1)).await;

    let draft = Box::new(person(1).moves_to("8 NEW ROAD", world.now()));
    world.surgery.decides("F9", &Choice::NewAddress { draft });
    world.surgery.exchanges().await;
    world.surgery.exchanges().await;

    assert_eq!(world.heard(), ["G2"]);
    assert_eq!(
        world.surgery.record_of(patient).road.as_deref(),
        Some("8 NEW ROAD")
    );
    world.surgery.decides("F10", &Choice::record());
    assert!(!world.surgery.record_of(patient).is_flagged());
}

#[tokio::test]
async fn a_flagged_patient_has_died() {
    let world = World::new();
    let patient = world.flags(&person(1)).await;

    let draft = Box::new(person(1).leaves(1, "2026-10-30", world.now()));
    world.surgery.decides("F9", &Choice::Left { draft });
    world.surgery.exchanges().await;
    world.surgery.exchanges().await;
    world.surgery.decides("F2", &Choice::record());

    assert_eq!(world.surgery.state_of(patient), store::PatientState::Died);
    assert!(!world.surgery.record_of(patient).is_flagged());
}

#[tokio::test]
async fn an_unanswered_flag_ends_in_a_deduction() {
    let world = World::new();
    let patient = world.flags(&person(1)).await;
    world.surgery.decides("F9", &Choice::Flag);
    assert!(world.surgery.record_of(patient).is_flagged());

    world.days_pass(95);
    world.surgery.exchanges().await;
    world.surgery.decides("F2", &Choice::record());

    let record = world.surgery.record_of(patient);
    assert_eq!(record.left_reason.as_deref(), Some("14"));
    assert!(!record.is_flagged());
}

#[tokio::test]
async fn a_quarter_is_closed_when_nothing_older_is_open() {
    let world = World::new();
    world.flags(&person(1)).await;
    let ends = Minute::at(world.now()).day();
    world
        .service
        .with_agency(|agency| agency.close_quarter(ends, world.now()));
    world.surgery.exchanges().await;
    let notice = world.surgery.waiting("F8");

    let clerk = world.surgery.practice.decide(
        notice.id,
        &Choice::Acknowledge,
        None,
        &world.surgery.clerk(),
    );
    assert_eq!(clerk.map(drop), Err(DeskError::QuarterNotReady { open: 1 }));
    world.surgery.decides("F9", &Choice::Flag);
    world
        .surgery
        .practice
        .decide(
            notice.id,
            &Choice::Acknowledge,
            None,
            &world.surgery.clerk(),
        )
        .unwrap();

    assert_eq!(world.surgery.to_decide(), []);
}

#[tokio::test]
async fn messages_about_paper_records_are_information() {
    let world = World::new();
    world.both_know(&person(1));
    let gp = || GpCode::read(DOCTOR).unwrap();
    let number = Some(number_of(&person(1)));
    world.service.with_agency(|agency| {
        let records = Records {
            number: number.clone(),
        };
        agency.send(Notice::RecordsFlagRemoval(records), gp(), None, world.now());
    });
    world.surgery.exchanges().await;
    world.surgery.exchanges().await;

    assert_eq!(world.surgery.to_decide(), []);
    let notices = world.surgery.notices("F6");
    assert_eq!(notices.len(), 1);
    assert_eq!(notices[0].state, NoticeState::Information);
    assert_eq!(world.unreceipted(), 0, "receipted all the same");
}
