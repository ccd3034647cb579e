//! Opening a practice: its name, its key, its ledger, its marks, and who acts.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::Timestamp;
use practice::{Act, DeskError, Practice, Settings};
use serde::{Deserialize, Serialize};
use store::{Role, Store, StoreError, User};
use vault::{InstallId, Key, Outside, Safe};

use super::at::At;
use super::marks::MarksFile;
use super::mesh::SAFE;
use super::refusal::Refusal;
use crate::clock;
use crate::error::Failure;

/// Names the installation; what else lies in the folder cannot be read without its key.
const INSTALL: &str = "install.json";
/// The name of the marks in the state folder.
const MARKS: &str = "marks";

/// A practice that was opened, and who acts in it.
pub(crate) struct Desk {
    pub(crate) folder: PathBuf,
    pub(crate) practice: Practice,
    pub(crate) settings: Settings,
    key: Key,
    user: String,
    role: Role,
    /// The time that was told; the exchange asks the clock where none was.
    pub(crate) told_now: Option<Timestamp>,
    pub(crate) now: Timestamp,
    pub(crate) seed: Option<u64>,
}

/// What install.json says.
#[derive(Debug, Serialize, Deserialize)]
struct Installed {
    version: u32,
    install_id: String,
}

impl Desk {
    pub(crate) fn open(at: &At) -> Result<Self, Failure> {
        let folder = at.folder()?;
        let install = read_install(folder)?;
        let key = vault::choose(&install, &env)?.read()?;
        let store = match Store::open(&folder.join(store::FILE_NAME), &key.hex()) {
            Err(StoreError::Missing) => return Err(Refusal::NoLedger.into()),
            opened => opened?,
        };
        let practice = Practice::open(store, marks(&install, &key)?);
        let settings = practice.settings()?;
        if !settings.is_trial() {
            refuse_live(at)?;
        }
        let (user, role) = who_acts(&practice, at.name.as_deref())?;

        Ok(Self {
            folder: folder.to_owned(),
            practice,
            settings,
            key,
            user,
            role,
            told_now: at.now,
            now: at.now.unwrap_or_else(clock::now),
            seed: at.seed,
        })
    }

    pub(crate) fn act(&self) -> Act<'_> {
        Act {
            by: &self.user,
            role: self.role,
            at: self.now,
        }
    }

    /// The key of the training service's memory.
    pub(crate) fn training_key(&self) -> Key {
        self.key.derive("training")
    }

    /// Where the secrets of the mailbox lie.
    pub(crate) fn safe(&self) -> Result<Safe, Failure> {
        let folder = vault::state_folder(&read_install(&self.folder)?, &env)?;

        Ok(Safe::at(folder, SAFE, &self.key))
    }

    pub(crate) fn only_training(&self, flag: &'static str) -> Result<(), Failure> {
        if self.settings.training {
            Ok(())
        } else {
            Err(Refusal::LivePractice { flag }.into())
        }
    }
}

/// The clock and the chances of a real practice are real.
fn refuse_live(at: &At) -> Result<(), Failure> {
    let flag = match (at.now, at.seed) {
        (Some(_), _) => "--now",
        (None, Some(_)) => "--seed",
        (None, None) => return Ok(()),
    };

    Err(Refusal::LivePractice { flag }.into())
}

fn who_acts(practice: &Practice, named: Option<&str>) -> Result<(String, Role), Failure> {
    let role = |name: &str| practice.role_of(name);
    if let Some(name) = named {
        let role = role(name)?.ok_or(Refusal::NoSuchUser)?;
        return Ok((name.to_owned(), role));
    }
    for name in [env("USER"), env("USERNAME")].into_iter().flatten() {
        if let Some(name) = name.to_str()
            && let Some(role) = role(name)?
        {
            return Ok((name.to_owned(), role));
        }
    }

    only_manager(practice)
}

fn only_manager(practice: &Practice) -> Result<(String, Role), Failure> {
    let users = practice
        .store()
        .read(|r| r.users())
        .map_err(DeskError::from)?;
    let is_manager = |user: &User| user.active && user.role == Role::Manager;
    let mut managers = users.into_iter().filter(is_manager);

    match (managers.next(), managers.next()) {
        (Some(manager), None) => Ok((manager.name, Role::Manager)),
        _ => Err(Refusal::WhoActs.into()),
    }
}

/// Whether something of a practice lies in a folder.
pub(crate) fn has_practice(folder: &Path) -> bool {
    [INSTALL, store::FILE_NAME]
        .iter()
        .any(|name| folder.join(name).exists())
}

pub(crate) fn write_install(folder: &Path, install: &InstallId) -> std::io::Result<()> {
    let installed = Installed {
        version: 1,
        install_id: install.to_string(),
    };
    let text = serde_json::to_string(&installed)?;
    let path = folder.join(INSTALL);
    fs::write(&path, text + "\n")?;

    fs::File::open(path)?.sync_all()
}

/// The installation that a folder says it is of.
pub(crate) fn install_of(folder: &Path) -> Option<InstallId> {
    read_install(folder).ok()
}

pub(crate) fn read_install(folder: &Path) -> Result<InstallId, Failure> {
    let text = match fs::read_to_string(folder.join(INSTALL)) {
        Ok(text) => text,
        Err(_) if !has_practice(folder) => return Err(StoreError::Missing.into()),
        Err(_) => return Err(Refusal::Install.into()),
    };
    let installed: Installed = serde_json::from_str(&text).map_err(|_| Refusal::Install)?;
    if installed.version != 1 {
        return Err(Refusal::Install.into());
    }

    Ok(InstallId::parse(&installed.install_id)?)
}

/// Where the last numbers are kept, so that data put back from an earlier time is recognised.
pub(crate) fn outside(install: &InstallId, key: &Key) -> Result<Outside, Failure> {
    let folder = vault::state_folder(install, &env)?;

    Ok(Outside::at(folder, MARKS, key))
}

fn marks(install: &InstallId, key: &Key) -> Result<Arc<MarksFile>, Failure> {
    outside(install, key).map(|outside| Arc::new(MarksFile(outside)))
}

pub(crate) fn env(name: &str) -> Option<OsString> {
    std::env::var_os(name)
}

impl std::fmt::Debug for Desk {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Desk")
    }
}
