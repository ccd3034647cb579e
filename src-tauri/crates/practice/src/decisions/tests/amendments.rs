use gplinks::{AmendmentNotice, Change, Changes, Forenames, NameChange, Notice as Says};
use store::{FilingKind, PatientState};

use super::desk::{ANN, BEN, Desk, amendment, new_address, number, request, text};
use crate::{Choice, DeskError};

fn married(new_number: Option<&str>) -> Says {
    Says::Amendment(Box::new(AmendmentNotice {
        number: number(ANN),
        new_number: new_number.map(number),
        changes: Changes {
            name: NameChange {
                surname: Some(text("COLE")),
                ..NameChange::default()
            },
            previous_surname: Change::Set(text("OKAFOR")),
            address: Some(new_address()),
            ..Changes::default()
        },
    }))
}

fn empty() -> Says {
    Says::Amendment(Box::new(AmendmentNotice {
        number: number(ANN),
        new_number: None,
        changes: Changes::default(),
    }))
}

fn accept(number_confirmed: bool) -> Choice {
    Choice::Accept { number_confirmed }
}

#[test]
fn an_amendment_is_accepted_whole() {
    let desk = Desk::new();
    let ann = desk.ann();
    let notice = desk.arrives(&married(None), 5);

    desk.decides(notice, &accept(false)).unwrap();

    let record = desk.record(ann);
    assert_eq!(record.surname, "COLE");
    assert_eq!(record.previous_surname.as_deref(), Some("OKAFOR"));
    assert_eq!(record.road.as_deref(), Some("3 HIGH STREET"));
    assert_eq!(
        record.postcode.as_deref(),
        Some("CB7 4XY"),
        "it was not mentioned"
    );
}

#[test]
fn a_new_number_is_confirmed_or_refused() {
    let desk = Desk::new();
    let ann = desk.ann();
    let notice = desk.arrives(&married(Some(BEN)), 5);

    assert!(matches!(
        desk.decides(notice, &accept(false)),
        Err(DeskError::NotSo { .. })
    ));
    assert_eq!(desk.record(ann).surname, "OKAFOR", "nothing was changed");
    desk.decides(notice, &accept(true)).unwrap();

    assert_eq!(desk.record(ann).nhs_number.as_deref(), Some(BEN));
}

#[test]
fn a_new_number_of_another_patient_is_refused() {
    let desk = Desk::new();
    desk.ann();
    let ben = desk.add(&desk.person("COLE", "Ben", Some(BEN)));
    let notice = desk.arrives(&married(Some(BEN)), 5);

    assert_eq!(
        desk.decides(notice, &accept(true)),
        Err(DeskError::NumberOfAnother { patient: ben.get() })
    );
}

#[test]
fn an_amendment_finds_its_patient_by_the_new_number_as_well() {
    let desk = Desk::new();
    let ann = desk.add(&desk.person("OKAFOR", "Ann", Some(BEN)));
    let notice = desk.arrives(&married(Some(BEN)), 5);
    assert_eq!(desk.notice(notice).patient, Some(ann));

    desk.decides(notice, &accept(false)).unwrap();

    assert_eq!(desk.record(ann).nhs_number.as_deref(), Some(BEN));
}

#[test]
fn a_patient_out_of_the_area_is_asked_to_be_removed() {
    let desk = Desk::new();
    let ann = desk.ann();
    let notice = desk.arrives(&married(Some(BEN)), 5);
    let choice = Choice::OutOfArea {
        number_confirmed: true,
        why: text("NEW ADDRESS OUT OF AREA"),
    };

    let decided = desk.decides(notice, &choice).unwrap();

    let filing = desk.filing(decided.filing.unwrap());
    assert_eq!(filing.kind, FilingKind::Removal);
    assert_eq!((filing.patient, filing.notice), (ann, Some(notice)));
    assert!(filing.content.contains("OUT OF AREA"));
    assert_eq!(desk.record(ann).surname, "COLE");
    assert!(desk.record(ann).removal_requested_on.is_some());
    assert_eq!(desk.record(ann).state, PatientState::Registered);
}

