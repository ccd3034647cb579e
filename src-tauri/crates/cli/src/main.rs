//! The registration desk without a window: explains, converts and answers GP Links letters.
//!
//! Results go to standard output, everything else to standard error; where a command fails, nothing
//! has gone to standard output. The exit codes are part of the contract: see [`output::Exit`].

mod args;
mod check;
mod convert;
mod demo;
mod desk;
mod error;
mod examples;
mod input;
mod output;
mod page;
mod quiet;
mod receipt;
mod text;

use std::ffi::OsString;
use std::panic::{self, AssertUnwindSafe};
use std::process::ExitCode;

use practice::DeskError;

use args::{Arguments, Task};
use error::Failure;
use output::Told;

fn main() -> ExitCode {
    let words: Vec<OsString> = std::env::args_os().collect();
    let json = words.iter().any(|word| word == args::JSON);
    panic::set_hook(Box::new(|_| {}));

    let told = match Arguments::read(&words) {
        Ok(task) => whole(|| perform(task)).unwrap_or_else(Told::failure),
        Err(wrong) if !wrong.use_stderr() => return output::help(&wrong),
        Err(wrong) if !json => return output::usage(&quiet::hidden(wrong)),
        Err(wrong) => Told::failure(Failure::Usage(args::in_one_line(&quiet::hidden(wrong)))),
    };
    output::tell(&told.remarks, json);

    told.exit.into()
}

/// A panic is an error as any other, with a code; what was under way is taken back by the ledger. Its own words are
/// told nowhere, for they may quote what the program was working on.
fn whole<T>(work: impl FnOnce() -> Result<T, Failure>) -> Result<T, Failure> {
    panic::catch_unwind(AssertUnwindSafe(work)).unwrap_or(Err(DeskError::Broken.into()))
}

fn perform(task: Task) -> Result<Told, Failure> {
    match task {
        Task::Check(check) => check::run(&check),
        Task::ToFhir(convert) => convert::to_fhir(&convert),
        Task::ToEdifact(convert) => convert::to_edifact(&convert),
        Task::Receipt(receipt) => receipt::run(&receipt),
        Task::Demo { json } => demo::run(json).map(Told::nothing),
        Task::Desk(deed) => desk::run(&deed),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_an_error_and_its_words_are_not_told() {
        let told = whole::<()>(|| panic!("Okafor")).unwrap_err();

        assert_eq!((told.code(), told.exit()), ("E900", output::Exit::Refused));
        assert!(!told.to_string().contains("Okafor"), "{told}");
    }
}
