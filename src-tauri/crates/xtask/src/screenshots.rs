//! `cargo xtask screenshots`: a picture of every screen and state, as the tests that look at each of them find it.

use std::env;
use std::fs;
use std::process::ExitCode;

use crate::{process, window};

const FOLDER: &str = "target/screenshots";

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
    // One of a state that is no more would be looked at for nothing.
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).map_err(|error| error.to_string())?;
    let asked = Some((window::PICTURES, folder.as_path()));
    let looked = process::follow(&mut window::screens(Some(window::EVERY_STATE), asked))?;
    println!("\nThe pictures lie in {}.", folder.display());

    Ok(process::pass_on(looked))
}
