//! Gathers the facts about a notice that say whether it is routine.

use gplinks::{Approval, Deduction, DeductionReason, PatientNumber};
use jiff::Timestamp;
use store::{Answer, MatchedBy, Notice, Patient, PatientState, Read};

use super::{Common, Facts, Number};
use crate::matching::{order, said};
use crate::{Result, Settings};

pub(super) fn facts(
    r: &Read<'_>,
    settings: &Settings,
    notice: &Notice,
    now: Timestamp,
) -> Result<Facts> {
    let patient = match notice.patient {
        Some(patient) => Some(r.patient(patient)?),
        None => None,
    };
    let Some(says) = said(notice)? else {
        return Ok(Facts::Other);
    };
    let common = Common {
        is_matched: patient.is_some(),
        number_is_sound: says
            .number()
            .is_none_or(|number| is_sound(number, settings)),
        nothing_earlier: order::earlier(r, notice, now)?.is_none(),
        nothing_newer_decided: !notice.late,
    };

    match &says {
        gplinks::Notice::Approval(says) => approval(r, notice, says, patient.as_ref(), common),
        gplinks::Notice::Deduction(says) => deduction(r, notice, says, patient.as_ref(), common),
        gplinks::Notice::Fp69Removal(_) => Ok(Facts::FlagRemoval {
            common,
            is_flagged: patient.is_some_and(|patient| patient.record.is_flagged()),
        }),
        gplinks::Notice::Amendment(_)
        | gplinks::Notice::Rejection(_)
        | gplinks::Notice::RecordsSent(_)
        | gplinks::Notice::RecordsFlagRemoval(_)
        | gplinks::Notice::CloseQuarter(_)
        | gplinks::Notice::Fp69(_)
        | gplinks::Notice::RequestReply(_)
        | gplinks::Notice::Unknown => Ok(Facts::Other),
    }
}

/// Numbers of the range for tests are sound in training only; nought is no number.
fn is_sound(number: &PatientNumber, settings: &Settings) -> bool {
    match number {
        PatientNumber::Nhs(number) => {
            let is_nought = number.digits().bytes().all(|digit| digit == b'0');

            !is_nought && (settings.training || !number.is_for_tests())
        }
        PatientNumber::Old(_) => false,
    }
}

fn approval(
    r: &Read<'_>,
    notice: &Notice,
    says: &Approval,
    patient: Option<&Patient>,
    common: Common,
) -> Result<Facts> {
    let filing = match notice.filing {
        Some(filing) => Some(r.filing(filing)?),
        None => None,
    };
    let waits = filing
        .as_ref()
        .is_some_and(|filing| filing.answer == Answer::Waiting);
    let doctors = notice.gp.as_ref().zip(filing.as_ref());
    let has_applied = patient.is_some_and(|patient| {
        matches!(
            patient.record.state,
            PatientState::Applied | PatientState::Registered
        )
    });

    Ok(Facts::Approval {
        common,
        by_transaction: notice.matched_by == Some(MatchedBy::Transaction),
        is_awaited: waits && has_applied,
        doctor_is_ours: doctors.is_none_or(|(named, filing)| *named == filing.gp),
        number: number(r, says.number.as_ref(), patient)?,
    })
}

fn number(r: &Read<'_>, said: Option<&PatientNumber>, patient: Option<&Patient>) -> Result<Number> {
    let Some(said) = said.map(PatientNumber::written) else {
        return Ok(Number::NotGiven);
    };
    let ours = patient.and_then(|patient| patient.record.nhs_number.as_deref());
    if ours == Some(&said) {
        return Ok(Number::Same);
    }
    if r.patient_numbered(&said)?.is_some() {
        return Ok(Number::OfAnother);
    }

    Ok(match ours {
        None => Number::FillsBlank,
        Some(_) => Number::Differs,
    })
}

fn deduction(
    r: &Read<'_>,
    notice: &Notice,
    says: &Deduction,
    patient: Option<&Patient>,
    common: Common,
) -> Result<Facts> {
    let nothing_queued = match patient {
        Some(patient) => !r
            .filings_of(patient.id)?
            .iter()
            .any(store::Filing::is_queued),
        None => true,
    };
    let is_registered =
        patient.is_some_and(|patient| patient.record.state == PatientState::Registered);

    Ok(Facts::Deduction {
        common,
        is_registered: is_registered && notice.matched_by == Some(MatchedBy::Number),
        from_own_area: patient.is_some_and(|patient| patient.record.link == notice.link),
        nothing_queued,
        is_dated: says.on.is_some(),
        reason: says.reason.as_ref().and_then(DeductionReason::number),
    })
}
