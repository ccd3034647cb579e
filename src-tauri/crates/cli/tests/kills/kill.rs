//! Where and when the program is killed.

use std::fmt;

use mesh::fake::{Call, Moment};
use store::sha256;

use crate::points::POINTS;

/// A part of the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stage {
    /// Three registrations are filed, a run of the program each.
    Filing,
    /// One run posts three letters.
    Sending,
    /// One run fetches and reads eight letters, and posts the receipts for four.
    Receiving,
    /// Three approvals are recorded, a run each.
    Deciding,
    /// They are undone.
    Undoing,
}

/// A point of the catalogue.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Point {
    pub(crate) name: &'static str,
    pub(crate) stage: Stage,
    pub(crate) place: Place,
}

#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// The program kills itself where the point's name stands in its source.
    Inside,
    /// MESH's side sees the point, and kills it.
    AtMesh(Moment, &'static [Call]),
    /// The ledger's own file begins to change: SQLite gives the log back to it.
    OnDisk,
}

#[derive(Debug, Clone, Copy)]
pub(crate) struct Kill {
    pub(crate) point: &'static Point,
    /// Which run of the stage.
    pub(crate) run: usize,
    /// Which time it is that the point is reached, from 1.
    pub(crate) nth: u32,
    pub(crate) how: How,
}

/// How the program ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum How {
    /// It is killed at the point.
    AtOnce,
    /// It is killed so many microseconds later.
    Later(u64),
    /// It fails within itself there: what it holds is let go, and whoever asked is told.
    Fault,
}

/// Each point is tried in so many places.
pub(crate) const SEEDS: u32 = 3;

impl Stage {
    fn runs(self) -> usize {
        match self {
            Self::Sending | Self::Receiving => 1,
            Self::Filing | Self::Deciding | Self::Undoing => 3,
        }
    }
}

impl Kill {
    /// Where a stage is one run, the point is reached several times in it; else each run reaches it once.
    pub(crate) fn at(name: &str, seed: u32) -> Self {
        let point = POINTS.iter().find(|point| point.name == name);
        let point = point.unwrap_or_else(|| panic!("there is no point {name}"));
        let is_one_run = point.stage.runs() == 1;
        // The mailbox is looked into by the first connection; the posts share the second.
        let before = u32::from(matches!(point.place, Place::AtMesh(Moment::Connected, _)));

        Self {
            point,
            run: if is_one_run { 0 } else { seed as usize },
            nth: if is_one_run { before + seed + 1 } else { 1 },
            how: How::AtOnce,
        }
    }

    /// The same place, where the program fails by itself.
    pub(crate) fn by_fault(self) -> Self {
        Self {
            how: How::Fault,
            ..self
        }
    }

    /// Any point, at any time: the same seed is the same kill.
    pub(crate) fn drawn(seed: u64) -> Self {
        let mut dice = Dice(seed, 0);
        let point = dice.one_of(POINTS.iter());
        let runs = point.stage.runs();
        let nth = if runs == 1 { 1 + dice.below(3) } else { 1 };

        Self {
            point,
            run: usize::try_from(dice.below(runs as u64)).unwrap(),
            nth: u32::try_from(nth).unwrap(),
            how: match point.place {
                Place::Inside => dice.how(),
                Place::AtMesh(..) | Place::OnDisk => How::AtOnce,
            },
        }
    }

    /// In one run of two a second one follows, in an exchange that puts right what the first has left.
    pub(crate) fn drawn_second(seed: u64) -> Option<Self> {
        let mut dice = Dice(seed, 1 << 32);
        let exchanges = |point: &&Point| point.place == Place::Inside && point.stage.runs() == 1;
        let point = dice.one_of(POINTS.iter().filter(exchanges));
        let kill = Self {
            point,
            run: 0,
            nth: 1,
            how: dice.how(),
        };

        (dice.below(2) == 1).then_some(kill)
    }

    /// As the program's environment wants it.
    pub(crate) fn wish(&self) -> String {
        let (name, nth) = (self.point.name, self.nth);

        match self.how {
            How::AtOnce => format!("{name}:{nth}"),
            How::Later(wait) => format!("{name}:{nth}:{wait}"),
            How::Fault => format!("{name}:{nth}:fault"),
        }
    }
}

impl fmt::Display for Kill {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} in run {}", self.wish(), self.run + 1)
    }
}

/// Draws from a seed.
struct Dice(u64, u64);

impl Dice {
    fn below(&mut self, most: u64) -> u64 {
        self.1 += 1;
        let drawn = sha256(&[self.0.to_be_bytes(), self.1.to_be_bytes()].concat());

        u64::from(u32::from_be_bytes([drawn[0], drawn[1], drawn[2], drawn[3]])) % most
    }

    fn one_of<T>(&mut self, mut all: impl Iterator<Item = T> + Clone) -> T {
        let drawn = self.below(all.clone().count() as u64);

        all.nth(usize::try_from(drawn).unwrap()).unwrap()
    }

    /// At once, within 20 milliseconds, or by a fault.
    fn how(&mut self) -> How {
        let wait = self.below(20_000);

        match self.below(5) {
            0 | 1 => How::AtOnce,
            2 | 3 => How::Later(wait),
            _ => How::Fault,
        }
    }
}
