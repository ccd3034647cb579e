//! What holds for every letter, every receipt and every run of bytes.
#![cfg(test)]

mod support {
    pub(crate) mod budget;
    pub(crate) mod models;
    pub(crate) mod places;
    pub(crate) mod plain_reader;
    pub(crate) mod spoiled;
    pub(crate) mod streamed;
    pub(crate) mod well;
}

use edifact::Segments;
use gplinks::{
    Body, Letter, Limits, Message, Newlines, ReadLetter, Reading, Receipt, ReceiptLetter, Sis, Sms,
    read,
};
use proptest::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;
use support::budget::holds;
use support::models::{self, Choices};
use support::plain_reader;
use support::spoiled::spoiled;
use support::well::{all_is_well, receipt_of};

/// What may be remarked on in a letter that says exactly what it means to: odd values, not odd forms.
const REMARKS: &[&str] = &[
    "E313", "E316", "E405", "E411", "E420", "E421", "E422", "E423", "E424", "E425", "E426",
];

#[test]
fn any_letter_reads_back_as_it_was_written() {
    holds(&letter(), |letter| {
        let bytes = letter.write(Newlines::Between).unwrap();
        let shown = String::from_utf8_lossy(&bytes);
        let read = read(&bytes, &READING);
        prop_assert_eq!(read.len(), 1, "one letter:\n{}", shown);
        let again = read[0].to_letter(letter.heading);

        prop_assert!(
            again.as_ref() == Some(&letter),
            "it reads as another:\n{}",
            shown
        );
        for problem in read[0].all_problems() {
            let code = problem.rule.code();
            prop_assert!(REMARKS.contains(&code), "{} is told of\n{}", code, shown);
        }
        Ok(())
    });
}

#[test]
fn a_letter_says_the_same_whatever_stands_between_its_segments() {
    holds(&letter(), |letter| {
        let plain = letter.write(Newlines::None).unwrap();
        let lines = letter.write(Newlines::Between).unwrap();
        let without: Vec<u8> = lines
            .iter()
            .copied()
            .filter(|byte| *byte != b'\n')
            .collect();
        let read = read(&plain, &READING);

        prop_assert!(plain == without, "only the line breaks differ");
        prop_assert!(read[0].to_letter(letter.heading).as_ref() == Some(&letter));
        Ok(())
    });
}

#[test]
fn any_receipt_reads_back_as_it_was_written() {
    holds(&receipt(), |receipt| {
        let bytes = receipt.write(Newlines::Between).unwrap();
        let letter = read_one(&bytes);

        prop_assert!(
            receipt_of(&letter).as_ref() == Some(&receipt),
            "it reads as another:\n{}",
            String::from_utf8_lossy(&bytes)
        );
        prop_assert!(letter.receipt().is_err(), "a receipt is never answered");
        Ok(())
    });
}

#[test]
fn every_letter_can_be_receipted_message_by_message() {
    holds(&letter(), |letter| {
        let bytes = letter.write(Newlines::Between).unwrap();
        let draft = read_one(&bytes).receipt().unwrap();
        let wanted: Vec<_> = letter
            .messages
            .iter()
            .map(|one| format!("{:08}", one.sms().get()))
            .collect();
        let named: Vec<_> = draft
            .messages
            .iter()
            .map(|one| one.reference.clone())
            .collect();
        let receipt = draft.number(Sis::FIRST, Sms::FIRST, letter.at);

        prop_assert_eq!(named, wanted);
        let again = read_one(&receipt.write(Newlines::Between).unwrap());
        prop_assert!(receipt_of(&again) == Some(receipt));
        Ok(())
    });
}

