//! What was filed, and how far it has come: one word for each step, the same everywhere.

use gplinks::Minute;
use jiff::Timestamp;
use serde::Serialize;
use store::{
    Answer, Attempt, Filing, FilingId, FilingState, LetterOut, LetterState, PatientId, Read,
    ReceiptState,
};

use crate::filings::{NOT_ON_THEIR_LIST, Standing, standing};
use crate::{Practice, Result, Settings, due, record};

/// How far a filing has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    Draft,
    /// Goes when its time comes; can be held or taken back.
    Ready,
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

/// A filing as lists show it. `Debug` does not show the name.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct OutboxItem {
    pub filing: FilingId,
    pub kind: store::FilingKind,
    pub patient: PatientId,
    pub name: String,
    pub created_at: Timestamp,
    pub created_by: String,
    pub step: Step,
    /// The step in words, and what comes next.
    pub words: &'static str,
    pub next: String,
    /// When it goes, where it has not gone.
    pub goes_at: Option<Timestamp>,
}

/// Everything that is known of one filing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutboxDetail {
    pub item: OutboxItem,
    pub filing: Filing,
    pub letter: Option<LetterOut>,
    pub attempts: Vec<Attempt>,
}

impl Step {
    pub fn words(self) -> &'static str {
        match self {
            Self::Draft => "Draft",
            Self::Ready => "Ready to send",
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

impl Practice {
    /// A page of all filings, newest first.
    pub fn outbox(
        &self,
        before: Option<FilingId>,
        most: u32,
        at: Timestamp,
    ) -> Result<Vec<OutboxItem>> {
        self.store().read(|r| {
            let settings = Settings::read(r)?;
            let filings = r.filings_before(before, most)?;

            filings
                .iter()
                .map(|filing| item(r, &settings, filing, at))
                .collect()
        })
    }

    /// One filing with its letter and every attempt to post it.
    pub fn outbox_detail(&self, filing: FilingId, at: Timestamp) -> Result<OutboxDetail> {
        self.store().read(|r| {
            let settings = Settings::read(r)?;
            let filing = r.filing(filing)?;
            let letter = filing.letter.map(|id| r.letter_out(id)).transpose()?;
            let attempts = match &letter {
                Some(letter) => r.attempts_of(letter.id)?,
                None => Vec::new(),
            };

            Ok(OutboxDetail {
                item: item(r, &settings, &filing, at)?,
                filing,
                letter,
                attempts,
            })
        })
    }
}

fn item(r: &Read<'_>, settings: &Settings, filing: &Filing, at: Timestamp) -> Result<OutboxItem> {
    let patient = r.patient(filing.patient)?;
    let letter = filing.letter.map(|id| r.letter_out(id)).transpose()?;
    let step = step(settings, filing, letter.as_ref(), standing(r, filing)?, at);
    let goes_at = (step == Step::Ready)
        .then(|| due::goes_at(filing.not_before, &settings.sending_times).max(at));

    Ok(OutboxItem {
        filing: filing.id,
        kind: filing.kind,
        patient: filing.patient,
        name: record::shown_name(&patient.record),
        created_at: filing.created_at,
        created_by: filing.created_by.clone(),
        step,
        words: step.words(),
        next: next(step, filing, goes_at, letter.as_ref()),
        goes_at,
    })
}

/// How far a filing has come. Pure.
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

fn next(
    step: Step,
    filing: &Filing,
    goes_at: Option<Timestamp>,
    letter: Option<&LetterOut>,
) -> String {
    let trouble = letter.and_then(|letter| letter.trouble.as_deref());
    match step {
        Step::Draft => "Confirm it, or drop it".to_owned(),
        Step::Ready => goes_at.map_or_else(String::new, |at| {
            format!(
                "Goes at the next exchange from {} on",
                Minute::at(at).shown()
            )
        }),
        Step::OnHold => format!(
            "Held: {}. Let it go, or take it back",
            filing.held_why.as_deref().unwrap_or(NOT_ON_THEIR_LIST)
        ),
        Step::KeptUntilApproved => "Goes by itself after the approval".to_owned(),
        Step::Sending => trouble.map_or_else(
            || "Being handed to MESH".to_owned(),
            |trouble| format!("Tried again by itself ({trouble})"),
        ),
        Step::InDoubt => "MESH is asked whether it has it; nothing is sent twice".to_owned(),
        Step::RefusedByMesh => format!(
            "Mend what MESH objects to, then retry, or give it up ({})",
            trouble.unwrap_or_default()
        ),
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
    }
}

impl std::fmt::Debug for OutboxItem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "OutboxItem({} {:?})", self.filing, self.step)
    }
}
