//! Who carries the post, as the practice's settings say.

use serde::{Deserialize, Serialize};

use crate::{Act, Practice, Result, Settings};

/// MESH's own addresses: the real service, and the one for tests with suppliers.
const LIVE: &str = "https://mesh-sync.spineservices.nhs.uk";
const INTEGRATION: &str = "https://msg.intspineservices.nhs.uk";

/// Who carries the post. A training practice names nobody: from it no way leads to a real mailbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Carrier {
    Training,
    Mesh(MeshSettings),
    /// The MESH client, by the folder of the practice's mailbox.
    Client(String),
}

/// How MESH is reached. The secrets lie elsewhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeshSettings {
    pub address: String,
    /// PEM of the authorities whose word on MESH's certificate is taken.
    pub roots: Option<String>,
    /// The operating system's authorities are believed as well.
    pub system_roots: bool,
    /// `system`, `none` or an address.
    pub proxy: String,
}

impl Default for MeshSettings {
    fn default() -> Self {
        Self {
            address: LIVE.to_owned(),
            roots: None,
            system_roots: false,
            proxy: "system".to_owned(),
        }
    }
}

impl MeshSettings {
    /// An address in full, or the word for one of MESH's own.
    pub fn address_of(word: &str) -> Option<String> {
        match word {
            "live" => Some(LIVE.to_owned()),
            "integration" => Some(INTEGRATION.to_owned()),
            _ => {
                let word = word.trim_end_matches('/');
                let is_address = ["https://", "http://"].iter().any(|scheme| {
                    word.strip_prefix(scheme)
                        .is_some_and(|rest| !rest.is_empty())
                });

                is_address.then(|| word.to_owned())
            }
        }
    }

    /// Before an `@` in the proxy's address stand a name and a password, which nobody is shown.
    pub fn has_secret_proxy(&self) -> bool {
        self.proxy.contains('@')
    }

    /// The real MESH, however its address is written.
    pub fn is_live(&self) -> bool {
        host_of(&self.address) == host_of(LIVE)
    }

    /// Neither of MESH's own: somebody tests, and may poll faster and tell the time. What is not plainly another
    /// host could be one of them.
    pub fn is_custom(&self) -> bool {
        let host = host_of(&self.address);

        host.is_some() && host != host_of(LIVE) && host != host_of(INTEGRATION)
    }
}

/// The host of an address in small letters, without port and last dot; nothing where a browser could read another.
fn host_of(address: &str) -> Option<String> {
    let (_, rest) = address.split_once("://")?;
    let authority = rest.split(['/', '\\', '?', '#']).next()?;
    let host = authority.rsplit('@').next()?;
    let host = match host.strip_prefix('[') {
        Some(inner) => inner.split(']').next()?,
        None => host.split(':').next()?,
    };
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b':');
    let host = host.trim_end_matches('.').to_ascii_lowercase();

    (!host.is_empty() && host.bytes().all(is_plain)).then_some(host)
}

impl Settings {
    pub fn carrier(&self) -> Carrier {
        if self.training {
            return Carrier::Training;
        }

        match &self.client_folder {
            Some(folder) => Carrier::Client(folder.clone()),
            None => Carrier::Mesh(self.mesh.clone()),
        }
    }

    /// The time and the chances may be told: nobody is harmed by a wrong one.
    pub fn is_trial(&self) -> bool {
        match self.carrier() {
            Carrier::Training => true,
            Carrier::Mesh(mesh) => mesh.is_custom(),
            Carrier::Client(_) => false,
        }
    }
}

impl Practice {
    /// Changes how the post is carried. A manager's act.
    pub fn set_carrier(
        &self,
        mesh: &MeshSettings,
        client_folder: Option<&str>,
        act: &Act<'_>,
    ) -> Result<()> {
        self.store().write(|w| {
            act.as_manager(w, "another way to MESH")?;
            let settings = Settings {
                mesh: mesh.clone(),
                client_folder: client_folder.map(str::to_owned),
                ..Settings::read(w)?
            };
            settings.write(w)?;
            let details = serde_json::json!({ "address": mesh.address });
            act.record(w, "carrier changed", "practice", None, details)?;

            Ok(())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn from_a_training_practice_no_way_leads_to_mesh() {
        let settings = Settings {
            training: true,
            mesh: MeshSettings {
                address: "https://mesh.example".to_owned(),
                ..MeshSettings::default()
            },
            client_folder: Some("/mesh".to_owned()),
            ..Settings::default()
        };

        assert_eq!(settings.carrier(), Carrier::Training);
    }

    #[test]
    fn an_address_is_told_in_full_or_by_its_word() {
        let of = |word| MeshSettings::address_of(word);

        assert_eq!(of("live").as_deref(), Some(LIVE));
        assert_eq!(of("integration").as_deref(), Some(INTEGRATION));
        assert_eq!(
            of("http://127.0.0.1:8700/").as_deref(),
            Some("http://127.0.0.1:8700")
        );
        for odd in ["", "mesh.example", "ftp://mesh.example", "https://"] {
            assert_eq!(of(odd), None, "{odd}");
        }
    }

    #[test]
    fn only_where_nobody_is_harmed_may_the_time_be_told() {
        let at = |address: &str| Settings {
            mesh: MeshSettings {
                address: address.to_owned(),
                ..MeshSettings::default()
            },
            ..Settings::default()
        };

        assert!(!at(LIVE).is_trial());
        assert!(!at(INTEGRATION).is_trial());
        for same in [
            "https://MESH-Sync.spineservices.nhs.uk",
            "https://mesh-sync.spineservices.nhs.uk:443",
            "https://mesh-sync.spineservices.nhs.uk./",
            "https://x@mesh-sync.spineservices.nhs.uk/messageexchange",
            "https://mesh%2Dsync.spineservices.nhs.uk",
            "HTTPS://msg.intspineservices.NHS.uk:443",
        ] {
            assert!(!at(same).is_trial(), "{same}");
        }
        for custom in [
            "http://127.0.0.1:8700",
            "https://[::1]:8700",
            "https://mesh.example",
        ] {
            assert!(at(custom).is_trial(), "{custom}");
        }
        let live = |address: &str| at(address).mesh.is_live();
        assert!(live("https://MESH-sync.spineservices.nhs.uk:443"));
        assert!(!live(INTEGRATION));
        let with_client = Settings {
            client_folder: Some("/mesh".to_owned()),
            ..at("http://127.0.0.1:8700")
        };
        assert!(!with_client.is_trial());
    }
}
