//! How a notice finds its patient: by its type first, since both sides' transaction numbers overlap.

use gplinks::PatientNumber;
use store::{
    About, Answer, Filing, FilingId, FilingKind, FilingState, MatchedBy, Patient, PatientId,
    PatientState, Read,
};

use super::Spot;
use crate::Result;

pub(super) fn find(r: &Read<'_>, spot: Spot, says: &gplinks::Notice) -> Result<About> {
    match says {
        gplinks::Notice::Approval(approval) => match approved(r, spot)? {
            Some(filing) => Ok(by_transaction(&filing)),
            None => approved_before(r, approval.number.as_ref()),
        },
        gplinks::Notice::Rejection(_) => Ok(waiting(&sent_as(r, spot)?)
            .map(by_transaction)
            .unwrap_or_default()),
        gplinks::Notice::Amendment(amendment) => {
            let new_number = amendment.new_number.as_ref();
            match numbered(r, Some(&amendment.number))? {
                Some(patient) => Ok(by(&patient, MatchedBy::Number)),
                None => Ok(numbered(r, new_number)?
                    .map(|patient| by(&patient, MatchedBy::NewNumber))
                    .unwrap_or_default()),
            }
        }
        gplinks::Notice::RecordsSent(records) => {
            match registrant(r, spot, records.number.as_ref())? {
                Some(patient) => Ok(by(&patient, MatchedBy::Transaction)),
                None => by_number(r, spot, says),
            }
        }
        gplinks::Notice::Deduction(_)
        | gplinks::Notice::RequestReply(_)
        | gplinks::Notice::Fp69(_)
        | gplinks::Notice::Fp69Removal(_)
        | gplinks::Notice::RecordsFlagRemoval(_) => by_number(r, spot, says),
        gplinks::Notice::CloseQuarter(_) | gplinks::Notice::Unknown => Ok(About::default()),
    }
}

/// Whose registration had this transaction number, answered or not, unless an NHS number is given that is not theirs.
fn registrant(r: &Read<'_>, spot: Spot, number: Option<&PatientNumber>) -> Result<Option<Patient>> {
    let said = number.map(PatientNumber::written);
    for filing in sent_as(r, spot)? {
        let patient = r.patient(filing.patient)?;
        let ours = patient.record.nhs_number.as_ref();
        if ours
            .zip(said.as_ref())
            .is_none_or(|(ours, said)| ours == said)
        {
            return Ok(Some(patient));
        }
    }

    Ok(None)
}

/// What of ours a notice answers, once its patient is known.
pub(super) fn filing_of(
    r: &Read<'_>,
    spot: Spot,
    says: &gplinks::Notice,
    patient: PatientId,
) -> Result<Option<FilingId>> {
    let filing = match says {
        gplinks::Notice::Approval(_) | gplinks::Notice::Rejection(_) => {
            only(open(r, patient, FilingKind::Registration)?, spot)
        }
        gplinks::Notice::Deduction(_) => leaving(r, patient)?,
        gplinks::Notice::RequestReply(_) => request(r, spot, patient)?,
        gplinks::Notice::Amendment(_)
        | gplinks::Notice::Fp69(_)
        | gplinks::Notice::Fp69Removal(_)
        | gplinks::Notice::RecordsSent(_)
        | gplinks::Notice::RecordsFlagRemoval(_)
        | gplinks::Notice::CloseQuarter(_)
        | gplinks::Notice::Unknown => None,
    };

    Ok(filing.map(|filing| filing.id))
}

/// The registration that an approval is for: one that waits, or else one that was given up, or is recorded as rejected.
fn approved(r: &Read<'_>, spot: Spot) -> Result<Option<Filing>> {
    let sent = sent_as(r, spot)?;
    let given_up = || sent.iter().find(|filing| was_given_up(filing.answer));

    Ok(waiting(&sent).or_else(given_up).cloned())
}

