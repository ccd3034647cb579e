//! What a manager puts right by hand. It changes our own list and nothing else: nothing is sent, PCSE's list and the
//! Spine stay as they are, and the quarter's certificate counts it.

mod back;
mod record;

use gplinks::{Day, NhsNumber};
use serde_json::json;
use store::{Cause, ChangeId, CorrectionKind, Filing, NewChange, Patient, PatientId, Read, Write};

pub(crate) use back::last;

use crate::filings::{hold_for, take_as_approved, told_held};
use crate::{Act, DeskError, Practice, Result, matching};

/// What is put right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Correction {
    OffTheList {
        on: Day,
    },
    /// Though no approval was read.
    OnTheList,
    Number(NhsNumber),
    /// The FP69 flag is removed.
    Flag,
    /// The mark that a removal was asked for is removed.
    Request,
}

impl Correction {
    pub fn kind(self) -> CorrectionKind {
        match self {
            Self::OffTheList { .. } => CorrectionKind::OffTheList,
            Self::OnTheList => CorrectionKind::OnTheList,
            Self::Number(_) => CorrectionKind::Number,
            Self::Flag => CorrectionKind::Flag,
            Self::Request => CorrectionKind::Request,
        }
    }
}

const TELL_PCSE: &str =
    "This itself is not sent. PCSE's list and the Spine do not change: tell PCSE as well.";

impl Practice {
    /// Puts something right on our own list. Tells what came of it, in plain sentences that name no patient.
    pub fn put_right(
        &self,
        patient: PatientId,
        correction: Correction,
        why: &str,
        act: &Act<'_>,
    ) -> Result<Vec<String>> {
        self.store().write(|w| {
            act.as_manager(w, why)?;
            let before = w.patient(patient)?;
            nothing_waits(w, &before, correction)?;
            let record = record::corrected(w, &before, correction, act)?;
            let registration = record::registration(w, &before, correction)?;
            let made = NewChange {
                filing: registration.as_ref().map(|filing| filing.id),
                ..change(act)
            };
            let made = w
                .change_patient(&before, &record, &made)?
                .ok_or(not_so("the record says so already"))?;
            let kind = correction.kind();
            kept(w, ("put right", patient), (made, kind), why, act)?;
            match_again(w, &before, act)?;

            follow(w, (patient, kind), registration, why, act)
        })
    }
}

/// What becomes of what waits about the patient.
fn follow(
    w: &Write<'_>,
    (patient, kind): (PatientId, CorrectionKind),
    registration: Option<Filing>,
    why: &str,
    act: &Act<'_>,
) -> Result<Vec<String>> {
    let mut told = vec![outcome(kind).to_owned()];
    if let Some(registration) = registration {
        take_as_approved(w, registration.id, why, act)?;
        told.extend(go_now(w, patient)?);
    }
    let held = hold_for(w, patient, act)?;
    told.extend(held.into_iter().map(told_held));
    told.push(TELL_PCSE.to_owned());

    Ok(told)
}

fn outcome(kind: CorrectionKind) -> &'static str {
    match kind {
        CorrectionKind::OffTheList => "The patient is no longer on your list.",
        CorrectionKind::OnTheList => "The patient is on your list.",
        CorrectionKind::Number => "The record has the new NHS number.",
        CorrectionKind::Flag => "The FP69 flag is off the record.",
        CorrectionKind::Request => "The record says no longer that a removal was asked for.",
    }
}

/// Where the number is another than before, what waits may be about somebody else.
fn match_again(w: &Write<'_>, before: &Patient, act: &Act<'_>) -> Result<()> {
    let now = w.patient(before.id)?.record.nhs_number;
    if now == before.record.nhs_number {
        return Ok(());
    }
    matching::reconsider(w, before.id, act.at)?;
    match now {
        Some(number) => matching::rematch(w, &number, act.at),
        None => Ok(()),
    }
}

/// What was kept until the approval goes by itself now.
fn go_now(r: &Read<'_>, patient: PatientId) -> Result<Vec<String>> {
    let filings = r.filings_of(patient)?.into_iter();
    let kept = filings.filter(|filing| filing.is_queued() && filing.held_why.is_none());

    let ids = kept.map(|filing| filing.id);

    Ok(ids
        .map(|id| format!("Filing {id}, which waited for the approval, goes now."))
        .collect())
}

/// PCSE's own word goes before a manager's: what it says is decided, and not done a second time by hand.
fn nothing_waits(r: &Read<'_>, patient: &Patient, correction: Correction) -> Result<()> {
    let kinds: &[&str] = match correction {
        Correction::OffTheList { .. } => &["F2"],
        Correction::OnTheList => &["F3", "F4"],
        Correction::Number(_) => &[],
        Correction::Flag => &["F10"],
        Correction::Request => &["F2", "F10", "F11"],
    };
    let waiting = r.notices_waiting(patient.id)?;
    if waiting.iter().any(|one| kinds.contains(&one.kind.as_str())) {
        return Err(not_so(
            "PCSE's own message about it waits in the inbox: decide that",
        ));
    }

    Ok(())
}

/// The change, its reason and the act are one.
fn kept(
    w: &Write<'_>,
    (deed, patient): (&str, PatientId),
    (change, kind): (ChangeId, CorrectionKind),
    why: &str,
    act: &Act<'_>,
) -> Result<()> {
    w.add_correction(change, kind, why.trim())?;
    let details = json!({ "correction": kind, "change": change });

    Ok(act.record(w, deed, "patient", Some(patient.get()), details)?)
}

fn change<'a>(act: &Act<'a>) -> NewChange<'a> {
    NewChange {
        at: act.at,
        by: act.by,
        cause: Cause::Corrected,
        notice: None,
        filing: None,
        undoes: None,
    }
}

fn not_so(why: &'static str) -> DeskError {
    DeskError::NotSo { why }
}
