//! S-14: a practice after decades: how long it takes to open, and to find somebody, with a long list and a long audit.

use std::sync::Arc;
use std::time::{Duration, Instant};

use gplinks::{Minute, PatientNumber};
use practice::Practice;
use store::{Audit, Store, StoreError, folded};

use crate::corpus::Dice;
use crate::desk::{self, CLERK, Marks, now};
use crate::peers::{self, KEY};
use crate::people::{Person, person};

/// Rows of the audit in one commit.
const BATCH: u64 = 10_000;
/// Rows of a page.
const PAGE: u32 = 50;

const START: Duration = Duration::from_secs(3);
const SEARCH: Duration = Duration::from_millis(150);

pub fn run(quick: bool) {
    let (people, rows, rounds) = if quick { (20_000, 100_000, 60) } else { (200_000, 1_000_000, 300) };
    let folder = peers::folder();
    let path = folder.path().join(store::FILE_NAME);
    let marks = Arc::new(Marks::default());
    let begin = Instant::now();
    let practice = desk::practice_with(&folder, people, marks.clone());
    write_audit(&practice, rows);
    practice.store().checkpoint().unwrap();
    drop(practice);
    let bytes = std::fs::metadata(&path).unwrap().len();
    println!(
        "\n== long: {people} patients and {rows} more rows of the audit, {} MB, made in {:.0} s",
        bytes >> 20,
        begin.elapsed().as_secs_f64()
    );

    let open = || {
        let practice = Practice::open(Store::open(&path, KEY).unwrap(), marks.clone());
        assert!(!practice.is_restored().unwrap());
        practice.today(now()).unwrap();

        practice
    };
    told("opened, and the first screen filled", (0..rounds / 10).map(|_| timed(|| drop(open()))).collect(), START);
    let practice = open();
    for (what, question) in QUESTIONS {
        told(what, searches(&practice, people, rounds, question), SEARCH);
    }
}

/// What is typed to find somebody; nothing where they have no such thing.
type Question = fn(&Person) -> Option<String>;

const QUESTIONS: [(&str, Question); 4] = [
    ("found by the NHS number", |one| one.number.as_ref().map(PatientNumber::written)),
    ("found by three letters of the surname", |one| Some(start_of(&one.surname))),
    ("found by the beginnings of two names", |one| {
        Some(format!("{} {}", start_of(&one.surname), start_of(&one.first)))
    }),
    ("found by letters inside a name", |one| folded(&one.surname).get(1..5).map(str::to_owned)),
];

fn write_audit(practice: &Practice, rows: u64) {
    let details = serde_json::json!({ "before": 0, "after": 1, "why": "as the letter says" });
    for first in (0..rows).step_by(BATCH as usize) {
        let done = practice.store().write(|w| {
            for nth in first..(first + BATCH).min(rows) {
                let row = Some(i64::try_from(nth).unwrap_or_default());
                w.audit(&Audit {
                    at: now(),
                    by: CLERK,
                    act: "decided",
                    subject: "notice",
                    row,
                    details: details.clone(),
                })?;
            }

            Ok::<_, StoreError>(())
        });
        done.unwrap();
    }
}

fn searches(practice: &Practice, people: u64, rounds: usize, question: Question) -> Vec<Duration> {
    let (mut dice, today) = (Dice(7), Minute::at(now()).day());
    let asked = std::iter::repeat_with(|| question(&person(dice.below(people)))).flatten().take(rounds);

    asked
        .map(|asked| {
            timed(|| {
                let found = practice.store().read(|r| r.search(&asked, today, PAGE));
                let found = found.unwrap_or_else(|error: StoreError| panic!("{error}"));
                assert!(!found.is_empty(), "somebody has what was asked for");
            })
        })
        .collect()
}

fn timed(work: impl FnOnce()) -> Duration {
    let begin = Instant::now();
    work();

    begin.elapsed()
}

fn told(what: &str, mut times: Vec<Duration>, most: Duration) {
    times.sort();
    let at = |percent: usize| times[(times.len() * percent / 100).min(times.len() - 1)];
    let verdict = if at(95) <= most { "done" } else { "MISSED" };
    println!("{what:<40} median {:>10.2?}  p95 {:>10.2?}  must {most:?}  {verdict}", at(50), at(95));
}

fn start_of(name: &str) -> String {
    folded(name).chars().take(3).collect()
}
