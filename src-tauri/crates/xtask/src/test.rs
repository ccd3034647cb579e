//! `cargo xtask test`: everything a pull request must pass. All steps run, whatever the earlier ones
//! said; the failures are named again at the end, and the last line is `N passed, N failed`.

use std::env;
use std::ffi::{OsStr, OsString};
use std::path::Path;
use std::process::{Command, ExitCode};

use crate::tally::{Reading, Tally};
use crate::{process, sandbox, ships, window};

/// Names the folder of public samples for the tests that compare with them.
const SAMPLES: &str = "LINKDESK_SAMPLES";

pub(crate) fn test() -> Result<ExitCode, String> {
    let mut tally = Tally::default();
    // First: the program takes the window's files in when it is built.
    for (name, mut command) in window::files(true) {
        step(&mut tally, name, &mut command)?;
    }
    step(
        &mut tally,
        "format",
        &mut process::cargo(&["fmt", "--all", "--check"]),
    )?;
    step(
        &mut tally,
        "lints",
        &mut process::cargo(&[
            "clippy",
            "--workspace",
            "--all-targets",
            "--",
            "-D",
            "warnings",
        ]),
    )?;
    what_ships(&mut tally);
    let sandbox = sandbox::python();
    let mut command = process::cargo(&["test", "--workspace", "--no-fail-fast"]);
    if let Ok(python) = &sandbox {
        command.env(sandbox::VARIABLE, python);
    }
    tally.add(tests(&mut command)?);
    if cfg!(target_os = "linux") {
        tally.add(tests(&mut window::screens(None, None))?);
    }
    step(
        &mut tally,
        "documentation",
        process::cargo(&["doc", "--workspace", "--no-deps"]).env("RUSTDOCFLAGS", "-D warnings"),
    )?;

    Ok(close(&tally, &sandbox))
}

/// A step counts as one, passed or failed.
fn step(tally: &mut Tally, name: &str, command: &mut Command) -> Result<(), String> {
    announce(name, command);

    if process::follow(command)?.success() {
        tally.pass();
    } else {
        tally.fail(format!("step {name}: {}", process::written(command)));
    }

    Ok(())
}

fn what_ships(tally: &mut Tally) {
    println!("\n== what ships: no feature that is for tests");

    match ships::look() {
        Ok(()) => tally.pass(),
        Err(why) => tally.fail(format!("step what ships: {why}")),
    }
}

/// The tests count one by one instead.
fn tests(command: &mut Command) -> Result<Tally, String> {
    announce("tests", command);
    let mut reading = Reading::default();
    let status = process::watch(command, |line| reading.note(line))?;

    Ok(reading.finish(status.success()))
}

fn announce(name: &str, command: &Command) {
    println!("\n== {name}: {}", process::written(command));
}

fn close(tally: &Tally, sandbox: &Result<OsString, String>) -> ExitCode {
    println!();
    for failure in &tally.failures {
        println!("failed: {failure}");
    }
    println!("{}", samples(env::var_os(SAMPLES).as_deref()));
    println!("{}", sandbox_told(sandbox));
    println!("{} passed, {} failed", tally.passed, tally.failed);

    if tally.failed == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

fn samples(folder: Option<&OsStr>) -> String {
    match folder {
        Some(folder) => format!("public samples: from {}", Path::new(folder).display()),
        None => {
            format!("public samples: {SAMPLES} is not set, so they were not tried (not counted)")
        }
    }
}

fn sandbox_told(sandbox: &Result<OsString, String>) -> String {
    match sandbox {
        Ok(python) => format!("MESH sandbox: with {}", Path::new(python).display()),
        Err(why) => format!("MESH sandbox: {why}, so it was not tried (not counted)"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_closing_words_say_whether_the_public_samples_were_tried() {
        assert_eq!(
            samples(Some(OsStr::new("/samples"))),
            "public samples: from /samples"
        );
        assert_eq!(
            samples(None),
            "public samples: LINKDESK_SAMPLES is not set, so they were not tried (not counted)"
        );
    }

    #[test]
    fn the_closing_words_say_whether_the_sandbox_was_tried() {
        assert_eq!(
            sandbox_told(&Ok(OsString::from("/venv/bin/python"))),
            "MESH sandbox: with /venv/bin/python"
        );
        assert_eq!(
            sandbox_told(&Err("there is no Python 3.11, 3.12 or 3.13".to_owned())),
            "MESH sandbox: there is no Python 3.11, 3.12 or 3.13, so it was not tried (not counted)"
        );
    }

    #[cfg(unix)]
    #[test]
    fn a_step_counts_once_and_is_named_where_it_fails() {
        let mut tally = Tally::default();

        step(&mut tally, "good", &mut Command::new("true")).unwrap();
        step(&mut tally, "bad", Command::new("false").arg("--really")).unwrap();

        assert_eq!(
            tally,
            Tally {
                passed: 1,
                failed: 1,
                failures: vec!["step bad: false --really".to_owned()]
            }
        );
    }
}
