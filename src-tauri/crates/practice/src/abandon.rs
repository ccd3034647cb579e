//! A manager gives a letter up. What had been sent before stays sent.

use store::{Answer, Filing, LetterOut, LetterOutId, LetterState, Write};

use crate::resend::{not_so, noted};
use crate::{Act, Practice, Result, filings};

impl Practice {
    /// Gives a letter up that MESH does not have. Its numbers are spent, and the links report says why.
    /// One that MESH had taken before somebody asked for it again goes back to what it was.
    pub fn abandon(&self, letter: LetterOutId, why: &str, act: &Act<'_>) -> Result<()> {
        self.store().write(|w| {
            act.as_manager(w, why)?;
            let found = w.letter_out(letter)?;
            if let Some(before) = resent(w, &found)? {
                take_resend_back(w, &found, before, act)?;
                return noted(w, "resend given up", letter, act);
            }
            w.abandon_letter(letter, why, act.by)
                .map_err(|error| not_so(error, &found))?;
            let filing = w.filing_of_letter(letter)?;
            let is_open =
                |filing: &Filing| matches!(filing.answer, Answer::Waiting | Answer::NoneExpected);
            if let Some(filing) = filing.filter(is_open) {
                filings::give_up(w, &filing, why, act)?;
                filings::hold_for(w, filing.patient, act)?;
            }
            noted(w, "abandoned", letter, act)
        })
    }
}

/// What a letter was before it was sent again, where that has not come to its end.
fn resent(w: &Write<'_>, letter: &LetterOut) -> Result<Option<LetterState>> {
    let before = match letter.state {
        LetterState::Numbered | LetterState::Unknown | LetterState::Refused => {
            w.state_before_resend(letter.id)?
        }
        LetterState::Sending
        | LetterState::Accepted
        | LetterState::Collected
        | LetterState::HandedOver
        | LetterState::Undelivered
        | LetterState::Abandoned => None,
    };

    Ok(before)
}

/// The other side may have the first copy, and has perhaps answered it: nothing of that is touched.
fn take_resend_back(
    w: &Write<'_>,
    letter: &LetterOut,
    before: LetterState,
    act: &Act<'_>,
) -> Result<()> {
    let at = letter.accepted_at.unwrap_or(act.at);
    let mesh_id = w
        .attempts_of(letter.id)?
        .into_iter()
        .rev()
        .find_map(|attempt| attempt.mesh_id);
    if before == LetterState::Undelivered {
        w.letter_undelivered(letter.id, "E991 MESH could not deliver it")?;
    } else if before == LetterState::HandedOver {
        w.letter_waits(letter.id, LetterState::HandedOver, act.at, None)?;
    } else {
        let is_collected = before == LetterState::Collected || mesh_id.is_none();
        w.letter_accepted(letter.id, mesh_id.as_deref(), at, is_collected)?;
    }

    Ok(())
}
