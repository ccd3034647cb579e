//! The program with too little memory: it may die wherever it is refused some, and what was told holds.
//! `LINKDESK_MEMORY_LIMITS=N` asks for more limits.

use std::fs;
use std::process::Command;

use jiff::SignedDuration;

use crate::checker;
use crate::day::{Day, Truth};
use crate::desk::Desk;
use crate::kill::Kill;
use crate::program::Ran;
use crate::template::{self, FILED};

/// How many limits are tried.
const LIMITS: &str = "LINKDESK_MEMORY_LIMITS";
const LIMITS_UNLESS_TOLD: u32 = 8;

const SETUP: &str = include_str!("../../../../../docs/practice.example.toml");
/// Kilobytes with which no program begins.
const NOTHING: u32 = 4 << 10;

impl Desk {
    /// The program with so many kilobytes of address space and no more.
    fn run_within(&self, kilobytes: u32, words: &[&str]) -> Ran {
        let asked = self.program(words);
        let mut limited = Command::new("sh");
        limited
            .args(["-c", "ulimit -v \"$0\" && exec \"$@\""])
            .arg(kilobytes.to_string())
            // A heap for each thread takes address space by chance, and the same limit would be enough or not.
            .env("MALLOC_ARENA_MAX", "1")
            .arg(asked.get_program())
            .args(asked.get_args());
        for (name, value) in asked.get_envs() {
            match value {
                Some(value) => limited.env(name, value),
                None => limited.env_remove(name),
            };
        }

        self.running.run(&mut limited)
    }

    fn is_sound(&self, now: &str) -> Truth {
        let verified = self.run(&["verify", "--now", now], None);

        if verified.exit() == Some(0) {
            Ok(())
        } else {
            Err(format!("verify finds {}{}", verified.out, verified.err))
        }
    }
}

/// The least with which the program ends so.
fn least(ends_well: impl Fn(u32) -> bool) -> u32 {
    let (mut too_little, mut enough) = (NOTHING, NOTHING);
    while !ends_well(enough) {
        assert!(enough < 16 << 20, "it does not end well with 16 GB");
        (too_little, enough) = (enough, enough * 2);
    }
    while enough - too_little > 64 {
        let middle = too_little.midpoint(enough);
        if ends_well(middle) {
            enough = middle;
        } else {
            too_little = middle;
        }
    }

    enough
}

/// Limits between what the program needs to say a word and what it needs to do this: half of them over all of that,
/// half in the last two megabytes, and one that is enough however its threads share the address space this time.
fn limits(ends_well: impl Fn(u32) -> bool) -> Vec<u32> {
    let told = std::env::var(LIMITS).ok();
    let count = told.map_or(LIMITS_UNLESS_TOLD, |text| text.parse().unwrap());
    let word = Desk::empty();
    let begins = least(|limit| word.run_within(limit, &["--version"]).exit() == Some(0));
    let enough = least(ends_well);
    let half = count.div_ceil(2);
    let spread = |from: u32, nth: u32| from + (enough - from) / half * nth;
    let last = begins.max(enough.saturating_sub(2 << 10));

    (0..half)
        .flat_map(|nth| [spread(begins, nth), spread(last, nth)])
        .chain([enough * 4])
        .collect()
}

/// Tries all limits; tells how often the work was done, and how often not.
fn try_all(limits: &[u32], live: impl Fn(u32) -> Result<bool, String>) {
    let (mut done, mut failures) = (0_u32, Vec::new());
    for limit in limits {
        match live(*limit) {
            Ok(is_done) => done += u32::from(is_done),
            Err(why) => failures.push(format!("{limit} KB: {why}")),
        }
    }
    println!(
        "{} limits, {done} done, {} failures",
        limits.len(),
        failures.len()
    );

    assert_eq!(failures, [""; 0]);
    assert!(
        (1..limits.len()).contains(&(done as usize)),
        "some limits are too low, and not all"
    );
}

/// The eleventh of March, in the morning.
fn day() -> Day {
    Day::begins(Kill::at("send.before_claim", 0), None)
}

#[test]
fn a_filing_that_was_told_is_there_whatever_memory_there_was() {
    let file = |day: &Day, limit: Option<u32>| {
        let (form, key) = (template::form(&day.desk, FILED), template::key(FILED));
        let now = day.now.to_string();
        let words = ["file", &form, "--key", &key, "--now", &now];

        match limit {
            Some(limit) => day.desk.run_within(limit, &words),
            None => day.desk.run(&words, None),
        }
    };
    let limits = limits(|limit| file(&day(), Some(limit)).exit() == Some(0));
    try_all(&limits, |limit| {
        let day = day();
        let ran = file(&day, Some(limit));
        let again = file(&day, None);

        day.desk.is_sound(&day.now.to_string())?;
        match (ran.exit(), again.exit()) {
            (Some(0), Some(0)) if ran.json()["filing"] != again.json()["filing"] => {
                Err("it is there twice".to_owned())
            }
            (Some(0), Some(0)) if again.json()["again"] != true => {
                Err("what was told is not there".to_owned())
            }
            (told, Some(0)) => Ok(told == Some(0)),
            (_, other) => Err(format!("the restart ends with {other:?}: {}", again.err)),
        }
    });
}

#[test]
fn an_exchange_without_memory_loses_nothing_and_sends_nothing_twice() {
    let exchange = |day: &Day, limit| {
        let now = day.now.to_string();

        day.desk
            .run_within(limit, &["exchange", "--once", "--now", &now])
    };
    let later = || {
        let mut day = day();
        day.now += SignedDuration::from_mins(30);

        day
    };
    let limits = limits(|limit| exchange(&later(), limit).exit() == Some(0));
    try_all(&limits, |limit| {
        let mut day = later();
        let ran = exchange(&day, limit);
        day.far.work(day.now);
        day.now += SignedDuration::from_mins(6);
        exchange(&day, limit);
        day.rest()?;
        checker::everything(&mut day)?;

        Ok(ran.exit() == Some(0))
    });
}

#[test]
fn a_practice_is_made_whole_or_made_again() {
    let init = |desk: &Desk, limit: Option<u32>| {
        let setup = desk.at("setup.toml");
        fs::write(&setup, SETUP).unwrap();
        let words = ["init", setup.to_str().unwrap()];

        match limit {
            Some(limit) => desk.run_within(limit, &words),
            None => desk.run(&words, None),
        }
    };
    let limits = limits(|limit| init(&Desk::empty(), Some(limit)).exit() == Some(0));
    try_all(&limits, |limit| {
        let desk = Desk::empty();
        let ran = init(&desk, Some(limit));
        let again = init(&desk, None);
        let is_there = again.refused().as_deref() == Some("E921");
        if again.exit() != Some(0) && !is_there {
            return Err(format!("the second attempt says {}", again.err));
        }
        if ran.exit() == Some(0) && !is_there {
            return Err("what was told is not there".to_owned());
        }
        desk.is_sound("2025-03-11T10:00")?;

        Ok(ran.exit() == Some(0))
    });
}

/// The right passphrase must not be called wrong where only the memory is too little for it.
#[test]
fn too_little_memory_for_the_key_is_told_as_that() {
    let desk = Desk::empty();
    let setup = desk.at("setup.toml");
    fs::write(&setup, SETUP).unwrap();
    let begins = least(|limit| desk.run_within(limit, &["--version"]).exit() == Some(0));

    let refused = desk.run_within(begins + (32 << 10), &["init", setup.to_str().unwrap()]);

    assert_eq!(
        refused.refused().as_deref(),
        Some("E862"),
        "{}",
        refused.err
    );
}
