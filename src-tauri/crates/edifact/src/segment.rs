//! A segment, its elements and their components, all borrowed, with their places.

use std::borrow::Cow;
use std::fmt;

use crate::scan::{self, Found};
use crate::{Delimiters, Place, Span, decode};

/// What the parts of one segment share.
#[derive(Clone, Copy)]
struct Context {
    /// The byte of the file at which the segment begins.
    start: u64,
    line: u64,
    number: u64,
    delimiters: Delimiters,
    plain: bool,
}

/// One segment without its terminator: `segment = tag *( "+" element )`.
#[derive(Clone, Copy)]
pub struct Segment<'a> {
    bytes: &'a [u8],
    context: Context,
}

/// `element = component *( ":" component )`
#[derive(Clone, Copy)]
pub struct Element<'a> {
    bytes: &'a [u8],
    offset: usize,
    context: Context,
}

/// The smallest part, still as it was sent.
#[derive(Clone, Copy)]
pub struct Component<'a> {
    bytes: &'a [u8],
    offset: usize,
    context: Context,
}

impl<'a> Segment<'a> {
    pub(crate) fn new(window: &'a [u8], base: u64, found: &Found) -> Self {
        let bytes = window.get(found.start..found.end).unwrap_or_default();
        let context = Context {
            start: base + found.start as u64,
            line: found.line,
            number: found.number,
            delimiters: found.delimiters,
            plain: found.plain,
        };

        Self { bytes, context }
    }

    /// The bytes before the first element; three capitals or digits unless the segment is damaged.
    pub fn tag(&self) -> &'a [u8] {
        match self.bytes.get(3) {
            Some(byte) if *byte == self.context.delimiters.element => {
                self.bytes.get(..3).unwrap_or_default()
            }
            None => self.bytes,
            Some(_) => self.elements().next().map_or(self.bytes, |tag| tag.bytes),
        }
    }

    /// Whether it begins with a tag; otherwise it is damaged.
    pub fn has_tag(&self) -> bool {
        scan::has_tag(self.bytes, self.context.delimiters.element)
    }

    /// The segment as it was sent, without its terminator.
    pub fn raw(&self) -> &'a [u8] {
        self.bytes
    }

    /// All elements; the first is the tag.
    pub fn elements(&self) -> Elements<'a> {
        Elements {
            rest: Some(self.bytes),
            offset: 0,
            context: self.context,
        }
    }

    /// Element `number`, where 1 is the first after the tag.
    pub fn element(&self, number: usize) -> Option<Element<'a>> {
        self.elements().nth(number)
    }

    /// Component `component` (from 0) of element `element`; empty where the segment does not go so far.
    pub fn component(&self, element: usize, component: usize) -> Component<'a> {
        let end = Component {
            bytes: &[],
            offset: self.bytes.len(),
            context: self.context,
        };

        self.element(element)
            .and_then(|found| found.components().nth(component))
            .unwrap_or(end)
    }

    pub fn place(&self) -> Place {
        self.context.place(0, self.bytes.len())
    }

    pub(crate) fn delimiters(&self) -> Delimiters {
        self.context.delimiters
    }
}

impl<'a> Element<'a> {
    pub fn raw(&self) -> &'a [u8] {
        self.bytes
    }

    pub fn components(&self) -> Components<'a> {
        Components {
            rest: Some(self.bytes),
            offset: self.offset,
            context: self.context,
        }
    }

    /// Component `number`, counted from 0; empty where the element does not go so far.
    pub fn component(&self, number: usize) -> Component<'a> {
        let end = Component {
            bytes: &[],
            offset: self.offset + self.bytes.len(),
            context: self.context,
        };

        self.components().nth(number).unwrap_or(end)
    }

    pub fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }

    pub fn place(&self) -> Place {
        self.context.place(self.offset, self.bytes.len())
    }
}

impl<'a> Component<'a> {
    /// The bytes as they were sent, releases and all.
    pub fn raw(&self) -> &'a [u8] {
        self.bytes
    }

    pub fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }

    /// The value: line breaks taken out, releases resolved, decoded. Copies only where it must.
    pub fn text(&self) -> Cow<'a, str> {
        if self.context.plain || !self.bytes.iter().any(|byte| self.is_special(*byte)) {
            return decode::text(self.bytes);
        }
        let mut value = Vec::with_capacity(self.bytes.len());
        let mut bytes = self
            .bytes
            .iter()
            .copied()
            .filter(|byte| !matches!(byte, b'\n' | b'\r'));
        while let Some(byte) = bytes.next() {
            let released = if byte == self.context.delimiters.release {
                bytes.next()
            } else {
                None
            };
            value.push(released.unwrap_or(byte));
        }

        Cow::Owned(decode::text(&value).into_owned())
    }

    pub fn place(&self) -> Place {
        self.context.place(self.offset, self.bytes.len())
    }

    fn is_special(&self, byte: u8) -> bool {
        byte == self.context.delimiters.release || matches!(byte, b'\n' | b'\r')
    }
}

impl Context {
    fn place(&self, offset: usize, length: usize) -> Place {
        let start = self.start + offset as u64;

        Place {
            span: Span {
                start,
                end: start + length as u64,
            },
            line: self.line,
            segment: self.number,
        }
    }

    /// Splits off what stands before the next `separator` that is not released.
    fn split<'a>(&self, bytes: &'a [u8], separator: u8) -> (&'a [u8], Option<&'a [u8]>) {
        let found = if self.plain {
            bytes.iter().position(|byte| *byte == separator)
        } else {
            self.unreleased(bytes, separator)
        };

        match found.and_then(|at| bytes.split_at_checked(at)) {
            Some((before, rest)) => (before, rest.get(1..)),
            None => (bytes, None),
        }
    }

    fn unreleased(&self, bytes: &[u8], separator: u8) -> Option<usize> {
        let mut released = false;

        bytes.iter().position(|&byte| {
            let counts = byte == separator && !released;
            released = match byte {
                b'\n' | b'\r' => released,
                _ => byte == self.delimiters.release && !released,
            };
            counts
        })
    }
}

/// The elements of a segment, in order.
#[derive(Clone)]
pub struct Elements<'a> {
    rest: Option<&'a [u8]>,
    offset: usize,
    context: Context,
}

impl<'a> Iterator for Elements<'a> {
    type Item = Element<'a>;

    fn next(&mut self) -> Option<Element<'a>> {
        let (bytes, rest) = self
            .context
            .split(self.rest?, self.context.delimiters.element);
        let element = Element {
            bytes,
            offset: self.offset,
            context: self.context,
        };
        self.offset += bytes.len() + 1;
        self.rest = rest;

        Some(element)
    }
}

/// The components of an element, in order.
#[derive(Clone)]
pub struct Components<'a> {
    rest: Option<&'a [u8]>,
    offset: usize,
    context: Context,
}

impl<'a> Iterator for Components<'a> {
    type Item = Component<'a>;

    fn next(&mut self) -> Option<Component<'a>> {
        let (bytes, rest) = self
            .context
            .split(self.rest?, self.context.delimiters.component);
        let component = Component {
            bytes,
            offset: self.offset,
            context: self.context,
        };
        self.offset += bytes.len() + 1;
        self.rest = rest;

        Some(component)
    }
}

/// Only the place: the text may be a patient's.
macro_rules! debug_shows_the_place {
    ($($name:ident),*) => {
        $(impl fmt::Debug for $name<'_> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self.place())
            }
        })*
    };
}

debug_shows_the_place!(Segment, Element, Component);

impl fmt::Debug for Elements<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Elements(..)")
    }
}

impl fmt::Debug for Components<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Components(..)")
    }
}
