//! How the service answers: what a scenario sets. Everything has a default that is true to life.

use gplinks::{Acceptance, Day, DeductionReason, Minute, Text};
use jiff::civil::DateTime;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

/// How long something takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Wait {
    Hours(u32),
    /// So many working days in England, at the same time of the day.
    WorkingDays(u32),
}

/// How the service answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Rules {
    /// From a letter to its receipt.
    pub receipt_after: Wait,
    /// From a registration to its approval or rejection, and from a request to remove to its answer.
    pub answer_after: Wait,
    /// Whether all that falls due on one day goes into one letter, a message for each kind; otherwise
    /// each transaction has a letter of its own.
    pub batch: bool,
    /// Whether an approval repeats a number that the practice knows.
    pub echo_numbers: bool,
    /// The first that fits rejects a registration; where none does, it is approved.
    pub rejections: Vec<RejectionRule>,
    /// The first that fits refuses a request to remove, of whatever reason.
    pub refusals: Vec<RefusalRule>,
    /// The reason that a removal (G3) leads to, and after how long.
    pub removal_reason: u16,
    pub removal_after: Wait,
    /// What is answered where a practice says that a patient has left the area.
    pub pending_words: String,
    /// After how many days such a patient is deducted.
    pub pending_days: u16,
    /// From an amendment that answers an FP69 notice to the removal of the flag.
    pub lift_after: Wait,
}

/// Which registrations are rejected, and with what words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RejectionRule {
    pub when: When,
    /// PCSE begins its text with a number; 3 asks to confirm the address.
    pub code: u16,
    pub words: String,
}

/// Which requests to remove are refused, and with what words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RefusalRule {
    pub when: When,
    pub words: String,
}

/// What a rule looks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum When {
    Always,
    /// The patient's surname is this one.
    Surname(Text),
    /// The patient's address has no postcode.
    NoPostcode,
    /// The message names another health authority than the link's.
    WrongHa,
    /// Every `n`th that arrives, `seen` of them counted already.
    EveryNth {
        n: u32,
        seen: u32,
    },
    /// So many more, then none.
    Next(u32),
}

/// What a rule may look at.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Case<'a> {
    pub(crate) surname: Option<&'a Text>,
    pub(crate) has_postcode: bool,
    pub(crate) is_our_ha: bool,
}

impl Default for Rules {
    fn default() -> Self {
        Self {
            receipt_after: Wait::NONE,
            answer_after: Wait::WorkingDays(3),
            batch: false,
            echo_numbers: false,
            rejections: Vec::new(),
            refusals: Vec::new(),
            removal_reason: 18,
            removal_after: Wait::WorkingDays(5),
            pending_words: "PATIENT TO BE REMOVED AFTER 30 DAYS".to_owned(),
            pending_days: 30,
            lift_after: Wait::WorkingDays(3),
        }
    }
}

impl Rules {
    /// Answers as soon as it is asked, as most tests want it.
    pub fn at_once() -> Self {
        Self {
            answer_after: Wait::NONE,
            removal_after: Wait::NONE,
            lift_after: Wait::NONE,
            ..Self::default()
        }
    }

    /// The text of the rejection, where a rule fits.
    pub(crate) fn rejection(&mut self, case: Case<'_>) -> Option<String> {
        let rules = self.rejections.iter_mut();
        let found = first_that_fits(
            rules.map(|rule| (&mut rule.when, (rule.code, &rule.words))),
            case,
        );

        found.map(|(code, words)| format!("{code} {words}"))
    }

    /// The text of the refusal, where a rule fits.
    pub(crate) fn refusal(&mut self, case: Case<'_>) -> Option<String> {
        let rules = self.refusals.iter_mut();

        first_that_fits(rules.map(|rule| (&mut rule.when, &rule.words)), case).cloned()
    }

    pub(crate) fn removal_reason(&self) -> Option<DeductionReason> {
        DeductionReason::of(self.removal_reason)
    }
}

/// Every rule sees every case, so that counting does not depend on the rules before it.
fn first_that_fits<'a, T>(
    rules: impl Iterator<Item = (&'a mut When, T)>,
    case: Case<'_>,
) -> Option<T> {
    let mut found = None;
    for (when, words) in rules {
        if when.fits(case, found.is_none()) && found.is_none() {
            found = Some(words);
        }
    }

    found
}

impl When {
    /// `is_wanted` where no rule before it has fitted: only then a `Next` is used up.
    fn fits(&mut self, case: Case<'_>, is_wanted: bool) -> bool {
        match self {
            Self::Always => true,
            Self::Surname(surname) => case.surname == Some(surname),
            Self::NoPostcode => !case.has_postcode,
            Self::WrongHa => !case.is_our_ha,
            Self::EveryNth { n, seen } => {
                *seen += 1;
                seen.checked_rem(*n) == Some(0)
            }
            Self::Next(left) => {
                let fits = *left > 0;
                *left -= u32::from(fits && is_wanted);
                fits
            }
        }
    }
}

