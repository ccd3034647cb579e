//! L5: from a key to the rows that it finds, painted.

use std::io::Write;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

use super::program::Program;
use super::screen::Screen;

/// How long the rows may take before it is said that there were none.
const WITHIN: Duration = Duration::from_millis(400);
/// The box that is typed into stands above this line, the rows below.
const BELOW: usize = 230;
/// Beginnings of names that many have.
const WORDS: [&str; 5] = ["sar", "bel", "ham", "mor", "wil"];

pub fn searches(program: &Program, screen: &Screen, keys: usize) {
    let running = program.start(screen);
    screen.settles();
    let mut hand = Hand::at(screen);
    hand.does("mousemove 640 500");
    hand.does("key ctrl+3");
    screen.settles();

    let mut taken: Vec<Duration> = Vec::new();
    let mut nothing = 0;
    let typed = WORDS.iter().cycle().flat_map(|word| word.chars().map(|letter| letter.to_string()).chain(["ctrl+a".to_owned()]));
    for key in typed {
        hand.does(&format!("key --delay 0 {key}"));
        match screen.repaints(BELOW, WITHIN) {
            _ if key == "ctrl+a" => continue,
            Some(after) => taken.push(after),
            None => nothing += 1,
        }
        if taken.len() + nothing >= keys {
            break;
        }
    }
    drop(running);
    taken.sort_unstable();
    let at = |percent: usize| taken.get((taken.len() * percent / 100).min(taken.len().saturating_sub(1)));
    match (at(50), at(95)) {
        (Some(half), Some(most)) => println!(
            "L5       a key to the rows it finds, painted: p50 {} ms, p95 {} ms of {} (must <= 100, aim 50); {nothing} changed nothing",
            half.as_millis(),
            most.as_millis(),
            taken.len()
        ),
        _ => println!("L5       no key changed what is painted: is the search box where it was?"),
    }
}

/// Presses keys as a person would.
struct Hand(Child);

impl Hand {
    fn at(screen: &Screen) -> Self {
        let hand = Command::new("xdotool")
            .arg("-")
            .env("DISPLAY", &screen.display)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .spawn();

        Self(hand.expect("xdotool is installed"))
    }

    fn does(&mut self, what: &str) {
        let said = self.0.stdin.as_mut().unwrap();
        writeln!(said, "{what}").unwrap();
        said.flush().unwrap();
    }
}

impl Drop for Hand {
    fn drop(&mut self) {
        drop(self.0.stdin.take());
        thread::sleep(Duration::from_millis(50));
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
