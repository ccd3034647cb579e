//! The same work done by us, by our peers and by the limits. All parsers make the same digest, and
//! it is compared, so that nobody wins by doing less.

use edifact_parser::{EdifactHandler, EdifactStreamParser};
use edifact_rs::{Segment, ServiceStringAdvice, Token, Tokenizer};

/// What every parser must agree on.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Digest {
    pub segments: usize,
    pub elements: usize,
    pub components: usize,
    /// Of all values, releases taken out.
    pub bytes: usize,
}

pub fn ours(bytes: &[u8]) -> Digest {
    let mut digest = Digest::default();
    for segment in edifact::Segments::new(bytes, edifact::Limits::file()) {
        digest.segments += 1;
        for element in segment.elements() {
            digest.elements += 1;
            for component in element.components() {
                digest.components += 1;
                digest.bytes += component.text().len();
            }
        }
    }

    digest
}

/// Raw tokens; the releases stay in, so only what is left is compared.
pub fn tokenizer(bytes: &[u8]) -> Digest {
    let mut digest = Digest::default();
    for token in Tokenizer::unlimited(bytes, ServiceStringAdvice::default()) {
        match token.unwrap() {
            Token::SegmentTag { value, .. } => {
                digest.segments += 1;
                digest.elements += 1;
                digest.components += 1;
                digest.bytes += value.len();
            }
            Token::DataElement { value, .. } => {
                digest.elements += 1;
                digest.components += 1;
                digest.bytes += value.len();
            }
            Token::ComponentElement { value, .. } => {
                digest.components += 1;
                digest.bytes += value.len();
            }
            _ => {}
        }
    }

    digest
}

pub fn from_bytes(bytes: &[u8]) -> Digest {
    edifact_rs::from_bytes(bytes).map(Result::unwrap).fold(Digest::default(), |digest, segment| add(digest, &segment))
}

fn add(mut digest: Digest, segment: &Segment<'_>) -> Digest {
    digest.segments += 1;
    digest.elements += 1 + segment.elements.len();
    digest.components += 1;
    digest.bytes += segment.tag.len();
    for element in &segment.elements {
        digest.components += element.components.len().max(1);
        digest.bytes += element.components.iter().map(|component| component.0.len()).sum::<usize>();
    }

    digest
}

/// Its values keep their releases, so they are resolved here where there is one.
#[derive(Default)]
struct Counting(Digest);

impl EdifactHandler for Counting {
    fn on_segment(&mut self, segment: &edifact_primitives::RawSegment<'_>) -> edifact_primitives::Control {
        self.0.segments += 1;
        self.0.elements += 1 + segment.elements.len();
        self.0.components += 1;
        self.0.bytes += segment.id.len();
        for component in segment.elements.iter().flatten() {
            self.0.components += 1;
            self.0.bytes += if component.contains('?') { unescaped(component).len() } else { component.len() };
        }

        edifact_primitives::Control::Continue
    }
}

fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        out.extend(if character == '?' { characters.next() } else { Some(character) });
    }

    out
}

pub fn stream_parser(bytes: &[u8]) -> Digest {
    let mut handler = Counting::default();
    EdifactStreamParser::parse(bytes, &mut handler).unwrap();

    handler.0
}

/// All the way to notices, with every count and reference checked.
pub fn ours_typed(bytes: &[u8]) -> usize {
    let reading = gplinks::Reading { limits: gplinks::Limits::file(), today: None };

    gplinks::read(bytes, &reading).iter().map(|letter| letter.transactions().count()).sum()
}

/// The nearest that the peer has: untyped segments, envelope checked.
pub fn collected(bytes: &[u8]) -> usize {
    let segments: Vec<_> = edifact_rs::from_bytes(bytes).collect::<Result<_, _>>().unwrap();

    edifact_rs::validate_envelope(&segments).map_or(segments.len(), |envelope| envelope.message_count())
}
