//! The public sandbox of MESH in a process of its own, in clear or for nobody without a certificate.

use std::ffi::OsStr;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair};
use tempfile::TempDir;

/// Where the two sides find their certificates.
pub struct Files {
    pub authority: String,
    pub certificate: String,
    pub key: String,
}

pub struct Sandbox {
    child: Child,
    pub address: String,
    pub files: Option<Files>,
    _folder: TempDir,
}

impl Sandbox {
    pub fn start(python: &OsStr, is_safe: bool) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut command = Command::new(python);
        command
            .args(["-m", "uvicorn", "mesh_sandbox.api:app", "--host", "127.0.0.1", "--port", "0", "--workers", "1"])
            .args(["--log-level", "info", "--no-access-log"])
            .env("AUTH_MODE", "full")
            .env("STORE_MODE", "memory")
            .env("SHARED_KEY", "TestKey")
            .env("PYTHONWARNINGS", "ignore")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped());
        let files = is_safe.then(|| certificates(folder.path(), &mut command));
        let mut child = command.spawn().unwrap();
        let port = port(child.stderr.take().unwrap());
        let scheme = if is_safe { "https" } else { "http" };

        Self { child, address: format!("{scheme}://127.0.0.1:{port}"), files, _folder: folder }
    }

    /// Takes all messages away, so that none slows the next round. Only the server in clear is told so.
    pub fn empty(&self) {
        if self.files.is_some() {
            return;
        }
        let host = self.address.trim_start_matches("http://");
        let mut stream = TcpStream::connect(host).unwrap();
        write!(
            stream,
            "DELETE /admin/reset HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\ncontent-length: 0\r\n\r\n"
        )
        .unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        _ = self.child.kill();
        _ = self.child.wait();
    }
}

/// An authority that signs the server and the client, made for this run alone.
fn certificates(folder: &Path, command: &mut Command) -> Files {
    let file = |name: &str, text: String| {
        let path = folder.join(name).to_str().unwrap().to_owned();
        std::fs::write(&path, text).unwrap();
        path
    };
    let mut params = CertificateParams::default();
    params.distinguished_name.push(DnType::CommonName, "an authority");
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let issuer = CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap();
    let signed = |names: &[&str]| {
        let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        let key = KeyPair::generate().unwrap();
        let mut params = CertificateParams::new(names).unwrap();
        params.use_authority_key_identifier_extension = true;
        (params.signed_by(&key, &issuer).unwrap().pem(), key.serialize_pem())
    };
    let (server, client) = (signed(&["127.0.0.1", "localhost"]), signed(&["client"]));
    let authority = file("ca.pem", issuer.pem());
    command
        .args(["--ssl-certfile", &file("server.pem", server.0), "--ssl-keyfile", &file("server.key", server.1)])
        .args(["--ssl-ca-certs", &authority, "--ssl-cert-reqs", "2"]);

    Files { authority, certificate: file("client.pem", client.0), key: file("client.key", client.1) }
}

/// Waits until the sandbox tells its port, and goes on reading: a full pipe would block it.
fn port(stderr: impl Read + Send + 'static) -> u16 {
    let (tell, told) = mpsc::channel();
    thread::spawn(move || {
        for line in BufReader::new(stderr).lines().map_while(Result::ok) {
            let digits = line.split_once("://127.0.0.1:").map(|(_, rest)| rest.split(' ').next().unwrap_or_default());
            if let Some(port) = digits.and_then(|digits| digits.parse::<u16>().ok()) {
                _ = tell.send(port);
            }
        }
    });

    told.recv_timeout(Duration::from_secs(60)).expect("the sandbox does not start")
}
