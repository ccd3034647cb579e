//! A practice in a folder of its own, with its key and the record that is kept outside its data.

use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use points::KILL;
use store::Store;
use tempfile::TempDir;
use vault::{Cost, KeyFile, KeyVault, SecretString};

use crate::folder::copy;
use crate::kill::Kill;
use crate::program::{Ran, Running};

const PASSPHRASE: &str = "a passphrase for tests";

pub(crate) struct Desk {
    folder: TempDir,
    pub(crate) running: Running,
}

impl Desk {
    /// Nothing is set up yet.
    pub(crate) fn empty() -> Self {
        Self {
            folder: tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap(),
            running: Running::default(),
        }
    }

    pub(crate) fn copy(&self) -> Self {
        let desk = Self::empty();
        copy(self.folder.path(), desk.folder.path());

        desk
    }

    pub(crate) fn at(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn ledger(&self) -> PathBuf {
        self.at("desk").join("linkdesk.db")
    }

    pub(crate) fn key(&self) -> String {
        self.key_file().read().unwrap().hex().to_string()
    }

    /// The practice's file, opened behind the program's back, while the program does not run.
    pub(crate) fn store(&self) -> Store {
        Store::open(&self.ledger(), &self.key()).unwrap()
    }

    /// The program, to be run on this practice.
    pub(crate) fn program(&self, words: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_linkdesk-cli"));
        command
            .args(words)
            .arg("--json")
            .arg("--data")
            .arg(self.at("desk"))
            .env("LINKDESK_KEY_FILE", self.at("key"))
            .env("LINKDESK_PASSPHRASE", PASSPHRASE)
            .env("LINKDESK_STATE", self.at("state"))
            .env("USER", "nobody-here")
            .env_remove("USERNAME")
            .env_remove(KILL);

        command
    }

    /// Runs the program on this practice; with a kill it dies there.
    pub(crate) fn run(&self, words: &[&str], kill: Option<&Kill>) -> Ran {
        let mut command = self.program(words);
        if let Some(kill) = kill {
            command.env(KILL, kill.wish());
        }

        self.running.run(&mut command)
    }

    /// Runs the program, and kills it when the ledger's own file begins to change. Tells whether the log was
    /// still there then, so that it was in the middle of giving it back.
    pub(crate) fn run_to_the_checkpoint(&self, words: &[&str]) -> (Ran, bool) {
        let ledger = self.ledger();
        let changed = || {
            fs::metadata(&ledger)
                .and_then(|file| file.modified())
                .unwrap()
        };
        let (before, is_over) = (changed(), AtomicBool::new(false));
        let ran = thread::scope(|scope| {
            scope.spawn(|| {
                while !is_over.load(Ordering::SeqCst) {
                    if changed() != before {
                        self.running.kill();
                        return;
                    }
                    thread::yield_now();
                }
            });
            let ran = self.run(words, None);
            is_over.store(true, Ordering::SeqCst);

            ran
        });
        let log = fs::metadata(ledger.with_extension("db-wal"));

        (ran, log.is_ok_and(|log| log.len() > 0))
    }

    /// Runs a command that must go well.
    pub(crate) fn done(&self, words: &[&str]) -> Ran {
        let ran = self.run(words, None);
        assert_eq!((ran.exit(), ran.err.as_str()), (Some(0), ""), "{words:?}");

        ran
    }

    /// A real key file is slow to open on purpose, which thousands of runs would feel.
    pub(crate) fn make_the_key_cheap(&self) {
        let key = self.key_file().read().unwrap();
        fs::remove_file(self.at("key")).unwrap();
        let cheap = self.key_file().with_cost(Cost::new(8, 1, 1).unwrap());

        cheap.keep(&key).unwrap();
    }

    /// A MESH on this computer has another port each time.
    pub(crate) fn finds_mesh_at(&self, address: &str) {
        self.store()
            .write(|w| w.set("mesh_address", address))
            .unwrap();
    }

    fn key_file(&self) -> KeyFile {
        KeyFile::new(self.at("key"), SecretString::from(PASSPHRASE))
    }
}
