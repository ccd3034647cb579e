//! What may stand between two segments, and how far it goes.

use crate::scan::Scanner;
use crate::{Rule, Span};

impl Scanner {
    /// Steps over what may stand between segments; `Err` where more data is needed to say. The usual
    /// gap, one line feed or nothing, is dealt with first.
    pub(crate) fn skip_gap(
        &mut self,
        window: &[u8],
        from: usize,
        base: u64,
        last: bool,
    ) -> Result<usize, usize> {
        let mut at = from;
        if window.get(at) == Some(&b'\n') && !self.after_return {
            self.line += 1;
            at += 1;
        }
        if self.odd_gap.is_none() && window.get(at).is_some_and(u8::is_ascii_uppercase) {
            return Ok(at);
        }
        while let Some(&byte) = window.get(at) {
            let length = match byte {
                b'\n' | b'\r' => {
                    self.count_line(byte);
                    1
                }
                b' ' | b'\t' => 1,
                0x00..=0x1F | 0x7F => {
                    self.odd_gap.get_or_insert(base + at as u64);
                    1
                }
                0xE2 | 0xEF | 0xFE | 0xFF => match self.invisible(window, at, base, last) {
                    Some(0) => break,
                    Some(length) => {
                        if byte == 0xE2 || !self.at_start {
                            self.odd_gap.get_or_insert(base + at as u64);
                        }
                        length
                    }
                    None => return Err(at),
                },
                _ => break,
            };
            at += length;
            self.at_start = false;
            if self.stopped {
                return Ok(window.len());
            }
        }
        if at < window.len() || last {
            self.report_odd_gap(base + at as u64);
        }

        Ok(at)
    }

    /// A gap is told once, however many looks it takes to get over it.
    fn report_odd_gap(&mut self, end: u64) {
        if let Some(start) = self.odd_gap.take() {
            self.tell(Rule::OddBetweenSegments, Span { start, end });
        }
    }

    /// The length of a mark that shows nothing, 0 where it is something else, `None` where it is cut.
    fn invisible(&mut self, window: &[u8], at: usize, base: u64, last: bool) -> Option<usize> {
        let rest = window.get(at..).unwrap_or_default();
        if self.at_start && (rest.starts_with(&[0xFF, 0xFE]) || rest.starts_with(&[0xFE, 0xFF])) {
            self.stop(Rule::Utf16, base, at);
            return Some(2);
        }
        if rest.len() < 3 && !last {
            return None;
        }
        if rest.starts_with("\u{feff}".as_bytes()) {
            if self.at_start {
                self.report(Rule::ByteOrderMark, base, at, at + 3);
            }
            return Some(3);
        }
        let hidden = [
            "\u{200b}", "\u{200c}", "\u{200d}", "\u{200e}", "\u{200f}", "\u{2060}",
        ];

        Some(
            if hidden.iter().any(|mark| rest.starts_with(mark.as_bytes())) {
                3
            } else {
                0
            },
        )
    }

    fn count_line(&mut self, byte: u8) {
        if !(byte == b'\n' && self.after_return) {
            self.line += 1;
        }
        self.after_return = byte == b'\r';
    }
}
