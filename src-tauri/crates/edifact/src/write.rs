//! Segments to bytes, with the counts and references that belong to them always exact.

use std::fmt;

use crate::{Stamp, is_level_a};

/// What stands between two segments; nothing follows the last one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Newlines {
    #[default]
    Between,
    None,
}

/// A character that level A has no place for, and where it was to stand.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Unwritable {
    pub character: char,
    /// The segment of the letter, counted from 1.
    pub segment: u64,
    /// The element after the tag, counted from 1.
    pub element: usize,
    /// The component, counted from 1.
    pub component: usize,
    /// The character of the component, counted from 1.
    pub position: usize,
}

impl fmt::Display for Unwritable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            character,
            segment,
            element,
            component,
            position,
        } = self;

        write!(
            f,
            "{character:?} cannot be sent: character {position} of segment {segment}, element {element}, component {component}"
        )
    }
}

/// Only the place: the character is for a person who may see the text.
impl fmt::Debug for Unwritable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "Unwritable(segment {}, element {})",
            self.segment, self.element
        )
    }
}

impl std::error::Error for Unwritable {}

/// A number in `N` digits, with noughts in front; digits that have no room are left out.
#[derive(Debug, Clone, Copy)]
pub struct Padded<const N: usize>([u8; N]);

impl<const N: usize> Padded<N> {
    pub fn new(number: u64) -> Self {
        let mut digits = [b'0'; N];
        let mut rest = number;
        for digit in digits.iter_mut().rev() {
            *digit += (rest % 10) as u8;
            rest /= 10;
        }

        Self(digits)
    }

    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

/// Builds one letter.
pub struct Writer {
    bytes: Vec<u8>,
    newlines: Newlines,
    segments: u64,
    message_began: u64,
    messages: u64,
    fault: Option<Unwritable>,
}

impl Writer {
    pub fn new(newlines: Newlines) -> Self {
        Self {
            bytes: Vec::new(),
            newlines,
            segments: 0,
            message_began: 0,
            messages: 0,
            fault: None,
        }
    }

    /// Makes room for about `bytes` bytes, so that a long letter is not copied as it grows.
    pub fn reserve(&mut self, bytes: usize) {
        self.bytes.reserve(bytes);
    }

    /// Writes UNB; `rest` are the elements after the control reference.
    pub fn begin_letter(
        &mut self,
        sender: &str,
        recipient: &str,
        at: Stamp,
        reference: u32,
        rest: &[&str],
    ) {
        let Stamp {
            year,
            month,
            day,
            hour,
            minute,
        } = at;
        let date = u64::from(year % 100) * 10_000 + u64::from(month) * 100 + u64::from(day);
        let (date, time) = (
            Padded::<6>::new(date),
            Padded::<4>::new(u64::from(hour) * 100 + u64::from(minute)),
        );
        let reference = Padded::<8>::new(reference.into());
        let fixed: [&[&str]; 5] = [
            &["UNOA", "2"],
            &[sender],
            &[recipient],
            &[date.as_str(), time.as_str()],
            &[reference.as_str()],
        ];

        self.open("UNB");
        fixed
            .into_iter()
            .enumerate()
            .for_each(|(at, element)| self.element(at + 1, element));
        rest.iter()
            .enumerate()
            .for_each(|(at, value)| self.element(at + 6, &[value]));
        self.close();
    }

    /// Writes UNH; `kind` is the composite of type, version, release and agency.
    pub fn begin_message(&mut self, reference: u32, kind: &[&str]) {
        self.message_began = self.segments;
        self.messages += 1;
        let reference = Padded::<8>::new(reference.into());

        self.segment("UNH", &[&[reference.as_str()], kind]);
    }

    /// Writes one segment; empty elements at its end are left out, empty components are not.
    pub fn segment(&mut self, tag: &str, elements: &[&[&str]]) {
        let is_filled =
            |element: &&[&str]| element.len() > 1 || element.iter().any(|value| !value.is_empty());
        let used = elements
            .iter()
            .rposition(is_filled)
            .map_or(0, |last| last + 1);

        self.open(tag);
        elements
            .iter()
            .take(used)
            .enumerate()
            .for_each(|(at, element)| self.element(at + 1, element));
        self.close();
    }

    /// Writes UNT with the number of segments from UNH on.
    pub fn end_message(&mut self, reference: u32) {
        let count = (self.segments - self.message_began + 1).to_string();
        let reference = Padded::<8>::new(reference.into());

        self.segment("UNT", &[&[&count], &[reference.as_str()]]);
    }

    /// Writes UNZ and gives the bytes, or the first character that could not be written.
    pub fn end_letter(mut self, reference: u32) -> Result<Vec<u8>, Unwritable> {
        let count = self.messages.to_string();
        let reference = Padded::<8>::new(reference.into());
        self.segment("UNZ", &[&[&count], &[reference.as_str()]]);

        self.fault.map_or(Ok(self.bytes), Err)
    }

    #[inline]
    fn open(&mut self, tag: &str) {
        if self.segments > 0 && self.newlines == Newlines::Between {
            self.bytes.push(b'\n');
        }
        self.segments += 1;
        self.bytes.extend_from_slice(tag.as_bytes());
    }

    #[inline]
    fn element(&mut self, number: usize, components: &[&str]) {
        self.bytes.push(b'+');
        for (at, value) in components.iter().enumerate() {
            if at > 0 {
                self.bytes.push(b':');
            }
            self.value(value, number, at + 1);
        }
    }

    #[inline]
    fn close(&mut self) {
        self.bytes.push(b'\'');
    }

    #[inline]
    fn value(&mut self, value: &str, element: usize, component: usize) {
        if value.bytes().all(is_plain) {
            self.bytes.extend_from_slice(value.as_bytes());
        } else {
            self.released(value, element, component);
        }
    }

    #[cold]
    fn released(&mut self, value: &str, element: usize, component: usize) {
        for (at, character) in value.chars().enumerate() {
            if !is_level_a(character) {
                let position = at + 1;
                self.fault.get_or_insert(Unwritable {
                    character,
                    segment: self.segments,
                    element,
                    component,
                    position,
                });
                continue;
            }
            if matches!(character, '\'' | '+' | ':' | '?') {
                self.bytes.push(b'?');
            }
            self.bytes.extend(u8::try_from(character));
        }
    }
}

/// Level A and no service character: it stands for itself.
#[allow(
    clippy::indexing_slicing,
    reason = "every byte has its place, and this is worked out by the compiler"
)]
const PLAIN: [bool; 256] = {
    let mut plain = [false; 256];
    let mut byte = b' ';
    while byte <= b'Z' {
        plain[byte as usize] = !matches!(byte, b'#' | b'$' | b'@' | b'\'' | b'+' | b':' | b'?');
        byte += 1;
    }

    plain
};

#[inline]
fn is_plain(byte: u8) -> bool {
    PLAIN.get(usize::from(byte)).copied().unwrap_or_default()
}

impl fmt::Debug for Writer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Writer({} segments)", self.segments)
    }
}
