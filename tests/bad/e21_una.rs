//! E-21: a UNA that changes the separators, or cannot be used.

use super::table::{Bad, files};
use crate::support::letters::post;

/// The invented letter after a UNA of these six characters, written with the four that separate.
fn una(six: &str) -> Vec<u8> {
    let [component, element, _, release, _, terminator] = six.chars().collect::<Vec<_>>()[..]
    else {
        panic!("a UNA names six characters");
    };
    let text = String::from_utf8(post().bytes()).unwrap();
    let text: String = text
        .chars()
        .map(|c| match c {
            ':' => component,
            '+' => element,
            '?' => release,
            '\'' => terminator,
            other => other,
        })
        .collect();

    format!("UNA{six}\n{text}").into_bytes()
}

/// The invented letter as it is, after these bytes.
fn after(before: &str) -> Vec<u8> {
    [before.as_bytes(), &post().bytes()].concat()
}

pub(crate) fn files() -> Vec<Bad> {
    files! { "E-21":
        "the usual separators", una(":+.? '"), "", "4 read";
        "a decimal comma", una(":+,? '"), "", "4 read";
        "another release character", una(":+.! '"), "E104", "4 read";
        "another terminator", una(":+.? ~"), "E104", "4 read";
        "another separator of elements", una(":*.? '"), "E104", "4 read";
        "another separator of components", una("=+.? '"), "E104 E218 E309", "4 read";
        "all others", una("=*.!#~"), "E104 E218 E309", "4 read";
        "a stroke for a terminator", una(":+.? /"), "E104", "4 read";
        "components and elements alike", after("UNA++.? '"), "E103", "unusable";
        "release and terminator alike", after("UNA:+.' '"), "E103", "unusable";
        "element and terminator alike", after("UNA:'.? '"), "E103", "unusable";
        "a letter for a separator", after("UNAA+.? '"), "E103", "unusable";
        "a digit for a separator", after("UNA:1.? '"), "E103", "unusable";
        "a blank for a terminator", after("UNA:+.?  "), "E103", "unusable";
        "a blank for a release character", after("UNA:+.  '"), "E103", "unusable";
        "a line break for a terminator", after("UNA:+.? \n"), "E103", "unusable";
        "a nought for a separator", after("UNA:\0.? '"), "E103", "unusable";
        "two of them", after("UNA:+.? 'UNA:+.? '"), "E111 E201", "unusable; 4 read";
        "in small letters", after("una:+.? '"), "E111 E114 E201", "unusable; 4 read";
        "after a blank line", after("\n\nUNA:+.? '"), "", "4 read";
        "after a byte order mark", after("\u{feff}UNA:+.? '"), "E105", "4 read";
        "after UNB", post().after("UNB", "UNA:+.? "), "E111 E214", "4 read";
        "for a letter that does not keep to it", after("UNA=*.! ~\n"), "E104 E108 E111 E112 E201", "unusable";
        "before each of two letters", [una(":*.? ~"), una(":+.? '")].concat(), "E104", "4 read; 4 read";
        "only before the first of two letters", [una(":*.? ~"), post().bytes()].concat(), "E104", "4 read; 4 read";
    }
}
