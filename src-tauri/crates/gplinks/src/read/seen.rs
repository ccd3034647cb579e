//! Numbers that have stood before.

/// How many are remembered: as many messages as a letter may hold. A file of any length is read in the
/// same memory, so a number that comes again after more than these may go unseen.
const MOST: usize = 9_999;

/// In order. They mostly come in order too, so that most are added at the end.
#[derive(Default)]
pub(super) struct Seen(Vec<u64>);

impl Seen {
    /// Forgets all, and keeps the memory.
    pub(super) fn clear(&mut self) {
        self.0.clear();
    }

    /// Whether it has stood before; from here on it has.
    pub(super) fn again(&mut self, number: u64) -> bool {
        let Err(at) = self.0.binary_search(&number) else {
            return true;
        };
        if self.0.len() < MOST {
            self.0.insert(at, number);
        }

        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_known_again_whatever_came_between() {
        let mut seen = Seen::default();

        assert_eq!(
            [5, 3, 9, 3, 5].map(|number| seen.again(number)),
            [false, false, false, true, true]
        );
        seen.clear();
        assert!(!seen.again(5));
    }

    #[test]
    fn only_so_many_are_remembered() {
        let mut seen = Seen::default();
        (0..20_000).for_each(|number| assert!(!seen.again(number)));

        assert_eq!(seen.0.len(), MOST);
        assert!(seen.again(17));
        assert!(!seen.again(15_000), "too many came before it");
    }
}
