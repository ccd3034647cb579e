//! EDIFACT syntax for GP Links: bytes to segments with places, and back.
//!
//! It knows separators, release characters, envelopes and limits, and nothing of patients.
//! Nothing here fails on odd data: what is read comes with [`Problem`]s, each with a stable
//! code and a place, and the caller decides what is still worth having.

mod blocks;
mod body;
mod charset;
mod decode;
mod delimiters;
mod envelope;
mod gap;
mod grammar;
mod limits;
mod marks;
mod place;
mod problem;
mod scan;
mod segment;
mod slice;
mod stream;
mod write;

pub use charset::{Change, ChangeKind, Proposal, Refused, is_level_a, propose};
pub use delimiters::Delimiters;
pub use envelope::{Counted, Envelope, InterchangeHeader, MessageHeader, Part, Stamp, Turn};
pub use grammar::{number, stamp_date, stamp_minute};
pub use limits::Limits;
pub use place::{Place, Span};
pub use problem::{Belongs, Problem, Rule, Severity};
pub use segment::{Component, Components, Element, Elements, Segment};
pub use slice::Segments;
pub use stream::SegmentStream;
pub use write::{Newlines, Padded, Unwritable, Writer};
