use gplinks::{Approval, Deduction, DeductionReason, NhsNumber, Notice as Says, Rejection};
use store::{Answer, CorrectionKind, PatientId, PatientState, Record};

use super::desk::{ANN, BEN, Desk, amendment, day, number, request, text};
use super::flags::removal;
use crate::filings::{NOT_ON_THEIR_LIST, Standing, standing};
use crate::{Choice, Correction, DeskError};

const WHY: &str = "PCSE said so on the telephone, CAS-1";
const LEFT: &str = "2026-11-02";

fn left() -> Correction {
    Correction::OffTheList { on: day(LEFT) }
}

fn to(digits: &str) -> Correction {
    Correction::Number(NhsNumber::parse(digits).unwrap())
}

fn deduction() -> Says {
    Says::Deduction(Deduction {
        number: number(ANN),
        reason: DeductionReason::read("2"),
        on: Some(day(LEFT)),
        new_ha: None,
    })
}

impl Desk {
    fn puts_right(&self, patient: PatientId, correction: Correction) -> crate::Result<Vec<String>> {
        let act = self.manager();

        self.practice.put_right(patient, correction, WHY, &act)
    }

    fn puts_back(&self, patient: PatientId) -> crate::Result<Vec<String>> {
        let act = self.manager();

        self.practice.put_right_back(patient, "a slip", &act)
    }

    fn last_put_right(&self, patient: PatientId) -> Option<CorrectionKind> {
        let page = self.practice.patient_page(patient, self.now()).unwrap();

        page.put_right
    }

    /// Flagged, and PCSE was asked to remove her.
    fn marked_ann(&self) -> PatientId {
        let record = Record {
            fp69_expires_on: Some(day("2027-01-31")),
            fp69_reason: Some("8".to_owned()),
            removal_requested_on: Some(day("2026-11-01")),
            removal_pending_until: Some(day("2026-12-01")),
            ..self.person("OKAFOR", "Ann", Some(ANN))
        };

        self.add(&record)
    }
}

#[test]
fn each_correction_changes_what_it_names_and_comes_back_with_a_second_entry() {
    for (correction, kind) in [
        (left(), CorrectionKind::OffTheList),
        (to(BEN), CorrectionKind::Number),
        (Correction::Flag, CorrectionKind::Flag),
        (Correction::Request, CorrectionKind::Request),
    ] {
        let desk = Desk::new();
        let ann = desk.marked_ann();
        let before = desk.record(ann);

        let told = desk.puts_right(ann, correction).unwrap();

        let record = desk.record(ann);
        let is = (
            record.state,
            record.left_on,
            record.nhs_number.as_deref(),
            record.is_flagged(),
            record.removal_requested_on.is_some() || record.removal_pending_until.is_some(),
        );
        let wanted = match kind {
            CorrectionKind::OffTheList => {
                (PatientState::Left, Some(day(LEFT)), Some(ANN), false, false)
            }
            CorrectionKind::Number => (PatientState::Registered, None, Some(BEN), true, true),
            CorrectionKind::Flag => (PatientState::Registered, None, Some(ANN), false, true),
            CorrectionKind::Request | CorrectionKind::OnTheList => {
                (PatientState::Registered, None, Some(ANN), true, false)
            }
        };
        assert_eq!(is, wanted, "{}", kind.word());
        assert_eq!(
            told.last().unwrap(),
            "This itself is not sent. PCSE's list and the Spine do not change: tell PCSE as well."
        );
        assert_eq!(desk.last_put_right(ann), Some(kind));

        desk.puts_back(ann).unwrap();
        assert!(desk.record(ann) == before, "{} is put back", kind.word());
        assert_eq!(desk.last_put_right(ann), None);
        assert_eq!(desk.puts_back(ann), Err(DeskError::NothingToUndo));
        desk.puts_right(ann, correction).unwrap();
        desk.puts_back(ann).unwrap();
    }
}

#[test]
fn only_a_manager_puts_right_and_takes_back_and_only_for_a_reason() {
    let desk = Desk::new();
    let ann = desk.marked_ann();
    let practice = &desk.practice;
    let not_allowed = Err(DeskError::NotAllowed {
        needs: store::Role::Manager,
    });

    for correction in [left(), to(BEN), Correction::Flag, Correction::Request] {
        let refused = practice.put_right(ann, correction, WHY, &desk.clerk());
        assert_eq!(refused, not_allowed);
        let refused = practice.put_right(ann, correction, " ", &desk.manager());
        assert_eq!(refused, Err(DeskError::NoReason));
    }
    assert_eq!(desk.patient(ann).version, 1, "nothing was changed");
    desk.puts_right(ann, Correction::Flag).unwrap();
    let refused = practice.put_right_back(ann, WHY, &desk.clerk());
    assert_eq!(refused, not_allowed);
    let refused = practice.put_right_back(ann, "", &desk.manager());
    assert_eq!(refused, Err(DeskError::NoReason));
}

