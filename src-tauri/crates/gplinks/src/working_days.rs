//! Which days are worked in England: neither Saturdays, Sundays nor bank holidays.

use jiff::civil::{Date, Weekday, date};

use crate::Day;

/// The years whose bank holidays are known: those that the rules in force make. A one-off holiday is
/// proclaimed a year or two ahead, and has to be added here.
const KNOWN: std::ops::RangeInclusive<i16> = 2024..=2035;

/// The last day whose bank holidays are known; after it only weekends are told from working days.
pub fn bank_holidays_known_to() -> Day {
    Day::new(date(*KNOWN.end(), 12, 31))
}

impl Day {
    pub fn is_working_day(self) -> bool {
        !is_weekend(self.date()) && !is_bank_holiday(self.date())
    }

    /// The working day that is so many after this one; with none, the day itself.
    pub fn plus_working_days(self, days: u32) -> Self {
        let mut working = self.days_after().filter(|day| day.is_working_day());

        match days.checked_sub(1) {
            Some(between) => working.nth(between as usize).unwrap_or(Self::LAST),
            None => self,
        }
    }

    /// How many working days have come after `earlier`, this one included.
    pub fn working_days_since(self, earlier: Self) -> u32 {
        let passed = earlier.days_after().take_while(|day| *day <= self);

        passed.fold(0, |count, day| count + u32::from(day.is_working_day()))
    }

    /// Every day that follows, in order.
    fn days_after(self) -> impl Iterator<Item = Self> {
        std::iter::successors(self.date().tomorrow().ok(), |date| date.tomorrow().ok())
            .map(Self::new)
    }
}

fn is_weekend(date: Date) -> bool {
    matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday)
}

fn is_bank_holiday(date: Date) -> bool {
    KNOWN.contains(&date.year()) && bank_holidays(date.year()).contains(&Some(date))
}

/// England's eight: Banking and Financial Dealings Act 1971, and by common law Good Friday and
/// Christmas Day. What falls on a weekend is moved to the next weekday that is free.
fn bank_holidays(year: i16) -> [Option<Date>; 8] {
    let easter = easter_sunday(year);
    let day = |month, day| Date::new(year, month, day).ok();
    let monday = |month, nth| {
        day(month, 1)?
            .nth_weekday_of_month(nth, Weekday::Monday)
            .ok()
    };
    let (christmas, boxing) = match day(12, 25).map(Date::weekday) {
        Some(Weekday::Friday) => (25, 28),
        Some(Weekday::Saturday) => (27, 28),
        Some(Weekday::Sunday) => (27, 26),
        _ => (25, 26),
    };
    let new_year = match day(1, 1).map(Date::weekday) {
        Some(Weekday::Saturday) => 3,
        Some(Weekday::Sunday) => 2,
        _ => 1,
    };

    [
        day(1, new_year),
        easter.map(|sunday| Day::new(sunday).plus_days(-2).date()),
        easter.and_then(|sunday| sunday.tomorrow().ok()),
        monday(5, 1),
        monday(5, -1),
        monday(8, -1),
        day(12, christmas),
        day(12, boxing),
    ]
}

