//! Bytes as a row of choices.

/// What is left to choose by.
pub(crate) struct Choices<'a> {
    rest: &'a [u8],
}

impl<'a> Choices<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    /// One of `count`, from 0 on.
    pub(crate) fn below(&mut self, count: u64) -> u64 {
        let bytes = match count {
            0..=0x100 => 1,
            0x101..=0x1_0000 => 2,
            _ => 8,
        };

        (0..bytes).fold(0, |number: u64, _| number << 8 | u64::from(self.byte())) % count
    }

    /// A number from `least` to `most`.
    pub(crate) fn between(&mut self, least: u64, most: u64) -> u64 {
        least + self.below(most - least + 1)
    }

    pub(crate) fn yes(&mut self) -> bool {
        self.below(2) == 1
    }

    /// Half of the time nothing.
    pub(crate) fn maybe<T>(&mut self, make: impl FnOnce(&mut Self) -> T) -> Option<T> {
        self.yes().then(|| make(self))
    }

    pub(crate) fn one_of<T: Clone>(&mut self, all: &[T]) -> T {
        let at = self.below(all.len() as u64);

        all[usize::try_from(at).unwrap()].clone()
    }

    /// `least` to `most` of them.
    pub(crate) fn several<T>(
        &mut self,
        least: u64,
        most: u64,
        mut make: impl FnMut(&mut Self) -> T,
    ) -> Vec<T> {
        let count = self.between(least, most);

        (0..count).map(|_| make(self)).collect()
    }

    /// So many of these ASCII characters.
    pub(crate) fn word(&mut self, characters: &str, least: u64, most: u64) -> String {
        let all: Vec<char> = characters.chars().collect();

        self.several(least, most, |choices| choices.one_of(&all))
            .into_iter()
            .collect()
    }

    fn byte(&mut self) -> u8 {
        let (first, rest) = self.rest.split_first().unwrap_or((&0, &[]));
        self.rest = rest;

        *first
    }
}
