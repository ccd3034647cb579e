//! The same filed twice: a second one that nobody meant is work for PCSE, and gets an answer of its own.

use gplinks::{Draft, Filing as Body};
use store::{Filing, FilingKind, PatientId, Read, ReceiptState};

use crate::content::Content;
use crate::{DeskError, Result};

/// Refuses what was filed for this patient already and is not settled.
pub(super) fn not_waiting(r: &Read<'_>, patient: PatientId, body: &Body) -> Result<()> {
    let content = Content::of(body.clone());
    let filings = r.filings_of(patient)?;
    // What went before a new registration belongs to an earlier time on the list.
    let since = filings
        .iter()
        .rev()
        .take_while(|filing| filing.kind != FilingKind::Registration);
    // An amendment that another has changed since is no repetition.
    let last = since
        .into_iter()
        .find(|filing| filing.kind == content.kind());
    let Some(last) = last else {
        return Ok(());
    };
    if is_open(r, last)? && repeats(last, &content)? {
        return Err(DeskError::FiledBefore { filing: last.id });
    }

    Ok(())
}

/// One removal is enough, whatever its words; an amendment may follow another that says something else.
fn repeats(last: &Filing, content: &Content) -> Result<bool> {
    match last.kind {
        FilingKind::Removal => Ok(true),
        FilingKind::Amendment => Ok(Content::read(&last.content)? == *content),
        // Registrations and requests have rules of their own.
        FilingKind::Registration | FilingKind::DeductionRequest => Ok(false),
    }
}

/// It waits here, or the other side may still have to work on it: a removal until the patient has left.
fn is_open(r: &Read<'_>, filing: &Filing) -> Result<bool> {
    if filing.answer == store::Answer::Closed {
        return Ok(false);
    }
    let Some(letter) = filing.letter else {
        return Ok(true);
    };

    Ok(
        filing.kind == FilingKind::Removal
            || r.letter_out(letter)?.receipt == ReceiptState::Awaited,
    )
}

/// Whether a filing says what a draft says, about the same patient.
pub(super) fn says_the_same(r: &Read<'_>, filing: &Filing, draft: &Draft) -> Result<bool> {
    let is_for = match draft.filing.number() {
        Some(number) => r
            .patient_numbered(&number.written())?
            .is_none_or(|patient| patient.id == filing.patient),
        None => true,
    };
    let content = Content::of(draft.filing.clone());

    Ok(is_for && filing.gp == draft.gp.as_str() && Content::read(&filing.content)? == content)
}
