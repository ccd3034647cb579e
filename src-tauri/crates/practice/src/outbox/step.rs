//! The steps of a filing and of a receipt, and what comes after each, in words. Pure.

use gplinks::Minute;
use jiff::Timestamp;
use serde::Serialize;
use store::{Answer, Filing, FilingState, LetterOut, LetterState, ReceiptState};

use crate::Settings;
use crate::filings::{NOT_ON_THEIR_LIST, Standing};
use crate::obstacles::{self, Stuck};

/// How far a filing has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    Draft,
    /// Goes when its time comes; can be held or taken back.
    Ready,
    /// It would go, but its link sends nothing.
    Blocked,
    /// It would go, but something older about the same patient stands still.
    Behind,
    OnHold,
    /// Goes when the patient's registration is approved.
    KeptUntilApproved,
    Sending,
    /// It is not known whether MESH has it; MESH is asked.
    InDoubt,
    RefusedByMesh,
    /// The MESH client has it.
    HandedOver,
    AcceptedByMesh,
    Collected,
    NotDelivered,
    Receipted,
    ReceiptProblem,
    ReceiptOverdue,
    AnswerOverdue,
    Approved,
    Rejected,
    Answered,
    /// Receipted, and nothing more is expected.
    Finished,
    Abandoned,
    Closed,
}

impl Step {
    pub fn words(self) -> &'static str {
        match self {
            Self::Draft => "Draft",
            Self::Ready => "Ready to send",
            Self::Blocked => "Ready, but the link sends nothing",
            Self::Behind => "Ready, behind an older filing",
            Self::OnHold => "On hold",
            Self::KeptUntilApproved => "Kept until the registration is approved",
            Self::Sending => "Sending",
            Self::InDoubt => "Not known whether MESH has it",
            Self::RefusedByMesh => "Refused by MESH",
            Self::HandedOver => "Handed to the MESH client",
            Self::AcceptedByMesh => "Accepted by MESH",
            Self::Collected => "Collected",
            Self::NotDelivered => "Not delivered",
            Self::Receipted => "Receipted",
            Self::ReceiptProblem => "Receipt reports a problem",
            Self::ReceiptOverdue => "Receipt overdue",
            Self::AnswerOverdue => "Answer overdue",
            Self::Approved => "Approved",
            Self::Rejected => "Rejected by PCSE",
            Self::Answered => "Answered by PCSE",
            Self::Finished => "Receipted, no reply expected",
            Self::Abandoned => "Abandoned",
            Self::Closed => "Closed",
        }
    }
}

/// How far a filing has come.
pub(crate) fn step(
    settings: &Settings,
    filing: &Filing,
    letter: Option<&LetterOut>,
    standing: Standing,
    at: Timestamp,
) -> Step {
    match filing.answer {
        Answer::Approved => return Step::Approved,
        Answer::Rejected => return Step::Rejected,
        Answer::Answered => return Step::Answered,
        Answer::Closed if letter.is_none_or(|one| one.state != LetterState::Abandoned) => {
            return Step::Closed;
        }
        Answer::Closed | Answer::Waiting | Answer::NoneExpected => {}
    }
    let Some(letter) = letter else {
        return unreleased(filing, standing);
    };
    let sent_at = letter.accepted_at.unwrap_or(letter.written_at);
    let days = Minute::at(at)
        .day()
        .working_days_since(Minute::at(sent_at).day());
    match (letter.receipt, letter.state) {
        (_, LetterState::Abandoned) => Step::Abandoned,
        (ReceiptState::Problem, _) => Step::ReceiptProblem,
        (ReceiptState::Received, _) if filing.answer == Answer::NoneExpected => Step::Finished,
        (ReceiptState::Received, _) if days > settings.answer_days => Step::AnswerOverdue,
        (ReceiptState::Received, _) => Step::Receipted,
        (_, LetterState::Numbered | LetterState::Sending) => Step::Sending,
        (_, LetterState::Unknown) => Step::InDoubt,
        (_, LetterState::Refused) => Step::RefusedByMesh,
        (_, LetterState::Undelivered) => Step::NotDelivered,
        (_, _) if days > settings.receipt_days => Step::ReceiptOverdue,
        (_, LetterState::HandedOver) => Step::HandedOver,
        (_, LetterState::Collected) => Step::Collected,
        (_, LetterState::Accepted) => Step::AcceptedByMesh,
    }
}

fn unreleased(filing: &Filing, standing: Standing) -> Step {
    match (filing.state, standing) {
        (FilingState::Draft, _) => Step::Draft,
        _ if filing.held_why.is_some() => Step::OnHold,
        (_, Standing::NotOnTheirList) => Step::OnHold,
        (_, Standing::WaitsForApproval) => Step::KeptUntilApproved,
        (FilingState::Ready | FilingState::Released, Standing::MayGo) => Step::Ready,
    }
}

