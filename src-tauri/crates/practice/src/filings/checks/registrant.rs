//! The patient whom a registration is about: somebody new, or somebody whose state allows it.

use gplinks::{Acceptance, AcceptanceCode, Day, PatientNumber, Text};
use store::{
    Answer, FilingId, FilingKind, FilingState, Patient, PatientId, PatientState, Read, folded,
    folded_postcode,
};

use super::super::ToFile;
use super::super::changes::{NOT_ANSWERED, NOT_SENT};
use super::{is_free, not_them, words};
use crate::content::Content;
use crate::{DeskError, Result};

/// The patient whom a registration is about, where the list has them already.
pub(in crate::filings) fn registrant(
    r: &Read<'_>,
    registration: &Acceptance,
    to_file: &ToFile,
) -> Result<Option<Patient>> {
    let found = found(r, registration, to_file)?;
    if let Some(patient) = &found {
        let reacts = to_file.notice.is_some();
        may_register(r, patient, registration, reacts, None)?;
    }

    Ok(found)
}

/// Whether somebody in their state is registered so. `own` is the filing itself, where it is only corrected.
pub(super) fn may_register(
    r: &Read<'_>,
    patient: &Patient,
    registration: &Acceptance,
    reacts: bool,
    own: Option<FilingId>,
) -> Result<()> {
    match (patient.record.state, registration.code) {
        (PatientState::Rejected, AcceptanceCode::AfterRejection) => {
            is_corrected(r, patient, registration)?;

            nothing_queued(r, patient.id, own)
        }
        (PatientState::Rejected, _) => Err(DeskError::NeedsCodeR),
        (PatientState::Left | PatientState::Died, AcceptanceCode::AfterDeduction) => {
            registration.notes.as_ref().ok_or(DeskError::NeedsCodeD)?;

            Ok(())
        }
        (PatientState::Left, _) if reacts => Err(DeskError::NeedsCodeD),
        (PatientState::Left, _) => Ok(()),
        (
            PatientState::Registered,
            AcceptanceCode::InternalTransfer | AcceptanceCode::SameGpNewHa,
        ) => nothing_queued(r, patient.id, own),
        (PatientState::Registered | PatientState::Applied | PatientState::Died, _) => {
            Err(DeskError::AlreadyHere {
                patient: patient.id.get(),
                state: words(patient.record.state),
            })
        }
    }
}

/// The registration is of this very person. Only of somebody who never was on PCSE's list may the number be corrected.
pub(super) fn is_them(r: &Read<'_>, patient: &Patient, registration: &Acceptance) -> Result<()> {
    let number = registration.kind.number().map(PatientNumber::written);
    is_free(r, number.as_deref(), patient.id)?;
    let record = &patient.record;
    let was_never_there = record.state == PatientState::Rejected
        || matches!(record.left_reason.as_deref(), Some(NOT_SENT | NOT_ANSWERED));
    let differs = number.is_some() && record.nhs_number.is_some() && record.nhs_number != number;

    if differs && !was_never_there {
        Err(not_them())
    } else {
        Ok(())
    }
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
        let patient = r.patient(replaced.patient)?;
        is_them(r, &patient, registration)?;
        return Ok(Some(patient));
    }
    if let Some(known) = to_file.same_as {
        let patient = r.patient(known)?;
        is_them(r, &patient, registration)?;
        return Ok(Some(patient));
    }
    let number = registration.kind.number().map(PatientNumber::written);
    if let Some(number) = &number
        && let Some(patient) = r.patient_numbered(number)?
    {
        return Ok(Some(patient));
    }
    let alike = Described::by(registration).look_alikes(r)?;
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

/// What somebody is told from others by, as far as it is known.
#[derive(Clone, PartialEq, Eq, Default)]
pub(crate) struct Described {
    pub(crate) number: Option<String>,
    pub(crate) surname: String,
    pub(crate) forename: Option<String>,
    pub(crate) born: Option<Day>,
    pub(crate) postcode: Option<String>,
}

impl Described {
    fn by(registration: &Acceptance) -> Self {
        let name = &registration.name;
        let postcode = registration.address.get().postcode.as_ref();
        let text = |text: &Text| text.as_str().to_owned();

        Self {
            number: registration.kind.number().map(PatientNumber::written),
            surname: text(&name.surname),
            forename: name.forenames.first.as_ref().map(text),
            born: registration.kind.born(),
            postcode: postcode.map(|postcode| postcode.as_str().to_owned()),
        }
    }

    /// Those on the list with the same date of birth and the same surname, or forename and postcode. Somebody with
    /// another NHS number is somebody else.
    pub(crate) fn look_alikes(&self, r: &Read<'_>) -> Result<Vec<Patient>> {
        let Some(born) = self.born else {
            return Ok(Vec::new());
        };

        Ok(r.patients_born(born)?
            .into_iter()
            .filter(|patient| self.fits(patient))
            .collect())
    }

    fn fits(&self, patient: &Patient) -> bool {
        let other = &patient.record;
        let fold = |text: &Option<String>| text.as_deref().map(folded);
        let postcode = |text: &Option<String>| text.as_deref().map(folded_postcode);
        let has_other_number = other.nhs_number.is_some() && self.number.is_some();
        let same_surname = folded(&other.surname) == folded(&self.surname);
        let same_postcode = self.postcode.is_some()
            && postcode(&self.postcode) == postcode(&other.postcode)
            && fold(&self.forename) == fold(&other.first_forename);

        !has_other_number && (same_surname || same_postcode)
    }
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

    Ok(())
}

/// Two filings of the same kind about one patient must not wait side by side.
fn nothing_queued(r: &Read<'_>, patient: PatientId, own: Option<FilingId>) -> Result<()> {
    let queued = r.filings_of(patient)?.into_iter().find(|filing| {
        filing.kind == FilingKind::Registration && filing.is_queued() && Some(filing.id) != own
    });

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
