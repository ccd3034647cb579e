use gplinks::{Approval, Deduction, DeductionReason, GpCode, Notice as Says};
use store::{NoticeState, PatientState};

use super::desk::{ANN, BEN, Desk, amendment, day, number, registration};
use super::flags::{flag, removal};
use crate::{Choice, ToFile};

fn deduction(reason: &str) -> Says {
    Says::Deduction(Deduction {
        number: number(ANN),
        reason: DeductionReason::read(reason),
        on: Some(day("2026-11-02")),
        new_ha: None,
    })
}

fn approval(digits: Option<&str>) -> Says {
    Says::Approval(Approval {
        number: digits.map(number),
    })
}

fn why_left_out(desk: &Desk) -> Vec<&'static str> {
    let preview = desk.practice.routine_preview(desk.now()).unwrap();
    assert!(preview.lines.is_empty());

    preview
        .left_out
        .into_iter()
        .flat_map(|left| left.why)
        .collect()
}

#[test]
fn routine_is_told_beforehand_and_then_done() {
    let desk = Desk::new();
    let (ann, _, tn) = desk.registers(None);
    let mut flagged = desk.person("COLE", "Ben", Some(BEN));
    flagged.fp69_reason = Some("8".to_owned());
    let ben = desk.add(&flagged);
    let approved = desk.arrives(&approval(Some(ANN)), tn);
    let lifted = desk.arrives(
        &Says::Fp69Removal(gplinks::Fp69Removal {
            number: number(BEN),
        }),
        9,
    );
    let stray = desk.arrives(&Says::Rejection(gplinks::Rejection { reason: None }), 99);

    let preview = desk.practice.routine_preview(desk.now()).unwrap();
    assert_eq!(preview.counts["Approval of a registration"], 1);
    assert_eq!(preview.counts["FP69 flag removed"], 1);
    assert_eq!(preview.left_out.len(), 1);
    assert_eq!(preview.left_out[0].notice, stray);
    let cleared = desk.practice.clear_routine(&desk.clerk()).unwrap();

    assert_eq!(cleared.decided, [approved, lifted]);
    assert!(cleared.left.is_empty());
    assert_eq!(desk.record(ann).state, PatientState::Registered);
    assert!(!desk.record(ben).is_flagged());
    assert!(desk.decisions(approved)[0].rule);
    assert_eq!(desk.decisions(approved)[0].by, "Carla");
    assert_eq!(desk.notice(stray).state, NoticeState::ToDecide);
}

#[test]
fn an_approval_that_names_another_doctor_is_left_to_a_person() {
    let desk = Desk::new();
    let link = desk.link("NF");
    let other = "9976543,K32";
    let employed = desk
        .practice
        .store()
        .write(|w| w.add_doctor(link, "Dr Cole", other, None, None));
    employed.unwrap();
    let mut draft = registration("A", Some(ANN), None);
    draft.gp = GpCode::read(other).unwrap();
    let filed = desk
        .practice
        .file(&ToFile::new(draft), &desk.clerk())
        .unwrap();
    let tn = desk.send(filed.filing);
    desk.arrives(&approval(Some(ANN)), tn);

    assert_eq!(why_left_out(&desk), ["its doctor is the one whom we named"]);
}

#[test]
fn a_plain_deduction_is_routine() {
    let desk = Desk::new();
    let ann = desk.ann();
    desk.arrives(&deduction("2"), 5);

    desk.practice.clear_routine(&desk.clerk()).unwrap();

    assert_eq!(desk.record(ann).state, PatientState::Left);
}

#[test]
fn a_deduction_is_left_to_a_person_while_something_waits_to_be_sent() {
    let desk = Desk::new();
    desk.ann();
    desk.practice
        .file(&ToFile::new(amendment(ANN)), &desk.clerk())
        .unwrap();
    desk.arrives(&deduction("2"), 5);

    assert_eq!(
        why_left_out(&desk),
        ["nothing about the patient waits to be sent"]
    );
}