#[test]
fn what_needs_no_putting_right_is_refused() {
    let desk = Desk::new();
    let ann = desk.ann();
    let later = Correction::OffTheList {
        on: day("2026-11-22"),
    };
    let nothing = [
        later,
        Correction::OnTheList,
        to(ANN),
        Correction::Flag,
        Correction::Request,
    ];

    for correction in nothing {
        let refused = desk.puts_right(ann, correction).unwrap_err();
        assert_eq!(refused.code(), "E958", "{correction:?}");
    }
    desk.puts_right(ann, left()).unwrap();
    for correction in [left(), Correction::OnTheList] {
        let refused = desk.puts_right(ann, correction).unwrap_err();
        assert_eq!(refused.code(), "E958", "{correction:?}");
    }
    assert_eq!(desk.patient(ann).version, 2);
}

#[test]
fn what_waits_about_somebody_taken_off_is_held_and_stays_so_when_it_is_taken_back() {
    let desk = Desk::new();
    let ann = desk.ann();
    let to_file = crate::ToFile::new(amendment(ANN));
    let filed = desk.practice.file(&to_file, &desk.clerk()).unwrap().filing;

    let told = desk.puts_right(ann, left()).unwrap();

    let held = format!(
        "Filing {filed} about the patient is held: drop it, or let it go once they are registered."
    );
    assert_eq!(told[0], "The patient is no longer on your list.");
    assert!(told.contains(&held), "{told:?}");
    assert_eq!(
        desk.filing(filed).held_why.as_deref(),
        Some(NOT_ON_THEIR_LIST)
    );
    let told = desk.puts_back(ann).unwrap();
    assert!(told[1].contains("stays held"), "{told:?}");
    desk.practice.let_go(filed, &desk.clerk()).unwrap();
}

#[test]
fn a_registration_that_counts_as_approved_is_closed_and_what_was_kept_may_go() {
    let desk = Desk::new();
    let (ann, registration, tn) = desk.registers(Some(ANN));
    let to_file = crate::ToFile::new(amendment(ANN));
    let kept = desk.practice.file(&to_file, &desk.clerk()).unwrap().filing;
    let stands = || {
        let filing = desk.filing(kept);

        desk.practice.store().read(|r| standing(r, &filing))
    };
    assert_eq!(stands(), Ok(Standing::WaitsForApproval));

    let told = desk.puts_right(ann, Correction::OnTheList).unwrap();

    assert_eq!(desk.record(ann).state, PatientState::Registered);
    let closed = desk.filing(registration);
    assert_eq!(
        (closed.answer, closed.closed_why.as_deref()),
        (Answer::Closed, Some(WHY))
    );
    assert_eq!(stands(), Ok(Standing::MayGo));
    let goes = format!("Filing {kept}, which waited for the approval, goes now.");
    assert_eq!(told[..2], ["The patient is on your list.".to_owned(), goes]);

    desk.puts_back(ann).unwrap();
    assert_eq!(desk.record(ann).state, PatientState::Applied);
    assert_eq!(desk.answer(registration), Answer::Waiting);
    assert_eq!(stands(), Ok(Standing::WaitsForApproval));
    let approval = Says::Approval(Approval { number: None });
    let notice = desk.arrives(&approval, tn);
    desk.decides(notice, &Choice::record()).unwrap();
    assert_eq!(desk.answer(registration), Answer::Approved);
}

#[test]
fn nobody_is_put_on_the_list_whose_registration_was_not_sent_or_who_has_no_number() {
    let desk = Desk::new();
    let (ann, ..) = desk.registers(None);
    let refused = desk.puts_right(ann, Correction::OnTheList).unwrap_err();
    assert_eq!(refused.code(), "E958");
    desk.puts_right(ann, to(ANN)).unwrap();
    desk.puts_right(ann, Correction::OnTheList).unwrap();
    assert_eq!(desk.record(ann).state, PatientState::Registered);

    let desk = Desk::new();
    let draft = super::desk::registration("A", Some(ANN), None);
    let to_file = crate::ToFile::new(draft);
    let filed = desk.practice.file(&to_file, &desk.clerk()).unwrap();
    for correction in [Correction::OnTheList, to(BEN)] {
        let refused = desk.puts_right(filed.patient, correction).unwrap_err();
        assert_eq!(refused.code(), "E958", "{correction:?}");
    }
}

#[test]
fn a_late_answer_stands_in_the_way_of_taking_an_approval_back() {
    let desk = Desk::new();
    let (ann, registration, tn) = desk.registers(Some(ANN));
    desk.puts_right(ann, Correction::OnTheList).unwrap();
    let notice = desk.arrives(&Says::Approval(Approval { number: None }), tn);
    assert_eq!(desk.notice(notice).filing, Some(registration));
    desk.decides(notice, &Choice::File).unwrap();

    assert_eq!(desk.puts_back(ann).unwrap_err().code(), "E960");

    assert_eq!(desk.record(ann).state, PatientState::Registered);
    desk.practice.undo(notice, None, &desk.clerk()).unwrap();
    desk.puts_back(ann).unwrap();
    assert_eq!(desk.answer(registration), Answer::Waiting);
}

