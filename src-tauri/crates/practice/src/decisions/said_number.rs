//! An NHS number that a notice gives: taken over only where no other patient has it, and a difference
//! only where a person confirms it.

use gplinks::PatientNumber;
use store::Patient;

use super::case::Case;
use super::not_so;
use crate::{DeskError, Result};

/// The number to put on the record; `None` where nothing changes.
pub(super) fn to_put(
    case: &Case<'_>,
    patient: &Patient,
    said: Option<&PatientNumber>,
    confirmed: bool,
) -> Result<Option<String>> {
    let ours = patient.record.nhs_number.as_ref();
    let Some(said) = said.map(PatientNumber::written) else {
        return Ok(None);
    };
    if ours == Some(&said) {
        return Ok(None);
    }
    if let Some(other) = case.w.patient_numbered(&said)? {
        return Err(DeskError::NumberOfAnother {
            patient: other.id.get(),
        });
    }
    if ours.is_some() && !confirmed {
        return Err(not_so(
            "its NHS number is another than ours: find out which is right, and confirm it",
        ));
    }

    Ok(Some(said))
}
