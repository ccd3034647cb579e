//! What is looked at before something is filed: nothing may be filed twice, or for the wrong person.

mod registrant;

use gplinks::{Day, Draft, Filing, GpCode, PatientNumber};
use store::{Answer, FilingKind, LinkId, Patient, PatientId, PatientState, Read};

pub(crate) use registrant::Described;
pub(in crate::filings) use registrant::registrant;

use crate::{DeskError, Result, Settings};

pub(super) fn is_ours(settings: &Settings, code: &str) -> Result<()> {
    if settings.practice_code == code {
        Ok(())
    } else {
        Err(DeskError::OtherPractice)
    }
}

/// A letter without a doctor whom the other side knows would be rejected.
pub(super) fn has_doctor(r: &Read<'_>, link: LinkId, gp: &GpCode) -> Result<()> {
    let is_known = r
        .doctors()?
        .iter()
        .any(|doctor| doctor.link == link && doctor.code == gp.as_str());

    if is_known {
        Ok(())
    } else {
        Err(DeskError::NoSuchDoctor)
    }
}

/// The patient whom an amendment, a removal or a request is about.
pub(super) fn addressee(r: &Read<'_>, filing: &Filing) -> Result<Patient> {
    let number = filing.number().map(PatientNumber::written);
    let patient = match number {
        Some(number) => r.patient_numbered(&number)?,
        None => None,
    };
    let patient = patient.ok_or(DeskError::NotOnTheList)?;
    match patient.record.state {
        PatientState::Registered | PatientState::Applied => Ok(patient),
        PatientState::Left | PatientState::Died | PatientState::Rejected => {
            Err(DeskError::WrongState {
                state: words(patient.record.state),
            })
        }
    }
}

/// A patient's removal is asked for once.
pub(super) fn is_asked_once(
    r: &Read<'_>,
    kind: FilingKind,
    patient: &Patient,
    asked_again: bool,
    today: Day,
) -> Result<()> {
    if kind == FilingKind::DeductionRequest && is_asked_for(r, patient, asked_again, today)? {
        return Err(DeskError::AlreadyAsked);
    }

    Ok(())
}

/// A request waits to be sent or answered, or PCSE holds one. Whoever asks again has read the reply.
pub(crate) fn is_asked_for(
    r: &Read<'_>,
    patient: &Patient,
    asked_again: bool,
    today: Day,
) -> Result<bool> {
    let filings = r.filings_of(patient.id)?;
    let mut same = filings
        .iter()
        .filter(|filing| filing.kind == FilingKind::DeductionRequest);
    if asked_again {
        return Ok(same.any(store::Filing::is_queued));
    }
    let until = patient.record.removal_pending_until;

    Ok(
        same.any(|filing| filing.is_queued() || filing.answer == Answer::Waiting)
            || until.is_some_and(|until| until >= today),
    )
}

/// What a filing says may be corrected; whom it is about, and what their state demands, stay. The patient is as
/// they are without the filing.
pub(super) fn is_still(
    r: &Read<'_>,
    filing: &store::Filing,
    patient: &Patient,
    draft: &Draft,
) -> Result<()> {
    let Filing::Acceptance(registration) = &draft.filing else {
        return if addressee(r, &draft.filing)?.id == patient.id {
            Ok(())
        } else {
            Err(not_them())
        };
    };
    registrant::is_them(r, patient, registration)?;

    registrant::may_register(
        r,
        patient,
        registration,
        filing.notice.is_some(),
        Some(filing.id),
    )
}

/// Nobody else may have the number.
pub(crate) fn is_free(r: &Read<'_>, number: Option<&str>, patient: PatientId) -> Result<()> {
    let holder = match number {
        Some(number) => r.patient_numbered(number)?,
        None => None,
    };
    match holder {
        Some(other) if other.id != patient => Err(DeskError::NumberOfAnother {
            patient: other.id.get(),
        }),
        _ => Ok(()),
    }
}

fn not_them() -> DeskError {
    DeskError::NotSo {
        why: "it is about somebody else",
    }
}

/// The state in the words of the desk.
pub(crate) fn words(state: PatientState) -> &'static str {
    match state {
        PatientState::Applied => "waiting for approval",
        PatientState::Registered => "registered",
        PatientState::Left => "no longer on the list",
        PatientState::Died => "recorded as died",
        PatientState::Rejected => "not registered, since PCSE rejected the registration",
    }
}
