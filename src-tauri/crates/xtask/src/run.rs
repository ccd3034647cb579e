//! `cargo xtask run`: opens the window on the training practice.

use std::env;
use std::process::{Command, ExitCode};

use crate::{process, window};

/// Where the picture of the walk lies.
const PICTURE: &str = "target/window.png";
/// What is walked where nobody can look.
const WALK: &str = "a_registration_is_approved";

pub(crate) fn run() -> Result<ExitCode, String> {
    println!(
        "The window's files and the program are built; the first time this takes some minutes.\n"
    );
    for (name, mut command) in window::files(false) {
        if !process::follow(&mut command)?.success() {
            return Err(format!(
                "The {name} cannot be made: {}",
                process::written(&command)
            ));
        }
    }
    if window::has_display() {
        open()
    } else {
        walk()
    }
}

fn open() -> Result<ExitCode, String> {
    let built = process::follow(&mut window::build())?;
    if !built.success() {
        return Ok(process::pass_on(built));
    }
    println!(
        "The window opens on the training practice: invented people, and a registration service in memory."
    );
    let ended = process::follow(Command::new(window::program()).arg("--training"))?;

    Ok(process::pass_on(ended))
}

fn walk() -> Result<ExitCode, String> {
    println!(
        "There is no display here. The same window is opened on a virtual one, and walks by itself through: a registration is approved.\n"
    );
    let here = env::current_dir().map_err(|error| error.to_string())?;
    let picture = here.join(PICTURE);
    std::fs::create_dir_all(here.join("target")).map_err(|error| error.to_string())?;
    let walked = process::follow(&mut window::screens(
        Some(WALK),
        Some((window::PICTURE, &picture)),
    ))?;
    if walked.success() {
        println!(
            "\nA picture of the window at the end lies in {}.",
            picture.display()
        );
    }

    Ok(process::pass_on(walked))
}
