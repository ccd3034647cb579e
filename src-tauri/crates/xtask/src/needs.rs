//! The table of what the system must have, and for which task. A new need is a new row.

use std::process::Command;

use crate::arguments::Task;
use crate::system::System;
use crate::{process, window};

/// One thing that must be there before the tasks that want it can start.
#[derive(Debug)]
pub(crate) struct Need {
    pub(crate) program: &'static str,
    pub(crate) probe: Probe,
    pub(crate) source: Source,
    pub(crate) why: &'static str,
    pub(crate) wanted_by: fn(&Task) -> bool,
}

/// How it is found out whether it is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Probe {
    /// A program that answers to `--version`.
    Answers,
    /// A program that has no such flag.
    OnPath,
    /// A header that the C compiler finds.
    Header,
    /// A library that pkg-config knows; Linux alone has it.
    Library,
    /// Node.js of this version or a later one.
    Node(u32),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Source {
    /// Packages by their Debian names.
    Packages(&'static [&'static str]),
    /// Nothing that we install; where to get it.
    ByHand(&'static str),
    /// A component of the Rust toolchain.
    Rustup(&'static str),
}

const NEEDS: &[Need] = &[
    Need {
        program: "cc",
        probe: Probe::Answers,
        source: Source::Packages(&["gcc", "libc6-dev"]),
        why: "Rust links programs with it",
        wanted_by: |task| !matches!(task, Task::Help),
    },
    Need {
        program: "openssl/evp.h",
        probe: Probe::Header,
        source: Source::Packages(&["libssl-dev", "pkg-config"]),
        why: "the practice's file is encrypted with the system's libcrypto",
        wanted_by: |task| !matches!(task, Task::Help | Task::Fuzz { .. } | Task::Audit),
    },
    Need {
        program: "c++",
        probe: Probe::Answers,
        source: Source::Packages(&["g++"]),
        why: "the fuzzing engine is written in C++",
        wanted_by: |task| matches!(task, Task::Fuzz { .. }),
    },
    Need {
        program: "rustfmt",
        probe: Probe::Answers,
        source: Source::Rustup("rustfmt"),
        why: "the test checks the formatting",
        wanted_by: |task| matches!(task, Task::Test),
    },
    Need {
        program: "cargo-clippy",
        probe: Probe::Answers,
        source: Source::Rustup("clippy"),
        why: "the test runs the lints",
        wanted_by: |task| matches!(task, Task::Test),
    },
    Need {
        program: "webkit2gtk-4.1",
        probe: Probe::Library,
        // The font is as wide as Arial, with which the window is laid out; the system's own is a sixth wider.
        source: Source::Packages(&["libwebkit2gtk-4.1-dev", "pkg-config", "fonts-liberation"]),
        why: "the window is drawn with it",
        wanted_by: |task| {
            matches!(
                task,
                Task::Run | Task::Test | Task::Screenshots | Task::Crash(_)
            )
        },
    },
    Need {
        program: "xvfb-run",
        probe: Probe::OnPath,
        source: Source::Packages(&["xvfb", "xauth"]),
        why: "the window is opened on a virtual display",
        wanted_by: opens_the_window_unseen,
    },
    Need {
        program: "WebKitWebDriver",
        probe: Probe::OnPath,
        source: Source::Packages(&["webkit2gtk-driver"]),
        why: "the window is driven with it",
        wanted_by: opens_the_window_unseen,
    },
    Need {
        program: "node",
        probe: Probe::Node(20),
        source: Source::ByHand(
            "Install Node.js 20 or later with npm (nodejs.org), then try again.",
        ),
        why: "the window's files are built with it",
        wanted_by: |task| matches!(task, Task::Run | Task::Test | Task::Screenshots),
    },
];

fn opens_the_window_unseen(task: &Task) -> bool {
    match task {
        Task::Test | Task::Screenshots => true,
        Task::Run => !window::has_display(),
        Task::Help | Task::Bench { .. } | Task::Crash(_) | Task::Fuzz { .. } | Task::Audit => false,
    }
}

/// Gives what the task wants and this machine does not have.
pub(crate) fn lacking(task: &Task, system: System) -> Vec<&'static Need> {
    wanted(task, system)
        .filter(|need| !is_there(need))
        .collect()
}

fn is_there(need: &Need) -> bool {
    match need.probe {
        Probe::Answers => process::answers(need.program),
        Probe::OnPath => process::is_on_path(need.program),
        Probe::Header => process::finds_header(need.program),
        Probe::Library => process::knows_library(need.program),
        Probe::Node(least) => process::answer(Command::new(need.program).arg("--version"))
            .is_some_and(|version| major(&version) >= Some(least)),
    }
}

/// `20` of `v20.20.2`.
fn major(version: &str) -> Option<u32> {
    version
        .trim()
        .trim_start_matches('v')
        .split('.')
        .next()?
        .parse()
        .ok()
}

/// On Windows rustc finds the compiler by itself, under no name that could be tried here.
fn wanted(task: &Task, system: System) -> impl Iterator<Item = &'static Need> {
    let is_linux = matches!(system, System::Debian | System::OtherUnix);
    let can_be_tried = move |need: &&Need| match (need.probe, need.source) {
        (Probe::Library | Probe::OnPath, _) => is_linux,
        (Probe::Node(_), _) | (_, Source::Rustup(_)) => true,
        (Probe::Answers | Probe::Header, _) => system != System::Windows,
    };

    NEEDS
        .iter()
        .filter(move |need| (need.wanted_by)(task))
        .filter(can_be_tried)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FUZZ: Task = Task::Fuzz {
        seconds: 1,
        targets: Vec::new(),
    };

    #[test]
    fn only_the_tasks_that_want_a_program_ask_for_it() {
        assert_eq!(programs(&Task::Help, System::Debian), [""; 0]);
        assert_eq!(
            programs(&Task::Test, System::Debian),
            [
                "cc",
                "openssl/evp.h",
                "rustfmt",
                "cargo-clippy",
                "webkit2gtk-4.1",
                "xvfb-run",
                "WebKitWebDriver",
                "node"
            ]
        );
        assert_eq!(programs(&FUZZ, System::Debian), ["cc", "c++"]);
    }

    #[test]
    fn windows_is_asked_only_for_the_toolchain() {
        assert_eq!(programs(&FUZZ, System::Windows), [""; 0]);
        assert_eq!(
            programs(&Task::Test, System::Windows),
            ["rustfmt", "cargo-clippy", "node"]
        );
    }

    #[test]
    fn the_window_of_a_mac_is_its_own() {
        assert_eq!(
            programs(&Task::Test, System::MacOs),
            ["cc", "openssl/evp.h", "rustfmt", "cargo-clippy", "node"]
        );
    }

    #[test]
    fn a_version_is_known_by_its_first_number() {
        assert_eq!(major("v20.20.2\n"), Some(20));
        assert_eq!(major("nothing"), None);
    }

    fn programs(task: &Task, system: System) -> Vec<&'static str> {
        wanted(task, system).map(|need| need.program).collect()
    }
}
