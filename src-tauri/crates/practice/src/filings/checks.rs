//! What is looked at before something is filed: nothing may be filed twice, or for the wrong person.

use gplinks::{Acceptance, AcceptanceCode, Filing, GpCode, PatientNumber};
use store::{
    Answer, FilingKind, FilingState, LinkId, Patient, PatientId, PatientState, Read, folded,
    folded_postcode,
};

use super::ToFile;
use crate::content::Content;
use crate::{DeskError, Result, Settings};

pub(super) fn is_ours(settings: &Settings, code: &str) -> Result<()> {
    if settings.practice_code == code {
        Ok(())
    } else {
        Err(DeskError::OtherPractice {
            code: code.to_owned(),
        })
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
        Err(DeskError::NoSuchDoctor {
            gp: gp.as_str().to_owned(),
        })
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

/// The patient whom a registration is about, where the list has them already.
pub(super) fn registrant(
    r: &Read<'_>,
    registration: &Acceptance,
    to_file: &ToFile,
) -> Result<Option<Patient>> {
    let found = match found(r, registration, to_file)? {
        Some(patient) => patient,
        None => return Ok(None),
    };
    match (found.record.state, registration.code) {
        (PatientState::Rejected, AcceptanceCode::AfterRejection) => {
            is_corrected(r, &found, registration)?;
        }
        (PatientState::Rejected, _) => return Err(DeskError::NeedsCodeR),
        (PatientState::Left | PatientState::Died, AcceptanceCode::AfterDeduction) => {
            if registration.notes.is_none() {
                return Err(DeskError::NeedsCodeD);
            }
        }
        (PatientState::Left, _) if to_file.notice.is_some() => return Err(DeskError::NeedsCodeD),
        (PatientState::Left, _) => {}
        (
            PatientState::Registered,
            AcceptanceCode::InternalTransfer | AcceptanceCode::SameGpNewHa,
        ) => nothing_queued(r, found.id)?,
        (PatientState::Registered | PatientState::Applied | PatientState::Died, _) => {
            return Err(DeskError::AlreadyHere {
                patient: found.id.get(),
                state: words(found.record.state),
            });
        }
    }

    Ok(Some(found))
}

fn found(r: &Read<'_>, registration: &Acceptance, to_file: &ToFile) -> Result<Option<Patient>> {
    if let Some(replaced) = to_file.replaces {
        let replaced = r.filing(replaced)?;
        let is_rejected = replaced.answer == Answer::Rejected;
        if replaced.kind != FilingKind::Registration || !is_rejected {
            return Err(DeskError::NotNow {
                filing: replaced.id,
                state: replaced.answer.word(),
            });
        }
        return Ok(Some(r.patient(replaced.patient)?));
    }
    let number = registration.kind.number().map(PatientNumber::written);
    if let Some(number) = &number
        && let Some(patient) = r.patient_numbered(number)?
    {
        return Ok(Some(patient));
    }
    let alike = look_alikes(r, registration, number.as_deref())?;
    let rejected: Vec<&Patient> = alike
        .iter()
        .filter(|patient| patient.record.state == PatientState::Rejected)
        .collect();
    if let ([patient], AcceptanceCode::AfterRejection) = (rejected.as_slice(), registration.code) {
        return Ok(Some((*patient).clone()));
    }
    if alike.is_empty() || to_file.somebody_else {
        return Ok(None);
    }

    Err(DeskError::LooksLike {
        patients: alike.iter().map(|patient| patient.id.get()).collect(),
    })
}

/// Those on the list with the same date of birth and the same surname or postcode. Somebody with
/// another NHS number is somebody else.
fn look_alikes(
    r: &Read<'_>,
    registration: &Acceptance,
    number: Option<&str>,
) -> Result<Vec<Patient>> {
    let Some(born) = registration.kind.born() else {
        return Ok(Vec::new());
    };
    let surname = folded(registration.name.surname.as_str());
    let forename = registration.name.forenames.first.as_ref();
    let forename = forename.map(|name| folded(name.as_str()));
    let postcode = registration.address.get().postcode.as_ref();
    let postcode = postcode.map(|postcode| folded_postcode(postcode.as_str()));
    let is_alike = |patient: &Patient| {
        let other = &patient.record;
        let has_other_number = other.nhs_number.is_some() && number.is_some();
        let same_surname = folded(&other.surname) == surname;
        let same_postcode = postcode.is_some()
            && postcode == other.postcode.as_deref().map(folded_postcode)
            && forename == other.first_forename.as_deref().map(folded);

        !has_other_number && (same_surname || same_postcode)
    };

    Ok(r.patients_born(born)?
        .into_iter()
        .filter(is_alike)
        .collect())
}

/// After a rejection something must be different, or a note must say why it is not.
fn is_corrected(r: &Read<'_>, patient: &Patient, registration: &Acceptance) -> Result<()> {
    let rejected = r
        .filings_of(patient.id)?
        .into_iter()
        .rev()
        .find(|filing| filing.answer == Answer::Rejected);
    let Some(rejected) = rejected else {
        return Ok(());
    };
    if let Content::Registration(before) = Content::read(&rejected.content)? {
        let same = Acceptance {
            code: registration.code,
            accepted_on: registration.accepted_on,
            ..*before
        };
        if same == *registration {
            return Err(DeskError::NothingCorrected);
        }
    }

    nothing_queued(r, patient.id)
}

/// Two filings of the same kind about one patient must not wait side by side.
fn nothing_queued(r: &Read<'_>, patient: PatientId) -> Result<()> {
    let queued = r
        .filings_of(patient)?
        .into_iter()
        .find(|filing| filing.kind == FilingKind::Registration && filing.is_queued());

    match queued {
        Some(filing) => Err(DeskError::NotNow {
            filing: filing.id,
            state: match filing.state {
                FilingState::Draft => "a draft",
                FilingState::Ready | FilingState::Released => "ready to send",
            },
        }),
        None => Ok(()),
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
