use gplinks::{Cipher, Deduction, DeductionReason, Notice as Says};
use store::{Answer, FilingState, PatientState};

use super::desk::{ANN, Desk, amendment, day, number, registration};
use crate::{Choice, DeskError, ToFile};

fn deduction(reason: &str, on: Option<&str>) -> Says {
    Says::Deduction(Deduction {
        number: number(ANN),
        reason: DeductionReason::read(reason),
        on: on.map(day),
        new_ha: Cipher::parse("LDS"),
    })
}

const ON: Option<&str> = Some("2026-11-02");

#[test]
fn a_deduction_takes_the_patient_off_the_list() {
    let desk = Desk::new();
    let mut record = desk.person("OKAFOR", "Ann", Some(ANN));
    record.fp69_reason = Some("8".to_owned());
    let ann = desk.add(&record);
    let notice = desk.arrives(&deduction("2", ON), 5);

    desk.decides(notice, &Choice::record()).unwrap();

    let record = desk.record(ann);
    assert_eq!(record.state, PatientState::Left);
    assert_eq!(record.left_on, Some(day("2026-11-02")));
    assert_eq!(record.left_reason.as_deref(), Some("2"));
    assert_eq!(record.new_ha.as_deref(), Some("LDS"));
    assert!(!record.is_flagged());
}

#[test]
fn records_are_asked_for_until_the_deduction_is_undone() {
    let desk = Desk::new();
    let ann = desk.ann();
    let notice = desk.arrives(&deduction("5", ON), 5);
    let asked = || {
        let shown = desk.practice.person(ann, desk.now()).unwrap();
        shown.asks_for_records
    };

    assert!(!asked());
    desk.decides(notice, &Choice::record()).unwrap();
    assert!(asked());
    desk.practice.undo(notice, None, &desk.clerk()).unwrap();
    assert!(!asked());
}

#[test]
fn a_death_is_recorded_as_one() {
    let desk = Desk::new();
    let ann = desk.ann();
    let notice = desk.arrives(&deduction("1", ON), 5);

    desk.decides(notice, &Choice::record()).unwrap();

    assert_eq!(desk.record(ann).state, PatientState::Died);
}

#[test]
fn internal_transfers_and_new_areas_keep_the_patient() {
    for reason in ["3", "15", "16", "6"] {
        let desk = Desk::new();
        let ann = desk.ann();
        let notice = desk.arrives(&deduction(reason, ON), 5);

        assert!(
            matches!(
                desk.decides(notice, &Choice::record()),
                Err(DeskError::NotSo { .. })
            ),
            "{reason}"
        );
        desk.decides(notice, &Choice::File).unwrap();

        assert_eq!(desk.record(ann).state, PatientState::Registered, "{reason}");
    }
}

#[test]
fn a_deduction_without_a_date_needs_one_and_with_one_takes_no_other() {
    let desk = Desk::new();
    let ann = desk.ann();
    let given = |on| Choice::Record {
        number_confirmed: false,
        on: Some(day(on)),
    };
    let undated = desk.arrives(&deduction("2", None), 5);

    assert!(matches!(
        desk.decides(undated, &Choice::record()),
        Err(DeskError::NotSo { .. })
    ));
    desk.decides(undated, &given("2026-11-03")).unwrap();
    assert_eq!(desk.record(ann).left_on, Some(day("2026-11-03")));
    desk.practice.undo(undated, None, &desk.clerk()).unwrap();

    desk.practice
        .snooze(undated, super::desk::at(9000), &desk.clerk())
        .unwrap();
    let dated = desk.arrives(&deduction("2", ON), 6);
    assert!(matches!(
        desk.decides(dated, &given("2026-11-03")),
        Err(DeskError::NotSo { .. })
    ));
    desk.decides(dated, &given("2026-11-02")).unwrap();
}

#[test]
fn a_deduction_of_the_earlier_stay_leaves_the_new_registration_alone() {
    let desk = Desk::new();
    let (ann, filing, _) = desk.registers(Some(ANN));
    let before = desk.arrives(&deduction("2", Some("2026-11-20")), 5);

    assert!(matches!(
        desk.decides(before, &Choice::record()),
        Err(DeskError::NotSo { .. })
    ));
    desk.decides(before, &Choice::File).unwrap();

    assert_eq!(desk.record(ann).state, PatientState::Applied);
    assert_eq!(desk.answer(filing), Answer::Waiting);
}

