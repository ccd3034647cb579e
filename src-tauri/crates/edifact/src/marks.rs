//! Where the separators of one segment stand, one bit a byte.

use std::ops::{BitAnd, BitOr, BitOrAssign, Not};

/// The separators of a segment, if it is short enough for the bits: nearly all are, and one that is
/// not is split again as it is read.
#[derive(Clone, Copy, Default)]
pub(crate) struct Marks {
    pub(crate) elements: Bits,
    pub(crate) components: Bits,
    /// Releases and line breaks: a value without one is used as it stands.
    pub(crate) special: Bits,
}

/// A bit for each of the first bytes of a segment, in two halves: most segments need only the low one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Bits {
    low: u64,
    high: u64,
}

impl Bits {
    /// How many bytes of a segment have a bit.
    pub(crate) const REACH: usize = 128;
    const HALF: usize = 64;

    /// The bits before `at`.
    #[inline]
    pub(crate) fn before(at: usize) -> Self {
        match at {
            0..Self::HALF => Self {
                low: (1 << at) - 1,
                high: 0,
            },
            Self::HALF..Self::REACH => Self {
                low: u64::MAX,
                high: (1 << (at - Self::HALF)) - 1,
            },
            _ => Self {
                low: u64::MAX,
                high: u64::MAX,
            },
        }
    }

    /// The bits from `from` on and before `to`.
    #[inline]
    pub(crate) fn between(from: usize, to: usize) -> Self {
        Self::before(to) & !Self::before(from)
    }

    /// Sets sixteen bits from `at` on, a multiple of sixteen.
    #[inline]
    pub(crate) fn add(&mut self, bits: u16, at: usize) {
        match at {
            0..Self::HALF => self.low |= u64::from(bits) << at,
            Self::HALF..Self::REACH => self.high |= u64::from(bits) << (at - Self::HALF),
            _ => {}
        }
    }

    #[inline]
    pub(crate) fn is_empty(self) -> bool {
        self.low | self.high == 0
    }

    /// Takes the lowest bit away and tells which it was.
    #[inline]
    pub(crate) fn take_first(&mut self) -> Option<usize> {
        if self.low != 0 {
            let first = self.low.trailing_zeros() as usize;
            self.low &= self.low - 1;
            return Some(first);
        }
        if self.high != 0 {
            let first = self.high.trailing_zeros() as usize;
            self.high &= self.high - 1;
            return Some(Self::HALF + first);
        }

        None
    }
}

impl BitAnd for Bits {
    type Output = Self;

    #[inline]
    fn bitand(self, other: Self) -> Self {
        Self {
            low: self.low & other.low,
            high: self.high & other.high,
        }
    }
}

impl BitOr for Bits {
    type Output = Self;

    #[inline]
    fn bitor(self, other: Self) -> Self {
        Self {
            low: self.low | other.low,
            high: self.high | other.high,
        }
    }
}

impl BitOrAssign for Bits {
    #[inline]
    fn bitor_assign(&mut self, other: Self) {
        *self = *self | other;
    }
}

impl Not for Bits {
    type Output = Self;

    #[inline]
    fn not(self) -> Self {
        Self {
            low: !self.low,
            high: !self.high,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bits_come_back_in_order_across_both_halves() {
        let places = [0, 1, 15, 16, 63, 64, 65, 127];
        let mut bits = Bits::default();
        for at in places {
            bits |= Bits::between(at, at + 1);
        }
        let back: Vec<_> = std::iter::from_fn(|| bits.take_first()).collect();

        assert_eq!(back, places);
        assert!(bits.is_empty());
    }

    #[test]
    fn sixteen_bits_land_where_they_belong_and_none_beyond() {
        for at in (0..160).step_by(16) {
            let mut bits = Bits::default();
            bits.add(0b1000_0000_0000_0001, at);
            let expected = if at < Bits::REACH {
                vec![at, at + 15]
            } else {
                vec![]
            };
            assert_eq!(
                std::iter::from_fn(|| bits.take_first()).collect::<Vec<_>>(),
                expected,
                "{at}"
            );
        }
    }

    #[test]
    fn a_range_ends_where_the_bits_do() {
        assert_eq!(Bits::between(120, 200), Bits::between(120, 128));
        assert!(Bits::between(128, 200).is_empty());
        assert!(Bits::between(70, 70).is_empty());
    }
}
