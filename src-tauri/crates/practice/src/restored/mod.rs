//! Data that was put back from an earlier time: what was sent since is found out, and only then is
//! anything sent again.

mod again;
mod confirm;
mod gaps;
mod recall;

use store::{Counter, LinkId, Read, Sequence};

pub use confirm::{Confirmed, PutRight};

pub(crate) use recall::RECALLED;

use crate::marks::{Mark, Marks, Released};
use crate::{Practice, Result};

/// How far the data is behind.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Behind {
    pub counters: Vec<BehindCounter>,
    /// Letters that were sent and that the data does not know.
    pub letters: u32,
    /// The record outside is missing altogether: this is not the computer that sent the last letters.
    pub no_record: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BehindCounter {
    pub sequence: Sequence,
    pub link: Option<LinkId>,
    /// What the data says.
    pub last: u32,
    /// What was surely used.
    pub marked: u32,
}

impl Practice {
    /// How far the data is behind what was sent; `None` where it is not.
    pub fn behind(&self) -> Result<Option<Behind>> {
        let counters = self.store().read(|r| r.counters())?;
        let Some(marks) = Marks::read(self.marks())? else {
            let no_record = self.is_restored()?;
            return Ok(no_record.then(|| Behind {
                no_record,
                ..Behind::default()
            }));
        };
        let ahead = marks.ahead_of(&counters);
        if ahead.is_empty() {
            return Ok(None);
        }
        let letters = self
            .store()
            .read(|r| unknown(r, &marks).map(|all| all.len()))?;

        Ok(Some(Behind {
            counters: ahead.iter().map(|mark| behind(mark, &counters)).collect(),
            letters: letters.try_into().unwrap_or(u32::MAX),
            no_record: false,
        }))
    }
}

fn behind(mark: &Mark, counters: &[Counter]) -> BehindCounter {
    let counter = counters
        .iter()
        .find(|counter| counter.sequence == mark.sequence && counter.link == mark.link);

    BehindCounter {
        sequence: mark.sequence,
        link: mark.link,
        last: counter.map_or(0, |counter| counter.last),
        marked: mark.number,
    }
}

/// The letters on the record that the data does not know, in the order in which they were posted.
fn unknown(r: &Read<'_>, marks: &Marks) -> Result<Vec<Released>> {
    let mut found = Vec::new();
    for released in &marks.released {
        if known(r, released)?.is_none() {
            found.push(released.clone());
        }
    }
    found.sort_by_key(|released| (released.link, released.sis));

    Ok(found)
}

/// The letter in the data that has the numbers of a letter on the record.
fn known(r: &Read<'_>, released: &Released) -> Result<Option<store::LetterOut>> {
    let letters = r.letters_out_numbered(released.link, released.sis.1.into())?;

    Ok(letters
        .into_iter()
        .find(|letter| letter.sis.epoch == released.sis.0))
}
