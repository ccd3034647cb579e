//! Finds where one segment ends, marking its separators and noting what is out of the ordinary.

use crate::Delimiters;
use crate::blocks::Wanted;
use crate::marks::{Bits, Marks};

/// What was met inside, each with its first place.
#[derive(Default)]
pub(crate) struct Oddities {
    pub(crate) escaped: bool,
    noted: bool,
    pub(crate) high: Option<usize>,
    pub(crate) newline: Option<usize>,
    pub(crate) control: Option<usize>,
    pub(crate) outside: Option<usize>,
    pub(crate) lines: u32,
    pub(crate) release_at_end: bool,
}

impl Oddities {
    /// Makes ready for the next segment, which most often needs nothing.
    #[inline]
    pub(crate) fn forget(&mut self) {
        if self.noted || self.escaped {
            *self = Self::default();
        }
    }

    /// Holds neither releases nor line breaks: the parts can be used as they stand.
    #[inline]
    pub(crate) fn is_plain(&self) -> bool {
        !self.escaped && self.newline.is_none()
    }

    /// Holds nothing that anyone need be told.
    #[inline]
    pub(crate) fn is_quiet(&self) -> bool {
        !self.noted
    }

    /// Deals with a release and gives the place of what it releases. A line break is not data, so what
    /// is released stands behind it.
    #[cold]
    fn release(&mut self, bytes: &[u8], place: usize, delimiters: Delimiters) -> usize {
        self.escaped = true;
        let mut at = place + 1;
        while let Some(&byte) = bytes.get(at).filter(|byte| matches!(byte, b'\n' | b'\r')) {
            self.note(bytes, at, byte);
            at += 1;
        }
        match bytes.get(at) {
            None => self.release_at_end = true,
            Some(&byte) if !delimiters.contain(byte) && !crate::is_level_a(byte.into()) => {
                self.note(bytes, at, byte)
            }
            Some(_) => {}
        }

        at
    }

    #[cold]
    fn note(&mut self, bytes: &[u8], at: usize, byte: u8) {
        self.noted = true;
        match byte {
            b'\n' | b'\r' => {
                self.newline.get_or_insert(at);
                let second_half = byte == b'\n'
                    && at.checked_sub(1).and_then(|before| bytes.get(before)) == Some(&b'\r');
                self.lines += u32::from(!second_half);
            }
            0x00..=0x1F | 0x7F => {
                self.control.get_or_insert(at);
            }
            0x80.. => {
                self.high.get_or_insert(at);
            }
            _ => {
                self.outside.get_or_insert(at);
            }
        }
    }
}

/// Looks for the terminator in `bytes`, which begin with the segment and go on beyond it.
#[inline(always)]
pub(crate) fn find_end(
    bytes: &[u8],
    delimiters: Delimiters,
    wanted: &Wanted,
    odd: &mut Oddities,
) -> (Option<usize>, Marks) {
    let (mut elements, mut components) = (Bits::default(), Bits::default());
    let (mut released, mut special) = (Bits::default(), Bits::default());
    // Up to here everything has been dealt with: what is released does not count again.
    let mut done = 0;
    let mut end = None;
    let mut at = 0;
    'blocks: while let Some(block) = wanted.look(bytes, at) {
        elements.add(block.elements, at);
        components.add(block.components, at);
        let mut stops = block.stops;
        while stops != 0 {
            let place = at + stops.trailing_zeros() as usize;
            stops &= stops - 1;
            let byte = bytes.get(place).copied().unwrap_or_default();
            if place < done {
                continue;
            }
            if byte == delimiters.terminator {
                end = Some(place);
                break 'blocks;
            }
            if byte == delimiters.release {
                let after = odd.release(bytes, place, delimiters);
                released |= Bits::between(after, after + 1);
                special |= Bits::between(place, after);
                done = after + 1;
            } else if !delimiters.contain(byte) {
                special |= Bits::between(place, place + 1);
                odd.note(bytes, place, byte);
            }
        }
        at += 16;
    }
    let inside = Bits::before(end.unwrap_or(bytes.len())) & !released;

    let marks = Marks {
        elements: elements & inside,
        components: components & inside,
        special,
    };

    (end, marks)
}
