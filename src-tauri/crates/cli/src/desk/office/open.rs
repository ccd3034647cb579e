//! The folder of a service that is played: its plan, its memory, its key.

use std::fs;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use premises::{
    FILE, PremisesError, SAFE, Service, env, has_practice, read_install, write_install,
};
use store::Drawer;
use vault::{InstallId, Key, Safe};

use super::plan::Plan;
use crate::desk::refusal::Refusal;
use crate::error::Failure;

/// The name of the plan in the memory.
const PLAN: &str = "plan";

pub(super) struct Office {
    folder: PathBuf,
    install: InstallId,
    key: Key,
    pub(super) plan: Plan,
}

impl Office {
    /// Makes the folder; what fails on the way leaves no key behind that opens anything.
    pub(super) fn make(folder: &Path, plan: &Plan) -> Result<(), Failure> {
        let not_made = || PremisesError::NotMade {
            folder: folder.to_owned(),
        };
        let is_free = match fs::read_dir(folder) {
            Ok(mut entries) => entries.next().is_none(),
            Err(_) => !folder.exists(),
        };
        if !is_free {
            return Err(PremisesError::NotEmpty {
                folder: folder.to_owned(),
            }
            .into());
        }
        let install = InstallId::random()?;
        let key = Key::random()?;
        vault::choose(&install, &env)?.keep(&key)?;
        fs::create_dir_all(folder).map_err(|_| not_made())?;
        write_install(folder, &install).map_err(|_| not_made())?;
        let office = Self {
            folder: folder.to_owned(),
            install,
            key,
            plan: plan.clone(),
        };

        office.keep_plan()
    }

    pub(super) fn open(folder: &Path) -> Result<Self, Failure> {
        if !folder.join(FILE).exists() || folder.join(store::FILE_NAME).exists() {
            let refusal = if has_practice(folder) {
                Refusal::NotAnAgency
            } else {
                Refusal::NoAgency
            };
            return Err(refusal.into());
        }
        let install = read_install(folder)?;
        let key = vault::choose(&install, &env)?.read()?;
        let plan: Plan = drawer(folder, &key)?
            .get(PLAN)?
            .and_then(|bytes| serde_json::from_slice(&bytes).ok())
            .ok_or(PremisesError::TrainingMemory)?;
        plan.may_be_played()?;

        Ok(Self {
            folder: folder.to_owned(),
            install,
            key,
            plan,
        })
    }

    pub(super) fn keep_plan(&self) -> Result<(), Failure> {
        let bytes = serde_json::to_vec(&self.plan).map_err(|_| PremisesError::TrainingMemory)?;

        Ok(drawer(&self.folder, &self.key)?.put(PLAN, &bytes)?)
    }

    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    pub(super) fn safe(&self) -> Result<Safe, Failure> {
        let state = vault::state_folder(&self.install, &env)?;

        Ok(Safe::at(state, SAFE, &self.key))
    }

    /// The service as it was left.
    pub(super) fn service(&self, now: Timestamp, seed: u64) -> Result<Service, Failure> {
        let drawer = drawer(&self.folder, &self.key)?;

        Ok(Service::of_links(drawer, self.plan.links(), seed, now)?)
    }
}

fn drawer(folder: &Path, key: &Key) -> Result<Drawer, Failure> {
    let opened = Drawer::open(&folder.join(FILE), &key.derive("training").hex());

    Ok(opened.map_err(|_| PremisesError::TrainingMemory)?)
}
