//! E-22: whatever stands between the segments, the letter says the same.

use super::table::{Bad, files};
use crate::support::letters::post;

/// The letter with this between its segments, and at its end.
fn between(text: &str) -> Vec<u8> {
    [post().joined(text), text.into()].concat()
}

pub(crate) fn files() -> Vec<Bad> {
    files! { "E-22":
        "nothing", between(""), "", "4 read";
        "line feeds", between("\n"), "", "4 read";
        "carriage returns and line feeds", between("\r\n"), "", "4 read";
        "carriage returns", between("\r"), "", "4 read";
        "line feeds and carriage returns the other way", between("\n\r"), "", "4 read";
        "two line feeds", between("\n\n"), "", "4 read";
        "ten line feeds", between(&"\n".repeat(10)), "", "4 read";
        "a thousand line feeds", between(&"\n".repeat(1_000)), "", "4 read";
        "blanks", between("    "), "", "4 read";
        "tabs", between("\t"), "", "4 read";
        "a line feed and an indent", between("\n    "), "", "4 read";
        "a blank and a line feed", between(" \n"), "", "4 read";
        "a thousand blanks", between(&" ".repeat(1_000)), "", "4 read";
        "form feeds", between("\u{c}"), "E106", "4 read";
        "vertical tabs", between("\u{b}"), "E106", "4 read";
        "noughts", between("\0"), "E106", "4 read";
        "zero-width spaces", between("\u{200b}"), "E106", "4 read";
        "next-line characters", between("\u{85}"), "E108 E111 E114 E203 E214 E315", "unusable";
        "another terminator", between("'"), "E110", "4 read";
        "a line feed and another terminator", between("\n'"), "E110", "4 read";
        "line feeds, and none at the end", post().joined("\n"), "", "4 read";
        "line feeds before the letter", [b"\n\n".to_vec(), post().bytes()].concat(), "", "4 read";
        "blanks before the letter", [b"   ".to_vec(), post().bytes()].concat(), "", "4 read";
        "line feeds after the letter", [post().bytes(), vec![b'\n'; 3]].concat(), "", "4 read";
    }
}
