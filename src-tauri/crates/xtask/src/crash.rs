//! `cargo xtask crash`: many more histories than the test has time for, in an optimised build.

use std::process::ExitCode;

use crate::process;

/// Tells the test how many histories to try.
const HISTORIES: &str = "LINKDESK_HISTORIES";

pub(crate) fn crash(histories: u32) -> Result<ExitCode, String> {
    let mut command = process::cargo(&[
        "test",
        "--release",
        "--package",
        "linkdesk",
        "--test",
        "histories",
        "--",
        "--nocapture",
    ]);
    command.env(HISTORIES, histories.to_string());

    Ok(process::pass_on(process::follow(&mut command)?))
}
