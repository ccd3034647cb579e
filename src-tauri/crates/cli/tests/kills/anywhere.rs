//! Kills at points and times that a number draws. `cargo xtask crash --runs N` asks for more of them.

use std::sync::atomic::{AtomicU64, Ordering};

use crate::day::live;
use crate::kill::Kill;

/// How many runs; and the number of the first, or of the only one, to have it again.
const RUNS: &str = "LINKDESK_KILL_RUNS";
const SEED: &str = "LINKDESK_KILL_SEED";

const RUNS_UNLESS_TOLD: u64 = 6;

fn told(name: &str) -> Option<u64> {
    std::env::var(name).ok().map(|text| text.parse().unwrap())
}

/// What came of the runs.
#[derive(Default)]
struct Totals {
    runs: u64,
    kills: u64,
    failures: Vec<String>,
}

#[test]
fn killed_anywhere_it_comes_to_rest_and_nothing_is_lost_or_twice() {
    let first = told(SEED);
    let usual = first.map_or(RUNS_UNLESS_TOLD, |_| 1);
    let runs = told(RUNS).unwrap_or(usual);
    let next = AtomicU64::new(first.unwrap_or(1));
    let end = next.load(Ordering::SeqCst) + runs;
    let workers = std::thread::available_parallelism().map_or(1, usize::from);
    let totals: Vec<Totals> = std::thread::scope(|scope| {
        let working: Vec<_> = (0..workers)
            .map(|_| scope.spawn(|| work(&next, end)))
            .collect();

        working.into_iter().map(|one| one.join().unwrap()).collect()
    });
    let (runs, kills): (u64, u64) = (
        totals.iter().map(|one| one.runs).sum(),
        totals.iter().map(|one| one.kills).sum(),
    );
    let failures: Vec<String> = totals.into_iter().flat_map(|one| one.failures).collect();
    println!("{runs} runs, {kills} kills, {} failures", failures.len());

    assert_eq!(failures, [""; 0]);
    assert!(kills > 0, "nothing was killed in {runs} runs");
}

fn work(next: &AtomicU64, end: u64) -> Totals {
    let mut totals = Totals::default();
    loop {
        let seed = next.fetch_add(1, Ordering::SeqCst);
        if seed >= end {
            return totals;
        }
        totals.runs += 1;
        match live(Kill::drawn(seed), Kill::drawn_second(seed)) {
            Ok(kills) => totals.kills += u64::from(kills),
            Err(why) => totals.failures.push(format!("{SEED}={seed}: {why}")),
        }
    }
}
