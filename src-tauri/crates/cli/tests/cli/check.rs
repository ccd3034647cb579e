//! `check`, for people.

use crate::letters::*;
use crate::program::{TempFile, data, run, run_on};

fn summary(text: &str) -> &str {
    text.lines().last().unwrap()
}

#[test]
fn a_letter_without_problems_is_explained_and_exit_is_0() {
    let ran = run(&["check", &data("evening.edifact")]);

    assert_eq!((ran.exit, ran.err.as_str()), (0, ""));
    let lines: Vec<_> = ran.text().lines().collect();
    assert_eq!(
        lines[..8],
        [
            "Letter 00044120 from Norfolk (NF01) to HIL5, 02-Apr-2025 21:52",
            "",
            "  Message 00067510, F4",
            "    TN 1290     Approval of a registration, NHS number 999 000 1006",
            "                GP: 9912345, here K31",
            "    TN 1291     Approval of a registration, NHS number 999 001 1966",
            "                GP: 9976543, here K32",
            "",
        ]
    );
    assert_eq!(
        summary(ran.text()),
        format!(
            "{}: 1 letter, 8 messages, 10 transactions, no problems",
            data("evening.edifact")
        )
    );
}

#[test]
fn a_receipt_is_explained() {
    let ran = run(&["check", &data("birth.recep.edifact")]);

    assert_eq!(ran.exit, 0);
    assert_eq!(
        ran.text(),
        format!(
            "Receipt 00044007 from Norfolk (NF01) to HIL5, 11-Mar-2025 19:15

  Message 00067402, RECEP
    Receipt for letter 00000512: OK, received, 1 message
      Made: 11-Mar-2025 19:15
      Letter received: 11-Mar-2025 19:00
      Message 00000733: CP, read without trouble

{}: 1 letter, 1 message, 1 receipt, no problems
",
            data("birth.recep.edifact")
        )
    );
}

#[test]
fn a_warning_has_its_code_words_place_and_underlined_source_and_exit_is_1() {
    let letter = evening_with("UNT+16+00067510'", "UNT+17+00067510'");
    let file = TempFile::new(&letter);

    let ran = run(&["check", file.path()]);

    assert_eq!((ran.exit, ran.err.as_str()), (1, ""));
    let told = format!(
        "
    warning E207: UNT counts 17 segments, but the message holds 16
      {}
      | UNT+17+00067510'
      | ^^^^^^^^^^^^^^^

",
        place(&letter, "UNT+17")
    );
    assert!(ran.text().contains(&told), "{}", ran.text());
    assert!(summary(ran.text()).ends_with(": 1 letter, 8 messages, 10 transactions, 1 warning"));
}

#[test]
fn a_transaction_that_is_set_aside_makes_exit_1() {
    let letter = with_a_transaction_set_aside();
    let file = TempFile::new(&letter);

    let ran = run(&["check", file.path()]);

    assert_eq!(ran.exit, 1);
    let told = format!(
        "
    TN 10820012 Deduction, set aside
                GP: 9912345, here K31
      error E410: there is no NHS number (PNA+PAT), without which nothing can be done
        {}
        | S01+1'
        | ^^^^^^
    TN 10820013 Deduction, NHS number 999 001 6070, reason 2: registered elsewhere (Suffolk), on 01-Apr-2025
",
        place(&letter, "S01+1'\nRFF+TN:10820012")
    );
    assert!(ran.text().contains(&told), "{}", ran.text());
    assert!(summary(ran.text()).ends_with(", 10 transactions, 1 error, 1 transaction set aside"));
}

#[test]
fn a_message_that_is_set_aside_makes_exit_1() {
    let ran = run_on(with_a_message_set_aside(), &["check", "-"]);

    assert_eq!(ran.exit, 1);
    assert!(
        ran.text()
            .contains("    The message is set aside as a whole.\n")
    );
    assert_eq!(
        summary(ran.text()),
        "standard input: 1 letter, 8 messages, 9 transactions, 1 error, 1 message set aside"
    );
}

