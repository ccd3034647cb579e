//! E-23: something follows the letter. Nothing of it is passed over in silence.

use super::table::{Bad, files};
use crate::support::letters::{Lines, post};

/// The invented letter and another with the next number.
fn two() -> Lines {
    post().then(&again("00044121"))
}

/// The invented letter as text, with another number.
fn again(number: &str) -> String {
    let lines = post()
        .swap("00044120", number)
        .swap("00044120", number)
        .joined("\n");

    String::from_utf8(lines).unwrap().replace('\'', "")
}

fn tail(bytes: &[u8]) -> Vec<u8> {
    [post().bytes(), bytes.to_vec()].concat()
}

pub(crate) fn files() -> Vec<Bad> {
    files! { "E-23":
        "another letter", two(), "", "4 read; 4 read";
        "another letter without a line break", two().joined(""), "", "4 read; 4 read";
        "two more letters", two().then(&again("00044122")), "", "4 read; 4 read; 4 read";
        "the same letter again", post().then(&again("00044120")), "", "4 read; 4 read";
        "another letter whose UNB is damaged", post().then(&again("NONE")), "E202", "4 read; unusable";
        "another letter without UNB", post().then(&again("00044121").lines().skip(1).collect::<Vec<_>>().join("\n")), "E215", "4 read";
        "another letter without messages", post().then("UNB+UNOA:2+NF01+BRK5+250402:2152+00044121\nUNZ+0+00044121"), "E203", "4 read; unusable";
        "another letter where the first has no UNZ", post().without("UNZ").then(&again("00044121")), "E210", "4 read; 4 read";
        "another letter where the first has no UNB", post().without("UNB").then(&again("00044121")), "E201", "unusable; 4 read";
        "another letter after blank lines", tail(format!("\n\n\n{}'", again("00044121").replace('\n', "'\n")).as_bytes()), "", "4 read; 4 read";
        "another letter after the end mark of old systems", tail(format!("\u{1a}{}'", again("00044121").replace('\n', "'\n")).as_bytes()), "E106", "4 read; 4 read";
        "another letter after words", tail(format!("AND NOW:'{}'", again("00044121").replace('\n', "'\n")).as_bytes()), "E111 E215", "4 read; 4 read";
        "a message", post().then("UNH+00067513+FHSREG:0:1:FH:FHS001\nUNT+2+00067513"), "E215", "4 read";
        "a segment", post().then("BGM+++507"), "E215", "4 read";
        "many segments", post().then(&"BGM+++507\n".repeat(500)), "E215", "4 read";
        "another UNZ", post().then("UNZ+3+00044120"), "E215", "4 read";
        "words", tail(b"\nEND OF LETTER"), "E108 E111 E215", "4 read";
        "words with a terminator", tail(b"\nEND OF LETTER'"), "E111 E215", "4 read";
        "line breaks", tail(b"\r\n\r\n"), "", "4 read";
        "blanks", tail(b"    "), "", "4 read";
        "noughts", tail(&[0; 100]), "E106", "4 read";
        "terminators", tail(b"'''"), "E110", "4 read";
        "a UNA", tail(b"\nUNA:+.? '"), "", "4 read";
        "a part of a UNA", tail(b"\nUNA:+"), "E103", "unusable";
        "the beginning of another letter", post().then(&again("00044121")).cut_after("00044121+"), "E108 E203 E210", "4 read; unusable";
        "a receipt", post().then("UNB+UNOA:2+NF01+BRK5+250402:2152+00044121++RECEP+++EDIFACT TRANSFER\nUNH+00067513+RECEP:0:2:FH\nBGM++600+243:202504022152:306+64\nNHS+NF:819:201+9934561,B12:814:202\nDTM+815:202504022152:306\nRFF+MIS:00000733 CP\nRFF+RIS:00000512 OK:1\nUNT+7+00067513\nUNZ+1+00044121"), "", "4 read; 1 read";
    }
}
