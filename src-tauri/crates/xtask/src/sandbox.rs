//! The public sandbox of MESH, for the tests of the MESH client: a private Python environment under
//! `target`, made once from versions and checksums that stand in `tests/mesh-sandbox.txt`. Without Python
//! or a network these tests are left out, and that is said.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::process;

/// Names the environment's Python to the tests.
pub(crate) const VARIABLE: &str = "LINKDESK_MESH_SANDBOX";

const FOLDER: &str = "target/mesh-sandbox";
const REQUIREMENTS: &str = "tests/mesh-sandbox.txt";
/// What the sandbox runs with, the newest first.
const PYTHONS: &[&str] = &[
    "python3.13",
    "python3.12",
    "python3.11",
    "python3",
    "python",
];

/// Why it is not tried, or the Python with which it is.
pub(crate) fn python() -> Result<OsString, String> {
    if let Some(given) = env::var_os(VARIABLE) {
        return Ok(given);
    }
    let wanted =
        fs::read_to_string(REQUIREMENTS).map_err(|_| format!("{REQUIREMENTS} is missing"))?;
    let python = inside(Path::new(FOLDER));
    if !is_made(&wanted) {
        println!("\n== MESH sandbox: making {FOLDER} (once)");
        make(&python)?;
        fs::write(stamp(), &wanted)
            .map_err(|error| format!("cannot write to {FOLDER}: {error}"))?;
    }
    let here = env::current_dir().map_err(|error| error.to_string())?;

    Ok(here.join(python).into_os_string())
}

/// The environment holds what it was made of, so that other versions make it anew.
fn is_made(wanted: &str) -> bool {
    fs::read_to_string(stamp()).is_ok_and(|made| made == wanted)
}

fn stamp() -> PathBuf {
    Path::new(FOLDER).join("made-of.txt")
}

fn inside(folder: &Path) -> PathBuf {
    match cfg!(windows) {
        true => folder.join("Scripts").join("python.exe"),
        false => folder.join("bin").join("python"),
    }
}

/// Nothing is built: only ready-made packages are taken, each with its known checksum.
fn make(python: &Path) -> Result<(), String> {
    let base = PYTHONS
        .iter()
        .find(|python| is_one(python))
        .ok_or("there is no Python 3.11, 3.12 or 3.13")?;
    run(Command::new(base).args(["-m", "venv", "--clear", FOLDER]))
        .map_err(|()| format!("{base} cannot make an environment (its venv module is missing)"))?;

    run(Command::new(python)
        .args([
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
        ])
        .args(["--retries", "1", "--timeout", "15"])
        .args(["--require-hashes", "--only-binary", ":all:"])
        .args(["--requirement", REQUIREMENTS]))
    .map_err(|()| "its packages cannot be fetched (no network?)".to_owned())
}

fn is_one(python: &str) -> bool {
    let version = process::answer(Command::new(python).args(["-c", ASKED]));

    version.is_some_and(|version| runs_it(&version))
}

const ASKED: &str = "import sys; print('%d.%d' % sys.version_info[:2])";

fn runs_it(version: &str) -> bool {
    ["3.11", "3.12", "3.13"].contains(&version.trim())
}

fn run(command: &mut Command) -> Result<(), ()> {
    match process::follow(command) {
        Ok(status) if status.success() => Ok(()),
        Ok(_) | Err(_) => Err(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_python_that_the_sandbox_runs_with_is_taken() {
        for version in ["3.11\n", "3.12", "3.13\r\n"] {
            assert!(runs_it(version), "{version}");
        }
        for version in ["3.10\n", "3.14", "2.7", "", "3.1"] {
            assert!(!runs_it(version), "{version}");
        }
    }

    #[test]
    fn every_package_has_a_version_and_a_checksum() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../..");
        let text = fs::read_to_string(root.join(REQUIREMENTS)).unwrap();
        let text = text.replace("\\\n", " ");
        let packages: Vec<&str> = text.lines().filter(|line| !line.starts_with('#')).collect();

        assert!(
            packages
                .iter()
                .any(|line| line.starts_with("mesh-sandbox=="))
        );
        for package in packages {
            let has_both = package.contains("==") && package.contains("--hash=sha256:");
            assert!(has_both, "{package}");
            assert!(
                !package.contains("://"),
                "{package} names where it comes from"
            );
        }
    }
}
