//! The worked examples of the GP Links reference (section 12), its small conversions (12.1) and those
//! of its acceptance tests (12.2) that need no store.
#![cfg(test)]

#[path = "support"]
mod support {
    pub(crate) mod filings;
    pub(crate) mod json;
    pub(crate) mod published;
}

use std::fs;

use gplinks::{
    Body, Change, Content, Day, Heading, LetterVerdict, Limits, Minute, Newlines, Notice, Numbers,
    OwnTn, ReadLetter, Reading, Severity, Sis, Sms, read,
};
use serde_json::Value;
use support::filings::{
    line_of, note_in_a_removal, registration_at, registration_of, transfer_from,
};
use support::json::{difference, normal};
use support::published::published;

#[test]
fn small_conversions_of_texts_stand_as_the_table_has_them() {
    let surname = registration_of("O'NEILL");
    assert!(
        line_of(&surname, "PNA+PAT").contains("SU:O?'NEILL"),
        "12.1, surname"
    );

    let note = note_in_a_removal("50% + more?");
    assert_eq!(
        line_of(&note, "FTX"),
        "FTX+RGI+++50% ?+ MORE??'",
        "12.1, note"
    );
}

#[test]
fn small_conversions_of_addresses_stand_as_the_table_has_them() {
    let home = |lines, postcode| line_of(&registration_at(lines, postcode), "NAD+PAT");

    assert_eq!(
        home(["", "7 WHARF STREET", "", "NORWICH", "NORFOLK"], None),
        "NAD+PAT++??:7 WHARF STREET::NORWICH:NORFOLK'"
    );
    assert_eq!(
        home(["FLAT 1", "", "", "ELY", ""], Some("CB7 0ZZ")),
        "NAD+PAT++FLAT 1:::ELY:+++++CB7  0ZZ'"
    );
    assert_eq!(
        line_of(
            &transfer_from(["", "14 MILL BROW", "", "OTLEY", "WEST YORKSHIRE"]),
            "NAD+PER"
        ),
        "NAD+PER++14 MILL BROW:OTLEY:WEST YORKSHIRE'"
    );
}

#[test]
fn small_conversions_of_erasures_stand_as_the_table_has_them() {
    let mut title = support::filings::no_changes();
    title.name.title = Change::Erase;
    let mut previous = support::filings::no_changes();
    previous.previous_surname = Change::Erase;

    assert_eq!(
        line_of(&support::filings::amendment(title), "PNA+PAT"),
        "PNA+PAT+9990003742:OPI+++++TI:%'"
    );
    assert_eq!(
        line_of(&support::filings::amendment(previous), "PNA+PER"),
        "PNA+PER++++SU:%'"
    );
}

#[test]
fn small_conversions_of_numbers_and_times_stand_as_the_table_has_them() {
    assert_eq!(Sis::new(99_999_999).unwrap().next().get(), 1);
    assert_eq!(OwnTn::new(9_999_999).unwrap().next().get(), 1);

    let winter = support::filings::sent_at("2026-01-09T08:05");
    assert!(line_of(&winter, "UNB").contains("+260109:0805+"));
    assert_eq!(line_of(&winter, "DTM+137"), "DTM+137:202601090805:203'");

    let draft = read_one(&example("e9")).receipt().unwrap();
    let summer = draft
        .number(
            Sis::FIRST,
            Sms::FIRST,
            Minute::parse("2026-07-09T08:05").unwrap(),
        )
        .write(Newlines::Between)
        .unwrap();
    assert_eq!(line_of(&summer, "DTM+815"), "DTM+815:202607090805:306'");
}