#[test]
fn a_deduction_is_left_to_a_person_while_something_earlier_is_undecided() {
    let desk = Desk::new();
    desk.ann();
    desk.arrives(&flag(None), 4);
    desk.arrives(&deduction("2"), 5);

    let why = why_left_out(&desk);

    assert!(why.contains(&"nothing earlier about the patient is undecided"));
}

#[test]
fn a_deduction_from_another_area_is_left_to_a_person() {
    let desk = Desk::new();
    desk.ann();
    desk.arrives_at("LDS", 4, &deduction("2"), 5);

    assert_eq!(
        why_left_out(&desk),
        ["it comes from the patient's own area"]
    );
}

#[test]
fn an_adoption_is_left_to_a_person() {
    let desk = Desk::new();
    desk.ann();
    desk.arrives(&deduction("7"), 5);

    assert_eq!(why_left_out(&desk), ["it is no adoption"]);
}

#[test]
fn a_number_for_tests_is_never_routine_in_earnest() {
    let desk = Desk::new();
    desk.practice
        .store()
        .write(|w| w.set("training", "no"))
        .unwrap();
    desk.ann();
    desk.arrives(&deduction("2"), 5);

    assert_eq!(why_left_out(&desk), ["its NHS number is a right one"]);
}

#[test]
fn a_number_that_fails_its_check_is_never_routine() {
    let desk = Desk::new();
    desk.add(&desk.person("OKAFOR", "Ann", Some("9990001007")));
    let says = Says::Deduction(Deduction {
        number: number("9990001007"),
        reason: DeductionReason::read("2"),
        on: Some(day("2026-11-02")),
        new_ha: None,
    });
    desk.arrives(&says, 5);

    assert_eq!(why_left_out(&desk), ["its NHS number is a right one"]);
}

#[test]
fn an_approval_with_another_number_is_left_to_a_person() {
    let desk = Desk::new();
    let (_, _, tn) = desk.registers(Some(ANN));
    desk.arrives(&approval(Some(BEN)), tn);

    assert_eq!(
        why_left_out(&desk),
        ["its NHS number is ours, or fills a blank"]
    );
}

#[test]
fn an_approval_with_somebody_elses_number_is_left_to_a_person() {
    let desk = Desk::new();
    desk.add(&desk.person("COLE", "Ben", Some(BEN)));
    let (_, _, tn) = desk.registers(None);
    desk.arrives(&approval(Some(BEN)), tn);

    assert_eq!(why_left_out(&desk), ["no other patient has its NHS number"]);
}

#[test]
fn what_a_practice_has_chosen_is_applied_at_once_and_signed_by_the_program() {
    let desk = Desk::applying_at_once();
    let (ann, _, tn) = desk.registers(None);
    let early = desk.arrives_at("NF", 3, &flag(None), 4);
    let waits = desk.arrives_at("NF", 2000, &removal(), 5);
    let approved = desk.arrives(&approval(Some(ANN)), tn);

    assert_eq!(desk.record(ann).state, PatientState::Registered);
    let entry = &desk.decisions(approved)[0];
    assert_eq!((entry.rule, entry.by.as_str()), (true, "Linkdesk"));
    assert_eq!(
        desk.notice(waits).state,
        NoticeState::ToDecide,
        "the patient is not flagged yet"
    );
    desk.decides(early, &Choice::Flag).unwrap();
    let lifted = desk.arrives_at("NF", 2001, &removal(), 6);
    assert_eq!(
        desk.notice(lifted).state,
        NoticeState::ToDecide,
        "an earlier one waits"
    );
    assert!(
        desk.practice
            .clear_routine(&desk.clerk())
            .unwrap()
            .decided
            .contains(&waits)
    );
}

#[test]
fn a_deduction_is_never_applied_at_once() {
    let desk = Desk::applying_at_once();
    let ann = desk.ann();

    let notice = desk.arrives(&deduction("2"), 5);

    assert_eq!(desk.notice(notice).state, NoticeState::ToDecide);
    assert_eq!(desk.record(ann).state, PatientState::Registered);
}
