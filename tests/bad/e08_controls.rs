//! E-08: control characters in data and between segments.

use super::table::{Bad, files};
use crate::support::letters::post;

pub(crate) fn files() -> Vec<Bad> {
    let in_a_name = (0x00..=0x1F).chain([0x7F]).map(|byte: u8| {
        let code = if matches!(byte, b'\n' | b'\r') {
            "E112"
        } else {
            "E113"
        };
        let bytes = post().raw(b"FERRIER", &[b"FER", &[byte][..], b"RIER"].concat());

        Bad::new(
            "E-08",
            format!("{byte:#04x} in a name"),
            bytes,
            code,
            "4 read",
        )
    });
    let between = [0x00, 0x01, 0x08, 0x0B, 0x0C, 0x1A, 0x1B, 0x1F, 0x7F].map(|byte: u8| {
        let bytes = post().raw(b"'\nPNA", &[b"'\n", &[byte][..], b"PNA"].concat());

        Bad::new(
            "E-08",
            format!("{byte:#04x} between segments"),
            bytes,
            "E106",
            "4 read",
        )
    });
    let others = files! { "E-08":
        "a carriage return and line feed in a name", post().raw(b"FERRIER", b"FER\r\nRIER"), "E112", "4 read";
        "a tab between segments", post().raw(b"'\nPNA", b"'\n\tPNA"), "", "4 read";
        "a line break in an NHS number", post().raw(b"9990413703", b"99904\n13703"), "E112", "4 read";
        "a tab in an NHS number", post().raw(b"9990413703", b"99904\t13703"), "E113 E420", "4 read";
        "a line break in a tag", post().raw(b"PNA+", b"P\nNA+"), "E111 E112", "3 read, 1 aside";
        "a line break in the control reference", post().raw(b"00044120", b"0004\n4120"), "E112", "4 read";
        "a nought in the control reference", post().raw(b"00044120", b"0004\x004120"), "E113 E202", "unusable";
        "a nought in a message reference", post().raw(b"UNH+00067511", b"UNH+0006\x007511"), "E113 E217", "4 read";
        "every control character in one name", post().raw(b"FERRIER", &(0x00..0x20).collect::<Vec<u8>>()), "E112 E113", "4 read";
    };

    in_a_name.chain(between).chain(others).collect()
}
