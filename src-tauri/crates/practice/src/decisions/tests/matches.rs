use gplinks::{Deduction, DeductionReason, Notice as Says};
use store::{MatchedBy, NoticeState, PatientState};

use super::desk::{ANN, BEN, Desk, day, number};
use super::flags::{flag, removal};
use crate::{Choice, DeskError, Test};

fn deduction(digits: &str) -> Says {
    Says::Deduction(Deduction {
        number: number(digits),
        reason: DeductionReason::read("2"),
        on: Some(day("2026-11-02")),
        new_ha: None,
    })
}

#[test]
fn a_match_is_explained_in_words() {
    let desk = Desk::new();
    desk.ann();
    let notice = desk.arrives(&flag(None), 5);

    let test = |words, holds| Test { words, holds };
    assert_eq!(
        desk.practice.why_matched(notice).unwrap(),
        [
            test("NHS number the same", Some(true)),
            test("Date of birth the same", Some(true)),
            test("Surname the same", Some(true)),
            test("Postcode the same", None),
            test("Doctor the same", Some(true)),
        ]
    );
}

#[test]
fn candidates_are_ranked_and_at_most_ten() {
    let desk = Desk::new();
    for _ in 0..12 {
        desk.add(&desk.person("OKAFOR", "Bea", None));
    }
    let mut other_day = desk.person("OKAFOR", "Cy", None);
    other_day.born = Some(day("1990-01-01"));
    desk.add(&other_day);
    let mut other_number = desk.person("Okafor", "Ann", Some(BEN));
    other_number.gp = "9999999,Z9".to_owned();
    desk.add(&other_number);
    let notice = desk.arrives(&flag(None), 5);
    assert_eq!(desk.notice(notice).patient, None);

    let candidates = desk.practice.candidates(notice).unwrap();

    assert_eq!(candidates.len(), 10);
    assert!(
        candidates.iter().all(|one| one.score == 7),
        "date of birth, surname, doctor"
    );
}

#[test]
fn a_rejection_nobody_can_identify_proposes_those_who_wait() {
    let desk = Desk::new();
    let (ann, _, _) = desk.registers(None);
    let says = Says::Rejection(gplinks::Rejection { reason: None });

    let notice = desk.arrives(&says, 777);

    assert_eq!(desk.notice(notice).patient, None);
    let candidates = desk.practice.candidates(notice).unwrap();
    assert_eq!(
        candidates.iter().map(|one| one.patient).collect::<Vec<_>>(),
        [ann]
    );
}

#[test]
fn a_wrong_match_that_was_decided_is_undone_and_matched_anew() {
    let desk = Desk::new();
    let ann = desk.ann();
    let ben = desk.add(&desk.person("COLE", "Ben", Some(BEN)));
    let notice = desk.arrives(&deduction(ANN), 5);
    desk.decides(notice, &Choice::record()).unwrap();

    desk.practice
        .match_notice(notice, ben, &desk.clerk())
        .unwrap();

    assert_eq!(desk.record(ann).state, PatientState::Registered);
    assert_eq!(desk.notice(notice).patient, Some(ben));
    assert_eq!(desk.notice(notice).matched_by, Some(MatchedBy::Person));
    assert_eq!(desk.notice(notice).state, NoticeState::ToDecide);
    assert_eq!(
        desk.decides(notice, &Choice::record()),
        Err(DeskError::NoReason),
        "it names another number than Ben's"
    );
    desk.decides_because(notice, &Choice::record(), "PCSE has him under Ann's")
        .unwrap();
    assert_eq!(desk.record(ben).state, PatientState::Left);
}

#[test]
fn a_wrong_match_stays_where_its_decision_cannot_be_undone() {
    let desk = Desk::new();
    let ann = desk.ann();
    let ben = desk.add(&desk.person("COLE", "Ben", Some(BEN)));
    let notice = desk.arrives(&flag(None), 5);
    let decided = desk.decides(notice, &Choice::Confirm).unwrap();
    desk.send(decided.filing.unwrap());

    let refused = desk.practice.match_notice(notice, ben, &desk.clerk());

    assert!(matches!(refused, Err(DeskError::NotUndone { .. })));
    assert_eq!(desk.notice(notice).patient, Some(ann));
    assert_eq!(desk.notice(notice).state, NoticeState::Done);
}

#[test]
fn somebody_elses_notice_is_settled_with_a_word_and_can_be_undone() {
    let desk = Desk::new();
    let notice = desk.arrives(&deduction(ANN), 5);

    assert_eq!(
        desk.practice.not_ours(notice, " ", &desk.clerk()),
        Err(DeskError::NoReason)
    );
    desk.practice
        .not_ours(notice, "rang PCSE, spoke to Jo", &desk.clerk())
        .unwrap();
    assert_eq!(desk.notice(notice).state, NoticeState::Done);
    let detail = desk.practice.notice_detail(notice, desk.now()).unwrap();
    assert_eq!(detail.notes.len(), 1);
    assert_eq!(detail.decisions[0].choice, "not-ours");

    let ann = desk.ann();
    desk.practice.undo(notice, None, &desk.clerk()).unwrap();
    assert_eq!(
        desk.notice(notice).patient,
        Some(ann),
        "they are on the list now"
    );
}

#[test]
fn a_decided_notice_is_not_said_to_be_somebody_elses() {
    let desk = Desk::new();
    desk.ann();
    let notice = desk.arrives(&deduction(ANN), 5);
    desk.decides(notice, &Choice::record()).unwrap();

    assert_eq!(
        desk.practice.not_ours(notice, "x", &desk.clerk()),
        Err(DeskError::AlreadyDecided { notice })
    );
}

#[test]
fn nobody_is_matched_to_a_patient_who_is_not_there() {
    let desk = Desk::new();
    let notice = desk.arrives(&removal(), 5);

    assert!(
        desk.practice
            .match_notice(notice, store::PatientId::new(77), &desk.clerk())
            .is_err()
    );
    assert_eq!(desk.notice(notice).patient, None);
}

#[test]
fn sent_records_are_matched_by_the_transaction_of_our_registration() {
    let desk = Desk::new();
    let (ann, filing, tn) = desk.registers(None);
    let ben = desk.add(&desk.person("COLE", "Ben", Some(BEN)));
    let records = |digits: Option<&str>| {
        Says::RecordsSent(gplinks::Records {
            number: digits.map(number),
        })
    };
    let matched = |digits, tn| {
        let notice = desk.notice(desk.arrives(&records(digits), tn));

        (notice.patient, notice.matched_by, notice.filing)
    };

    let by_transaction = (Some(ann), Some(MatchedBy::Transaction), None);
    assert_eq!(matched(None, tn), by_transaction);
    let approved = desk.arrives(&Says::Approval(gplinks::Approval { number: None }), tn);
    desk.decides(approved, &Choice::record()).unwrap();
    assert_eq!(desk.answer(filing), store::Answer::Approved);
    assert_eq!(matched(Some(ANN), tn), by_transaction, "it had no number");
    let by_number = (Some(ben), Some(MatchedBy::Number), None);
    assert_eq!(matched(Some(BEN), 777), by_number);
    assert_eq!(matched(None, 777), (None, None, None));
}
