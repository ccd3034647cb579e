//! E-07: the release character where it does not belong, and many of them.

use super::table::{Bad, files};
use crate::support::letters::{Lines, notice};

/// A rejection with this text, released as it stands.
fn text(text: &str) -> Lines {
    notice(
        "F3",
        &format!("S01+1\nRFF+TN:1290\nNAD+GP+9934561,B12:900\nFTX+RGI+++{text}"),
    )
}

pub(crate) fn files() -> Vec<Bad> {
    files! { "E-07":
        "before every service character", text("?'?+?:??"), "", "1 read";
        "before an ordinary letter", text("A?BC"), "", "1 read";
        "doubled", text("A??B"), "", "1 read";
        "doubled before a separator", text("A??:B"), "", "1 read";
        "three before a separator", text("A???:B"), "", "1 read";
        "alone", text("??"), "", "1 read";
        "before the terminator", text("ADDRESS?"), "E112 E205 E430", "1 read";
        "doubled before the terminator", text("ADDRESS??"), "", "1 read";
        "three before the terminator", text("ADDRESS???"), "E112 E205 E430", "1 read";
        "before a line break", text("A?").raw(b"A?'", b"A?\n:B'"), "E112", "1 read";
        "before a carriage return and line feed", text("A?").raw(b"A?'", b"A?\r\n'B'"), "E112", "1 read";
        "before a line break and the terminator", text("A?").raw(b"A?'", b"A?\n'"), "E112 E205 E430", "1 read";
        "before a blank", text("A? B"), "", "1 read";
        "before a control character", text("A?\u{1}B"), "E113", "1 read";
        "before half a character", text("A?").raw(b"A?'", b"A?\xc3'"), "E115", "1 read";
        "before an accented letter", text("A?ÉB"), "E114", "1 read";
        "ten thousand, an even number", text(&"?".repeat(10_000)), "E121 E417", "1 read";
        "ten thousand and one", text(&format!("{}X", "?".repeat(10_001))), "E121 E417", "1 read";
        "in a tag", text("A").raw(b"FTX", b"F?TX"), "E111 E411", "0 read, 1 aside";
        "before a qualifier", text("A").raw(b"RGI", b"?RGI"), "E411 E416", "1 read";
        "before the separator of elements", text("A").raw(b"RGI+++A", b"RGI?+++A"), "E411 E416 E430", "1 read";
        "in a number", text("A").raw(b"TN:1290", b"TN:1?290"), "", "1 read";
        "in UNB", text("A").raw(b"BRK5", b"BRK?5"), "", "1 read";
        "at the end of the data", text("A").cut_after("UNZ+1+00044120").into_iter().chain(*b"?").collect::<Vec<_>>(), "E109 E213", "1 read";
        "at the end of a text that breaks off", text("A?").cut_after("A?"), "E109 E205 E210", "0 read, 1 aside";
    }
}
