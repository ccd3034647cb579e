//! A megabyte of what no letter holds: it is read to its end or refused, and what is told of it stays short.
#![cfg(test)]

mod support {
    pub(crate) mod places;
    pub(crate) mod streamed;
}

use edifact::Segments;
use gplinks::{Limits, ReadLetter, Reading, read};
use support::places::outside;
use support::streamed::streamed;

const MEGABYTE: usize = 1024 * 1024;

/// More than twice what a stream holds in memory.
const THREE_BUFFERS: usize = 300_000;

/// No part lists more problems than this, the one included that says so.
const LISTED: usize = 200;

#[test]
fn within_the_limits_of_the_post_nothing_panics_and_little_is_told() {
    each_shape(MEGABYTE, |name, bytes| {
        tells_little(name, bytes, Limits::post())
    });
}

#[test]
fn without_limits_on_the_file_nothing_panics_and_little_is_told() {
    each_shape(MEGABYTE, |name, bytes| {
        tells_little(name, bytes, Limits::file())
    });
}

#[test]
fn a_stream_tells_more_than_it_can_hold_as_the_slice_does() {
    each_shape(THREE_BUFFERS, |name, bytes| {
        let limits = Limits::file();
        let reading = Reading {
            limits,
            today: None,
        };

        assert!(streamed(bytes, &reading) == read(bytes, &reading), "{name}");
    });
}

#[test]
fn between_two_segments_no_more_is_noted_than_is_ever_listed() {
    each_shape(THREE_BUFFERS, |name, bytes| {
        let mut segments = Segments::new(bytes, Limits::file());
        loop {
            let more = segments.next().is_some();
            let noted = segments.take_problems().len();
            assert!(noted < 1_000, "{name}: {noted} remarks wait in memory");
            if !more {
                break;
            }
        }
    });
}

#[test]
fn an_odd_gap_that_is_longer_than_the_streams_buffer_is_told_once() {
    for (mark, codes) in [("\0", 1), ("\u{200b}", 1), ("\n", 0), ("\0\n", 1)] {
        for extra in 0..4 {
            let gap = mark.repeat(THREE_BUFFERS / mark.len() + extra);
            let bytes = [
                TRANSACTION,
                gap.as_bytes(),
                b"UNT+5+00067510'UNZ+1+00044120'",
            ]
            .concat();
            let reading = Reading {
                limits: Limits::post(),
                today: None,
            };
            let letters = streamed(bytes.as_slice(), &reading);
            let told = letters.iter().flat_map(ReadLetter::all_problems);
            let odd = told.filter(|problem| problem.rule.code() == "E106").count();

            assert_eq!(odd, codes, "{mark:?} and {extra} more");
            assert!(
                letters == read(&bytes, &reading),
                "{mark:?} and {extra} more"
            );
        }
    }
}

/// So many bytes of each shape, after a beginning of a letter where the shape needs one.
fn each_shape(length: usize, check: impl Fn(&str, &[u8])) {
    for (name, before, unit) in SHAPES {
        check(
            name,
            &[before, unit.repeat(length / unit.len()).as_slice()].concat(),
        );
    }
}

const NOTHING: &[u8] = b"";

const MESSAGE: &[u8] =
    b"UNB+UNOA:2+NF01+BRK5+250402:2152+00044120'UNH+00067510+FHSREG:0:1:FH:FHS001'RFF+950:F1'";

const TRANSACTION: &[u8] = b"UNB+UNOA:2+NF01+BRK5+250402:2152+00044120'UNH+00067510+FHSREG:0:1:FH:FHS001'RFF+950:F1'S01+1'RFF+TN:1'";

const SHAPES: &[(&str, &[u8], &[u8])] = &[
    ("separators of elements", NOTHING, b"+"),
    ("separators of components", TRANSACTION, b":"),
    ("release characters", NOTHING, b"?"),
    ("terminators", NOTHING, b"'"),
    ("terminators and control characters", TRANSACTION, b"'\x01"),
    ("all four", NOTHING, b"+:?'"),
    ("small letters", NOTHING, b"a"),
    ("small words", TRANSACTION, b"abc+de'"),
    ("high bytes", NOTHING, b"\x80"),
    ("noughts", TRANSACTION, b"\0"),
    ("line feeds", NOTHING, b"\n"),
    ("carriage returns and line feeds", TRANSACTION, b"\r\n"),
    ("zero-width spaces", TRANSACTION, b"\xe2\x80\x8b"),
    ("S01", MESSAGE, b"S01+1'"),
    ("S02", TRANSACTION, b"S02+2'"),
    ("numbers", TRANSACTION, b"RFF+TN:1'"),
    ("groups with numbers", MESSAGE, b"S01+1'RFF+TN:1'"),
    ("UNH", MESSAGE, b"UNH+00000001+FHSREG:0:1:FH:FHS001'"),
    (
        "UNH and a kind",
        MESSAGE,
        b"UNH+1+FHSREG:0:1:FH:FHS001'RFF+950:F4'RFF+TN:1'",
    ),
    ("UNT", MESSAGE, b"UNT+1+1'"),
    (
        "UNB",
        NOTHING,
        b"UNB+UNOA:2+NF01+BRK5+250402:2152+00044120'",
    ),
    ("UNZ", MESSAGE, b"UNZ+1+1'"),
    ("UNA", NOTHING, b"UNA:+.? '"),
    ("texts", TRANSACTION, b"FTX+RGI+++A'"),
    ("names", TRANSACTION, b"PNA+PAT+9990413703:OPI+++SU:A+FO:B'"),
];

fn tells_little(name: &str, bytes: &[u8], limits: Limits) {
    let letters = read(
        bytes,
        &Reading {
            limits,
            today: None,
        },
    );

    assert_eq!(
        outside(bytes, &letters),
        None,
        "{name}: a place points outside"
    );
    for letter in &letters {
        assert!(
            letter.problems.len() <= LISTED,
            "{name}: too much is told of the letter"
        );
        for message in &letter.messages {
            assert!(
                message.problems.len() <= LISTED,
                "{name}: too much is told of a message"
            );
            for one in message.transactions() {
                assert!(
                    one.problems.len() <= LISTED,
                    "{name}: too much is told of a transaction"
                );
            }
        }
    }
}
