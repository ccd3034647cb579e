//! What the first screen tells besides the counts.

use std::collections::BTreeMap;

use gplinks::{Day, Minute};
use jiff::{SignedDuration, Timestamp};
use store::{
    Answer, Filing, FilingId, FilingKind, LetterState, Notice, NoticeId, Patient, PatientId,
    PatientState, Read,
};

use super::just_now::{self, JustNow};
use super::registrations;
use super::reminders::{self, DueReminder};
use crate::due::start_of;
use crate::matching::said;
use crate::record::shown_name;
use crate::reports::is_overdue;
use crate::{Practice, Result, Settings};

/// The cards of the first screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Today {
    pub rejected: Vec<Rejected>,
    /// Registrations without an answer, by working days: up to 3, up to 10, more.
    pub waiting_by_age: [u64; 3],
    pub fp69: Vec<Flagged>,
    /// The last thirty days, the oldest first.
    pub days: Vec<InAndOut>,
    /// Working days from sending to approval, the middle value.
    pub days_to_approval: Option<u32>,
    pub late: Vec<Late>,
    pub reminders: Vec<DueReminder>,
    pub just_now: Vec<JustNow>,
}

/// A registration that PCSE has rejected and that nobody has settled. `Debug` shows the filing only.
#[derive(Clone, PartialEq, Eq)]
pub struct Rejected {
    pub notice: Option<NoticeId>,
    pub filing: FilingId,
    pub patient: PatientId,
    pub name: String,
    pub words: String,
}

/// Somebody whose registration has waited for long. `Debug` does not show the name.
#[derive(Clone, PartialEq, Eq)]
pub struct Late {
    pub patient: PatientId,
    pub name: String,
    pub working_days: u32,
    /// Longer than PCSE may take.
    pub is_overdue: bool,
}

