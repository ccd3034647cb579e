//! The window: its files, a display for it, and the tests that drive it.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::process;

const FILES: &str = "ui";
/// Where a test leaves a picture of the window, and where all of them leave theirs.
pub(crate) const PICTURE: &str = "LINKDESK_PICTURE";
pub(crate) const PICTURES: &str = "LINKDESK_PICTURES";
/// What the tests are called that stop at every state of every screen: who wants pictures runs these alone.
pub(crate) const EVERY_STATE: &str = "seen_";

/// What is run in the folder of the window's files, in this order; `for_tests` with what checks them.
pub(crate) fn files(for_tests: bool) -> Vec<(&'static str, Command)> {
    let install = (!is_installed()).then(|| ("window's packages", npm(&["ci"])));
    let build = ("window's files", npm(&["run", "--silent", "build"]));
    let checks = [
        ("window's types", npm(&["run", "--silent", "check"])),
        ("window's tests", npm(&["test", "--silent"])),
    ];

    install
        .into_iter()
        .chain([build])
        .chain(checks.into_iter().filter(|_| for_tests))
        .collect()
}

/// npm leaves a copy of the lock file; where it is not older than ours, what is installed is what it names.
fn is_installed() -> bool {
    let time = |file: &str| fs::metadata(Path::new(FILES).join(file))?.modified();
    let times = time("node_modules/.package-lock.json")
        .and_then(|installed| Ok((installed, time("package-lock.json")?)));

    times.is_ok_and(|(installed, wanted)| installed >= wanted)
}

fn npm(words: &[&str]) -> Command {
    let mut command = Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" });
    command.args(["--prefix", FILES]).args(words);

    command
}

/// Somebody sits before this computer.
pub(crate) fn has_display() -> bool {
    let is_set = |name| env::var_os(name).is_some_and(|value| !value.is_empty());

    !cfg!(target_os = "linux") || is_set("DISPLAY") || is_set("WAYLAND_DISPLAY")
}

/// The tests that drive the real window, on a display of their own; all of them, or those that are named. A picture is left under
/// the name that asks for one.
pub(crate) fn screens(named: Option<&str>, picture: Option<(&str, &Path)>) -> Command {
    let mut command = Command::new("xvfb-run");
    command
        .args(["-a", "-s", "-screen 0 1360x860x24 -nolisten tcp", "cargo"])
        .args([
            "test",
            "--workspace",
            "--test",
            "screens",
            "--",
            "--test-threads=1",
        ]);
    command.args(named);
    if let Some((name, place)) = picture {
        command.env(name, place);
    }

    command
}

/// The program that Cargo builds.
pub(crate) fn program() -> PathBuf {
    let target = env::var_os("CARGO_TARGET_DIR").map_or_else(|| "target".into(), PathBuf::from);

    target
        .join("debug")
        .join(format!("linkdesk{}", env::consts::EXE_SUFFIX))
}

pub(crate) fn build() -> Command {
    process::cargo(&["build", "--workspace", "--bin", "linkdesk"])
}
