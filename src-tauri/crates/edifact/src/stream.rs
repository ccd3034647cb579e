//! Segments of a letter that is read bit by bit, in memory that does not grow with the letter.

use std::fmt;
use std::io::{self, Read};

use crate::scan::{Found, Scanner, Step};
use crate::{Limits, Problem, Segment};

/// Yields segments from a reader; each is lent until the next is asked for.
pub struct SegmentStream<R> {
    input: R,
    buffer: Vec<u8>,
    /// The part of `buffer` that holds data not yet given out.
    start: usize,
    filled: usize,
    /// The byte of the file that stands at `start`.
    base: u64,
    ended: bool,
    scanner: Scanner,
}

impl<R: Read> SegmentStream<R> {
    pub fn new(input: R, limits: Limits) -> Self {
        let size = limits.segment_bytes.saturating_mul(2).max(128 * 1024);

        Self {
            input,
            buffer: vec![0; size],
            start: 0,
            filled: 0,
            base: 0,
            ended: false,
            scanner: Scanner::new(limits),
        }
    }

    /// The next segment, or `None` at the end.
    pub fn next_segment(&mut self) -> io::Result<Option<Segment<'_>>> {
        let Some((found, base)) = self.find()? else {
            return Ok(None);
        };
        let from = self.start;
        self.start += found.next;
        self.base += found.next as u64;
        let window = self.buffer.get(from..self.filled).unwrap_or_default();

        let text = window
            .get(found.start..found.end)
            .and_then(|bytes| std::str::from_utf8(bytes).ok());

        Ok(Some(Segment::new(
            window,
            text,
            base,
            &found,
            self.scanner.delimiters,
        )))
    }

    /// What was noticed since the last call, in order of place.
    pub fn take_problems(&mut self) -> Vec<Problem> {
        std::mem::take(&mut self.scanner.problems)
    }

    /// How many bytes of the input have been dealt with.
    pub fn position(&self) -> u64 {
        self.base
    }

    fn find(&mut self) -> io::Result<Option<(Found, u64)>> {
        loop {
            let window = self.buffer.get(self.start..self.filled).unwrap_or_default();
            match self.scanner.step(window, self.base, self.ended) {
                Step::Segment(found) => return Ok(Some((found, self.base))),
                Step::End => return Ok(None),
                Step::More { keep } => {
                    self.start += keep;
                    self.base += keep as u64;
                    self.fill()?;
                }
            }
        }
    }

    /// Moves what is left to the front and fills the rest, so that a segment is looked at
    /// again only once for each buffer however slowly the data comes.
    fn fill(&mut self) -> io::Result<()> {
        self.buffer.copy_within(self.start..self.filled, 0);
        self.filled -= self.start;
        self.start = 0;
        while let Some(free) = self
            .buffer
            .get_mut(self.filled..)
            .filter(|free| !free.is_empty())
        {
            match self.input.read(free) {
                Ok(0) => {
                    self.ended = true;
                    break;
                }
                Ok(count) => self.filled += count,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }

        Ok(())
    }
}

impl<R> fmt::Debug for SegmentStream<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SegmentStream(at byte {})", self.base)
    }
}
