//! Whether PCSE's list has the patient whom a filing is about: what is about nobody there is not sent.

use store::{Filing, FilingId, FilingKind, FilingState, PatientId, PatientState, Read, Write};

use super::queue::noted;
use crate::{Act, DeskError, Result};

/// Why a filing is held whose patient PCSE's list does not have.
pub(crate) const NOT_ON_THEIR_LIST: &str =
    "PCSE's list does not have the patient (drop it, or register them first)";

/// How the patient of a filing stands with PCSE.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Standing {
    /// The filing may go; a registration always may.
    MayGo,
    /// The patient has applied: what is about them waits for the approval.
    WaitsForApproval,
    /// The registration was rejected or never sent, or the patient has left.
    NotOnTheirList,
}

pub(crate) fn standing(r: &Read<'_>, filing: &Filing) -> Result<Standing> {
    if filing.kind == FilingKind::Registration {
        return Ok(Standing::MayGo);
    }

    Ok(match r.patient(filing.patient)?.record.state {
        PatientState::Registered => Standing::MayGo,
        PatientState::Applied => Standing::WaitsForApproval,
        PatientState::Rejected | PatientState::Left | PatientState::Died => {
            Standing::NotOnTheirList
        }
    })
}

/// Refuses to let something go that is about nobody on PCSE's list.
pub(super) fn may_go(r: &Read<'_>, filing: &Filing) -> Result<()> {
    if standing(r, filing)? == Standing::NotOnTheirList {
        return Err(DeskError::NotOnTheirList { filing: filing.id });
    }

    Ok(())
}

/// What a person is told of a filing that is held for that.
pub(crate) fn told_held(filing: FilingId) -> String {
    format!(
        "Filing {filing} about the patient is held: drop it, or let it go once they are registered."
    )
}

/// Holds what is ready about somebody whom PCSE's list does not have, until a person has looked. Tells which.
pub(crate) fn hold_for(w: &Write<'_>, patient: PatientId, act: &Act<'_>) -> Result<Vec<FilingId>> {
    let mut held = Vec::new();
    for filing in w.filings_of(patient)? {
        let is_free =
            filing.is_queued() && filing.state == FilingState::Ready && filing.held_why.is_none();
        if is_free && standing(w, &filing)? == Standing::NotOnTheirList {
            w.hold_filing(filing.id, Some(NOT_ON_THEIR_LIST))?;
            noted(w, "held", filing.id, act)?;
            held.push(filing.id);
        }
    }

    Ok(held)
}
