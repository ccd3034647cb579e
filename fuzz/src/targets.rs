//! What must hold for any input. The fuzz programs call these with what libFuzzer makes up, the tests
//! with the committed corpus.

#[path = "../../tests/support/models/mod.rs"]
mod models;
#[path = "../../tests/support/places.rs"]
mod places;
#[path = "../../tests/support/plain_reader.rs"]
mod plain_reader;
#[path = "../../tests/support/streamed.rs"]
mod streamed;
#[path = "../../tests/support/well.rs"]
mod well;

use edifact::{Segment, SegmentStream, Segments};
use fhir::{Ends, FilingKind, Flavour};
use gplinks::{
    DeskRules, Draft, Heading, Letter, Limits, Minute, Newlines, Numbers, OwnTn, PostcodeStyle,
    Reading, Sis, Sms, read,
};
use models::Choices;

const READING: Reading = Reading {
    limits: Limits::post(),
    today: None,
};

/// Segments, their parts and places, from a slice, a stream and a plain reader.
pub(crate) fn edifact_segments(data: &[u8]) {
    let limits = Limits::file();
    let mut slice = Segments::new(data, limits);
    let mut stream = SegmentStream::new(data, limits);
    let mut found = Vec::new();
    loop {
        let one = slice.next();
        let told = slice.take_problems();
        let other = stream.next_segment().unwrap();
        match (&one, &other) {
            (Some(one), Some(other)) => {
                assert_eq!((one.raw(), one.place()), (other.raw(), other.place()));
                stands_in(data, one);
                found.push(texts(one));
            }
            (None, None) => {}
            _ => panic!("the stream and the slice end at different segments"),
        }
        assert_eq!(
            told,
            stream.take_problems(),
            "the stream tells something else"
        );
        assert!(
            told.iter()
                .all(|problem| problem.at.span.end <= data.len() as u64)
        );
        if one.is_none() {
            break;
        }
    }
    if is_plain(data) {
        let wanted = plain_reader::segments(data);
        assert!(
            found.starts_with(&wanted),
            "a plain reader finds other segments"
        );
        assert!(found.len() <= wanted.len() + 1);
    }
}

/// A whole file: letters, messages, transactions, receipts, and what can be written of them again.
pub(crate) fn letter(data: &[u8]) {
    if let Err(fault) = well::all_is_well(data) {
        panic!("{fault}");
    }
}

/// Bodies in the adaptor's flavour and the clean one: none panics, and what is taken becomes a letter
/// that says what was taken.
pub(crate) fn fhir_json(data: &[u8]) {
    let Ok(json) = std::str::from_utf8(data) else {
        return;
    };
    for kind in FilingKind::ALL.map(Some).into_iter().chain([None]) {
        if let Ok(filing) = fhir::read_filing(json, kind) {
            becomes_a_letter(&filing.draft);
            is_published(&filing.draft);
        }
        if let Ok(filing) = fhir::read_clean(json, kind, &rules()) {
            becomes_a_letter(&filing.draft);
            is_published(&filing.draft);
        }
    }
}

/// Anything the types can hold is written and read back as it was.
pub(crate) fn model_round_trip(data: &[u8]) {
    let mut choices = Choices::new(data);
    let receipt = models::receipt(&mut choices);
    let bytes = receipt
        .write(Newlines::Between)
        .expect("level A can be written");
    assert!(
        well::receipt_of(&read(&bytes, &READING)[0]) == Some(receipt),
        "it reads as another"
    );

    let sent = models::letter(&mut choices);
    let bytes = sent
        .write(Newlines::Between)
        .expect("level A can be written");
    let again = read(&bytes, &READING)[0].to_letter(sent.heading);
    assert!(again == Some(sent), "it reads as another");
    letter(&bytes);
}

const ONES: Numbers = Numbers {
    sis: Sis::FIRST,
    sms: Sms::FIRST,
    tn: OwnTn::FIRST,
};

fn at() -> Minute {
    Minute::parse("2025-03-14T10:02").expect("a minute")
}

/// The segment is the bytes of its place, and its parts are those of its elements, in order.
fn stands_in(data: &[u8], segment: &Segment<'_>) {
    let bytes = |place: edifact::Place| &data[place.span.start as usize..place.span.end as usize];
    assert_eq!(segment.raw(), bytes(segment.place()));
    let mut end = segment.place().span.start;
    for element in segment.elements() {
        assert_eq!(element.raw(), bytes(element.place()));
        assert!(element.place().span.start >= end);
        end = element.place().span.end;
        for component in element.components() {
            assert_eq!(component.raw(), bytes(component.place()));
            assert!(component.place().span.end <= end);
        }
    }
    assert_eq!(
        end,
        segment.place().span.end,
        "the last element ends where its segment does"
    );
}

fn texts(segment: &Segment<'_>) -> Vec<Vec<String>> {
    segment
        .elements()
        .map(|element| {
            element
                .components()
                .map(|part| part.text().into_owned())
                .collect()
        })
        .collect()
}

/// Nothing but printable characters and line breaks, and no UNA: all that the plain reader knows.
fn is_plain(data: &[u8]) -> bool {
    let known = |byte: &u8| matches!(byte, b' '..=b'~' | b'\n' | b'\r');

    data.iter().all(known) && !data.windows(3).any(|window| window == b"UNA")
}

/// What is taken can be written, and what is read of that is written the same. (A house name that is a
/// lone question mark is the one thing that reads as another: the wire's word for none.)
fn becomes_a_letter(draft: &Draft) {
    let written = |letter: &Letter| letter.write(Newlines::Between);
    let numbered = draft.clone().number(ONES, at());
    let bytes = written(numbered.letter()).expect("what is taken can be written");
    let again = read(&bytes, &READING)[0].to_letter(Heading::Plain);

    let again = again.expect("every part of what is written is read");
    assert!(
        written(&again) == Ok(bytes),
        "the letter says something else"
    );
}

/// What is published for a filing is taken again, and means the same.
fn is_published(draft: &Draft) {
    let numbered = draft.clone().number(ONES, at());
    let entry = &numbered.letter().messages[0].entries()[0];
    let ends = Ends {
        practice: &draft.link.practice,
        service: &draft.link.service,
        cipher: Some(&draft.link.cipher),
    };
    let published = fhir::publish(&ends, entry, Flavour::Adaptor);
    let body = published
        .expect("every filing is published")
        .body
        .to_string();
    let again = fhir::read_filing(&body, None).map(|again| again.draft);

    assert!(
        again.as_ref() == Ok(draft),
        "what is published is not what was taken"
    );
}

fn rules() -> DeskRules {
    DeskRules {
        today: at().day(),
        longest_note: 70,
        postcode_style: PostcodeStyle::Padded,
        own_ha: None,
        outside_area: Vec::new(),
    }
}
