//! Text for people: nothing in it can change how a terminal behaves, and lines fit.

use std::borrow::Cow;
use std::fmt::Write as _;

/// Makes visible what a terminal would act on or hide: control characters and invisible marks.
pub(crate) fn visible(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_hidden) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        if is_hidden(c) {
            // Writing to a String never fails.
            let _ = write!(shown, "<U+{:04X}>", u32::from(c));
        } else {
            shown.push(c);
        }
    }

    Cow::Owned(shown)
}

/// JSON in which the same characters are escaped, though JSON does not ask for it; its value stays.
pub(crate) fn visible_json(json: String) -> String {
    // A line break stands between values only; inside them it is escaped already.
    let must_escape = |c: char| is_hidden(c) && c != '\n';
    if !json.chars().any(must_escape) {
        return json;
    }
    let mut escaped = String::with_capacity(json.len());
    for c in json.chars() {
        if !must_escape(c) {
            escaped.push(c);
            continue;
        }
        for unit in c.encode_utf16(&mut [0; 2]) {
            // Writing to a String never fails.
            let _ = write!(escaped, "\\u{unit:04x}");
        }
    }

    escaped
}

/// Whether a terminal acts on the character, or shows nothing for it.
pub(crate) fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// `1 letter`, `2 letters`
pub(crate) fn counted(count: u64, word: &str) -> String {
    let ending = if count == 1 { "" } else { "s" };

    format!("{count} {word}{ending}")
}

/// Breaks a text at its spaces, so that no line is wider than `width` where that can be helped.
pub(crate) fn wrapped(text: &str, width: usize) -> Vec<String> {
    if text.len() <= width {
        return vec![text.to_owned()];
    }
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in text.split(' ') {
        let is_full = line.chars().count() + 1 + word.chars().count() > width;
        if is_full && !line.trim().is_empty() {
            lines.push(std::mem::take(&mut line));
        } else if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    lines.push(line);

    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_terminal_would_act_on_is_made_visible() {
        assert_eq!(visible("O'NEILL, Zoë 李"), "O'NEILL, Zoë 李");
        assert_eq!(visible("\u{1b}[31mRED\u{7}"), "<U+001B>[31mRED<U+0007>");
        assert_eq!(
            visible("A\u{9b}2J\r\nB\u{202e}C"),
            "A<U+009B>2J<U+000D><U+000A>B<U+202E>C"
        );
    }

    #[test]
    fn json_keeps_its_value_where_characters_are_escaped() {
        let value = serde_json::json!({ "a\u{7f}": "\u{1b}\u{9b}\u{202e}\u{e0041}\nZoë" });
        let text = visible_json(value.to_string());

        assert_eq!(text, r#"{"a\u007f":"\u001b\u009b\u202e\udb40\udc41\nZoë"}"#);
        assert_eq!(
            serde_json::from_str::<serde_json::Value>(&text).unwrap(),
            value
        );
    }

    #[test]
    fn one_is_not_many() {
        assert_eq!(counted(1, "letter"), "1 letter");
        assert_eq!(counted(0, "letter"), "0 letters");
        assert_eq!(counted(12, "letter"), "12 letters");
    }

    #[test]
    fn lines_are_broken_at_spaces_and_lose_nothing() {
        assert_eq!(wrapped("one two three", 7), ["one two", "three"]);
        assert_eq!(wrapped("one two three", 80), ["one two three"]);
        assert_eq!(
            wrapped("extraordinarily long", 4),
            ["extraordinarily", "long"]
        );
        assert_eq!(wrapped("", 10), [""]);
        assert_eq!(wrapped("a  b", 10), ["a  b"], "two spaces stay two");
    }
}
