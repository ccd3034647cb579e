//! The cases, and the acts that they start this program again for.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test may stop at what it did not expect"
)]

use std::env;
use std::io::ErrorKind;
use std::os::unix::net::UnixListener;
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use tempfile::TempDir;
use vault::{InstallId, Key, KeyVault, Keyring, VaultError, choose};

const ID: &str = "0123456789abcdef0123456789abcdef";
const OTHER_ID: &str = "fedcba9876543210fedcba9876543210";

/// What a person without a keyring reads.
const BOTH_WAYS: &str = "E904 the operating system's keyring cannot be reached. Start Linkdesk from a \
                         desktop session, or set LINKDESK_KEY_FILE and LINKDESK_PASSPHRASE to use a key file";

const SHUT: &str = "E905 the operating system's keyring is locked. Unlock it, or set LINKDESK_KEY_FILE and \
                    LINKDESK_PASSPHRASE to use a key file";

/// How the real daemon is started: its keyring open, or shut as after a login without a password.
const UNLOCKED: &str = "printf pw | gnome-keyring-daemon --unlock --components=secrets";
const LOCKED: &str = "gnome-keyring-daemon --start --components=secrets";

/// Asks until the daemon has taken its name on the bus, and becomes the program that is named. The
/// daemon ends with its bus.
const THEN: &str = r#" >/dev/null 2>&1
    bus='--session --print-reply --dest=org.freedesktop.DBus /org/freedesktop/DBus'
    asked=0
    until dbus-send $bus org.freedesktop.DBus.GetNameOwner string:org.freedesktop.secrets >/dev/null 2>&1; do
        asked=$((asked + 1))
        [ "$asked" -lt 1000 ] || exit 1
    done
    exec "$@"
"#;

const NEEDED: [&str; 3] = ["gnome-keyring-daemon", "dbus-run-session", "dbus-send"];

/// What a case did not find as it must be.
type Verdict = Result<(), String>;

