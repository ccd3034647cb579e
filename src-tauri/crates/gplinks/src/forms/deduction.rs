//! The deduction request form (G5): a patient who has died, gone abroad or left the area.

use std::fmt;

use super::findings::{Findings, Ready, Typed};
use super::{Checked, DeskRules, Field, fault};
use crate::{Day, DeductionReason, DeductionRequest, Text};

/// The reason that is never announced for a day to come.
const DEATH: u16 = 1;

/// The form as it was typed.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct DeductionRequestForm {
    pub nhs_number: String,
    /// National and local code: `9912345,K31`.
    pub gp: String,
    /// `1`, `5` or `13`, the three that a practice may give.
    pub reason: String,
    /// The day of the death or departure, not of the request: `2025-03-11`.
    pub on: String,
    /// The day is a guess, which the note must say.
    pub date_is_approximate: bool,
    pub notes: String,
}

impl DeductionRequestForm {
    /// Says everything that is wrong with the form, and what can be sent if nothing hard is.
    pub fn check(&self, rules: &DeskRules) -> Checked<DeductionRequest> {
        let mut findings = Findings::new(rules);
        let ready = self.read(&mut findings);

        findings.finish(ready)
    }

    fn read(&self, findings: &mut Findings<'_>) -> Option<Ready<DeductionRequest>> {
        let number = findings.nhs_number(&self.nhs_number);
        let number = findings.needed(Field::NhsNumber, number);
        let gp = findings.gp(&self.gp);
        let gp = findings.needed(Field::Gp, gp);
        let reason = reason(&self.reason);
        if reason.is_none() {
            findings.tell(Field::Reason, fault::REQUEST_REASON);
        }
        let on = self.on(reason.as_ref(), findings);
        let notes = self.note(findings);
        let filing = DeductionRequest {
            number: number?,
            reason: reason?,
            on: on?,
            notes,
        };

        Some(Ready { filing, gp: gp? })
    }

    /// A death has happened; a departure may be near.
    fn on(&self, reason: Option<&DeductionReason>, findings: &mut Findings<'_>) -> Option<Day> {
        let is_departure = reason.is_some_and(|reason| reason.number() != Some(DEATH));
        if !is_departure {
            let on = findings.past_day(Field::On, &self.on);
            return findings.needed(Field::On, on);
        }
        let on = findings.day(Field::On, &self.on);
        match on {
            Typed::Right(day) if findings.is_over_a_month_ahead(day) => {
                findings.tell(Field::On, fault::FAR_AHEAD);
            }
            Typed::Right(day) if day > findings.rules.today => {
                findings.tell(Field::On, fault::STILL_HERE);
            }
            Typed::Right(_) | Typed::Blank | Typed::Wrong => {}
        }

        findings.needed(Field::On, on)
    }

    fn note(&self, findings: &mut Findings<'_>) -> Option<Text> {
        let note = findings.note(&self.notes);
        if self.date_is_approximate {
            return findings.needed_or(Field::Notes, note, fault::GUESS_UNEXPLAINED);
        }

        note.right()
    }
}

fn reason(typed: &str) -> Option<DeductionReason> {
    let reason = DeductionReason::read(typed.trim())?;
    let is_ours = DeductionReason::BY_PRACTICE
        .into_iter()
        .any(|number| reason.as_str() == number.to_string());

    is_ours.then_some(reason)
}

impl fmt::Debug for DeductionRequestForm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DeductionRequestForm(redacted)")
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples::{TODAY, deduction_request, rules, told};
    use super::*;
    use crate::forms::Weight;

    fn told_of(
        change: impl FnOnce(&mut DeductionRequestForm),
    ) -> Vec<(Field, &'static str, Weight)> {
        let mut form = deduction_request();
        change(&mut form);

        told(&form.check(&rules()).problems)
    }

    #[test]
    fn a_complete_form_is_ready() {
        let checked = deduction_request().check(&rules());
        let filing = checked.ready.unwrap().filing;

        assert_eq!(checked.problems, []);
        assert_eq!(
            (filing.reason.number(), filing.on.iso().as_str()),
            (Some(13), "2025-02-28")
        );
    }

    #[test]
    fn all_but_the_note_is_a_must() {
        let blank = |field| [(field, "E701", Weight::Hard)];

        assert_eq!(
            told_of(|form| form.nhs_number.clear()),
            blank(Field::NhsNumber)
        );
        assert_eq!(told_of(|form| form.gp.clear()), blank(Field::Gp));
        assert_eq!(told_of(|form| form.on.clear()), blank(Field::On));
        assert_eq!(told_of(|form| form.notes.clear()), []);
        assert!(
            DeductionRequestForm::default()
                .check(&rules())
                .ready
                .is_none()
        );
    }

    #[test]
    fn a_practice_gives_one_of_three_reasons() {
        for reason in ["1", "5", "13", " 13 "] {
            assert_eq!(told_of(|form| form.reason = reason.into()), [], "{reason}");
        }
        for reason in ["", "2", "01", "14", "death", "１", "%"] {
            let expected = [(Field::Reason, "E781", Weight::Hard)];
            assert_eq!(
                told_of(|form| form.reason = reason.into()),
                expected,
                "{reason}"
            );
        }
    }

    #[test]
    fn a_death_has_happened_and_a_departure_may_be_near() {
        let on = |reason: &str, day: &str| {
            told_of(|form| {
                form.reason = reason.into();
                form.on = day.into();
            })
        };

        assert_eq!(on("1", TODAY), []);
        assert_eq!(on("1", "2025-03-21"), [(Field::On, "E752", Weight::Hard)]);
        for departure in ["5", "13"] {
            assert_eq!(on(departure, TODAY), []);
            assert_eq!(
                on(departure, "2025-03-21"),
                [(Field::On, "E759", Weight::Soft)]
            );
            assert_eq!(
                on(departure, "2025-04-20"),
                [(Field::On, "E759", Weight::Soft)]
            );
            assert_eq!(
                on(departure, "2025-04-21"),
                [(Field::On, "E760", Weight::Hard)]
            );
            assert_eq!(
                on(departure, "2025-02-30"),
                [(Field::On, "E751", Weight::Hard)]
            );
        }
    }

    #[test]
    fn a_guessed_date_is_explained() {
        let guessed = |note: &str| {
            told_of(|form| {
                form.date_is_approximate = true;
                form.notes = note.into();
            })
        };

        assert_eq!(guessed("Date approximate, died early in March"), []);
        assert_eq!(guessed(" "), [(Field::Notes, "E766", Weight::Hard)]);
    }

    #[test]
    fn debug_hides_the_form() {
        assert_eq!(
            format!("{:?}", deduction_request()),
            "DeductionRequestForm(redacted)"
        );
    }
}