#[test]
fn a_pair_of_release_characters_separates_and_is_not_lost() {
    let bytes = b"FTX+RGI+++A??:B'";
    let segment = edifact::Segments::new(bytes, Limits::post())
        .next()
        .unwrap();
    let raw: Vec<_> = segment
        .element(4)
        .unwrap()
        .components()
        .map(|part| part.raw().to_vec())
        .collect();
    let texts: Vec<_> = (0..2)
        .map(|part| segment.component(4, part).text().into_owned())
        .collect();

    assert_eq!(raw, [b"A??".to_vec(), b"B".to_vec()]);
    assert_eq!(texts, ["A?", "B"]);
}

#[test]
fn test_1_the_evening_letter_reads_the_same_however_its_lines_end() {
    let text = String::from_utf8(example("e9")).unwrap();
    let wanted = content(text.as_bytes());
    assert_eq!(wanted.len(), 10, "ten transactions");

    for other in [
        text.replace('\n', "\r\n"),
        text.replace('\n', ""),
        text.replace("\nUNH", "\n\n\nUNH"),
        text.trim_end_matches('\'').to_owned(),
    ] {
        assert_eq!(content(other.as_bytes()), wanted);
    }
}

#[test]
fn test_2_the_receipt_of_the_evening_letter_is_the_one_in_the_book() {
    let at = Minute::parse("2025-04-03T07:12").unwrap();
    let draft = read_one(&example("e9")).receipt().unwrap();
    let receipt = draft.number(Sis::new(520).unwrap(), Sms::new(742).unwrap(), at);

    assert_eq!(receipt.write(Newlines::Between).unwrap(), example("e10"));
}

#[test]
fn test_5_a_wrong_count_or_a_lost_end_is_remarked_on_and_the_letter_worked_on() {
    let text = String::from_utf8(example("e9")).unwrap();
    let wanted = content(text.as_bytes());
    for (other, code) in [
        (text.replace("UNT+16+00067512", "UNT+15+00067512"), "E207"),
        (text.replace("UNT+16+00067512'\n", ""), "E205"),
    ] {
        let letter = read_one(other.as_bytes());
        let told: Vec<_> = letter
            .all_problems()
            .map(|one| (one.rule.code(), one.severity()))
            .collect();

        assert_eq!(told, [(code, Severity::Warning)]);
        assert_eq!(content(other.as_bytes()), wanted, "nothing is lost");
        assert_eq!(
            letter.receipt().unwrap().messages.len(),
            8,
            "the number of UNH seen"
        );
    }
}

#[test]
fn test_6_one_unknown_kind_leaves_nine_transactions_and_eight_receipted_messages() {
    let text = String::from_utf8(example("e9"))
        .unwrap()
        .replace("RFF+950:F10'", "RFF+950:F99'");
    let letter = read_one(text.as_bytes());
    let (known, unknown): (Vec<_>, Vec<_>) = letter
        .transactions()
        .map(|(_, one)| one.body.clone().unwrap())
        .partition(|body| *body != Body::Notice(Notice::Unknown));

    assert_eq!((known.len(), unknown.len()), (9, 1));
    assert_eq!(letter.receipt().unwrap().messages.len(), 8);
    assert_eq!(letter.receipt().unwrap().letter.messages, Some(8));
}

#[test]
fn test_11_what_is_read_is_written_again_byte_for_byte() {
    for name in ["e1", "e2", "e3", "e4", "e5", "e6", "e7", "e8"] {
        let bytes = example(name);
        let letter = read_one(&bytes);
        let again = letter
            .to_letter(Heading::Plain)
            .unwrap()
            .write(Newlines::Between)
            .unwrap();

        assert_eq!(letter.all_problems().count(), 0, "{name} is without fault");
        assert_eq!(
            String::from_utf8(again).unwrap(),
            String::from_utf8(bytes).unwrap(),
            "{name}"
        );
    }
    for name in ["e9", "e12"] {
        let letter = read_one(&example(name))
            .to_letter(Heading::Service)
            .unwrap();

        assert_eq!(
            letter.write(Newlines::Between).unwrap(),
            example(name),
            "{name}"
        );
    }
}

