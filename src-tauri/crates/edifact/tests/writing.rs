//! The bytes of a written letter, and that what is written reads back the same.
#![allow(
    clippy::unwrap_used,
    reason = "a test may stop at what it did not expect"
)]

use edifact::{Limits, Newlines, Segments, Stamp, Writer};
use proptest::prelude::*;

const AT: Stamp = Stamp {
    year: 2026,
    month: 1,
    day: 9,
    hour: 8,
    minute: 5,
};

#[test]
fn a_letter_is_written_with_exact_counts_and_one_line_a_segment() {
    let letter = |newlines| {
        let mut writer = Writer::new(newlines);
        writer.begin_letter(
            "HIL5",
            "NF01",
            AT,
            520,
            &["", "RECEP", "", "", "EDIFACT TRANSFER"],
        );
        writer.begin_message(742, &["RECEP", "0", "2", "FH"]);
        writer.segment(
            "BGM",
            &[&[], &["600"], &["243", "202601090805", "306"], &["64"]],
        );
        writer.segment("NAD", &[&["PAT"], &[], &["A", "", "", "", ""], &[], &[]]);
        writer.end_message(742);
        String::from_utf8(writer.end_letter(520).unwrap()).unwrap()
    };

    assert_eq!(
        letter(Newlines::Between),
        "UNB+UNOA:2+HIL5+NF01+260109:0805+00000520++RECEP+++EDIFACT TRANSFER'\nUNH+00000742+RECEP:0:2:FH'\n\
         BGM++600+243:202601090805:306+64'\nNAD+PAT++A::::'\nUNT+4+00000742'\nUNZ+1+00000520'"
    );
    assert_eq!(
        letter(Newlines::None),
        letter(Newlines::Between).replace('\n', "")
    );
}

#[test]
fn service_characters_are_released() {
    assert_eq!(
        written("O'NEILL 50% + MORE? A:B").unwrap(),
        "FTX+O?'NEILL 50% ?+ MORE?? A?:B'"
    );
}

#[test]
fn what_cannot_be_written_is_named_with_its_place() {
    let fault = written("ZOË").unwrap_err();

    assert_eq!(
        (
            fault.character,
            fault.segment,
            fault.element,
            fault.component,
            fault.position
        ),
        ('Ë', 3, 1, 1, 3)
    );
    assert_eq!(
        fault.to_string(),
        "'Ë' cannot be sent: character 3 of segment 3, element 1, component 1"
    );
    assert!(
        !format!("{fault:?}").contains('Ë'),
        "a log must not show it"
    );
    assert!(
        written("ann").is_err(),
        "small letters are no more level A than accents are"
    );
}

proptest! {
    #[test]
    fn every_level_a_text_reads_back_as_it_was_written(text in "[A-Z0-9 .,()/=!\"%&*;<>'+:?-]{0,40}") {
        let line = written(&text).unwrap();
        let segment = Segments::new(line.as_bytes(), Limits::file()).next().unwrap();

        prop_assert_eq!(segment.component(1, 0).text(), text);
    }
}

/// The third segment of a letter whose one text is `text`.
fn written(text: &str) -> Result<String, edifact::Unwritable> {
    let mut writer = Writer::new(Newlines::Between);
    writer.begin_letter("A", "B", AT, 1, &[]);
    writer.begin_message(1, &["FHSREG"]);
    writer.segment("FTX", &[&[text]]);
    let bytes = writer.end_letter(1)?;

    Ok(String::from_utf8(bytes)
        .unwrap()
        .lines()
        .nth(2)
        .unwrap()
        .to_owned())
}
