//! The official client of MESH, in Python, at work in a process of its own.

use std::ffi::OsStr;
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use serde_json::{Value, json};

use super::{Took, Where};

const PROGRAM: &str = include_str!("peer.py");

pub struct Peer {
    child: Child,
    orders: ChildStdin,
    answers: BufReader<ChildStdout>,
}

impl Peer {
    pub fn start(python: &OsStr) -> Self {
        let mut child = Command::new(python)
            .args(["-W", "ignore", "-c", PROGRAM])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();

        Self { orders: child.stdin.take().unwrap(), answers: BufReader::new(child.stdout.take().unwrap()), child }
    }

    pub fn sends(&mut self, server: &Where<'_>, times: usize, bytes: usize) -> Took {
        let order = json!({ "work": "send", "to": server.to, "times": times, "bytes": bytes });

        self.works(server, order).0
    }

    /// All that waits, or the messages that are named.
    pub fn receives(&mut self, server: &Where<'_>, ids: &[String], acknowledges: bool) -> (Took, usize) {
        self.works(server, json!({ "work": "receive", "ids": ids, "acknowledges": acknowledges }))
    }

    fn works(&mut self, server: &Where<'_>, mut order: Value) -> (Took, usize) {
        order["address"] = server.address.into();
        order["mailbox"] = server.mailbox.into();
        if let Some(files) = server.files {
            order["cert"] = json!([files.certificate, files.key]);
            order["verify"] = json!(files.authority);
        }
        writeln!(self.orders, "{order}").unwrap();
        let mut line = String::new();
        self.answers.read_line(&mut line).unwrap();
        let answer: Value = serde_json::from_str(&line).expect("the Python client has failed: its words stand above");
        let seconds = |name: &str| std::time::Duration::from_secs_f64(answer[name].as_f64().unwrap());
        let done = answer["done"].as_u64().unwrap_or_default() as usize;

        (Took { wall: seconds("wall"), cpu: seconds("cpu") }, done)
    }
}

impl Drop for Peer {
    fn drop(&mut self) {
        _ = self.child.kill();
        _ = self.child.wait();
    }
}
