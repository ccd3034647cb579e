//! One sandbox in a process of its own, on a port that it chooses.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use jiff::Timestamp;
use mesh::{Mesh, Proxy, Roots, Setup};
use tempfile::TempDir;

use crate::certificates::{Authority, Signed};

/// The time of all these tests. The sandbox does not look at it.
const NOW: Timestamp = Timestamp::constant(1_795_219_200, 0);

pub(crate) struct Server {
    child: Child,
    pub(crate) port: u16,
    authority: Option<Authority>,
    client: Option<Signed>,
    _files: TempDir,
}

impl Server {
    pub(crate) fn in_clear(python: &Path) -> Self {
        Self::start(python, None)
    }

    /// With TLS, and for nobody without a certificate.
    pub(crate) fn safe(python: &Path) -> Self {
        Self::start(python, Some(Authority::new()))
    }

    fn start(python: &Path, authority: Option<Authority>) -> Self {
        let files = tempfile::tempdir().unwrap();
        let mut command = Command::new(python);
        command
            .args(["-m", "uvicorn", "mesh_sandbox.api:app"])
            .args(["--host", "127.0.0.1", "--port", "0", "--workers", "1"])
            .env("AUTH_MODE", "full")
            .env("STORE_MODE", "memory")
            .env("SHARED_KEY", "TestKey")
            .env("PYTHONWARNINGS", "ignore")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped());
        if let Some(authority) = &authority {
            command.args(tls(authority, files.path()));
        }
        let mut child = command.spawn().unwrap();
        let port = port(child.stderr.take().unwrap());
        let client = authority
            .as_ref()
            .map(|authority| authority.signs(&["client"]));

        Self {
            child,
            port,
            authority,
            client,
            _files: files,
        }
    }

    /// How a mailbox reaches this server: `X26ABC1`, `X26ABC2` and `X26ABC3` are there.
    pub(crate) fn setup(&self, mailbox: &str) -> Setup {
        let scheme = if self.client.is_some() {
            "https"
        } else {
            "http"
        };
        let own = self.authority.as_ref().map(Authority::pem);

        Setup {
            identity: self.client.as_ref().map(|client| client.both().into()),
            roots: Roots { own, system: false },
            proxy: Proxy::None,
            ..Setup::new(
                format!("{scheme}://127.0.0.1:{}", self.port),
                mailbox,
                "password".into(),
                "TestKey".into(),
            )
        }
    }

    pub(crate) fn mesh(&self, mailbox: &str) -> Mesh {
        mesh(self.setup(mailbox))
    }

    /// Takes all messages away. Only the server in clear keeps any from one test to the next.
    pub(crate) fn empty(&self) {
        if self.authority.is_none() {
            self.say("DELETE", "/admin/reset", "");
        }
    }

    /// Speaks to the sandbox's own door, which wants no token. Gives the body of its answer.
    pub(crate) fn say(&self, method: &str, path: &str, body: &str) -> String {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        write!(
            stream,
            "{method} {path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
            body.len()
        )
        .unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");

        answer.split_once("\r\n\r\n").unwrap().1.to_owned()
    }
}

pub(crate) fn mesh(setup: Setup) -> Mesh {
    Mesh::new(setup, || NOW).unwrap()
}

pub(crate) fn block_on<T>(work: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();

    runtime.unwrap().block_on(work)
}

fn tls(authority: &Authority, folder: &Path) -> Vec<String> {
    let server = authority.signs(&["127.0.0.1", "localhost"]);
    let file = |name: &str, text: &str| {
        let path = folder.join(name);
        std::fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    };

    vec![
        "--ssl-certfile".to_owned(),
        file("server.pem", &server.certificate),
        "--ssl-keyfile".to_owned(),
        file("server.key", &server.key),
        "--ssl-ca-certs".to_owned(),
        file("ca.pem", &authority.pem()),
        "--ssl-cert-reqs".to_owned(),
        "2".to_owned(),
    ]
}

/// Waits until the sandbox tells its port, and goes on reading: a full pipe would block it.
fn port(stderr: impl Read + Send + 'static) -> u16 {
    let (tell, told) = mpsc::channel();
    thread::spawn(move || {
        for line in BufReader::new(stderr).lines().map_while(Result::ok) {
            let port = line.split_once("://127.0.0.1:").map(|(_, rest)| {
                rest.chars()
                    .take_while(char::is_ascii_digit)
                    .collect::<String>()
            });
            if let Some(port) = port.and_then(|digits| digits.parse::<u16>().ok()) {
                let _ = tell.send(port);
            }
        }
    });

    told.recv_timeout(Duration::from_secs(60))
        .expect("the sandbox does not start")
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
