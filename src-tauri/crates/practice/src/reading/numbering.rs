//! The numbers that letters come with: which round of the numbers one belongs to, and which are missing. Pure.

use jiff::{SignedDuration, Timestamp};

/// The highest number that a letter can bear; after it comes 1.
pub(crate) const LAST: u64 = 99_999_999;

/// The round of a link's first letter. There is one before it, for letters that come late.
const FIRST_EPOCH: u32 = 1;
/// Numbers further apart than this are of two rounds.
const FAR: u64 = 50_000_000;
/// A round that ended below this number did not roll over: the count was begun anew.
pub(crate) const NEARLY_LAST: u64 = 99_990_000;
/// The same number so long after is another letter (gp-links.md 7.6).
const YEAR: SignedDuration = SignedDuration::from_hours(365 * 24);

/// A letter that bore the number in question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Bearer {
    pub(crate) epoch: u32,
    /// The time of its UNB.
    pub(crate) at: Timestamp,
}

/// Numbers of one round that follow each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Run {
    pub epoch: u32,
    pub first: u64,
    pub last: u64,
}

/// The round (epoch) of a letter. `newest` is the highest number in the link's newest round, `bearers`
/// are the letters of the link with the same number.
pub(crate) fn epoch_of(
    newest: Option<(u32, u64)>,
    bearers: &[Bearer],
    number: u64,
    at: Timestamp,
) -> u32 {
    let apart = |bearer: &&Bearer| at.duration_since(bearer.at).abs();
    if let Some(same) = bearers
        .iter()
        .min_by_key(apart)
        .filter(|one| apart(one) <= YEAR)
    {
        return same.epoch;
    }
    let nearest = by_distance(newest, number);
    let Some(holder) = bearers.iter().find(|one| one.epoch == nearest) else {
        return nearest;
    };

    let epochs = || bearers.iter().map(|one| one.epoch);
    if at > holder.at {
        epochs()
            .chain([nearest])
            .max()
            .unwrap_or(nearest)
            .saturating_add(1)
    } else {
        epochs().min().unwrap_or(nearest).saturating_sub(1)
    }
}

fn by_distance(newest: Option<(u32, u64)>, number: u64) -> u32 {
    let Some((epoch, highest)) = newest else {
        return FIRST_EPOCH;
    };
    if !(1..=LAST).contains(&number) {
        return epoch;
    }

    if number.saturating_add(FAR) < highest {
        epoch.saturating_add(1)
    } else if highest.saturating_add(FAR) < number {
        epoch.saturating_sub(1)
    } else {
        epoch
    }
}

/// A number of a letter as it stands to the highest one there: far below that, the count has begun again.
pub(crate) fn unrolled(number: u64, highest: u64) -> u64 {
    if number.saturating_add(FAR) < highest {
        number.saturating_add(LAST)
    } else {
        number
    }
}

/// The runs that are missing between the first number seen and the last, without those that are explained.
pub fn gaps(numbers: &[(u32, u64)], explained: &[Run]) -> Vec<Run> {
    let mut numbers: Vec<_> = numbers
        .iter()
        .copied()
        .filter(|(_, number)| (1..=LAST).contains(number))
        .collect();
    numbers.sort_unstable();
    numbers.dedup();
    let mut explained = explained.to_vec();
    explained.sort_unstable();

    numbers
        .iter()
        .zip(numbers.iter().skip(1))
        .flat_map(|(before, after)| between(*before, *after))
        .flat_map(|run| without(run, &explained))
        .collect()
}

fn between(before: (u32, u64), after: (u32, u64)) -> impl Iterator<Item = Run> {
    let run = |epoch, first, last| (first <= last).then_some(Run { epoch, first, last });
    let [low, high] = if before.0 == after.0 {
        [run(before.0, before.1 + 1, after.1 - 1), None]
    } else if before.0 + 1 == after.0 && before.1 > NEARLY_LAST {
        [
            run(before.0, before.1 + 1, LAST),
            run(after.0, 1, after.1 - 1),
        ]
    } else {
        [None, None]
    };

    low.into_iter().chain(high)
}

