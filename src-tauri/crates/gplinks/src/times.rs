//! Days and minutes as letters write them: UK local time without a zone.

use std::fmt;

use edifact::{Padded, Stamp};
use jiff::civil::{Date, DateTime, date};
use jiff::tz::{AmbiguousOffset, TimeZone};
use jiff::{SignedDuration, Timestamp, Zoned};

/// A calendar day. `Debug` does not show it: it may be a date of birth.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(Date);

/// A minute on a UK clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Minute(DateTime);

/// How a UK clock came to show a minute.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClockChange {
    None,
    /// In October: the clock showed it twice; the first time is meant.
    Repeated,
    /// In March: no clock showed it; an hour later is meant.
    Skipped,
}

/// Written `2025-03-11` in JSON and on the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a date is written YYYY-MM-DD")]
pub struct NotADay;

/// Written `2025-03-11T10:42` on the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotAMinute {
    #[error("a time is written YYYY-MM-DDTHH:MM")]
    Form,
    #[error("a letter's year is 2000 to 2099")]
    Century,
    #[error(
        "no UK clock shows this time: it falls into the hour that the change to summer time skips"
    )]
    Skipped,
}

impl Day {
    /// The last that can be reckoned with.
    pub(crate) const LAST: Self = Self(Date::MAX);

    pub fn new(date: Date) -> Self {
        Self(date)
    }

    /// Reads `2025-03-11` and nothing else.
    pub fn parse(text: &str) -> Result<Self, NotADay> {
        let [year, month, day] = text.split('-').collect::<Vec<_>>()[..] else {
            return Err(NotADay);
        };
        if year.len() != 4 || month.len() != 2 || day.len() != 2 {
            return Err(NotADay);
        }

        Self::read(&format!("{year}{month}{day}")).ok_or(NotADay)
    }

    /// Reads `20250311`, as the wire writes it.
    pub fn read(text: &str) -> Option<Self> {
        edifact::stamp_date(text).and_then(day_of).map(Self)
    }

    /// `20250311`
    pub fn written(self) -> String {
        self.padded().as_str().to_owned()
    }

    pub(crate) fn padded(self) -> Padded<8> {
        let part = |number: i8| u64::try_from(number).unwrap_or_default();
        let year = u64::try_from(self.0.year()).unwrap_or_default();

        Padded::new(year * 10_000 + part(self.0.month()) * 100 + part(self.0.day()))
    }

    /// `2025-03-11`
    pub fn iso(self) -> String {
        self.0.to_string()
    }

    /// `11-Mar-2025`, which nobody can read the wrong way round.
    pub fn shown(self) -> String {
        self.0.strftime("%d-%b-%Y").to_string()
    }

    /// The day so many days later, or earlier where they are fewer than none.
    pub fn plus_days(self, days: i32) -> Self {
        let hours = i64::from(days) * 24;

        Self(self.0.saturating_add(SignedDuration::from_hours(hours)))
    }

    /// How many days have gone by since `earlier`; fewer than none where it is later.
    pub fn days_since(self, earlier: Self) -> i64 {
        self.0.duration_since(earlier.0).as_hours() / 24
    }

    pub fn date(self) -> Date {
        self.0
    }
}

impl fmt::Debug for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Day(redacted)")
    }
}

impl Minute {
    /// Seconds are cut off: a letter has none.
    pub fn new(at: DateTime) -> Self {
        Self(date_of(at).at(at.hour(), at.minute(), 0, 0))
    }

    /// The minute a UK clock shows at an instant.
    pub fn at(instant: Timestamp) -> Self {
        Self::new(Zoned::new(instant, london()).datetime())
    }

    /// Reads `2025-03-11T10:42`, a time that a UK clock does show.
    pub fn parse(text: &str) -> Result<Self, NotAMinute> {
        let (day, time) = text.split_once('T').ok_or(NotAMinute::Form)?;
        let (hour, minute) = time.split_once(':').ok_or(NotAMinute::Form)?;
        let day = Day::parse(day).map_err(|_| NotAMinute::Form)?;
        if hour.len() != 2 || minute.len() != 2 {
            return Err(NotAMinute::Form);
        }
        let at = Self::read(&format!("{}{hour}{minute}", day.written())).ok_or(NotAMinute::Form)?;
        if !(2000..2100).contains(&at.0.year()) {
            return Err(NotAMinute::Century);
        }

        if at.clock_change() == ClockChange::Skipped {
            Err(NotAMinute::Skipped)
        } else {
            Ok(at)
        }
    }

    /// Reads `202503111042`, as DTM writes it.
    pub fn read(text: &str) -> Option<Self> {
        edifact::stamp_minute(text).and_then(Self::of_stamp)
    }

    pub fn of_stamp(stamp: Stamp) -> Option<Self> {
        let hour = i8::try_from(stamp.hour).ok()?;
        let minute = i8::try_from(stamp.minute).ok()?;

        day_of(stamp).map(|day| Self(day.at(hour, minute, 0, 0)))
    }

    /// For UNB, which leaves out the century.
    pub(crate) fn stamp(self) -> Stamp {
        let part = |number: i8| u8::try_from(number).unwrap_or_default();

        Stamp {
            year: u16::try_from(self.0.year()).unwrap_or_default(),
            month: part(self.0.month()),
            day: part(self.0.day()),
            hour: part(self.0.hour()),
            minute: part(self.0.minute()),
        }
    }

    /// `202503111042`
    pub fn written(self) -> String {
        self.0.strftime("%Y%m%d%H%M").to_string()
    }

    /// `2025-03-11T10:42`
    pub fn iso(self) -> String {
        self.0.strftime("%Y-%m-%dT%H:%M").to_string()
    }

