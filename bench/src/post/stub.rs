//! A MESH that does nothing but answer, at once or after so many milliseconds, in a process of its own:
//! what it costs is not counted for the client. It looks at no token.

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use crate::evening;

/// How many messages one page of the inbox lists at most, as MESH does.
const PAGE: usize = 500;

/// The child process; it ends when this is dropped.
pub struct Stub {
    child: Child,
    pub address: String,
}

impl Stub {
    /// Answers after so many milliseconds; so many letters wait, each with one transaction about one of so
    /// many people.
    pub fn start(millis: u64, letters: usize, people: u64) -> Self {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["stub".to_owned(), millis.to_string(), letters.to_string(), people.to_string()])
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut port = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut port).unwrap();

        Self { child, address: format!("http://127.0.0.1:{}", port.trim()) }
    }
}

impl Drop for Stub {
    fn drop(&mut self) {
        _ = self.child.kill();
        _ = self.child.wait();
    }
}

static POSTED: AtomicU64 = AtomicU64::new(0);

struct Inbox {
    letters: Vec<Vec<u8>>,
    forgotten: Mutex<BTreeSet<usize>>,
}

/// What the process of its own does.
pub fn serve(millis: u64, letters: u32, people: u64) {
    let inbox = Arc::new(Inbox {
        letters: (0..letters).map(|nth| evening::note(nth, people)).collect(),
        forgotten: Mutex::default(),
    });
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    println!("{}", listener.local_addr().unwrap().port());
    for stream in listener.incoming() {
        let (stream, inbox) = (stream.unwrap(), Arc::clone(&inbox));
        thread::spawn(move || converse(&stream, &inbox, Duration::from_millis(millis)));
    }
}

/// One connection until the client has enough.
fn converse(stream: &TcpStream, inbox: &Inbox, wait: Duration) -> Option<()> {
    stream.set_nodelay(true).ok()?;
    let mut reader = BufReader::with_capacity(1 << 16, stream);
    loop {
        let (method, path) = request(&mut reader)?;
        if !wait.is_zero() {
            thread::sleep(wait);
        }
        let mut stream = stream;
        stream.write_all(&answer(&method, &path, inbox)).ok()?;
    }
}

/// Reads one request and forgets its body.
fn request(reader: &mut BufReader<&TcpStream>) -> Option<(String, String)> {
    let first = line(reader)?;
    let mut words = first.split(' ').map(str::to_owned);
    let (method, path) = (words.next()?, words.next()?);
    let (mut length, mut is_chunked) = (0, false);
    loop {
        let header = line(reader)?.to_ascii_lowercase();
        match header.split_once(':') {
            Some(("content-length", value)) => length = value.trim().parse().ok()?,
            Some(("transfer-encoding", _)) => is_chunked = true,
            Some(_) => {}
            None => break,
        }
    }
    if is_chunked {
        while let size @ 1.. = u64::from_str_radix(&line(reader)?, 16).ok()? {
            forget(reader, size + 2)?;
        }
        line(reader)?;
    }
    forget(reader, length)?;

    Some((method, path))
}

fn line(reader: &mut BufReader<&TcpStream>) -> Option<String> {
    let mut line = String::new();
    let length = reader.read_line(&mut line).ok()?;

    (length > 0).then(|| line.trim_end().to_owned())
}

fn forget(reader: &mut BufReader<&TcpStream>, length: u64) -> Option<()> {
    let forgotten = std::io::copy(&mut reader.take(length), &mut std::io::sink()).ok()?;

    (forgotten == length).then_some(())
}

fn answer(method: &str, path: &str, inbox: &Inbox) -> Vec<u8> {
    let parts: Vec<&str> = path.split(['/', '?']).skip(3).collect();
    match (method, parts.as_slice()) {
        ("POST", ["outbox", ..]) => {
            let id = POSTED.fetch_add(1, Ordering::Relaxed);
            json("202 Accepted", &format!(r#"{{"message_id":"POST{id:08}"}}"#))
        }
        ("GET", ["inbox", query]) if path.contains('?') => json("200 OK", &inbox.page(path, query)),
        ("GET", ["inbox", id, ..]) => inbox.letter(id),
        ("PUT", ["inbox", id, "status", "acknowledged"]) => {
            inbox.forgotten.lock().unwrap().insert(number(id));
            json("200 OK", "{}")
        }
        _ => json("200 OK", "{}"),
    }
}

impl Inbox {
    /// Lists what waits; the next page begins behind the last one.
    fn page(&self, path: &str, query: &str) -> String {
        let from = query.split('&').find_map(|one| one.strip_prefix("continue_from="));
        let from = from.map_or(0, number);
        let forgotten = self.forgotten.lock().unwrap();
        let waiting = (from..self.letters.len()).filter(|nth| !forgotten.contains(nth));
        let some: Vec<usize> = waiting.take(PAGE + 1).collect();
        let ids: Vec<String> = some.iter().take(PAGE).map(|nth| name(*nth)).collect();
        let (path, _) = path.split_once('?').unwrap();
        let next = some.get(PAGE).map(|nth| format!("{path}?continue_from={nth}"));

        serde_json::json!({ "messages": ids, "links": { "self": path, "next": next } }).to_string()
    }

    fn letter(&self, id: &str) -> Vec<u8> {
        let body = &self.letters[number(id) % self.letters.len()];
        let head = format!(
            "HTTP/1.1 200 OK\r\ncontent-type: application/octet-stream\r\ncontent-length: {}\r\n\
             mex-from: X26HC001\r\nmex-workflowid: NHAIS_REG\r\nmex-messagetype: DATA\r\n\
             mex-messageid: {id}\r\nmex-chunk-range: 1:1\r\n\r\n",
            body.len()
        );

        [head.as_bytes(), body].concat()
    }
}

pub fn name(nth: usize) -> String {
    format!("STUB{nth:08}")
}

fn number(id: &str) -> usize {
    id.trim_start_matches("STUB").parse().unwrap_or_default()
}

fn json(status: &str, body: &str) -> Vec<u8> {
    let length = body.len();

    format!("HTTP/1.1 {status}\r\ncontent-type: application/json\r\ncontent-length: {length}\r\n\r\n{body}").into_bytes()
}
