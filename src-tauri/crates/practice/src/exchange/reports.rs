//! Reports of MESH: one of our letters did not get there. A report is kept before MESH is told to forget it, and
//! does something only to the attempt that it is about.

use jiff::Timestamp;
use mailbox::Mailbox;
use store::{
    Attempt, LetterOut, LetterOutId, LetterState, NewReport, Outcome, Read, ReceiptState,
    ReportFate, ReportInId, Write,
};

use super::{Exchange, Pass};
use crate::{Act, DeskError, Result};

impl<M: Mailbox> Exchange<M> {
    pub(super) async fn take_report(
        &self,
        report: mailbox::Report,
        pass: &mut Pass,
    ) -> Result<ReportInId> {
        let now = self.world.now();
        let (id, fate) = self
            .on_ledger(move |practice| practice.store().write(|w| keep(w, &report, now)))
            .await?;
        match fate {
            ReportFate::Undelivered => pass.met(
                "E991",
                "MESH could not deliver one of our letters. Do not file it again; ask PCSE",
            ),
            ReportFate::NotOurs => pass.met(
                "E991",
                "MESH could not deliver a letter that is not one of ours",
            ),
            // Nothing is to be done; the letter's detail tells of it.
            ReportFate::SentAgain
            | ReportFate::Receipted
            | ReportFate::Abandoned
            | ReportFate::AnotherCopy => {}
        }

        Ok(id)
    }
}

fn keep(
    w: &Write<'_>,
    report: &mailbox::Report,
    now: Timestamp,
) -> Result<(ReportInId, ReportFate)> {
    let found = attempt_of(w, report)?;
    let letter = found
        .as_ref()
        .map(|attempt| w.letter_out(attempt.letter))
        .transpose()?;
    let last = match &letter {
        Some(letter) => last_attempt(w, letter)?,
        None => None,
    };
    let fate = fate(report, letter.as_ref(), found.as_ref(), last.as_ref());
    let local_id = report.about_attempt.map(|id| id.to_string());
    let id = w.add_report_in(&NewReport {
        mesh_id: report.id.as_str(),
        about: report.about.as_ref().map(mailbox::MessageId::as_str),
        about_attempt: local_id.as_deref(),
        code: report.code.as_deref(),
        description: report.description.as_deref(),
        at: now,
        attempt: found.as_ref().map(|one| (one.letter, one.id)),
        fate,
    })?;
    if let (ReportFate::Undelivered, Some(attempt)) = (fate, &found) {
        undelivered(w, attempt, report)?;
    }
    let details = serde_json::json!({ "code": report.code, "report": id, "fate": fate });
    let row = letter.map(|letter| letter.id.get());
    Act::of_program(now).record(w, "report came", "letter out", row, details)?;

    Ok((id, fate))
}

/// The attempt that a report is about: by our id of it, or else by MESH's.
fn attempt_of(r: &Read<'_>, report: &mailbox::Report) -> store::Result<Option<Attempt>> {
    if let Some(local_id) = report.about_attempt
        && let Some(attempt) = r.attempt_with(&local_id.to_string())?
    {
        return Ok(Some(attempt));
    }

    match &report.about {
        Some(about) => r.attempt_with_mesh_id(about.as_str()),
        None => Ok(None),
    }
}

/// The attempt that counts. Where MESH has the letter, it is the last one that MESH took; where somebody wants it
/// sent again, an earlier one says nothing any more.
fn last_attempt(r: &Read<'_>, letter: &LetterOut) -> store::Result<Option<Attempt>> {
    let is_with_mesh = matches!(
        letter.state,
        LetterState::Accepted | LetterState::Collected | LetterState::HandedOver
    );
    if is_with_mesh {
        let attempts = r.attempts_of(letter.id)?;
        let mut taken = attempts.into_iter().filter(is_taken);
        if let Some(last) = taken.next_back() {
            return Ok(Some(last));
        }
    }

    Ok(r.attempts_since_resend(letter.id)?.pop())
}

fn is_taken(attempt: &Attempt) -> bool {
    matches!(
        attempt.outcome,
        Outcome::Accepted | Outcome::FoundLater | Outcome::HandedOver
    )
}

/// What a report does. Pure.
fn fate(
    report: &mailbox::Report,
    letter: Option<&LetterOut>,
    found: Option<&Attempt>,
    last: Option<&Attempt>,
) -> ReportFate {
    let Some((letter, found)) = letter.zip(found) else {
        return ReportFate::NotOurs;
    };
    let names_another = report
        .about
        .as_ref()
        .zip(found.mesh_id.as_deref())
        .is_some_and(|(about, taken)| about.as_str() != taken);
    match letter.receipt {
        _ if letter.state == LetterState::Abandoned => ReportFate::Abandoned,
        ReceiptState::Received | ReceiptState::Problem => ReportFate::Receipted,
        _ if last.is_none_or(|last| last.id != found.id) => ReportFate::SentAgain,
        _ if names_another => ReportFate::AnotherCopy,
        ReceiptState::Awaited | ReceiptState::NotExpected => ReportFate::Undelivered,
    }
}

/// MESH had it, so that a doubt about the attempt is over as well.
fn undelivered(
    w: &Write<'_>,
    attempt: &Attempt,
    report: &mailbox::Report,
) -> Result<(), DeskError> {
    if matches!(attempt.outcome, Outcome::Open | Outcome::Unknown) {
        let about = report.about.as_ref().map(mailbox::MessageId::as_str);
        let words = Some("MESH reported on it");
        w.attempt_ended(&attempt.local_id, Outcome::FoundLater, about, words)?;
    }
    Ok(w.letter_undelivered(attempt.letter, &words(report.code.as_deref()))?)
}

/// Why an attempt that MESH took did not get there, where MESH reported so before the attempt was known to count.
pub(super) fn kept_report(
    r: &Read<'_>,
    letter: LetterOutId,
    local_id: &str,
    mesh_id: Option<&str>,
) -> store::Result<Option<String>> {
    let reports = r.reports_on(letter)?;
    let report = reports.iter().find(|report| match &report.about {
        Some(about) => Some(about.as_str()) == mesh_id,
        None => report.about_attempt.as_deref() == Some(local_id),
    });

    Ok(report.map(|report| words(report.code.as_deref())))
}

fn words(code: Option<&str>) -> String {
    let code = code.unwrap_or("without a code");

    format!("E991 MESH could not deliver it ({code})")
}
