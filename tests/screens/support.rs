//! Starts the program under WebKitWebDriver, and ends it: what a person sees then is in `looking`, what they do in `doing`.

use std::net::TcpListener;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use rustix::process::{Pid, Signal, kill_process_group};
use serde_json::json;
use tempfile::TempDir;

use crate::fresh;

/// The training practice is made at the first start, on a machine that may be busy.
pub(crate) const PATIENCE: Duration = Duration::from_secs(120);
/// How often the window is looked at.
pub(crate) const GLANCE: Duration = Duration::from_millis(50);

/// The window of a training practice, and its data.
pub(crate) struct Window {
    pub(crate) client: Client,
    driver: Driver,
    data: TempDir,
    start: Start,
}

/// What the program is started with, besides its data folder.
#[derive(Clone)]
pub(crate) struct Start {
    pub(crate) argument: String,
    pub(crate) env: Vec<(&'static str, PathBuf)>,
}

/// The driver in a process group of its own: a session that ends may leave the program behind with an empty window, so
/// the group is ended as a whole.
struct Driver(Child);

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
        let mut driver = driver(port, data.path());
        let driver = Driver(driver.envs(start.env.clone()).spawn().unwrap());
        let opened = tokio::time::timeout(PATIENCE, session(port, &start.argument)).await;

        Self {
            client: opened.unwrap(),
            driver,
            data,
            start,
        }
    }

    /// Closes the window as a person does, and opens it again on the same data.
    pub(crate) async fn restart(self) -> Self {
        let start = self.start.clone();
        let data = self.closes().await;

        Self::open_on(data, start).await
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

impl Drop for Driver {
    fn drop(&mut self) {
        let group = i32::try_from(self.0.id()).ok().and_then(Pid::from_raw);
        if let Some(group) = group {
            // What has ended by itself is ended.
            let _ = kill_process_group(group, Signal::KILL);
        }
        drop(self.0.wait());
    }
}

fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();

    listener.local_addr().unwrap().port()
}

fn driver(port: u16, data: &Path) -> Command {
    let mut driver = Command::new("WebKitWebDriver");
    driver
        .args([format!("--port={port}"), "--host=127.0.0.1".to_owned()])
        .process_group(0)
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

    driver
}

/// The driver takes a moment until it listens.
async fn session(port: u16, argument: &str) -> Client {
    let url = format!("http://127.0.0.1:{port}");
    let wanted = json!({ "binary": env!("CARGO_BIN_EXE_linkdesk"), "args": [argument] });
    let mut wishes = serde_json::Map::new();
    wishes.insert("webkitgtk:browserOptions".to_owned(), wanted);
    let mut glance = tokio::time::interval(Duration::from_millis(100));
    loop {
        let mut builder = ClientBuilder::new(HttpConnector::new());
        match builder.capabilities(wishes.clone()).connect(&url).await {
            Ok(client) => return client,
            Err(_) => _ = glance.tick().await,
        }
    }
}
