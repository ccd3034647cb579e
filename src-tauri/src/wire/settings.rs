//! What the practice has chosen, its links and its doctors, and how MESH is reached. Secrets come in and never go out.

use std::collections::BTreeMap;

use gplinks::Day;
use practice::{Doctor, DoctorId, Finding, LinkId, NewDoctor, rules};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{LinkCard, day};
use crate::problem::{Problem, ShellError};

/// All settings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SettingsShown {
    pub practice_code: String,
    pub training: bool,
    /// What may be changed, by name, as it is typed.
    #[ts(type = "Record<string, string>")]
    pub chosen: BTreeMap<String, String>,
    #[ts(inline)]
    pub links: Vec<LinkCard>,
    #[ts(inline)]
    pub doctors: Vec<DoctorShown>,
    #[ts(inline)]
    pub findings: Vec<FindingShown>,
    pub mesh: MeshShown,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DoctorShown {
    pub doctor: i64,
    pub link: i64,
    pub name: String,
    pub code: String,
    pub from_on: Option<String>,
    pub to_on: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct FindingShown {
    pub words: String,
    pub stops: bool,
}

/// How MESH is reached; nothing of it is secret.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct MeshShown {
    pub address: String,
    pub proxy: String,
    pub system_roots: bool,
    pub own_roots: bool,
    pub client_folder: Option<String>,
    /// What MESH will ask for and is not here.
    pub missing: Vec<String>,
    pub certificate_ends_at: Option<String>,
}

/// A change of how MESH is reached. What is left empty stays as it is.
#[derive(Clone, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct MeshForm {
    pub address: String,
    pub proxy: String,
    pub system_roots: bool,
    pub roots: String,
    pub password: String,
    pub shared_key: String,
    pub certificate: String,
    pub private_key: String,
}

/// A doctor who is added, or whose name and days change.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DoctorForm {
    /// None for a doctor who is not there yet.
    pub doctor: Option<i64>,
    pub link: i64,
    pub name: String,
    pub code: String,
    pub from_on: Option<String>,
    pub to_on: Option<String>,
}

impl From<Doctor> for DoctorShown {
    fn from(doctor: Doctor) -> Self {
        Self {
            doctor: doctor.id.get(),
            link: doctor.link.get(),
            name: doctor.name,
            code: doctor.code,
            from_on: day(doctor.from_on),
            to_on: day(doctor.to_on),
        }
    }
}

impl From<Finding> for FindingShown {
    fn from(finding: Finding) -> Self {
        Self {
            words: finding.words,
            stops: finding.stops,
        }
    }
}

impl DoctorForm {
    pub fn read(&self) -> Result<(Option<DoctorId>, NewDoctor), Problem> {
        let mut missing = Vec::new();
        let mut read = |field, text: &Option<String>| {
            let parsed = text.as_deref().map(Day::parse).transpose();
            parsed.unwrap_or_else(|_| {
                missing.push((field, "Enter a day, like 23 11 2026, or leave it empty"));
                None
            })
        };
        let (from_on, to_on) = (read("fromOn", &self.from_on), read("toOn", &self.to_on));
        if self.name.trim().is_empty() {
            missing.push(("name", "Enter the doctor's name"));
        }
        if self.doctor.is_none() && !rules::is_doctor(self.code.trim()) {
            missing.push((
                "code",
                "Enter both codes with a comma between, like 9912345,K31",
            ));
        }
        if !missing.is_empty() {
            return Err(ShellError::Missing(missing).into());
        }

        Ok((
            self.doctor.map(DoctorId::new),
            NewDoctor {
                link: LinkId::new(self.link),
                name: self.name.trim().to_owned(),
                code: self.code.trim().to_owned(),
                from_on,
                to_on,
            },
        ))
    }
}

impl std::fmt::Debug for MeshForm {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("MeshForm")
    }
}
