//! What a manager may do with a letter that has numbers, each with a reason that is kept.

use gplinks::{Day, Minute};
use store::{
    Answer, FilingId, FilingState, LetterOut, LetterOutId, LetterState, NewFiling, NewResend,
    Outcome, StoreError, Write,
};

use crate::{Act, DeskError, Practice, Result};

/// Who at PCSE asked for something to be sent again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    pub by: String,
    pub on: Day,
    pub reference: String,
}

/// What a person found out about a letter in doubt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Truth {
    /// The other side has it: nothing is posted again.
    Arrived,
    /// It never left: the same bytes go again.
    NeverLeft,
}

impl Practice {
    /// Posts the same bytes again, because PCSE says that they never came.
    pub fn send_again(&self, letter: LetterOutId, asked: &Asked, act: &Act<'_>) -> Result<()> {
        self.store().write(|w| {
            act.as_manager(w, &asked.by)?;
            asked.is_whole(act)?;
            let found = sent(w, letter)?;
            if w.letter_on_its_way(found.link)?.is_some() {
                return Err(DeskError::LinkBusy);
            }
            w.add_resend(&asked.resend(letter, None, act))?;
            w.letter_waits(letter, LetterState::Numbered, act.at, None)?;
            noted(w, "sent again", letter, act)
        })
    }

    /// Files the same content anew, with new numbers, because PCSE lost what it had read.
    pub fn enter_again(
        &self,
        letter: LetterOutId,
        asked: &Asked,
        act: &Act<'_>,
    ) -> Result<FilingId> {
        self.store().write(|w| {
            act.as_manager(w, &asked.by)?;
            asked.is_whole(act)?;
            sent(w, letter)?;
            let filing = w.filing_of_letter(letter)?.ok_or(DeskError::NotSo {
                why: "a receipt is made anew by itself",
            })?;
            if !matches!(filing.answer, Answer::Waiting | Answer::NoneExpected) {
                return Err(DeskError::NotNow {
                    filing: filing.id,
                    state: filing.answer.word(),
                });
            }
            let new = w.add_filing(&NewFiling {
                kind: filing.kind,
                patient: filing.patient,
                link: filing.link,
                gp: &filing.gp,
                content: &filing.content,
                state: FilingState::Ready,
                not_before: act.at,
                notice: filing.notice,
                replaces: Some(filing.id),
                draft_key: None,
                at: act.at,
                by: act.by,
            })?;
            let why = format!("entered again as filing {new}");
            w.answer_filing(filing.id, Answer::Closed, Some(act.at), Some(&why))?;
            w.add_resend(&asked.resend(letter, Some(new), act))?;
            noted(w, "entered again", letter, act)?;

            Ok(new)
        })
    }

    /// Posts a letter again that MESH refused, after what it objected to was mended. MESH never had it.
    pub fn retry_refused(&self, letter: LetterOutId, why: &str, act: &Act<'_>) -> Result<()> {
        self.store().write(|w| {
            act.as_manager(w, why)?;
            let found = w.letter_out(letter)?;
            if found.state != LetterState::Refused {
                return Err(not_now(&found));
            }
            w.letter_waits(letter, LetterState::Numbered, act.at, None)?;
            noted(w, "tried again", letter, act)
        })
    }

    /// Settles a doubt that tracking could not.
    pub fn settle_by_hand(
        &self,
        letter: LetterOutId,
        truth: Truth,
        why: &str,
        act: &Act<'_>,
    ) -> Result<()> {
        self.store().write(|w| {
            act.as_manager(w, why)?;
            let found = w.letter_out(letter)?;
            if found.state != LetterState::Unknown {
                return Err(not_now(&found));
            }
            let first = w.letter_on_its_way(found.link)?;
            if truth == Truth::NeverLeft && first.is_some_and(|first| first.id != letter) {
                return Err(DeskError::LinkBusy);
            }
            let outcome = match truth {
                Truth::Arrived => Outcome::FoundLater,
                Truth::NeverLeft => Outcome::NotThere,
            };
            let open = [Outcome::Open, Outcome::Unknown];
            for attempt in w.attempts_of(letter)? {
                if !open.contains(&attempt.outcome) {
                    continue;
                }
                w.attempt_ended(&attempt.local_id, outcome, None, Some("a person found out"))?;
            }
            match truth {
                Truth::Arrived => w.letter_accepted(letter, None, act.at, true)?,
                Truth::NeverLeft => {
                    w.letter_waits(letter, LetterState::Numbered, act.at, None)?;
                }
            }
            let details = serde_json::json!({ "arrived": truth == Truth::Arrived });
            act.record(
                w,
                "doubt settled",
                "letter out",
                Some(letter.get()),
                details,
            )?;

            Ok(())
        })
    }

