use gplinks::{Filing, Notice as Says, Rejection};
use store::{Answer, FilingKind, PatientState};

use super::desk::{ANN, Desk, amendment, day, over, registration, text};
use crate::{Choice, DeskError, ToFile};

fn rejection() -> Says {
    Says::Rejection(Rejection {
        reason: Some(text("3 CONFIRM ADDRESS")),
    })
}

fn fix(code: &str, notes: Option<&str>) -> Choice {
    Choice::Fix {
        draft: Box::new(registration(code, Some(ANN), notes)),
    }
}

#[test]
fn a_rejection_is_recorded() {
    let desk = Desk::new();
    let (ann, filing, tn) = desk.registers(Some(ANN));
    let notice = desk.arrives(&rejection(), tn);

    desk.decides(notice, &Choice::record()).unwrap();

    assert_eq!(desk.record(ann).state, PatientState::Rejected);
    assert_eq!(desk.answer(filing), Answer::Rejected);
}

#[test]
fn a_rejection_closes_the_registration_for_a_reason() {
    let desk = Desk::new();
    let (ann, filing, tn) = desk.registers(Some(ANN));
    let notice = desk.arrives(&rejection(), tn);

    assert_eq!(
        desk.decides(notice, &Choice::Close),
        Err(DeskError::NoReason)
    );
    desk.decides_because(notice, &Choice::Close, "moved on")
        .unwrap();

    assert_eq!(desk.record(ann).state, PatientState::Rejected);
    assert_eq!(desk.filing(filing).closed_why.as_deref(), Some("moved on"));
}

#[test]
fn a_rejection_is_corrected_with_code_r_and_something_changed() {
    let desk = Desk::new();
    let (ann, filing, tn) = desk.registers(Some(ANN));
    let notice = desk.arrives(&rejection(), tn);

    assert_eq!(
        desk.decides(notice, &fix("A", Some("X"))),
        Err(DeskError::NeedsCodeR)
    );
    assert_eq!(
        desk.decides(notice, &fix("R", None)),
        Err(DeskError::NothingCorrected)
    );
    assert_eq!(
        desk.record(ann).state,
        PatientState::Applied,
        "nothing was changed"
    );
    let decided = desk
        .decides(notice, &fix("R", Some("ADDRESS CONFIRMED")))
        .unwrap();

    let corrected = desk.filing(decided.filing.unwrap());
    assert_eq!(corrected.kind, FilingKind::Registration);
    assert_eq!(corrected.replaces, Some(filing));
    assert_eq!(corrected.notice, Some(notice));
    assert_eq!(desk.answer(filing), Answer::Rejected);
    assert_eq!(
        desk.record(ann).state,
        PatientState::Applied,
        "they have applied again"
    );
}

#[test]
fn a_registration_with_another_authority_moves_the_patient_to_its_link() {
    let desk = Desk::new();
    let (ann, _, tn) = desk.registers(Some(ANN));
    let notice = desk.arrives(&rejection(), tn);
    desk.decides(notice, &Choice::record()).unwrap();
    let mut other = registration("R", Some(ANN), Some("NOTE"));
    other.link = over("LDS");

    let filed = desk
        .practice
        .file(&ToFile::new(other), &desk.clerk())
        .unwrap();

    assert_eq!(filed.patient, ann);
    assert_eq!(desk.filing(filed.filing).link, desk.link("LDS"));
    assert_eq!(desk.record(ann).link, desk.link("LDS"));
    desk.practice
        .drop_filing(filed.filing, "wrong again", &desk.clerk())
        .unwrap();
    assert_eq!(desk.record(ann).link, desk.link("NF"), "it was put back");
}

#[test]
fn who_only_wanted_another_doctor_is_as_before_after_a_rejection() {
    for code in ["I", "S"] {
        let desk = Desk::new();
        let mut before = desk.person("OKAFOR", "ANN", Some(ANN));
        before.fp69_expires_on = Some(day("2027-01-31"));
        before.fp69_reason = Some("8".to_owned());
        before.removal_requested_on = Some(day("2026-11-01"));
        before.removal_pending_until = Some(day("2026-12-01"));
        let ann = desk.add(&before);
        let mut other = registration(code, Some(ANN), None);
        other.link = over("LDS");
        let filed = desk
            .practice
            .file(&ToFile::new(other), &desk.clerk())
            .unwrap();

        let waiting = desk.record(ann);
        assert_eq!(waiting.state, PatientState::Registered, "{code}");
        assert_eq!(waiting.accepted_on, Some(day("2026-11-20")), "{code}");
        let flags = |record: &store::Record| {
            (
                record.fp69_expires_on,
                record.fp69_reason.clone(),
                record.removal_requested_on,
                record.removal_pending_until,
            )
        };
        assert_eq!(flags(&waiting), flags(&before), "{code}");

        let tn = desk.send(filed.filing);
        let notice = desk.arrives_at("LDS", 2000, &rejection(), tn);
        desk.decides(notice, &Choice::record()).unwrap();

        assert_eq!(desk.record(ann), before, "{code}");
        assert_eq!(desk.answer(filed.filing), Answer::Rejected, "{code}");
    }
}

#[test]
fn a_rejection_is_not_corrected_by_an_amendment() {
    let desk = Desk::new();
    let (_, _, tn) = desk.registers(Some(ANN));
    let notice = desk.arrives(&rejection(), tn);
    let choice = Choice::Fix {
        draft: Box::new(amendment(ANN)),
    };

    assert!(matches!(
        desk.decides(notice, &choice),
        Err(DeskError::NotSo { .. })
    ));
}

#[test]
fn a_correction_may_change_even_the_name() {
    let desk = Desk::new();
    let (ann, _, tn) = desk.registers(Some(ANN));
    let notice = desk.arrives(&rejection(), tn);
    let mut other = registration("R", None, Some("NOTE"));
    if let Filing::Acceptance(acceptance) = &mut other.filing {
        acceptance.name.surname = text("COLE");
    }

    let choice = Choice::Fix {
        draft: Box::new(other),
    };
    desk.decides(notice, &choice).unwrap();

    assert_eq!(
        desk.record(ann).surname,
        "COLE",
        "it replaces the rejected one, so it is hers"
    );
}

#[test]
fn a_rejection_of_nothing_that_waits_is_filed() {
    let desk = Desk::new();
    let (ann, _, tn) = desk.registers(Some(ANN));
    let waits = desk.arrives(&rejection(), tn);
    assert!(matches!(
        desk.decides(waits, &Choice::File),
        Err(DeskError::NotSo { .. })
    ));
    desk.decides(waits, &Choice::record()).unwrap();
    let stray = desk.arrives(&rejection(), tn);
    assert_eq!(desk.notice(stray).patient, None, "that one is answered");
    desk.practice
        .match_notice(stray, ann, &desk.clerk())
        .unwrap();

    assert!(matches!(
        desk.decides(stray, &Choice::record()),
        Err(DeskError::NotSo { .. })
    ));
    desk.decides(stray, &Choice::File).unwrap();
}