#[test]
fn whatever_a_letter_or_a_receipt_says_can_be_kept_as_json() {
    holds(&(letter(), receipt()), |(letter, receipt)| {
        for entry in letter.messages.iter().flat_map(Message::entries) {
            match &entry.body {
                Body::Filing(filing) => is_kept(filing)?,
                Body::Notice(notice) => is_kept(notice)?,
            }
            is_kept(&(entry.gp.clone(), entry.tn, entry.kind()))?;
        }
        is_kept(&(letter.sender, letter.at, letter.sis))?;
        is_kept(&receipt.draft)?;
        is_kept(&Receipt {
            cipher: Some(receipt.draft.cipher),
            gp: Some(receipt.draft.gp),
            made_at: Some(receipt.made_at),
            received_at: None,
            messages: receipt.draft.messages,
            letter: receipt.draft.letter,
        })
    });
}

#[test]
fn spoiled_letters_never_panic_and_every_place_is_inside() {
    holds(&(letter(), spoiled()), |(letter, spoil)| {
        let bytes = spoil.apply(&letter.write(Newlines::Between).unwrap());

        well(&bytes)
    });
}

#[test]
fn any_bytes_never_panic_and_every_place_is_inside() {
    let bytes = proptest::collection::vec(any::<u8>(), 0..400);

    holds(&bytes, |bytes| well(&bytes));
}

#[test]
fn any_service_characters_never_panic_and_every_place_is_inside() {
    let bytes = "(UN[ABHTZ]|RFF|NAD|S01|950|TN|[+:'?]|[A-Z0-9 ]|\n|\r|\u{200b}|é){0,120}";

    holds(&bytes.prop_map(String::into_bytes), |bytes| well(&bytes));
}

#[test]
fn segments_are_those_that_a_plain_reader_finds() {
    // Long runs without a service character too: the fast reader looks at many bytes at once.
    let text = "(UN[BHZ]|[+:'?]|[+:'?]{1,4}|[A-Z]{1,3}|[A-Z ]{20,90}|\r\n|\n|é|x){0,60}";
    let text = text.prop_filter("a UNA would change the separators", |text| {
        !text.contains("UNA")
    });

    holds(&text, |text| {
        let wanted = plain_reader::segments(text.as_bytes());
        let found: Vec<_> = Segments::new(text.as_bytes(), Limits::file())
            .map(|segment| {
                let elements = segment.elements().map(|element| {
                    let texts = element.components().map(|part| part.text().into_owned());
                    texts.collect::<Vec<_>>()
                });
                elements.collect::<Vec<_>>()
            })
            .collect();
        let kept = wanted.len().min(found.len());

        prop_assert_eq!(&found[..kept], &wanted[..]);
        prop_assert!(
            found.len() <= kept + 1,
            "only the last may lack its terminator"
        );
        Ok(())
    });
}

/// A letter of either direction.
fn letter() -> impl Strategy<Value = Letter> {
    choices().prop_map(|bytes| models::letter(&mut Choices::new(&bytes)))
}

fn receipt() -> impl Strategy<Value = ReceiptLetter> {
    choices().prop_map(|bytes| models::receipt(&mut Choices::new(&bytes)))
}

/// Mostly enough for a letter; where they end, the simplest choices follow.
fn choices() -> impl Strategy<Value = Vec<u8>> {
    proptest::collection::vec(any::<u8>(), 0..1_500)
}

const READING: Reading = Reading {
    limits: Limits::post(),
    today: None,
};

/// Nothing panics, nothing points outside, and what can be answered or written again is.
fn well(bytes: &[u8]) -> Result<(), TestCaseError> {
    let shown = String::from_utf8_lossy(bytes);

    all_is_well(bytes).map_err(|fault| TestCaseError::fail(format!("{fault}:\n{shown}")))
}

/// Read back from its JSON, it is the same.
fn is_kept<T: Serialize + DeserializeOwned + PartialEq>(value: &T) -> Result<(), TestCaseError> {
    let json = serde_json::to_string(value).unwrap();
    let again = serde_json::from_str::<T>(&json);

    prop_assert!(
        again.as_ref().is_ok_and(|again| again == value),
        "it comes back as another:\n{}",
        json
    );
    Ok(())
}

fn read_one(bytes: &[u8]) -> ReadLetter {
    read(bytes, &READING).remove(0)
}
