//! What people do about letters that are set aside.

use store::{NoticeState, Role};

use super::support::{RECEP, REG, Surgery, approval, deduction, letter, receipt, swapped};
use crate::DeskError;

const WHY: &str = "PCSE said so by telephone";

#[test]
fn only_a_manager_with_a_reason_releases() {
    let mut surgery = Surgery::opens();
    let id = surgery.takes(RECEP, letter(7, &[&[deduction(1)]]));
    let release = |role, why| surgery.practice.release_letter(id, &surgery.act(role), why);

    assert_eq!(
        release(Role::Clerk, WHY),
        Err(DeskError::NotAllowed {
            needs: Role::Manager
        })
    );
    assert_eq!(release(Role::Manager, "  "), Err(DeskError::NoReason));
    assert_eq!(surgery.state(id), "L008");
}

#[test]
fn a_letter_that_came_by_the_wrong_way_is_read_and_receipted_when_it_is_released() {
    let mut surgery = Surgery::opens();
    let id = surgery.takes(RECEP, letter(7, &[&[deduction(1)]]));

    let report = surgery
        .practice
        .release_letter(id, &surgery.manager(), WHY)
        .unwrap();

    assert_eq!((report.letters, report.notices, report.receipts), (1, 1, 1));
    assert_eq!(
        (surgery.state(id), surgery.has_receipt(id)),
        ("read".into(), true)
    );
    let audit = surgery.audit("letter in", id.get());
    let last = audit.last().unwrap();
    assert_eq!(
        (last.by.as_str(), last.act.as_str()),
        ("Mia", "letter released")
    );
    assert!(last.details.contains("L008") && last.details.contains(WHY));
    assert!(
        surgery
            .practice
            .release_letter(id, &surgery.manager(), WHY)
            .is_err(),
        "once"
    );
    assert_eq!(surgery.receipts_ready(), 1);
}

#[test]
fn a_receipt_that_came_by_the_wrong_way_is_used_and_not_receipted_when_it_is_released() {
    let mut surgery = Surgery::opens();
    let ours = surgery.sent((0, 1), 1);
    let id = surgery.takes(REG, receipt(7, 1, 1));

    surgery
        .practice
        .release_letter(id, &surgery.manager(), WHY)
        .unwrap();

    assert_eq!(surgery.out(ours).receipt, store::ReceiptState::Received);
    assert_eq!(surgery.receipts_ready(), 0);
}

#[test]
fn the_other_letter_of_one_number_is_read_when_it_is_released_but_nothing_twice() {
    let mut surgery = Surgery::opens();
    surgery.takes(REG, letter(7, &[&[deduction(1)]]));
    let other = surgery.takes(REG, letter(7, &[&[deduction(1), deduction(2)]]));

    let report = surgery
        .practice
        .release_letter(other, &surgery.manager(), WHY)
        .unwrap();

    assert_eq!(
        (report.notices, report.set_aside, report.receipts),
        (1, 1, 1)
    );
    let states: Vec<_> = surgery.notices().iter().map(|one| one.state).collect();
    assert_eq!(
        states,
        [
            NoticeState::ToDecide,
            NoticeState::SetAside,
            NoticeState::ToDecide
        ]
    );
}

#[test]
fn a_copy_waits_for_the_first_one_and_is_then_receipted() {
    let mut surgery = Surgery::opens();
    surgery.takes(REG, letter(7, &[&[deduction(1)]]));
    let other = letter(7, &[&[approval(2)]]);
    let first = surgery.takes(REG, other.clone());
    let copy = surgery.takes(REG, other);
    let release = |id| surgery.practice.release_letter(id, &surgery.manager(), WHY);

    assert!(matches!(release(copy), Err(DeskError::NotSo { .. })));
    release(first).unwrap();
    assert_eq!(release(copy).unwrap().duplicates, 1);

    assert_eq!((surgery.notices().len(), surgery.receipts_ready()), (2, 3));
}

#[test]
fn one_copy_too_many_gets_its_receipt_when_it_is_released() {
    let mut surgery = Surgery::opens();
    let ids = [0; 4].map(|_| surgery.takes(REG, letter(7, &[&[deduction(1)]])));

    surgery
        .practice
        .release_letter(ids[3], &surgery.manager(), WHY)
        .unwrap();

    assert!(surgery.has_receipt(ids[3]));
    assert_eq!(surgery.notices().len(), 1);
}

#[test]
fn what_cannot_be_receipted_or_read_is_not_released() {
    let good = letter(7, &[&[deduction(1)]]);
    let two = [good.clone(), letter(8, &[&[deduction(2)]])].concat();
    for (name, body) in [
        ("unreadable", b"WORDS".to_vec()),
        ("for another practice", swapped(&good, "+HIL5+", "+TES5+")),
        ("our own", swapped(&good, "NF01+HIL5", "HIL5+NF01")),
        ("from a stranger", swapped(&good, "+NF01+", "+SO01+")),
        ("several", two),
    ] {
        let mut surgery = Surgery::opens();
        let id = surgery.takes(REG, body);
        let before = surgery.letter(id);

        let refused = surgery.practice.release_letter(id, &surgery.manager(), WHY);

        assert!(matches!(refused, Err(DeskError::NotSo { .. })), "{name}");
        assert_eq!(surgery.letter(id), before, "{name}");
    }
}

#[test]
fn a_letter_from_a_sender_whose_link_was_set_up_since_is_read() {
    let mut surgery = Surgery::opens();
    let good = letter(7, &[&[deduction(1)]]);
    let id = surgery.takes(REG, swapped(&good, "+NF01+", "+SO01+"));
    surgery.writes(|w| w.add_link("HIL5", "SO", "SO01", "SOMAIL"));

    surgery
        .practice
        .release_letter(id, &surgery.manager(), WHY)
        .unwrap();

    assert_eq!(
        (surgery.state(id), surgery.has_receipt(id)),
        ("read".into(), true)
    );
}

#[test]
fn a_letter_that_somebody_has_dealt_with_stays_set_aside() {
    let mut surgery = Surgery::opens();
    let id = surgery.takes(RECEP, letter(7, &[&[deduction(1)]]));
    let close = |role, why| {
        surgery
            .practice
            .dealt_with_letter(id, &surgery.act(role), why)
    };

    assert_eq!(
        close(Role::Viewer, "seen"),
        Err(DeskError::NotAllowed { needs: Role::Clerk })
    );
    assert_eq!(close(Role::Clerk, ""), Err(DeskError::NoReason));
    close(Role::Clerk, "seen").unwrap();

    assert_eq!(surgery.letter(id).dealt_with_at, Some(surgery.now));
    assert_eq!(
        surgery.audit("letter in", id.get()).last().unwrap().act,
        "dealt with"
    );
    assert!(close(Role::Clerk, "seen").is_err());
    let release = surgery.practice.release_letter(id, &surgery.manager(), WHY);
    assert_eq!(
        release,
        Err(DeskError::LetterNotSo {
            letter: id.get(),
            state: "dealt with already"
        })
    );
}

#[test]
fn a_letter_that_was_read_is_neither_released_nor_closed() {
    let mut surgery = Surgery::opens();
    let id = surgery.takes(REG, letter(7, &[&[deduction(1)]]));
    let not_so = DeskError::LetterNotSo {
        letter: id.get(),
        state: "read",
    };

    let released = surgery.practice.release_letter(id, &surgery.manager(), WHY);
    let closed = surgery
        .practice
        .dealt_with_letter(id, &surgery.manager(), WHY);

    assert_eq!(
        (released.unwrap_err(), closed.unwrap_err()),
        (not_so.clone(), not_so)
    );
}
