use gplinks::{
    AmendmentNotice, Approval, Changes, Deduction, DeductionReason, NameChange, Notice as Says,
    Rejection, RequestReply,
};
use store::{Answer, NoticeId, NoticeState, PatientId, Record};

use super::desk::{ANN, BEN, Desk, amendment, day, number, registration, request, text};
use super::flags::{flag, removal};
use crate::{Choice, DeskError};

fn deduction() -> Says {
    Says::Deduction(Deduction {
        number: number(ANN),
        reason: DeductionReason::read("2"),
        on: Some(day("2026-11-02")),
        new_ha: None,
    })
}

fn approval(digits: &str) -> Says {
    Says::Approval(Approval {
        number: Some(number(digits)),
    })
}

fn married(new_number: Option<&str>) -> Says {
    Says::Amendment(Box::new(AmendmentNotice {
        number: number(ANN),
        new_number: new_number.map(number),
        changes: Changes {
            name: NameChange {
                surname: Some(text("COLE")),
                ..NameChange::default()
            },
            ..Changes::default()
        },
    }))
}

/// Decides, undoes, and looks whether the patient is as before; the notice can be decided again.
fn comes_back(desk: &Desk, patient: PatientId, notice: NoticeId, choice: &Choice) {
    let before: Record = desk.record(patient);
    let decided = desk.decides_because(notice, choice, "why").unwrap();

    desk.practice
        .undo(notice, Some("a slip"), &desk.clerk())
        .unwrap();

    assert!(
        desk.record(patient) == before,
        "{} is put back",
        choice.word()
    );
    assert_eq!(desk.notice(notice).state, NoticeState::ToDecide);
    assert!(desk.reminders().is_empty());
    if let Some(filing) = decided.filing {
        assert_eq!(desk.answer(filing), Answer::Closed);
    }
    let entries = desk.decisions(notice);
    assert_eq!(entries.len(), 2);
    assert_eq!(entries[1].undoes, Some(entries[0].id));
    assert!(!entries[0].stands);
    desk.decides_because(notice, choice, "why").unwrap();
}

#[test]
fn an_approval_comes_back() {
    let desk = Desk::new();
    let (ann, filing, tn) = desk.registers(None);
    let notice = desk.arrives(&approval(ANN), tn);

    comes_back(&desk, ann, notice, &Choice::record());

    assert_eq!(desk.answer(filing), Answer::Approved, "decided again");
}

#[test]
fn a_rejection_comes_back_in_each_way() {
    let fix = Choice::Fix {
        draft: Box::new(registration("R", Some(ANN), Some("NOTE"))),
    };
    for choice in [Choice::record(), Choice::Close, fix] {
        let desk = Desk::new();
        let (ann, _, tn) = desk.registers(Some(ANN));
        let notice = desk.arrives(&Says::Rejection(Rejection { reason: None }), tn);

        comes_back(&desk, ann, notice, &choice);
    }
}

#[test]
fn a_deduction_comes_back_in_each_way() {
    let dispute = Choice::Dispute {
        draft: Box::new(registration("D", Some(ANN), Some("HERE"))),
        on: None,
    };
    for choice in [Choice::record(), dispute] {
        let desk = Desk::new();
        let ann = desk.ann();
        let notice = desk.arrives(&deduction(), 5);

        comes_back(&desk, ann, notice, &choice);
    }
}

#[test]
fn a_request_that_a_deduction_answered_waits_again() {
    let desk = Desk::new();
    let ann = desk.ann();
    let (asked, _) = desk.requests(ann, ANN);
    let notice = desk.arrives(&deduction(), 5);
    desk.decides(notice, &Choice::record()).unwrap();

    desk.practice.undo(notice, None, &desk.clerk()).unwrap();

    assert_eq!(desk.answer(asked), Answer::Waiting);
    assert!(desk.record(ann).removal_requested_on.is_some());
}

#[test]
fn an_amendment_comes_back_in_each_way() {
    let out_of_area = Choice::OutOfArea {
        number_confirmed: true,
        why: text("OUT OF AREA"),
    };
    let counter = Choice::CounterAmend {
        number_confirmed: true,
        draft: Box::new(amendment(ANN)),
    };
    let accept = Choice::Accept {
        number_confirmed: true,
    };
    for choice in [accept, out_of_area, counter] {
        let desk = Desk::new();
        let ann = desk.ann();
        let notice = desk.arrives(&married(Some(BEN)), 5);

        comes_back(&desk, ann, notice, &choice);
    }
}

#[test]
fn a_flag_comes_back_in_each_way() {
    let new_address = Choice::NewAddress {
        draft: Box::new(amendment(ANN)),
    };
    let left = Choice::Left {
        draft: Box::new(request(ANN, "13")),
    };
    for choice in [Choice::Flag, Choice::Confirm, new_address, left] {
        let desk = Desk::new();
        let ann = desk.ann();
        let notice = desk.arrives(&flag(Some("2027-02-20")), 5);

        comes_back(&desk, ann, notice, &choice);
    }
}

