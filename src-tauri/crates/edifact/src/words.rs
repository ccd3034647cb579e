//! Looks at eight bytes at a time for those that are worth stopping at.

use crate::Delimiters;

const ONES: u64 = 0x0101_0101_0101_0101;
const TOPS: u64 = 0x8080_8080_8080_8080;

/// The bytes worth stopping at, each spread over a word.
pub(crate) struct Wanted {
    terminator: u64,
    release: u64,
}

impl Wanted {
    pub(crate) fn new(delimiters: Delimiters) -> Self {
        Self {
            terminator: spread(delimiters.terminator),
            release: spread(delimiters.release),
        }
    }

    /// The first place from `from` on that holds one of them.
    pub(crate) fn next(&self, body: &[u8], from: usize) -> Option<usize> {
        let mut at = from;
        while let Some(Ok(eight)) = body.get(at..at + 8).map(<[u8; 8]>::try_from) {
            let hits = self.hits(u64::from_le_bytes(eight));
            if hits != 0 {
                return Some(at + hits.trailing_zeros() as usize / 8);
            }
            at += 8;
        }
        let rest = body.get(at..).unwrap_or_default();

        rest.iter()
            .position(|byte| self.hits(spread(*byte)) != 0)
            .map(|found| at + found)
    }

    /// The top bit of each byte that is a delimiter, a control character or outside level A.
    /// The lowest set bit is exact; higher ones may be borrowed from it.
    fn hits(&self, word: u64) -> u64 {
        let delimiters = zeros(word ^ self.terminator) | zeros(word ^ self.release);
        let controls = word.wrapping_sub(ONES * 0x20) & !word;
        let beyond_z = ((word & !TOPS) + ONES * 0x25) | word;
        let signs =
            zeros(word ^ spread(b'#')) | zeros(word ^ spread(b'$')) | zeros(word ^ spread(b'@'));

        (delimiters | controls | beyond_z | signs) & TOPS
    }
}

const fn spread(byte: u8) -> u64 {
    ONES * byte as u64
}

const fn zeros(word: u64) -> u64 {
    word.wrapping_sub(ONES) & !word & TOPS
}
