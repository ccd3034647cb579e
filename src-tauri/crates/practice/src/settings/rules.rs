//! What a setting may be, at set-up and afterwards.

use std::ops::RangeInclusive;

use jiff::civil::Time;

pub const HOLD_MINUTES: RangeInclusive<u32> = 0..=24 * 60;
/// The shortest is for training and for addresses of one's own: MESH is asked every five minutes at the most.
pub const POLL_SECONDS: RangeInclusive<u32> = 300..=24 * 60 * 60;
pub const TRIAL_POLL_SECONDS: RangeInclusive<u32> = 1..=24 * 60 * 60;
/// For every setting that counts days.
pub const DAYS: RangeInclusive<u32> = 1..=99;

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
