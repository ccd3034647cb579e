//! `cargo xtask crash`: many more histories, power cuts, kills or years than the tests have time for.

use std::process::ExitCode;

use crate::process;

/// What is tried, and how often.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Crash {
    Histories(u32),
    PowerCuts(u32),
    Kills(u32),
    Years(u32),
}

impl Crash {
    /// How the test is started, and the variable by which it is told how much to try.
    ///
    /// Kills run in the debug build of the tests: a program that can be killed at its points must never lie
    /// where the one that ships is built.
    fn test(self) -> (&'static [&'static str], &'static str, u32) {
        match self {
            Self::Histories(count) => (
                &[
                    "--release",
                    "--package",
                    "linkdesk",
                    "--test",
                    "histories",
                    "--",
                ],
                "LINKDESK_HISTORIES",
                count,
            ),
            Self::PowerCuts(count) => (
                &[
                    "--release",
                    "--package",
                    "linkdesk",
                    "--test",
                    "power",
                    "--",
                ],
                "LINKDESK_POWER_RUNS",
                count,
            ),
            Self::Years(count) => (
                &[
                    "--release",
                    "--package",
                    "linkdesk",
                    "--test",
                    "journeys",
                    "--",
                    "years_of_daily_use",
                ],
                "LINKDESK_YEARS",
                count,
            ),
            Self::Kills(count) => (
                &["--workspace", "--test", "kills", "--", "killed_anywhere"],
                "LINKDESK_KILL_RUNS",
                count,
            ),
        }
    }
}

pub(crate) fn crash(crash: Crash) -> Result<ExitCode, String> {
    let (test, variable, count) = crash.test();
    let mut command = process::cargo(&["test"]);
    command.args(test).arg("--nocapture");
    command.env(variable, count.to_string());

    Ok(process::pass_on(process::follow(&mut command)?))
}