    /// Stops sending on every link, or lets it go on.
    pub fn pause(&self, why: Option<&str>, act: &Act<'_>) -> Result<()> {
        self.store().write(|w| {
            act.as_manager(w, why.unwrap_or("goes on"))?;
            w.set("paused_why", why.unwrap_or_default())?;
            let what = if why.is_some() { "paused" } else { "goes on" };
            act.record(w, what, "practice", None, serde_json::json!({}))?;

            Ok(())
        })
    }

    /// Lets a link go on that the program had stopped, after somebody has looked into it.
    pub fn reopen_link(&self, link: store::LinkId, why: &str, act: &Act<'_>) -> Result<()> {
        self.store().write(|w| {
            act.as_manager(w, why)?;
            w.stop_link(link, None)?;
            w.pause_link(link, None)?;
            let details = serde_json::json!({ "why": why });
            act.record(w, "link reopened", "link", Some(link.get()), details)?;

            Ok(())
        })
    }
}

impl Asked {
    /// Whoever looks for the request at PCSE needs all of it.
    fn is_whole(&self, act: &Act<'_>) -> Result<()> {
        if self.reference.trim().is_empty() {
            return Err(DeskError::NotSo {
                why: "PCSE's reference is missing",
            });
        }
        if self.on > Minute::at(act.at).day() {
            return Err(DeskError::NotSo {
                why: "the day on which PCSE asked lies ahead",
            });
        }

        Ok(())
    }

    fn resend(&self, letter: LetterOutId, filing: Option<FilingId>, act: &Act<'_>) -> NewResend {
        NewResend {
            letter,
            filing,
            asked_by: self.by.clone(),
            asked_on: self.on,
            reference: self.reference.clone(),
            at: act.at,
            by: act.by.to_owned(),
        }
    }
}

/// A letter that MESH had accepted, whatever became of it.
fn sent(w: &Write<'_>, letter: LetterOutId) -> Result<LetterOut> {
    let found = w.letter_out(letter)?;

    match found.state {
        LetterState::Accepted
        | LetterState::Collected
        | LetterState::HandedOver
        | LetterState::Undelivered => Ok(found),
        LetterState::Numbered
        | LetterState::Sending
        | LetterState::Unknown
        | LetterState::Refused
        | LetterState::Abandoned => Err(not_now(&found)),
    }
}

fn not_now(letter: &LetterOut) -> DeskError {
    DeskError::LetterNotSo {
        letter: letter.id.get(),
        state: letter.state.word(),
    }
}

pub(crate) fn not_so(error: StoreError, letter: &LetterOut) -> DeskError {
    if error == StoreError::Stale {
        not_now(letter)
    } else {
        error.into()
    }
}

pub(crate) fn noted(w: &Write<'_>, what: &str, letter: LetterOutId, act: &Act<'_>) -> Result<()> {
    act.record(
        w,
        what,
        "letter out",
        Some(letter.get()),
        serde_json::json!({}),
    )
    .map_err(DeskError::from)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{NUMBERS, Sample, asked, manager, now};

    #[test]
    fn a_request_that_nobody_could_find_at_pcse_sends_nothing_again() {
        let sample = Sample::healthy();
        let letter = sample.send(NUMBERS[1], now());
        let (nameless, blank, ahead) = (
            Asked {
                by: " ".to_owned(),
                ..asked()
            },
            Asked {
                reference: " ".to_owned(),
                ..asked()
            },
            Asked {
                on: Day::parse("2026-11-21").unwrap(),
                ..asked()
            },
        );
        for (odd, code) in [(nameless, "E941"), (blank, "E958"), (ahead, "E958")] {
            let practice = &sample.practice;
            let again = practice.send_again(letter, &odd, &manager());
            let anew = practice.enter_again(letter, &odd, &manager());

            assert_eq!(again.unwrap_err().code(), code, "{odd:?}");
            assert_eq!(anew.unwrap_err().code(), code, "{odd:?}");
        }

        assert_eq!(sample.letter(letter).state, LetterState::Accepted);
        let practice = &sample.practice;
        practice.send_again(letter, &asked(), &manager()).unwrap();
    }
}
