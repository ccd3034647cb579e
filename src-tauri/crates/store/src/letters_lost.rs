//! Letters of the other side that came, and that an older copy of the data, put back, does not have.

use jiff::Timestamp;

use crate::db::{Row, given};
use crate::{LinkId, Read, Result, Taken, Write};

/// A run of numbers that this data did not have, although letters up to the last of them had come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LostLetters {
    pub link: LinkId,
    pub epoch: u32,
    pub first: u32,
    pub last: u32,
    pub noticed_at: Timestamp,
    /// A manager has seen it.
    pub is_confirmed: bool,
}

impl LostLetters {
    fn take(row: &mut Row<'_>) -> Result<Self> {
        Ok(Self {
            link: row.take()?,
            epoch: row.take()?,
            first: row.take()?,
            last: row.take()?,
            noticed_at: row.take()?,
            is_confirmed: row.take::<Option<Timestamp>>()?.is_some(),
        })
    }
}

macro_rules! select_lost {
    ($rest:literal) => {
        concat!(
            "SELECT link_id, epoch, first, last, noticed_at, confirmed_at FROM letters_lost ",
            $rest
        )
    };
}

impl Read<'_> {
    pub fn letters_lost(&self, link: LinkId) -> Result<Vec<LostLetters>> {
        self.db.rows(
            select_lost!("WHERE link_id = $1 ORDER BY epoch, last, id"),
            given![link],
            LostLetters::take,
        )
    }

    /// Those that no manager has seen.
    pub fn letters_lost_open(&self) -> Result<Vec<LostLetters>> {
        self.db.rows(
            select_lost!("WHERE confirmed_at IS NULL ORDER BY id"),
            &[],
            LostLetters::take,
        )
    }
}

impl Write<'_> {
    pub fn add_letters_lost(
        &self,
        link: LinkId,
        first: Taken,
        last: u32,
        at: Timestamp,
    ) -> Result<()> {
        self.db
            .run(
                "INSERT INTO letters_lost (link_id, epoch, first, last, noticed_at) VALUES ($1, $2, $3, $4, $5)",
                given![link, first.epoch, first.number, last, at],
            )
            .map(drop)
    }

    /// A manager has seen all of them.
    pub fn confirm_letters_lost(&self, at: Timestamp, by: &str) -> Result<()> {
        self.db
            .run(
                "UPDATE letters_lost SET confirmed_at = $1, confirmed_by = $2 WHERE confirmed_at IS NULL",
                given![at, by],
            )
            .map(drop)
    }
}