fn waiting(sent: &[Filing]) -> Option<&Filing> {
    sent.iter().find(|filing| filing.answer == Answer::Waiting)
}

/// Nothing more is expected of it here; PCSE may know better.
pub(crate) fn was_given_up(answer: Answer) -> bool {
    matches!(answer, Answer::Closed | Answer::Rejected)
}

/// Our registrations with this transaction number, newest first.
fn sent_as(r: &Read<'_>, spot: Spot) -> Result<Vec<Filing>> {
    let Some(tn) = spot.tn else {
        return Ok(Vec::new());
    };

    Ok(r.filings_by_tn(FilingKind::Registration, spot.link, tn)?)
}

/// An approval of somebody who is registered already. One who has applied is only proposed: see the candidates.
fn approved_before(r: &Read<'_>, number: Option<&PatientNumber>) -> Result<About> {
    let patient = numbered(r, number)?;
    let registered = patient.filter(|patient| patient.record.state == PatientState::Registered);

    Ok(registered
        .map(|patient| by(&patient, MatchedBy::Number))
        .unwrap_or_default())
}

fn by_number(r: &Read<'_>, spot: Spot, says: &gplinks::Notice) -> Result<About> {
    let Some(patient) = numbered(r, says.number())? else {
        return Ok(About::default());
    };

    Ok(About {
        filing: filing_of(r, spot, says, patient.id)?,
        ..by(&patient, MatchedBy::Number)
    })
}

fn numbered(r: &Read<'_>, number: Option<&PatientNumber>) -> Result<Option<Patient>> {
    Ok(match number {
        Some(number) => r.patient_numbered(&number.written())?,
        None => None,
    })
}

/// The request that a deduction fulfils, or else the last removal that no deduction has followed.
fn leaving(r: &Read<'_>, patient: PatientId) -> Result<Option<Filing>> {
    if let Some(request) = open(r, patient, FilingKind::DeductionRequest)?.pop() {
        return Ok(Some(request));
    }
    let removal = r.filings_of(patient)?.into_iter().rev().find(|filing| {
        filing.kind == FilingKind::Removal
            && filing.state == FilingState::Released
            && filing.answer != Answer::Closed
    });
    match removal {
        Some(removal) if r.notices_answering(removal.id)?.is_empty() => Ok(Some(removal)),
        _ => Ok(None),
    }
}

/// The request that is answered. Among several only the transaction number tells which.
fn request(r: &Read<'_>, spot: Spot, patient: PatientId) -> Result<Option<Filing>> {
    let requests = open(r, patient, FilingKind::DeductionRequest)?;
    if requests.len() < 2 {
        return Ok(only(requests, spot));
    }
    let Some(tn) = spot.tn else {
        return Ok(None);
    };
    let bearing = r.filings_by_tn(FilingKind::DeductionRequest, spot.link, tn)?;

    Ok(bearing.into_iter().find(|filing| requests.contains(filing)))
}

/// The filings of a kind that were sent and wait for their answer, oldest first.
fn open(r: &Read<'_>, patient: PatientId, kind: FilingKind) -> Result<Vec<Filing>> {
    let mut filings = r.filings_of(patient)?;
    filings.retain(|filing| {
        filing.kind == kind
            && filing.state == FilingState::Released
            && filing.answer == Answer::Waiting
    });

    Ok(filings)
}

fn only(mut filings: Vec<Filing>, spot: Spot) -> Option<Filing> {
    filings.retain(|filing| filing.link == spot.link);

    filings.pop().filter(|_| filings.is_empty())
}

pub(crate) fn by_transaction(filing: &Filing) -> About {
    About {
        patient: Some((filing.patient, MatchedBy::Transaction)),
        filing: Some(filing.id),
        late: false,
    }
}

fn by(patient: &Patient, matched_by: MatchedBy) -> About {
    About {
        patient: Some((patient.id, matched_by)),
        ..About::default()
    }
}
