//! The line to MESH, made of settings and secrets. A training practice has neither.

use mesh::{Mesh, Proxy, Roots, Setup, SetupError};
use secrecy::SecretString;

use super::access::Way;
use crate::clock;
use crate::desk::refusal::Refusal;
use crate::error::Failure;

/// The mailbox at MESH. The token carries the real time, whatever time the desk is told.
pub(crate) fn line(mailbox: &str, way: &Way) -> Result<Mesh, Failure> {
    let made = Mesh::new(setup(mailbox, way), clock::now);

    Ok(made.map_err(|error| Refusal::MeshSetup(error.to_string()))?)
}

/// Whether the way could be used, as far as can be told without calling. What is missing may come later.
pub(crate) fn prove(mailbox: &str, way: &Way) -> Result<(), Failure> {
    match Mesh::new(setup(mailbox, way), clock::now) {
        Ok(_) => Ok(()),
        Err(
            SetupError::NoPassword
            | SetupError::NoSharedKey
            | SetupError::NoIdentity
            | SetupError::NoKey
            | SetupError::NoRoots,
        ) => Ok(()),
        Err(error) => Err(Refusal::MeshSetup(error.to_string()).into()),
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
