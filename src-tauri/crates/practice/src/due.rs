//! When something is due. Pure: every time comes in as an argument.

use gplinks::{Day, Minute};
use jiff::civil::Time;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

/// The longest that anything is ever put off; a time further ahead comes from a clock that was wrong.
const LONGEST: SignedDuration = SignedDuration::from_hours(7 * 24);

/// The first moment of a day here; of one that no clock can show, the end of time.
pub(crate) fn start_of(day: Day) -> Timestamp {
    let midnight = Minute::new(day.date().at(0, 0, 0, 0));

    midnight.instant().unwrap_or(Timestamp::MAX)
}

/// Whether a time has come. One that lies impossibly far ahead has, too: the clock was wrong then.
pub(crate) fn is_due(due: Timestamp, now: Timestamp) -> bool {
    is_due_within(due, now, LONGEST)
}

/// The same where nothing is put off for longer than a time of its own.
pub(crate) fn is_due_within(due: Timestamp, now: Timestamp, longest: SignedDuration) -> bool {
    due <= now || now.duration_until(due) > longest
}

/// When a filing goes that may go from `not_before` on: at once, or at the next of the sending times.
pub(crate) fn goes_at(not_before: Timestamp, sending_times: &[String]) -> Timestamp {
    let times: Vec<Time> = sending_times
        .iter()
        .filter_map(|text| text.parse().ok())
        .collect();
    if times.is_empty() || not_before == Timestamp::UNIX_EPOCH {
        return not_before;
    }
    let today = Minute::at(not_before).day().date();
    let days = [Some(today), today.tomorrow().ok()];
    let moments = days.into_iter().flatten().flat_map(|day| {
        let zone = TimeZone::get("Europe/London").unwrap_or(TimeZone::UTC);

        times
            .iter()
            .filter_map(move |time| day.to_datetime(*time).to_zoned(zone.clone()).ok())
            .map(|zoned| zoned.timestamp())
    });

    moments
        .filter(|moment| *moment >= not_before)
        .min()
        .unwrap_or(not_before)
}

/// How long to wait after so many attempts: seconds at first, a quarter of an hour at most.
/// `chance` (0 to 99) spreads it by a fifth to either side.
pub(crate) fn delay_after(attempts: u32, chance: u8) -> SignedDuration {
    let seconds = match attempts {
        0 | 1 => 5,
        2 => 15,
        3 => 60,
        4 => 300,
        _ => 900,
    };
    let spread = 80 + i64::from(chance.min(99)) * 40 / 99;

    SignedDuration::from_millis(seconds * 10 * spread)
}

/// A time so much later; the end of time where there is no later.
pub(crate) fn later(at: Timestamp, by: SignedDuration) -> Timestamp {
    at.checked_add(by).unwrap_or(Timestamp::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn a_time_that_only_a_wrong_clock_can_have_set_has_come() {
        let now = at("2026-11-21T10:00:00Z");

        assert!(is_due(now, now));
        assert!(!is_due(at("2026-11-21T10:15:00Z"), now));
        assert!(!is_due(at("2026-11-28T10:00:00Z"), now));
        assert!(
            is_due(at("2026-11-28T10:00:01Z"), now),
            "no hold is that long"
        );
        assert!(is_due(at("2036-01-01T00:00:00Z"), now));
    }

    #[test]
    fn a_filing_goes_at_the_next_sending_time_by_the_clock_on_the_wall() {
        let times = ["09:00".to_owned(), "15:00".to_owned()];

        // In summer the clock on the wall is an hour ahead.
        assert_eq!(
            goes_at(at("2026-07-01T07:59:00Z"), &times),
            at("2026-07-01T08:00:00Z")
        );
        assert_eq!(
            goes_at(at("2026-07-01T08:01:00Z"), &times),
            at("2026-07-01T14:00:00Z")
        );
        assert_eq!(
            goes_at(at("2026-11-21T15:00:01Z"), &times),
            at("2026-11-22T09:00:00Z")
        );
        assert_eq!(
            goes_at(Timestamp::UNIX_EPOCH, &times),
            Timestamp::UNIX_EPOCH
        );
    }

    #[test]
    fn waits_grow_to_a_quarter_of_an_hour() {
        let seconds = |attempts, chance| delay_after(attempts, chance).as_millis();

        assert_eq!(
            [0, 50, 99].map(|chance| seconds(1, chance)),
            [4000, 5000, 6000]
        );
        assert_eq!(
            [2, 3, 4, 5, 500].map(|n| seconds(n, 0)),
            [12_000, 48_000, 240_000, 720_000, 720_000]
        );
    }
}
