//! The piece of a file that a problem is about, underlined.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};

use gplinks::{Place, Span};

use crate::input::Source;
use crate::text::is_hidden;

/// How much is shown of what stands before a place and of what begins there: together they fit
/// into a terminal of 80 columns.
const BEFORE: u64 = 24;
const AFTER: u64 = 42;

/// A file that is looked into a second time; nothing where that cannot be, as with standard input.
#[derive(Default)]
pub(super) struct Excerpts(Option<File>);

/// A line of a file, and the marks below it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Excerpt {
    pub(super) line: String,
    pub(super) marks: String,
}

/// Some bytes of a file.
struct Window {
    bytes: Vec<u8>,
    offset: u64,
}

impl Excerpts {
    pub(super) fn of(source: &Source) -> Self {
        Self(source.again())
    }

    /// `None` where there is nothing to show.
    pub(super) fn at(&mut self, place: Place) -> Option<Excerpt> {
        let window = Window::read(self.0.as_mut()?, place)?;

        Some(window.excerpt(place)).filter(|excerpt| !excerpt.line.trim().is_empty())
    }
}

impl Window {
    /// One byte more than is shown on either side, to know whether the line goes on there.
    fn read(file: &mut File, place: Place) -> Option<Self> {
        let offset = place.span.start.saturating_sub(BEFORE + 1);
        let length = place.span.start - offset + AFTER + 1;
        let mut bytes = Vec::new();
        file.seek(SeekFrom::Start(offset)).ok()?;
        file.take(length).read_to_end(&mut bytes).ok()?;

        Some(Self { bytes, offset })
    }

    fn excerpt(&self, place: Place) -> Excerpt {
        let at = usize::try_from(place.span.start - self.offset).unwrap_or(usize::MAX);
        let (before, after) = self.bytes.split_at(at.min(self.bytes.len()));
        let (start, cut_before) = self.line_start(before);
        let (end, cut_after) = line_end(after);
        let shown = self
            .bytes
            .get(start..before.len() + end)
            .unwrap_or_default();
        let place = Place {
            span: whole_characters(place.span, shown, self.offset + start as u64),
            ..place
        };
        let shown = place.render_part(shown, self.offset + start as u64);
        let (line, marks) = shown.split_once('\n').unwrap_or((&shown, ""));
        let (mark_before, below) = if cut_before {
            ("\u{2026}", " ")
        } else {
            ("", "")
        };
        let mark_after = if cut_after { "\u{2026}" } else { "" };

        Excerpt {
            line: format!(
                "{mark_before}{}{mark_after}",
                line.replace(is_hidden, "\u{b7}")
            ),
            marks: format!("{below}{marks}"),
        }
    }

    /// Where the line begins, or where it is cut.
    fn line_start(&self, before: &[u8]) -> (usize, bool) {
        match before.iter().rposition(is_break) {
            Some(found) => (found + 1, false),
            None if self.offset == 0 => (0, false),
            None => (
                1 + before
                    .iter()
                    .skip(1)
                    .take_while(|byte| is_inside_character(byte))
                    .count(),
                true,
            ),
        }
    }
}

/// Where the line ends, or where it is cut.
fn line_end(after: &[u8]) -> (usize, bool) {
    let most = AFTER as usize;
    match after.iter().position(is_break) {
        Some(found) if found <= most => (found, false),
        None if after.len() <= most => (after.len(), false),
        _ => {
            let inside = after
                .iter()
                .take(most + 1)
                .rev()
                .take_while(|byte| is_inside_character(byte));

            (most - inside.count().min(3), true)
        }
    }
}

/// A place may begin or end inside a character of UTF-8, which would then be shown in pieces.
fn whole_characters(span: Span, shown: &[u8], offset: u64) -> Span {
    let Ok(text) = std::str::from_utf8(shown) else {
        return span;
    };
    let at = |place: u64| usize::try_from(place.saturating_sub(offset)).unwrap_or(usize::MAX);
    let (start, end) = (
        text.floor_char_boundary(at(span.start)),
        text.ceil_char_boundary(at(span.end)),
    );

    Span {
        start: offset + start as u64,
        end: span.end.max(offset + end as u64),
    }
}

fn is_break(byte: &u8) -> bool {
    matches!(byte, b'\n' | b'\r')
}

/// A byte of UTF-8 that begins no character.
fn is_inside_character(byte: &u8) -> bool {
    (0x80..0xC0).contains(byte)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(source: &str, start: u64, end: u64) -> [String; 2] {
        let place = Place {
            span: Span { start, end },
            line: 1,
            segment: 1,
        };
        let offset = start.saturating_sub(BEFORE + 1);
        let bytes = source
            .bytes()
            .skip(offset as usize)
            .take((start - offset + AFTER + 1) as usize);
        let excerpt = Window {
            bytes: bytes.collect(),
            offset,
        }
        .excerpt(place);

        [excerpt.line, excerpt.marks]
    }

    #[test]
    fn a_short_line_is_shown_whole() {
        let shown = shown("BGM+++507'\nNAD+FHS+NF:954'\nDTM+137'\n", 19, 21);

        assert_eq!(shown, ["NAD+FHS+NF:954'", "        ^^"]);
    }

    #[test]
    fn a_long_line_is_cut_on_both_sides() {
        let line = "ABCDEFGHIJ".repeat(20);

        assert_eq!(
            shown(&line, 100, 103),
            [
                format!(
                    "…{}{}…",
                    "GHIJABCDEFGHIJABCDEFGHIJ",
                    "ABCDEFGHIJ".repeat(4) + "AB"
                ),
                format!("{}^^^", " ".repeat(25))
            ]
        );
    }

    #[test]
    fn a_line_that_ends_where_the_window_does_is_not_marked_as_cut() {
        let line = format!("{}\n{}", "A".repeat(24), "B".repeat(42));

        assert_eq!(shown(&line, 25, 26), ["B".repeat(42), "^".to_owned()]);
    }

    #[test]
    fn a_character_is_never_cut_in_two() {
        let line = "é".repeat(100);
        let [line, marks] = shown(&line, 101, 102);

        assert!(
            line.chars().all(|c| matches!(c, 'é' | '…' | 'Ã' | '©')),
            "{line}"
        );
        assert_eq!(
            shown(&"é".repeat(100), 100, 102)[0],
            format!("…{}…", "é".repeat(33))
        );
        assert!(marks.ends_with('^'));
    }

    #[test]
    fn a_place_inside_a_character_marks_all_of_it() {
        assert_eq!(shown("SU:ZO\u{eb}+", 6, 7), ["SU:ZO\u{eb}+", "     ^"]);
        assert_eq!(shown("SU:ZO\u{eb}+", 5, 6), ["SU:ZO\u{eb}+", "     ^"]);
    }

    #[test]
    fn marks_that_show_nothing_are_made_visible() {
        assert_eq!(shown("A\u{61c}B\u{1b}C", 3, 4), ["A·B·C", "  ^"]);
    }

    #[test]
    fn the_end_of_a_file_has_a_mark_too() {
        assert_eq!(shown("UNZ+1", 5, 5), ["UNZ+1", "     ^"]);
    }
}