type Case = (&'static str, fn(&Session) -> Verdict);

const WITHOUT_A_DAEMON: &[Case] = &[
    ("secret_service::no_bus_is_told_at_once", no_bus),
    (
        "secret_service::choosing_without_a_bus_names_both_ways",
        no_choice,
    ),
    (
        "secret_service::a_bus_that_is_gone_is_told_at_once",
        bus_gone,
    ),
    (
        "secret_service::a_bus_that_never_answers_is_given_up",
        mute_bus,
    ),
];

const WITH_A_DAEMON: &[Case] = &[
    ("secret_service::a_kept_key_outlives_the_session", outlives),
    ("secret_service::a_key_is_never_replaced", never_replaced),
    ("secret_service::a_locked_keyring_is_told", locked),
    ("secret_service::each_installation_has_its_own", own_entry),
    (
        "secret_service::without_a_key_file_the_keyring_is_chosen",
        chosen,
    ),
];

pub(crate) fn main() -> ExitCode {
    let words: Vec<String> = env::args().skip(1).collect();
    if let Some(("child", act)) = words
        .split_first()
        .map(|(first, act)| (first.as_str(), act))
    {
        println!("{}", child(act));
        return ExitCode::SUCCESS;
    }
    let wanted = |name: &str| {
        let mut filters = words
            .iter()
            .filter(|word| !word.starts_with('-'))
            .peekable();
        filters.peek().is_none() || filters.any(|word| name.contains(word.as_str()))
    };
    let mut cases: Vec<&Case> = WITHOUT_A_DAEMON.iter().collect();
    if NEEDED.iter().all(|program| on_path(program)) {
        cases.extend(WITH_A_DAEMON);
    } else {
        println!(
            "the real keyring: {} are not all here, so it was not tried",
            NEEDED.join(", ")
        );
    }
    cases.retain(|(name, _)| wanted(name));

    run(&cases)
}

fn run(cases: &[&Case]) -> ExitCode {
    let mut failed = Vec::new();
    for (name, case) in cases {
        match case(&Session::new()) {
            Ok(()) => println!("test {name} ... ok"),
            Err(found) => {
                println!("test {name} ... FAILED\n  {found}");
                failed.push(name);
            }
        }
    }
    if !failed.is_empty() {
        println!("\nfailures:");
        failed.iter().for_each(|name| println!("    {name}"));
    }
    let (verdict, code) = match failed.len() {
        0 => ("ok", ExitCode::SUCCESS),
        _ => ("FAILED", ExitCode::FAILURE),
    };
    println!(
        "\ntest result: {verdict}. {} passed; {} failed; 0 ignored; 0 measured; 0 filtered out",
        cases.len() - failed.len(),
        failed.len()
    );

    code
}

fn no_bus(session: &Session) -> Verdict {
    same(&session.alone(&["reach"]), BOTH_WAYS)
}

fn no_choice(session: &Session) -> Verdict {
    same(&session.alone(&["choose"]), BOTH_WAYS)
}

fn bus_gone(session: &Session) -> Verdict {
    let mut command = session.program(&["child", "reach"]);
    command.env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus");

    same(&said(command), BOTH_WAYS)
}

/// The connection is made and nothing ever comes back; closing it ends a child that would wait for ever.
fn mute_bus(session: &Session) -> Verdict {
    let socket = session.home().join("mute");
    let bus = UnixListener::bind(&socket).unwrap();
    let mut command = session.program(&["child", "reach"]);
    command.env(
        "DBUS_SESSION_BUS_ADDRESS",
        format!("unix:path={}", socket.display()),
    );
    let (tell, told) = mpsc::channel();
    let child = thread::spawn(move || tell.send(said(command)));

    let answer = told.recv_timeout(Duration::from_secs(20));
    drop(bus);
    child
        .join()
        .unwrap()
        .map_err(|_| "nobody asked for the answer")?;

    same(&answer.map_err(|_| "the program still waits")?, BOTH_WAYS)
}

fn outlives(session: &Session) -> Verdict {
    same(&session.unlocked(&["read"]), &no_key(ID))?;
    same(&session.unlocked(&["keep"]), "kept")?;

    same(&session.unlocked(&["read"]), "the key")
}

fn never_replaced(session: &Session) -> Verdict {
    same(&session.unlocked(&["keep"]), "kept")?;
    let refused = session.unlocked(&["keep-another"]);
    if !refused.starts_with("E908 ") {
        return Err(format!("found: {refused}"));
    }

    same(&session.unlocked(&["read"]), "the key")
}

/// Nobody is there to unlock it: there is no screen to ask on.
fn locked(session: &Session) -> Verdict {
    same(&session.unlocked(&["keep"]), "kept")?;

    same(&session.locked(&["read"]), SHUT)?;
    same(&session.locked(&["keep-another"]), SHUT)?;
    same(&session.unlocked(&["read"]), "the key")
}

fn own_entry(session: &Session) -> Verdict {
    same(&session.unlocked(&["keep"]), "kept")?;

    same(&session.unlocked(&["read-of-another"]), &no_key(OTHER_ID))
}

fn chosen(session: &Session) -> Verdict {
    let place = format!("the operating system's keyring, entry linkdesk/{ID}");

    same(&session.unlocked(&["choose"]), &place)
}

/// Does one act in this process's own environment and says how it ended.
fn child(act: &[String]) -> String {
    let (act, id) = match act.first().map(String::as_str) {
        Some("read-of-another") => ("read", OTHER_ID),
        Some(act) => (act, ID),
        None => ("", ID),
    };
    let install = InstallId::parse(id).unwrap();
    let done = match act {
        "reach" => {
            Keyring::reach_within(&install, Duration::from_secs(2)).map(|_| "reached".to_owned())
        }
        "choose" => choose(&install, &|_| None).map(|vault| vault.words()),
        "keep" => keep(&install, key()),
        "keep-another" => keep(&install, Key::from_bytes([9; 32])),
        "read" => Keyring::reach(&install).and_then(|keyring| Ok(told(&keyring.read()?))),
        other => panic!("there is no act {other}"),
    };

    done.unwrap_or_else(|error| format!("{} {error}", error.code()))
}

fn keep(install: &InstallId, key: Key) -> Result<String, VaultError> {
    Keyring::reach(install)?.keep(&key)?;

    Ok("kept".to_owned())
}

fn told(read: &Key) -> String {
    let words = if *read == key() {
        "the key"
    } else {
        "another key"
    };

    words.to_owned()
}

fn key() -> Key {
    Key::from_bytes([7; 32])
}

/// A home of its own, so that no keyring of the person who runs the tests is ever touched.
struct Session {
    home: TempDir,
}

impl Session {
    fn new() -> Self {
        Self {
            home: tempfile::tempdir().unwrap(),
        }
    }

    fn home(&self) -> &Path {
        self.home.path()
    }

    fn program(&self, words: &[&str]) -> Command {
        let mut command = Command::new(env::current_exe().unwrap());
        command.args(words);
        self.settle(&mut command);

        command
    }

    fn alone(&self, act: &[&str]) -> String {
        said(self.program(&[&["child"], act].concat()))
    }

    fn unlocked(&self, act: &[&str]) -> String {
        self.with_daemon(UNLOCKED, act)
    }

    fn locked(&self, act: &[&str]) -> String {
        self.with_daemon(LOCKED, act)
    }

    /// In a session bus of its own, with the real daemon on it.
    fn with_daemon(&self, start: &str, act: &[&str]) -> String {
        let mut command = Command::new("dbus-run-session");
        command.args(["--", "sh", "-c", &[start, THEN].concat(), "sh"]);
        command.arg(env::current_exe().unwrap());
        command.arg("child").args(act);
        self.settle(&mut command);

        said(command)
    }

    fn settle(&self, command: &mut Command) {
        for name in [
            "HOME",
            "XDG_DATA_HOME",
            "XDG_CONFIG_HOME",
            "XDG_CACHE_HOME",
            "XDG_RUNTIME_DIR",
        ] {
            command.env(name, self.home());
        }
        for name in ["DBUS_SESSION_BUS_ADDRESS", "DISPLAY", "WAYLAND_DISPLAY"] {
            command.env_remove(name);
        }
        command.stdin(Stdio::null());
    }
}

/// The last line, because a daemon may print others before it.
fn said(mut command: Command) -> String {
    let output = command.output().unwrap();
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let failed = || String::from_utf8_lossy(&output.stderr).into_owned();

    text.lines().last().map_or_else(failed, str::to_owned)
}

fn same(found: &str, wanted: &str) -> Verdict {
    if found == wanted {
        return Ok(());
    }

    Err(format!("found:  {found}\n  wanted: {wanted}"))
}

fn no_key(id: &str) -> String {
    let place = format!("the operating system's keyring, entry linkdesk/{id}");
    let error = VaultError::NoKey { place };

    format!("{} {error}", error.code())
}

fn on_path(program: &str) -> bool {
    let started = Command::new(program).arg("--version").output();

    !started.is_err_and(|error| error.kind() == ErrorKind::NotFound)
}
