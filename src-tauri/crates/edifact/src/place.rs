//! Where in a letter something stands, and the underlined picture of it for a screen.

use std::fmt;

/// A stretch of bytes, `start..end`, counted from the first byte of the letter's file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    pub start: u64,
    pub end: u64,
}

/// A stretch of bytes with the line and the segment it begins in, both counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Place {
    pub span: Span,
    pub line: u32,
    pub segment: u32,
}

impl Place {
    /// Shows the line of `source` that holds this place, with `^` under it.
    ///
    /// The text may be a patient's: only a screen that is meant to show it calls this.
    pub fn render(&self, source: &[u8]) -> String {
        self.render_part(source, 0)
    }

    /// As [`Place::render`], where `source` is only a part of the file that begins at `offset`.
    pub fn render_part(&self, source: &[u8], offset: u64) -> String {
        let start = within(source, self.span.start, offset);
        let end = within(source, self.span.end, offset).max(start);
        let (line_start, line_end) = line_around(source, start);

        let before = visible(source.get(line_start..start).unwrap_or_default());
        let marked = visible(source.get(start..end.min(line_end)).unwrap_or_default());
        let after = visible(source.get(end.min(line_end)..line_end).unwrap_or_default());
        let indent = " ".repeat(before.chars().count());
        let carets = "^".repeat(marked.chars().count().max(1));

        format!("{before}{marked}{after}\n{indent}{carets}")
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "byte {}, line {}, segment {}",
            self.span.start, self.line, self.segment
        )
    }
}

/// How much of a long line is shown on either side.
const CONTEXT: usize = 80;

fn within(source: &[u8], at: u64, offset: u64) -> usize {
    usize::try_from(at.saturating_sub(offset))
        .unwrap_or(usize::MAX)
        .min(source.len())
}

fn line_around(source: &[u8], at: usize) -> (usize, usize) {
    let is_break = |byte: &u8| matches!(byte, b'\n' | b'\r');
    let before = source.get(..at).unwrap_or_default();
    let after = source.get(at..).unwrap_or_default();
    let start = before
        .iter()
        .rposition(is_break)
        .map_or(0, |found| found + 1);
    let end = after
        .iter()
        .position(is_break)
        .map_or(source.len(), |found| at + found);

    (start.max(at.saturating_sub(CONTEXT)), end.min(at + CONTEXT))
}

/// One visible character a byte or letter, so that the carets stand under the right ones.
fn visible(bytes: &[u8]) -> String {
    let show = |c: char| {
        if c.is_control() || is_invisible(c) {
            '\u{b7}'
        } else {
            c
        }
    };

    crate::decode::text(bytes).chars().map(show).collect()
}

/// Marks that change how text looks without being seen: direction overrides and zero-width ones.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(start: u64, end: u64) -> Place {
        Place {
            span: Span { start, end },
            line: 1,
            segment: 1,
        }
    }

    #[test]
    fn the_underline_stands_below_the_place() {
        let shown = place(4, 7).render(b"RFF+TNX:1'\nUNT'");

        assert_eq!(shown, "RFF+TNX:1'\n    ^^^");
    }

    #[test]
    fn a_long_line_is_cut_round_the_place() {
        let mut source = vec![b'A'; 500];
        source[250] = b'?';

        let shown = place(250, 251).render(&source);

        assert_eq!(shown.lines().next().unwrap().len(), 160);
        assert_eq!(
            shown.lines().nth(1).unwrap(),
            format!("{}^", " ".repeat(80))
        );
    }

    #[test]
    fn a_place_beyond_the_end_is_shown_at_the_end() {
        assert_eq!(place(90, 99).render(b"UNZ+1"), "UNZ+1\n     ^");
    }

    #[test]
    fn control_and_direction_marks_are_made_visible() {
        assert_eq!(
            place(1, 2).render("A\u{1}B\u{202e}C".as_bytes()),
            "A·B·C\n ^"
        );
    }
}
