//! The numbers that the service gives: SIS and SMS for each link, its own TNs, NHS numbers.

use std::collections::BTreeSet;

use gplinks::{NhsNumber, PatientNumber, Sis, Sms, Tn};
use serde::{Deserialize, Serialize};

use crate::random::Random;

/// The last numbers that the service has used on its links; nothing where a link is fresh.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct LastUsed {
    pub sis: Option<Sis>,
    pub sms: Option<Sms>,
    /// Its own transaction number; the service's are always above those of a practice.
    pub tn: Option<Tn>,
}

/// What the next letter of a link is numbered from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Counters {
    sis: Sis,
    sms: Sms,
}

/// The service's own transaction numbers: ever larger, and not one after the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct OwnTns(u64);

/// A practice's own numbers end here.
const LOWEST_TN: u64 = 10_000_000;
/// Nine digits is what a practice must be able to read.
const HIGHEST_TN: u64 = 999_999_999;

impl Counters {
    pub(crate) fn after(last: LastUsed) -> Self {
        Self {
            sis: last.sis.map_or(Sis::FIRST, Sis::next),
            sms: last.sms.map_or(Sms::FIRST, Sms::next),
        }
    }

    pub(crate) fn take_sis(&mut self) -> Sis {
        let taken = self.sis;
        self.sis = taken.next();

        taken
    }

    pub(crate) fn take_sms(&mut self) -> Sms {
        let taken = self.sms;
        self.sms = taken.next();

        taken
    }

    /// Goes forward, or backward where `by` is below nought, on both counts.
    pub(crate) fn jump(&mut self, by: i64) {
        let jumped = |number: u32, last: u32| {
            let place = (i64::from(number) - 1 + by).rem_euclid(last.into());
            u32::try_from(place + 1).ok()
        };

        self.sis = jumped(self.sis.get(), Sis::LAST.get())
            .and_then(Sis::new)
            .unwrap_or(self.sis);
        self.sms = jumped(self.sms.get(), Sms::LAST.get())
            .and_then(Sms::new)
            .unwrap_or(self.sms);
    }
}

impl OwnTns {
    pub(crate) fn after(last: Option<Tn>) -> Self {
        Self(last.map_or(0, Tn::get).clamp(LOWEST_TN, HIGHEST_TN))
    }

    pub(crate) fn take(&mut self, random: &mut Random) -> Tn {
        self.0 += 1 + random.below(9);
        if self.0 > HIGHEST_TN {
            self.0 = LOWEST_TN + 1;
        }

        Tn::new(self.0)
    }
}

/// The NHS numbers that the service has issued, all of them from the range for tests.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct Issued(BTreeSet<PatientNumber>);

/// How many stems there are: 999 and six digits.
const STEMS: u64 = 1_000_000;

impl Issued {
    /// A number that nobody has; `None` where the whole range is used up.
    pub(crate) fn issue(
        &mut self,
        random: &mut Random,
        is_in_use: impl Fn(&PatientNumber) -> bool,
    ) -> Option<PatientNumber> {
        let begin = random.below(STEMS);
        let stems = (0..STEMS).map(|step| (begin + step) % STEMS);
        let is_free = |number: &PatientNumber| !self.0.contains(number) && !is_in_use(number);
        let number = stems.filter_map(number_of).find(is_free)?;
        self.0.insert(number.clone());

        Some(number)
    }
}

/// With the check digit that fits; one stem in eleven has none.
fn number_of(stem: u64) -> Option<PatientNumber> {
    let parse = |check: u64| NhsNumber::parse(&format!("999{stem:06}{check}")).ok();

    (0..=9).find_map(parse).map(PatientNumber::Nhs)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn after_the_last_number_comes_one() {
        let mut counters = Counters::after(LastUsed {
            sis: Sis::new(99_999_998),
            sms: Sms::new(99_999_999),
            tn: None,
        });

        let taken = [0; 3].map(|_| (counters.take_sis().get(), counters.take_sms().get()));

        assert_eq!(taken, [(99_999_999, 1), (1, 2), (2, 3)]);
    }

    #[test]
    fn a_jump_goes_over_the_end_both_ways() {
        let mut counters = Counters::after(LastUsed::default());

        counters.jump(-1);
        assert_eq!(counters.sis.get(), 99_999_999);
        counters.jump(3);
        assert_eq!((counters.sis.get(), counters.sms.get()), (3, 3));
    }

    #[test]
    fn its_own_transaction_numbers_are_large_and_rising() {
        let mut random = Random::new(7);
        let mut tns = OwnTns::after(Some(Tn::new(5)));
        let taken: Vec<_> = (0..50).map(|_| tns.take(&mut random).get()).collect();

        assert!(taken.is_sorted() && taken[0] > 9_999_999);
        assert_eq!(
            taken.windows(2).filter(|pair| pair[0] == pair[1]).count(),
            0
        );

        let mut last = OwnTns::after(Some(Tn::new(999_999_999)));
        assert_eq!(last.take(&mut random).get(), 10_000_001);
    }

    #[test]
    fn an_issued_number_is_right_for_tests_and_nobody_elses() {
        let mut random = Random::new(1);
        let mut issued = Issued::default();
        let taken = PatientNumber::read("9990001006").unwrap();
        let numbers: BTreeSet<_> = (0..1000)
            .map(|_| {
                issued
                    .issue(&mut random, |number| *number == taken)
                    .unwrap()
            })
            .collect();

        assert_eq!(numbers.len(), 1000, "none is issued twice");
        assert!(!numbers.contains(&taken));
        assert!(
            numbers
                .iter()
                .all(|number| matches!(number, PatientNumber::Nhs(nhs) if nhs.is_for_tests()))
        );
    }

    #[test]
    fn a_number_in_use_is_passed_by() {
        let first = Issued::default().issue(&mut Random::new(3), |_| false);
        let next =
            Issued::default().issue(&mut Random::new(3), |number| first.as_ref() == Some(number));

        assert!(first.is_some() && next.is_some());
        assert_ne!(first, next);
    }
}
