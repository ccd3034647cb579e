//! Text that came from or goes onto the wire, and never into a log.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// A text that is not blank. Copies share it, and so do the texts of one transaction. `Debug` does not
/// show it: it may be a patient's.
#[derive(Clone)]
pub struct Text {
    whole: Arc<str>,
    from: u32,
    to: u32,
}

impl Text {
    /// `None` where there is nothing but white space.
    pub fn new(text: impl AsRef<str>) -> Option<Self> {
        let text = text.as_ref();
        if is_blank(text) {
            return None;
        }

        Self::part(&text.into(), 0, text.len())
    }

    /// A part of what several texts share.
    pub(crate) fn part(whole: &Arc<str>, from: usize, to: usize) -> Option<Self> {
        let part = whole.get(from..to).filter(|part| !is_blank(part));
        let (from, to) = (u32::try_from(from).ok()?, u32::try_from(to).ok()?);

        part.map(|_| Self {
            whole: Arc::clone(whole),
            from,
            to,
        })
    }

    pub fn as_str(&self) -> &str {
        self.whole
            .get(self.from as usize..self.to as usize)
            .unwrap_or_default()
    }
}

impl PartialEq for Text {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl Eq for Text {}

impl PartialOrd for Text {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Text {
    fn cmp(&self, other: &Self) -> Ordering {
        self.as_str().cmp(other.as_str())
    }
}

impl Hash for Text {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.as_str().hash(state);
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
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