impl<'a> Case<'a> {
    pub(crate) fn of(acceptance: &'a Acceptance, is_our_ha: bool) -> Self {
        Self {
            surname: Some(&acceptance.name.surname),
            has_postcode: acceptance.address.get().postcode.is_some(),
            is_our_ha,
        }
    }
}

impl Wait {
    pub const NONE: Self = Self::Hours(0);

    pub(crate) fn after(self, at: Timestamp) -> Timestamp {
        match self {
            Self::Hours(hours) => {
                let hours = SignedDuration::from_hours(hours.into());
                at.saturating_add(hours).unwrap_or(at)
            }
            Self::WorkingDays(days) => on_another_day(at, |day| day.plus_working_days(days)),
        }
    }
}

/// The same time of the day, to the minute.
fn on_another_day(at: Timestamp, other: impl FnOnce(Day) -> Day) -> Timestamp {
    let minute = Minute::at(at);
    let day = other(minute.day()).date();
    let on_it = minute.iso().parse::<DateTime>().ok();
    let on_it = on_it.map(|clock| Minute::new(day.to_datetime(clock.time())));

    on_it.and_then(Minute::instant).unwrap_or(at)
}

/// The first instant of a day on a UK clock.
pub(crate) fn beginning_of(day: Day) -> Option<Timestamp> {
    Minute::new(day.date().at(0, 0, 0, 0)).instant()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    const PLAIN: Case<'static> = Case {
        surname: None,
        has_postcode: true,
        is_our_ha: true,
    };

    #[test]
    fn working_days_leave_out_weekends_and_holidays_and_keep_the_time_on_the_clock() {
        assert_eq!(
            Wait::WorkingDays(3).after(at("2026-04-01T08:30:00Z")),
            at("2026-04-08T08:30:00Z"),
            "Good Friday, a weekend and Easter Monday lie between"
        );
        assert_eq!(
            Wait::WorkingDays(1).after(at("2026-03-27T09:00:00Z")),
            at("2026-03-30T08:00:00Z"),
            "nine o'clock is nine o'clock after the change to summer time"
        );
        assert_eq!(
            Wait::Hours(2).after(at("2026-04-01T08:30:59Z")),
            at("2026-04-01T10:30:59Z")
        );
    }

    #[test]
    fn a_rule_counts_every_case_and_is_used_up_only_where_it_decides() {
        let rule = |when, code| RejectionRule {
            when,
            code,
            words: "WORDS".to_owned(),
        };
        let mut rules = Rules {
            rejections: vec![
                rule(When::EveryNth { n: 2, seen: 0 }, 1),
                rule(When::Next(2), 2),
            ],
            ..Rules::default()
        };

        let codes: Vec<_> = (0..6).map(|_| rules.rejection(PLAIN)).collect();

        let words = |text: &str| Some(text.to_owned());
        assert_eq!(
            codes,
            [
                words("2 WORDS"),
                words("1 WORDS"),
                words("2 WORDS"),
                words("1 WORDS"),
                None,
                words("1 WORDS")
            ]
        );
    }

    #[test]
    fn a_rule_may_look_at_the_patient_and_at_the_link() {
        let cole = Text::new("COLE").unwrap();
        let fits = |mut when: When, case| when.fits(case, true);

        assert!(fits(
            When::Surname(cole.clone()),
            Case {
                surname: Some(&cole),
                ..PLAIN
            }
        ));
        assert!(!fits(When::Surname(cole.clone()), PLAIN));
        assert!(fits(
            When::NoPostcode,
            Case {
                has_postcode: false,
                ..PLAIN
            }
        ));
        assert!(fits(
            When::WrongHa,
            Case {
                is_our_ha: false,
                ..PLAIN
            }
        ));
        assert!(fits(When::Always, PLAIN));
        assert!(
            !fits(When::EveryNth { n: 0, seen: 0 }, PLAIN),
            "every noughth is none"
        );
    }

    #[test]
    fn rules_are_written_in_a_scenario_as_far_as_they_differ() {
        let rules: Rules = serde_json::from_str(
            r#"{"answer_after":{"hours":0},"rejections":[{"when":{"surname":"COLE"},"code":3,"words":"CONFIRM ADDRESS"},{"when":"no_postcode","code":5,"words":"NO POSTCODE"}]}"#,
        )
        .unwrap();

        assert_eq!((rules.answer_after, rules.pending_days), (Wait::NONE, 30));
        assert_eq!(rules.rejections[1].when, When::NoPostcode);
    }
}
