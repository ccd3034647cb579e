//! The counters of the links. A number is taken in the transaction that freezes the letter, or not at all.

use crate::db::{Row, given};
use crate::{LinkId, Read, Result, Sequence, StoreError, Write};

/// One counter as it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counter {
    pub sequence: Sequence,
    /// `None` for transaction numbers, which all links share.
    pub link: Option<LinkId>,
    /// The last number of an earlier system; 0 on a new link.
    pub opened_after: u32,
    /// How often it has rolled over.
    pub epoch: u32,
    /// The last number used; 0 where none was.
    pub last: u32,
}

/// A number that was handed out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Taken {
    pub epoch: u32,
    pub number: u32,
}

impl Sequence {
    /// After this one comes 1.
    pub fn last(self) -> u32 {
        match self {
            Self::Sis => gplinks::Sis::LAST.get(),
            Self::Sms => gplinks::Sms::LAST.get(),
            Self::Tn => gplinks::OwnTn::LAST.get(),
        }
    }
}

impl Counter {
    fn take(row: &mut Row<'_>) -> Result<Self> {
        Ok(Self {
            sequence: row.take()?,
            link: row.take()?,
            opened_after: row.take()?,
            epoch: row.take()?,
            last: row.take()?,
        })
    }

    pub fn at(&self) -> Taken {
        Taken {
            epoch: self.epoch,
            number: self.last,
        }
    }
}

impl Read<'_> {
    pub fn counters(&self) -> Result<Vec<Counter>> {
        self.db.rows(
            "SELECT sequence, link_id, opened_after, epoch, last FROM numbers ORDER BY id",
            &[],
            Counter::take,
        )
    }

    /// A counter that is missing or does not make sense is damage.
    pub fn counter(&self, sequence: Sequence, link: Option<LinkId>) -> Result<Counter> {
        let damaged = StoreError::Numbering {
            sequence: sequence.word(),
        };
        let found = self.db.first(
            "SELECT sequence, link_id, opened_after, epoch, last FROM numbers
             WHERE sequence = $1 AND coalesce(link_id, 0) = coalesce($2, 0)",
            given![sequence, link],
            Counter::take,
        );

        match found {
            Ok(Some(counter)) if counter.last <= sequence.last() => Ok(counter),
            Ok(_) | Err(StoreError::Odd) => Err(damaged),
            Err(error) => Err(error),
        }
    }
}

impl Write<'_> {
    /// Begins a counter; the next number is the one after `opened_after`.
    pub fn open_counter(
        &self,
        sequence: Sequence,
        link: Option<LinkId>,
        opened_after: u32,
    ) -> Result<()> {
        self.db
            .run(
                "INSERT INTO numbers (sequence, link_id, opened_after, last) VALUES ($1, $2, $3, $3)",
                given![sequence, link, opened_after],
            )
            .map(drop)
    }

    /// Hands out the next number.
    pub fn take_number(&self, sequence: Sequence, link: Option<LinkId>) -> Result<Taken> {
        let Counter { epoch, last, .. } = self.counter(sequence, link)?;
        let next = if last == sequence.last() {
            Taken {
                epoch: epoch + 1,
                number: 1,
            }
        } else {
            Taken {
                epoch,
                number: last + 1,
            }
        };
        self.set_counter(sequence, link, next)?;

        Ok(next)
    }

    /// Moves a counter on, after data was put back: the numbers between are spent.
    pub fn set_counter(&self, sequence: Sequence, link: Option<LinkId>, at: Taken) -> Result<()> {
        let changed = self.db.run(
            "UPDATE numbers SET epoch = $1, last = $2
             WHERE sequence = $3 AND coalesce(link_id, 0) = coalesce($4, 0)",
            given![at.epoch, at.number, sequence, link],
        )?;
        if changed != 1 {
            return Err(StoreError::Numbering {
                sequence: sequence.word(),
            });
        }

        Ok(())
    }
}
