//! Segments of a letter that is already in memory: no copy, no allocation.

use std::fmt;

use crate::scan::Scanner;
use crate::{Limits, Problem, Segment};

/// Yields the segments of a slice one by one; what was odd is told by [`Segments::take_problems`].
pub struct Segments<'a> {
    bytes: &'a [u8],
    /// The same as text, where all of it is UTF-8.
    text: Option<&'a str>,
    at: usize,
    scanner: Scanner,
}

impl<'a> Segments<'a> {
    pub fn new(bytes: &'a [u8], limits: Limits) -> Self {
        Self {
            bytes,
            text: std::str::from_utf8(bytes).ok(),
            at: 0,
            scanner: Scanner::new(limits),
        }
    }

    /// Whether anything was noticed since the last call of [`Segments::take_problems`].
    #[inline]
    pub fn has_problems(&self) -> bool {
        !self.scanner.problems.is_empty()
    }

    /// What was noticed since the last call, in order of place.
    pub fn take_problems(&mut self) -> Vec<Problem> {
        std::mem::take(&mut self.scanner.problems)
    }
}

impl<'a> Iterator for Segments<'a> {
    type Item = Segment<'a>;

    #[inline(always)]
    fn next(&mut self) -> Option<Segment<'a>> {
        let window = self.bytes.get(self.at..).unwrap_or_default();
        let base = self.at as u64;
        let found = match self.scanner.quick(window, base) {
            Some(found) => found,
            None => self.scanner.step(window, base, true).segment()?,
        };
        let (from, to) = (self.at + found.start, self.at + found.end);
        let text = match self.text {
            Some(text) => text.get(from..to),
            None => std::str::from_utf8(self.bytes.get(from..to).unwrap_or_default()).ok(),
        };
        self.at += found.next;

        Some(Segment::new(
            window,
            text,
            base,
            &found,
            self.scanner.delimiters,
        ))
    }
}

impl fmt::Debug for Segments<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Segments(at byte {})", self.at)
    }
}
