//! E-10: characters that hide, mislead or are not what they look like.

use super::table::{Bad, files};
use crate::support::letters::post;

fn named(name: &str) -> Vec<u8> {
    post().swap("FERRIER", name).bytes()
}

fn numbered(number: &str) -> Vec<u8> {
    post().swap("9990413703", number).bytes()
}

pub(crate) fn files() -> Vec<Bad> {
    files! { "E-10":
        "a right-to-left mark in a name", named("FER\u{202e}REIR"), "E114", "4 read";
        "an isolate in a name", named("FER\u{2067}RIER\u{2069}"), "E114", "4 read";
        "a left-to-right mark in a name", named("FER\u{200e}RIER"), "E114", "4 read";
        "a zero-width space in a name", named("FER\u{200b}RIER"), "E114", "4 read";
        "a zero-width joiner in a name", named("FER\u{200d}RIER"), "E114", "4 read";
        "a soft hyphen in a name", named("FER\u{ad}RIER"), "E114", "4 read";
        "a hard space in a name", named("LE\u{a0}FERRIER"), "E114", "4 read";
        "a Cyrillic letter that looks Latin", named("FERRIЕR"), "E114", "4 read";
        "a Greek letter that looks Latin", named("FΕRRIER"), "E114", "4 read";
        "a combining accent", named("FERRIE\u{300}R"), "E114", "4 read";
        "a hundred combining accents", named(&format!("A{}", "\u{301}".repeat(100))), "E114 E417", "4 read";
        "an emoji", named("FERRIER \u{1f600}"), "E114", "4 read";
        "an emoji of many characters", named("\u{1f468}\u{200d}\u{1f469}\u{200d}\u{1f467}"), "E114", "4 read";
        "the last character of all", named("FERRIER\u{10ffff}"), "E114", "4 read";
        "a private character", named("FERRIER\u{e000}"), "E114", "4 read";
        "a replacement character", named("FERRI\u{fffd}R"), "E114", "4 read";
        "a line separator", named("FER\u{2028}RIER"), "E114", "4 read";
        "a next-line character", named("FER\u{85}RIER"), "E114", "4 read";
        "a dotless i", named("FERRıER"), "E114", "4 read";
        "a ligature", named("ﬀERRIER"), "E114", "4 read";
        "full-width letters", named("ＦＥＲＲＩＥＲ"), "E114", "4 read";
        "full-width digits for an NHS number", numbered("９９９０４１３７０３"), "E114 E420", "4 read";
        "Arabic digits for an NHS number", numbered("٩٩٩٠٤١٣٧٠٣"), "E114 E420", "4 read";
        "a zero-width space in an NHS number", numbered("99904\u{200b}13703"), "E114 E420", "4 read";
        "a full-width plus sign for a separator", post().swap("PNA+PAT", "PNA＋PAT").bytes(), "E111 E114", "3 read, 1 aside";
        "a typographic apostrophe for a terminator", post().raw(b"S02+2'", "S02+2’".as_bytes()), "E112 E114 E207", "4 read";
        "a right-to-left mark between segments", post().raw(b"'\nPNA", "'\n\u{202e}PNA".as_bytes()), "E111 E114", "3 read, 1 aside";
        "a zero-width space between segments", post().raw(b"'\nPNA", "'\n\u{200b}PNA".as_bytes()), "E106", "4 read";
        "a word joiner between segments", post().raw(b"'\nPNA", "'\n\u{2060}PNA".as_bytes()), "E106", "4 read";
        "a hard space between segments", post().raw(b"'\nPNA", "'\n\u{a0}PNA".as_bytes()), "E111 E114", "3 read, 1 aside";
        "a zero-width space in a tag", post().swap("PNA+PAT", "P\u{200b}NA+PAT").bytes(), "E111 E114", "3 read, 1 aside";
        "a zero-width space in a kind", post().swap("RFF+950:F4", "RFF+950:F\u{200b}4").bytes(), "E114 E403", "4 read";
    }
}
