//! E-02: nothing, next to nothing, and things that are no letter at all.

use super::table::{Bad, files};

pub(crate) fn files() -> Vec<Bad> {
    files! { "E-02":
        "nothing", "", "E101", "unusable";
        "a space", " ", "E101", "unusable";
        "a line break", "\n", "E101", "unusable";
        "blank lines", "\r\n \r\n\t\r\n", "E101", "unusable";
        "noughts", [0; 64], "E101 E106", "unusable";
        "the end mark of old systems", "\u{1a}", "E101 E106", "unusable";
        "a byte order mark", "\u{feff}", "E101 E105", "unusable";
        "a zero-width space", "\u{200b}", "E101 E106", "unusable";
        "a terminator", "'", "E101 E110", "unusable";
        "three terminators", "'''", "E101 E110", "unusable";
        "separators", "+:+", "E108 E111 E201", "unusable";
        "a release character", "?", "E109 E111 E201", "unusable";
        "UNB's tag", "UNB'", "E202", "unusable";
        "UNB with empty elements", "UNB+++++'", "E202", "unusable";
        "UNB without date", "UNB+UNOA:2+NF01+BRK5'", "E202", "unusable";
        "UNB alone", "UNB+UNOA:2+NF01+BRK5+250402:2152+00044120'", "E203 E210", "unusable";
        "UNB and UNZ", "UNB+UNOA:2+NF01+BRK5+250402:2152+00044120'UNZ+0+00044120'", "E203", "unusable";
        "UNZ alone", "UNZ+0+00044120'", "E201", "unusable";
        "UNH first", "UNH+00067510+FHSREG:0:1:FH:FHS001'UNT+2+00067510'", "E201", "unusable";
        "UNA's tag", "UNA", "E103", "unusable";
        "UNA a character short", "UNA:+.? ", "E103", "unusable";
        "UNA alone", "UNA:+.? '", "E101", "unusable";
        "UTF-16 with its mark, small end first", b"\xff\xfeU\0N\0B\0", "E102", "unusable";
        "UTF-16 with its mark, big end first", b"\xfe\xff\0U\0N\0B", "E102", "unusable";
        "UTF-16 without its mark", b"U\0N\0B\0+\0", "E108 E111 E113 E201", "unusable";
        "JSON", "{\"resourceType\": \"Parameters\"}", "E108 E111 E114 E201", "unusable";
        "a web page", "<!DOCTYPE html><html></html>", "E108 E111 E114 E201", "unusable";
        "a packed folder", b"PK\x03\x04\x14\0\0\0", "E108 E111 E201", "unusable";
        "another language of letters", "MSH|^~\\&|GP|HA|20250402||ADT^A01|1|P|2.4\r", "E108 E111 E114 E201", "unusable";
        "words", "Please find the letter attached.", "E108 E111 E114 E201", "unusable";
    }
}
