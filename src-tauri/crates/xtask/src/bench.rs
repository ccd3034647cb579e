//! `cargo xtask bench`: measures, with the peers in the same run. The package `bench/` stands outside
//! the workspace, so that what it compares with is no dependency of ours.

use std::path::Path;
use std::process::{Command, ExitCode};

use crate::{process, sandbox, window};

const MANIFEST: &str = "bench/Cargo.toml";
const BENCHES: &[&str] = &[
    "wire", "ledger", "search", "post", "verify", "long", "standing", WINDOW,
];
const WINDOW: &str = "window";
/// The smallest window that our library makes.
const MINIMAL: &str = "bench/minimal/Cargo.toml";

pub(crate) fn bench(names: &[String], quick: bool) -> Result<ExitCode, String> {
    check(names)?;
    if !Path::new(MANIFEST).exists() {
        return Err(format!(
            "{MANIFEST} does not exist yet, so there is nothing to measure."
        ));
    }

    if names.iter().any(|name| name == WINDOW) && !builds_windows()? {
        return Ok(ExitCode::FAILURE);
    }
    // All programs of the package: the one that counts allocations stands beside the one that runs.
    let built = process::follow(&mut cargo("build", MANIFEST))?;
    if !built.success() {
        return Ok(process::pass_on(built));
    }
    let mut command = cargo("run", MANIFEST);
    command
        .arg("--")
        .args(names)
        .args(quick.then_some("--quick"));
    if names.iter().any(|name| name == "post") {
        with_peer(&mut command);
    }

    Ok(process::pass_on(process::follow(&mut command)?))
}

/// The official client of MESH stands beside the sandbox; where they cannot be had, the rest is measured.
fn with_peer(command: &mut Command) {
    match sandbox::python() {
        Ok(python) => {
            command.env(sandbox::VARIABLE, python);
        }
        Err(why) => println!("\n== bench post: without the official client of MESH, since {why}"),
    }
}

/// The program as it ships, with the window's files, and the one beside it.
fn builds_windows() -> Result<bool, String> {
    let ours = [
        "build",
        "--release",
        "--target-dir",
        "target",
        "--bin",
        "linkdesk",
    ];
    let files = window::files(false).into_iter().map(|(_, command)| command);
    for mut command in files.chain([process::cargo(&ours), cargo("build", MINIMAL)]) {
        if !process::follow(&mut command)?.success() {
            return Ok(false);
        }
    }

    Ok(true)
}

fn cargo(verb: &str, manifest: &str) -> Command {
    process::cargo(&[
        verb,
        "--release",
        "--manifest-path",
        manifest,
        "--target-dir",
        "target/bench",
    ])
}

fn check(names: &[String]) -> Result<(), String> {
    let known = BENCHES.join(", ");

    match names.iter().find(|name| !BENCHES.contains(&name.as_str())) {
        Some(name) => Err(format!(
            "There is no bench called `{name}`. There are: {known}."
        )),
        None if names.is_empty() => Err(format!("Which bench? There are: {known}.")),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bench_must_be_named_and_known() {
        assert_eq!(check(&["wire".to_owned()]), Ok(()));
        assert_eq!(
            check(&[]),
            Err(
                "Which bench? There are: wire, ledger, search, post, verify, long, standing, window."
                    .to_owned()
            )
        );
        assert_eq!(
            check(&["wier".to_owned()]),
            Err(
                "There is no bench called `wier`. There are: wire, ledger, search, post, verify, long, standing, window."
                    .to_owned()
            )
        );
    }
}
