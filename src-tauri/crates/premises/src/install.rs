//! install.json: names the installation. What else lies in the folder cannot be read without its key.

use std::fs;
use std::path::Path;

use serde::{Deserialize, Serialize};
use store::StoreError;
use vault::InstallId;

use crate::{PremisesError, Result};

const INSTALL: &str = "install.json";

/// What install.json says.
#[derive(Debug, Serialize, Deserialize)]
struct Installed {
    version: u32,
    install_id: String,
}

/// Whether something of a practice lies in a folder.
pub fn has_practice(folder: &Path) -> bool {
    [INSTALL, store::FILE_NAME]
        .iter()
        .any(|name| folder.join(name).exists())
}

pub fn write_install(folder: &Path, install: &InstallId) -> std::io::Result<()> {
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

pub fn read_install(folder: &Path) -> Result<InstallId> {
    let text = match fs::read_to_string(folder.join(INSTALL)) {
        Ok(text) => text,
        Err(_) if !has_practice(folder) => return Err(StoreError::Missing.into()),
        Err(_) => return Err(PremisesError::Install),
    };
    let installed: Installed = serde_json::from_str(&text).map_err(|_| PremisesError::Install)?;
    if installed.version != 1 {
        return Err(PremisesError::Install);
    }

    Ok(InstallId::parse(&installed.install_id)?)
}
