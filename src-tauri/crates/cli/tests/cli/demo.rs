//! `demo`.

use std::time::{Duration, Instant};

use crate::letters::BIRTH;
use crate::program::run;

#[test]
fn the_demonstration_tells_the_whole_flow_and_verifies_it_within_a_minute() {
    let began = Instant::now();
    let ran = run(&["demo"]);

    assert!(began.elapsed() < Duration::from_secs(60));
    assert_eq!((ran.exit, ran.err.as_str()), (0, ""));
    let text = ran.text();
    for words in [
        "Ready to send",
        "Receipted. Waits for the answer of PCSE.",
        "Approved. Nothing more to do.",
        "E984: the connection was lost",
        "1 doubt settled",
        "Receipted, no reply expected",
        "ISLA ZOE (MISS) is left now.",
        "ISLA ZOE (MISS) is registered now.",
        "The service has heard G1 and G2, holds 0 complaints against us, and misses 0 receipts.",
    ] {
        assert!(text.contains(words), "{words}");
    }
    assert!(!text.contains("FAILS"));
    assert!(text.ends_with("Nothing was lost, nothing was sent twice, and nothing is unclear.\n"));
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

#[test]
fn the_demonstration_is_one_document_for_a_program() {
    let ran = run(&["demo", "--json"]);
    let told: serde_json::Value = serde_json::from_str(ran.text()).unwrap();

    assert_eq!((ran.exit, ran.err.as_str()), (0, ""));
    assert_eq!(
        (&told["version"], &told["sound"]),
        (&1.into(), &true.into())
    );
    let steps = told["steps"].as_array().unwrap();
    assert_eq!(
        steps[0]["step"],
        "A newborn is registered: this is what the clerk types."
    );
    let last = steps.last().unwrap()["told"].as_array().unwrap();
    let holds = |line: &&serde_json::Value| line.as_str().unwrap().starts_with("holds  INV-");
    assert!(last.iter().filter(holds).count() >= 18, "{last:?}");
}
