//! What people were told. It lies on no disk of the practice's.

use store::{FilingId, NoticeId};

/// What the program told was done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Fact {
    Nothing,
    Filed(FilingId, String),
    Decided(NoticeId),
    Undone(NoticeId),
}

#[derive(Debug, Clone, Default)]
pub(crate) struct Book(pub(crate) Vec<Fact>);

impl Book {
    pub(crate) fn note(&mut self, fact: Fact) {
        if fact != Fact::Nothing {
            self.0.push(fact);
        }
    }

    /// Somebody was told that this notice is decided.
    pub(crate) fn knows(&self, notice: NoticeId) -> bool {
        self.0.contains(&Fact::Decided(notice))
    }

    pub(crate) fn is_undone(&self, notice: NoticeId) -> bool {
        self.0.contains(&Fact::Undone(notice))
    }

    pub(crate) fn filings(&self) -> impl Iterator<Item = (FilingId, &str)> {
        self.0.iter().filter_map(|fact| match fact {
            Fact::Filed(id, content) => Some((*id, content.as_str())),
            Fact::Nothing | Fact::Decided(_) | Fact::Undone(_) => None,
        })
    }
}
