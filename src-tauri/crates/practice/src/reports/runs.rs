//! Runs of numbers, over the roll-over: which of a sequence are there, and which are not. Pure.

use store::{Counter, Gap, Sequence, Taken};

use crate::reading::Run;

/// No link lasts so long.
const MOST_EPOCHS: usize = 100;

/// Places on the endless count that a sequence makes of its numbers and epochs, both inclusive.
type Span = (u64, u64);

impl Run {
    pub(crate) fn one(taken: Taken) -> Self {
        Self {
            epoch: taken.epoch,
            first: taken.number.into(),
            last: taken.number.into(),
        }
    }

    pub(crate) fn of(gap: &Gap) -> Self {
        Self {
            epoch: gap.epoch,
            first: gap.first.into(),
            last: gap.last.into(),
        }
    }

    pub(crate) fn is_one(&self) -> bool {
        self.first == self.last
    }

    pub(crate) fn holds(&self, taken: Taken) -> bool {
        self.epoch == taken.epoch && (self.first..=self.last).contains(&taken.number.into())
    }

    /// `41`, or `41 to 43`.
    pub(crate) fn words(&self) -> String {
        if self.is_one() {
            self.first.to_string()
        } else {
            format!("{} to {}", self.first, self.last)
        }
    }

    fn span(&self, cycle: u64) -> Span {
        let place = |number: u64| {
            u64::from(self.epoch)
                .saturating_mul(cycle)
                .saturating_add(number)
        };

        (place(self.first), place(self.last))
    }
}

/// What is missing after `after` and up to `to`, given all that is there, in any order.
pub(crate) fn missing(
    sequence: Sequence,
    there: impl IntoIterator<Item = Run>,
    after: Taken,
    to: Taken,
) -> Vec<Run> {
    let cycle = u64::from(sequence.last());
    let mut spans: Vec<Span> = there.into_iter().map(|run| run.span(cycle)).collect();
    spans.sort_unstable();
    let (from, end) = (
        Run::one(after).span(cycle).1.saturating_add(1),
        Run::one(to).span(cycle).0,
    );
    let mut holes = Vec::new();
    let mut next = from;
    for (first, last) in spans {
        if first > end {
            break;
        }
        if first > next {
            holes.push((next, first - 1));
        }
        next = next.max(last.saturating_add(1));
    }
    if next <= end {
        holes.push((next, end));
    }

    holes
        .into_iter()
        .flat_map(|span| runs_of(span, cycle))
        .collect()
}

/// A span cut where the numbers begin again.
fn runs_of((mut from, to): Span, cycle: u64) -> Vec<Run> {
    let mut runs = Vec::new();
    // A counter that was damaged may seem to have rolled over for ever.
    while from <= to && runs.len() < MOST_EPOCHS {
        let epoch = (from - 1) / cycle;
        let last = to.min((epoch + 1) * cycle);
        runs.push(Run {
            epoch: u32::try_from(epoch).unwrap_or(u32::MAX),
            first: from - epoch * cycle,
            last: last - epoch * cycle,
        });
        from = last + 1;
    }

    runs
}

/// Where a counter of ours began.
pub(crate) fn beginning(counter: &Counter) -> Taken {
    Taken {
        epoch: 0,
        number: counter.opened_after,
    }
}

/// The numbers of a sequence with their epochs, given in the order in which they were sent: a number
/// far below the one before it stands after a roll-over, one far above it before.
pub(crate) fn unrolled(
    sequence: Sequence,
    numbers: impl IntoIterator<Item = u64>,
) -> Vec<(u32, u64)> {
    let cycle = i64::from(sequence.last());
    let mut previous: Option<i64> = None;
    let mut places = Vec::new();
    for number in numbers {
        let number = i64::try_from(number).ok();
        let Some(number) = number.filter(|number| (1..=cycle).contains(number)) else {
            continue;
        };
        let place = previous.map_or(number + cycle, |previous| {
            let ahead = (number - previous).rem_euclid(cycle);
            let behind = if ahead > cycle / 2 { cycle } else { 0 };

            previous + ahead - behind
        });
        places.push(place - 1);
        previous = Some(place);
    }

    // The first letter is of epoch 1, as with the letters themselves: what comes late stands before it.
    places
        .into_iter()
        .filter_map(|place| {
            let epoch = u32::try_from(place.div_euclid(cycle)).ok()?;

            Some((epoch, u64::try_from(place.rem_euclid(cycle)).ok()? + 1))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const LAST: u32 = 99_999_999;
    const END: u64 = 99_999_999;

    fn at(epoch: u32, number: u32) -> Taken {
        Taken { epoch, number }
    }

    fn run(epoch: u32, first: u64, last: u64) -> Run {
        Run { epoch, first, last }
    }

    #[test]
    fn what_is_not_there_is_missing() {
        let there = [5, 1, 2, 7, 2].map(|number| Run::one(at(0, number)));

        assert_eq!(
            missing(Sequence::Sis, there, at(0, 0), at(0, 9)),
            [run(0, 3, 4), run(0, 6, 6), run(0, 8, 9)]
        );
        assert_eq!(
            missing(Sequence::Sis, [], at(0, 3), at(0, 6)),
            [run(0, 4, 6)]
        );
        assert_eq!(missing(Sequence::Sis, [], at(0, 7), at(0, 7)), []);
    }

    #[test]
    fn a_run_that_was_explained_is_not_walked_number_by_number() {
        let there = [run(0, 1, 4), run(0, 6, 90_000_000)];

        assert_eq!(
            missing(Sequence::Sis, there, at(0, 0), at(0, 90_000_000)),
            [run(0, 5, 5)]
        );
    }

    #[test]
    fn after_the_last_number_comes_one() {
        let there = [at(0, LAST - 1), at(0, LAST), at(1, 1)].map(Run::one);

        assert_eq!(
            missing(Sequence::Sis, there, at(0, LAST - 2), at(1, 1)),
            [],
            "no gap over the roll-over"
        );
        let there = [at(0, LAST - 1), at(1, 3)].map(Run::one);
        assert_eq!(
            missing(Sequence::Sis, there, at(0, LAST - 2), at(1, 3)),
            [run(0, END, END), run(1, 1, 2)]
        );
    }

    #[test]
    fn numbers_that_begin_again_are_a_new_epoch() {
        assert_eq!(
            unrolled(Sequence::Sms, [END - 1, END, 2, 1, 3]),
            [(1, END - 1), (1, END), (2, 2), (2, 1), (2, 3)]
        );
    }

    #[test]
    fn a_number_from_before_the_first_stands_before_it() {
        assert_eq!(
            unrolled(Sequence::Sms, [2, END, 3, 0, 1 << 40]),
            [(1, 2), (0, END), (1, 3)],
            "and what is no number is left out"
        );
        assert_eq!(
            unrolled(Sequence::Sms, [48_213, 48_214]),
            [(1, 48_213), (1, 48_214)]
        );
    }
}