#[test]
fn a_flag_that_was_lifted_comes_back_with_its_reminder() {
    let desk = Desk::new();
    let ann = desk.ann();
    let flagged = desk.arrives(&flag(Some("2027-02-20")), 5);
    desk.decides(flagged, &Choice::Flag).unwrap();
    let lifted = desk.arrives(&removal(), 6);
    desk.decides(lifted, &Choice::record()).unwrap();
    assert!(
        desk.reminders().is_empty(),
        "there is nothing left to remind of"
    );

    desk.practice.undo(lifted, None, &desk.clerk()).unwrap();

    assert_eq!(desk.record(ann).fp69_expires_on, Some(day("2027-02-20")));
    assert_eq!(desk.reminders().len(), 1);
}

#[test]
fn a_reply_comes_back_in_each_way() {
    let again = Choice::AskAgain {
        draft: Box::new(request(ANN, "5")),
    };
    for (choice, notes) in [
        (Choice::Understood, "30 DAYS"),
        (Choice::Understood, "REFUSED"),
        (again, "30 DAYS"),
    ] {
        let desk = Desk::new();
        let ann = desk.ann();
        desk.requests(ann, ANN);
        let says = Says::RequestReply(RequestReply {
            number: number(ANN),
            notes: Some(text(notes)),
        });
        let notice = desk.arrives(&says, 5);

        comes_back(&desk, ann, notice, &choice);
    }
}

#[test]
fn what_changed_nothing_comes_back() {
    let desk = Desk::new();
    let ann = desk.ann();
    let notice = desk.arrives(&removal(), 5);

    comes_back(&desk, ann, notice, &Choice::File);
}

#[test]
fn what_was_sent_cannot_be_undone() {
    let desk = Desk::new();
    let ann = desk.ann();
    let notice = desk.arrives(&flag(None), 5);
    let decided = desk.decides(notice, &Choice::Confirm).unwrap();
    desk.send(decided.filing.unwrap());

    let refused = desk.practice.undo(notice, None, &desk.clerk());

    assert!(matches!(refused, Err(DeskError::NotUndone { .. })));
    assert!(desk.record(ann).is_flagged(), "nothing was changed");
    assert_eq!(desk.notice(notice).state, NoticeState::Done);
}

#[test]
fn what_something_newer_was_built_upon_is_undone_after_that() {
    let desk = Desk::new();
    let ann = desk.ann();
    let first = desk.arrives(&married(None), 5);
    let second = desk.arrives(&deduction(), 6);
    desk.decides(
        first,
        &Choice::Accept {
            number_confirmed: false,
        },
    )
    .unwrap();
    desk.decides(second, &Choice::record()).unwrap();

    let refused = desk.practice.undo(first, None, &desk.clerk());
    assert!(matches!(refused, Err(DeskError::NotUndone { .. })));
    desk.practice.undo(second, None, &desk.clerk()).unwrap();
    desk.practice.undo(first, None, &desk.clerk()).unwrap();

    assert_eq!(desk.record(ann).surname, "OKAFOR");
}

#[test]
fn an_undo_is_not_undone() {
    let desk = Desk::new();
    desk.ann();
    let notice = desk.arrives(&deduction(), 5);
    assert_eq!(
        desk.practice.undo(notice, None, &desk.clerk()),
        Err(DeskError::NothingToUndo)
    );
    desk.decides(notice, &Choice::record()).unwrap();
    desk.practice.undo(notice, None, &desk.clerk()).unwrap();

    assert_eq!(
        desk.practice.undo(notice, None, &desk.clerk()),
        Err(DeskError::NothingToUndo)
    );
}

#[test]
fn a_number_that_became_somebody_elses_is_not_given_back() {
    let desk = Desk::new();
    desk.ann();
    let notice = desk.arrives(&married(Some(BEN)), 5);
    desk.decides(
        notice,
        &Choice::Accept {
            number_confirmed: true,
        },
    )
    .unwrap();
    desk.add(&desk.person("COLE", "Ben", Some(ANN)));

    let refused = desk.practice.undo(notice, None, &desk.clerk());

    assert!(matches!(refused, Err(DeskError::NotUndone { .. })));
}

#[test]
fn what_was_matched_by_a_number_that_is_taken_back_is_nobodys_again() {
    let desk = Desk::new();
    let (_, _, tn) = desk.registers(None);
    let approved = desk.arrives(&approval(ANN), tn);
    desk.decides(approved, &Choice::record()).unwrap();
    let later = desk.arrives(&removal(), 6);
    assert!(desk.notice(later).patient.is_some());

    desk.practice.undo(approved, None, &desk.clerk()).unwrap();

    assert_eq!(desk.notice(later).patient, None);
}

#[test]
fn a_filing_that_was_dropped_already_does_not_hinder_the_undo() {
    let desk = Desk::new();
    let ann = desk.ann();
    let notice = desk.arrives(&flag(None), 5);
    let decided = desk.decides(notice, &Choice::Confirm).unwrap();
    desk.practice
        .drop_filing(decided.filing.unwrap(), "wrong", &desk.clerk())
        .unwrap();

    desk.practice.undo(notice, None, &desk.clerk()).unwrap();

    assert!(!desk.record(ann).is_flagged());
}
