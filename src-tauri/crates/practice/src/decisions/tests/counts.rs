//! What the first screen counts, so that nothing waits where nobody looks.

use gplinks::{Notice as Says, Rejection};
use store::NoticeState;

use super::desk::{ANN, BEN, Desk, amendment, at, day, registration, text};
use super::flags::flag;
use crate::{Choice, DeskError, Standing, ToFile, View};

const TOMORROW: i64 = 24 * 60;

fn counts(desk: &Desk) -> Standing {
    desk.practice.standing(desk.now()).unwrap()
}

fn rejection() -> Says {
    Says::Rejection(Rejection {
        reason: Some(text("3 CONFIRM ADDRESS")),
    })
}

#[test]
fn what_waits_for_an_approval_is_not_about_to_go() {
    let desk = Desk::new();
    desk.registers(Some(ANN));
    let kept = ToFile::new(amendment(ANN));
    desk.practice.file(&kept, &desk.clerk()).unwrap();

    let counts = counts(&desk);

    assert_eq!((counts.queued, counts.kept), (0, 1));
    assert_eq!(counts.next_send_at, None);
}

#[test]
fn a_draft_is_counted_until_somebody_confirms_it() {
    let desk = Desk::new();
    let filing = ToFile::new(registration("A", Some(BEN), None));
    let filed = desk.practice.file(&filing, &desk.clerk()).unwrap();
    let before = counts(&desk);
    desk.practice
        .take_back(filed.filing, &desk.clerk())
        .unwrap();
    let after = counts(&desk);
    let people = desk.practice.people("", None, 10, desk.now()).unwrap();

    assert_eq!((before.queued, before.drafts), (1, 0));
    assert_eq!((after.queued, after.drafts), (0, 1));
    assert_eq!(people[0].standing, "Registration not sent");
}

#[test]
fn a_paused_link_names_no_time() {
    let desk = Desk::new();
    let filing = ToFile::new(registration("A", Some(BEN), None));
    desk.practice.file(&filing, &desk.clerk()).unwrap();
    let before = counts(&desk);
    desk.practice
        .pause(Some("PCSE moves house"), &desk.manager())
        .unwrap();

    assert!(before.next_send_at.is_some());
    assert_eq!(
        (counts(&desk).queued, counts(&desk).next_send_at),
        (1, None)
    );
}

#[test]
fn a_rejection_is_shown_until_it_is_corrected_or_closed() {
    for (choice, why, shown) in [
        (Choice::record(), None, 1),
        (Choice::Close, Some("moved on"), 0),
    ] {
        let desk = Desk::new();
        let (_, _, tn) = desk.registers(Some(ANN));
        let notice = desk.arrives(&rejection(), tn);
        match why {
            Some(why) => desk.decides_because(notice, &choice, why).unwrap(),
            None => desk.decides(notice, &choice).unwrap(),
        };

        assert_eq!(counts(&desk).rejected, shown);
        let cards = desk.practice.today(desk.now()).unwrap();
        assert_eq!(cards.rejected.len() as u64, shown);
    }
}

#[test]
fn a_flag_is_in_the_diary_before_anybody_has_decided_it() {
    let desk = Desk::new();
    let ann = desk.ann();
    let notice = desk.arrives(&flag(Some("2026-12-01")), 5);
    let diary = || desk.practice.today(desk.now()).unwrap().fp69;

    assert_eq!(
        (diary()[0].patient, diary()[0].expires_on),
        (ann, Some(day("2026-12-01")))
    );
    assert_eq!(counts(&desk).next_fp69_on, Some(day("2026-12-01")));
    desk.decides(notice, &Choice::Flag).unwrap();
    assert_eq!((diary().len(), counts(&desk).fp69), (1, 1));
    let listed = desk.practice.people("", None, 1, desk.now()).unwrap();
    let banner = desk.practice.person(ann, desk.now()).unwrap();
    assert_eq!(
        (listed[0].standing.as_str(), banner.standing.as_str()),
        ("FP69", "Registered")
    );
}

#[test]
fn a_flag_is_not_put_away_beyond_its_end() {
    let desk = Desk::new();
    desk.ann();
    let notice = desk.arrives(&flag(Some("2026-12-01")), 5);
    let put_off = |days: i64| {
        let until = at(days * TOMORROW);
        desk.practice.snooze(notice, until, &desk.clerk())
    };

    assert!(matches!(put_off(11), Err(DeskError::NotSo { .. })));
    assert_eq!(put_off(10), Ok(()));
}

#[test]
fn what_was_put_away_is_due_again_on_its_day() {
    let desk = Desk::new();
    let ann = desk.ann();
    let notice = desk.arrives(&flag(None), 5);
    desk.practice
        .snooze(notice, at(TOMORROW), &desk.clerk())
        .unwrap();
    let due = |minutes| desk.practice.today(at(minutes)).unwrap().reminders;
    let row = |minutes| {
        let rows = desk
            .practice
            .inbox(View::All, None, 9, at(minutes))
            .unwrap();
        (rows[0].snoozed_until.is_some(), rows[0].is_due_again)
    };

    assert_eq!(due(TOMORROW - 1), []);
    assert_eq!(row(TOMORROW - 1), (true, false));
    let [again] = due(TOMORROW).try_into().unwrap();
    assert_eq!(
        (again.reminder, again.patient, again.notice),
        (None, Some(ann), Some(notice))
    );
    assert_eq!(again.due_on, day("2026-11-22"));
    assert_eq!(row(TOMORROW), (false, true));
    assert_eq!(desk.practice.standing(at(TOMORROW)).unwrap().reminders, 1);
}

#[test]
fn what_was_decided_is_to_be_entered_until_it_is_ticked() {
    let desk = Desk::new();
    desk.ann();
    let notice = desk.arrives(&flag(None), 5);
    let to_enter = || {
        let rows = desk
            .practice
            .inbox(View::ToEnter, None, 9, desk.now())
            .unwrap();
        (counts(&desk).to_enter, rows.len())
    };

    assert_eq!(to_enter(), (0, 0));
    desk.decides(notice, &Choice::Flag).unwrap();
    assert_eq!(desk.notice(notice).state, NoticeState::Done);
    assert_eq!(to_enter(), (1, 1));
    let decision = desk.practice.worklist().unwrap()[0].decision;
    desk.practice.tick(decision, &desk.clerk()).unwrap();
    assert_eq!(to_enter(), (0, 0));
}
