//! What a person decides about a notice: one transaction settles it, changes the patient and files what
//! follows, or nothing happens.

mod amendments;
mod approvals;
mod aside;
mod button;
mod case;
mod choice;
mod deductions;
mod flags;
mod offered;
mod rejections;
mod replies;
mod rest;
mod said_number;
#[cfg(test)]
mod tests;
mod worklist;

use gplinks::{Notice as Says, PatientNumber};
use serde::Serialize;
use serde_json::json;
use store::{
    DecisionId, FilingId, MatchedBy, NewDecision, Notice, NoticeId, NoticeState, Patient,
    StoreError, Write,
};

pub(crate) use approvals::asks_why;
pub use button::button;
pub(crate) use case::change_of;
use case::{Case, Outcome, Touched};
pub(crate) use choice::NOT_OURS;
pub use choice::{Choice, Given};
pub(crate) use offered::offered;
pub use worklist::ToTick;

use crate::matching::{self, order, said};
use crate::{Act, DeskError, Practice, Result, Settings, Spelling};

/// What was done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Decided {
    pub decision: DecisionId,
    pub filing: Option<FilingId>,
    /// Plain sentences; they name no patient.
    pub told: Vec<String>,
}

/// The form of which a decision's filing comes.
#[derive(Clone, PartialEq, Eq)]
pub struct FromForm {
    /// Told by the caller, so that a second click files nothing.
    pub key: String,
    /// For colleagues, kept with the patient.
    pub note: Option<String>,
    /// For our own record.
    pub spelling: Spelling,
}

impl std::fmt::Debug for FromForm {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("FromForm(redacted)")
    }
}

/// What is decided about which notice.
#[derive(Clone, Copy)]
pub(crate) struct Verdict<'a> {
    pub(crate) notice: NoticeId,
    pub(crate) choice: &'a Choice,
    pub(crate) reason: Option<&'a str>,
    /// The version of the patient that the person saw.
    pub(crate) seen: Option<i64>,
    pub(crate) form: Option<&'a FromForm>,
    /// By a rule, not one by one.
    pub(crate) rule: bool,
}

impl Practice {
    /// Decides about a notice.
    pub fn decide(
        &self,
        notice: NoticeId,
        choice: &Choice,
        reason: Option<&str>,
        act: &Act<'_>,
    ) -> Result<Decided> {
        self.decide_as_shown(notice, choice, reason, None, act)
    }

    /// Decides about a notice as a window shows it: refused where the patient has changed since.
    pub fn decide_as_shown(
        &self,
        notice: NoticeId,
        choice: &Choice,
        reason: Option<&str>,
        expected_version: Option<i64>,
        act: &Act<'_>,
    ) -> Result<Decided> {
        self.decide_from(
            &Verdict {
                notice,
                choice,
                reason: reason.map(str::trim).filter(|reason| !reason.is_empty()),
                seen: expected_version,
                form: None,
                rule: false,
            },
            act,
        )
    }

    /// Decides about a notice with what was typed in a form of its own: the form ends with it.
    pub fn decide_with_form(
        &self,
        notice: NoticeId,
        choice: &Choice,
        form: &FromForm,
        expected_version: Option<i64>,
        act: &Act<'_>,
    ) -> Result<Decided> {
        self.decide_from(
            &Verdict {
                notice,
                choice,
                reason: None,
                seen: expected_version,
                form: Some(form),
                rule: false,
            },
            act,
        )
    }

    fn decide_from(&self, verdict: &Verdict<'_>, act: &Act<'_>) -> Result<Decided> {
        let decided = self.store().write(|w| {
            act.as_clerk(w)?;
            let settings = Settings::read(w)?;

            decide_in(w, &settings, verdict, act)
        });
        points::point!("apply.after_commit");

        decided
    }
}

/// Decides inside a transaction. Whose act it is has been looked at; the program's own is nobody's.
pub(crate) fn decide_in(
    w: &Write<'_>,
    settings: &Settings,
    verdict: &Verdict<'_>,
    act: &Act<'_>,
) -> Result<Decided> {
    let notice = w.notice(verdict.notice)?;
    let patient = patient_of(w, &notice)?;
    is_open(w, &notice, patient.as_ref(), verdict, act)?;
    let case = Case {
        w,
        settings,
        notice: &notice,
        patient: patient.as_ref(),
        reason: verdict.reason,
        form: verdict.form,
        act,
        touched: &Touched::default(),
    };
    let outcome = choose(&case, verdict.choice)?;
    points::point!("apply.tx.after_patient");

    let decision = settle(&case, verdict, &outcome)?;
    if let Some(patient) = &patient {
        follow(w, patient, act)?;
    }

    Ok(Decided {
        decision,
        filing: outcome.filing,
        told: outcome.told,
    })
}

