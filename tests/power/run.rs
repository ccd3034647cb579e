//! One run: from a cut or a step of the recorded day through all its lives to the evening, and then the
//! check.

use practice::{DeskError, Pass};
use storm::{Damage, Dice, Disk, Platter};

use crate::check;
use crate::day::{DAY, Step, end_of_part};
use crate::life::{Life, Place};
use crate::outside::Outside;
use crate::plan::{Begin, Lie, Plan};
use crate::record::{Recording, Start};
use crate::{lies, marks};

/// What came of a run that ended well.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Account {
    pub(crate) cuts: u32,
    /// Errors that the program was told of.
    pub(crate) errors: u32,
    /// Data that was behind its record was recognised.
    pub(crate) recognised: u32,
    /// A file that the disk had spoilt was recognised as damaged.
    pub(crate) damaged: u32,
}

/// How a life ended.
enum End {
    Evening,
    Cut,
}

/// More lives than any plan has, and more than that many attempts at one step.
const LIVES: usize = 8;
const TRIES: u32 = 6;

pub(crate) fn run(place: &Place, recording: &Recording, plan: &Plan) -> Result<Account, String> {
    let mut run = Run::of(place, recording, plan, plan.start(recording));
    if matches!(plan.begin, Begin::Cut(_)) {
        run.power_comes_back(None);
    }

    run.through()
}

/// One run that begins somewhere else than its plan says.
pub(crate) fn go_on_from(
    place: &Place,
    recording: &Recording,
    plan: &Plan,
    start: Start,
) -> Result<Account, String> {
    Run::of(place, recording, plan, start).through()
}

pub(crate) struct Run<'r> {
    pub(crate) place: &'r Place,
    pub(crate) recording: &'r Recording,
    pub(crate) plan: &'r Plan,
    pub(crate) start: Start,
    pub(crate) account: Account,
    dice: Dice,
    /// What the disk lies about, in this life.
    lie: Option<Lie>,
    /// Everything comes to rest before this step.
    until: usize,
    /// Some start the program again when it reports trouble with its file, some do not.
    starts_again: bool,
}

impl<'r> Run<'r> {
    fn of(place: &'r Place, recording: &'r Recording, plan: &'r Plan, start: Start) -> Self {
        let until = if plan.whole_day {
            DAY.len()
        } else {
            end_of_part(start.step)
        };

        let mut dice = Dice::new(plan.number ^ 0xD1CE);

        Self {
            place,
            recording,
            plan,
            start,
            account: Account::default(),
            starts_again: dice.chance(30),
            dice,
            lie: plan.lie,
            until,
        }
    }

    /// All its lives, to the evening.
    fn through(mut self) -> Result<Account, String> {
        let before = self.start.platter.clone();
        for nth in 0..LIVES {
            let disk = self.disk(nth);
            match self.live(&disk)? {
                End::Evening => return Ok(self.account),
                End::Cut => self.power_comes_back(Some(&disk)),
            }
            if let Some(lie) = self.lie {
                if self.plan.marks_go_back {
                    self.marks_as_in(&before);
                }
                return lies::afterwards(self, lie);
            }
        }

        Err("it never came to its evening".to_owned())
    }

    fn disk(&self, life: usize) -> Disk {
        let disk = Disk::new(self.start.platter.clone());
        for fault in self.plan.lives.get(life).into_iter().flatten() {
            disk.arm(*fault);
        }
        match self.lie {
            Some(Lie::Ledger) => {
                disk.lie_about(store::FILE_NAME);
                disk.lie_about("linkdesk.db-wal");
            }
            Some(Lie::Marks) => disk.lie_about("marks.tmp"),
            None => {}
        }

        disk
    }

    pub(crate) fn begin(&self, disk: &Disk) -> Result<Life<'r>, DeskError> {
        Life::begin(self.place, disk, &self.start.outside, self.plan.wrong)
    }

    /// The rest of the day, on a disk that no longer lies.
    pub(crate) fn plays_on(&mut self, platter: Platter) -> Result<(), String> {
        self.lie = None;

        self.live(&Disk::new(platter)).map(drop)
    }

    fn power_comes_back(&mut self, disk: Option<&Disk>) {
        let left = disk.map_or_else(|| self.start.platter.clone(), Disk::platter);
        // A disk that lied keeps what it had before, or the first of what came after.
        let damage = match (self.lie, self.plan.damage) {
            (Some(_), Damage::All | Damage::Subset) => Damage::Prefix,
            (_, damage) => damage,
        };
        self.start.platter = left.after_cut(damage, &mut self.dice);
        self.account.cuts += 1;
    }

    fn marks_as_in(&mut self, before: &Platter) {
        let old = before.bytes(marks::NAME).unwrap_or_default();
        let platter = std::mem::take(&mut self.start.platter);
        self.start.platter = platter.with(marks::NAME, &old);
    }

    /// From the program's start to the evening, or to the power's end.
    fn live(&mut self, disk: &Disk) -> Result<End, String> {
        let mut tries = 0;
        let mut life = None;
        // Where the power went in the evening, there is an evening again.
        self.start.step = self.start.step.min(self.until);
        while self.start.step <= self.until {
            let done = self.go_on(disk, &mut life);
            if disk.is_cut() {
                return Ok(End::Cut);
            }
            match done {
                Ok(()) => tries = 0,
                Err(error) => {
                    tries += 1;
                    self.is_told(&error, tries, disk)?;
                    if self.starts_again {
                        drop(life.take());
                    }
                }
            }
        }
        disk.mend();
        if self.lie.is_some() {
            disk.cut();
            return Ok(End::Cut);
        }
        let life = life.ok_or("there is no life in the evening")?;
        let Start { outside, book, .. } = &self.start;
        check::everything(&life, outside, book, &self.recording.before)?;
        // The run is over: nothing need be put away.
        disk.cut();

        Ok(End::Evening)
    }

    /// The next step of the day; after the last one, until nothing is left to do.
    fn go_on(&mut self, disk: &Disk, life: &mut Option<Life<'r>>) -> Result<(), DeskError> {
        let is_new = DAY.get(self.start.step) == Some(&Step::Restart);
        if life.is_none() || is_new && self.start.step < self.until {
            drop(life.take());
            *life = Some(self.begin(disk)?);
        }
        let Some(living) = life.as_ref() else {
            return Ok(());
        };
        let Start {
            outside,
            step,
            book,
            ..
        } = &mut self.start;
        match DAY.get(*step).filter(|_| *step < self.until) {
            Some(next) => book.note(living.take(*step, *next, book)?),
            None => rest(living, outside)?,
        }
        *step += 1;

        Ok(())
    }

    /// An error is no failure where the disk has trouble; but it must be over when the trouble is.
    fn is_told(&mut self, error: &DeskError, tries: u32, disk: &Disk) -> Result<(), String> {
        let step = self.start.step;
        if !self.plan.has_errors() {
            return Err(format!("step {step} fails: {error}"));
        }
        self.account.errors += 1;
        if tries == 2 {
            disk.mend();
        }
        if tries > TRIES {
            return Err(format!(
                "step {step} fails still when the trouble is over: {error}"
            ));
        }

        Ok(())
    }
}

/// Time passes until nothing is left to do.
pub(crate) fn rest(life: &Life<'_>, outside: &Outside) -> Result<(), DeskError> {
    for _ in 0..20 {
        if life.is_quiet()? {
            return Ok(());
        }
        outside.minutes_pass(6);
        life.settle_by_asking()?;
        let _: Pass = life.exchanges()?;
    }

    Ok(())
}
