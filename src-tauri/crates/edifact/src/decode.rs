//! Bytes to text: UTF-8, and where that fails Windows-1252, so that nothing is replaced or lost.

use std::borrow::Cow;

/// The characters of Windows-1252 at 0x80 to 0x9F; the five unassigned ones stay control characters.
const HIGH: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}',
    '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

pub(crate) fn text(bytes: &[u8]) -> Cow<'_, str> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => Cow::Owned(bytes.iter().copied().map(windows_1252).collect()),
    }
}

fn windows_1252(byte: u8) -> char {
    match byte {
        0x80..=0x9F => HIGH
            .get(usize::from(byte - 0x80))
            .copied()
            .unwrap_or('\u{fffd}'),
        _ => char::from(byte),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn utf8_is_borrowed_as_it_is() {
        assert!(matches!(text("ZOË".as_bytes()), Cow::Borrowed("ZOË")));
    }

    #[test]
    fn other_bytes_are_windows_1252() {
        assert_eq!(text(b"ZO\xCB \x80 O\x92NEILL"), "ZOË € O’NEILL");
    }
}
