//! `cargo xtask run`: shows what the program can do today.

use std::process::ExitCode;

use crate::process;

pub(crate) fn run() -> Result<ExitCode, String> {
    println!(
        "The window does not exist yet. This is the demonstration in the terminal; the first build takes a minute.\n"
    );
    let status = process::follow(&mut process::cargo(&[
        "run",
        "--quiet",
        "-p",
        "linkdesk-cli",
        "--",
        "demo",
    ]))?;

    Ok(process::pass_on(status))
}