/// What is left of a run. `explained` is in order.
pub(crate) fn without(run: Run, explained: &[Run]) -> Vec<Run> {
    let mut left = Vec::new();
    let mut first = run.first;
    let of_epoch = explained.iter().filter(|one| one.epoch == run.epoch);
    for one in of_epoch.filter(|one| one.last >= run.first && one.first <= run.last) {
        if first < one.first {
            left.push(Run {
                first,
                last: one.first - 1,
                ..run
            });
        }
        first = first.max(one.last.saturating_add(1));
    }
    if first <= run.last {
        left.push(Run { first, ..run });
    }

    left
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp::UNIX_EPOCH;

    fn after_days(days: i64) -> Timestamp {
        NOW + SignedDuration::from_hours(days * 24)
    }

    fn epoch(newest: (u32, u64), number: u64) -> u32 {
        epoch_of(Some(newest), &[], number, NOW)
    }

    fn bearer(epoch: u32, days: i64) -> Bearer {
        Bearer {
            epoch,
            at: after_days(days),
        }
    }

    fn run(epoch: u32, first: u64, last: u64) -> Run {
        Run { epoch, first, last }
    }

    #[test]
    fn the_first_letter_leaves_room_for_a_round_before() {
        assert_eq!(epoch_of(None, &[], 48_213, NOW), 1);
        assert_eq!(
            epoch((1, 3), 99_999_995),
            0,
            "it is late from before the roll-over"
        );
    }

    #[test]
    fn a_number_far_below_begins_a_new_round_and_a_little_below_is_late() {
        assert_eq!(epoch((1, 99_999_999), 1), 2);
        assert_eq!(epoch((1, 50_000_002), 1), 2);
        assert_eq!(epoch((1, 50_000_001), 1), 1);
        assert_eq!(epoch((1, 500), 499), 1);
        assert_eq!(epoch((1, 500), 501), 1);
        assert_eq!(epoch((1, 500), 50_000_500), 1);
        assert_eq!(epoch((2, 500), 50_000_501), 1);
    }

    #[test]
    fn a_number_out_of_range_stays_in_the_round() {
        assert_eq!(epoch((3, 99_999_990), 0), 3);
        assert_eq!(epoch((3, 5), 100_000_000), 3);
        assert_eq!(epoch((3, 5), u64::MAX), 3);
    }

    #[test]
    fn the_same_number_within_a_year_is_the_same_letter_whatever_came_since() {
        let bearers = [bearer(1, 0), bearer(2, 3000)];

        assert_eq!(epoch_of(Some((2, 9)), &bearers, 7, after_days(365)), 1);
        assert_eq!(epoch_of(Some((2, 9)), &bearers, 7, after_days(2900)), 2);
        assert_eq!(epoch_of(Some((7, 9)), &bearers, 7, NOW), 1);
    }

    #[test]
    fn the_same_number_over_a_year_apart_is_another_letter() {
        let newest = Some((1, 900));

        assert_eq!(epoch_of(newest, &[bearer(1, 0)], 7, after_days(366)), 2);
        assert_eq!(
            epoch_of(newest, &[bearer(1, 366)], 7, NOW),
            0,
            "it is older"
        );
        assert_eq!(
            epoch_of(
                Some((2, 3)),
                &[bearer(1, 0), bearer(2, 400)],
                3,
                after_days(800)
            ),
            3
        );
    }

    #[test]
    fn nothing_is_missing_before_the_first_number_or_after_the_last() {
        assert_eq!(gaps(&[], &[]), []);
        assert_eq!(gaps(&[(1, 48_213)], &[]), []);
        assert_eq!(gaps(&[(1, 48_213), (1, 48_214)], &[]), []);
    }

    #[test]
    fn each_run_between_two_numbers_is_told_once() {
        let numbers = [(1, 20_010), (1, 9), (1, 5), (1, 7), (1, 5), (1, 10_009)];

        assert_eq!(
            gaps(&numbers, &[]),
            [
                run(1, 6, 6),
                run(1, 8, 8),
                run(1, 10, 10_008),
                run(1, 10_010, 20_009)
            ]
        );
    }

    #[test]
    fn a_gap_over_the_roll_over_has_two_ends() {
        assert_eq!(
            gaps(&[(1, 99_999_997), (2, 3)], &[]),
            [run(1, 99_999_998, 99_999_999), run(2, 1, 2)]
        );
        assert_eq!(gaps(&[(1, 99_999_999), (2, 1)], &[]), []);
        assert_eq!(
            gaps(&[(1, 99_990_000), (2, 3)], &[]),
            [],
            "a count that was begun anew misses nothing"
        );
        assert_eq!(gaps(&[(0, 99_999_999), (2, 3)], &[]), []);
    }

    #[test]
    fn numbers_out_of_range_make_no_gap() {
        assert_eq!(gaps(&[(1, 0), (1, 5), (1, 100_000_007)], &[]), []);
    }

    #[test]
    fn what_is_explained_is_not_missing() {
        let numbers = [(1, 1), (1, 20)];

        assert_eq!(gaps(&numbers, &[run(1, 1, 30)]), []);
        assert_eq!(gaps(&numbers, &[run(2, 2, 19)]), [run(1, 2, 19)]);
        assert_eq!(
            gaps(
                &numbers,
                &[run(1, 10, 12), run(1, 2, 3), run(1, 11, 14), run(1, 19, 25)]
            ),
            [run(1, 4, 9), run(1, 15, 18)]
        );
        assert_eq!(gaps(&numbers, &[run(1, 1, u64::MAX)]), []);
    }
}
