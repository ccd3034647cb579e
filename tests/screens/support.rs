//! Starts the program under WebKitWebDriver and hands back what a person sees and does.

use std::net::TcpListener;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use fantoccini::elements::Element;
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use rustix::process::{Pid, Signal, kill_process_group};
use serde_json::json;
use tempfile::TempDir;

use crate::fresh;

/// The training practice is made at the first start, on a machine that may be busy.
const PATIENCE: Duration = Duration::from_secs(120);
/// How often the window is looked at.
const GLANCE: Duration = Duration::from_millis(50);

/// Where a picture is put at the end of a journey, if anybody wants one.
const PICTURE: &str = "LINKDESK_PICTURE";

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

    /// Waits until something is there.
    pub(crate) async fn sees(&self, xpath: &str) -> Element {
        let found = self
            .client
            .wait()
            .at_most(PATIENCE)
            .every(GLANCE)
            .for_element(Locator::XPath(xpath))
            .await;
        if found.is_err() {
            self.is_stuck(&format!("{xpath} is not there")).await;
        }

        found.unwrap()
    }

    /// Waits until something is there, and brings it to the middle: the driver scrolls no further than to its edge.
    async fn shows(&self, xpath: &str) -> Element {
        let found = self.sees(xpath).await;
        let element = serde_json::to_value(&found).unwrap();
        let script = "arguments[0].scrollIntoView({ block: 'center' })";
        // What was just drawn anew is found again by whoever asked.
        drop(self.client.execute(script, vec![element]).await);

        found
    }

    /// Waits until the window says this somewhere.
    pub(crate) async fn says(&self, words: &str) -> Element {
        self.sees(&format!("//*[contains(normalize-space(.), \"{words}\")]"))
            .await
    }

    /// Presses the button with these words.
    pub(crate) async fn presses(&self, words: &str) {
        self.clicks(&format!(
            "//button[contains(normalize-space(.), \"{words}\")]"
        ))
        .await;
    }

    /// Presses the button of a form that has the same words as the one that opened it.
    pub(crate) async fn submits(&self, words: &str) {
        self.clicks(&format!(
            "//form//button[@type='submit' and normalize-space(.)=\"{words}\"]"
        ))
        .await;
    }

    /// Presses "Save" in the form of this name.
    pub(crate) async fn saves(&self, form: &str) {
        self.clicks(&format!(
            "//form[@aria-label=\"{form}\"]//button[@type='submit']"
        ))
        .await;
    }

    /// Types into the field with this label, over what stands there.
    pub(crate) async fn types_into(&self, label: &str, text: &str) {
        let field = self.field(label).await;
        field.clear().await.unwrap();
        field.send_keys(text).await.unwrap();
    }

    /// Types into the search box of the screen.
    pub(crate) async fn searches(&self, text: &str) {
        let field = self.sees("//input[@data-filter]").await;
        field.send_keys(text).await.unwrap();
    }

    pub(crate) async fn value(&self, label: &str) -> String {
        let field = self.field(label).await;

        field.prop("value").await.unwrap().unwrap_or_default()
    }

    async fn field(&self, label: &str) -> Element {
        self.sees(&format!(
            "//*[@id=//label[normalize-space(.)=\"{label}\"]/@for] | //label[normalize-space(span)=\"{label}\"]//input"
        ))
        .await
    }

    /// Clicks something, again where the window was just drawing it anew.
    pub(crate) async fn clicks(&self, xpath: &str) {
        let began = Instant::now();
        let mut glance = tokio::time::interval(GLANCE);
        loop {
            let done = self.shows(xpath).await.click().await;
            if done.is_ok() {
                return;
            }
            if began.elapsed() > PATIENCE {
                self.is_stuck(&format!("{xpath} cannot be clicked")).await;
            }
            glance.tick().await;
        }
    }

    /// Chooses what a label says: a radio button, a tick, an option of a list.
    pub(crate) async fn chooses(&self, words: &str) {
        self.clicks(&format!(
            "//label[contains(normalize-space(.), \"{words}\")]//input | //option[contains(normalize-space(.), \"{words}\")]"
        ))
        .await;
    }

    /// What stands in a field.
    pub(crate) async fn holds(&self, field: &str) -> String {
        let element = self.sees(&format!("//*[@id='field-{field}']")).await;

        element.prop("value").await.unwrap().unwrap_or_default()
    }

    /// Moves the training practice's clock, and waits until it has moved.
    pub(crate) async fn pushes_the_clock(&self, words: &str) {
        self.sees("//body")
            .await
            .send_keys("\u{E009}\u{E008}t")
            .await
            .unwrap();
        self.presses(words).await;
        self.says("It is ").await;
    }

    /// Narrows the list to one kind of message, so that it is drawn.
    pub(crate) async fn narrows(&self, kind: &str) {
        let mut glance = tokio::time::interval(GLANCE);
        let chosen = "return document.querySelector('.app-tools__kind select').value";
        // A list that is just being read again has its choices drawn anew.
        while self.asks(chosen, vec![]).await != json!(kind) {
            self.clicks(&format!(
                "//label[contains(., 'Type of message')]//option[@value='{kind}']"
            ))
            .await;
            glance.tick().await;
        }
    }

    /// Picks the first message of a kind in the list, and waits for its pane.
    pub(crate) async fn picks(&self, kind: &str, heading: &str) {
        self.clicks(&format!(
            "//*[@role='row' and @aria-rowindex > 1][.//*[normalize-space(.)=\"{kind}\"]]"
        ))
        .await;
        self.sees(&format!(
            "//*[@data-pane='detail' and not(@inert)]//h1[contains(., \"{heading}\")]"
        ))
        .await;
    }

    /// Asks the page.
    pub(crate) async fn asks(
        &self,
        script: &str,
        with: Vec<serde_json::Value>,
    ) -> serde_json::Value {
        self.client.execute(script, with).await.unwrap()
    }

    /// What the last act did, as it stands at the edge of the window.
    pub(crate) async fn told(&self) -> String {
        self.sees("//*[contains(@class, 'app-toast__words')]").await;
        let words = "return [...document.querySelectorAll('.app-toast__words p')].map((p) => p.textContent).join(' ')";

        self.asks(words, vec![]).await.as_str().unwrap().to_owned()
    }

    /// Takes the message at the edge away, so that the next one is a new one.
    pub(crate) async fn dismisses(&self) {
        self.clicks("//button[normalize-space(.)='Dismiss']").await;
        self.no_more("//*[contains(@class, 'app-toast__words')]")
            .await;
    }

    /// Waits until something is gone.
    pub(crate) async fn no_more(&self, xpath: &str) {
        let began = Instant::now();
        let mut glance = tokio::time::interval(GLANCE);
        while self.client.find(Locator::XPath(xpath)).await.is_ok() {
            if began.elapsed() > PATIENCE {
                self.is_stuck(&format!("{xpath} is still there")).await;
            }
            glance.tick().await;
        }
    }

    /// Fills a field by its name, again where the window was just drawing it anew.
    pub(crate) async fn fills(&self, field: &str, text: &str) {
        let xpath = format!("//*[@id='field-{field}']");
        let began = Instant::now();
        let mut glance = tokio::time::interval(GLANCE);
        while self.shows(&xpath).await.clear().await.is_err() {
            if began.elapsed() > PATIENCE {
                self.is_stuck(&format!("{xpath} cannot be filled")).await;
            }
            glance.tick().await;
        }

        self.sees(&xpath).await.send_keys(text).await.unwrap();
    }

    /// Ends a journey that does not go on, with what the window says.
    async fn is_stuck(&self, why: &str) -> ! {
        self.pictures().await;

        panic!("{why}; the window says:\n{}", self.text().await)
    }

    pub(crate) async fn text(&self) -> String {
        let body = self.client.find(Locator::Css("body")).await.unwrap();

        body.text().await.unwrap_or_default()
    }

    /// The name of the patient whose message is open.
    pub(crate) async fn patient(&self) -> String {
        let name = self
            .sees(
                "//*[@role='row' and @aria-selected='true']//*[contains(@class,'app-list__name')]",
            )
            .await;

        name.attr("title").await.unwrap().unwrap()
    }

    /// Clicks on a row of a list until it is the one that is selected: what was told last may just have moved the list.
    pub(crate) async fn selects(&self, within: &str) {
        let selected = format!("{within}[ancestor::*[@role='row' and @aria-selected='true']]");
        for _ in 0..20 {
            self.clicks(within).await;
            if self.client.find(Locator::XPath(&selected)).await.is_ok() {
                return;
            }
        }

        self.sees(&selected).await;
    }

    /// Leaves a picture of the window where it was asked for.
    pub(crate) async fn pictures(&self) {
        if let Some(place) = std::env::var_os(PICTURE) {
            std::fs::write(place, self.client.screenshot().await.unwrap()).unwrap();
        }
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
