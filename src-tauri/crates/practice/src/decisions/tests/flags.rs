use gplinks::{Fp69Notice, Fp69Reason, Fp69Removal, Notice as Says, PartialName};
use store::{FilingKind, PatientState};

use super::desk::{ANN, Desk, amendment, day, number, registration, request, text};
use crate::{Choice, DeskError};

pub(super) fn flag(expires_on: Option<&str>) -> Says {
    Says::Fp69(Box::new(Fp69Notice {
        number: number(ANN),
        reason: Fp69Reason::read("8"),
        expires_on: expires_on.map(day),
        notes: Some(text("LETTER RETURNED")),
        name: PartialName {
            surname: Some(text("OKAFOR")),
            ..PartialName::default()
        },
        born: Some(day("1988-02-29")),
        address: None,
    }))
}

pub(super) fn removal() -> Says {
    Says::Fp69Removal(Fp69Removal {
        number: number(ANN),
    })
}

const EXPIRES: Option<&str> = Some("2027-02-20");

#[test]
fn a_flag_is_set_and_reminded_of() {
    let desk = Desk::new();
    let ann = desk.ann();
    let notice = desk.arrives(&flag(EXPIRES), 5);

    let decided = desk.decides(notice, &Choice::Flag).unwrap();

    assert_eq!(desk.record(ann).fp69_expires_on, Some(day("2027-02-20")));
    assert_eq!(desk.record(ann).fp69_reason.as_deref(), Some("8"));
    assert_eq!(decided.filing, None);
    let reminders = desk.reminders();
    assert_eq!(reminders.len(), 1);
    assert_eq!(reminders[0].due_on, day("2027-02-06"), "14 days before");
}

#[test]
fn a_second_flag_is_reminded_of_in_place_of_the_first() {
    let desk = Desk::new();
    desk.ann();
    let first = desk.arrives(&flag(EXPIRES), 5);
    desk.decides(first, &Choice::Flag).unwrap();
    let second = desk.arrives(&flag(Some("2027-05-20")), 6);
    let due = || {
        let days = desk.reminders().into_iter().map(|one| one.due_on);
        days.collect::<Vec<_>>()
    };

    desk.decides(second, &Choice::Flag).unwrap();
    assert_eq!(due(), [day("2027-05-06")]);

    desk.practice.undo(second, None, &desk.clerk()).unwrap();
    assert_eq!(due(), [day("2027-02-06")], "the first one counts again");
}

#[test]
fn a_flag_that_expires_soon_is_reminded_of_at_once() {
    let desk = Desk::new();
    desk.ann();
    let notice = desk.arrives(&flag(Some("2026-11-25")), 5);

    desk.decides(notice, &Choice::Flag).unwrap();

    assert_eq!(desk.reminders()[0].due_on, day("2026-11-21"));
}

#[test]
fn a_reminder_is_due_on_its_day_and_shown_until_somebody_has_seen_it() {
    let desk = Desk::new();
    let ann = desk.ann();
    let notice = desk.arrives(&flag(Some("2026-11-25")), 5);
    desk.decides(notice, &Choice::Flag).unwrap();
    let due = || desk.practice.today(desk.now()).unwrap().reminders;

    let [reminder] = due().try_into().unwrap();
    assert_eq!(
        (reminder.patient, reminder.notice),
        (Some(ann), Some(notice))
    );
    assert_eq!(reminder.text, "The FP69 flag expires on 25-Nov-2026.");
    assert_eq!(desk.practice.standing(desk.now()).unwrap().reminders, 1);
    let seen = reminder.reminder.unwrap();
    desk.practice.reminder_seen(seen, &desk.clerk()).unwrap();

    assert_eq!(due(), []);
    assert!(matches!(
        desk.practice.reminder_seen(seen, &desk.clerk()),
        Err(DeskError::NotSo { .. })
    ));
    desk.practice.undo(notice, None, &desk.clerk()).unwrap();
    assert_eq!(due(), [], "what was seen stays seen");
}

#[test]
fn a_reminder_whose_day_is_to_come_is_not_due() {
    let desk = Desk::new();
    desk.ann();
    let notice = desk.arrives(&flag(EXPIRES), 5);
    desk.decides(notice, &Choice::Flag).unwrap();

    assert_eq!(desk.practice.today(desk.now()).unwrap().reminders, []);
}

#[test]
fn a_flag_without_a_date_is_set_all_the_same() {
    let desk = Desk::new();
    let ann = desk.ann();
    let notice = desk.arrives(&flag(None), 5);

    desk.decides(notice, &Choice::Flag).unwrap();

    assert!(desk.record(ann).is_flagged());
    assert!(desk.reminders().is_empty());
}

#[test]
fn a_confirmation_sends_the_whole_address_and_when_the_patient_was_seen() {
    let desk = Desk::new();
    let ann = desk.ann();
    let notice = desk.arrives(&flag(EXPIRES), 5);

    let decided = desk.decides(notice, &Choice::Confirm).unwrap();

    let filing = desk.filing(decided.filing.unwrap());
    assert_eq!(filing.kind, FilingKind::Amendment);
    for words in [
        "ADDRESS CONFIRMED, SEEN 21/11/2026",
        "12 MILL LANE",
        "CB7  4XY",
    ] {
        assert!(filing.content.contains(words), "{words}");
    }
    assert!(desk.record(ann).is_flagged(), "PCSE lifts the flag, not we");
}

