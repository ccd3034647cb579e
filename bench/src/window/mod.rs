//! L5 and A1 to A3: the window with 100,000 patients and messages, beside the smallest window that the same library
//! makes, and beside Chromium where it is installed. What counts is what stands on the screen.

mod program;
mod screen;
mod searching;
mod seed;

use std::fs;
use std::path::Path;
use std::thread;
use std::time::Duration;

use program::Program;
use screen::Screen;

/// Where `cargo xtask bench` builds them.
const OURS: &str = "target/release/linkdesk";
const MINIMAL: &str = "target/bench/release/minimal";
/// How long a program is left alone before its memory is looked at.
const IDLE: Duration = Duration::from_secs(3);
const MANY: u64 = 100_000;

/// What one start showed.
struct Start {
    ready: Duration,
    /// Resident memory of the program and all that it started, in megabytes.
    memory: u64,
}

pub fn run(quick: bool) {
    let many = if quick { MANY / 10 } else { MANY };
    let home = tempfile::tempdir().unwrap();
    println!("\n{many} patients, {many} messages to decide");
    seed::training(home.path(), many);
    let screen = Screen::open();
    let mut programs = vec![
        Program::new("Linkdesk", OURS, &["--training"], home.path()),
        Program::new("minimal Tauri", MINIMAL, &[], home.path()),
    ];
    programs.extend(Program::chromium(home.path()));

    let rounds = if quick { 3 } else { 9 };
    let mut starts: Vec<Vec<Start>> = programs.iter().map(|_| Vec::new()).collect();
    for _ in 0..rounds {
        for (program, starts) in programs.iter().zip(&mut starts) {
            starts.push(start(program, &screen));
        }
    }
    let named: Vec<(&str, Vec<Start>)> = programs.iter().map(|program| program.name).zip(starts).collect();
    told(&named);
    println!("A3       the program, stripped: {:.1} MB (must <= 20, aim 12)", megabytes(OURS));
    searching::searches(&programs[0], &screen, if quick { 20 } else { 100 });
}

fn start(program: &Program, screen: &Screen) -> Start {
    let running = program.start(screen);
    let ready = screen.settles();
    thread::sleep(IDLE);

    Start { ready, memory: running.memory() }
}

fn told(named: &[(&str, Vec<Start>)]) {
    println!("\n-- {:<20} {:>14} {:>14} {:>14}", "from start to screen", "best", "median", "memory");
    for (name, starts) in named {
        let (best, median) = ready(starts);
        println!("   {name:<20} {:>11} ms {:>11} ms {:>11} MB", best.as_millis(), median.as_millis(), memory(starts));
    }
    let ours = &named[0].1;
    for (name, starts) in &named[1..] {
        let bars = if *name == "Chromium" { ["aim 0.95", "must <= 0.6, aim 0.5"] } else { ["must <= 1.6, aim 1.25", "aim 1.1"] };
        let ratio = ready(ours).1.as_secs_f64() / ready(starts).1.as_secs_f64();
        println!("A1       ready, over {name}: {ratio:.2} ({})", bars[0]);
        println!("A2       memory, over {name}: {:.2} ({})", memory(ours) as f64 / memory(starts) as f64, bars[1]);
    }
}

fn ready(starts: &[Start]) -> (Duration, Duration) {
    let mut all: Vec<Duration> = starts.iter().map(|start| start.ready).collect();
    all.sort_unstable();

    (all[0], all[all.len() / 2])
}

fn memory(starts: &[Start]) -> u64 {
    let mut all: Vec<u64> = starts.iter().map(|start| start.memory).collect();
    all.sort_unstable();

    all[all.len() / 2]
}

fn megabytes(program: &str) -> f64 {
    fs::metadata(Path::new(program)).unwrap().len() as f64 / 1e6
}
