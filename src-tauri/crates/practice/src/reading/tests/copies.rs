//! The same letter again, and another one under the same number.

use super::support::{RECEP, REG, Surgery, deduction, letter, letter_at, receipt, swapped};
use crate::Report;
use crate::reading::{Alarm, WhySetAside};

#[test]
fn a_copy_is_not_used_again_and_gets_one_receipt_of_its_own() {
    let mut surgery = Surgery::opens();
    let body = letter(7, &[&[deduction(1)]]);
    let first = surgery.takes(REG, body.clone());
    let copy = surgery.gets(REG, body);

    let report = surgery.reads();

    assert_eq!(
        (report.duplicates, report.receipts, report.letters),
        (1, 1, 0)
    );
    assert_eq!(
        (surgery.state(copy), surgery.letter(copy).copy_of),
        ("read".into(), Some(first))
    );
    assert_eq!(
        surgery.letter(copy).transactions,
        0,
        "its notices are counted with the first one"
    );
    assert_eq!((surgery.notices().len(), surgery.receipts_ready()), (1, 2));
}

#[test]
fn copies_that_wait_together_are_known_as_well() {
    let mut surgery = Surgery::opens();
    let body = letter(7, &[&[deduction(1)]]);
    let ids = [0; 3].map(|_| surgery.gets(REG, body.clone()));

    let report = surgery.reads();

    assert_eq!(
        (report.letters, report.duplicates, report.receipts),
        (1, 2, 3)
    );
    let copies = ids.map(|id| surgery.letter(id).copy_of);
    assert_eq!(
        copies,
        [None, Some(ids[0]), Some(ids[0])],
        "a copy's copy is one of the first"
    );
}

#[test]
fn a_copy_is_known_after_any_time_and_a_restart() {
    let mut surgery = Surgery::opens();
    let body = letter(7, &[&[deduction(1)]]);
    surgery.takes(REG, body.clone());
    for days in [31, 400, 4000] {
        surgery.later(days * 24);
        surgery = surgery.restarts();
        surgery.takes(REG, body.clone());
    }

    assert_eq!((surgery.notices().len(), surgery.receipts_ready()), (1, 4));
}

#[test]
fn three_receipts_a_day_answer_one_letter_and_no_more() {
    let mut surgery = Surgery::opens();
    let body = letter(7, &[&[deduction(1)]]);
    let ids: Vec<_> = (0..1000).map(|_| surgery.gets(REG, body.clone())).collect();
    surgery.reads();

    let receipted: Vec<bool> = ids.iter().map(|id| surgery.has_receipt(*id)).collect();
    assert_eq!(receipted[..3], [true; 3], "the first one counts");
    assert!(receipted[3..].iter().all(|is_receipted| !is_receipted));
    assert_eq!(surgery.receipts_ready(), 3);
    assert_eq!(surgery.state(ids[999]), "L010");
    let next = surgery.gets(REG, body.clone());
    let why = WhySetAside::TooManyCopies;
    assert_eq!(
        surgery.reads().alarms,
        [Alarm::SetAside { letter: next, why }]
    );
    surgery.later(25);
    let tomorrow = surgery.takes(REG, body);
    assert!(surgery.has_receipt(tomorrow));
}

#[test]
fn the_messages_of_a_letter_that_is_set_aside_have_come() {
    let mut surgery = Surgery::opens();
    let numbered = |ris, number: &str| {
        swapped(
            &letter(ris, &[&[deduction(ris.into())]]),
            "00000001",
            number,
        )
    };
    surgery.takes(REG, numbered(7, "00000001"));
    let other = surgery.takes(REG, numbered(7, "00000002"));
    surgery.takes(REG, numbered(8, "00000003"));
    let missing = |surgery: &Surgery| {
        let report = surgery
            .practice
            .report(&Report::MissingNumbersIn, surgery.now);

        report.unwrap().rows
    };

    assert_eq!(surgery.state(other), "L007");
    assert_eq!(missing(&surgery), Vec::<Vec<String>>::new());
    surgery
        .practice
        .release_letter(other, &surgery.manager(), "PCSE says that both count")
        .unwrap();
    assert_eq!(surgery.looks(|r| r.messages_of(other)).len(), 1);
}

