//! The rounds of the numbers, and the gaps in them, over a ledger.

use store::{Direction, Gap, Sequence};

use super::support::{RECEP, REG, Surgery, deduction, letter, receipt, swapped};
use crate::reading::Run;

fn missing(surgery: &Surgery) -> Vec<Run> {
    let missing = surgery.practice.missing_letters().unwrap();

    missing.into_iter().map(|one| one.run).collect()
}

fn takes(surgery: &mut Surgery, ris: u32) -> store::LetterInId {
    surgery.takes(REG, letter(ris, &[&[deduction(ris.into())]]))
}

fn run(epoch: u32, first: u64, last: u64) -> Run {
    Run { epoch, first, last }
}

#[test]
fn the_first_number_ever_is_no_gap() {
    let mut surgery = Surgery::opens();
    takes(&mut surgery, 48_213);

    assert_eq!(missing(&surgery), []);
}

#[test]
fn a_gap_holds_up_nothing_and_is_closed_by_the_late_letter() {
    let mut surgery = Surgery::opens();
    takes(&mut surgery, 10);
    let ahead = takes(&mut surgery, 12);
    assert_eq!(
        (surgery.state(ahead), missing(&surgery)),
        ("read".into(), vec![run(1, 11, 11)])
    );

    let late = takes(&mut surgery, 11);

    assert_eq!(
        (surgery.state(late), missing(&surgery)),
        ("read".into(), vec![])
    );
    assert_eq!(surgery.codes(late), ["L101"]);
    let far = takes(&mut surgery, 10_012);
    assert_eq!(
        (surgery.state(far), missing(&surgery)),
        ("read".into(), vec![run(1, 13, 10_011)])
    );
}

#[test]
fn a_number_below_the_first_is_late_and_read() {
    let mut surgery = Surgery::opens();
    takes(&mut surgery, 10);
    let late = takes(&mut surgery, 8);

    assert_eq!(
        (surgery.state(late), surgery.codes(late)),
        ("read".into(), vec!["L101".to_owned()])
    );
    assert_eq!(missing(&surgery), [run(1, 9, 9)]);
}

#[test]
fn receipts_and_registrations_share_their_numbers() {
    let mut surgery = Surgery::opens();
    surgery.sent((0, 1), 1);
    takes(&mut surgery, 10);
    surgery.takes(RECEP, receipt(11, 1, 1));
    takes(&mut surgery, 12);

    assert_eq!(missing(&surgery), []);
}

#[test]
fn a_letter_that_is_set_aside_has_arrived_all_the_same() {
    let mut surgery = Surgery::opens();
    takes(&mut surgery, 10);
    surgery.takes(RECEP, letter(11, &[&[deduction(1)]]));
    takes(&mut surgery, 12);

    assert_eq!(missing(&surgery), []);
}

#[test]
fn after_the_last_number_comes_one_in_the_next_round() {
    let mut surgery = Surgery::opens();
    let ids = [1, 99_999_999, 99_999_997, 2]
        .map(|ris| surgery.gets(REG, letter(ris, &[&[deduction(ris.into())]])));
    // On a new link the oldest letter tells where the numbers are.
    let before = takes_first(&mut surgery, 99_999_995);

    assert_eq!(
        ids.map(|id| surgery.letter(id).epoch.unwrap()),
        [2, 1, 1, 2]
    );
    assert_eq!(surgery.letter(before).epoch, Some(1));
    assert_eq!(
        missing(&surgery),
        [
            run(1, 99_999_996, 99_999_996),
            run(1, 99_999_998, 99_999_998)
        ]
    );
    let order: Vec<_> = surgery.notices().iter().map(|one| one.place.ris).collect();
    assert_eq!(order, [99_999_995, 99_999_997, 99_999_999, 1, 2]);
    let late = takes(&mut surgery, 99_999_996);
    assert_eq!(
        (surgery.letter(late).epoch, surgery.codes(late)),
        (Some(1), vec!["L101".to_owned()])
    );
}

fn takes_first(surgery: &mut Surgery, ris: u32) -> store::LetterInId {
    let body = super::support::letter_at(ris, "2026-03-10T09:30", &[&[deduction(ris.into())]]);

    surgery.takes(REG, body)
}

#[test]
fn a_late_letter_from_before_the_first_rounds_roll_over_goes_into_the_round_before() {
    let mut surgery = Surgery::opens();
    takes(&mut surgery, 2);
    let late = takes(&mut surgery, 99_999_998);

    assert_eq!(surgery.letter(late).epoch, Some(0));
    assert_eq!(
        missing(&surgery),
        [run(0, 99_999_999, 99_999_999), run(1, 1, 1)]
    );
}

#[test]
fn a_number_out_of_range_is_kept_with_a_warning_and_disturbs_no_other() {
    for number in ["00000000", "100000007", "9000000000000000000"] {
        let mut surgery = Surgery::opens();
        takes(&mut surgery, 10);
        let odd = surgery.takes(
            REG,
            swapped(&letter(7, &[&[deduction(1)]]), "00000007", number),
        );
        let next = takes(&mut surgery, 11);

        assert_eq!(surgery.state(odd), "read", "{number}");
        assert_eq!(surgery.letter(odd).ris, Some(number.parse().unwrap()));
        assert_eq!(surgery.codes(odd), ["E216"], "{number}");
        assert_eq!(surgery.letter(next).epoch, Some(1), "{number}");
        assert_eq!(missing(&surgery), [], "{number}");
    }
}

#[test]
fn what_somebody_has_explained_is_not_missing() {
    let mut surgery = Surgery::opens();
    takes(&mut surgery, 10);
    takes(&mut surgery, 20);
    let link = surgery.norfolk().id;
    let explained = |direction, first| Gap {
        direction,
        sequence: Sequence::Sis,
        link: Some(link),
        epoch: 1,
        first,
        last: 19,
        reason: "PCSE did not use them".to_owned(),
        was_sent: false,
        at: surgery.now,
        by: "Mia".to_owned(),
    };
    surgery.writes(|w| {
        w.explain_gap(&explained(Direction::In, 12))?;
        w.explain_gap(&explained(Direction::Out, 11))
    });

    assert_eq!(missing(&surgery), [run(1, 11, 11)]);
}
