//! The letters of the tests, and the ways in which they are damaged. Everyone in them is invented.

/// Ten transactions in eight messages.
pub(crate) const EVENING: &str = include_str!("../data/evening.edifact");
pub(crate) const EVENING_RECEIPT: &str = include_str!("../data/evening.recep.edifact");
pub(crate) const BIRTH: &str = include_str!("../data/birth.edifact");
pub(crate) const BIRTH_RECEIPT: &str = include_str!("../data/birth.recep.edifact");
pub(crate) const AMENDMENT: &str = include_str!("../data/amendment.edifact");
pub(crate) const TRANSFER: &str = include_str!("../data/transfer.edifact");

/// The evening file with one thing changed, which must be there.
pub(crate) fn evening_with(from: &str, to: &str) -> String {
    changed(EVENING, from, to)
}

pub(crate) fn changed(text: &str, from: &str, to: &str) -> String {
    assert!(text.contains(from), "{from} is not there to be changed");

    text.replacen(from, to, 1)
}

/// One F2 lacks its patient, so it is set aside.
pub(crate) fn with_a_transaction_set_aside() -> String {
    let text = evening_with("PNA+PAT+9990010595:OPI'\n", "");

    changed(&text, "UNT+21+00067513", "UNT+20+00067513")
}

/// One message does not say what it holds, so it is set aside.
pub(crate) fn with_a_message_set_aside() -> String {
    let text = evening_with("RFF+950:F10'\n", "");

    changed(&text, "UNT+11+00067515", "UNT+10+00067515")
}

/// UNB has no readable sender, so nothing can be used.
pub(crate) fn unusable() -> String {
    evening_with("+NF01+HIL5", "++HIL5")
}

/// Where the words begin in a text of one segment a line: byte, line and segment.
pub(crate) fn found(text: &str, words: &str) -> (usize, usize, usize) {
    let before = text.split(words).next().unwrap();
    let (offset, line) = (before.len(), before.matches('\n').count() + 1);
    assert!(offset < text.len(), "{words} is not there to be found");

    (offset, line, line)
}

/// As people are told it.
pub(crate) fn place(text: &str, words: &str) -> String {
    let (offset, line, segment) = found(text, words);

    format!("byte {offset}, line {line}, segment {segment}")
}
