//! Whether everything that was told about a file stands inside that file.

use gplinks::{Place, ReadLetter};

/// The first place that points outside, or goes backwards.
pub(crate) fn outside(bytes: &[u8], letters: &[ReadLetter]) -> Option<Place> {
    let length = bytes.len() as u64;
    let breaks = bytes
        .iter()
        .filter(|byte| matches!(byte, b'\n' | b'\r'))
        .count() as u64;

    places(letters).find(|place| {
        let (start, end) = (place.span.start, place.span.end);
        let (line, segment) = (u64::from(place.line), u64::from(place.segment));

        !(start <= end && end <= length && line <= breaks + 1 && segment <= length + 1)
    })
}

/// Every place of every letter, message, transaction and problem.
fn places(letters: &[ReadLetter]) -> impl Iterator<Item = Place> {
    letters.iter().flat_map(|letter| {
        let header = letter.header.iter().map(|header| header.place);
        let messages = letter.messages.iter().map(|message| message.head.place);
        let transactions = letter.transactions().map(|(_, one)| one.place);
        let problems = letter.all_problems().map(|problem| problem.at);

        header.chain(messages).chain(transactions).chain(problems)
    })
}
