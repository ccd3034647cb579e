//! The line to MESH, made of settings and secrets. A training practice has neither.

use mesh::{Mesh, Proxy, Roots, Setup, SetupError};
use practice::MeshSettings;
use secrecy::SecretString;

use crate::clock;
use crate::{PremisesError, Result, Secrets};

/// How a mailbox is reached, whole.
#[derive(Debug, Clone)]
pub struct Way {
    pub mesh: MeshSettings,
    pub client_folder: Option<String>,
    pub secrets: Secrets,
}

/// The mailbox at MESH. The token carries the real time, whatever time the desk is told.
pub fn line(mailbox: &str, way: &Way) -> Result<Mesh> {
    let made = Mesh::new(setup(mailbox, way), clock::now);

    made.map_err(|error| PremisesError::MeshSetup(error.to_string()))
}

/// Whether the way could be used, as far as can be told without calling. What is missing may come later.
pub fn prove(mailbox: &str, way: &Way) -> Result<()> {
    match Mesh::new(setup(mailbox, way), clock::now) {
        Ok(_) => Ok(()),
        Err(
            SetupError::NoPassword
            | SetupError::NoSharedKey
            | SetupError::NoIdentity
            | SetupError::NoKey
            | SetupError::NoRoots,
        ) => Ok(()),
        Err(error) => Err(PremisesError::MeshSetup(error.to_string())),
    }
}

fn setup(mailbox: &str, way: &Way) -> Setup {
    let secret = |secret: &Option<SecretString>| secret.clone().unwrap_or_else(|| "".into());

    Setup {
        identity: way.secrets.identity(),
        roots: Roots {
            own: way.mesh.roots.clone(),
            system: way.mesh.system_roots,
        },
        proxy: match way.mesh.proxy.as_str() {
            "system" => Proxy::System,
            "none" => Proxy::None,
            address => Proxy::Address(address.into()),
        },
        ..Setup::new(
            &way.mesh.address,
            mailbox,
            secret(&way.secrets.password),
            secret(&way.secrets.shared_key),
        )
    }
}
