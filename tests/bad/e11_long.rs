//! E-11: one segment that is far too long, wherever it stands.

use super::table::{Bad, files};
use crate::support::letters::{Lines, notice, post};

const REMARKED: usize = 8 * 1024;
const REFUSED: usize = 64 * 1024;
const VAST: usize = 1_000_000;

/// A rejection whose text segment has so many bytes.
fn text_segment(length: usize) -> Lines {
    let text = "X".repeat(length - "FTX+RGI+++".len());

    notice(
        "F3",
        &format!("S01+1\nRFF+TN:1290\nNAD+GP+9934561,B12:900\nFTX+RGI+++{text}"),
    )
}

fn grown(old: &str, many: &str, count: usize) -> Lines {
    post().swap(old, &format!("{old}{}", many.repeat(count)))
}

pub(crate) fn files() -> Vec<Bad> {
    files! { "E-11":
        "as long as is not remarked on", text_segment(REMARKED), "E417", "1 read";
        "a byte longer", text_segment(REMARKED + 1), "E121 E417", "1 read";
        "as long as is read", text_segment(REFUSED), "E121 E417", "1 read";
        "a byte too long", text_segment(REFUSED + 1), "E122 E205 E210 E411", "unusable";
        "a million characters in a text", text_segment(VAST), "E122 E205 E210 E411", "unusable";
        "a million empty elements", grown("PNA+PAT", "+", VAST), "E122 E205 E210", "unusable";
        "a million empty components", grown("NAD+GP+9934561,B12", ":", VAST), "E122 E205 E210 E411", "unusable";
        "a million release characters", grown("NAD+GP+9934561,B12", "?", VAST), "E122 E205 E210 E411", "unusable";
        "a million blanks in an element", grown("NAD+GP+9934561,B12", " ", VAST), "E122 E205 E210 E411", "unusable";
        "a million line breaks in an element", post().raw(b"B12:900", &[b"B12".as_slice(), &[b'\n'; VAST]].concat()), "E122 E205 E210 E411", "unusable";
        "a million high bytes", post().raw(b"B12", &[0x80; VAST]), "E122 E205 E210 E411", "unusable";
        "a million noughts", post().raw(b"B12", &[0; VAST]), "E122 E205 E210 E411", "unusable";
        "in UNB", grown("FHSREG", "+", VAST), "E122", "unusable";
        "in UNH", grown("UNH+00067511", "+", VAST), "E122 E210", "unusable";
        "in UNT", grown("UNT+14+00067510", "+", VAST), "E122 E205 E210", "unusable";
        "in UNZ", grown("UNZ+3+00044120", "+", VAST), "E122 E210", "unusable";
        "after UNZ", [post().bytes(), vec![b'X'; VAST]].concat(), "E122", "unusable";
        "a tag of a million letters", post().swap("PNA+PAT", &"A".repeat(VAST)), "E122 E205 E210", "unusable";
        "no terminator for a million bytes", [b"UNB".to_vec(), vec![b'+'; VAST]].concat(), "E122", "unusable";
        "nothing but letters", "A".repeat(VAST), "E122", "unusable";
        "nothing but terminators", "'".repeat(VAST), "E101 E110 E315", "unusable";
        "nothing but line breaks", "\n".repeat(VAST), "E101", "unusable";
        "a million line breaks between segments", post().raw(b"'\nPNA", &[b"'".as_slice(), &[b'\n'; VAST], b"PNA"].concat()), "", "4 read";
        "a million noughts between segments", post().raw(b"'\nPNA", &[b"'".as_slice(), &[0; VAST], b"PNA"].concat()), "E106", "4 read";
        "a note of many pieces", note_of(3_000), "E315 E429", "0 read, 1 aside";
        "many long segments", long_unknown(200), "E121 E315 E416", "4 read";
    }
}

/// A rejection whose note comes in so many segments.
fn note_of(pieces: usize) -> Lines {
    let note = "FTX+RGI+++A PIECE OF A NOTE THAT WILL NOT END\n".repeat(pieces);

    notice(
        "F3",
        &format!(
            "S01+1\nRFF+TN:1290\nNAD+GP+9934561,B12:900\n{}",
            note.trim_end()
        ),
    )
}

/// Unknown segments in the first transaction, each long enough for a remark.
fn long_unknown(count: usize) -> Lines {
    let one = format!("XYZ+{}\n", "X".repeat(REMARKED));

    post().after("RFF+TN:1290", &one.repeat(count)).counted()
}
