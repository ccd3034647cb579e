//! What the reader takes, what it remarks on, and that a stream reads exactly as a slice does.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may stop at what it did not expect"
)]

use std::io::Read;

use edifact::{Delimiters, Limits, Problem, Rule, SegmentStream, Segments};
use proptest::prelude::*;

/// Every component of every segment, and the codes and byte offsets of what was remarked.
type Seen = (Vec<Vec<Vec<String>>>, Vec<(Rule, u64)>);

/// The rules that are remarked on, each with its byte.
type Remarks = &'static [(Rule, u64)];

#[test]
fn segments_elements_and_components_are_told_apart() {
    let (segments, problems) = read(b"NAD+PAT++??:7 WHARF STREET::NORWICH:+++++NR9  0ZZ'\nUNT+2'");

    assert_eq!(segments[0][0], ["NAD"]);
    assert_eq!(segments[0][3], ["?", "7 WHARF STREET", "", "NORWICH", ""]);
    assert_eq!(segments[0][8], ["NR9  0ZZ"]);
    assert_eq!(segments[1], [["UNT"], ["2"]]);
    assert_eq!(problems, []);
}

#[test]
fn the_qualifier_is_the_first_component_after_the_tag() {
    let of = |text: &str| {
        let qualifier = Segments::new(text.as_bytes(), Limits::file())
            .next()
            .map(|one| one.qualifier().to_vec());
        String::from_utf8(qualifier.unwrap()).unwrap()
    };
    let long = "X".repeat(200);

    assert_eq!(of("RFF+TN:1290'"), "TN");
    assert_eq!(of("NAD+GP+1,2:900'"), "GP");
    assert_eq!(of("PDI+2'"), "2");
    assert_eq!(of("BGM+++507'"), "");
    assert_eq!(of("UNT'"), "");
    assert_eq!(of(&format!("FTX+RGI+++{long}'")), "RGI");
}

#[test]
fn a_pair_of_releases_is_a_question_mark_and_separates_nothing() {
    assert_eq!(
        read(b"FTX+A??:B+C?:D?+E?'F??'").0,
        [[vec!["FTX"], vec!["A?", "B"], vec!["C:D+E'F?"]]]
    );
}

#[test]
fn line_ends_of_every_kind_and_none_read_alike() {
    let expected = read(b"UNB+1'UNH+2'UNZ+3'").0;

    for between in ["\n", "\r\n", "\r", "\n\n\r\n", "  \n\t"] {
        let text = ["UNB+1'", "UNH+2'", "UNZ+3'"].join(between);
        assert_eq!(
            read(text.as_bytes()),
            (expected.clone(), vec![]),
            "between: {between:?}"
        );
    }
}

#[test]
fn places_count_lines_whatever_ends_them() {
    let bytes = b"UNB+1'\r\nUNH+2'\n\nBAD'\rNAD+3'";
    let places: Vec<_> = Segments::new(bytes, Limits::file())
        .map(|s| (s.place().line, s.place().segment))
        .collect();

    assert_eq!(places, [(1, 1), (2, 2), (4, 3), (5, 4)]);
}

#[test]
fn a_place_is_the_bytes_of_the_part_itself() {
    let bytes = b"RFF+TN:1290'\nPNA+PAT+9990001006:OPI'";
    let segment = Segments::new(bytes, Limits::file()).nth(1).unwrap();
    let span = segment.component(2, 1).place().span;

    assert_eq!(&bytes[span.start as usize..span.end as usize], b"OPI");
}

#[test]
fn una_sets_the_separators_for_one_letter() {
    let bytes = b"UNA:*.? ~UNB*A?~B:C~UNZ*1~UNB+D?'E'";

    let (segments, problems) = read(bytes);

    assert_eq!(segments[0], [vec!["UNB"], vec!["A~B", "C"]]);
    assert_eq!(
        segments[2],
        [["UNB"], ["D'E"]],
        "the next letter has the usual ones again"
    );
    assert_eq!(problems, [(Rule::UnaUnusual, 0)]);
    assert_eq!(
        read(b"UNA:+.? 'UNB+1'").1,
        [],
        "the usual ones need no remark"
    );
}

#[test]
fn a_una_that_cannot_work_stops_the_reading() {
    for una in [&b"UNA::.? '"[..], b"UNA:+.? +", b"UNAX+.? '", b"UNA:+"] {
        assert_eq!(read(una).1, [(Rule::UnaUnusable, 0)], "{una:?}");
    }
}

#[test]
fn each_oddity_has_its_rule_and_place() {
    let cases: [(&[u8], Remarks); 20] = [
        (b"", &[(Rule::NoData, 0)]),
        (b" \n ", &[(Rule::NoData, 3)]),
        (b"\xEF\xBB\xBFUNB+1'", &[(Rule::ByteOrderMark, 0)]),
        (b"\xFF\xFEU\0N\0", &[(Rule::Utf16, 0)]),
        (
            b"UNB+1'\xE2\x80\x8BUNH+2'",
            &[(Rule::OddBetweenSegments, 6)],
        ),
        (b"UNB+1'\0\x1AUNH+2'", &[(Rule::OddBetweenSegments, 6)]),
        (b"UNB+1'\x1A", &[(Rule::OddBetweenSegments, 6)]),
        (b"UNZ+1+00000003", &[(Rule::LastTerminatorMissing, 14)]),
        (b"UNZ+1+00000003\n\n", &[(Rule::LastTerminatorMissing, 14)]),
        (b"UNT+1+00000003", &[(Rule::CutOff, 14)]),
        (b"FTX+A?", &[(Rule::ReleaseAtEnd, 6)]),
        (b"FTX+A?\n", &[(Rule::ReleaseAtEnd, 6)]),
        (
            b"UNB+1'''",
            &[(Rule::EmptySegment, 6), (Rule::EmptySegment, 7)],
        ),
        (b"rff+1'", &[(Rule::BadTag, 0), (Rule::NotLevelA, 0)]),
        (b"UNHX+1'", &[(Rule::BadTag, 0)]),
        (b"RF+1'", &[(Rule::BadTag, 0)]),
        (b"FTX+A\r\nB'", &[(Rule::NewlineInside, 5)]),
        (b"FTX+A\x07B'", &[(Rule::ControlInside, 5)]),
        (b"FTX+ZO\xCB'", &[(Rule::NotUtf8, 6)]),
        ("FTX+ZOË#'".as_bytes(), &[(Rule::NotLevelA, 6)]),
    ];
    for (bytes, expected) in cases {
        assert_eq!(
            read(bytes).1,
            expected,
            "{:?}",
            String::from_utf8_lossy(bytes)
        );
    }
}

