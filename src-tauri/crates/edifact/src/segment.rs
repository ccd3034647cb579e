//! A segment, its elements and their components, all borrowed, with their places.

use std::borrow::Cow;
use std::fmt;

use crate::marks::{Bits, Marks};
use crate::scan::{self, Found};
use crate::{Delimiters, Place, Span, decode};

/// One segment without its terminator: `segment = tag *( "+" element )`.
#[derive(Clone, Copy)]
pub struct Segment<'a> {
    bytes: &'a [u8],
    /// The same as text, where it is UTF-8 without releases or line breaks: each value is a part of it.
    text: Option<&'a str>,
    marks: Marks,
    /// The byte of the file at which the segment begins.
    start: u64,
    line: u32,
    number: u32,
    delimiters: Delimiters,
}

/// `element = component *( ":" component )`
#[derive(Clone, Copy)]
pub struct Element<'s, 'a> {
    segment: &'s Segment<'a>,
    from: usize,
    to: usize,
}

/// The smallest part, still as it was sent.
#[derive(Clone, Copy)]
pub struct Component<'s, 'a> {
    segment: &'s Segment<'a>,
    from: usize,
    to: usize,
}

impl<'a> Segment<'a> {
    #[inline(always)]
    pub(crate) fn new(
        window: &'a [u8],
        text: Option<&'a str>,
        base: u64,
        found: &Found,
        delimiters: Delimiters,
    ) -> Self {
        let bytes = window.get(found.start..found.end).unwrap_or_default();

        Self {
            bytes,
            text: text.filter(|_| found.plain),
            marks: found.marks,
            start: base + found.start as u64,
            line: found.line,
            number: found.number,
            delimiters,
        }
    }

    /// The bytes before the first element; three capitals or digits unless the segment is damaged.
    #[inline]
    pub fn tag(&self) -> &'a [u8] {
        match self.bytes.get(..4) {
            Some([tag @ .., next]) if *next == self.delimiters.element => tag,
            _ => self.elements().next().map_or(self.bytes, |tag| tag.raw()),
        }
    }

    /// The first component of the first element as it was sent: in most segments it says what they are about.
    #[inline]
    pub fn qualifier(&self) -> &'a [u8] {
        if self.bytes.len() > Bits::REACH || self.tag().len() != 3 {
            return self.component(1, 0).raw();
        }
        let mut behind = (self.marks.elements | self.marks.components) & !Bits::before(4);
        let end = behind.take_first().unwrap_or(self.bytes.len());

        self.bytes.get(4..end).unwrap_or_default()
    }

    /// Whether it begins with a tag; otherwise it is damaged.
    pub fn has_tag(&self) -> bool {
        scan::has_tag(self.bytes, self.delimiters.element)
    }

    /// The segment as it was sent, without its terminator.
    #[inline]
    pub fn raw(&self) -> &'a [u8] {
        self.bytes
    }

    /// All elements; the first is the tag.
    #[inline]
    pub fn elements(&self) -> Elements<'_, 'a> {
        Elements {
            segment: self,
            from: Some(0),
            rest: self.marks.elements,
        }
    }

    /// Element `number`, where 1 is the first after the tag.
    #[inline]
    pub fn element(&self, number: usize) -> Option<Element<'_, 'a>> {
        self.elements().nth(number)
    }

    /// Component `component` (from 0) of element `element`; empty where the segment does not go so far.
    #[inline]
    pub fn component(&self, element: usize, component: usize) -> Component<'_, 'a> {
        let length = self.bytes.len();
        let end = Component {
            segment: self,
            from: length,
            to: length,
        };

        self.element(element)
            .map_or(end, |found| found.component(component))
    }

    #[inline]
    pub fn place(&self) -> Place {
        self.part(0, self.bytes.len())
    }

    pub(crate) fn delimiters(&self) -> Delimiters {
        self.delimiters
    }

    fn part(&self, from: usize, to: usize) -> Place {
        let span = Span {
            start: self.start + from as u64,
            end: self.start + to as u64,
        };

        Place {
            span,
            line: self.line,
            segment: self.number,
        }
    }

    /// Where the next `separator` between `from` and `to` stands that is not released.
    fn find(&self, from: usize, to: usize, separator: u8) -> Option<usize> {
        let part = self.bytes.get(from..to)?;
        let mut released = false;
        let found = part.iter().position(|&byte| {
            let counts = byte == separator && !released;
            released = match byte {
                b'\n' | b'\r' => released,
                _ => byte == self.delimiters.release && !released,
            };
            counts
        })?;

        Some(from + found)
    }
}

