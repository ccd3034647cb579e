//! Words that several reports use.

use gplinks::{Day, Minute};
use jiff::Timestamp;
use store::{LetterOut, LetterState, Link, Sequence};

/// `20-Nov-2026`, the day on a UK clock.
pub(super) fn day(at: Timestamp) -> String {
    Minute::at(at).day().shown()
}

/// `20-Nov-2026 14:05`
pub(super) fn time(at: Timestamp) -> String {
    Minute::at(at).shown()
}

pub(super) fn days(day: Option<Day>) -> String {
    day.map(Day::shown).unwrap_or_default()
}

/// `1 letter`, `3 letters`
pub(super) fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// `41`, `41 and 43`, `41, 43 and 45 to 47`
pub(super) fn list(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// `HIL5 with NF01`
pub(super) fn ends(link: &Link) -> String {
    format!("{} with {}", link.practice_code, link.service_code)
}

/// The day from which a letter is waited for.
pub(super) fn sent_on(letter: &LetterOut) -> Day {
    Minute::at(letter.accepted_at.unwrap_or(letter.written_at)).day()
}

/// MESH has it, or may have it.
pub(super) fn may_be_there(letter: &LetterOut) -> bool {
    match letter.state {
        LetterState::Accepted
        | LetterState::Collected
        | LetterState::HandedOver
        | LetterState::Unknown
        | LetterState::Undelivered => true,
        LetterState::Numbered
        | LetterState::Sending
        | LetterState::Refused
        | LetterState::Abandoned => false,
    }
}

/// A counter by the name that PCSE's people use.
pub(super) fn sequence_words(sequence: Sequence) -> &'static str {
    match sequence {
        Sequence::Sis => "Interchange",
        Sequence::Sms => "Message",
        Sequence::Tn => "Transaction",
    }
}
