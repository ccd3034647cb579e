//! Watches the numbers that the practice gives, across their roll-over.

use serde::{Deserialize, Serialize};

/// One counter of the practice. Inside, numbers are laid out on a line: after the last comes the next
/// lap, not 1 again, so that a roll-over is neither a gap nor a repetition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Sequence {
    /// The highest number of a lap.
    last: u32,
    /// What lies between is heard, but for the gaps.
    heard: Option<(i64, i64)>,
    gaps: Vec<(i64, i64)>,
}

/// What a number is to those before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    /// Not heard before.
    Fresh,
    Again,
}

impl Sequence {
    /// `used` is the number used last, where that is known.
    pub(crate) fn new(last: u32, used: Option<u32>) -> Self {
        let heard = used.map(|used| (i64::from(used) - 1, i64::from(used) - 1));

        Self {
            last,
            heard,
            gaps: Vec::new(),
        }
    }

    /// The number's place on the line, and whether it was heard before.
    pub(crate) fn take(&mut self, number: u32) -> (i64, Step) {
        let place = self.place(number);
        let Some((low, high)) = self.heard else {
            self.heard = Some((place, place));
            return (place, Step::Fresh);
        };
        let step = if place > high {
            self.open(high + 1, place - 1);
            Step::Fresh
        } else if place < low {
            self.open(place + 1, low - 1);
            Step::Fresh
        } else {
            self.fill(place)
        };
        self.heard = Some((low.min(place), high.max(place)));

        (place, step)
    }

    /// First and last number of each gap.
    pub(crate) fn gaps(&self) -> impl Iterator<Item = (u32, u32)> {
        self.gaps
            .iter()
            .map(|(from, to)| (self.number(*from), self.number(*to)))
    }

    /// The nearest place that has this number, before or after the highest one heard.
    fn place(&self, number: u32) -> i64 {
        let lap = i64::from(self.last);
        let number = i64::from(number) - 1;
        let Some((_, high)) = self.heard else {
            return number;
        };
        let ahead = (number - high).rem_euclid(lap);

        if ahead <= lap / 2 {
            high + ahead
        } else {
            high + ahead - lap
        }
    }

    fn number(&self, place: i64) -> u32 {
        let number = place.rem_euclid(i64::from(self.last)) + 1;

        u32::try_from(number).unwrap_or_default()
    }

    fn open(&mut self, from: i64, to: i64) {
        if from <= to {
            self.gaps.push((from, to));
        }
    }

    /// Closes the gap at this place, or the part of it; a number outside the gaps was heard before.
    fn fill(&mut self, place: i64) -> Step {
        let is_in = |(from, to): &(i64, i64)| (*from..=*to).contains(&place);
        let Some(found) = self.gaps.iter().position(is_in) else {
            return Step::Again;
        };
        let (from, to) = self.gaps.swap_remove(found);
        self.open(from, place - 1);
        self.open(place + 1, to);
        self.gaps.sort_unstable();

        Step::Fresh
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(numbers: &[u32], last: u32) -> (Vec<Step>, Vec<(u32, u32)>) {
        let mut sequence = Sequence::new(last, None);
        let steps = numbers
            .iter()
            .map(|number| sequence.take(*number).1)
            .collect();

        (steps, sequence.gaps().collect())
    }

    use Step::{Again, Fresh};

    #[test]
    fn a_gap_is_open_until_all_of_it_has_come() {
        assert_eq!(of(&[5, 9], 100), (vec![Fresh; 2], vec![(6, 8)]));
        assert_eq!(of(&[5, 9, 7], 100), (vec![Fresh; 3], vec![(6, 6), (8, 8)]));
        assert_eq!(of(&[5, 9, 7, 6, 8], 100), (vec![Fresh; 5], vec![]));
    }

    #[test]
    fn a_number_heard_before_is_told() {
        assert_eq!(of(&[5, 6, 5, 6], 100).0, [Fresh, Fresh, Again, Again]);
        assert_eq!(of(&[5, 9, 7, 7], 100).0, [Fresh, Fresh, Fresh, Again]);
    }

    #[test]
    fn letters_may_begin_in_the_wrong_order() {
        assert_eq!(of(&[2, 1], 100), (vec![Fresh; 2], vec![]));
        assert_eq!(of(&[4, 1], 100), (vec![Fresh; 2], vec![(2, 3)]));
    }

    #[test]
    fn the_roll_over_is_neither_a_gap_nor_a_repetition() {
        assert_eq!(
            of(&[99_999_999, 1, 2], 99_999_999),
            (vec![Fresh; 3], vec![])
        );
        assert_eq!(
            of(&[99, 2], 100),
            (vec![Fresh; 2], vec![(100, 1)]),
            "a gap may lie across it"
        );
        assert_eq!(of(&[99, 2, 1, 100], 100), (vec![Fresh; 4], vec![]));
        assert_eq!(
            of(&[1, 100, 1], 100).0,
            [Fresh, Fresh, Again],
            "the 100 is the one before 1"
        );
    }

    #[test]
    fn whole_laps_are_heard_afresh() {
        let mut sequence = Sequence::new(10, None);

        assert!(
            (0..3)
                .flat_map(|_| 1..=10)
                .all(|number| sequence.take(number).1 == Fresh)
        );
        assert_eq!(sequence.gaps().count(), 0);
    }

    #[test]
    fn where_the_last_number_is_known_the_first_letter_may_be_missed() {
        let mut sequence = Sequence::new(100, Some(100));
        sequence.take(2);

        assert_eq!(sequence.gaps().collect::<Vec<_>>(), [(1, 1)]);
    }
}
