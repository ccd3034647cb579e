//! Where keys and secrets live: OS keyring, sealed key file, memory for tests.
//!
//! The only user of the keyring. It knows nothing of patients or of the database: it hands out a
//! [`Key`], keeps one, and keeps a few authenticated bytes [`Outside`] the data folder. Nothing here
//! makes a key silently, and no error, `Debug` output or log line carries a secret.

mod choose;
mod disk;
mod error;
mod install;
mod key;
mod key_file;
mod key_vault;
mod keyring;
mod memory;
mod outside;
mod random;
mod safe;
mod sealed;
mod state;

pub use choose::{KEY_FILE, PASSPHRASE, choose};
pub use error::VaultError;
pub use install::InstallId;
pub use key::Key;
pub use key_file::KeyFile;
pub use key_vault::KeyVault;
pub use keyring::Keyring;
pub use memory::InMemory;
pub use outside::Outside;
pub use safe::Safe;
pub use sealed::Cost;
pub use secrecy::SecretString;
pub use state::{STATE, state_folder};
