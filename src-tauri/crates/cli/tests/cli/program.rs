//! The program and what it said.

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

use serde_json::Value;

/// How one run ended.
pub(crate) struct Ran {
    pub(crate) exit: i32,
    pub(crate) out: Vec<u8>,
    pub(crate) err: String,
}

impl Ran {
    pub(crate) fn text(&self) -> &str {
        std::str::from_utf8(&self.out).unwrap()
    }

    /// The one document on standard output.
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.out).unwrap()
    }

    /// A JSON value a line.
    pub(crate) fn lines(&self) -> Vec<Value> {
        self.text()
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect()
    }

    /// The one object on standard error.
    pub(crate) fn complaint(&self) -> Value {
        assert_eq!(self.err.lines().count(), 1, "one line: {}", self.err);

        serde_json::from_str(&self.err).unwrap()
    }
}

pub(crate) fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_linkdesk-cli"));
    for setting in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE"] {
        command.env_remove(setting);
    }

    command
}

pub(crate) fn run(words: &[&str]) -> Ran {
    ran(program().args(words).stdin(Stdio::null()))
}

/// Runs it on bytes that come by standard input; the words must name `-`.
pub(crate) fn run_on(bytes: impl AsRef<[u8]>, words: &[&str]) -> Ran {
    let mut command = program();
    command
        .args(words)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    // A program that refuses early need not read everything.
    let _ = child.stdin.take().unwrap().write_all(bytes.as_ref());

    told(child.wait_with_output().unwrap())
}

pub(crate) fn ran(command: &mut Command) -> Ran {
    told(command.output().unwrap())
}

fn told(output: std::process::Output) -> Ran {
    Ran {
        exit: output.status.code().unwrap(),
        out: output.stdout,
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

/// The path of a committed file.
pub(crate) fn data(name: &str) -> String {
    format!("{}/tests/data/{name}", env!("CARGO_MANIFEST_DIR"))
}

/// A file that lives as long as the test.
pub(crate) struct TempFile(PathBuf);

impl TempFile {
    pub(crate) fn new(bytes: impl AsRef<[u8]>) -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("linkdesk-cli-{}-{number}.dat", std::process::id());
        let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
        std::fs::write(&path, bytes).unwrap();

        Self(path)
    }

    pub(crate) fn path(&self) -> &str {
        self.0.to_str().unwrap()
    }
}

impl Drop for TempFile {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}