#[test]
fn an_unusable_letter_is_explained_on_standard_output_and_exit_is_2() {
    let ran = run_on(unusable(), &["check", "-"]);

    assert_eq!((ran.exit, ran.err.as_str()), (2, ""));
    assert_eq!(
        ran.text(),
        "Unreadable letter

  fatal E202: UNB lacks a readable sender, recipient, date and time or control reference
    byte 0, line 1, segment 1
  The letter cannot be used: nothing in it can be worked on, and it gets no receipt.

standard input: 1 letter, 0 messages, 0 transactions, 1 error, cannot be used
"
    );
}

#[test]
fn garbage_and_nothing_at_all_are_unusable_letters() {
    for garbage in [
        &b""[..],
        b"\n\n",
        b"hello",
        b"\x7fELF\x00\x01\x02",
        b"{\"a\":1}",
        &[0xFF; 200_000],
    ] {
        let ran = run_on(garbage, &["check", "-"]);

        assert_eq!((ran.exit, ran.err.as_str()), (2, ""));
        assert!(
            ran.text().starts_with("Unreadable letter\n"),
            "{}",
            ran.text()
        );
    }
}

#[test]
fn line_ends_and_blank_lines_make_no_difference() {
    let plain = run_on(EVENING, &["check", "-"]);
    for other in [
        EVENING.replace('\n', "\r\n"),
        EVENING.replace('\n', ""),
        EVENING.replace('\n', "\n\n"),
    ] {
        let ran = run_on(other, &["check", "-"]);

        assert_eq!((ran.exit, ran.text()), (0, plain.text()));
    }
}

#[test]
fn several_files_are_named_and_the_worst_exit_counts() {
    let warned = TempFile::new(evening_with("UNZ+8", "UNZ+9"));
    let broken = TempFile::new(unusable());
    let clean = data("birth.edifact");

    assert_eq!(run(&["check", &clean, &clean]).exit, 0);
    assert_eq!(run(&["check", &clean, warned.path()]).exit, 1);
    assert_eq!(
        run(&["check", broken.path(), warned.path(), &clean]).exit,
        2
    );
    let text = run(&["check", warned.path(), &clean]);
    let names: Vec<_> = text
        .text()
        .lines()
        .filter(|line| line.starts_with("== "))
        .collect();
    assert_eq!(
        names,
        [format!("== {}", warned.path()), format!("== {clean}")]
    );
}

#[test]
fn several_letters_in_one_file_are_all_explained() {
    let ran = run_on(
        format!("{EVENING}\n{BIRTH}\n{BIRTH_RECEIPT}"),
        &["check", "-"],
    );

    assert_eq!(ran.exit, 0);
    assert_eq!(
        summary(ran.text()),
        "standard input: 3 letters, 10 messages, 11 transactions, 1 receipt, no problems"
    );
}

#[test]
fn nothing_in_the_data_reaches_the_terminal_as_it_is() {
    let letter = evening_with("SU:ADEYEMI", "SU:ADE\u{1b}[31m\u{202e}YEMI\u{9b}2J");
    let file = TempFile::new(letter);

    let ran = run(&["check", file.path()]);

    assert_eq!(ran.exit, 1);
    assert!(
        ran.text()
            .contains("Name: ADE<U+001B>[31m<U+202E>YEMI<U+009B>2J, GRACE OLU\n")
    );
    assert!(
        ran.text()
            .contains("| …+9990003742:OPI+++SU:ADE·[31m·YEMI·2J+FO:GRACE++MI:OLU'\n"),
        "{}",
        ran.text()
    );
    assert!(ran.text().chars().all(|c| c == '\n' || !c.is_control()));
}

#[test]
fn a_letter_dated_in_the_future_is_remarked_on() {
    let ran = run_on(
        evening_with("+250402:2152+", "+890402:2152+"),
        &["check", "-"],
    );

    assert_eq!(ran.exit, 1);
    assert!(
        ran.text()
            .contains("  warning E312: the letter is dated more than two days in the future\n")
    );
}

#[test]
fn colour_is_for_terminals_unless_it_is_asked_for() {
    let file = data("evening.edifact");
    let plain = run(&["check", &file]);
    let coloured = crate::program::ran(
        crate::program::program()
            .args(["check", &file])
            .env("CLICOLOR_FORCE", "1"),
    );

    assert!(!plain.text().contains('\u{1b}'));
    assert!(coloured.text().contains('\u{1b}'));
}
