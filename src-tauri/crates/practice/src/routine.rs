//! What is routine, and why. Pure: everything that counts comes in as facts, and each test has words.

mod clear;
mod gather;

pub use clear::{Cleared, LeftOut, RoutineLine, RoutinePreview};
pub(crate) use clear::{apply_at_once, count, is_routine, why};

/// A test with its words.
pub(crate) type RoutineTest = (bool, &'static str);

/// What is known of any notice that could be routine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Common {
    pub(crate) is_matched: bool,
    /// Its number is a right NHS number, and not one that is kept for tests.
    pub(crate) number_is_sound: bool,
    pub(crate) nothing_earlier: bool,
    pub(crate) nothing_newer_decided: bool,
}

/// How the number that an approval gives stands to ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Number {
    /// None is given: ours stays.
    NotGiven,
    Same,
    FillsBlank,
    OfAnother,
    Differs,
}

/// What counts, kind by kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Facts {
    Approval {
        common: Common,
        by_transaction: bool,
        is_awaited: bool,
        /// The doctor that it names is the one whom the registration named.
        doctor_is_ours: bool,
        number: Number,
    },
    Deduction {
        common: Common,
        is_registered: bool,
        from_own_area: bool,
        nothing_queued: bool,
        is_dated: bool,
        reason: Option<u16>,
    },
    FlagRemoval {
        common: Common,
        is_flagged: bool,
    },
    /// Always a person's decision.
    Other,
}

/// Every test that a notice must pass to be routine, and whether it does.
pub(crate) fn routine(facts: &Facts) -> Vec<RoutineTest> {
    match facts {
        Facts::Approval {
            common,
            by_transaction,
            is_awaited,
            doctor_is_ours,
            number,
        } => common.and(&[
            (
                *by_transaction,
                "its transaction number is that of our registration",
            ),
            (*is_awaited, "the registration waits for its answer"),
            (*doctor_is_ours, "its doctor is the one whom we named"),
            (
                !matches!(number, Number::Differs),
                "its NHS number is ours, or fills a blank",
            ),
            (
                !matches!(number, Number::OfAnother),
                "no other patient has its NHS number",
            ),
        ]),
        Facts::Deduction {
            common,
            is_registered,
            from_own_area,
            nothing_queued,
            is_dated,
            reason,
        } => common.and(&[
            (
                *is_registered,
                "its NHS number is that of one registered patient",
            ),
            (*from_own_area, "it comes from the patient's own area"),
            (
                *nothing_queued,
                "nothing about the patient waits to be sent",
            ),
            (*is_dated, "it has a date"),
            (
                reason.is_some_and(takes_off),
                "its reason is known and takes the patient off the list",
            ),
            (*reason != Some(ADOPTED), "it is no adoption"),
        ]),
        Facts::FlagRemoval { common, is_flagged } => {
            common.and(&[(*is_flagged, "the patient is flagged")])
        }
        Facts::Other => vec![(false, "this kind of notice is always decided by a person")],
    }
}

const ADOPTED: u16 = 7;

/// The reasons of the list, less those that keep the patient for now: 3, 15, 16 and 6.
fn takes_off(reason: u16) -> bool {
    matches!(reason, 1 | 2 | 4 | 5 | 7..=14 | 17..=22)
}

impl Common {
    fn and(&self, more: &[RoutineTest]) -> Vec<RoutineTest> {
        let common = [
            (self.is_matched, "we know the patient"),
            (self.number_is_sound, "its NHS number is a right one"),
            (
                self.nothing_earlier,
                "nothing earlier about the patient is undecided",
            ),
            (
                self.nothing_newer_decided,
                "nothing newer about the patient was decided before",
            ),
        ];

        common.iter().chain(more).copied().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: Common = Common {
        is_matched: true,
        number_is_sound: true,
        nothing_earlier: true,
        nothing_newer_decided: true,
    };

    fn is_routine(facts: &Facts) -> bool {
        routine(facts).iter().all(|(holds, _)| *holds)
    }

    fn approval(number: Number) -> Facts {
        Facts::Approval {
            common: GOOD,
            by_transaction: true,
            is_awaited: true,
            doctor_is_ours: true,
            number,
        }
    }

    fn deduction(reason: Option<u16>) -> Facts {
        Facts::Deduction {
            common: GOOD,
            is_registered: true,
            from_own_area: true,
            nothing_queued: true,
            is_dated: true,
            reason,
        }
    }

    #[test]
    fn an_approval_is_routine_where_its_number_is_ours_or_fills_a_blank() {
        for number in [Number::NotGiven, Number::Same, Number::FillsBlank] {
            assert!(is_routine(&approval(number)), "{number:?}");
        }
        for number in [Number::Differs, Number::OfAnother] {
            assert!(!is_routine(&approval(number)), "{number:?}");
        }
    }

    #[test]
    fn a_deduction_is_routine_for_the_reasons_that_take_a_patient_off_the_list() {
        let routine: Vec<u16> = (0..=30)
            .filter(|reason| is_routine(&deduction(Some(*reason))))
            .collect();

        assert_eq!(
            routine,
            [1, 2, 4, 5, 8, 9, 10, 11, 12, 13, 14, 17, 18, 19, 20, 21, 22]
        );
        assert!(!is_routine(&deduction(None)));
    }

    #[test]
    fn each_fact_alone_makes_it_a_persons_decision() {
        let commons = [
            Common {
                is_matched: false,
                ..GOOD
            },
            Common {
                number_is_sound: false,
                ..GOOD
            },
            Common {
                nothing_earlier: false,
                ..GOOD
            },
            Common {
                nothing_newer_decided: false,
                ..GOOD
            },
        ];
        for common in commons {
            let facts = Facts::FlagRemoval {
                common,
                is_flagged: true,
            };

            assert_eq!(
                routine(&facts).iter().filter(|(holds, _)| !holds).count(),
                1
            );
        }
        assert!(is_routine(&Facts::FlagRemoval {
            common: GOOD,
            is_flagged: true
        }));
        assert!(!is_routine(&Facts::FlagRemoval {
            common: GOOD,
            is_flagged: false
        }));
        assert!(!is_routine(&Facts::Other));
    }
}
