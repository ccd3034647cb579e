//! What is tried: a number says it all, so that a run can be had again.

use storm::{Damage, Deed, Dice, Fault, Harm};

use crate::life::Wrong;
use crate::record::{Recording, Start};

/// What kind of trouble a run has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    Cut,
    CutInRecovery,
    ThreeCuts,
    CutLater,
    ErrorOnce,
    ErrorForEver,
    FullOnce,
    FullForEver,
    ErrorThenCut,
    LyingLedger,
    LyingMarks,
}

/// Where it begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Begin {
    /// The power goes at this change of the recorded day.
    Cut(usize),
    /// The program is started before this step.
    Step(usize),
}

/// What the disk says and does not do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Lie {
    Ledger,
    Marks,
}

#[derive(Debug, Clone)]
pub(crate) struct Plan {
    pub(crate) number: u64,
    pub(crate) kind: Kind,
    pub(crate) begin: Begin,
    /// What goes wrong in each life from there.
    pub(crate) lives: Vec<Vec<Fault>>,
    pub(crate) damage: Damage,
    /// The run goes on to the evening, not only to the end of its part of the day.
    pub(crate) whole_day: bool,
    pub(crate) lie: Option<Lie>,
    /// The record outside goes back with the ledger, which it never must.
    pub(crate) marks_go_back: bool,
    pub(crate) wrong: Wrong,
}

/// A recovery makes about so many changes; more of them are in the day that goes on.
const RECOVERY: u64 = 40;
/// About as many as a part of the day has left.
const LATER: u64 = 300;
/// So many runs of a hundred go on to the evening.
const WHOLE_OF_HUNDRED: u64 = 5;
/// About as many as two steps have.
const SOON: u64 = 60;

impl Plan {
    /// The plan of a number. In a row of numbers every change of the day has its turn.
    pub(crate) fn of(number: u64, changes: usize, steps: usize) -> Self {
        let mut dice = Dice::new(number);
        let (round, place) = (number / 5, number % 5);
        let (kind, turn) = match place {
            0..3 => (Kind::Cut, round * 3 + place),
            3 => (
                [Kind::CutInRecovery, Kind::ThreeCuts, Kind::CutLater]
                    [usize::try_from(round % 3).unwrap()],
                round,
            ),
            _ => (trouble(round), round),
        };
        let change = usize::try_from(turn).unwrap() % changes;
        let step = usize::try_from(dice.below(steps as u64)).unwrap();
        let mut plan = Self {
            number,
            kind,
            begin: Begin::Cut(change),
            lives: Vec::new(),
            damage: Damage::any(&mut dice),
            whole_day: dice.chance(WHOLE_OF_HUNDRED),
            lie: None,
            marks_go_back: false,
            wrong: Wrong::default(),
        };
        plan.set_out(step, &mut dice);

        plan
    }

    pub(crate) fn start(&self, recording: &Recording) -> Start {
        match self.begin {
            Begin::Cut(change) => recording.amid(change, self.number + 1),
            Begin::Step(step) => recording.before(step, self.number + 1),
        }
    }

    fn set_out(&mut self, step: usize, dice: &mut Dice) {
        let mut cut = |within| fault(Deed::Change, 1 + dice.below(within), Harm::Cut);
        match self.kind {
            Kind::Cut => {}
            Kind::CutInRecovery => self.lives = vec![vec![cut(RECOVERY)]],
            Kind::ThreeCuts => self.lives = vec![vec![cut(RECOVERY)], vec![cut(RECOVERY)]],
            Kind::CutLater => self.lives = vec![vec![cut(LATER)]],
            Kind::LyingLedger | Kind::LyingMarks => {
                let is_of_ledger = self.kind == Kind::LyingLedger;
                self.lie = Some(if is_of_ledger {
                    Lie::Ledger
                } else {
                    Lie::Marks
                });
                self.begin = Begin::Step(step);
                self.lives = vec![vec![cut(LATER)]];
            }
            Kind::ErrorThenCut => {
                let later = cut(LATER);
                self.begin = Begin::Step(step);
                self.lives = vec![vec![error(false, dice), later]];
            }
            Kind::ErrorOnce | Kind::ErrorForEver => {
                self.begin = Begin::Step(step);
                self.lives = vec![vec![error(self.kind == Kind::ErrorForEver, dice)]];
            }
            Kind::FullOnce | Kind::FullForEver => {
                let for_ever = self.kind == Kind::FullForEver;
                self.begin = Begin::Step(step);
                self.lives = vec![vec![fault(
                    Deed::Write,
                    1 + dice.below(SOON),
                    Harm::Full { for_ever },
                )]];
            }
        }
    }

    /// Errors that the program is told of.
    pub(crate) fn has_errors(&self) -> bool {
        matches!(
            self.kind,
            Kind::ErrorOnce
                | Kind::ErrorForEver
                | Kind::FullOnce
                | Kind::FullForEver
                | Kind::ErrorThenCut
        )
    }

    /// In words without anything of a patient's.
    pub(crate) fn words(&self) -> String {
        format!(
            "run {}: {:?} from {:?}, {:?}, {}",
            self.number,
            self.kind,
            self.begin,
            self.lives,
            self.damage.word()
        )
    }
}

fn trouble(round: u64) -> Kind {
    match round % 7 {
        0 => Kind::ErrorOnce,
        1 => Kind::ErrorForEver,
        2 => Kind::FullOnce,
        3 => Kind::FullForEver,
        4 => Kind::ErrorThenCut,
        5 => Kind::LyingLedger,
        _ => Kind::LyingMarks,
    }
}

fn error(for_ever: bool, dice: &mut Dice) -> Fault {
    let (on, within) = match dice.below(3) {
        0 => (Deed::Write, SOON),
        1 => (Deed::Sync, SOON / 4),
        _ => (Deed::Read, SOON * 2),
    };

    fault(on, 1 + dice.below(within), Harm::Error { for_ever })
}

fn fault(on: Deed, nth: u64, harm: Harm) -> Fault {
    Fault { on, nth, harm }
}
