//! Reading: what the letters that came in mean. Every letter is one transaction, derived from its row
//! alone, so that a restart at any point reads it once.

mod arrival;
mod judge;
mod numbering;
mod order;
mod problems;
mod receipts;
mod report;
mod transactions;
mod why;

#[cfg(test)]
mod tests;

use jiff::Timestamp;
use store::{ArrivalState, LetterIn, LetterInId, LinkId, Sequence, StoreError, Workflow};

use crate::reports::not_come;
use crate::{Act, DeskError, Practice, Result};
use arrival::Taking;
use order::in_order;

pub(crate) use arrival::{answer, opened};
pub(crate) use numbering::{LAST, NEARLY_LAST, without};
pub(crate) use order::{header_of, numbered, ranks};

pub use numbering::{Run, gaps};
pub use problems::{KeptProblem, RawSpan};
pub use report::{Alarm, ReadReport};
pub use why::WhySetAside;

/// So many letters are held in memory while they are put in order.
const PAGE: u32 = 100;

/// Interchange numbers of a link that no letter here has brought.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Missing {
    pub link: LinkId,
    pub run: Run,
}

impl Practice {
    /// Reads every letter that is stored and not yet read, in the order of their numbers.
    ///
    /// A letter that cannot be taken in holds up no other, unless the file itself is at fault.
    pub fn read_letters(&self, at: Timestamp) -> Result<ReadReport> {
        let mut report = ReadReport::default();
        let waiting = self.waiting()?;
        if waiting.is_empty() {
            return Ok(report);
        }
        let settings = self.settings()?;
        let taking = Taking {
            practice_code: &settings.practice_code,
            marks: self.marks(),
            act: Act::of_program(at),
            deed: "letter read",
            release: None,
        };
        for letter in waiting {
            report.add(self.read_one(&taking, letter)?);
        }

        Ok(report)
    }

    /// Reads a letter that was set aside all the same, at a manager's word.
    pub fn release_letter(
        &self,
        letter: LetterInId,
        act: &Act<'_>,
        reason: &str,
    ) -> Result<ReadReport> {
        let settings = self.settings()?;
        let found = self.store().read(|r| set_aside(r, letter))?;
        let why = found.why.as_deref().and_then(WhySetAside::parse);
        let taking = Taking {
            practice_code: &settings.practice_code,
            marks: self.marks(),
            act: *act,
            deed: "letter released",
            release: Some((why.unwrap_or(WhySetAside::NotKept), reason)),
        };
        let read = arrival::opened(&found.body, act.at);

        self.store().write(|w| {
            act.as_manager(w, reason)?;
            let found = set_aside(w, letter)?;

            taking.take(w, &found, &read)
        })
    }

    /// A person has seen to a letter that stays set aside.
    pub fn dealt_with_letter(&self, letter: LetterInId, act: &Act<'_>, reason: &str) -> Result<()> {
        if reason.trim().is_empty() {
            return Err(DeskError::NoReason);
        }

        self.store().write(|w| {
            act.as_clerk(w)?;
            let found = set_aside(w, letter)?;
            w.letter_in_dealt_with(letter, act.at, act.by, reason)?;
            let details = serde_json::json!({ "why": found.why });
            act.record(w, "dealt with", "letter in", Some(letter.get()), details)?;

            Ok(())
        })
    }

    /// The interchange numbers that no letter has brought and nobody has explained. A receipt uses a
    /// number as any other letter does.
    pub fn missing_letters(&self) -> Result<Vec<Missing>> {
        self.store().read(|r| {
            let mut missing = Vec::new();
            for link in r.links()? {
                let runs = not_come(r, Sequence::Sis, link.id)?;
                missing.extend(runs.into_iter().map(|run| Missing { link: link.id, run }));
            }

            Ok(missing)
        })
    }

    fn read_one(&self, taking: &Taking<'_>, id: LetterInId) -> Result<ReadReport> {
        let letter = self.store().read(|r| r.letter_in(id))?;
        let read = arrival::opened(&letter.body, taking.act.at);
        points::point!("parse.before_tx2");
        let done = self.store().write(|w| taking.take(w, &letter, &read));
        points::point!("parse.after_commit2");
        if letter.workflow == Workflow::Receipt {
            points::point!("recepin.after_commit");
        }

        match done {
            Ok(report) => Ok(report),
            Err(error) if is_of_the_file(&error) => Err(error),
            // The record that is kept elsewhere may be there again in a moment.
            Err(error @ (DeskError::Marks(_) | DeskError::MarksUnwritten(_))) => Ok(ReadReport {
                alarms: vec![Alarm::NotRead {
                    letter: id,
                    code: error.code(),
                }],
                ..ReadReport::default()
            }),
            Err(error) => self.store().write(|w| taking.give_up(w, id, &error)),
        }
    }

    /// The letters that are not read yet: by link, then in the order of their numbers, then as they came.
    fn waiting(&self) -> Result<Vec<LetterInId>> {
        let mut headed = Vec::new();
        let mut last = None;
        loop {
            let page = self
                .store()
                .read(|r| r.letters_in_page(ArrivalState::Stored, last, PAGE))?;
            let Some(end) = page.last() else {
                break;
            };
            last = Some(end.id);
            headed.extend(
                page.iter()
                    .map(|letter| (letter.id, header_of(&letter.body))),
            );
        }

        self.store().read(|r| in_order(r, &headed))
    }
}

/// A letter that is set aside and that nobody has seen to.
fn set_aside(r: &store::Read<'_>, id: LetterInId) -> Result<LetterIn> {
    let letter = r.letter_in(id)?;
    let state = match letter.state {
        ArrivalState::SetAside if letter.dealt_with_at.is_none() => return Ok(letter),
        ArrivalState::SetAside => "dealt with already",
        ArrivalState::Stored | ArrivalState::Read => letter.state.word(),
    };

    Err(DeskError::LetterNotSo {
        letter: id.get(),
        state,
    })
}

/// Whether nothing can be saved at this moment, whatever the letter.
fn is_of_the_file(error: &DeskError) -> bool {
    let DeskError::Store(error) = error else {
        return false;
    };
    match error {
        StoreError::Missing
        | StoreError::AlreadyThere
        | StoreError::Busy
        | StoreError::ReadOnly
        | StoreError::Full
        | StoreError::NotOurs
        | StoreError::Damaged
        | StoreError::NotOpened
        | StoreError::Newer { .. }
        | StoreError::Disk { .. }
        | StoreError::Pragma { .. } => true,
        StoreError::Numbering { .. }
        | StoreError::Stale
        | StoreError::Against { .. }
        | StoreError::Odd
        | StoreError::NoSuch { .. } => false,
    }
}
