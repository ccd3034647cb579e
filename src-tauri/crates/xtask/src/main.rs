//! The project's own commands. It sets a machine up, runs what a pull request must pass, and starts
//! the benches and fuzz targets; it stands on the standard library alone, so that it builds first.
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "this program's work is to tell a developer what happens"
)]

mod arguments;
mod audit;
mod bench;
mod crash;
mod fuzz;
mod fuzz_report;
mod needs;
mod process;
mod run;
mod sandbox;
mod screenshots;
mod setup;
mod ships;
mod system;
mod tally;
mod test;
mod window;

use std::env;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use arguments::{Task, Wanted};

/// As in `sysexits.h`, and as `linkdesk-cli` does.
const WRONG_USAGE: u8 = 64;

fn main() -> ExitCode {
    let words: Vec<String> = env::args().skip(1).collect();

    match arguments::parse(&words) {
        Ok(wanted) => start(&wanted),
        Err(problem) => {
            eprintln!("{problem}\n\n{}", arguments::HELP);
            ExitCode::from(WRONG_USAGE)
        }
    }
}

fn start(wanted: &Wanted) -> ExitCode {
    let done = enter_the_checkout()
        .and_then(|()| setup::make_ready(&wanted.task, wanted.yes))
        .and_then(|()| perform(&wanted.task));

    done.unwrap_or_else(|problem| {
        eprintln!("{problem}");
        ExitCode::FAILURE
    })
}

fn perform(task: &Task) -> Result<ExitCode, String> {
    match task {
        Task::Help => {
            println!("{}", arguments::HELP);
            Ok(ExitCode::SUCCESS)
        }
        Task::Run => run::run(),
        Task::Test => test::test(),
        Task::Bench { names, quick } => bench::bench(names, *quick),
        Task::Crash(what) => crash::crash(*what),
        Task::Fuzz { seconds, targets } => fuzz::fuzz(*seconds, targets),
        Task::Screenshots => screenshots::screenshots(),
        Task::Audit => audit::audit(),
    }
}

/// Makes the checkout the working folder: Cargo runs us wherever the developer stands.
fn enter_the_checkout() -> Result<(), String> {
    let here = env::var_os("CARGO_MANIFEST_DIR")
        .map_or_else(|| env!("CARGO_MANIFEST_DIR").into(), PathBuf::from);
    let root = here.join("../../..");

    env::set_current_dir(&root)
        .map_err(|error| format!("cannot enter {}: {error}", Path::display(&root)))
}
