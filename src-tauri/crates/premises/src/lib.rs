//! A practice's folder on this computer: making it, opening it with its key, its ledger and its marks, and who is
//! at the other end of its post. What the window and the command line have in common below their surfaces.

mod begun;
mod chance;
pub mod clock;
mod counterpart;
mod enrol;
mod error;
mod folder;
mod ground;
mod install;
mod line;
mod make;
mod marks;
mod secrets;
mod service;

pub use begun::{Unfinished, unfinished};
pub use chance::Chances;
pub use counterpart::{Counterpart, Real};
pub use enrol::{Enrolled, enrol};
pub use error::{PremisesError, Result};
pub use folder::{Keeping, Premises, env};
pub use install::{has_practice, read_install, write_install};
pub use line::{Way, line, prove};
pub use make::{Made, is_free, make};
pub use secrets::{SAFE, Secrets};
pub use service::{FILE, Service};