#[test]
fn of_two_letters_with_one_number_the_first_is_used_in_either_order() {
    let one = letter(7, &[&[deduction(1)]]);
    let other = letter(7, &[&[deduction(2)]]);
    for bodies in [[&one, &other], [&other, &one]] {
        let mut surgery = Surgery::opens();
        let first = surgery.gets(REG, bodies[0].clone());
        let second = surgery.gets(REG, bodies[1].clone());

        let report = surgery.reads();

        let why = WhySetAside::OtherBytes;
        assert_eq!(
            report.alarms,
            [Alarm::SetAside {
                letter: second,
                why
            }]
        );
        assert_eq!(
            (surgery.state(first), surgery.state(second)),
            ("read".into(), "L007".into())
        );
        assert!(surgery.has_receipt(first) && !surgery.has_receipt(second));
        assert_eq!(surgery.notices().len(), 1);
        let copy = surgery.takes(REG, bodies[0].clone());
        assert!(
            surgery.has_receipt(copy),
            "the first one's copies are still answered"
        );
    }
}

#[test]
fn a_copy_of_a_letter_that_is_set_aside_is_set_aside_too() {
    let mut surgery = Surgery::opens();
    surgery.takes(REG, letter(7, &[&[deduction(1)]]));
    let other = letter(7, &[&[deduction(2)]]);
    let first = surgery.takes(REG, other.clone());
    let copy = surgery.takes(REG, other);

    assert_eq!(
        (surgery.state(first), surgery.state(copy)),
        ("L007".into(), "L009".into())
    );
    assert_eq!(surgery.letter(copy).copy_of, Some(first));
    assert!(!surgery.has_receipt(copy));
}

#[test]
fn a_letter_that_could_not_be_used_leaves_its_number_to_the_good_one() {
    let empty = "UNB+UNOA:2+NF01+HIL5+260311:0930+00000007'\nUNZ+0+00000007'";
    let good = letter(7, &[&[deduction(1)]]);
    let mut surgery = Surgery::opens();
    let without = surgery.takes(REG, empty);
    let astray = surgery.takes(RECEP, good.clone());
    let sent_again = surgery.takes(REG, good);

    assert_eq!(
        (surgery.state(without), surgery.state(astray)),
        ("L002".into(), "L008".into())
    );
    assert_eq!(surgery.state(sent_again), "read");
}

#[test]
fn a_copy_of_a_receipt_changes_nothing_and_gets_no_receipt() {
    let mut surgery = Surgery::opens();
    surgery.sent((0, 1), 1);
    let body = receipt(7, 1, 1);
    surgery.takes(RECEP, body.clone());
    let copy = surgery.takes(RECEP, body);

    assert_eq!(surgery.state(copy), "read");
    assert_eq!((surgery.receipts_ready(), surgery.notices().len()), (0, 0));
}

#[test]
fn the_same_number_years_later_is_a_new_letter() {
    let mut surgery = Surgery::opens();
    let first = surgery.takes(REG, letter_at(1, "2024-03-11T09:30", &[&[deduction(1)]]));
    surgery.takes(
        REG,
        letter_at(40_000_000, "2026-03-10T09:30", &[&[deduction(2)]]),
    );
    let again = surgery.takes(REG, letter_at(1, "2026-03-11T09:30", &[&[deduction(1)]]));
    let next = surgery.takes(REG, letter_at(2, "2026-03-11T09:31", &[&[deduction(3)]]));

    assert_eq!(
        [first, again, next].map(|id| surgery.letter(id).epoch.unwrap()),
        [1, 2, 2]
    );
    assert_eq!((surgery.notices().len(), surgery.receipts_ready()), (4, 4));
}

#[test]
fn the_same_number_from_another_authority_is_another_letter() {
    let mut surgery = Surgery::opens();
    let body = letter(7, &[&[deduction(1)]]);
    surgery.takes(REG, body.clone());
    let other = surgery.takes(REG, swapped(&body, "+NF01+", "+LDS1+"));

    assert_eq!(
        (surgery.state(other), surgery.letter(other).copy_of),
        ("read".into(), None)
    );
    assert_eq!(surgery.notices().len(), 2);
}

#[test]
fn a_copys_copy_is_one_of_the_letter_that_was_read_whichever_came_first() {
    let mut surgery = Surgery::opens();
    let body = letter(7, &[&[deduction(1)]]);
    let astray = surgery.takes(RECEP, body.clone());
    let read = surgery.takes(REG, body.clone());
    surgery
        .practice
        .release_letter(astray, &surgery.manager(), "PCSE said so")
        .unwrap();
    let last = surgery.takes(REG, body);

    let copies = [astray, read, last].map(|id| surgery.letter(id).copy_of);
    assert_eq!(copies, [Some(read), None, Some(read)]);
}
