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
        let file: SetupFile = toml::from_str(text).map_err(|error| unread(text, &error))?;
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
        plan.may_be_played()?;
        if plan.links().len() != plan.practices.len() || plan.practices.is_empty() {
            return Err(refused(
                "each [[practice]] needs a code of 4 capitals or digits, and a cipher of 2 or 3",
            ));
        }

        Ok(plan)
    }

    /// Whether the service may be played where the plan leads, at the pace that it sets.
    pub(super) fn may_be_played(&self) -> Result<(), Failure> {
        if self.mesh.is_live() {
            return Err(refused(
                "the real MESH is not a place to play the registration service",
            ));
        }
        if self.poll_seconds < 300 && !self.mesh.is_custom() {
            return Err(refused(
                "poll_seconds is at least 300 with MESH's own addresses",
            ));
        }

        Ok(())
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

/// What was typed is not told again: only the line, and not what the reader says of it.
fn unread(text: &str, error: &toml::de::Error) -> Failure {
    let before = error.span().and_then(|span| text.get(..span.start));
    let line = before.map_or(1, |before| before.matches('\n').count() + 1);

    refused(&format!(
        "line {line} cannot be read: it is not TOML, or a key is missing, misspelt or of the wrong kind"
    ))
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
        for address in [
            "live",
            "https://mesh-sync.spineservices.nhs.uk/",
            "https://MESH-sync.spineservices.nhs.uk.:443/messageexchange",
        ] {
            let text = EXAMPLE.replace("http://127.0.0.1:8700", address);

            assert!(Plan::read(&text).is_err(), "{address}");
        }
    }

    #[test]
    fn what_was_typed_is_not_told_again() {
        let text = EXAMPLE.replace("poll_seconds = ", "poll_seconds = \"hunter2\" # ");
        assert_ne!(text, EXAMPLE);
        let line = 1 + text
            .lines()
            .position(|line| line.contains("hunter2"))
            .unwrap();

        let remarks = Plan::read(&text).unwrap_err().remarks();

        let [told] = remarks.as_slice() else {
            panic!("{remarks:?}");
        };
        assert!(!told.message.contains("hunter2"), "{}", told.message);
        assert!(
            told.message.starts_with(&format!("line {line} ")),
            "{}",
            told.message
        );
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
