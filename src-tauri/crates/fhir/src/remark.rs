//! What was repaired in reading a body that is otherwise right.

use std::fmt;

/// A repair. The body says what was meant; only its form was wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Repair {
    NotReleased,
    ReleasesNothing,
    PercentRemoves,
    LinesLeftOut,
}

impl Repair {
    /// Never changes once published.
    pub fn code(self) -> &'static str {
        match self {
            Self::NotReleased => "E691",
            Self::ReleasesNothing => "E692",
            Self::PercentRemoves => "E693",
            Self::LinesLeftOut => "E694",
        }
    }
}

impl fmt::Display for Repair {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotReleased => {
                "a ', + or : has no release character ? before it; it was taken as part of the text"
            }
            Self::ReleasesNothing => "a ? releases no character; it was taken as a question mark",
            Self::PercentRemoves => "the value % was taken as a removal",
            Self::LinesLeftOut => "an address has five lines; what follows them was left out",
        })
    }
}

/// A repair and the JSON pointer of its place.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Remark {
    pub repair: Repair,
    pub pointer: String,
}

impl fmt::Display for Remark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({})", self.repair, self.pointer)
    }
}
