//! Whole letters beside what is read from them and what is answered to them, in files that a person
//! can check. `UPDATE_GOLDEN=1` rewrites what is derived: read it against the specification then.
#![cfg(test)]

#[path = "support"]
mod support {
    pub(crate) mod cases;
    pub(crate) mod held;
    pub(crate) mod json;
    pub(crate) mod published;
    pub(crate) mod shown;
    pub(crate) mod streamed;
}

use std::path::Path;

use gplinks::{
    Day, Heading, Limits, Minute, Newlines, Numbers, OwnTn, ReadLetter, Reading, Sis, Sms, read,
};
use serde_json::Value;
use support::cases::{Case, cases, endings};
use support::held::{all_hold, held};
use support::json::{difference, normal};
use support::published::published;
use support::shown::{shown, written_again};
use support::streamed::streamed;

#[test]
fn every_case_has_its_files_and_its_words() {
    let wanted = [
        ("incoming", vec!["edifact", "notes.txt", "outline", "recep"]),
        ("outgoing", vec!["edifact", "json", "notes.txt"]),
    ];
    let mut count = 0;
    for (folder, wanted) in wanted {
        for (name, endings) in endings(&Path::new("tests/golden").join(folder)) {
            assert_eq!(endings, wanted, "the files of {folder}/{name}");
            count += 1;
        }
        for case in cases(folder) {
            let notes = case.bytes("notes.txt");
            assert!(notes.len() > 20, "{} is not retold in words", case.name);
        }
    }

    assert!(count >= 70, "{count} cases are too few");
}

#[test]
fn everybody_in_the_cases_is_invented() {
    for case in cases("incoming").iter().chain(&cases("outgoing")) {
        let bytes = case.bytes("edifact");
        let numbers = bytes
            .split(|byte| *byte == b'\n')
            .filter(|line| line.starts_with(b"PNA"))
            .flat_map(|line| line.split(|byte| !byte.is_ascii_digit()))
            .filter(|run| run.len() == 10);
        for number in numbers {
            assert!(
                number.starts_with(b"999"),
                "{} names a number that may be somebody's",
                case.name
            );
        }
    }
}

#[test]
fn letters_read_as_their_outlines_say() {
    all_hold(cases("incoming").iter().map(|case| {
        let bytes = case.bytes("edifact");
        let letters = read(&bytes, &reading());
        let again = written_again(&bytes, &letters, &reading());

        held(
            case,
            "outline",
            format!("{}{again}\n", shown(&letters)).as_bytes(),
        )
    }));
}

#[test]
fn letters_are_receipted_as_their_receipts_say() {
    all_hold(cases("incoming").iter().map(|case| {
        let letters = read(&case.bytes("edifact"), &reading());

        held(case, "recep", &receipts(&letters))
    }));
}

#[test]
fn a_stream_tells_every_case_as_the_slice_does() {
    for case in cases("incoming").iter().chain(&cases("outgoing")) {
        let bytes = case.bytes("edifact");

        let same = streamed(bytes.as_slice(), &reading()) == read(&bytes, &reading());
        assert!(same, "{}", case.name);
    }
}

#[test]
fn our_own_letters_read_without_a_remark_and_are_written_the_same() {
    for case in cases("outgoing") {
        let bytes = case.bytes("edifact");
        let letter = single(&case, &bytes);
        let remarks: Vec<_> = letter
            .all_problems()
            .map(|problem| problem.rule.code())
            .filter(|code| !REMARKED_ON_PURPOSE.contains(&(case.name.as_str(), code)))
            .collect();
        let written = letter
            .to_letter(Heading::Plain)
            .map(|letter| letter.write(Newlines::Between).unwrap());

        assert_eq!(remarks, Vec::<&str>::new(), "{}", case.name);
        assert_eq!(written, Some(bytes), "{}", case.name);
    }
}

#[test]
fn bodies_become_their_letters() {
    all_hold(cases("outgoing").iter().map(|case| {
        let letter = single(case, &case.bytes("edifact"));
        let body = String::from_utf8(case.bytes("json")).unwrap();
        let filing = fhir::read_filing(&body, None)
            .map_err(|refusals| format!("{} is refused: {refusals}", case.name))?;
        assert!(filing.remarks.is_empty(), "{} is repaired", case.name);

        let at = letter.header.as_ref().unwrap().at;
        let numbered = filing.draft.number(numbers(&letter), at);
        held(case, "edifact", &numbered.write(Newlines::Between).unwrap())
    }));
}

#[test]
fn letters_tell_their_bodies_again() {
    all_hold(cases("outgoing").iter().map(|case| {
        let letter = single(case, &case.bytes("edifact"));
        let body: Value = serde_json::from_slice(&case.bytes("json")).unwrap();
        let told = published(&letter);
        assert_eq!(told.len(), 1, "{}", case.name);

        match difference(&normal(&body), &normal(&told[0].body)) {
            None => Ok(()),
            Some(difference) => Err(format!("{} {difference}", case.name)),
        }
    }));
}

/// Cases that are about something odd, with what is remarked on it.
const REMARKED_ON_PURPOSE: &[(&str, &str)] = &[
    ("acceptance-first-no-birth-date", "E411"),
    ("acceptance-old-number", "E420"),
    ("amendment-old-number", "E420"),
    ("deduction-old-number", "E420"),
];

/// The day after the evening on which most of the letters were written.
fn reading() -> Reading {
    Reading {
        limits: Limits::post(),
        today: Some(Day::parse("2025-04-03").unwrap()),
    }
}

/// The receipts of all letters of a file, numbered from SIS 520 and SMS 742 on; where there is none, why.
fn receipts(letters: &[ReadLetter]) -> Vec<u8> {
    let at = Minute::parse("2025-04-03T07:12").unwrap();
    let (mut sis, mut sms) = (Sis::new(520).unwrap(), Sms::new(742).unwrap());
    let mut all = Vec::new();
    for letter in letters {
        let bytes = match letter.receipt() {
            Ok(draft) => draft.number(sis, sms, at).write(Newlines::Between).unwrap(),
            Err(reason) => format!("no receipt: {reason}\n").into_bytes(),
        };
        all.push(bytes);
        (sis, sms) = (sis.next(), sms.next());
    }

    all.join(b"\n".as_slice())
}

/// The numbers that the letter of a single filing took.
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
    let number = |wide: u64| u32::try_from(wide).unwrap();

    Numbers {
        sis: Sis::new(number(letter.header.as_ref().unwrap().reference)).unwrap(),
        sms: Sms::new(sms).unwrap(),
        tn: OwnTn::new(number(tn)).unwrap(),
    }
}

fn single(case: &Case, bytes: &[u8]) -> ReadLetter {
    let letters = read(bytes, &reading());
    let [letter] = letters.as_slice() else {
        panic!("{} must be a single letter", case.name);
    };

    letter.clone()
}
