//! The table of what the system must have, and for which task. A new need is a new row.

use crate::arguments::Task;
use crate::process;
use crate::system::System;

/// One thing that must be there before the tasks that want it can start: a program that answers to
/// `--version`, or (its name ends in `.h`) a header that the C compiler finds.
#[derive(Debug)]
pub(crate) struct Need {
    pub(crate) program: &'static str,
    pub(crate) source: Source,
    pub(crate) why: &'static str,
    pub(crate) wanted_by: fn(&Task) -> bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Source {
    /// Packages by their Debian names.
    Packages(&'static [&'static str]),
    /// A component of the Rust toolchain.
    Rustup(&'static str),
}

const NEEDS: &[Need] = &[
    Need {
        program: "cc",
        source: Source::Packages(&["gcc", "libc6-dev"]),
        why: "Rust links programs with it",
        wanted_by: |task| !matches!(task, Task::Help),
    },
    Need {
        program: "openssl/evp.h",
        source: Source::Packages(&["libssl-dev", "pkg-config"]),
        why: "the practice's file is encrypted with the system's libcrypto",
        wanted_by: |task| !matches!(task, Task::Help | Task::Fuzz { .. } | Task::Audit),
    },
    Need {
        program: "c++",
        source: Source::Packages(&["g++"]),
        why: "the fuzzing engine is written in C++",
        wanted_by: |task| matches!(task, Task::Fuzz { .. }),
    },
    Need {
        program: "rustfmt",
        source: Source::Rustup("rustfmt"),
        why: "the test checks the formatting",
        wanted_by: |task| matches!(task, Task::Test),
    },
    Need {
        program: "cargo-clippy",
        source: Source::Rustup("clippy"),
        why: "the test runs the lints",
        wanted_by: |task| matches!(task, Task::Test),
    },
];

/// Gives what the task wants and this machine does not have.
pub(crate) fn lacking(task: &Task, system: System) -> Vec<&'static Need> {
    wanted(task, system)
        .filter(|need| !is_there(need))
        .collect()
}

fn is_there(need: &Need) -> bool {
    if need.program.ends_with(".h") {
        process::finds_header(need.program)
    } else {
        process::answers(need.program)
    }
}

/// On Windows rustc finds the compiler by itself, under no name that could be tried here.
fn wanted(task: &Task, system: System) -> impl Iterator<Item = &'static Need> {
    let can_be_tried =
        move |need: &&Need| system != System::Windows || matches!(need.source, Source::Rustup(_));

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
            programs(&Task::Run, System::Debian),
            ["cc", "openssl/evp.h"]
        );
        assert_eq!(
            programs(&Task::Test, System::Debian),
            ["cc", "openssl/evp.h", "rustfmt", "cargo-clippy"]
        );
        assert_eq!(programs(&FUZZ, System::Debian), ["cc", "c++"]);
    }

    #[test]
    fn windows_is_asked_only_for_the_toolchain() {
        assert_eq!(programs(&FUZZ, System::Windows), [""; 0]);
        assert_eq!(
            programs(&Task::Test, System::Windows),
            ["rustfmt", "cargo-clippy"]
        );
    }

    fn programs(task: &Task, system: System) -> Vec<&'static str> {
        wanted(task, system).map(|need| need.program).collect()
    }
}
