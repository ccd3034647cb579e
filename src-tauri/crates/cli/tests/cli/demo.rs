//! `demo`.

use std::time::{Duration, Instant};

use crate::letters::BIRTH;
use crate::program::run;

#[test]
fn the_demonstration_tells_its_story_in_under_a_second() {
    let took = |began: Instant| (run(&["demo"]), began.elapsed()).1;
    let ran = run(&["demo"]);

    assert!(
        (0..3).any(|_| took(Instant::now()) < Duration::from_secs(1)),
        "the machine may be busy once"
    );
    assert_eq!((ran.exit, ran.err.as_str()), (0, ""));
    let steps: Vec<_> = ran
        .text()
        .lines()
        .filter_map(|line| line.split_once(". "))
        .map(|(number, _)| number)
        .collect();
    assert!(steps.starts_with(&["1", "2", "3", "4", "5", "6"]));
    assert!(ran.text().ends_with(
        "The queue that sends and fetches letters by itself, and the window, come later.\n"
    ));
}

#[test]
fn the_letter_in_the_demonstration_is_a_real_one() {
    let ran = run(&["demo"]);
    let letter: Vec<_> = ran
        .text()
        .lines()
        .map(str::trim)
        .filter(|line| line.ends_with('\''))
        .take(20)
        .collect();

    assert_eq!(letter.join("\n"), BIRTH.replace("MI:ROSE", "MI:ZOE"));
}
