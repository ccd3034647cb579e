//! Attempts that the record outside knows and the data does not. The record is written before the claim, so this
//! is either a claim that never was, or data from before it: both look alike, and MESH is asked.

use jiff::Timestamp;
use store::{LetterOut, LetterOutId, LetterState, Outcome, Read, Write};

use super::again::receipt_again;
use super::known;
use crate::exchange::BEFORE_TRACKING;
use crate::marks::{Marks, Released};
use crate::{Act, DeskError, Practice, Result, due};

/// Under an id that is only on the record.
const FROM_OUTSIDE: &str = "known from the record outside the data";

/// Stands for an attempt that may have been, under an id that is nowhere any more. MESH cannot be asked for it.
const UNLISTED: &str = "unlisted";
const NOT_LISTED: &str = "the record outside the data does not go back so far";

/// The act by which they came into the data.
pub(crate) const RECALLED: &str = "recalled";

impl Practice {
    /// Takes up the attempts that the data has lost, before anything is claimed.
    pub(crate) fn recall_attempts(&self, now: Timestamp) -> Result<()> {
        // A record that cannot be read stops the post further on; letters still come in meanwhile.
        let marks = match Marks::read(self.marks()) {
            Ok(marks) => marks.unwrap_or_default(),
            Err(_) => return Ok(()),
        };
        let is_any = self.store().read(|r| -> Result<bool> {
            Ok(!lost_attempts(r, &marks)?.is_empty() || !forgotten(r, &marks)?.is_empty())
        })?;
        if !is_any {
            return Ok(());
        }

        self.store().write(|w| recall(w, &marks, now))
    }
}

impl Practice {
    /// A letter comes again whose receipt went out before the data was put back, and went with the data: the same
    /// receipt is written under its own numbers, so that there is one.
    pub(crate) fn recall_receipts(&self, now: Timestamp) -> Result<()> {
        let marks = match Marks::read(self.marks()) {
            Ok(marks) => marks.unwrap_or_default(),
            Err(_) => return Ok(()),
        };
        let lost = self.store().read(|r| lost_receipts(r, &marks))?;
        if lost.is_empty() || self.is_restored()? {
            return Ok(());
        }

        self.store().write(|w| {
            for (released, answers) in lost {
                receipt_again(w, released, answers, &Act::of_program(now))?;
            }

            Ok(())
        })
    }
}

fn lost_receipts<'m>(r: &Read<'_>, marks: &'m Marks) -> Result<Vec<(&'m Released, &'m str)>> {
    let mut lost = Vec::new();
    for released in &marks.released {
        if let Some(answers) = &released.receipts
            && known(r, released)?.is_none()
        {
            lost.push((released, answers.as_str()));
        }
    }

    Ok(lost)
}

/// Every letter of which an attempt was lost is in doubt, if it would still be posted.
pub(super) fn recall(w: &Write<'_>, marks: &Marks, now: Timestamp) -> Result<()> {
    for (letter, released) in lost_attempts(w, marks)? {
        add_attempts(w, letter.id, released, now)?;
        if letter.state.is_on_its_way() {
            doubt(w, letter.id, now)?;
        }
    }
    for letter in forgotten(w, marks)? {
        let at = letter.written_at;
        let local_id = format!("{UNLISTED}-{}", letter.id);
        w.add_attempt(letter.id, &local_id, at)?;
        w.attempt_ended(&local_id, Outcome::Unknown, None, Some(NOT_LISTED))?;
        doubt(w, letter.id, now)?;
    }

    Ok(())
}

/// Letters that would be posted, and whose attempts may have fallen off the record: under which ids, nobody knows.
fn forgotten(r: &Read<'_>, marks: &Marks) -> Result<Vec<LetterOut>> {
    let mut all = Vec::new();
    for letter in r.letters_on_their_way()? {
        let mut attempts = r.attempts_of(letter.id)?.into_iter();
        if marks.may_have_forgotten(&letter)
            && !attempts.any(|one| one.local_id.starts_with(UNLISTED))
        {
            all.push(letter);
        }
    }

    Ok(all)
}

fn lost_attempts<'m>(r: &Read<'_>, marks: &'m Marks) -> Result<Vec<(LetterOut, &'m Released)>> {
    let mut lost = Vec::new();
    for released in &marks.released {
        let mut is_whole = true;
        for local_id in &released.local_ids {
            is_whole &= r.attempt_with(local_id)?.is_some();
        }
        if !is_whole && let Some(letter) = known(r, released)? {
            lost.push((letter, released));
        }
    }

    Ok(lost)
}

/// Adds those that the data does not have. When they were made is not known, but not before the letter.
pub(super) fn add_attempts(
    w: &Write<'_>,
    letter: LetterOutId,
    released: &Released,
    now: Timestamp,
) -> Result<()> {
    let at = released.at.instant().unwrap_or(now);
    let mut added = 0;
    for local_id in &released.local_ids {
        if w.attempt_with(local_id)?.is_none() {
            w.add_attempt(letter, local_id, at)?;
            w.attempt_ended(local_id, Outcome::Unknown, None, Some(FROM_OUTSIDE))?;
            added += 1;
        }
    }
    let details = serde_json::json!({ "attempts": added });

    Act::of_program(now)
        .record(w, RECALLED, "letter out", Some(letter.get()), details)
        .map_err(DeskError::from)
}

fn doubt(w: &Write<'_>, letter: LetterOutId, now: Timestamp) -> Result<()> {
    let words = "E980 An attempt to post this is known only from the record outside the data";
    let asked = due::later(now, BEFORE_TRACKING);
    w.letter_waits(letter, LetterState::Unknown, asked, Some(words))?;
    let details = serde_json::json!({ "state": LetterState::Unknown });

    Act::of_program(now)
        .record(w, "in doubt", "letter out", Some(letter.get()), details)
        .map_err(DeskError::from)
}