fn patient_of(w: &Write<'_>, notice: &Notice) -> Result<Option<Patient>> {
    Ok(match notice.patient {
        Some(patient) => Some(w.patient(patient)?),
        None => None,
    })
}

/// The notice waits for a decision, it is its turn, and the patient is as the person saw them.
fn is_open(
    w: &Write<'_>,
    notice: &Notice,
    patient: Option<&Patient>,
    verdict: &Verdict<'_>,
    act: &Act<'_>,
) -> Result<()> {
    match notice.state {
        NoticeState::ToDecide | NoticeState::SetAside => {}
        NoticeState::Done => return Err(DeskError::AlreadyDecided { notice: notice.id }),
        NoticeState::Information => return Err(not_so("it is for information only")),
    }
    let is_stale = patient
        .zip(verdict.seen)
        .is_some_and(|(patient, seen)| patient.version != seen);
    if is_stale {
        return Err(StoreError::Stale.into());
    }

    order::is_next(w, notice, act.at)
}

fn choose(case: &Case<'_>, choice: &Choice) -> Result<Outcome> {
    if case.notice.state == NoticeState::SetAside {
        return rest::set_aside(case, choice);
    }
    if case.notice.kind == matching::RECEIPT {
        return rest::receipt_problem(choice);
    }
    let says = said(case.notice)?;
    is_explained(case, says.as_ref(), choice)?;
    match says {
        Some(Says::Approval(says)) => approvals::choose(case, &says, choice),
        Some(Says::Rejection(_)) => rejections::choose(case, choice),
        Some(Says::Deduction(says)) => deductions::choose(case, &says, choice),
        Some(Says::Amendment(says)) => amendments::choose(case, &says, choice),
        Some(Says::Fp69(says)) => flags::choose(case, &says, choice),
        Some(Says::Fp69Removal(_)) => flags::choose_removal(case, choice),
        Some(Says::RequestReply(says)) => replies::choose(case, &says, choice),
        Some(Says::CloseQuarter(_)) => rest::close_quarter(case, choice),
        Some(Says::RecordsSent(_) | Says::RecordsFlagRemoval(_) | Says::Unknown) | None => {
            rest::set_aside(case, choice)
        }
    }
}

/// A person who chose a patient with another number than the notice's says why, unless nothing is done.
fn is_explained(case: &Case<'_>, says: Option<&Says>, choice: &Choice) -> Result<()> {
    let by_hand = case.notice.matched_by == Some(MatchedBy::Person);
    let ours = case
        .patient
        .and_then(|patient| patient.record.nhs_number.as_deref());
    let said = says.and_then(Says::number).map(PatientNumber::written);
    if by_hand && said.is_some() && said.as_deref() != ours && !matches!(choice, Choice::File) {
        case.needs_reason()?;
    }

    Ok(())
}

fn settle(case: &Case<'_>, verdict: &Verdict<'_>, outcome: &Outcome) -> Result<DecisionId> {
    let (w, act, notice) = (case.w, case.act, case.notice.id);
    w.settle_notice(notice, Some((act.at, act.by)))?;
    points::point!("apply.tx.after_item_closed");
    let decision = w.add_decision(&NewDecision {
        notice,
        choice: verdict.choice.word(),
        reason: verdict.reason,
        at: act.at,
        by: act.by,
        rule: verdict.rule,
        change: outcome.change,
        filing: outcome.filing,
        answers: case.touched.answered(),
    })?;
    case.touched.sign(w, decision)?;
    let details = json!({
        "choice": verdict.choice.word(),
        "kind": case.notice.kind,
        "patient": case.notice.patient,
        "change": outcome.change,
        "filing": outcome.filing,
        "rule": verdict.rule,
    });
    act.record(w, "decided", "notice", Some(notice.get()), details)?;

    Ok(decision)
}

/// A number that was filled or changed may be the one that other notices wait for.
fn follow(w: &Write<'_>, before: &Patient, act: &Act<'_>) -> Result<()> {
    let number = w.patient(before.id)?.record.nhs_number;
    match number {
        Some(number) if before.record.nhs_number.as_ref() != Some(&number) => {
            matching::rematch(w, &number, act.at)
        }
        _ => Ok(()),
    }
}

fn not_so(why: &'static str) -> DeskError {
    DeskError::NotSo { why }
}

fn not_offered() -> DeskError {
    not_so("there is no such choice for this kind of notice")
}