#[test]
fn a_number_of_somebody_else_is_refused_and_a_new_one_matches_what_waits() {
    let desk = Desk::new();
    let ann = desk.ann();
    let ben = desk.add(&desk.person("COLE", "Ben", Some(BEN)));
    assert_eq!(
        desk.puts_right(ann, to(BEN)),
        Err(DeskError::NumberOfAnother { patient: ben.get() })
    );
    let hers = desk.arrives(&removal(), 5);
    assert_eq!(desk.notice(hers).patient, Some(ann));
    let nobodys = Says::Deduction(Deduction {
        number: number("9990004188"),
        reason: DeductionReason::read("2"),
        on: Some(day(LEFT)),
        new_ha: None,
    });
    let nobodys = desk.arrives(&nobodys, 6);
    assert_eq!(desk.notice(nobodys).patient, None);

    desk.puts_right(ann, to("9990004188")).unwrap();

    assert_eq!(desk.notice(hers).patient, None, "it names the old number");
    assert_eq!(desk.notice(nobodys).patient, Some(ann));
    desk.puts_back(ann).unwrap();
    assert_eq!(desk.notice(hers).patient, Some(ann));
    assert_eq!(desk.notice(nobodys).patient, None);
}

#[test]
fn pcses_own_word_that_waits_goes_first() {
    let desk = Desk::new();
    let ann = desk.marked_ann();
    let refused = |correction| {
        let refused = desk.puts_right(ann, correction).unwrap_err();

        assert_eq!(refused.code(), "E958", "{correction:?}");
    };
    let lifted = desk.arrives(&removal(), 5);
    refused(Correction::Flag);
    refused(Correction::Request);
    desk.decides(lifted, &Choice::record()).unwrap();
    let leaves = desk.arrives(&deduction(), 6);
    refused(left());
    desk.decides(leaves, &Choice::record()).unwrap();

    let desk = Desk::new();
    let (ann, _, tn) = desk.registers(Some(ANN));
    let rejection = Says::Rejection(Rejection {
        reason: Some(text("3 CONFIRM")),
    });
    desk.arrives(&rejection, tn);
    let refused = desk.puts_right(ann, Correction::OnTheList).unwrap_err();
    assert_eq!(refused.code(), "E958");
}

#[test]
fn a_request_that_was_not_sent_keeps_its_mark() {
    let desk = Desk::new();
    let ann = desk.ann();
    let to_file = crate::ToFile::new(request(ANN, "13"));
    let filed = desk.practice.file(&to_file, &desk.clerk()).unwrap().filing;

    let refused = desk.puts_right(ann, Correction::Request).unwrap_err();
    assert_eq!(refused.code(), "E958");

    desk.send(filed);
    desk.puts_right(ann, Correction::Request).unwrap();
    assert_eq!(desk.record(ann).removal_requested_on, None);
    assert_eq!(desk.answer(filed), Answer::Waiting, "PCSE has it still");
}

#[test]
fn nothing_is_taken_back_that_something_newer_is_built_upon() {
    let desk = Desk::new();
    let ann = desk.marked_ann();
    desk.puts_right(ann, Correction::Flag).unwrap();
    let to_file = crate::ToFile::new(amendment(ANN));
    desk.practice.file(&to_file, &desk.clerk()).unwrap();

    assert_eq!(desk.puts_back(ann).unwrap_err().code(), "E960");
}

#[test]
fn several_are_taken_back_one_by_one_the_last_one_first() {
    let desk = Desk::new();
    let ann = desk.marked_ann();
    let before = desk.record(ann);
    desk.puts_right(ann, Correction::Flag).unwrap();
    desk.puts_right(ann, to(BEN)).unwrap();

    desk.puts_back(ann).unwrap();
    assert_eq!(desk.last_put_right(ann), Some(CorrectionKind::Flag));
    desk.puts_back(ann).unwrap();

    assert!(desk.record(ann) == before);
}

#[test]
fn the_timeline_tells_it_with_its_reason_and_the_audit_without_the_patient() {
    let desk = Desk::new();
    let (ann, ..) = desk.registers(Some(ANN));
    desk.puts_right(ann, Correction::OnTheList).unwrap();
    desk.puts_right(ann, to(BEN)).unwrap();
    desk.puts_back(ann).unwrap();

    let timeline = desk.practice.timeline(ann).unwrap();
    let told: Vec<&str> = timeline.iter().map(|entry| entry.what.as_str()).collect();
    for wanted in [
        "Put right by hand: put on the list (PCSE said so on the telephone, CAS-1). PCSE was not told by this",
        "Registration (filing 1) taken as approved, by hand: PCSE said so on the telephone, CAS-1",
        "Put right by hand: NHS number changed (PCSE said so on the telephone, CAS-1). PCSE was not told by this",
        "What was put right by hand was taken back: NHS number changed (a slip). PCSE was not told by this",
    ] {
        assert!(told.contains(&wanted), "{wanted}\n{told:#?}");
    }
    let audit = desk.audit();
    assert!(
        audit.contains(r#""correction":"NHS number changed""#),
        "{audit}"
    );
    for secret in [ANN, BEN, "OKAFOR", "CAS-1", "slip"] {
        assert!(!audit.contains(secret), "{secret}");
    }
}
