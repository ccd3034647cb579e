//! How filings and letters are shown: in words, and as JSON.

use gplinks::Minute;
use jiff::Timestamp;
use practice::{OutboxDetail, OutboxItem, receipt_step};
use serde_json::{Value, json};
use store::{Attempt, FilingKind, LetterOut, ReportIn, Taken};

use crate::desk::hex;

pub(crate) fn rfc3339(at: Timestamp) -> String {
    at.to_string()
}

/// A time for people, by a UK clock.
pub(crate) fn shown(at: Timestamp) -> String {
    Minute::at(at).shown()
}

pub(crate) fn kind_words(kind: FilingKind) -> &'static str {
    match kind {
        FilingKind::Registration => "registration",
        FilingKind::Amendment => "amendment",
        FilingKind::Removal => "removal",
        FilingKind::DeductionRequest => "request to remove",
    }
}

/// The step and what comes next, in a line.
pub(crate) fn show(item: &OutboxItem) -> String {
    if item.next.is_empty() {
        format!("  {}", item.words)
    } else {
        format!("  {}. {}.", item.words, item.next)
    }
}

/// A filing on a few lines.
pub(super) fn lines(detail: &OutboxDetail) -> Vec<String> {
    let item = &detail.item;
    let mut lines = vec![
        format!(
            "Filing {}: {} of {} (patient {}), {} by {}",
            item.filing,
            kind_words(item.kind),
            item.name,
            item.patient,
            shown(item.created_at),
            item.created_by
        ),
        show(item),
    ];
    lines.extend(detail.letter.as_ref().map(letter_line));
    let reports = detail.reports.iter().map(report_line);
    lines.extend(reports.map(|line| format!("  {line}")));

    lines
}

pub(super) fn letter_line(letter: &LetterOut) -> String {
    let tn = letter
        .tn
        .map(|tn| format!(", TN {}", tn.number))
        .unwrap_or_default();

    format!(
        "  Letter {}: SIS {}, SMS {}{tn}; {}; receipt {}",
        letter.id,
        letter.sis.number,
        letter.sms.number,
        letter.state.word(),
        letter.receipt.word()
    )
}

/// A receipt of ours on a few lines.
pub(super) fn receipt_lines(letter: &LetterOut) -> Vec<String> {
    let (step, next) = receipt_step(letter);

    vec![
        "Receipt".to_owned(),
        format!("  {}. {next}.", step.words()),
        letter_line(letter),
    ]
}

/// A receipt of ours: its letter, how far it has come, and what comes next.
pub(super) fn receipt_json(letter: &LetterOut, attempts: &[Attempt]) -> Value {
    let (step, next) = receipt_step(letter);
    let mut json = letter_json(letter, attempts);
    if let Some(fields) = json.as_object_mut() {
        fields.insert("step".to_owned(), step.words().into());
        fields.insert("next".to_owned(), next.into());
    }

    json
}

pub(super) fn filing_json(detail: &OutboxDetail) -> Value {
    let OutboxDetail {
        item,
        filing,
        letter,
        attempts,
        reports,
    } = detail;

    json!({
        "filing": filing.id,
        "kind": filing.kind,
        "patient": filing.patient,
        "name": item.name,
        "link": filing.link,
        "gp": filing.gp,
        "created_at": rfc3339(filing.created_at),
        "created_by": filing.created_by,
        "state": filing.state,
        "held": filing.held_why,
        "not_before": rfc3339(filing.not_before),
        "goes_at": item.goes_at.map(rfc3339),
        "answer": filing.answer,
        "answered_at": filing.answered_at.map(rfc3339),
        "closed_why": filing.closed_why,
        "notice": filing.notice,
        "replaces": filing.replaces,
        "key": filing.draft_key,
        "step": item.words,
        "next": item.next,
        "letter": letter.as_ref().map(|letter| letter_json(letter, attempts)),
        "reports": reports.iter().map(report_json).collect::<Vec<_>>(),
    })
}

/// What MESH reported, and what that did to the letter.
pub(crate) fn report_json(report: &ReportIn) -> Value {
    json!({
        "report": report.id,
        "mesh_id": report.mesh_id,
        "about": report.about,
        "about_attempt": report.about_attempt,
        "code": report.code,
        "description": report.description,
        "received_at": rfc3339(report.received_at),
        "letter": report.letter,
        "fate": report.fate,
    })
}

/// The same in a line.
pub(crate) fn report_line(report: &ReportIn) -> String {
    let code = report.code.as_deref().unwrap_or("without a code");
    let description = report.description.as_deref().unwrap_or("without a reason");

    format!(
        "MESH reported on {}: not delivered ({code}: {description}); {}",
        shown(report.received_at),
        report.fate.word()
    )
}

pub(super) fn letter_json(letter: &LetterOut, attempts: &[Attempt]) -> Value {
    let number = |taken: Taken| taken.number;

    json!({
        "letter": letter.id,
        "link": letter.link,
        "workflow": letter.workflow,
        "state": letter.state,
        "sis": letter.sis.number,
        "sms": letter.sms.number,
        "tn": letter.tn.map(number),
        "sha256": hex(&letter.sha256),
        "written_at": rfc3339(letter.written_at),
        "next_try_at": rfc3339(letter.next_try_at),
        "mesh_id": letter.mesh_id,
        "accepted_at": letter.accepted_at.map(rfc3339),
        "receipt": letter.receipt,
        "receipt_at": letter.receipt_at.map(rfc3339),
        "trouble": letter.trouble,
        "abandoned_why": letter.abandoned_why,
        "attempts": attempts.iter().map(attempt_json).collect::<Vec<_>>(),
    })
}

fn attempt_json(attempt: &Attempt) -> Value {
    json!({
        "local_id": attempt.local_id,
        "at": rfc3339(attempt.at),
        "outcome": attempt.outcome,
        "mesh_id": attempt.mesh_id,
        "words": attempt.words,
    })
}
