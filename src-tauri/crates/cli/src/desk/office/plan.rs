//! What the service's side of the post is set up with.

use gplinks::{Cipher, Link, LinkCode};
use practice::MeshSettings;
use serde::{Deserialize, Serialize};

use crate::desk::refusal::Refusal;
use crate::error::{Failure, Remark, Weight};

/// As it is kept.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Plan {
    pub(super) mailbox: String,
    pub(super) poll_seconds: u32,
    pub(super) mesh: MeshSettings,
    pub(super) practices: Vec<Surgery>,
}

/// A practice that the service exchanges letters with.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Surgery {
    code: String,
    cipher: String,
    service: Option<String>,
    pub(super) mailbox: String,
}

/// The set-up file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct SetupFile {
    service: Head,
    practice: Vec<Surgery>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Head {
    mailbox: String,
    address: String,
    #[serde(default = "often")]
    poll_seconds: u32,
}

fn often() -> u32 {
    300
}

impl Plan {
    /// Reads the set-up file. What stands in it is not repeated: it may be a secret.
    pub(super) fn read(text: &str) -> Result<Self, Failure> {
        let file: SetupFile = toml::from_str(text).map_err(|error| refused(error.message()))?;
        let address = MeshSettings::address_of(&file.service.address)
            .ok_or_else(|| refused("address must be integration, or begin with https://"))?;
        let plan = Self {
            mailbox: file.service.mailbox,
            poll_seconds: file.service.poll_seconds,
            mesh: MeshSettings {
                address,
                ..MeshSettings::default()
            },
            practices: file.practice,
        };
        if plan.mesh == MeshSettings::default() {
            return Err(refused(
                "the real MESH is not a place to play the registration service",
            ));
        }
        if plan.poll_seconds < 300 && !plan.mesh.is_custom() {
            return Err(refused(
                "poll_seconds is at least 300 with MESH's own addresses",
            ));
        }
        if plan.links().len() != plan.practices.len() || plan.practices.is_empty() {
            return Err(refused(
                "each [[practice]] needs a code of 4 capitals or digits, and a cipher of 2 or 3",
            ));
        }

        Ok(plan)
    }

    pub(super) fn links(&self) -> Vec<Link> {
        self.practices.iter().filter_map(Surgery::link).collect()
    }

    /// The mailbox of the practice with this link code.
    pub(super) fn mailbox_of(&self, code: &str) -> Option<&str> {
        self.practices
            .iter()
            .find(|practice| practice.code == code)
            .map(|practice| practice.mailbox.as_str())
    }
}

impl Surgery {
    fn link(&self) -> Option<Link> {
        let cipher = Cipher::parse(&self.cipher)?;
        let service = match &self.service {
            Some(code) => LinkCode::parse(code)?,
            None => cipher.link_code(),
        };

        Some(Link {
            practice: LinkCode::parse(&self.code)?,
            cipher,
            service,
        })
    }
}

fn refused(why: &str) -> Failure {
    let words = format!("{why}. `agency init --example` prints a set-up file");

    Refusal::Setup(vec![Remark::new(Weight::Error, "E838", words)]).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    const EXAMPLE: &str = super::super::EXAMPLE;

    #[test]
    fn the_example_can_be_used() {
        let plan = Plan::read(EXAMPLE).unwrap();

        assert_eq!(plan.mailbox_of("HIL5"), Some("X26HC005"));
        assert_eq!(plan.mailbox_of("HIL6"), None);
        let [link] = plan.links().try_into().unwrap();
        assert_eq!(link.service.as_str(), "NF01");
    }

    #[test]
    fn nobody_plays_the_service_at_the_real_mesh() {
        for address in ["live", "https://mesh-sync.spineservices.nhs.uk/"] {
            let text = EXAMPLE.replace("http://127.0.0.1:8700", address);

            assert!(Plan::read(&text).is_err(), "{address}");
        }
    }

    #[test]
    fn what_is_wrong_is_refused() {
        for (right, wrong) in [
            ("code = \"HIL5\"", "code = \"hil\""),
            ("cipher = \"NF\"", "cipher = \"N\""),
            ("poll_seconds", "pol_seconds"),
            ("http://127.0.0.1:8700", "integration"),
        ] {
            assert!(EXAMPLE.contains(right), "{right}");
            assert!(
                Plan::read(&EXAMPLE.replace(right, wrong)).is_err(),
                "{wrong}"
            );
        }
    }
}
