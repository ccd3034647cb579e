//! How a command ends: what goes to standard output, what to standard error, and the exit code.

use std::io::{self, Write};
use std::process::ExitCode;

use anstyle::{AnsiColor, Style};
use serde::Serialize;

use crate::error::{Failure, Remark, Weight};
use crate::text::{visible, visible_json};

/// The exit codes, the worst last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Exit {
    Done = 0,
    Warned = 1,
    Refused = 2,
    /// Another program is at work here, a door is locked, or the disk is full.
    Busy = 3,
    /// MESH, or the network, was not reached.
    NotReached = 4,
    /// The data is not as it must be.
    NotVerified = 5,
    WrongUsage = 64,
}

/// How a command ended, and what is to be told beside its result.
#[derive(Debug)]
pub(crate) struct Told {
    pub(crate) exit: Exit,
    pub(crate) remarks: Vec<Remark>,
}

/// Remarks on standard error for a program.
#[derive(Serialize)]
struct Complaint<'a> {
    code: &'a str,
    message: &'a str,
    at: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    problems: Vec<Complaint<'a>>,
}

pub(crate) const BOLD: Style = Style::new().bold();
pub(crate) const DIM: Style = Style::new().dimmed();
pub(crate) const GOOD: Style = AnsiColor::Green.on_default();
pub(crate) const WARNING: Style = AnsiColor::Yellow.on_default();
pub(crate) const ERROR: Style = AnsiColor::Red.on_default().bold();

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

impl Told {
    /// A command that has nothing more to say.
    pub(crate) fn nothing(exit: Exit) -> Self {
        Self {
            exit,
            remarks: Vec::new(),
        }
    }

    /// A command that did its work, with what a person should know of it.
    pub(crate) fn warned(remarks: Vec<Remark>) -> Self {
        let exit = if remarks.is_empty() {
            Exit::Done
        } else {
            Exit::Warned
        };

        Self { exit, remarks }
    }

    pub(crate) fn failure(failure: Failure) -> Self {
        let mut told = Self::nothing(Exit::Done);
        told.add(failure);

        told
    }

    /// Adds a failure of one file to those of others.
    pub(crate) fn add(&mut self, failure: Failure) {
        self.exit = self.exit.max(failure.exit());
        self.remarks.extend(failure.remarks());
    }
}

/// What clap prints for `--help` and `--version`.
pub(crate) fn help(asked: &clap::Error) -> ExitCode {
    // A reader who has gone away needs no help.
    let _ = asked.print();

    Exit::Done.into()
}

/// What clap says of a command line that it does not understand.
pub(crate) fn usage(wrong: &clap::Error) -> ExitCode {
    // There is no other place to complain.
    let _ = wrong.print();

    Exit::WrongUsage.into()
}

/// Puts a result, whole, on standard output.
pub(crate) fn result(bytes: &[u8]) -> Result<(), Failure> {
    unless_gone(put(bytes))
}

/// The same where what is told has happened already.
pub(crate) fn told(bytes: &[u8]) -> Result<(), Failure> {
    match put(bytes) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Failure::Untold(error)),
        _ => Ok(()),
    }
}

fn put(bytes: &[u8]) -> io::Result<()> {
    let mut out = io::stdout().lock();

    out.write_all(bytes).and_then(|()| out.flush())
}

/// A reader who has gone away, as `head` does, is no failure.
pub(crate) fn unless_gone(written: io::Result<()>) -> Result<(), Failure> {
    match written {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Failure::Unwritten(error)),
        _ => Ok(()),
    }
}

/// Tells everything that is no result on standard error: a line each, or one JSON object.
pub(crate) fn tell(remarks: &[Remark], json: bool) {
    let mut out = anstream::stderr().lock();
    let told = match remarks {
        [] => Ok(()),
        [first, rest @ ..] if json => in_json(&mut out, first, rest),
        all => all.iter().try_for_each(|remark| in_words(&mut out, remark)),
    };

    // Where nobody listens there is nobody to tell that nobody listens.
    let _ = told.and_then(|()| out.flush());
}

fn in_words(out: &mut dyn Write, remark: &Remark) -> io::Result<()> {
    let Remark {
        weight,
        code,
        message,
        at,
    } = remark;
    let style = match weight {
        Weight::Note => DIM,
        Weight::Warning => WARNING,
        Weight::Error => ERROR,
    };
    let place = at
        .as_ref()
        .filter(|at| !at.is_empty())
        .map(|at| format!(" ({at})"))
        .unwrap_or_default();

    writeln!(
        out,
        "{style}{} {code}{style:#}: {}{}",
        weight.word(),
        visible(message),
        visible(&place)
    )
}

fn in_json(out: &mut dyn Write, first: &Remark, rest: &[Remark]) -> io::Result<()> {
    let mut complaint = Complaint::of(first);
    complaint.problems = rest.iter().map(Complaint::of).collect();
    let written = serde_json::to_string(&complaint)?;

    writeln!(out, "{}", visible_json(written))
}

impl<'a> Complaint<'a> {
    fn of(remark: &'a Remark) -> Self {
        let Remark {
            code, message, at, ..
        } = remark;

        Self {
            code,
            message,
            at: at.as_deref(),
            problems: Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn remark(message: &str) -> Remark {
        Remark::new(Weight::Warning, "E101", message.to_owned())
    }

    #[test]
    fn the_worst_exit_is_the_largest() {
        assert_eq!(
            Exit::Done.max(Exit::Warned).max(Exit::Refused),
            Exit::Refused
        );
    }

    #[test]
    fn a_remark_in_words_is_one_line_that_no_data_can_break() {
        let mut out = Vec::new();
        in_words(&mut out, &remark("a\nb").at("/a/\u{1b}[2J")).unwrap();
        let plain = anstream::adapter::strip_str(std::str::from_utf8(&out).unwrap()).to_string();

        assert_eq!(plain, "warning E101: a<U+000A>b (/a/<U+001B>[2J)\n");
    }

    #[test]
    fn several_remarks_are_one_json_object() {
        let mut out = Vec::new();
        in_json(&mut out, &remark("first").at("/a"), &[remark("second")]).unwrap();

        assert_eq!(
            String::from_utf8(out).unwrap(),
            "{\"code\":\"E101\",\"message\":\"first\",\"at\":\"/a\",\"problems\":[{\"code\":\"E101\",\"message\":\"second\",\"at\":null}]}\n"
        );
    }
}