#[test]
fn an_undated_deduction_of_somebody_who_has_applied_is_filed_or_dated() {
    let desk = Desk::new();
    let (ann, _, _) = desk.registers(Some(ANN));
    let notice = desk.arrives(&deduction("2", None), 5);
    let choice = Choice::Record {
        number_confirmed: false,
        on: Some(day("2026-11-01")),
    };

    assert!(matches!(
        desk.decides(notice, &choice),
        Err(DeskError::NotSo { .. })
    ));
    desk.decides(notice, &Choice::File).unwrap();

    assert_eq!(desk.record(ann).state, PatientState::Applied);
}

#[test]
fn a_deduction_answers_the_request_that_asked_for_it() {
    let desk = Desk::new();
    let ann = desk.ann();
    let (request, _) = desk.requests(ann, ANN);
    let notice = desk.arrives(&deduction("13", ON), 5);
    assert_eq!(desk.notice(notice).filing, Some(request));

    desk.decides(notice, &Choice::record()).unwrap();

    assert_eq!(desk.answer(request), Answer::Answered);
    assert_eq!(desk.record(ann).removal_requested_on, None);
}

#[test]
fn a_deduction_answers_every_request_and_its_undoing_opens_them_again() {
    let desk = Desk::new();
    let ann = desk.ann();
    let (first, _) = desk.requests(ann, ANN);
    let notice = desk.arrives(&deduction("13", ON), 5);
    let (second, _) = desk.requested(ann, ANN);
    let answers = || (desk.answer(first), desk.answer(second));

    desk.decides(notice, &Choice::record()).unwrap();
    assert_eq!(answers(), (Answer::Answered, Answer::Answered));
    let verified = desk.practice.verify(desk.now()).unwrap().checked;
    let told = verified.into_iter().flat_map(|one| one.failures);
    let undecided: Vec<String> = told.filter(|line| line.contains("counts as")).collect();
    assert_eq!(undecided, Vec::<String>::new());

    desk.practice.undo(notice, None, &desk.clerk()).unwrap();
    assert_eq!(answers(), (Answer::Waiting, Answer::Waiting));
}

#[test]
fn a_deduction_of_who_has_left_answers_what_was_sent_since() {
    let desk = Desk::new();
    let ann = desk.ann();
    let first = desk.arrives(&deduction("2", ON), 5);
    desk.decides(first, &Choice::record()).unwrap();
    let second = desk.arrives(&deduction("2", ON), 6);
    let (request, _) = desk.requested(ann, ANN);

    desk.decides(second, &Choice::File).unwrap();

    assert_eq!(desk.answer(request), Answer::Answered);
}

#[test]
fn a_deduction_of_somebody_who_has_left_is_filed() {
    let desk = Desk::new();
    desk.ann();
    let first = desk.arrives(&deduction("2", ON), 5);
    desk.decides(first, &Choice::record()).unwrap();
    let second = desk.arrives(&deduction("2", ON), 6);

    assert!(matches!(
        desk.decides(second, &Choice::record()),
        Err(DeskError::NotSo { .. })
    ));
    desk.decides(second, &Choice::File).unwrap();
}

#[test]
fn a_deduction_of_somebody_on_the_list_is_not_filed_away() {
    let desk = Desk::new();
    desk.ann();
    let notice = desk.arrives(&deduction("2", ON), 5);

    assert!(matches!(
        desk.decides(notice, &Choice::File),
        Err(DeskError::NotSo { .. })
    ));
}

#[test]
fn a_deduction_is_disputed_with_code_d_and_a_note() {
    let desk = Desk::new();
    let ann = desk.ann();
    let notice = desk.arrives(&deduction("14", ON), 5);
    let dispute = |code, notes| Choice::Dispute {
        draft: Box::new(registration(code, Some(ANN), notes)),
        on: None,
    };

    assert_eq!(
        desk.decides(notice, &dispute("A", Some("HERE"))),
        Err(DeskError::NeedsCodeD)
    );
    assert_eq!(
        desk.decides(notice, &dispute("D", None)),
        Err(DeskError::NeedsCodeD)
    );
    assert_eq!(
        desk.record(ann).state,
        PatientState::Registered,
        "nothing was changed"
    );
    let decided = desk
        .decides(notice, &dispute("D", Some("STILL HERE")))
        .unwrap();

    let filing = desk.filing(decided.filing.unwrap());
    assert_eq!((filing.patient, filing.state), (ann, FilingState::Ready));
    assert_eq!(desk.record(ann).state, PatientState::Applied);
}

#[test]
fn what_is_still_to_be_sent_about_who_has_left_is_held_and_told() {
    let desk = Desk::new();
    desk.ann();
    desk.practice
        .file(&ToFile::new(amendment(ANN)), &desk.clerk())
        .unwrap();
    let notice = desk.arrives(&deduction("2", ON), 5);

    let decided = desk.decides(notice, &Choice::record()).unwrap();

    assert!(decided.told.iter().any(|line| line.contains("is held")));
}
