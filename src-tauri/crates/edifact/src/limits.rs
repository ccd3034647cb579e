//! How much a reader takes in before it refuses.

/// A segment of this many bytes is remarked on.
pub(crate) const LONG_SEGMENT: usize = 8 * 1024;

/// Bounds that are checked before the work they bound is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    pub segment_bytes: usize,
    pub segments: Option<u64>,
    pub messages: Option<u64>,
    pub bytes: Option<u64>,
}

impl Limits {
    /// For what comes by MESH: no real letter comes near any of them.
    pub const fn post() -> Self {
        Self {
            segment_bytes: 64 * 1024,
            segments: Some(200_000),
            messages: Some(9_999),
            bytes: Some(10 * 1024 * 1024),
        }
    }

    /// For a file that a person wants explained: one segment and memory are bounded, the file is not.
    pub const fn file() -> Self {
        Self {
            segment_bytes: 64 * 1024,
            segments: None,
            messages: None,
            bytes: None,
        }
    }

    /// Whether a segment with this number and length, ending at this byte of the file, is too much.
    #[inline]
    pub(crate) fn are_passed(&self, number: u64, length: usize, end: u64) -> bool {
        length > self.segment_bytes
            || self.segments.is_some_and(|most| number > most)
            || self.bytes.is_some_and(|most| end > most)
    }
}
