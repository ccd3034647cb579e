//! The table of bad files: what each is, and what must come of reading it.

use gplinks::Limits;

/// One bad file.
pub(crate) struct Bad {
    /// The class of the fault catalogue.
    pub(crate) class: &'static str,
    pub(crate) name: String,
    pub(crate) bytes: Vec<u8>,
    /// The codes that are told, in order, each once.
    pub(crate) codes: String,
    /// Letter by letter: how many transactions and receipts were read, how many parts set aside.
    pub(crate) outcome: String,
    pub(crate) limits: Limits,
}

impl Bad {
    pub(crate) fn new(
        class: &'static str,
        name: impl Into<String>,
        bytes: impl Into<Vec<u8>>,
        codes: impl Into<String>,
        outcome: impl Into<String>,
    ) -> Self {
        Self {
            class,
            name: name.into(),
            bytes: bytes.into(),
            codes: codes.into(),
            outcome: outcome.into(),
            limits: Limits::post(),
        }
    }

    pub(crate) fn within(mut self, limits: Limits) -> Self {
        self.limits = limits;

        self
    }
}

/// Makes the files of one class: a name, the bytes, the codes and the outcome of each.
macro_rules! files {
    ($class:literal: $($name:literal, $bytes:expr, $codes:expr, $outcome:expr;)*) => {
        vec![$(crate::bad::table::Bad::new($class, $name, $bytes, $codes, $outcome)),*]
    };
}

pub(crate) use files;