/// Why an older filing holds back those after it; `None` where it goes by itself.
pub(super) fn stands_still(older: &Filing, standing: Standing) -> Option<String> {
    let id = older.id;
    let step = unreleased(older, standing);
    if step == Step::Draft {
        return Some(format!(
            "Waits for filing {id}, a draft: confirm that one, or drop it"
        ));
    }
    if step == Step::OnHold {
        let why = older.held_why.as_deref().unwrap_or(NOT_ON_THEIR_LIST);
        return Some(format!(
            "Waits for filing {id}, which is held ({why}): let that one go, or drop it"
        ));
    }

    (step == Step::KeptUntilApproved)
        .then(|| format!("Waits for filing {id}, which goes after the approval"))
}

/// How far a receipt of ours has come that has numbers.
pub(super) fn of_receipt(letter: &LetterOut) -> Step {
    match letter.state {
        LetterState::Numbered | LetterState::Sending => Step::Sending,
        LetterState::Unknown => Step::InDoubt,
        LetterState::Refused => Step::RefusedByMesh,
        LetterState::Undelivered => Step::NotDelivered,
        LetterState::HandedOver => Step::HandedOver,
        LetterState::Collected => Step::Collected,
        LetterState::Accepted => Step::AcceptedByMesh,
        LetterState::Abandoned => Step::Abandoned,
    }
}

/// What comes next for a filing.
pub(super) fn next(
    step: Step,
    filing: &Filing,
    goes_at: Option<Timestamp>,
    letter: Option<&LetterOut>,
    waits_for: Option<String>,
) -> String {
    match step {
        Step::Draft => "Change it, confirm it, or drop it".to_owned(),
        Step::Ready => goes_at.map_or_else(String::new, |at| {
            format!(
                "Goes at the next exchange from {} on",
                Minute::at(at).shown()
            )
        }),
        Step::Blocked | Step::Behind => waits_for.unwrap_or_default(),
        Step::OnHold => format!(
            "Held: {}. Let it go, or take it back",
            filing.held_why.as_deref().unwrap_or(NOT_ON_THEIR_LIST)
        ),
        Step::KeptUntilApproved => "Goes by itself after the approval".to_owned(),
        Step::HandedOver | Step::AcceptedByMesh | Step::Collected => {
            "Waits for the receipt".to_owned()
        }
        Step::NotDelivered => "Do not file it again; phone PCSE".to_owned(),
        Step::Receipted => "Waits for the answer of PCSE".to_owned(),
        Step::ReceiptProblem => "See the inbox".to_owned(),
        Step::ReceiptOverdue | Step::AnswerOverdue => {
            "Ask PCSE; do not send it again unasked".to_owned()
        }
        Step::Rejected => "Correct it and file it again with code R, or close it".to_owned(),
        Step::Approved | Step::Answered | Step::Finished => "Nothing more to do".to_owned(),
        Step::Abandoned | Step::Closed => filing.closed_why.clone().unwrap_or_default(),
        Step::Sending | Step::InDoubt | Step::RefusedByMesh => {
            letter.map(on_the_way).unwrap_or_default()
        }
    }
}

/// What comes next for a receipt of ours.
pub(super) fn next_of_receipt(step: Step, letter: &LetterOut) -> String {
    match step {
        Step::Sending | Step::InDoubt | Step::RefusedByMesh => on_the_way(letter),
        Step::NotDelivered => "Phone PCSE: they may not know that we have their letter".to_owned(),
        Step::Abandoned => letter.abandoned_why.clone().unwrap_or_default(),
        Step::Draft
        | Step::Ready
        | Step::Blocked
        | Step::Behind
        | Step::OnHold
        | Step::KeptUntilApproved
        | Step::HandedOver
        | Step::AcceptedByMesh
        | Step::Collected
        | Step::Receipted
        | Step::ReceiptProblem
        | Step::ReceiptOverdue
        | Step::AnswerOverdue
        | Step::Approved
        | Step::Rejected
        | Step::Answered
        | Step::Finished
        | Step::Closed => "Nothing more to do".to_owned(),
    }
}

/// What comes next for a letter that MESH has not surely taken.
fn on_the_way(letter: &LetterOut) -> String {
    let trouble = letter.trouble.as_deref();
    match obstacles::stuck(letter) {
        Some(Stuck::Refused) => format!(
            "{} ({})",
            obstacles::way_out(Stuck::Refused),
            obstacles::refused(trouble.unwrap_or_default())
        ),
        Some(Stuck::InDoubt) => obstacles::way_out(Stuck::InDoubt).to_owned(),
        Some(Stuck::BeingAsked) => {
            "MESH is asked whether it has it; nothing is sent twice".to_owned()
        }
        None => trouble.map_or_else(
            || "Being handed to MESH".to_owned(),
            |trouble| format!("Tried again by itself ({trouble})"),
        ),
    }
}
