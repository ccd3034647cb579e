use gplinks::{Approval, Notice as Says};
use store::{Answer, MatchedBy, NoticeState, PatientState};

use super::desk::{ANN, BEN, Desk, number};
use crate::{Choice, DeskError};

fn approval(digits: Option<&str>) -> Says {
    Says::Approval(Approval {
        number: digits.map(number),
    })
}

const CONFIRMED: Choice = Choice::Record {
    number_confirmed: true,
    on: None,
};

#[test]
fn an_approval_registers_and_fills_the_number() {
    let desk = Desk::new();
    let (ann, filing, tn) = desk.registers(None);
    let notice = desk.arrives(&approval(Some(ANN)), tn);
    assert_eq!(desk.notice(notice).matched_by, Some(MatchedBy::Transaction));
    assert_eq!(desk.notice(notice).filing, Some(filing));

    let decided = desk.decides(notice, &Choice::record()).unwrap();

    assert_eq!(desk.record(ann).state, PatientState::Registered);
    assert_eq!(desk.record(ann).nhs_number.as_deref(), Some(ANN));
    assert_eq!(desk.answer(filing), Answer::Approved);
    assert_eq!(desk.notice(notice).state, NoticeState::Done);
    assert_eq!(decided.filing, None);
    assert_eq!(decided.told.len(), 2);
    let entry = desk.decisions(notice).remove(0);
    assert!(entry.change.is_some() && entry.stands && !entry.rule);
    assert_eq!(entry.choice, "record");
}

#[test]
fn an_approval_that_gives_no_number_keeps_ours() {
    let desk = Desk::new();
    let (ann, _, tn) = desk.registers(Some(ANN));
    let notice = desk.arrives(&approval(None), tn);

    desk.decides(notice, &Choice::record()).unwrap();

    assert_eq!(desk.record(ann).state, PatientState::Registered);
    assert_eq!(desk.record(ann).nhs_number.as_deref(), Some(ANN));
}

#[test]
fn a_number_that_differs_is_confirmed_with_a_reason_or_refused() {
    let desk = Desk::new();
    let (ann, _, tn) = desk.registers(Some(ANN));
    let notice = desk.arrives(&approval(Some(BEN)), tn);

    let refused = desk.decides_because(notice, &Choice::record(), "it is right");
    assert!(
        matches!(refused, Err(DeskError::NotSo { .. })),
        "not confirmed"
    );
    assert_eq!(desk.decides(notice, &CONFIRMED), Err(DeskError::NoReason));
    assert_eq!(
        desk.record(ann).state,
        PatientState::Applied,
        "nothing was changed"
    );

    desk.decides_because(notice, &CONFIRMED, "record the new number")
        .unwrap();
    assert_eq!(desk.record(ann).nhs_number.as_deref(), Some(BEN));
}

#[test]
fn a_number_of_another_patient_is_refused_whoever_confirms_it() {
    let desk = Desk::new();
    let ben = desk.add(&desk.person("COLE", "Ben", Some(BEN)));
    let (_, _, tn) = desk.registers(Some(ANN));
    let notice = desk.arrives(&approval(Some(BEN)), tn);

    let refused = desk.decides_because(notice, &CONFIRMED, "it is right");

    assert_eq!(
        refused,
        Err(DeskError::NumberOfAnother { patient: ben.get() })
    );
}

#[test]
fn an_approval_that_comes_twice_is_filed() {
    let desk = Desk::new();
    let (ann, filing, tn) = desk.registers(Some(ANN));
    let first = desk.arrives(&approval(Some(ANN)), tn);
    desk.decides(first, &Choice::record()).unwrap();
    let again = desk.arrives(&approval(Some(ANN)), tn);
    assert_eq!(desk.notice(again).matched_by, Some(MatchedBy::Number));
    assert_eq!(desk.notice(again).filing, None, "it waits for nothing");

    let refused = desk.decides_because(again, &Choice::record(), "again");
    assert!(matches!(refused, Err(DeskError::NotSo { .. })));
    desk.decides(again, &Choice::File).unwrap();

    assert_eq!(desk.record(ann).state, PatientState::Registered);
    assert_eq!(desk.answer(filing), Answer::Approved);
}

#[test]
fn an_approval_that_somebody_waits_for_is_not_filed_away() {
    let desk = Desk::new();
    let (_, _, tn) = desk.registers(Some(ANN));
    let notice = desk.arrives(&approval(None), tn);

    let refused = desk.decides(notice, &Choice::File);

    assert!(matches!(refused, Err(DeskError::NotSo { .. })));
}

#[test]
fn an_approval_with_an_unknown_transaction_is_recorded_by_hand_with_a_reason() {
    let desk = Desk::new();
    let (ann, filing, _) = desk.registers(Some(ANN));
    let notice = desk.arrives(&approval(Some(ANN)), 777);
    assert_eq!(desk.notice(notice).patient, None, "only proposed");
    assert_eq!(
        desk.decides(notice, &Choice::record()),
        Err(DeskError::NotMatched { notice })
    );
    let candidates = desk.practice.candidates(notice).unwrap();
    assert_eq!(candidates.first().unwrap().patient, ann);

    desk.practice
        .match_notice(notice, ann, &desk.clerk())
        .unwrap();
    assert_eq!(
        desk.decides(notice, &Choice::record()),
        Err(DeskError::NoReason)
    );
    desk.decides_because(notice, &Choice::record(), "from the earlier system")
        .unwrap();

    assert_eq!(desk.record(ann).state, PatientState::Registered);
    assert_eq!(desk.answer(filing), Answer::Approved);
}

#[test]
fn their_own_transaction_number_is_never_taken_for_ours() {
    let desk = Desk::new();
    let (_, _, tn) = desk.registers(Some(ANN));
    let says = Says::Fp69Removal(gplinks::Fp69Removal {
        number: number(BEN),
    });

    let notice = desk.arrives(&says, tn);

    assert_eq!(desk.notice(notice).patient, None);
}

#[test]
fn another_links_transaction_number_is_not_ours() {
    let desk = Desk::new();
    let (_, _, tn) = desk.registers(None);

    let notice = desk.arrives_at("LDS", 5, &approval(None), tn);

    assert_eq!(desk.notice(notice).patient, None);
}

#[test]
fn what_waits_for_the_number_finds_its_patient_once_it_is_filled() {
    let desk = Desk::new();
    let (ann, _, tn) = desk.registers(None);
    let early = desk.arrives_at(
        "NF",
        900,
        &Says::Fp69Removal(gplinks::Fp69Removal {
            number: number(ANN),
        }),
        1,
    );
    assert_eq!(desk.notice(early).patient, None);
    let notice = desk.arrives(&approval(Some(ANN)), tn);

    desk.decides(notice, &Choice::record()).unwrap();

    assert_eq!(desk.notice(early).patient, Some(ann));
    assert!(
        desk.notice(early).late,
        "the approval was decided before it"
    );
}
