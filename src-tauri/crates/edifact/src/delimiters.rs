//! The characters that separate, and the UNA that may change them.

/// The service characters of a letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Delimiters {
    pub component: u8,
    pub element: u8,
    pub release: u8,
    pub terminator: u8,
}

impl Delimiters {
    /// What syntax level A implies, and the only set GP Links uses.
    pub const USUAL: Self = Self {
        component: b':',
        element: b'+',
        release: b'?',
        terminator: b'\'',
    };

    #[inline]
    pub(crate) fn contain(&self, byte: u8) -> bool {
        byte == self.element
            || byte == self.component
            || byte == self.terminator
            || byte == self.release
    }

    /// Whether all four differ and none could be part of a tag, a number or the space between segments.
    pub fn are_usable(&self) -> bool {
        let all = [self.component, self.element, self.release, self.terminator];
        let distinct = all
            .iter()
            .enumerate()
            .all(|(at, one)| !all.iter().skip(at + 1).any(|other| one == other));

        distinct && all.iter().all(u8::is_ascii_punctuation)
    }
}

impl Default for Delimiters {
    fn default() -> Self {
        Self::USUAL
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usual_ones_are_usable() {
        assert!(Delimiters::USUAL.are_usable());
    }

    #[test]
    fn twins_letters_and_spaces_are_not() {
        assert!(
            !Delimiters {
                element: b':',
                ..Delimiters::USUAL
            }
            .are_usable(),
            "two roles, one character"
        );
        assert!(
            !Delimiters {
                element: b'A',
                ..Delimiters::USUAL
            }
            .are_usable(),
            "a letter"
        );
        assert!(
            !Delimiters {
                terminator: b'\n',
                ..Delimiters::USUAL
            }
            .are_usable(),
            "a line break"
        );
    }
}
