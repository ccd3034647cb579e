//! A program with a window: how it is started, how much memory it and its helpers take, how it is ended.

use std::collections::HashMap;
use std::fs;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

use super::screen::Screen;

pub struct Program {
    pub name: &'static str,
    path: PathBuf,
    arguments: Vec<String>,
    home: PathBuf,
}

pub struct Running(Child);

impl Program {
    pub fn new(name: &'static str, path: &str, arguments: &[&str], home: &Path) -> Self {
        assert!(Path::new(path).exists(), "{path} is not built");

        Self {
            name,
            path: path.into(),
            arguments: arguments.iter().map(|one| (*one).to_owned()).collect(),
            home: home.to_owned(),
        }
    }

    /// As others wrap it, with one page and no frame of its own.
    pub fn chromium(home: &Path) -> Option<Self> {
        let found = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
        let path = found.into_iter().find(|path| Path::new(path).exists())?;
        let profile = format!("--user-data-dir={}", home.join("chromium").display());

        Some(Self::new("Chromium", path, &["--app=data:text/html,<h1>Ready</h1>", "--no-first-run", "--no-sandbox", &profile], home))
    }

    pub fn start(&self, screen: &Screen) -> Running {
        let child = Command::new(&self.path)
            .args(&self.arguments)
            .process_group(0)
            .env("DISPLAY", &screen.display)
            .env("LINKDESK_DATA", self.home.join("data"))
            .env("LINKDESK_STATE", self.home.join("state"))
            .env("XDG_DATA_HOME", self.home.join("xdg"))
            .env("XDG_CACHE_HOME", self.home.join("cache"))
            .env("XDG_CONFIG_HOME", self.home.join("config"))
            .env_remove("DBUS_SESSION_BUS_ADDRESS")
            .env_remove("WAYLAND_DISPLAY")
            // Without it the library draws an idle window over and over on a display like this.
            .env("WEBKIT_DISABLE_DMABUF_RENDERER", "1")
            .env("GDK_BACKEND", "x11")
            .env("NO_AT_BRIDGE", "1")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn();

        Running(child.unwrap())
    }
}

impl Running {
    /// Resident memory of it and of all that it started, in megabytes.
    pub fn memory(&self) -> u64 {
        let processes: HashMap<u32, u32> = fs::read_dir("/proc")
            .unwrap()
            .flatten()
            .filter_map(|entry| entry.file_name().to_str()?.parse().ok())
            .filter_map(|process| Some((process, parent(process)?)))
            .collect();
        let is_its = |process: &u32| {
            let mut at = *process;
            while at != self.0.id() {
                match processes.get(&at) {
                    Some(parent) => at = *parent,
                    None => return false,
                }
            }
            true
        };
        let kilobytes: u64 = processes.keys().filter(|process| is_its(process)).filter_map(|process| resident(*process)).sum();

        kilobytes / 1_000
    }
}

/// The fourth word; the second is a name in brackets, which may have spaces.
fn parent(process: u32) -> Option<u32> {
    let line = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;

    line.rsplit_once(')')?.1.split_whitespace().nth(1)?.parse().ok()
}

fn resident(process: u32) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;

    line.split_whitespace().next()?.parse().ok()
}

impl Drop for Running {
    fn drop(&mut self) {
        let group = format!("-{}", self.0.id());
        let _ = Command::new("kill").args(["-KILL", "--", &group]).status();
        let _ = self.0.wait();
        // Its helpers end when they see that it is gone.
        thread::sleep(Duration::from_millis(300));
    }
}
