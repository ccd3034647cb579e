//! Installs what a task needs from the system, or says how: asks first, and never hides the command.

use std::collections::BTreeSet;
use std::io::{self, BufRead};
use std::process::Command;

use crate::arguments::Task;
use crate::needs::{self, Need, Source};
use crate::process;
use crate::system::{Decision, Situation, System};

/// Installs what the task lacks, or says why it cannot and what to do instead.
pub(crate) fn make_ready(task: &Task, yes: bool) -> Result<(), String> {
    let situation = Situation::here(yes);
    let lacking = needs::lacking(task, situation.system);
    if lacking.is_empty() {
        return Ok(());
    }

    for need in &lacking {
        eprintln!("missing: {} ({})", need.program, need.why);
    }
    for command in commands(&lacking, situation)? {
        install(&command, situation)?;
    }

    match needs::lacking(task, situation.system).first() {
        Some(need) => Err(format!("{} is still missing.", need.program)),
        None => Ok(()),
    }
}

/// The commands that bring what is lacking: one for the system's packages, one for the toolchain.
fn commands(lacking: &[&Need], situation: Situation) -> Result<Vec<Vec<&'static str>>, String> {
    let mut packages = BTreeSet::new();
    let mut components = BTreeSet::new();
    for need in lacking {
        match need.source {
            Source::Packages(names) => packages.extend(names),
            Source::Rustup(name) => _ = components.insert(name),
            Source::ByHand(words) => return Err(words.to_owned()),
        }
    }

    let mut commands = Vec::new();
    if !packages.is_empty() {
        commands.push([apt_get(situation)?, packages.into_iter().copied().collect()].concat());
    }
    if !components.is_empty() {
        commands.push(
            ["rustup", "component", "add"]
                .into_iter()
                .chain(components)
                .collect(),
        );
    }

    Ok(commands)
}

fn apt_get(situation: Situation) -> Result<Vec<&'static str>, String> {
    let install = [
        "apt-get",
        "install",
        "-y",
        "--no-install-recommends",
        "-o",
        "DPkg::Lock::Timeout=600",
    ];

    match situation.system {
        System::Debian => Ok([situation.sudo(), &install].concat()),
        System::OtherUnix => Err("Install a C and C++ compiler and the headers of OpenSSL 3 with your system's package manager, then try again.".into()),
        System::MacOs => Err("Run `xcode-select --install`, then try again.".into()),
        System::Windows => Err("Install the Visual Studio Build Tools with \"Desktop development with C++\", then try again.".into()),
    }
}

fn install(command: &[&str], situation: Situation) -> Result<(), String> {
    let typed = typed(command);
    let as_root = command.contains(&"apt-get");
    eprintln!("to install: {typed}");

    match situation.decide(as_root) {
        Decision::Install => perform(command),
        Decision::Ask if agreed_now() => perform(command),
        Decision::Ask => Err(left_alone(&typed, "you did not agree")),
        Decision::Leave(reason) => Err(left_alone(&typed, reason)),
    }
}

/// The command for a person, whom sudo may ask for a password.
fn typed(command: &[&str]) -> String {
    command.join(" ").replacen("sudo -n ", "sudo ", 1)
}

fn left_alone(typed: &str, reason: &str) -> String {
    format!("Nothing was installed: {reason}. Run this and try again:\n  {typed}")
}

fn agreed_now() -> bool {
    eprint!("Run it? [y/N] ");
    let mut answer = String::new();

    io::stdin().lock().read_line(&mut answer).is_ok() && matches!(answer.trim(), "y" | "Y" | "yes")
}

/// A fresh machine has no package lists, so a failed `apt-get install` fetches them and tries once more.
fn perform(command: &[&str]) -> Result<(), String> {
    let done = succeeds(command)? || (fetch_lists(command)? && succeeds(command)?);

    if done {
        Ok(())
    } else {
        Err(format!(
            "The installation failed. Run this yourself and try again:\n  {}",
            typed(command)
        ))
    }
}

fn fetch_lists(command: &[&str]) -> Result<bool, String> {
    let Some(end) = command.iter().position(|word| *word == "install") else {
        return Ok(false);
    };
    let apt_get = command.get(..end).unwrap_or_default();

    succeeds(&[apt_get, &["update"]].concat())
}

fn succeeds(command: &[&str]) -> Result<bool, String> {
    let Some((program, words)) = command.split_first() else {
        return Ok(false);
    };

    Ok(process::follow(Command::new(program).args(words))?.success())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::needs::Probe;

    const DEVELOPER: Situation = Situation {
        system: System::Debian,
        agreed: false,
        root: false,
        sudo: true,
        terminal: true,
    };
    #[test]
    fn what_we_do_not_install_is_said_before_anything_is() {
        let node = need("node", Source::ByHand("Install Node.js"));
        let problem = commands(&[&COMPILER, &node], DEVELOPER).unwrap_err();

        assert_eq!(problem, "Install Node.js");
    }

    const COMPILER: Need = need("cc", Source::Packages(&["gcc", "libc6-dev"]));
    const CLIPPY: Need = need("cargo-clippy", Source::Rustup("clippy"));

    #[test]
    fn packages_and_components_come_by_one_command_each() {
        let commands = commands(&[&COMPILER, &CLIPPY, &COMPILER], DEVELOPER).unwrap();

        assert_eq!(
            commands
                .iter()
                .map(|command| command.join(" "))
                .collect::<Vec<_>>(),
            [
                "sudo apt-get install -y --no-install-recommends -o DPkg::Lock::Timeout=600 gcc libc6-dev",
                "rustup component add clippy",
            ]
        );
    }

    #[test]
    fn other_systems_are_told_what_to_install() {
        for (system, word) in [
            (System::Windows, "Visual Studio"),
            (System::MacOs, "xcode-select"),
            (System::OtherUnix, "package manager"),
        ] {
            let problem = commands(
                &[&COMPILER],
                Situation {
                    system,
                    ..DEVELOPER
                },
            )
            .unwrap_err();

            assert!(problem.contains(word), "{problem}");
            assert!(
                commands(
                    &[&CLIPPY],
                    Situation {
                        system,
                        ..DEVELOPER
                    }
                )
                .is_ok(),
                "rustup is everywhere the same"
            );
        }
    }

    const fn need(program: &'static str, source: Source) -> Need {
        Need {
            program,
            probe: Probe::Answers,
            source,
            why: "a test",
            wanted_by: |_| true,
        }
    }
}
