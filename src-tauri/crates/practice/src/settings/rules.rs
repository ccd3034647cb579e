//! What a setting may be, at set-up and afterwards.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use jiff::civil::Time;

pub const HOLD_MINUTES: RangeInclusive<u32> = 0..=24 * 60;
/// The shortest is for training and for addresses of one's own: MESH is asked every five minutes at the most.
pub const POLL_SECONDS: RangeInclusive<u32> = 300..=24 * 60 * 60;
pub const TRIAL_POLL_SECONDS: RangeInclusive<u32> = 1..=24 * 60 * 60;
/// For every setting that counts days.
pub const DAYS: RangeInclusive<u32> = 1..=99;

/// The last number of an earlier system is typed twice: a slip is found out by PCSE alone, and late. There is none to
/// type where nothing was used.
pub fn is_told_twice(first: u32, again: Option<u32>) -> bool {
    again.map_or(first == 0, |again| again == first)
}

/// `15:00`.
pub fn is_time(text: &str) -> bool {
    text.len() == 5 && text.parse::<Time>().is_ok()
}

/// A postcode's part before the space, `NR30`.
pub fn is_district(text: &str) -> bool {
    let is_capital = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit();

    (2..=4).contains(&text.len())
        && text.starts_with(|c: char| c.is_ascii_uppercase())
        && text.bytes().all(is_capital)
}

/// The name of a MESH mailbox, `A0047392`.
pub fn is_mailbox(text: &str) -> bool {
    (1..=32).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

/// A doctor's two codes, national and local: `9912345,K31`.
pub fn is_doctor(text: &str) -> bool {
    let is_code = |code: &str| {
        (1..=8).contains(&code.len()) && code.bytes().all(|byte| byte.is_ascii_alphanumeric())
    };

    text.split_once(',')
        .is_some_and(|(national, local)| is_code(national) && is_code(local))
}

/// Text that stands in one line and is not too long for it.
pub fn is_line(text: &str) -> bool {
    (1..=100).contains(&text.chars().count()) && !text.chars().any(char::is_control)
}

/// A telephone number as people write it.
pub fn is_phone(text: &str) -> bool {
    (5..=30).contains(&text.len())
        && text.bytes().any(|byte| byte.is_ascii_digit())
        && text
            .bytes()
            .all(|byte| byte.is_ascii_digit() || b" +()-".contains(&byte))
}

/// An address to write to: what stands before and after one `@`, without a space.
pub fn is_email(text: &str) -> bool {
    let is_part = |part: &str| !part.is_empty() && !part.contains(char::is_whitespace);

    is_line(text)
        && text.split_once('@').is_some_and(|(name, place)| {
            is_part(name) && is_part(place) && place.contains('.') && !place.contains('@')
        })
}

/// Codes with their meaning, one a line: `3 Confirm the address`. `None` where a line is something else.
pub fn codes(text: &str) -> Option<BTreeMap<String, String>> {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());

    lines.map(code).collect()
}

fn code(line: &str) -> Option<(String, String)> {
    let (code, words) = line.split_once(' ')?;
    let is_code = code.len() <= 4 && code.bytes().all(|byte| byte.is_ascii_alphanumeric());

    (is_code && is_line(words.trim())).then(|| (code.to_owned(), words.trim().to_owned()))
}

/// The same as it is kept and typed.
pub fn codes_written(codes: &BTreeMap<String, String>) -> String {
    let lines = codes.iter().map(|(code, words)| format!("{code} {words}"));

    lines.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_one_at_sign_and_no_space() {
        assert!(is_email("pcse.links@pcse.example"));
        for odd in [
            "",
            "pcse",
            "@pcse.example",
            "a@b",
            "a b@c.example",
            "a@b@c.example",
        ] {
            assert!(!is_email(odd), "{odd}");
        }
    }

    #[test]
    fn codes_are_one_a_line_and_come_back_as_they_are_kept() {
        let typed = "17 Name differs\n 3  Confirm the address \n";

        let kept = codes_written(&codes(typed).unwrap());
        assert_eq!(kept, "17 Name differs\n3 Confirm the address");
        assert_eq!(codes_written(&codes(&kept).unwrap()), kept);
        assert_eq!(codes("  \n").unwrap().len(), 0);
        for odd in ["3", "3 ", "toolong words", "? what"] {
            assert_eq!(codes(odd), None, "{odd}");
        }
    }
}
