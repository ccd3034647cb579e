use gplinks::{Notice as Says, RequestReply};
use store::{Answer, FilingKind, PatientState};

use super::desk::{ANN, Desk, day, number, request, text};
use crate::{Choice, DeskError};

fn reply(notes: &str) -> Says {
    Says::RequestReply(RequestReply {
        number: number(ANN),
        notes: Some(text(notes)),
    })
}

#[test]
fn a_reply_that_speaks_of_thirty_days_waits_for_the_deduction() {
    let desk = Desk::new();
    let ann = desk.ann();
    let (asked, _) = desk.requests(ann, ANN);
    let notice = desk.arrives(&reply("WILL BE REMOVED AFTER 30 DAYS"), 5);
    assert_eq!(desk.notice(notice).filing, Some(asked));

    desk.decides(notice, &Choice::Understood).unwrap();

    assert_eq!(desk.answer(asked), Answer::Answered);
    assert_eq!(
        desk.record(ann).removal_pending_until,
        Some(day("2026-12-21"))
    );
    assert!(desk.record(ann).removal_requested_on.is_some());
    assert_eq!(desk.reminders()[0].due_on, day("2026-12-21"));
}

#[test]
fn a_reply_that_refuses_ends_the_request() {
    let desk = Desk::new();
    let ann = desk.ann();
    let (asked, _) = desk.requests(ann, ANN);
    let notice = desk.arrives(&reply("PATIENT NOT TRACED"), 5);

    desk.decides(notice, &Choice::Understood).unwrap();

    assert_eq!(desk.answer(asked), Answer::Answered);
    assert_eq!(desk.record(ann).removal_requested_on, None);
    assert!(desk.reminders().is_empty());
}

#[test]
fn a_reply_about_somebody_who_has_left_marks_nobody() {
    let desk = Desk::new();
    let mut record = desk.person("OKAFOR", "Ann", Some(ANN));
    record.state = PatientState::Left;
    record.left_on = Some(day("2026-11-02"));
    let ann = desk.add(&record);
    let (asked, _) = desk.requested(ann, ANN);
    let notice = desk.arrives(&reply("WILL BE REMOVED AFTER 30 DAYS"), 5);
    let detail = desk.practice.notice_detail(notice, desk.now()).unwrap();
    assert_eq!(detail.choices, ["understood"]);

    desk.decides(notice, &Choice::Understood).unwrap();

    assert_eq!(desk.answer(asked), Answer::Answered);
    assert_eq!(desk.record(ann), record);
    assert!(desk.reminders().is_empty());
}

#[test]
fn a_request_is_sent_again() {
    let desk = Desk::new();
    let ann = desk.ann();
    let (asked, _) = desk.requests(ann, ANN);
    let notice = desk.arrives(&reply("DATE MISSING"), 5);
    let again = |reason| Choice::AskAgain {
        draft: Box::new(request(ANN, reason)),
    };

    assert!(matches!(
        desk.decides(notice, &again("9")),
        Err(DeskError::NotSo { .. })
    ));
    let decided = desk.decides(notice, &again("5")).unwrap();

    assert_eq!(desk.answer(asked), Answer::Answered);
    assert_eq!(
        desk.filing(decided.filing.unwrap()).kind,
        FilingKind::DeductionRequest
    );
    assert!(
        desk.record(ann).removal_requested_on.is_some(),
        "by the new one"
    );
}

#[test]
fn among_several_requests_the_transaction_number_tells_which() {
    let desk = Desk::new();
    let ann = desk.ann();
    let (first, tn) = desk.requested(ann, ANN);
    let (second, _) = desk.requested(ann, ANN);

    let by_number = desk.arrives(&reply("DATE MISSING"), tn);
    assert_eq!(desk.notice(by_number).filing, Some(first));
    desk.decides(by_number, &Choice::Understood).unwrap();
    assert_eq!(desk.answer(first), Answer::Answered);
    assert_eq!(desk.answer(second), Answer::Waiting);

    let (_, _) = desk.requested(ann, ANN);
    let unclear = desk.arrives(&reply("DATE MISSING"), 999_999);
    assert_eq!(desk.notice(unclear).filing, None);
}
