//! Where the separators of one segment stand, one bit a byte.

/// The separators of a segment, if it is short enough for the bits: nearly all are, and one that is
/// not is split again as it is read.
#[derive(Clone, Copy, Default)]
pub(crate) struct Marks {
    pub(crate) elements: u128,
    pub(crate) components: u128,
    /// Releases and line breaks: a value without one is used as it stands.
    pub(crate) special: u128,
}

impl Marks {
    /// How many bytes of a segment have a bit.
    pub(crate) const REACH: usize = 128;

    /// The bit of `at`.
    pub(crate) fn bit(at: usize) -> u128 {
        if at < Self::REACH { 1 << at } else { 0 }
    }

    /// The bits before `at`.
    #[inline]
    pub(crate) fn before(at: usize) -> u128 {
        if at < Self::REACH {
            (1 << at) - 1
        } else {
            u128::MAX
        }
    }
}

/// Bits in the making; two halves are quicker to add to than one whole.
#[derive(Default)]
pub(crate) struct Bits {
    low: u64,
    high: u64,
}

impl Bits {
    /// Sets sixteen bits from `at` on, a multiple of sixteen.
    #[inline]
    pub(crate) fn add(&mut self, bits: u16, at: usize) {
        match at {
            0..64 => self.low |= u64::from(bits) << at,
            64..Marks::REACH => self.high |= u64::from(bits) << (at - 64),
            _ => {}
        }
    }

    #[inline]
    pub(crate) fn all(&self) -> u128 {
        u128::from(self.high) << 64 | u128::from(self.low)
    }
}
