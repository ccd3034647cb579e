//! E-09: bytes beyond ASCII, in every wrong encoding.

use super::table::{Bad, files};
use crate::support::letters::post;

fn named(bytes: &[u8]) -> Vec<u8> {
    post().raw(b"FERRIER", bytes)
}

pub(crate) fn files() -> Vec<Bad> {
    files! { "E-09":
        "Latin-1 in a name", named(b"FERRI\xc8RE"), "E115", "4 read";
        "small Latin-1 letters", named(b"ferri\xe8re"), "E114 E115", "4 read";
        "UTF-8 in a name", named("FERRIÈRE".as_bytes()), "E114", "4 read";
        "a Windows-1252 apostrophe", named(b"O\x92NEILL"), "E115", "4 read";
        "a Windows-1252 euro sign", named(b"\x80"), "E115", "4 read";
        "the bytes that Windows-1252 leaves out", named(b"A\x81\x8d\x8f\x90\x9d"), "E115", "4 read";
        "every high byte", named(&(0x80..=0xFF).collect::<Vec<u8>>()), "E115 E417", "4 read";
        "half a UTF-8 character", named(b"FERRI\xc3"), "E115", "4 read";
        "a UTF-8 character with a byte too many", named(b"FERRI\xc3\x88\x88"), "E115", "4 read";
        "UTF-8 in a longer way than needed", named(b"A\xc0\xafB"), "E115", "4 read";
        "half of a surrogate pair", named(b"A\xed\xa0\x80B"), "E115", "4 read";
        "beyond the last character", named(b"A\xf4\x90\x80\x80B"), "E115", "4 read";
        "bytes that no UTF-8 has", named(b"A\xfe\xffB"), "E115", "4 read";
        "UTF-8 and Latin-1 in one segment", post().raw(b"SU:FERRIER+FO:GRACE", b"SU:\xc3\x88+FO:\xc8"), "E115", "4 read";
        "UTF-8 and Latin-1 in two segments", named("È".as_bytes()).into_iter().chain(*b"\nX\xc8X'").collect::<Vec<_>>(), "E111 E114 E115 E215", "4 read";
        "text coded twice", named("FERRIÃ¨RE".as_bytes()), "E114", "4 read";
        "a byte order mark and a whole letter", [b"\xef\xbb\xbf".to_vec(), post().bytes()].concat(), "E105", "4 read";
        "a byte order mark between segments", post().raw(b"'\nPNA", b"'\n\xef\xbb\xbfPNA"), "E106", "4 read";
        "a byte order mark in a name", named("FER\u{feff}RIER".as_bytes()), "E114", "4 read";
        "the beginning of a byte order mark", [b"\xef\xbb".to_vec(), post().bytes()].concat(), "E111 E115 E201", "unusable";
        "the whole letter in UTF-16", utf16(&post().bytes()), "E102", "unusable";
        "the whole letter in UTF-16 without its mark", utf16(&post().bytes())[2..].to_vec(), "E106 E111 E113 E201 E315", "unusable";
        "a high byte for a tag", post().raw(b"PNA", b"P\xd1A"), "E111 E115", "3 read, 1 aside";
        "a high byte in the sender", post().raw(b"NF01", b"N\xc601"), "E115 E305 E314", "4 read";
        "a high byte in the message type", post().raw(b"FHSREG:0", b"FHSR\xc8G:0"), "E115 E308", "2 read, 1 aside";
        "a high byte in a doctor's code", post().raw(b"B12", b"B\xb9\xb2"), "E115", "4 read";
        "high bytes after UNZ", [post().bytes(), vec![0xFF; 9]].concat(), "E108 E111 E115 E215", "4 read";
    }
}

fn utf16(bytes: &[u8]) -> Vec<u8> {
    let words = String::from_utf8_lossy(bytes).into_owned();

    [0xFEFF]
        .into_iter()
        .chain(words.encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect()
}