/// The Gregorian rule in the form of New Scientist, 30 March 1961, with its names; it needs no table.
fn easter_sunday(year: i16) -> Option<Date> {
    let a = year % 19;
    let (b, c) = (year / 100, year % 100);
    let (d, e) = (b / 4, b % 4);
    let g = (8 * b + 13) / 25;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 19 * l) / 433;
    let month = (h + l - 7 * m + 90) / 25;
    let day = (h + l - 7 * m + 33 * month + 19) % 32;

    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// For England and Wales, 2024 to 2028, written down and not reckoned.
    const PUBLISHED: [&str; 5] = [
        "2024-01-01 2024-03-29 2024-04-01 2024-05-06 2024-05-27 2024-08-26 2024-12-25 2024-12-26",
        "2025-01-01 2025-04-18 2025-04-21 2025-05-05 2025-05-26 2025-08-25 2025-12-25 2025-12-26",
        "2026-01-01 2026-04-03 2026-04-06 2026-05-04 2026-05-25 2026-08-31 2026-12-25 2026-12-28",
        "2027-01-01 2027-03-26 2027-03-29 2027-05-03 2027-05-31 2027-08-30 2027-12-27 2027-12-28",
        "2028-01-03 2028-04-14 2028-04-17 2028-05-01 2028-05-29 2028-08-28 2028-12-25 2028-12-26",
    ];

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    #[test]
    fn the_bank_holidays_are_those_that_are_published() {
        for (published, year) in PUBLISHED.into_iter().zip(2024..) {
            let published: Vec<_> = published.split(' ').map(day).collect();

            assert_eq!(free_weekdays(year), published, "{year}");
        }
    }

    #[test]
    fn every_known_year_has_eight_and_easter_is_where_the_tables_have_it() {
        let easters = [
            "2024-03-31",
            "2025-04-20",
            "2026-04-05",
            "2027-03-28",
            "2028-04-16",
            "2029-04-01",
            "2030-04-21",
            "2031-04-13",
            "2032-03-28",
            "2033-04-17",
            "2034-04-09",
            "2035-03-25",
        ];

        for (year, easter) in KNOWN.zip(easters) {
            assert_eq!(free_weekdays(year).len(), 8, "{year}");
            assert_eq!(easter_sunday(year).map(Day::new), Some(day(easter)));
        }
    }

    #[test]
    fn holidays_on_a_weekend_are_moved() {
        // Christmas 2033 is a Sunday, so is New Year's Day 2034; New Year's Day 2028 is a Saturday.
        for moved in [
            "2033-12-26",
            "2033-12-27",
            "2034-01-02",
            "2028-01-03",
            "2026-12-28",
        ] {
            assert!(!day(moved).is_working_day(), "{moved}");
        }
        for worked in ["2033-12-28", "2034-01-03", "2028-01-04", "2026-12-29"] {
            assert!(day(worked).is_working_day(), "{worked}");
        }
    }

    #[test]
    fn working_days_go_by_weekends_and_holidays() {
        let maundy_thursday = day("2025-04-17");

        assert_eq!(maundy_thursday.plus_working_days(1), day("2025-04-22"));
        assert_eq!(maundy_thursday.plus_working_days(4), day("2025-04-25"));
        assert_eq!(day("2025-04-25").plus_working_days(1), day("2025-04-28"));
        assert_eq!(day("2026-12-24").plus_working_days(10), day("2027-01-12"));
        let good_friday = day("2025-04-18");
        assert_eq!(good_friday.plus_working_days(0), good_friday);
        assert_eq!(good_friday.plus_working_days(1), day("2025-04-22"));
    }

    #[test]
    fn working_days_are_counted_from_the_day_after() {
        let since = |later, earlier| day(later).working_days_since(day(earlier));

        assert_eq!(since("2025-04-17", "2025-04-17"), 0);
        assert_eq!(since("2025-04-21", "2025-04-17"), 0, "Easter Monday");
        assert_eq!(since("2025-04-22", "2025-04-17"), 1);
        assert_eq!(since("2025-04-17", "2025-04-22"), 0, "it is not later");
        assert_eq!(since("2025-12-31", "2024-12-31"), 253);
    }

    #[test]
    fn what_is_added_is_counted() {
        let days = std::iter::successors(Some(day("2025-12-19")), |day| Some(day.plus_days(1)));
        for from in days.take(14) {
            for count in 0..30 {
                let later = from.plus_working_days(count);

                assert_eq!(later.working_days_since(from), count);
            }
        }
    }

    #[test]
    fn beyond_the_known_years_only_weekends_count() {
        let last = bank_holidays_known_to();

        assert_eq!(last, day("2035-12-31"));
        assert!(
            day("2036-01-01").is_working_day(),
            "a Tuesday, and not known"
        );
        assert!(
            day("2023-12-25").is_working_day(),
            "a Monday, and not known"
        );
        assert!(!day("2036-01-05").is_working_day(), "a Saturday");
        assert_eq!(last.plus_working_days(2), day("2036-01-02"));
    }

    #[test]
    fn at_the_end_of_time_it_stays_there() {
        assert_eq!(Day::LAST.plus_working_days(3), Day::LAST);
    }

    /// The days from Monday to Friday that are not worked.
    fn free_weekdays(year: i16) -> Vec<Day> {
        let first = Day::new(date(year, 1, 1));

        (0..366)
            .map(|days| first.plus_days(days))
            .filter(|day| day.date().year() == year)
            .filter(|day| !is_weekend(day.date()) && !day.is_working_day())
            .collect()
    }
}