#[test]
fn test_12_json_becomes_letters_and_letters_become_json() {
    for (body, letter) in [("j1", "e3"), ("j2", "e5")] {
        let wanted = read_one(&example(letter));
        let filing = fhir::read_filing(&text(body), None).unwrap();
        let numbered = filing
            .draft
            .number(numbers(&wanted), wanted.header.as_ref().unwrap().at);

        assert_eq!(
            numbered.write(Newlines::Between).unwrap(),
            example(letter),
            "{body} is {letter}"
        );
    }

    let told = published(&read_one(&example("e9")));
    for (body, kind, at) in [("j3", "amendment", 0), ("j4", "deduction", 1)] {
        let told: Vec<_> = told
            .iter()
            .filter(|one| one.transaction_type == kind)
            .collect();
        let wanted: Value = serde_json::from_str(&text(body)).unwrap();

        assert_eq!(
            difference(&normal(&wanted), &normal(&told[at].body)),
            None,
            "{body}"
        );
    }
}

#[test]
fn test_13_a_letter_of_1992_is_one_of_2092_and_that_is_remarked_on() {
    let text = String::from_utf8(example("e9"))
        .unwrap()
        .replace("250402:2152", "920113:1317");
    let letter = read_one(text.as_bytes());
    let told: Vec<_> = letter
        .all_problems()
        .map(|one| (one.rule.code(), one.severity()))
        .collect();

    assert_eq!(letter.header.as_ref().unwrap().at.iso(), "2092-01-13T13:17");
    assert_eq!(told, [("E312", Severity::Warning)]);
}

#[test]
fn test_14_two_blanks_in_a_receipt_change_nothing() {
    let text = String::from_utf8(example("e11")).unwrap();
    let wanted = receipt(text.as_bytes());
    assert_eq!(
        (wanted.letter.reference, wanted.letter.messages),
        (512, Some(1))
    );
    assert_eq!(wanted.letter.verdict, LetterVerdict::Received);
    assert_eq!(wanted.messages[0].reference, "00000733");
    assert!(wanted.is_good());

    let other = text
        .replace("512 OK", "512  OK")
        .replace("733 CP", "733   CP");
    assert_eq!(receipt(other.as_bytes()), wanted);
}

fn example(name: &str) -> Vec<u8> {
    fs::read(format!("tests/specification/{name}.edifact")).unwrap()
}

fn text(name: &str) -> String {
    fs::read_to_string(format!("tests/specification/{name}.json")).unwrap()
}

fn read_one(bytes: &[u8]) -> ReadLetter {
    let reading = Reading {
        limits: Limits::post(),
        today: Some(Day::parse("2025-04-03").unwrap()),
    };
    let mut letters = read(bytes, &reading);
    assert_eq!(letters.len(), 1, "one letter");

    letters.remove(0)
}

/// What a letter's transactions say, wherever in its bytes they stand.
fn content(bytes: &[u8]) -> Vec<(Option<u64>, Option<Body>)> {
    read_one(bytes)
        .transactions()
        .map(|(_, one)| (one.tn.map(gplinks::Tn::get), one.body.clone()))
        .collect()
}

fn receipt(bytes: &[u8]) -> gplinks::Receipt {
    match &read_one(bytes).messages[0].content {
        Content::Receipt(receipt) => receipt.clone(),
        Content::Transactions(_) => panic!("not a receipt"),
    }
}

fn numbers(letter: &ReadLetter) -> Numbers {
    let message = &letter.messages[0];
    let sms = message
        .head
        .reference
        .as_ref()
        .unwrap()
        .as_str()
        .parse()
        .unwrap();
    let tn = message.transactions()[0].tn.unwrap().get();

    Numbers {
        sis: Sis::new(u32::try_from(letter.header.as_ref().unwrap().reference).unwrap()).unwrap(),
        sms: Sms::new(sms).unwrap(),
        tn: OwnTn::new(u32::try_from(tn).unwrap()).unwrap(),
    }
}
