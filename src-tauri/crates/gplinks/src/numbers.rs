//! The three counters of a link: interchange (SIS), message (SMS) and transaction (TN).

use std::fmt;

use serde::{Deserialize, Serialize};

/// Makes a counter that runs from 1 to `$last` and then begins again.
macro_rules! counter {
    ($(#[$doc:meta])* $name:ident, $last:literal) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(u32);

        impl $name {
            pub const FIRST: Self = Self(1);
            pub const LAST: Self = Self($last);

            /// `None` outside 1 to the last; 0 is never used.
            pub fn new(number: u32) -> Option<Self> {
                (Self::FIRST.0..=Self::LAST.0).contains(&number).then_some(Self(number))
            }

            /// The number after this one; after the last comes 1.
            pub fn next(self) -> Self {
                Self(self.0 % $last + 1)
            }

            pub fn get(self) -> u32 {
                self.0
            }
        }
    };
}

counter!(
    /// Send interchange sequence: the number of a letter, one count for each sender and recipient.
    Sis, 99_999_999
);
counter!(
    /// Send message sequence: the number of a message, counted as SIS is.
    Sms, 99_999_999
);
counter!(
    /// The number of one of our own transactions, one count for each practice link.
    OwnTn, 9_999_999
);

/// A transaction number as a letter carries it: ours comes back in answers, theirs may be far larger.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tn(u64);

impl Tn {
    pub fn new(number: u64) -> Self {
        Self(number)
    }

    pub fn get(self) -> u64 {
        self.0
    }
}

impl From<OwnTn> for Tn {
    fn from(number: OwnTn) -> Self {
        Self(number.get().into())
    }
}

/// Plain decimal: a transaction number is never padded.
impl fmt::Display for Tn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// What a release takes for one transaction alone in its letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Numbers {
    pub sis: Sis,
    pub sms: Sms,
    pub tn: OwnTn,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn after_the_last_number_comes_one() {
        assert_eq!(Sis::new(99_999_999).unwrap().next(), Sis::FIRST);
        assert_eq!(Sms::new(99_999_998).unwrap().next().get(), 99_999_999);
        assert_eq!(OwnTn::LAST.next().get(), 1);
        assert_eq!(OwnTn::FIRST.next().get(), 2);
    }

    #[test]
    fn nought_and_what_is_too_large_are_no_numbers() {
        assert_eq!(Sis::new(0), None);
        assert_eq!(Sis::new(100_000_000), None);
        assert_eq!(OwnTn::new(10_000_000), None);
    }
}
