//! Makes the training practice: beside its place first, with the days before its Monday really played, and moved there
//! when it is whole.

use std::fs;
use std::path::Path;

use gplinks::{Cipher, GpCode, Link, LinkCode};
use practice::{Settings, Setup, SetupDoctor, SetupLink};
use premises::{Premises, PremisesError};
use vault::InstallId;

use super::{keeping, key_path, monday, names, state_path};
use crate::clock::DeskClock;
use crate::problem::{Problem, ShellError};

const BEGUN: &str = "training.begun";
const PRACTICE: &str = "TES5";
const CIPHER: &str = "XX1";
const SERVICE: &str = "XX11";
const MANAGER: &str = "Asha Patel";

/// What an attempt that was cut off has left is cleared away first: nobody's data is in it.
pub(super) fn make(data: &Path, folder: &Path) -> Result<(), Problem> {
    let begun = data.join(BEGUN);
    let not_made = |_| PremisesError::NotMade {
        folder: folder.to_owned(),
    };
    fs::create_dir_all(data).map_err(not_made)?;
    if begun.exists() {
        fs::remove_dir_all(&begun).map_err(not_made)?;
    }
    if key_path(data).exists() {
        fs::remove_file(key_path(data)).map_err(not_made)?;
    }
    if state_path(data).exists() {
        fs::remove_dir_all(state_path(data)).map_err(not_made)?;
    }
    let install = InstallId::random().map_err(PremisesError::from)?;
    let link = link().ok_or(ShellError::Unexpected)?;
    let setup = setup(&install, &link).ok_or(ShellError::Unexpected)?;
    premises::make(
        &begun,
        &install,
        &keeping(data),
        &setup,
        monday::BEGINS,
        None,
    )?;
    let premises = Premises::open_with(&begun, keeping(data))?;
    monday::play(&premises, link, MANAGER)?;
    premises
        .practice
        .store()
        .checkpoint()
        .map_err(PremisesError::from)?;
    drop(premises);
    DeskClock::set(&begun, monday::MORNING).map_err(not_made)?;

    Ok(fs::rename(&begun, folder).map_err(not_made)?)
}

fn link() -> Option<Link> {
    Some(Link {
        practice: LinkCode::parse(PRACTICE)?,
        cipher: Cipher::parse(CIPHER)?,
        service: LinkCode::parse(SERVICE)?,
    })
}

fn setup(install: &InstallId, link: &Link) -> Option<Setup> {
    let doctors = names::DOCTORS.iter().map(|(name, code)| {
        Some(SetupDoctor {
            name: (*name).to_owned(),
            code: GpCode::read(code)?,
        })
    });

    Some(Setup {
        settings: Settings {
            install_id: install.to_string(),
            practice_name: "Little Marling Surgery".to_owned(),
            practice_code: PRACTICE.to_owned(),
            mailbox: "X26TES5".to_owned(),
            training: true,
            poll_seconds: 60,
            ..Settings::default()
        },
        manager: MANAGER.to_owned(),
        links: vec![SetupLink {
            cipher: link.cipher.clone(),
            service: link.service.clone(),
            mailbox: "X26XX11".to_owned(),
            last_sis: 0,
            last_sms: 0,
            doctors: doctors.collect::<Option<_>>()?,
        }],
        last_tn: 0,
    })
}
