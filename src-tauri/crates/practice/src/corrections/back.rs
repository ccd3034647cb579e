//! A correction is taken back by a second entry, where nothing newer is built upon it.

use store::{Change, Correction, FilingId, PatientId, Read, Write};

use super::{change, kept, match_again};
use crate::filings::reopen;
use crate::undo::{reverse, still_held};
use crate::{Act, DeskError, Practice, Result};

impl Practice {
    /// Takes the last correction of a patient back. Tells what came of it.
    pub fn put_right_back(
        &self,
        patient: PatientId,
        why: &str,
        act: &Act<'_>,
    ) -> Result<Vec<String>> {
        self.store().write(|w| {
            act.as_manager(w, why)?;
            let last = last(w, patient)?.ok_or(DeskError::NothingToUndo)?;
            let (before, made) = (w.patient(patient)?, w.change(last.change)?);
            let undone = reverse(w, made.id, change(act))?.ok_or(DeskError::NothingToUndo)?;
            kept(
                w,
                ("put right taken back", patient),
                (undone, last.kind),
                why,
                act,
            )?;
            if let Some(registration) = made.filing {
                waits_again(w, registration, act)?;
            }
            match_again(w, &before, act)?;

            Ok([
                vec!["Taken back. The record is as it was before. Nothing is sent.".to_owned()],
                still_held(w, patient)?,
            ]
            .concat())
        })
    }
}

/// The last one that was not taken back.
pub(crate) fn last(r: &Read<'_>, patient: PatientId) -> Result<Option<Correction>> {
    let log = r.changes_of(patient)?;
    let stands = |correction: &Correction| {
        let undoes = |change: &Change| change.id == correction.change && change.undoes.is_some();

        !log.iter()
            .any(|change| undoes(change) || change.undoes == Some(correction.change))
    };

    Ok(r.corrections_of(patient)?.into_iter().rfind(stands))
}

/// The registration that counted as approved waits for PCSE's answer again, unless that came since.
fn waits_again(w: &Write<'_>, registration: FilingId, act: &Act<'_>) -> Result<()> {
    for notice in w.notices_answering(registration)? {
        if w.standing_decision(notice.id)?.is_some() {
            return Err(DeskError::NotUndone {
                why: "PCSE has answered the registration since: undo what was decided about that",
            });
        }
    }

    reopen(w, &w.filing(registration)?, act)
}
