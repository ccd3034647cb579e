//! What can be chosen for a notice as things stand: each rule here is the one that the choice itself is held to.

use gplinks::Notice as Says;
use store::{Answer, Notice, NoticeState, Patient, PatientState, Read};

use super::{amendments, approvals, deductions, flags};
use crate::matching::{RECEIPT, said, was_given_up};
use crate::{Result, record};

/// The words of what would be taken, the usual one first. None where the notice has no patient yet.
pub(crate) fn offered(
    r: &Read<'_>,
    notice: &Notice,
    patient: Option<&Patient>,
) -> Result<Vec<&'static str>> {
    match notice.state {
        NoticeState::Done | NoticeState::Information => return Ok(Vec::new()),
        NoticeState::SetAside => return Ok(vec!["dealt-with"]),
        NoticeState::ToDecide => {}
    }
    match notice.kind.as_str() {
        "F8" => return Ok(vec!["acknowledge"]),
        RECEIPT => return Ok(vec!["understood"]),
        "F1" | "F2" | "F3" | "F4" | "F9" | "F10" | "F11" => {}
        _ => return Ok(vec!["dealt-with"]),
    }
    let Some(patient) = patient else {
        return Ok(Vec::new());
    };

    about(r, notice, patient)
}

fn about(r: &Read<'_>, notice: &Notice, patient: &Patient) -> Result<Vec<&'static str>> {
    let answer = approvals::answer_of(r, notice)?;
    let waits = answer == Some(Answer::Waiting);

    Ok(match said(notice)? {
        Some(Says::Approval(_)) => approval(patient, answer),
        Some(Says::Rejection(_)) if waits => vec!["fix", "record", "close"],
        Some(Says::Rejection(_)) => vec!["file"],
        Some(Says::Deduction(says)) => deduction(&says, patient),
        Some(Says::Amendment(says)) if amendments::is_taken(&says, patient) => {
            vec!["accept", "out-of-area", "counter-amend"]
        }
        Some(Says::Fp69(_)) if patient.record.is_on_the_list() => flagged(patient),
        Some(Says::Amendment(_) | Says::Fp69(_)) => vec!["file"],
        Some(Says::Fp69Removal(_)) if flags::is_set(patient) => vec!["record"],
        Some(Says::Fp69Removal(_)) => vec!["file"],
        Some(Says::RequestReply(_)) if patient.record.is_on_the_list() => {
            vec!["understood", "ask-again"]
        }
        Some(Says::RequestReply(_)) => vec!["understood"],
        Some(
            Says::CloseQuarter(_)
            | Says::RecordsSent(_)
            | Says::RecordsFlagRemoval(_)
            | Says::Unknown,
        )
        | None => vec!["dealt-with"],
    })
}

fn approval(patient: &Patient, answer: Option<Answer>) -> Vec<&'static str> {
    let waits = answer == Some(Answer::Waiting);
    match patient.record.state {
        PatientState::Applied if waits => vec!["record"],
        PatientState::Applied => vec!["record", "file"],
        PatientState::Registered if waits => vec!["record", "file"],
        PatientState::Left | PatientState::Rejected if answer.is_some_and(was_given_up) => {
            vec!["record", "file"]
        }
        PatientState::Registered
        | PatientState::Left
        | PatientState::Died
        | PatientState::Rejected => vec!["file"],
    }
}

fn deduction(says: &gplinks::Deduction, patient: &Patient) -> Vec<&'static str> {
    if deductions::keeps(says, patient, says.on).is_some() {
        vec!["file"]
    } else if deductions::may_end_the_earlier(says, patient) {
        vec!["record", "dispute", "file"]
    } else {
        vec!["record", "dispute"]
    }
}

fn flagged(patient: &Patient) -> Vec<&'static str> {
    let can_confirm = record::sendable_address(&patient.record).is_some()
        && record::number(&patient.record).is_some();
    let confirm = can_confirm.then_some("confirm");

    confirm
        .into_iter()
        .chain(["new-address", "left", "flag"])
        .collect()
}
