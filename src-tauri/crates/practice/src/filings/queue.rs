//! What a clerk can do with a filing before it is sent: hold it, take it back, let it go, drop it.

use store::{Answer, Filing, FilingId, FilingState, Read, Write};

use super::{changes, hold_until, standing};
use crate::{Act, DeskError, Practice, Result, Settings};

impl Practice {
    /// Holds a filing back until somebody lets it go.
    pub fn hold(&self, filing: FilingId, why: &str, act: &Act<'_>) -> Result<()> {
        if why.trim().is_empty() {
            return Err(DeskError::NoReason);
        }
        self.store().write(|w| {
            act.as_clerk(w)?;
            ready(w, filing)?;
            w.hold_filing(filing, Some(why))?;
            noted(w, "held", filing, act)
        })
    }

    /// Lets a held filing go.
    pub fn let_go(&self, filing: FilingId, act: &Act<'_>) -> Result<()> {
        self.store().write(|w| {
            act.as_clerk(w)?;
            standing::may_go(w, &ready(w, filing)?)?;
            w.hold_filing(filing, None)?;
            noted(w, "let go", filing, act)
        })
    }

    /// Lets a filing go at the next exchange, without waiting for the end of its hold.
    pub fn send_now(&self, filing: FilingId, act: &Act<'_>) -> Result<()> {
        self.store().write(|w| {
            act.as_clerk(w)?;
            standing::may_go(w, &ready(w, filing)?)?;
            w.advance_filing(filing, act.at)?;
            noted(w, "sent now", filing, act)
        })
    }

    /// Takes a filing back to being a draft: it is not sent until it is confirmed again.
    pub fn take_back(&self, filing: FilingId, act: &Act<'_>) -> Result<()> {
        self.store().write(|w| {
            act.as_clerk(w)?;
            ready(w, filing)?;
            w.set_filing_state(filing, FilingState::Draft, act.at)?;
            noted(w, "taken back", filing, act)
        })
    }

    /// Confirms a draft once more.
    pub fn confirm(&self, filing: FilingId, act: &Act<'_>) -> Result<()> {
        self.store().write(|w| {
            act.as_clerk(w)?;
            let settings = Settings::read(w)?;
            standing::may_go(w, &in_state(w, filing, FilingState::Draft)?)?;
            w.set_filing_state(filing, FilingState::Ready, hold_until(&settings, act.at))?;
            noted(w, "confirmed", filing, act)
        })
    }

    /// Drops a filing that was not sent, with a reason. What it changed on the record is put back.
    pub fn drop_filing(&self, filing: FilingId, why: &str, act: &Act<'_>) -> Result<()> {
        if why.trim().is_empty() {
            return Err(DeskError::NoReason);
        }

        self.store().write(|w| {
            act.as_clerk(w)?;
            close_in(w, filing, why, act)
        })
    }

    /// Closes a rejected or unanswered filing for which nothing more is expected. Whoever waited for the approval is
    /// not on the list after all.
    pub fn close_filing(&self, filing: FilingId, why: &str, act: &Act<'_>) -> Result<()> {
        self.store().write(|w| {
            act.as_manager(w, why)?;
            let found = w.filing(filing)?;
            let is_open = matches!(found.answer, Answer::Waiting | Answer::Rejected);
            if found.state != FilingState::Released || !is_open {
                return Err(DeskError::NotNow {
                    filing,
                    state: found.answer.word(),
                });
            }
            changes::wait_no_longer(w, &found, why, act)?;
            standing::hold_for(w, found.patient, act)?;
            noted(w, "closed", filing, act)
        })
    }
}

/// Closes a registration that a manager counts as approved, though no approval was read: nobody waits for it.
pub(crate) fn take_as_approved(
    w: &Write<'_>,
    filing: FilingId,
    why: &str,
    act: &Act<'_>,
) -> Result<()> {
    w.answer_filing(filing, Answer::Closed, Some(act.at), Some(why))?;

    noted(w, "taken as approved", filing, act)
}

/// Closes a filing that was not released, and puts back what it changed.
pub(crate) fn close_in(w: &Write<'_>, filing: FilingId, why: &str, act: &Act<'_>) -> Result<()> {
    let found = queued(w, filing)?;
    changes::give_up(w, &found, why, act)?;
    standing::hold_for(w, found.patient, act)?;

    noted(w, "dropped", filing, act)
}

fn ready(r: &Read<'_>, filing: FilingId) -> Result<Filing> {
    in_state(r, filing, FilingState::Ready)
}

fn in_state(r: &Read<'_>, filing: FilingId, state: FilingState) -> Result<Filing> {
    let found = queued(r, filing)?;
    if found.state != state {
        return Err(DeskError::NotNow {
            filing,
            state: found.state.word(),
        });
    }

    Ok(found)
}

pub(super) fn queued(r: &Read<'_>, filing: FilingId) -> Result<Filing> {
    let found = r.filing(filing)?;
    if found.state == FilingState::Released {
        return Err(DeskError::AlreadySent { filing });
    }
    if found.answer == Answer::Closed {
        return Err(DeskError::NotNow {
            filing,
            state: "closed",
        });
    }

    Ok(found)
}

pub(super) fn noted(w: &Write<'_>, what: &str, filing: FilingId, act: &Act<'_>) -> Result<()> {
    let details = serde_json::json!({});

    act.record(w, what, "filing", Some(filing.get()), details)
        .map_err(DeskError::from)
}
