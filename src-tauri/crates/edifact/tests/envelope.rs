//! Which letter and message a segment belongs to, and what is told when the counts do not agree.
#![allow(
    clippy::indexing_slicing,
    reason = "a test may stop at what it did not expect"
)]

use edifact::{Envelope, Limits, Part, Rule, Segments};

const WHOLE: &str = "UNB+UNOA:2+NF01+HIL5+250402:2152+00044120++FHSREG'UNH+00067510+FHSREG:0:1:FH:FHS001'BGM+++507'\
                     UNT+3+00067510'UNZ+1+00044120'";

#[test]
fn a_whole_letter_has_no_remarks() {
    let (parts, problems) = follow(WHOLE);

    assert_eq!(problems, []);
    assert_eq!(
        parts,
        [
            "letter NF01 to HIL5 number 44120 FHSREG",
            "message 00067510 FHSREG",
            "inside",
            "end of message 3",
            "end of letter 1"
        ]
    );
}

#[test]
fn wrong_counts_and_references_are_told_with_what_was_there() {
    assert_eq!(
        remarks("UNT+3", "UNT+9"),
        [Rule::UntCount {
            said: 9,
            counted: 3
        }]
    );
    assert_eq!(
        remarks("UNZ+1", "UNZ+2"),
        [Rule::UnzCount {
            said: 2,
            counted: 1
        }]
    );
    assert_eq!(
        remarks("UNT+3+00067510", "UNT+3+00067511"),
        [Rule::UntReference]
    );
    assert_eq!(
        remarks("UNZ+1+00044120", "UNZ+1+00044121"),
        [Rule::UnzReference]
    );
    assert_eq!(remarks("UNT+3", "UNT+X"), [Rule::UntUnreadable]);
    assert_eq!(remarks("UNZ+1+00044120", "UNZ"), [Rule::UnzUnreadable]);
    assert_eq!(
        remarks("UNT+3", "UNT+ 3 "),
        [],
        "spaces round a count are no lie"
    );
}

#[test]
fn missing_ends_are_told_and_close_what_was_open() {
    assert_eq!(remarks("UNT+3+00067510'", ""), [Rule::UntMissing]);
    assert_eq!(remarks("UNZ+1+00044120'", ""), [Rule::UnzMissing]);
    assert_eq!(
        remarks("UNT+3+00067510'UNZ+1+00044120'", ""),
        [Rule::UntMissing, Rule::UnzMissing]
    );
}

#[test]
fn an_unreadable_unb_makes_the_letter_unreadable() {
    for (from, to) in [
        ("+250402:2152", "+251302:2152"),
        ("+250402:2152", "+250229:2152"),
        ("+250402:2152", "+250402:2460"),
        ("+250402:2152", "+250402"),
        ("+00044120", "+-1"),
        ("+00044120", "+ABC"),
        ("+00044120", "+123456789012345678901234567890"),
        ("+00044120", "+"),
        ("+NF01", "+"),
        ("UNOA:2+NF01+HIL5+250402:2152+00044120++FHSREG", ""),
    ] {
        let (parts, problems) = follow(&WHOLE.replace(from, to));
        assert_eq!(problems, [Rule::UnbUnreadable], "{from} -> {to}");
        assert_eq!(parts[0], "unreadable", "{from} -> {to}");
    }
}

#[test]
fn odd_numbers_that_can_be_read_are_told() {
    let odd = |number: &str| remarks("00044120", number);

    assert_eq!(odd("44120"), [Rule::OddReference]);
    assert_eq!(odd("00000000"), [Rule::OddReference]);
    assert_eq!(odd("100000000"), [Rule::OddReference]);
    assert_eq!(remarks("00067510", "7"), [Rule::OddMessageReference]);
}

#[test]
fn what_does_not_begin_with_unb_is_unreadable_until_the_next_unb() {
    let (parts, problems) = follow(&format!("HELLO'UNH+1+X'{WHOLE}"));

    assert_eq!(problems, [Rule::NoUnb]);
    assert_eq!(parts[0], "unreadable");
    assert_eq!(
        parts
            .iter()
            .filter(|part| part.starts_with("message"))
            .count(),
        1
    );
}

#[test]
fn two_letters_in_one_file_are_both_read() {
    let (parts, problems) = follow(&format!("{WHOLE}{WHOLE}"));

    assert_eq!(problems, []);
    assert_eq!(
        parts
            .iter()
            .filter(|part| part.starts_with("end of letter"))
            .count(),
        2
    );
}

#[test]
fn what_stands_outside_is_told_once() {
    assert_eq!(follow(&format!("{WHOLE}XXX'YYY'")).1, [Rule::AfterLetter]);
    assert_eq!(remarks("UNZ+1", "XXX'UNZ+1"), [Rule::OutsideMessage]);
    assert_eq!(remarks("UNZ+1", "UNT+1+1'UNZ+1"), [Rule::UntWithoutUnh]);
}

#[test]
fn a_letter_without_messages_and_a_message_without_a_name_are_told() {
    assert_eq!(
        follow("UNB+UNOA:2+NF01+HIL5+250402:2152+00044120'UNZ+0+00044120'").1,
        [Rule::NoMessage]
    );
    assert_eq!(
        remarks("UNH+00067510+FHSREG:0:1:FH:FHS001", "UNH+00067510"),
        [Rule::UnhUnreadable]
    );
}

#[test]
fn more_messages_than_the_limit_make_the_letter_unreadable() {
    let limits = Limits {
        messages: Some(1),
        ..Limits::file()
    };
    let two = WHOLE.replace("UNZ+1", "UNH+00067511+FHSREG'UNT+2+00067511'UNZ+2");

    assert_eq!(follow_within(&two, limits).1, [Rule::TooManyMessages]);
}

fn remarks(from: &str, to: &str) -> Vec<Rule> {
    assert!(WHOLE.contains(from), "the letter holds {from}");

    follow(&WHOLE.replacen(from, to, if from.starts_with("000") { 2 } else { 1 })).1
}

fn follow(text: &str) -> (Vec<String>, Vec<Rule>) {
    follow_within(text, Limits::file())
}

fn follow_within(text: &str, limits: Limits) -> (Vec<String>, Vec<Rule>) {
    let mut envelope = Envelope::new(limits);
    let mut seen = Vec::new();
    let turns: Vec<_> = Segments::new(text.as_bytes(), limits)
        .map(|segment| envelope.step(&segment))
        .collect();
    for turn in turns.into_iter().chain([envelope.finish()]) {
        seen.extend(
            turn.message_ends
                .map(|end| format!("end of message {}", end.counted)),
        );
        seen.extend(
            turn.letter_ends
                .map(|end| format!("end of letter {}", end.counted)),
        );
        seen.extend(match turn.part {
            Part::Letter(h) => Some(format!(
                "letter {} to {} number {} {}",
                h.sender, h.recipient, h.reference, h.application
            )),
            Part::Message(h) => Some(format!("message {} {}", h.reference, h.message_type)),
            Part::Unreadable => Some("unreadable".to_owned()),
            Part::UnreadableMessage(_) => Some("unreadable message".to_owned()),
            Part::Inside => Some("inside".to_owned()),
            Part::Outside => None,
        });
    }

    (
        seen,
        envelope
            .take_problems()
            .into_iter()
            .map(|problem| problem.rule)
            .collect(),
    )
}
