//! A practice in a folder of its own. It is set up once and copied for every test.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use serde_json::Value;
use store::{Role, Store};
use tempfile::TempDir;
use vault::{Cost, InstallId, KeyFile, KeyVault, SecretString};

use crate::folder::copy;
use crate::program::{Ran, data, program, ran};

pub(crate) const PASSPHRASE: &str = "a passphrase for tests";

/// The newborn's number in `birth.json`.
pub(crate) const ISLA: &str = "9990001006";

/// A folder with the practice, its key and its state in it.
pub(crate) struct World {
    folder: TempDir,
}

impl World {
    /// A training practice that was just set up.
    pub(crate) fn new() -> Self {
        static TEMPLATE: OnceLock<World> = OnceLock::new();
        let template = TEMPLATE.get_or_init(|| {
            let world = Self::empty();
            let made = world.init(&setup());
            assert_eq!(made.exit, 0, "{}", made.err);
            world.make_the_key_cheap();

            world
        });
        let world = Self::empty();
        copy(template.folder.path(), world.folder.path());

        world
    }

    /// One whose service answers at once, with a newborn whose registration was filed at ten.
    pub(crate) fn with_filing() -> Self {
        let world = Self::new();
        world.done(&["training", "rules", "answer_after=hours:0", "--now", NINE]);
        world.done(&["file", &data("birth.json"), "--now", TEN]);

        world
    }

    /// Nothing is set up yet.
    pub(crate) fn empty() -> Self {
        let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();

        Self { folder }
    }

    pub(crate) fn at(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn data(&self) -> PathBuf {
        self.at("desk")
    }

    pub(crate) fn ledger(&self) -> PathBuf {
        self.data().join("linkdesk.db")
    }

    pub(crate) fn command(&self) -> Command {
        let mut command = program();
        command
            .env("LINKDESK_KEY_FILE", self.at("key"))
            .env("LINKDESK_PASSPHRASE", PASSPHRASE)
            .env("LINKDESK_STATE", self.at("state"))
            .env("USER", "nobody-here")
            .env_remove("USERNAME")
            .stdin(Stdio::null());

        command
    }

    /// Runs a command on this practice.
    pub(crate) fn run(&self, words: &[&str]) -> Ran {
        ran(self.command().args(words).arg("--data").arg(self.data()))
    }

    /// Runs a command that must go well, and gives its JSON.
    pub(crate) fn done(&self, words: &[&str]) -> Value {
        let ran = self.run(&[words, &["--json"]].concat());
        assert_eq!((ran.exit, ran.err.as_str()), (0, ""), "{words:?}");

        ran.json()
    }

    /// Runs a command that must be refused: nothing on standard output, and this exit and code.
    pub(crate) fn refused(&self, words: &[&str]) -> (i32, String) {
        let ran = self.run(&[words, &["--json"]].concat());
        assert_eq!(ran.text(), "", "{words:?}");
        let code = ran.complaint()["code"].as_str().unwrap().to_owned();

        (ran.exit, code)
    }

    pub(crate) fn init(&self, setup: &str) -> Ran {
        let file = self.at("setup.toml");
        fs::write(&file, setup).unwrap();

        self.run(&["init", file.to_str().unwrap(), "--json"])
    }

    pub(crate) fn exchange(&self, now: &str) -> Value {
        self.done(&["exchange", "--once", "--now", now])
    }

    /// What the service has seen.
    pub(crate) fn service(&self) -> Value {
        self.done(&["training", "ledger"])
    }

    /// The practice's file, opened behind the program's back.
    pub(crate) fn store(&self) -> Store {
        Store::open(&self.ledger(), &self.key_file().read().unwrap().hex()).unwrap()
    }

    fn key_file(&self) -> KeyFile {
        KeyFile::new(self.at("key"), SecretString::from(PASSPHRASE))
    }

    /// A real key file is slow to open on purpose, which hundreds of runs would feel.
    pub(crate) fn make_the_key_cheap(&self) {
        let key = self.key_file().read().unwrap();
        fs::remove_file(self.at("key")).unwrap();
        let cheap = self.key_file().with_cost(Cost::new(8, 1, 1).unwrap());

        cheap.keep(&key).unwrap();
    }

    pub(crate) fn add_user(&self, name: &str, role: Role) {
        self.store().write(|w| w.add_user(name, role)).unwrap();
    }

    /// Where the marks of this practice lie.
    pub(crate) fn state(&self) -> PathBuf {
        let text = fs::read_to_string(self.data().join("install.json")).unwrap();
        let installed: Value = serde_json::from_str(&text).unwrap();
        let id = InstallId::parse(installed["install_id"].as_str().unwrap()).unwrap();

        self.at("state").join(id.to_string())
    }
}

pub(crate) const NINE: &str = "2025-03-11T09:00";
pub(crate) const TEN: &str = "2025-03-11T10:00";
/// After the time in which a filing of ten o'clock is held.
pub(crate) const HALF_PAST: &str = "2025-03-11T10:30";
pub(crate) const ELEVEN: &str = "2025-03-11T11:00";

/// The published example is what the tests begin with, so it cannot go wrong unnoticed.
pub(crate) fn setup() -> String {
    fs::read_to_string(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../../docs/practice.example.toml"
    ))
    .unwrap()
}

pub(crate) fn live_setup() -> String {
    setup().replace("training = true", "training = false")
}

/// Every file under a folder.
pub(crate) fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push(path);
        }
    }

    found
}
