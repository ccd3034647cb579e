//! `cargo xtask screenshots`: a picture of every screen and state, as the tests that look at each of them find it.

use std::env;
use std::fs;
use std::process::ExitCode;

use crate::{process, window};

const FOLDER: &str = "target/screenshots";
/// What the tests are called that stop at every state.
const EVERY_STATE: &str = "seen_";

pub(crate) fn screenshots() -> Result<ExitCode, String> {
    for (name, mut command) in window::files(false) {
        if !process::follow(&mut command)?.success() {
            return Err(format!(
                "The {name} cannot be made: {}",
                process::written(&command)
            ));
        }
    }
    let folder = env::current_dir()
        .map_err(|error| error.to_string())?
        .join(FOLDER);
    fs::create_dir_all(&folder).map_err(|error| error.to_string())?;
    let asked = Some((window::PICTURES, folder.as_path()));
    let looked = process::follow(&mut window::screens(Some(EVERY_STATE), asked))?;
    println!("\nThe pictures lie in {}.", folder.display());

    Ok(process::pass_on(looked))
}
