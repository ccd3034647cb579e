//! The power goes: at every change that a working day makes to the disk, in the recovery and in the
//! recovery from that; the disk errs, fills up and lies. The real ledger, practice and exchange, over a
//! disk in memory; the service and what people were told are outside.
//!
//! At least 5,000 runs, then on until the time is up; `cargo xtask crash --power N` tries more.
#![cfg(test)]

#[path = "../world/mod.rs"]
mod world;

mod book;
mod check;
mod day;
mod ground;
mod lies;
mod life;
mod marks;
mod moments;
mod notices;
mod outside;
mod plan;
mod record;
mod run;
mod sweep;

use std::time::{Duration, Instant};

use sweep::Sweep;

const FLOOR: u64 = 5_000;
const BUDGET: Duration = Duration::from_secs(120);
/// Set by `cargo xtask crash`.
const RUNS: &str = "LINKDESK_POWER_RUNS";
/// The number to begin with, so that a long night can be told in parts.
const FIRST: &str = "LINKDESK_POWER_FIRST";
/// The number of one run, to have it again.
const SEED: &str = "LINKDESK_POWER_SEED";

fn told(name: &str) -> Option<u64> {
    std::env::var(name).ok().map(|text| text.parse().unwrap())
}

#[test]
fn a_power_cut_anywhere_loses_nothing_and_doubles_nothing() {
    let sweep = Sweep::new();
    if let Some(number) = told(SEED) {
        return sweep.one(number);
    }
    let (wanted, began) = (told(RUNS), Instant::now());
    let is_enough = |runs: u64| match wanted {
        Some(wanted) => runs >= wanted,
        None => runs >= FLOOR && began.elapsed() >= BUDGET,
    };
    let totals = sweep.all(told(FIRST).unwrap_or_default(), &is_enough);

    println!("{totals}");
    assert_eq!(totals.failures(), 0, "{totals}");
}
