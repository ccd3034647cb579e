//! `receipt`, byte for byte.

use crate::letters::*;
use crate::program::{data, run, run_on};

const NUMBERS: [&str; 6] = ["--sis", "520", "--sms", "742", "--at", "2025-04-03T07:12"];

fn receipt_of(letter: &str) -> crate::program::Ran {
    run_on(letter, &[&["receipt", "-"], &NUMBERS[..]].concat())
}

#[test]
fn the_evening_file_is_answered_byte_for_byte() {
    let ran = run(&[&["receipt", &data("evening.edifact")], &NUMBERS[..]].concat());

    assert_eq!((ran.exit, ran.err.as_str()), (0, ""));
    assert_eq!(
        ran.text(),
        EVENING_RECEIPT,
        "one line feed between segments and none at the end"
    );
}

#[test]
fn line_ends_of_the_letter_do_not_show_in_the_receipt() {
    for letter in [EVENING.replace('\n', "\r\n"), EVENING.replace('\n', "")] {
        assert_eq!(receipt_of(&letter).text(), EVENING_RECEIPT);
    }
}

#[test]
fn warnings_that_take_nothing_away_do_not_change_the_exit() {
    for letter in [
        evening_with("UNZ+8", "UNZ+9"),
        evening_with("UNT+16+", "UNT+17+"),
        evening_with("9990011966", "RAT56"),
        evening_with("RFF+950:F10'", "RFF+950:F99'"),
        evening_with("UNZ+8+00044120'", ""),
    ] {
        let ran = receipt_of(&letter);

        assert_eq!((ran.exit, ran.err.as_str()), (0, ""));
        assert_eq!(ran.text(), EVENING_RECEIPT);
    }
}

#[test]
fn a_part_that_is_set_aside_is_receipted_and_noted() {
    for (letter, part) in [
        (with_a_transaction_set_aside(), "1 transaction"),
        (with_a_message_set_aside(), "1 message"),
    ] {
        let ran = receipt_of(&letter);

        assert_eq!((ran.exit, ran.text()), (0, EVENING_RECEIPT));
        assert_eq!(
            ran.err,
            format!(
                "note E820: the receipt is whole, but parts of the letter cannot be understood ({part}). Run `linkdesk-cli check` to see which\n"
            )
        );
    }
}

#[test]
fn a_receipt_is_never_answered() {
    let ran = receipt_of(BIRTH_RECEIPT);

    assert_eq!((ran.exit, ran.text()), (2, ""));
    assert_eq!(
        ran.err,
        "error E812: the letter is a receipt, and a receipt is never answered with a receipt\n"
    );
}

#[test]
fn an_unusable_letter_is_refused_with_its_reason() {
    let ran = receipt_of(&unusable());

    assert_eq!((ran.exit, ran.text()), (2, ""));
    assert_eq!(
        ran.err,
        "error E202: UNB lacks a readable sender, recipient, date and time or control reference (byte 0, line 1, segment 1)\n"
    );
}

#[test]
fn a_file_of_several_letters_is_refused() {
    let ran = receipt_of(&format!("{EVENING}\n{BIRTH}"));

    assert_eq!((ran.exit, ran.text()), (2, ""));
    assert_eq!(
        ran.err,
        "error E811: the file holds 2 letters and a receipt answers one. Put each letter into a file of its own\n"
    );
}

#[test]
fn a_letter_that_begins_with_a_close_of_quarter_names_no_doctor() {
    let (_, end) = EVENING.split_once("UNT+12+00067516'\n").unwrap();
    let header = EVENING.lines().next().unwrap();
    let letter = format!("{header}\n{}", end.replace("UNZ+8", "UNZ+1"));

    let ran = receipt_of(&letter);

    assert_eq!(ran.exit, 0);
    assert!(ran.text().contains("\nNHS+NF:819:201+9999:814:202'\n"));
    assert!(
        ran.text()
            .contains("\nRFF+MIS:00067517 CP'\nRFF+RIS:00044120 OK:1'\nUNT+7+00000742'\n")
    );
}

#[test]
fn a_receipt_of_a_practice_s_own_letter_can_be_written_too() {
    let words = [
        "receipt",
        "-",
        "--sis",
        "44007",
        "--sms",
        "67402",
        "--at",
        "2025-03-11T19:15",
    ];

    let ran = run_on(BIRTH, &words);

    let expected = changed(
        BIRTH_RECEIPT,
        "DTM+815:202503111900",
        "DTM+815:202503111915",
    );
    assert_eq!((ran.exit, ran.text()), (0, expected.as_str()));
}

#[test]
fn a_time_that_the_clock_shows_twice_is_written_as_typed() {
    let ran = run_on(
        EVENING,
        &[
            "receipt",
            "-",
            "--sis",
            "1",
            "--sms",
            "1",
            "--at",
            "2025-10-26T01:30",
        ],
    );

    assert_eq!(ran.exit, 0);
    assert!(ran.text().contains("\nDTM+815:202510260130:306'\n"));
}