    /// `11-Mar-2025 10:42`
    pub fn shown(self) -> String {
        self.0.strftime("%d-%b-%Y %H:%M").to_string()
    }

    pub fn day(self) -> Day {
        Day(date_of(self.0))
    }

    /// The instant meant; a skipped minute means an hour later, a repeated one the first time.
    pub fn instant(self) -> Option<Timestamp> {
        london()
            .to_ambiguous_zoned(self.0)
            .compatible()
            .ok()
            .map(|at| at.timestamp())
    }

    pub fn clock_change(self) -> ClockChange {
        match london().to_ambiguous_zoned(self.0).offset() {
            AmbiguousOffset::Unambiguous { .. } => ClockChange::None,
            AmbiguousOffset::Fold { .. } => ClockChange::Repeated,
            AmbiguousOffset::Gap { .. } => ClockChange::Skipped,
        }
    }
}

/// From the bundled table, so that every computer knows the same clock changes.
fn london() -> TimeZone {
    TimeZone::get("Europe/London").unwrap_or(TimeZone::UTC)
}

fn date_of(at: DateTime) -> Date {
    at.date()
}

fn day_of(stamp: Stamp) -> Option<Date> {
    let year = i16::try_from(stamp.year).ok()?;
    let (month, day) = (
        i8::try_from(stamp.month).ok()?,
        i8::try_from(stamp.day).ok()?,
    );

    Date::new(year, month, day).ok()
}

/// Before it nobody alive was born; an earlier date of birth is a slip.
pub(crate) const EARLIEST_BIRTH: Date = date(1890, 1, 1);

#[cfg(test)]
mod tests {
    use super::*;

    fn minute(text: &str) -> Minute {
        Minute::read(text).unwrap()
    }

    #[test]
    fn days_are_read_and_written_in_three_forms() {
        let day = Day::read("20240229").unwrap();

        assert_eq!(
            (day.written(), day.iso(), day.shown()),
            ("20240229".into(), "2024-02-29".into(), "29-Feb-2024".into())
        );
        assert_eq!(Day::parse("2024-02-29"), Ok(day));
        for wrong in [
            "2024-2-29",
            "2023-02-29",
            "29-02-2024",
            "2024-02",
            "2024-02-29T10:00",
            "20240229",
            "",
        ] {
            assert_eq!(Day::parse(wrong), Err(NotADay), "{wrong}");
        }
    }

    #[test]
    fn days_that_do_not_exist_are_not_read() {
        for wrong in [
            "00000000", "20250231", "20230229", "20251301", "2025011", "2025-1-1", "99999999",
        ] {
            assert_eq!(Day::read(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn days_are_added_and_counted_across_leap_days_and_clock_changes() {
        let day = |text| Day::parse(text).unwrap();

        assert_eq!(day("2024-02-28").plus_days(2), day("2024-03-01"));
        assert_eq!(day("2025-03-30").plus_days(-1), day("2025-03-29"));
        assert_eq!(day("2025-03-31").days_since(day("2025-03-29")), 2);
        assert_eq!(day("2024-01-01").days_since(day("2025-01-01")), -366);
        assert_eq!(Day::LAST.plus_days(i32::MAX), Day::LAST);
    }

    #[test]
    fn the_minute_of_an_instant_is_the_one_on_a_uk_clock() {
        let summer: Timestamp = "2026-07-09T07:05:59Z".parse().unwrap();
        let winter: Timestamp = "2026-01-09T08:05:00Z".parse().unwrap();

        assert_eq!(Minute::at(summer).written(), "202607090805");
        assert_eq!(Minute::at(winter).written(), "202601090805");
    }

    #[test]
    fn the_hour_that_comes_twice_means_the_first() {
        let twice = minute("202610250130");

        assert_eq!(twice.clock_change(), ClockChange::Repeated);
        assert_eq!(twice.instant().unwrap().to_string(), "2026-10-25T00:30:00Z");
        assert_eq!(
            Minute::parse("2026-10-25T01:30"),
            Ok(twice),
            "written as typed"
        );
    }

    #[test]
    fn the_hour_that_never_comes_means_an_hour_later_and_cannot_be_typed() {
        let never = minute("202603290130");

        assert_eq!(never.clock_change(), ClockChange::Skipped);
        assert_eq!(
            never.instant().unwrap().to_string(),
            "2026-03-29T01:30:00Z",
            "02:30 in summer time"
        );
        assert_eq!(Minute::parse("2026-03-29T01:30"), Err(NotAMinute::Skipped));
        assert_eq!(
            Minute::parse("2026-03-29T02:00").unwrap().clock_change(),
            ClockChange::None
        );
    }

    #[test]
    fn only_whole_minutes_in_one_form_can_be_typed() {
        for wrong in [
            "2026-01-09 08:05",
            "2026-01-09T8:05",
            "2026-01-09T08:05:00",
            "2026-01-09T24:00",
            "2026-01-09T08:60",
            "",
        ] {
            assert_eq!(Minute::parse(wrong), Err(NotAMinute::Form), "{wrong}");
        }
    }

    #[test]
    fn only_this_century_can_be_typed_because_unb_leaves_it_out() {
        assert_eq!(Minute::parse("1999-12-31T23:59"), Err(NotAMinute::Century));
        assert_eq!(Minute::parse("2100-01-01T00:00"), Err(NotAMinute::Century));
        assert!(Minute::parse("2099-12-31T23:59").is_ok());
    }

    #[test]
    fn debug_hides_a_day() {
        assert_eq!(
            format!("{:?}", Day::read("20240229")),
            "Some(Day(redacted))"
        );
    }
}