#[test]
fn each_character_outside_level_a_is_found_wherever_it_stands() {
    for outside in ('\u{20}'..='\u{7e}').filter(|c| !edifact::is_level_a(*c)) {
        for before in 0..17 {
            let text = format!("FTX+{}{outside}{}'", "A".repeat(before), "B".repeat(9));
            assert_eq!(
                read(text.as_bytes()).1,
                [(Rule::NotLevelA, 4 + before as u64)],
                "{outside:?} after {before}"
            );
        }
    }
}

#[test]
fn a_line_break_inside_a_segment_is_taken_out_even_behind_a_release() {
    assert_eq!(read(b"FTX+AB\nCD'").0, [[["FTX"], ["ABCD"]]]);
    assert_eq!(read(b"FTX+AB?\r\n'CD'").0, [[["FTX"], ["AB'CD"]]]);
}

#[test]
fn limits_are_refused_each_with_its_own_rule() {
    let small = Limits {
        segment_bytes: 10,
        segments: Some(2),
        messages: None,
        bytes: Some(25),
    };

    assert_eq!(problems(b"FTX+789012'", small), []);
    assert_eq!(
        problems(b"FTX+7890123'", small)[0].rule,
        Rule::SegmentTooLong
    );
    assert_eq!(
        problems(b"FTX+1'FTX+2'FTX+3'", small)[0].rule,
        Rule::TooManySegments
    );
    assert_eq!(
        problems(b"FTX+1'                  FTX+2'", small)[0].rule,
        Rule::LetterTooLarge
    );
}

#[test]
fn a_long_segment_is_remarked_on_and_read() {
    let text = format!("FTX+{}'", "A".repeat(9000));

    let (segments, problems) = read(text.as_bytes());

    assert_eq!(segments[0][1][0].len(), 9000);
    assert_eq!(problems, [(Rule::LongSegment, 0)]);
}

#[test]
fn the_usual_delimiters_are_those_of_level_a() {
    assert_eq!(
        Delimiters::default(),
        Delimiters {
            component: b':',
            element: b'+',
            release: b'?',
            terminator: b'\''
        }
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, ..ProptestConfig::default() })]

    #[test]
    fn a_stream_reads_as_a_slice_does(text in "(UNB|UNZ|NAD|nad|[A-Z]{2}|\u{feff}|\u{200b})?([+:'?AÉ#\r\n\u{0}\u{1a} ]|'\n|UNA:\\+\\.\\? '){0,60}", step in 1usize..9) {
        let bytes = text.as_bytes();

        prop_assert_eq!(read_stream(Trickle(bytes, step)), read(bytes));
    }

    #[test]
    fn nothing_panics_and_every_place_is_inside(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let mut segments = Segments::new(&bytes, Limits::file());
        let mut after = 0;
        for segment in segments.by_ref() {
            let span = segment.place().span;
            prop_assert!(span.start >= after && span.end >= span.start && span.end <= bytes.len() as u64);
            after = span.end;
            for component in segment.elements().flat_map(|element| element.components()) {
                let part = component.place().span;
                prop_assert!(part.start >= span.start && part.end <= span.end);
                component.text();
            }
        }
        for problem in segments.take_problems() {
            problem.at.render(&bytes);
        }
    }
}

fn read(bytes: &[u8]) -> Seen {
    let mut segments = Segments::new(bytes, Limits::file());
    let read = segments.by_ref().map(|segment| parts(&segment)).collect();

    (read, codes(&segments.take_problems()))
}

fn read_stream(input: impl Read) -> Seen {
    let mut stream = SegmentStream::new(input, Limits::file());
    let mut read = Vec::new();
    while let Some(segment) = stream.next_segment().unwrap() {
        read.push(parts(&segment));
    }

    (read, codes(&stream.take_problems()))
}

fn problems(bytes: &[u8], limits: Limits) -> Vec<Problem> {
    let mut segments = Segments::new(bytes, limits);
    segments.by_ref().for_each(drop);

    segments.take_problems()
}

fn parts(segment: &edifact::Segment<'_>) -> Vec<Vec<String>> {
    let texts = |element: edifact::Element<'_, '_>| {
        element
            .components()
            .map(|c| c.text().into_owned())
            .collect()
    };

    segment.elements().map(texts).collect()
}

fn codes(problems: &[Problem]) -> Vec<(Rule, u64)> {
    problems
        .iter()
        .map(|problem| (problem.rule, problem.at.span.start))
        .collect()
}

/// Gives a few bytes at a time, as a slow pipe does.
struct Trickle<'a>(&'a [u8], usize);

impl Read for Trickle<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let count = self.1.min(self.0.len()).min(buffer.len());
        let (now, later) = self.0.split_at(count);
        buffer[..count].copy_from_slice(now);
        self.0 = later;

        Ok(count)
    }
}
