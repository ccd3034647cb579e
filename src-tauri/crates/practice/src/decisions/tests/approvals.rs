use gplinks::{Approval, Notice as Says, Rejection};
use store::{Answer, MatchedBy, NoticeId, NoticeState, PatientState};

use super::desk::{ANN, BEN, Desk, amendment, day, number};
use crate::{Asked, Choice, DeskError, ToFile};

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

#[test]
fn a_closed_registration_leaves_nobody_waiting() {
    let desk = Desk::new();
    let (ann, filing, _) = desk.registers(Some(ANN));
    let queued = desk
        .practice
        .file(&ToFile::new(amendment(ANN)), &desk.clerk())
        .unwrap();

    desk.practice
        .close_filing(filing, "no answer in ten days", &desk.manager())
        .unwrap();

    assert_eq!(desk.answer(filing), Answer::Closed);
    let record = desk.record(ann);
    assert_eq!(record.state, PatientState::Left);
    assert_eq!(
        record.left_reason.as_deref(),
        Some("registration not answered")
    );
    assert!(
        desk.filing(queued.filing).held_why.is_some(),
        "it is about nobody there"
    );
    let (again, anew, _) = desk.registers(Some(ANN));
    assert_eq!((again, desk.answer(anew)), (ann, Answer::Waiting));
    assert_eq!(desk.record(ann).state, PatientState::Applied);
}

#[test]
fn who_was_entered_again_is_as_before_the_first_when_nothing_comes() {
    let desk = Desk::new();
    let mut before = desk.person("OKAFOR", "ANN", Some(ANN));
    before.state = PatientState::Left;
    before.left_on = Some(day("2026-01-31"));
    before.left_reason = Some("2".to_owned());
    let ann = desk.add(&before);
    let (_, filing, _) = desk.registers(Some(ANN));
    let letter = desk.filing(filing).letter.unwrap();
    let asked = Asked {
        by: "Paul, PCSE".to_owned(),
        on: day("2026-11-21"),
        reference: "CS1".to_owned(),
    };
    let anew = desk
        .practice
        .enter_again(letter, &asked, &desk.manager())
        .unwrap();
    desk.send(anew);

    desk.practice
        .close_filing(anew, "no answer", &desk.manager())
        .unwrap();

    assert_eq!(desk.record(ann), before);
    assert_eq!(desk.answer(filing), Answer::Closed);
}

/// What can be chosen about a notice, and whether recording it asks for a reason.
fn offered(desk: &Desk, notice: NoticeId) -> (Vec<&'static str>, bool) {
    let detail = desk.practice.notice_detail(notice, desk.now()).unwrap();

    (detail.choices, detail.asks_why)
}

#[test]
fn an_approval_of_a_closed_registration_is_recorded_for_a_reason() {
    let desk = Desk::new();
    let (ann, filing, tn) = desk.registers(None);
    desk.practice
        .close_filing(filing, "no answer", &desk.manager())
        .unwrap();
    let notice = desk.arrives(&approval(Some(ANN)), tn);
    assert_eq!(desk.notice(notice).patient, Some(ann));
    assert_eq!(offered(&desk, notice), (vec!["record", "file"], true));

    assert_eq!(
        desk.decides(notice, &Choice::record()),
        Err(DeskError::NoReason)
    );
    desk.decides_because(notice, &Choice::record(), "it came late")
        .unwrap();

    let record = desk.record(ann);
    assert_eq!(record.state, PatientState::Registered);
    assert_eq!(
        (record.left_on, record.left_reason, record.nhs_number),
        (None, None, Some(ANN.to_owned()))
    );
    assert_eq!(desk.answer(filing), Answer::Closed);
    desk.practice.undo(notice, None, &desk.clerk()).unwrap();
    assert_eq!(desk.record(ann).state, PatientState::Left);
}

#[test]
fn an_approval_after_a_recorded_rejection_registers_for_a_reason() {
    let desk = Desk::new();
    let (ann, filing, tn) = desk.registers(Some(ANN));
    let rejected = desk.arrives(&Says::Rejection(Rejection { reason: None }), tn);
    desk.decides(rejected, &Choice::record()).unwrap();
    let notice = desk.arrives(&approval(None), tn);

    assert_eq!(offered(&desk, notice), (vec!["record", "file"], true));
    desk.decides_because(notice, &Choice::record(), "PCSE confirmed it")
        .unwrap();

    assert_eq!(desk.record(ann).state, PatientState::Registered);
    assert_eq!(desk.answer(filing), Answer::Rejected);
}

#[test]
fn an_approval_of_what_was_given_up_takes_up_what_it_had_changed() {
    let desk = Desk::new();
    let mut before = desk.person("OKAFOR", "ANN", Some(ANN));
    before.state = PatientState::Left;
    before.left_on = Some(day("2026-01-31"));
    before.left_reason = Some("2".to_owned());
    before.road = Some("1 OLD ROAD".to_owned());
    let ann = desk.add(&before);
    let (_, filing, tn) = desk.registers(Some(ANN));
    let applied = desk.record(ann);
    desk.practice
        .close_filing(filing, "no answer", &desk.manager())
        .unwrap();
    assert_eq!(desk.record(ann), before);
    let notice = desk.arrives(&approval(None), tn);

    desk.decides_because(notice, &Choice::record(), "it came late")
        .unwrap();

    let registered = store::Record {
        state: PatientState::Registered,
        ..applied
    };
    assert_eq!(desk.record(ann), registered);
    assert_eq!(registered.road.as_deref(), Some("12 MILL LANE"));
}
