//! F11: PCSE answers a request to remove a patient. It is seldom a refusal: the text tells.

use gplinks::{Day, Draft, Minute, RequestReply};
use store::Answer;

use super::case::{Case, Outcome};
use super::choice::Choice;
use super::{flags, not_offered};
use crate::Result;

/// How long PCSE holds a request before it takes the patient off the list.
const HELD_FOR_DAYS: i32 = 30;
/// The kind of such a notice.
pub(super) const REPLY: &str = "F11";

pub(super) fn choose(case: &Case<'_>, says: &RequestReply, choice: &Choice) -> Result<Outcome> {
    if let Choice::AskAgain { draft } = choice {
        return ask_again(case, says, draft);
    }

    if matches!(choice, Choice::Understood) {
        understood(case, says)
    } else {
        Err(not_offered())
    }
}

fn understood(case: &Case<'_>, says: &RequestReply) -> Result<Outcome> {
    let outcome = heard(case, says)?;

    Ok(outcome.and(if is_held(says) {
        "Nothing is sent, and it need not be asked again."
    } else {
        "Nothing is sent."
    }))
}

fn is_held(says: &RequestReply) -> bool {
    says.notes
        .as_ref()
        .is_some_and(|notes| mentions_the_wait(notes.as_str()))
}

/// Takes the reply over, whether or not PCSE is asked again.
fn heard(case: &Case<'_>, says: &RequestReply) -> Result<Outcome> {
    let patient = case.patient()?;
    let mut record = patient.record.clone();
    case.answer(Answer::Answered, None)?;
    case.end_reminders(patient, Some(REPLY))?;
    if !patient.record.is_on_the_list() {
        return Ok(Outcome::told(
            "The request is answered; the patient is not on the list, and the record stays as it is.",
        ));
    }
    if !is_held(says) {
        record.removal_requested_on = None;
        record.removal_pending_until = None;
        let outcome = case.change(patient, &record)?;

        return Ok(outcome.and("The request is answered; the patient stays on the list."));
    }
    let until = written_on(case)?.plus_days(HELD_FOR_DAYS);
    record.removal_pending_until = Some(until);
    let text = format!(
        "PCSE holds the request to remove this patient until {}.",
        until.shown()
    );
    case.remind(patient, until, &text)?;
    let outcome = case.change(patient, &record)?;

    Ok(outcome.and("PCSE holds the request for 30 days; the deduction comes then."))
}

/// The day of the letter itself, which may have waited for us. None is younger than its arrival.
fn written_on(case: &Case<'_>) -> Result<Day> {
    let arrived_at = case.notice.arrived_at;
    let written_at = case.w.letter_in(case.notice.letter)?.written_at;

    Ok(Minute::at(written_at.unwrap_or(arrived_at).min(arrived_at)).day())
}

fn ask_again(case: &Case<'_>, says: &RequestReply, draft: &Draft) -> Result<Outcome> {
    flags::is_a_request(draft)?;
    let outcome = heard(case, says)?;

    case.file(outcome, draft, None)
}

/// `30 DAY`, `30DAYS`, `THIRTY DAYS`, however they are spaced and hyphened.
fn mentions_the_wait(notes: &str) -> bool {
    let letters: String = notes
        .to_uppercase()
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .collect();
    let after_thirty = |at: usize| {
        let before = letters
            .get(..at)
            .and_then(|before| before.chars().next_back());

        before.is_none_or(|character| !character.is_ascii_digit())
    };

    letters.contains("THIRTYDAY")
        || letters
            .match_indices("30DAY")
            .any(|(at, _)| after_thirty(at))
}

#[cfg(test)]
mod words {
    use super::mentions_the_wait;

    #[test]
    fn the_thirty_days_are_found_however_they_are_written() {
        for text in [
            "PATIENT WILL BE REMOVED IN 30 DAYS",
            "30DAYS NOTICE",
            "30-day period begins",
            "Thirty days",
        ] {
            assert!(mentions_the_wait(text), "{text}");
        }
        for text in ["REJECTED", "130 DAYS", "SEEN ON DAY 30", "30 MAY"] {
            assert!(!mentions_the_wait(text), "{text}");
        }
    }
}
