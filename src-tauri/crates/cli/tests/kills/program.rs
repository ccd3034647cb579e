//! The program while it runs, so that it can be killed from outside, and how it ended.

use std::io::Read;
use std::os::unix::process::ExitStatusExt;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde_json::Value;

const KILLED: i32 = 9;

/// How one run ended.
pub(crate) struct Ran {
    status: ExitStatus,
    pub(crate) out: String,
    pub(crate) err: String,
}

/// The program that runs at this moment, where one does. Copies are one.
#[derive(Clone, Default)]
pub(crate) struct Running(Arc<Mutex<Option<Child>>>);

impl Running {
    pub(crate) fn run(&self, command: &mut Command) -> Ran {
        let mut child = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let (mut out, mut err) = (child.stdout.take().unwrap(), child.stderr.take().unwrap());
        *self.child() = Some(child);
        let (mut said, mut complained) = (String::new(), String::new());
        out.read_to_string(&mut said).unwrap();
        err.read_to_string(&mut complained).unwrap();
        let ended = self.child().take();

        Ran {
            status: ended.unwrap().wait().unwrap(),
            out: said,
            err: complained,
        }
    }

    pub(crate) fn kill(&self) {
        if let Some(child) = self.child().as_mut() {
            // One that has ended by itself is told from this one by how it ended.
            let _ = child.kill();
        }
    }

    /// As a computer does that is shut down.
    pub(crate) fn ask_to_end(&self) {
        let id = self.child().as_ref().map(Child::id);
        let asks = format!("kill -TERM {}", id.unwrap());
        let asked = Command::new("sh").args(["-c", &asks]).status();

        assert!(asked.unwrap().success());
    }

    fn child(&self) -> MutexGuard<'_, Option<Child>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Ran {
    /// Killed, or ended by a fault of its own.
    pub(crate) fn broke_off(&self) -> bool {
        self.status.signal() == Some(KILLED) || self.refused().as_deref() == Some("E900")
    }

    pub(crate) fn exit(&self) -> Option<i32> {
        self.status.code()
    }

    /// The one document on standard output.
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or(Value::Null)
    }

    /// The code of the one object on standard error.
    pub(crate) fn refused(&self) -> Option<String> {
        let complaint: Value = serde_json::from_str(&self.err).ok()?;

        complaint["code"].as_str().map(str::to_owned)
    }
}
