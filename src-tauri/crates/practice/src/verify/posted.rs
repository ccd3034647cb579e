//! How a letter went to MESH: once, unless a person asked, and with everything that shows it.

use store::{Attempt, LetterOut, LetterState, Outcome, Read, ReceiptState, Resend};

use super::found::Found;
use super::told::Told;
use crate::Result;

/// INV-06, 07 and 09 about one letter.
pub(super) fn look(
    r: &Read<'_>,
    letter: &LetterOut,
    attempts: &[Attempt],
    told: &Told,
    found: &mut Found,
) -> Result<()> {
    let resends = r.resends_of(letter.id)?;
    if let Some(mesh_id) = &letter.mesh_id {
        let other = r.letter_out_with_mesh_id(mesh_id)?;
        found.add_all("INV-06", borrowed(letter, attempts, other.as_ref()));
    }
    let asked = times_asked(&resends, told);
    found.add_all("INV-07", posted_too_often(letter, attempts, asked, told));
    found.add_all("INV-09", without_id(letter, attempts));
    found.add_all("INV-09", unproven(letter, attempts, told));
    found.add_all("INV-09", left_otherwise(letter, told));

    Ok(())
}

/// INV-06
fn borrowed(letter: &LetterOut, attempts: &[Attempt], other: Option<&LetterOut>) -> Option<String> {
    if let Some(other) = other.filter(|other| other.id != letter.id) {
        return Some(format!(
            "letters {} and {} have the same MESH id; ask PCSE which of the two they have",
            other.id, letter.id
        ));
    }
    let is_told = attempts
        .iter()
        .any(|attempt| attempt.mesh_id == letter.mesh_id);

    (!is_told).then(|| {
        format!(
            "letter {} has a MESH id that none of its attempts was given; ask PCSE whether they have it",
            letter.id
        )
    })
}

/// How often MESH took a letter. What a person found out counts once, however many attempts it settled.
fn times_taken(attempts: &[Attempt]) -> usize {
    let is_by_hand =
        |attempt: &&Attempt| attempt.outcome == Outcome::FoundLater && attempt.mesh_id.is_none();
    let by_mesh = attempts.iter().filter(|attempt| match attempt.outcome {
        Outcome::Accepted | Outcome::HandedOver => true,
        Outcome::FoundLater => attempt.mesh_id.is_some(),
        Outcome::Open
        | Outcome::Refused
        | Outcome::NotSent
        | Outcome::Unknown
        | Outcome::NotThere => false,
    });

    by_mesh.count() + usize::from(attempts.iter().any(|attempt| is_by_hand(&attempt)))
}

/// How often somebody asked, or may have asked, for the letter to be sent again: of an attempt that is known only
/// from the record outside, who asked for it went with the data. The first of a letter needs nobody to ask.
fn times_asked(resends: &[Resend], told: &Told) -> usize {
    let asked = resends.iter().filter(|resend| resend.filing.is_none());
    let is_first = usize::from(told.claimed == 0);

    asked.count() + told.recalled.saturating_sub(is_first)
}

/// INV-07: each time after the first was asked for, and it is under way again only if it was.
fn posted_too_often(
    letter: &LetterOut,
    attempts: &[Attempt],
    asked: usize,
    told: &Told,
) -> Option<String> {
    let taken = times_taken(attempts).max(told.taken);
    let allowed = if letter.state.is_on_its_way() {
        asked
    } else {
        asked + 1
    };

    (taken > allowed).then(|| {
        format!(
            "letter {} is {}; MESH took it {taken} times, and {asked} times somebody asked for it again; pause the link, and ask PCSE whether they have it twice",
            letter.id,
            letter.state.word()
        )
    })
}

/// INV-09
fn without_id(letter: &LetterOut, attempts: &[Attempt]) -> Vec<String> {
    let mut unnamed = attempts
        .iter()
        .filter(|attempt| attempt.outcome == Outcome::FoundLater);
    let is_unnamed = letter.state == LetterState::Accepted && letter.mesh_id.is_none();
    let nowhere = (is_unnamed && unnamed.next().is_none()).then(|| {
        format!(
            "letter {} is accepted without a MESH id, and nobody found it there; ask PCSE whether it arrived",
            letter.id
        )
    });
    let without = attempts
        .iter()
        .filter(|attempt| attempt.outcome == Outcome::Accepted && attempt.mesh_id.is_none());

    without
        .map(|attempt| {
            format!(
                "attempt {} of letter {} was accepted without a MESH id; ask PCSE whether it arrived",
                attempt.id, letter.id
            )
        })
        .chain(nowhere)
        .collect()
}

/// INV-09: every attempt that was claimed is there, and one of them brought the letter to where it is.
fn unproven(letter: &LetterOut, attempts: &[Attempt], told: &Told) -> Option<String> {
    let claimed = usize::try_from(letter.attempts).unwrap_or(usize::MAX);
    let are_lost = attempts.len() < claimed.max(told.claimed + told.recalled);

    (are_lost || is_untaken(letter, attempts)).then(|| {
        format!(
            "letter {} is {}, which its {} attempts do not show; ask PCSE whether it arrived",
            letter.id,
            letter.state.word(),
            attempts.len()
        )
    })
}

/// Nothing shows that the letter ever left. An attempt in doubt may have, and so has one that PCSE
/// receipted, whatever MESH had said of it.
fn is_untaken(letter: &LetterOut, attempts: &[Attempt]) -> bool {
    let may_have = attempts
        .iter()
        .any(|attempt| attempt.outcome == Outcome::Unknown);
    let is_receipted = matches!(
        letter.receipt,
        ReceiptState::Received | ReceiptState::Problem
    );
    let is_shown = times_taken(attempts) > 0;
    match letter.state {
        LetterState::Accepted => !is_shown,
        LetterState::Collected | LetterState::HandedOver => !is_shown && !may_have && !is_receipted,
        LetterState::Undelivered => attempts.is_empty(),
        LetterState::Numbered
        | LetterState::Sending
        | LetterState::Unknown
        | LetterState::Refused
        | LetterState::Abandoned => false,
    }
}

/// INV-09: the state is the one that the last act about the letter left it in.
fn left_otherwise(letter: &LetterOut, told: &Told) -> Option<String> {
    (!told.allows(letter.state)).then(|| {
        format!(
            "letter {} is {}, which is not what the audit last says of it; do not send it again, ask PCSE whether it arrived",
            letter.id,
            letter.state.word()
        )
    })
}