impl<'s, 'a> Element<'s, 'a> {
    #[inline]
    pub fn raw(&self) -> &'a [u8] {
        self.segment
            .bytes
            .get(self.from..self.to)
            .unwrap_or_default()
    }

    #[inline]
    pub fn components(&self) -> Components<'s, 'a> {
        Components {
            segment: self.segment,
            from: Some(self.from),
            to: self.to,
            rest: self.segment.marks.components & Bits::between(self.from, self.to),
        }
    }

    /// Component `number`, counted from 0; empty where the element does not go so far.
    #[inline]
    pub fn component(&self, number: usize) -> Component<'s, 'a> {
        let end = Component {
            segment: self.segment,
            from: self.to,
            to: self.to,
        };

        self.components().nth(number).unwrap_or(end)
    }

    #[inline]
    pub fn is_empty(&self) -> bool {
        self.from == self.to
    }

    pub fn place(&self) -> Place {
        self.segment.part(self.from, self.to)
    }
}

impl<'a> Component<'_, 'a> {
    /// The bytes as they were sent, releases and all.
    #[inline]
    pub fn raw(&self) -> &'a [u8] {
        self.segment
            .bytes
            .get(self.from..self.to)
            .unwrap_or_default()
    }

    #[inline]
    pub fn is_empty(&self) -> bool {
        self.from == self.to
    }

    /// The value: line breaks taken out, releases resolved, decoded. Copies only where it must.
    #[inline]
    pub fn text(&self) -> Cow<'a, str> {
        match self.segment.text {
            Some(text) => Cow::Borrowed(text.get(self.from..self.to).unwrap_or_default()),
            None => self.resolved(),
        }
    }

    #[cold]
    fn resolved(&self) -> Cow<'a, str> {
        let raw = self.raw();
        if !self.has_special() {
            return decode::text(raw);
        }
        let mut value = Vec::with_capacity(raw.len());
        let mut bytes = raw
            .iter()
            .copied()
            .filter(|byte| !matches!(byte, b'\n' | b'\r'));
        while let Some(byte) = bytes.next() {
            let released = if byte == self.segment.delimiters.release {
                bytes.next()
            } else {
                None
            };
            value.push(released.unwrap_or(byte));
        }

        let text = String::from_utf8(value);

        Cow::Owned(text.unwrap_or_else(|other| decode::text(other.as_bytes()).into_owned()))
    }

    pub fn place(&self) -> Place {
        self.segment.part(self.from, self.to)
    }

    /// Whether a release or a line break may stand in it.
    fn has_special(&self) -> bool {
        let inside = Bits::between(self.from, self.to);

        self.segment.bytes.len() > Bits::REACH || !(self.segment.marks.special & inside).is_empty()
    }
}

/// The elements of a segment, in order.
#[derive(Clone)]
pub struct Elements<'s, 'a> {
    segment: &'s Segment<'a>,
    from: Option<usize>,
    /// The separators not yet passed.
    rest: Bits,
}

impl<'s, 'a> Iterator for Elements<'s, 'a> {
    type Item = Element<'s, 'a>;

    #[inline]
    fn next(&mut self) -> Option<Element<'s, 'a>> {
        let (segment, from) = (self.segment, self.from?);
        let length = segment.bytes.len();
        let end = if length <= Bits::REACH {
            self.rest.take_first()
        } else {
            segment.find(from, length, segment.delimiters.element)
        };
        self.from = end.map(|end| end + 1);

        Some(Element {
            segment,
            from,
            to: end.unwrap_or(length),
        })
    }
}

/// The components of an element, in order.
#[derive(Clone)]
pub struct Components<'s, 'a> {
    segment: &'s Segment<'a>,
    from: Option<usize>,
    to: usize,
    /// The separators not yet passed.
    rest: Bits,
}

impl<'s, 'a> Iterator for Components<'s, 'a> {
    type Item = Component<'s, 'a>;

    #[inline]
    fn next(&mut self) -> Option<Component<'s, 'a>> {
        let (segment, from) = (self.segment, self.from?);
        let end = if segment.bytes.len() <= Bits::REACH {
            self.rest.take_first()
        } else {
            segment.find(from, self.to, segment.delimiters.component)
        };
        self.from = end.map(|end| end + 1);

        Some(Component {
            segment,
            from,
            to: end.unwrap_or(self.to),
        })
    }
}

/// Only the place: the text may be a patient's.
impl fmt::Debug for Segment<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Segment({})", self.place())
    }
}

impl fmt::Debug for Element<'_, '_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Element({})", self.place())
    }
}

impl fmt::Debug for Component<'_, '_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Component({})", self.place())
    }
}

impl fmt::Debug for Elements<'_, '_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Elements(..)")
    }
}

impl fmt::Debug for Components<'_, '_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Components(..)")
    }
}
