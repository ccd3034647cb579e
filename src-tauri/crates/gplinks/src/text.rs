//! Text that came from or goes onto the wire, and never into a log.

use std::fmt;
use std::sync::Arc;

/// A text that is not blank; a copy shares it. `Debug` does not show it: it may be a patient's.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Text(Arc<str>);

impl Text {
    /// `None` where there is nothing but white space.
    pub fn new(text: impl AsRef<str>) -> Option<Self> {
        let text = text.as_ref();

        (!is_blank(text)).then(|| Self(text.into()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Text(redacted)")
    }
}

/// Nothing but white space.
pub(crate) fn is_blank(text: &str) -> bool {
    let begins_with_ink = text.as_bytes().first().is_some_and(u8::is_ascii_graphic);

    !begins_with_ink && text.trim_start().is_empty()
}

/// What an amendment says about one item. On the wire: absent, a value, or `%`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Change<T> {
    /// Not mentioned: stays as it is.
    #[default]
    Keep,
    Set(T),
    /// To be emptied.
    Erase,
}

/// The wire's word for [`Change::Erase`].
pub(crate) const ERASE: &str = "%";

impl<T> Change<T> {
    pub fn is_keep(&self) -> bool {
        matches!(self, Self::Keep)
    }

    /// The new value, where there is one.
    pub fn value(&self) -> Option<&T> {
        match self {
            Self::Set(value) => Some(value),
            Self::Keep | Self::Erase => None,
        }
    }
}

impl Change<Text> {
    /// What is written for it: empty, the value or `%`.
    pub(crate) fn written(&self) -> &str {
        match self {
            Self::Keep => "",
            Self::Set(text) => text.as_str(),
            Self::Erase => ERASE,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_blank_text_does_not_exist() {
        assert_eq!(Text::new("  \t"), None);
        assert_eq!(Text::new("COLE").unwrap().as_str(), "COLE");
    }

    #[test]
    fn debug_hides_the_text() {
        let shown = format!("{:?}", Change::Set(Text::new("COLE").unwrap()));

        assert_eq!(shown, "Set(Text(redacted))");
    }
}
