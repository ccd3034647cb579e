//! Runs by the thousand, side by side, and what came of them.

use std::collections::BTreeMap;
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use crate::ground::Ground;
use crate::life::Place;
use crate::plan::{Kind, Plan};
use crate::record::Recording;
use crate::run::{Account, run};

/// At least so many runs at a time: each has moments in which it waits for its own other thread.
const HANDS: usize = 2;
/// More failures than that tell nothing more.
const ENOUGH_FAILURES: usize = 20;

pub(crate) struct Sweep {
    pub(crate) recording: Recording,
}

/// What came of many runs.
#[derive(Default)]
pub(crate) struct Totals {
    changes: usize,
    kinds: BTreeMap<Kind, (u64, Account)>,
    failures: Vec<String>,
    took: Duration,
}

impl Sweep {
    pub(crate) fn new() -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .build()
            .unwrap();
        let ground = runtime.block_on(Ground::lay());

        Self {
            recording: Recording::of(&ground, &Place::new()),
        }
    }

    pub(crate) fn plan(&self, number: u64) -> Plan {
        Plan::of(number, self.recording.changes(), self.recording.steps())
    }

    /// One run, loud.
    pub(crate) fn one(&self, number: u64) {
        let plan = self.plan(number);
        println!("{}", plan.words());
        let came = run(&Place::new(), &self.recording, &plan);

        assert!(came.is_ok(), "{}: {came:?}", plan.words());
    }

    /// The runs from `first` on, until their count is enough.
    pub(crate) fn all(&self, first: u64, is_enough: &(impl Fn(u64) -> bool + Sync)) -> Totals {
        let (began, next) = (Instant::now(), AtomicU64::new(first));
        let is_enough = &|number: u64| is_enough(number - first);
        let mut totals = std::thread::scope(|scope| {
            let hands: Vec<_> = (0..hands())
                .map(|_| scope.spawn(|| self.some(&next, is_enough)))
                .collect();

            hands
                .into_iter()
                .map(|hand| hand.join().unwrap())
                .fold(Totals::default(), Totals::with)
        });
        totals.changes = self.recording.changes();
        totals.took = began.elapsed();

        totals
    }

    /// One hand's share of them.
    fn some(&self, next: &AtomicU64, is_enough: &impl Fn(u64) -> bool) -> Totals {
        let (place, mut totals) = (Place::new(), Totals::default());
        loop {
            let number = next.fetch_add(1, Ordering::SeqCst);
            if is_enough(number) || totals.failures.len() >= ENOUGH_FAILURES {
                return totals;
            }
            totals.note(&place, &self.recording, &self.plan(number));
        }
    }
}

fn hands() -> usize {
    std::thread::available_parallelism().map_or(HANDS, |cores| cores.get().max(HANDS))
}

impl Totals {
    pub(crate) fn note(&mut self, place: &Place, recording: &Recording, plan: &Plan) {
        let came = catch_unwind(AssertUnwindSafe(|| run(place, recording, plan)));
        let came = came.unwrap_or_else(|_| Err("it panicked".to_owned()));
        let (runs, account) = self.kinds.entry(plan.kind).or_default();
        *runs += 1;
        match came {
            Ok(more) => account.add(more),
            Err(words) => self.failures.push(format!("{}: {words}", plan.words())),
        }
    }

    pub(crate) fn failures(&self) -> usize {
        self.failures.len()
    }

    fn with(mut self, other: Self) -> Self {
        for (kind, (runs, account)) in other.kinds {
            let mine = self.kinds.entry(kind).or_default();
            mine.0 += runs;
            mine.1.add(account);
        }
        self.failures.extend(other.failures);

        self
    }
}

impl Account {
    fn add(&mut self, other: Self) {
        self.cuts += other.cuts;
        self.errors += other.errors;
        self.recognised += other.recognised;
        self.damaged += other.damaged;
    }
}

impl fmt::Display for Totals {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let runs: u64 = self.kinds.values().map(|(runs, _)| runs).sum();
        let cuts: u32 = self.kinds.values().map(|(_, account)| account.cuts).sum();
        let rate = runs as f64 / self.took.as_secs_f64();
        writeln!(
            f,
            "{runs} runs over {} changes of the day, {cuts} cuts, {} failures, {rate:.0} runs/s",
            self.changes,
            self.failures.len()
        )?;
        for (kind, (runs, account)) in &self.kinds {
            writeln!(f, "  {kind:?}: {runs} runs, {account:?}")?;
        }
        for failure in &self.failures {
            writeln!(f, "failed: {failure}")?;
        }

        Ok(())
    }
}
