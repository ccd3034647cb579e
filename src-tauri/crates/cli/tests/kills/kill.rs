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
    Outside(Moment, &'static [Call]),
}

#[derive(Debug, Clone, Copy)]
pub(crate) struct Kill {
    pub(crate) point: &'static Point,
    /// Which run of the stage.
    pub(crate) run: usize,
    /// The how manieth time that the point is reached.
    pub(crate) nth: u32,
    /// So much later.
    pub(crate) microseconds: Option<u64>,
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
        // The mailbox is looked into by the first connection; the posts have one each.
        let before = u32::from(matches!(point.place, Place::Outside(Moment::Connected, _)));

        Self {
            point,
            run: if is_one_run { 0 } else { seed as usize },
            nth: if is_one_run { before + seed + 1 } else { 1 },
            microseconds: None,
        }
    }

    pub(crate) fn later(self, microseconds: u64) -> Self {
        Self {
            microseconds: Some(microseconds),
            ..self
        }
    }

    /// Any point, at any time: the same seed is the same kill.
    pub(crate) fn drawn(seed: u64) -> Self {
        let drawn = sha256(&seed.to_be_bytes());
        let draw = |at: usize, most: u64| {
            let bytes = [drawn[at], drawn[at + 1], drawn[at + 2], drawn[at + 3]];
            u64::from(u32::from_be_bytes(bytes)) % most
        };
        let point = &POINTS[draw(0, POINTS.len() as u64) as usize];
        let is_inside = point.place == Place::Inside;
        let later = is_inside && draw(4, 2) == 1;

        Self {
            point,
            run: draw(8, point.stage.runs() as u64) as usize,
            nth: if point.stage.runs() == 1 {
                1 + draw(12, 4) as u32
            } else {
                1
            },
            microseconds: later.then(|| draw(16, 20_000)),
        }
    }

    /// As the program's environment wants it.
    pub(crate) fn wish(&self) -> String {
        let later = self.microseconds.map(|wait| format!(":{wait}"));

        format!(
            "{}:{}{}",
            self.point.name,
            self.nth,
            later.unwrap_or_default()
        )
    }
}

impl fmt::Display for Kill {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} in run {}", self.wish(), self.run + 1)
    }
}