#[test]
fn a_removal_that_cannot_be_written_is_not_filed() {
    let desk = Desk::new();
    let ann = desk.ann();
    let notice = desk.arrives(&married(None), 5);
    let choice = Choice::OutOfArea {
        number_confirmed: true,
        why: text("19 miles away"),
    };

    assert_eq!(desk.decides(notice, &choice), Err(DeskError::Unwritable));

    assert_eq!(desk.record(ann).surname, "OKAFOR", "nothing was changed");
}

#[test]
fn an_amendment_is_accepted_and_a_correction_asked_for() {
    let desk = Desk::new();
    desk.ann();
    let notice = desk.arrives(&married(Some(BEN)), 5);
    let choice = |draft| Choice::CounterAmend {
        number_confirmed: true,
        draft: Box::new(draft),
    };

    let wrong = choice(request(ANN, "13"));
    assert!(matches!(
        desk.decides(notice, &wrong),
        Err(DeskError::NotSo { .. })
    ));
    let decided = desk.decides(notice, &choice(amendment(ANN))).unwrap();

    assert_eq!(
        desk.filing(decided.filing.unwrap()).kind,
        FilingKind::Amendment
    );
}

#[test]
fn a_correction_about_somebody_else_is_refused() {
    let desk = Desk::new();
    desk.ann();
    desk.add(&desk.person("COLE", "Ben", Some(BEN)));
    let notice = desk.arrives(&married(None), 5);
    let choice = Choice::CounterAmend {
        number_confirmed: false,
        draft: Box::new(amendment(BEN)),
    };

    assert!(matches!(
        desk.decides(notice, &choice),
        Err(DeskError::NotSo { .. })
    ));
}

#[test]
fn an_amendment_without_a_change_is_filed_and_any_other_is_not() {
    let desk = Desk::new();
    desk.ann();
    let nothing = desk.arrives(&empty(), 5);

    assert!(matches!(
        desk.decides(nothing, &accept(false)),
        Err(DeskError::NotSo { .. })
    ));
    desk.decides(nothing, &Choice::File).unwrap();
    let something = desk.arrives(&married(None), 6);
    assert!(matches!(
        desk.decides(something, &Choice::File),
        Err(DeskError::NotSo { .. })
    ));
}

#[test]
fn an_amendment_of_somebody_who_has_left_is_filed() {
    let desk = Desk::new();
    let mut record = desk.person("OKAFOR", "Ann", Some(ANN));
    record.state = PatientState::Left;
    record.left_on = record.accepted_on;
    desk.add(&record);
    let notice = desk.arrives(&married(None), 5);

    assert!(matches!(
        desk.decides(notice, &accept(false)),
        Err(DeskError::NotSo { .. })
    ));
    desk.decides(notice, &Choice::File).unwrap();
}

#[test]
fn a_forename_alone_leaves_the_others() {
    let desk = Desk::new();
    let mut before = desk.person("COLE", "Tunde", Some(ANN));
    before.second_forename = Some("Ade".to_owned());
    before.other_forenames = Some("Olu".to_owned());
    let patient = desk.add(&before);
    let accepts = |forenames, tn| {
        let says = Says::Amendment(Box::new(AmendmentNotice {
            number: number(ANN),
            new_number: None,
            changes: Changes {
                name: NameChange {
                    forenames,
                    ..NameChange::default()
                },
                ..Changes::default()
            },
        }));
        desk.decides(desk.arrives(&says, tn), &accept(false))
            .unwrap();

        crate::record::forenames(&desk.record(patient))
    };
    let mary = Forenames {
        second: Some(text("MARY")),
        ..Forenames::default()
    };

    assert_eq!(accepts(Change::Set(mary), 5), "Tunde MARY Olu");
    assert_eq!(accepts(Change::Erase, 6), "");
}
