//! Dates as the window sends them, `2025-03-11`, and how they must follow each other.

use jiff::ToSpan;

use super::findings::{Findings, Typed};
use super::{DeskRules, Field, FieldProblem, fault};
use crate::Day;
use crate::times::EARLIEST_BIRTH;

/// A day that has come, in a field that stands by itself; nothing where it is blank, or what is wrong with it.
pub fn past_day(
    field: Field,
    typed: &str,
    rules: &DeskRules,
) -> Result<Option<Day>, Vec<FieldProblem>> {
    let mut findings = Findings::new(rules);
    let day = findings.past_day(field, typed);
    let problems = findings.finish::<()>(None).problems;

    if problems.is_empty() {
        Ok(day.right())
    } else {
        Err(problems)
    }
}

/// The same of a field that cannot be blank.
pub fn needed_past_day(
    field: Field,
    typed: &str,
    rules: &DeskRules,
) -> Result<Day, Vec<FieldProblem>> {
    let mut findings = Findings::new(rules);
    let day = findings.past_day(field, typed);
    let day = findings.needed(field, day);

    day.ok_or_else(|| findings.finish::<()>(None).problems)
}

impl Findings<'_> {
    /// Reads a day that exists; nothing that GP Links tells of lies before 1890.
    pub(super) fn day(&mut self, field: Field, typed: &str) -> Typed<Day> {
        self.coded(field, typed, |text| {
            let day = Day::parse(text).map_err(|_| fault::not_a_day(field))?;

            if day.date() < EARLIEST_BIRTH {
                Err(fault::long_ago(field))
            } else {
                Ok(day)
            }
        })
    }

    /// Reads a day that has come.
    pub(super) fn past_day(&mut self, field: Field, typed: &str) -> Typed<Day> {
        let day = self.day(field, typed);
        if matches!(day, Typed::Right(day) if day > self.rules.today) {
            self.tell(field, fault::in_the_future(field));
            return Typed::Wrong;
        }

        day
    }

    pub(super) fn is_over_a_year_ago(&self, day: Day) -> bool {
        day.date() < self.rules.today.date().saturating_sub(1.year())
    }

    pub(super) fn is_over_115_years_ago(&self, day: Day) -> bool {
        day.date() < self.rules.today.date().saturating_sub(115.years())
    }

    pub(super) fn is_over_a_month_ahead(&self, day: Day) -> bool {
        day.date() > self.rules.today.date().saturating_add(1.month())
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples::{TODAY, rules, told};
    use super::*;
    use crate::forms::Weight;

    fn codes(typed: &str) -> Vec<&'static str> {
        let rules = rules();
        let mut findings = Findings::new(&rules);
        findings.past_day(Field::Born, typed);

        told(&findings.finish::<()>(None).problems)
            .into_iter()
            .map(|(field, code, weight)| {
                assert_eq!((field, weight), (Field::Born, Weight::Hard));
                code
            })
            .collect()
    }

    #[test]
    fn a_date_exists_and_has_come() {
        for right in ["", "  ", TODAY, "1890-01-01", "2024-02-29"] {
            assert_eq!(codes(right), Vec::<&str>::new(), "{right}");
        }
        for wrong in [
            "2023-02-29",
            "29-02-2024",
            "20250311",
            "soon",
            "２０２５-１３-０１",
            "2025-03-11 £",
        ] {
            assert_eq!(codes(wrong), ["E751"], "{wrong}");
        }
        assert_eq!(codes("2025-03-21"), ["E752"]);
        assert_eq!(codes("1889-12-31"), ["E753"]);
    }

    #[test]
    fn a_day_by_itself_says_what_is_wrong_with_it() {
        let code = |found: Result<Option<Day>, Vec<FieldProblem>>| found.map_err(|all| all[0].code);
        let read = |typed| code(past_day(Field::TracedOn, typed, &rules()));

        assert_eq!(read(""), Ok(None));
        assert_eq!(read(TODAY), Ok(Day::parse(TODAY).ok()));
        assert_eq!(read("31/2/2025"), Err("E751"));
        assert_eq!(read("2025-03-21"), Err("E752"), "it has not come");
        let blank = needed_past_day(Field::LeftOn, " ", &rules()).unwrap_err();
        assert_eq!(told(&blank), [(Field::LeftOn, "E701", Weight::Hard)]);
    }

    #[test]
    fn a_year_and_a_month_are_counted_by_the_calendar() {
        let rules = rules();
        let findings = Findings::new(&rules);
        let day = |text: &str| Day::parse(text).unwrap();

        assert!(!findings.is_over_a_year_ago(day("2024-03-20")));
        assert!(findings.is_over_a_year_ago(day("2024-03-19")));
        assert!(!findings.is_over_115_years_ago(day("1910-03-20")));
        assert!(findings.is_over_115_years_ago(day("1910-03-19")));
        assert!(!findings.is_over_a_month_ahead(day("2025-04-20")));
        assert!(findings.is_over_a_month_ahead(day("2025-04-21")));
    }
}
