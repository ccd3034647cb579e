//! `cargo xtask crash`: many more histories, or many more power cuts, than the tests have time for, in an
//! optimised build.

use std::process::ExitCode;

use crate::process;

/// What is tried, and how often.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Crash {
    Histories(u32),
    PowerCuts(u32),
}

impl Crash {
    /// The test, and the variable by which it is told how much to try.
    fn test(self) -> (&'static str, &'static str, u32) {
        match self {
            Self::Histories(count) => ("histories", "LINKDESK_HISTORIES", count),
            Self::PowerCuts(count) => ("power", "LINKDESK_POWER_RUNS", count),
        }
    }
}

pub(crate) fn crash(crash: Crash) -> Result<ExitCode, String> {
    let (test, variable, count) = crash.test();
    let mut command = process::cargo(&[
        "test",
        "--release",
        "--package",
        "linkdesk",
        "--test",
        test,
        "--",
        "--nocapture",
    ]);
    command.env(variable, count.to_string());

    Ok(process::pass_on(process::follow(&mut command)?))
}
