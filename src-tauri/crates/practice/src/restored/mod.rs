//! Data that was put back from an earlier time: what was sent since is found out, and only then is
//! anything sent again.

mod again;
mod confirm;
mod gaps;
pub(crate) mod lost;
mod recall;

use store::{Counter, LinkId, Read, Sequence};

pub use confirm::{Confirmed, PutRight};

pub(crate) use recall::RECALLED;

use crate::marks::{Mark, Marks, Released};
use crate::reading::Missing;
use crate::{Practice, Result};

/// How far the data is behind.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Behind {
    pub counters: Vec<BehindCounter>,
    /// Letters that were sent and that the data does not know.
    pub letters: u32,
    /// Numbers of letters that came since and are not in the data.
    pub came: Vec<Missing>,
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
        if !self.is_restored()? {
            return Ok(None);
        }
        let marks = Marks::read(self.marks())?;
        let no_record = marks.is_none();
        let marks = marks.unwrap_or_default();
        self.store().read(|r| {
            let counters = r.counters()?;
            let ahead = marks.ahead_of(&counters);

            Ok(Some(Behind {
                counters: ahead.iter().map(|mark| behind(mark, &counters)).collect(),
                letters: unknown(r, &marks)?.len().try_into().unwrap_or(u32::MAX),
                came: lost::unconfirmed(r, &marks)?,
                no_record,
            }))
        })
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