#[test]
fn an_address_that_cannot_be_sent_whole_is_not_confirmed() {
    let changes: [fn(&mut store::Record); 5] = [
        |record| record.road = None,
        |record| record.post_town = None,
        |record| record.house_name = Some("Mill @ Ely".to_owned()),
        |record| record.locality = Some("%".to_owned()),
        |record| record.road = Some("The Old House Behind The Mill At Ely".to_owned()),
    ];
    for (at, change) in changes.into_iter().enumerate() {
        let desk = Desk::new();
        let mut record = desk.person("OKAFOR", "Ann", Some(ANN));
        change(&mut record);
        desk.add(&record);
        let notice = desk.arrives(&flag(EXPIRES), 5);
        let detail = desk.practice.notice_detail(notice, desk.now()).unwrap();

        assert_eq!(detail.choices, ["new-address", "left", "flag"], "{at}");
        assert!(
            matches!(
                desk.decides(notice, &Choice::Confirm),
                Err(DeskError::NotSo { .. })
            ),
            "{at}"
        );
    }
}

#[test]
fn accents_that_a_confirmed_address_loses_are_told() {
    let told = |road: &str| {
        let desk = Desk::new();
        let mut record = desk.person("OKAFOR", "Ann", Some(ANN));
        record.road = Some(road.to_owned());
        desk.add(&record);
        let notice = desk.arrives(&flag(EXPIRES), 5);
        let decided = desk.decides(notice, &Choice::Confirm).unwrap();
        let content = desk.filing(decided.filing.unwrap()).content;
        let is_told = decided.told.iter().any(|line| line.contains("accents"));

        (content.contains("12 RUE CAFE"), is_told)
    };

    assert_eq!(told("12 Rue Café"), (true, true));
    assert_eq!(told("12 Rue Cafe"), (true, false));
}

#[test]
fn a_new_address_is_sent() {
    let desk = Desk::new();
    let ann = desk.ann();
    let notice = desk.arrives(&flag(EXPIRES), 5);
    let new = |draft| Choice::NewAddress {
        draft: Box::new(draft),
    };

    let wrong = new(registration("A", Some(ANN), None));
    assert!(matches!(
        desk.decides(notice, &wrong),
        Err(DeskError::NotSo { .. })
    ));
    desk.decides(notice, &new(amendment(ANN))).unwrap();

    assert_eq!(desk.record(ann).road.as_deref(), Some("3 HIGH STREET"));
    assert!(desk.record(ann).is_flagged());
}

#[test]
fn somebody_who_has_left_is_asked_to_be_removed_for_one_of_three_reasons() {
    let desk = Desk::new();
    let ann = desk.ann();
    let notice = desk.arrives(&flag(EXPIRES), 5);
    let left = |reason| Choice::Left {
        draft: Box::new(request(ANN, reason)),
    };

    assert!(matches!(
        desk.decides(notice, &left("2")),
        Err(DeskError::NotSo { .. })
    ));
    let decided = desk.decides(notice, &left("13")).unwrap();

    assert_eq!(
        desk.filing(decided.filing.unwrap()).kind,
        FilingKind::DeductionRequest
    );
    assert_eq!(
        desk.record(ann).state,
        PatientState::Registered,
        "until the deduction comes"
    );
}

#[test]
fn a_flag_for_somebody_who_is_gone_is_filed_and_no_other() {
    let desk = Desk::new();
    let mut record = desk.person("OKAFOR", "Ann", Some(ANN));
    record.state = PatientState::Left;
    record.left_on = record.accepted_on;
    desk.add(&record);
    let notice = desk.arrives(&flag(EXPIRES), 5);

    assert!(matches!(
        desk.decides(notice, &Choice::Flag),
        Err(DeskError::NotSo { .. })
    ));
    desk.decides(notice, &Choice::File).unwrap();

    let desk = Desk::new();
    desk.ann();
    let notice = desk.arrives(&flag(EXPIRES), 5);
    assert!(matches!(
        desk.decides(notice, &Choice::File),
        Err(DeskError::NotSo { .. })
    ));
}

#[test]
fn a_flag_is_lifted_with_the_pending_removal() {
    let desk = Desk::new();
    let mut record = desk.person("OKAFOR", "Ann", Some(ANN));
    record.fp69_reason = Some("8".to_owned());
    record.removal_requested_on = Some(day("2026-11-20"));
    record.removal_pending_until = Some(day("2026-12-20"));
    let ann = desk.add(&record);
    let notice = desk.arrives(&removal(), 5);
    assert!(matches!(
        desk.decides(notice, &Choice::File),
        Err(DeskError::NotSo { .. })
    ));

    desk.decides(notice, &Choice::record()).unwrap();

    assert!(!desk.record(ann).is_flagged());
    assert_eq!(desk.record(ann).removal_pending_until, None);
    assert_eq!(
        desk.record(ann).removal_requested_on,
        None,
        "the request went with it"
    );
}

#[test]
fn a_request_that_pcse_has_not_answered_outlives_the_flag() {
    let desk = Desk::new();
    let mut record = desk.person("OKAFOR", "Ann", Some(ANN));
    record.fp69_reason = Some("8".to_owned());
    record.removal_requested_on = Some(day("2026-11-20"));
    let ann = desk.add(&record);
    let notice = desk.arrives(&removal(), 5);

    desk.decides(notice, &Choice::record()).unwrap();

    assert_eq!(
        desk.record(ann).removal_requested_on,
        Some(day("2026-11-20"))
    );
}

#[test]
fn a_flag_that_is_not_there_cannot_be_lifted() {
    let desk = Desk::new();
    desk.ann();
    let notice = desk.arrives(&removal(), 5);

    assert!(matches!(
        desk.decides(notice, &Choice::record()),
        Err(DeskError::NotSo { .. })
    ));
    desk.decides(notice, &Choice::File).unwrap();
}
