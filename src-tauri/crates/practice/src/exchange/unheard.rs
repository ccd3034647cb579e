//! Attempts that the record outside knows and the ledger does not. A disk that lied has lost the claim:
//! MESH may have the letter, and is asked before anything is posted.

use jiff::Timestamp;
use store::{LetterOut, LetterState, Outcome, Write};

use super::verdict::BEFORE_TRACKING;
use crate::marks::Marks;
use crate::{Act, DeskError, Practice, Result, due};

impl Practice {
    /// Takes such attempts over. A record that cannot be read stops the sending elsewhere.
    pub(super) fn take_over_unheard(&self, now: Timestamp) -> Result<()> {
        let Ok(Some(marks)) = Marks::read(self.marks()) else {
            return Ok(());
        };
        for (letter, ids) in self.unheard(&marks)? {
            self.store().write(|w| doubt(w, &letter, &ids, now))?;
        }

        Ok(())
    }

    fn unheard(&self, marks: &Marks) -> Result<Vec<(LetterOut, Vec<String>)>> {
        let mut found = Vec::new();
        for state in [LetterState::Numbered, LetterState::Unknown] {
            for letter in self.store().read(|r| r.letters_out_in(state))? {
                let known = self.store().read(|r| r.attempts_of(letter.id))?;
                let mut ids = marks.attempts_of(&letter);
                ids.retain(|id| known.iter().all(|attempt| attempt.local_id != *id));
                if !ids.is_empty() {
                    found.push((letter, ids));
                }
            }
        }

        Ok(found)
    }
}

fn doubt(w: &Write<'_>, letter: &LetterOut, ids: &[String], now: Timestamp) -> Result<()> {
    for id in ids {
        w.add_attempt(letter.id, id, now)?;
        let words = Some("known from the record outside the data");
        w.attempt_ended(id, Outcome::Unknown, None, words)?;
    }
    let asked = due::later(now, BEFORE_TRACKING);
    let words = "E980 The program ended while this was being sent";
    w.letter_waits(letter.id, LetterState::Unknown, asked, Some(words))?;
    let details = serde_json::json!({ "state": LetterState::Unknown, "unheard": ids.len() });

    Act::of_program(now)
        .record(w, "in doubt", "letter out", Some(letter.id.get()), details)
        .map_err(DeskError::from)
}
