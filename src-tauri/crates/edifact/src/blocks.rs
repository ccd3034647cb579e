//! Looks at sixteen bytes at a time for separators and for what is worth stopping at.

use wide::u8x16;

use crate::Delimiters;

/// What sixteen bytes hold, one bit a byte.
pub(crate) struct Block {
    pub(crate) elements: u16,
    pub(crate) components: u16,
    /// Terminators, releases, control characters and everything outside level A.
    pub(crate) stops: u16,
}

/// The delimiters, each sixteen times over.
pub(crate) struct Wanted {
    component: u8x16,
    element: u8x16,
    release: u8x16,
    terminator: u8x16,
}

impl Wanted {
    pub(crate) fn new(delimiters: Delimiters) -> Self {
        let Delimiters {
            component,
            element,
            release,
            terminator,
        } = delimiters;

        Self {
            component: u8x16::splat(component),
            element: u8x16::splat(element),
            release: u8x16::splat(release),
            terminator: u8x16::splat(terminator),
        }
    }

    /// The sixteen bytes of `body` from `at` on, made up with spaces at its end; `None` beyond it.
    #[inline]
    pub(crate) fn look(&self, body: &[u8], at: usize) -> Option<Block> {
        let sixteen = match body.get(at..at + 16).map(<[u8; 16]>::try_from) {
            Some(Ok(sixteen)) => sixteen,
            _ => padded(body.get(at..).filter(|rest| !rest.is_empty())?),
        };

        Some(self.block(u8x16::new(sixteen)))
    }

    #[inline]
    fn block(&self, bytes: u8x16) -> Block {
        let controls = bytes.min(u8x16::splat(0x1F)).simd_eq(bytes);
        let beyond_z = bytes.max(u8x16::splat(b'Z' + 1)).simd_eq(bytes);
        let signs = bytes.simd_eq(u8x16::splat(b'#'))
            | bytes.simd_eq(u8x16::splat(b'$'))
            | bytes.simd_eq(u8x16::splat(b'@'));
        let stops = bytes.simd_eq(self.terminator)
            | bytes.simd_eq(self.release)
            | controls
            | beyond_z
            | signs;

        Block {
            elements: bits(bytes.simd_eq(self.element)),
            components: bits(bytes.simd_eq(self.component)),
            stops: bits(stops),
        }
    }
}

#[inline]
fn bits(bytes: u8x16) -> u16 {
    (bytes.to_bitmask() & 0xFFFF) as u16
}

#[cold]
fn padded(rest: &[u8]) -> [u8; 16] {
    let mut sixteen = [b' '; 16];
    sixteen
        .iter_mut()
        .zip(rest)
        .for_each(|(place, byte)| *place = *byte);

    sixteen
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_is_told_exactly_when_it_should_be() {
        let wanted = Wanted::new(Delimiters::USUAL);
        let body: Vec<u8> = (0..=255).chain((0..=255).rev()).chain(*b"A'B").collect();
        let mut told: [Vec<usize>; 3] = Default::default();
        let mut at = 0;
        while let Some(block) = wanted.look(&body, at) {
            for (list, bits) in told
                .iter_mut()
                .zip([block.elements, block.components, block.stops])
            {
                list.extend(
                    (0..16)
                        .filter(|bit| bits >> bit & 1 == 1)
                        .map(|bit| at + bit),
                );
            }
            at += 16;
        }
        let places = |is: fn(u8) -> bool| {
            body.iter()
                .enumerate()
                .filter(|(_, byte)| is(**byte))
                .map(|(at, _)| at)
                .collect::<Vec<_>>()
        };

        assert_eq!(told[0], places(|byte| byte == b'+'));
        assert_eq!(told[1], places(|byte| byte == b':'));
        assert_eq!(
            told[2],
            places(|byte| !(b' '..=b'Z').contains(&byte) || b"'?#$@".contains(&byte))
        );
    }
}
