//! Starts the program under WebKitWebDriver, and ends it: what a person sees then is in `looking`, what they do in `doing`.

use std::net::TcpListener;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use rustix::process::{Pid, Signal, kill_process_group};
use serde_json::{Map, Value, json};
use tempfile::TempDir;

use crate::fresh;

/// The training practice is made at the first start, on a machine that may be busy.
pub(crate) const PATIENCE: Duration = Duration::from_secs(120);
pub(crate) const PROGRAM: &str = env!("CARGO_BIN_EXE_linkdesk");
/// How often the window is looked at.
pub(crate) const GLANCE: Duration = Duration::from_millis(50);

/// The window of a training practice, and its data.
pub(crate) struct Window {
    pub(crate) client: Client,
    driver: Group,
    data: TempDir,
    start: Start,
}

/// What the program is started with, besides its data folder.
#[derive(Clone)]
pub(crate) struct Start {
    pub(crate) argument: String,
    pub(crate) env: Vec<(&'static str, PathBuf)>,
}

/// A program in a process group of its own: a session that ends may leave what the driver started behind with an empty
/// window, so the group is ended as a whole.
pub(crate) struct Group(Child);

impl Window {
    /// Opens the window on a fresh training practice.
    pub(crate) async fn open() -> Self {
        Self::open_on(tempfile::tempdir().unwrap(), Start::training()).await
    }

    /// Opens the window on a practice that was set up a moment ago.
    pub(crate) async fn open_fresh() -> Self {
        let data = tempfile::tempdir().unwrap();
        let folder = fresh::practice(data.path());
        let start = Start {
            argument: folder.display().to_string(),
            env: fresh::told(data.path())
                .map(|(name, told)| (name, told.into()))
                .into(),
        };

        Self::open_on(data, start).await
    }

    /// Opens the window on what lies in a folder.
    pub(crate) async fn open_on(data: TempDir, start: Start) -> Self {
        let port = free_port();
        let driver = Group::start(driver(port, data.path()).envs(start.env.clone()));
        let wishes = json!({ "binary": PROGRAM, "args": [&start.argument] });

        Self {
            client: session(port, Some(wishes)).await,
            driver,
            data,
            start,
        }
    }

    /// The window of a program that was started apart from its driver.
    pub(crate) fn apart(client: Client, driver: Group, data: TempDir, start: Start) -> Self {
        Self {
            client,
            driver,
            data,
            start,
        }
    }

    pub(crate) fn driven_by(self, client: Client) -> Self {
        Self { client, ..self }
    }

    /// Closes the window as a person does, and opens it again on the same data.
    pub(crate) async fn restart(self) -> Self {
        let start = self.start.clone();
        let data = self.closes().await;
        let window = Self::open_on(data, start).await;
        // Its frame is whole, and nothing moves from under the pointer.
        window.sees("//footer/span[not(@class)]").await;

        window
    }

    /// Closes the window as a person does, and leaves its data.
    pub(crate) async fn closes(self) -> TempDir {
        // A session that does not end in time is ended with its group.
        drop(tokio::time::timeout(Duration::from_secs(20), self.client.close()).await);
        drop(self.driver);

        self.data
    }

    pub(crate) async fn end(self) {
        drop(tokio::time::timeout(Duration::from_secs(20), self.client.close()).await);
    }
}

impl Start {
    pub(crate) fn training() -> Self {
        Self {
            argument: "--training".to_owned(),
            env: Vec::new(),
        }
    }
}

impl Group {
    pub(crate) fn start(command: &mut Command) -> Self {
        Self(command.process_group(0).spawn().unwrap())
    }

    pub(crate) fn id(&self) -> Pid {
        Pid::from_child(&self.0)
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        // What has ended by itself is ended.
        let _ = kill_process_group(self.id(), Signal::KILL);
        drop(self.0.wait());
    }
}

pub(crate) fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();

    listener.local_addr().unwrap().port()
}

pub(crate) fn driver(port: u16, data: &Path) -> Command {
    let mut driver = program("WebKitWebDriver", data);
    driver.args([format!("--port={port}"), "--host=127.0.0.1".to_owned()]);

    driver
}

/// The window's program, or one that starts it, with nothing of this computer around it.
pub(crate) fn program(name: &str, data: &Path) -> Command {
    let mut program = Command::new(name);
    program
        // Without it the window refuses to be driven, and the request for a session never returns.
        .env("TAURI_WEBVIEW_AUTOMATION", "true")
        .env("LINKDESK_DATA", data.join("data"))
        .env("LINKDESK_STATE", data.join("state"))
        .env("XDG_DATA_HOME", data.join("xdg"))
        .env("XDG_CACHE_HOME", data.join("cache"))
        .env("XDG_CONFIG_HOME", data.join("config"))
        .env_remove("DBUS_SESSION_BUS_ADDRESS")
        .env("WEBKIT_DISABLE_DMABUF_RENDERER", "1")
        .env("GDK_BACKEND", "x11")
        .env("NO_AT_BRIDGE", "1")
        .stdout(Stdio::null())
        .stderr(Stdio::null());

    program
}

/// The driver takes a moment until it listens; it starts what is wished, or drives what runs.
pub(crate) async fn session(port: u16, starts: Option<Value>) -> Client {
    let url = format!("http://127.0.0.1:{port}");
    let starts = starts.map(|starts| ("webkitgtk:browserOptions".to_owned(), starts));
    let wishes: Map<String, Value> = starts.into_iter().collect();
    let mut glance = tokio::time::interval(Duration::from_millis(100));
    let connected = async {
        loop {
            let mut builder = ClientBuilder::new(HttpConnector::new());
            match builder.capabilities(wishes.clone()).connect(&url).await {
                Ok(client) => return client,
                Err(_) => _ = glance.tick().await,
            }
        }
    };

    tokio::time::timeout(PATIENCE, connected).await.unwrap()
}
