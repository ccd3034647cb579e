//! E-12: too many segments, messages or bytes. Most rows lower the limits, so that little data shows what much would.

use gplinks::Limits;

use super::table::{Bad, files};
use crate::support::letters::{Lines, post};

/// The invented letter has 42 segments in 3 messages.
const SEGMENTS: u64 = 42;
const MESSAGES: u64 = 3;

pub(crate) fn files() -> Vec<Bad> {
    let bytes = post().bytes().len() as u64;
    let mut files = vec![
        limited(
            "as many segments as are accepted",
            post(),
            segments(SEGMENTS),
            "",
            "4 read",
        ),
        limited(
            "one segment too many",
            post(),
            segments(SEGMENTS - 1),
            "E123 E210",
            "unusable",
        ),
        limited(
            "segments for half the letter",
            post(),
            segments(21),
            "E123 E205 E210 E401 E410 E411 E424",
            "unusable",
        ),
        limited(
            "one segment accepted",
            post(),
            segments(1),
            "E123 E203 E210",
            "unusable",
        ),
        limited(
            "no segment accepted",
            post(),
            segments(0),
            "E123",
            "unusable",
        ),
        limited(
            "as many messages as are accepted",
            post(),
            messages(MESSAGES),
            "",
            "4 read",
        ),
        limited(
            "one message too many",
            post(),
            messages(MESSAGES - 1),
            "E124",
            "unusable",
        ),
        limited(
            "one message accepted",
            post(),
            messages(1),
            "E124",
            "unusable",
        ),
        limited(
            "no message accepted",
            post(),
            messages(0),
            "E124",
            "unusable",
        ),
        limited(
            "as many bytes as are accepted",
            post(),
            size(bytes),
            "",
            "4 read",
        ),
        limited(
            "a byte too many",
            post(),
            size(bytes - 2),
            "E125 E210",
            "unusable",
        ),
        limited(
            "bytes for half the letter",
            post(),
            size(bytes / 2),
            "E125 E205 E210 E401 E410 E411 E424",
            "unusable",
        ),
        limited("no byte accepted", post(), size(0), "E125", "unusable"),
        limited(
            "segments as long as are accepted",
            post(),
            longest(70),
            "",
            "4 read",
        ),
        limited(
            "a segment a byte too long",
            post(),
            longest(69),
            "E122",
            "unusable",
        ),
        limited(
            "two letters that are too many together",
            post()
                .then("UNB+UNOA:2+NF01+BRK5+250402:2152+00044121")
                .then("UNH+1"),
            segments(SEGMENTS),
            "E123",
            "unusable",
        ),
        limited(
            "no limits for a file",
            many_segments(1_000),
            Limits::file(),
            "",
            "4 read",
        ),
    ];
    files.extend(files! { "E-12":
        "ten thousand messages", many_messages(10_000), "E124 E311 E316", "unusable";
        "as many messages as a letter may have", many_messages(9_999), "E311 E316", "0 read";
        "two hundred thousand segments and more", many_segments(200_000), "E123 E205 E210 E411", "unusable";
        "more than ten megabytes", [post().bytes(), vec![b'\n'; 10 * 1024 * 1024], post().bytes()].concat(), "E125", "unusable";
        "thirty thousand transactions", transactions(30_000), "E405", "30004 read";
    });

    files
}

fn limited(name: &str, lines: Lines, limits: Limits, codes: &str, outcome: &str) -> Bad {
    Bad::new("E-12", name, lines, codes, outcome).within(limits)
}

fn segments(most: u64) -> Limits {
    Limits {
        segments: Some(most),
        ..Limits::post()
    }
}

fn messages(most: u64) -> Limits {
    Limits {
        messages: Some(most),
        ..Limits::post()
    }
}

fn size(most: u64) -> Limits {
    Limits {
        bytes: Some(most),
        ..Limits::post()
    }
}

fn longest(segment_bytes: usize) -> Limits {
    Limits {
        segment_bytes,
        ..Limits::post()
    }
}

/// Segments that say nothing in the first transaction.
fn many_segments(count: usize) -> Lines {
    post()
        .after("RFF+TN:1290", &"QTY+951:6\n".repeat(count))
        .counted()
}

fn many_messages(count: usize) -> Lines {
    let empty = "UNH+00000001+FHSREG:0:1:FH:FHS001\nBGM+++507\nNAD+FHS+NF:954\nDTM+137:202504022150:203\nRFF+950:F4\nUNT+6+00000001\n";

    Lines::of("UNB+UNOA:2+NF01+BRK5+250402:2152+00044120")
        .then(&empty.repeat(count))
        .then("UNZ+0+00044120")
        .counted()
}

fn transactions(count: usize) -> Lines {
    let one = "S01+1\nRFF+TN:1\nNAD+GP+9934561,B12:900\n";

    post().after("RFF+950:F4", &one.repeat(count)).counted()
}