/// Somebody whose flag expires. `Debug` does not show the name.
#[derive(Clone, PartialEq, Eq)]
pub struct Flagged {
    pub patient: PatientId,
    pub name: String,
    pub expires_on: Option<Day>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InAndOut {
    pub on: Day,
    pub notices: u64,
    pub filings: u64,
}

const DAYS: i32 = 30;
/// Approvals of so many days are counted.
const APPROVALS: SignedDuration = SignedDuration::from_hours(90 * 24);

impl Practice {
    pub fn today(&self, at: Timestamp) -> Result<Today> {
        self.store().read(|r| {
            Ok(Today {
                rejected: rejected(r)?,
                waiting_by_age: waiting_by_age(r, at)?,
                fp69: flagged(r)?,
                days: days(r, at)?,
                days_to_approval: days_to_approval(r, at)?,
                late: late(r, at)?,
                reminders: reminders::due(r, at)?,
                just_now: just_now::just_now(r, at)?,
            })
        })
    }
}

fn rejected(r: &Read<'_>) -> Result<Vec<Rejected>> {
    let mut found = Vec::new();
    for notice in r.notices_undecided("F3")? {
        let (Some(filing), Some(patient)) = (notice.filing, notice.patient) else {
            continue;
        };
        found.push(Rejected {
            notice: Some(notice.id),
            filing,
            patient,
            name: shown_name(&r.patient(patient)?.record),
            words: reason(&notice)?,
        });
    }
    for (patient, filing) in to_correct(r)? {
        found.push(Rejected {
            notice: None,
            filing: filing.id,
            patient: patient.id,
            name: shown_name(&patient.record),
            words: "Not registered until a corrected registration is sent".to_owned(),
        });
    }

    Ok(found)
}

/// Rejected registrations that somebody has read, and neither corrected nor closed.
pub(super) fn to_correct(r: &Read<'_>) -> Result<Vec<(Patient, Filing)>> {
    let mut found = Vec::new();
    for patient in r.patients_in(PatientState::Rejected)? {
        let filings = r.filings_of(patient.id)?;
        let last = filings
            .into_iter()
            .rev()
            .find(|filing| filing.kind == FilingKind::Registration);
        let open = last.filter(|filing| filing.answer == Answer::Rejected);
        found.extend(open.map(|filing| (patient, filing)));
    }

    Ok(found)
}

/// What PCSE wrote.
fn reason(notice: &Notice) -> Result<String> {
    let reason = match said(notice)? {
        Some(gplinks::Notice::Rejection(says)) => says.reason,
        _ => None,
    };

    Ok(reason
        .map(|reason| reason.as_str().to_owned())
        .unwrap_or_default())
}

fn waiting_by_age(r: &Read<'_>, at: Timestamp) -> Result<[u64; 3]> {
    let mut ages = [0; 3];
    let [short, middle, long] = &mut ages;
    for one in registrations(r, at)? {
        match one.working_days {
            0..=3 => *short += 1,
            4..=10 => *middle += 1,
            _ => *long += 1,
        }
    }

    Ok(ages)
}

/// Those whose flag is set, and those of whom PCSE has just written: whether or not somebody has decided it, the day comes.
pub(super) fn flagged(r: &Read<'_>) -> Result<Vec<Flagged>> {
    let mut flagged = BTreeMap::new();
    for notice in r.notices_undecided("F9")? {
        if let (Some(patient), Some(gplinks::Notice::Fp69(says))) = (notice.patient, said(&notice)?)
        {
            flagged.insert(patient, (r.patient(patient)?, says.expires_on));
        }
    }
    for patient in r.patients_flagged()? {
        let expires_on = patient.record.fp69_expires_on;
        flagged.insert(patient.id, (patient, expires_on));
    }
    let mut flagged: Vec<Flagged> = flagged
        .into_values()
        .filter(|(patient, _)| patient.record.is_on_the_list())
        .map(|(patient, expires_on)| Flagged {
            patient: patient.id,
            name: shown_name(&patient.record),
            expires_on,
        })
        .collect();
    // A flag whose end nobody knows is looked at first.
    flagged.sort_by_key(|one| (one.expires_on, one.patient));

    Ok(flagged)
}

fn days(r: &Read<'_>, at: Timestamp) -> Result<Vec<InAndOut>> {
    let today = Minute::at(at).day();
    let day = |back: i32| -> Result<InAndOut> {
        let on = today.plus_days(-back);
        let (from, to) = (start_of(on), start_of(on.plus_days(1)));
        let filings = r.filings_written(from, to)?;

        Ok(InAndOut {
            on,
            notices: r.count_notices_arrived(from, to)?,
            filings: filings
                .iter()
                .filter(|(_, state, ..)| *state != LetterState::Abandoned)
                .map(|(.., number)| number)
                .sum(),
        })
    };

    (0..DAYS).rev().map(day).collect()
}

fn days_to_approval(r: &Read<'_>, at: Timestamp) -> Result<Option<u32>> {
    let since = at.saturating_sub(APPROVALS).unwrap_or(at);
    let approved = r.filings_answered_since(FilingKind::Registration, Answer::Approved, since)?;
    let day = |at: Timestamp| Minute::at(at).day();
    let mut days: Vec<u32> = approved
        .into_iter()
        .map(|(sent, answered)| day(answered).working_days_since(day(sent)))
        .collect();
    days.sort_unstable();

    Ok(days.get(days.len() / 2).copied())
}

/// Whoever has waited long enough to be remarked on, the longest first.
fn late(r: &Read<'_>, at: Timestamp) -> Result<Vec<Late>> {
    let settings = Settings::read(r)?;
    let mut found = Vec::new();
    for one in registrations(r, at)? {
        if one.working_days >= settings.answer_remark_days {
            found.push(Late {
                patient: one.filing.patient,
                name: shown_name(&r.patient(one.filing.patient)?.record),
                working_days: one.working_days,
                is_overdue: is_overdue(&one, &settings),
            });
        }
    }

    Ok(found)
}

impl std::fmt::Debug for Late {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Late({})", self.patient)
    }
}

impl std::fmt::Debug for Rejected {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Rejected({})", self.filing)
    }
}

impl std::fmt::Debug for Flagged {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Flagged({})", self.patient)
    }
}
