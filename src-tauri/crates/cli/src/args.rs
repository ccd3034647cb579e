//! What can be asked on the command line, and how it is written.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::error::ErrorKind;
use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};
use fhir::FilingKind;
use gplinks::{Minute, Numbers, OwnTn, Sis, Sms};

use crate::{desk, examples};

/// The switch that makes everything machine-readable.
pub(crate) const JSON: &str = "--json";

const EVERYWHERE: &str = "\
Example:
  linkdesk-cli check evening.dat
  linkdesk-cli outbox --data ./desk

Exit codes: 0 done, 1 done with warnings, 2 input refused, 3 busy or locked, 4 MESH or network not
reached, 5 the data did not verify, 64 wrong usage.
FILE can be - for standard input. Results go to standard output, everything else to standard error.
Times are UK local time. Linkdesk is not an NHS England product.";

const CHECK: &str = "\
Examples:
  linkdesk-cli check evening.dat
  linkdesk-cli check inbox/*.dat --json > report.json

Exit codes: 0 nothing wrong, 1 warnings or parts set aside, 2 a letter that cannot be used or a
file that cannot be read. The shape of --json is told in docs/command-line.md.";

const CONVERT: &str = "\
Examples:
  linkdesk-cli convert --to fhir evening.dat --json
  linkdesk-cli convert --to edifact --sis 1 --sms 1 --tn 1 --at 2025-03-11T10:42 birth.json

The JSON is that of the NHAIS adaptor, whose text carries EDIFACT release characters (O?'NEILL);
with --clean it is plain text (O'NEILL), checked as the desk checks its forms.";

const RECEIPT: &str = "\
Example:
  linkdesk-cli receipt evening.dat --sis 520 --sms 742 --at 2025-04-03T07:12 > receipt.dat

The numbers are the next ones of your link: SIS for the letter, SMS for its one message.";

const DEMO: &str = "\
Examples:
  linkdesk-cli demo
  linkdesk-cli demo --json";

/// The registration desk of a GP practice, without a window
#[derive(Debug, Parser)]
#[command(name = "linkdesk-cli", version, after_help = EVERYWHERE)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    asked: Asked,
}

#[derive(Debug, Subcommand)]
enum Asked {
    /// Explain letters in plain English, with everything that is wrong in them and where
    #[command(after_help = CHECK)]
    Check(Check),
    /// Turn a letter into the NHAIS adaptor's JSON, or such JSON into a letter
    #[command(after_help = CONVERT)]
    Convert(Convert),
    /// Write the receipt that answers a letter
    #[command(after_help = RECEIPT)]
    Receipt(Receipt),
    /// Show in the terminal what works today, with invented people
    #[command(after_help = DEMO)]
    Demo {
        /// Write one JSON document instead of words
        #[arg(long)]
        json: bool,
    },
    #[command(flatten)]
    Desk(desk::Deed),
}

/// What is to be done, with nothing left to ask.
#[derive(Debug)]
pub(crate) enum Task {
    Check(Check),
    ToFhir(ToFhir),
    ToEdifact(ToEdifact),
    Receipt(Receipt),
    Demo { json: bool },
    Desk(Box<desk::Deed>),
}

#[derive(Debug, Args)]
pub(crate) struct Check {
    /// The letters' files; - is standard input
    #[arg(value_name = "FILE", required = true)]
    pub(crate) files: Vec<PathBuf>,
    /// Write one JSON document instead of words
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
struct Convert {
    /// What to write
    #[arg(long, value_name = "FORM")]
    to: Form,
    /// The letter's number (1 to 99999999)
    #[arg(long, value_name = "N", value_parser = sis, required_if_eq("to", "edifact"))]
    sis: Option<Sis>,
    /// The message's number (1 to 99999999)
    #[arg(long, value_name = "N", value_parser = sms, required_if_eq("to", "edifact"))]
    sms: Option<Sms>,
    /// The transaction's number (1 to 9999999)
    #[arg(long, value_name = "N", value_parser = tn, required_if_eq("to", "edifact"))]
    tn: Option<OwnTn>,
    /// The letter's time, UK local time to the minute, like 2025-03-11T10:42
    #[arg(long, value_name = "TIME", value_parser = Minute::parse, required_if_eq("to", "edifact"))]
    at: Option<Minute>,
    /// What the JSON asks for; told from the JSON where it is left out
    #[arg(long)]
    kind: Option<Kind>,
    /// Plain text in the JSON instead of the adaptor's escaped text
    #[arg(long)]
    clean: bool,
    /// One JSON object a line; remarks as JSON on standard error
    #[arg(long)]
    json: bool,
    /// The letter or the JSON; - is standard input
    file: PathBuf,
}

/// A letter that becomes JSON.
#[derive(Debug)]
pub(crate) struct ToFhir {
    pub(crate) file: PathBuf,
    pub(crate) clean: bool,
    pub(crate) json: bool,
}

/// JSON that becomes a letter.
#[derive(Debug)]
pub(crate) struct ToEdifact {
    pub(crate) file: PathBuf,
    pub(crate) clean: bool,
    pub(crate) kind: Option<FilingKind>,
    pub(crate) numbers: Numbers,
    pub(crate) at: Minute,
}

#[derive(Debug, Args)]
pub(crate) struct Receipt {
    /// The letter to answer; - is standard input
    pub(crate) file: PathBuf,
    /// The receipt's own letter number (1 to 99999999)
    #[arg(long, value_name = "N", value_parser = sis)]
    pub(crate) sis: Sis,
    /// The receipt's own message number (1 to 99999999)
    #[arg(long, value_name = "N", value_parser = sms)]
    pub(crate) sms: Sms,
    /// The receipt's time, UK local time to the minute, like 2025-03-11T10:42
    #[arg(long, value_name = "TIME", value_parser = Minute::parse)]
    pub(crate) at: Minute,
    /// Remarks as JSON on standard error
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Form {
    Fhir,
    Edifact,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Kind {
    Acceptance,
    Amendment,
    Removal,
    Deduction,
}

impl Arguments {
    /// Reads the words of the command line, the program's own name first.
    pub(crate) fn read(words: &[OsString]) -> Result<Task, clap::Error> {
        let mut command = Self::grouped();
        let matches = command.try_get_matches_from_mut(words)?;
        let arguments =
            Self::from_arg_matches(&matches).map_err(|wrong| wrong.format(&mut command))?;

        match arguments.asked {
            Asked::Check(check) => check.once_from_stdin().map(Task::Check),
            Asked::Convert(convert) => convert.task(),
            Asked::Receipt(receipt) => Ok(Task::Receipt(receipt)),
            Asked::Demo { json } => Ok(Task::Demo { json }),
            Asked::Desk(deed) => Ok(Task::Desk(Box::new(deed))),
        }
    }

    /// The command line, whose help tells the commands in groups.
    fn grouped() -> clap::Command {
        let command = examples::told(Self::command());
        let mut told = String::from("{about-with-newline}\n{usage-heading} {usage}\n");
        for (group, names) in desk::GROUPS {
            told += &format!("\n{group}:\n");
            for name in names {
                let about = command
                    .find_subcommand(name)
                    .and_then(|one| one.get_about());
                let about = about.map(ToString::to_string).unwrap_or_default();
                told += &format!("  {name:<10} {about}\n");
            }
        }

        command.help_template(told + "\nOptions:\n{options}{after-help}")
    }
}

impl Check {
    fn once_from_stdin(self) -> Result<Self, clap::Error> {
        let times = self
            .files
            .iter()
            .filter(|file| file.as_os_str() == "-")
            .count();
        if times > 1 {
            return Err(wrong("standard input (-) can be read only once"));
        }

        Ok(self)
    }
}

impl Convert {
    fn task(self) -> Result<Task, clap::Error> {
        let Self {
            to,
            sis,
            sms,
            tn,
            at,
            kind,
            clean,
            json,
            file,
        } = self;
        match (to, sis, sms, tn, at, kind) {
            (Form::Fhir, None, None, None, None, None) => {
                Ok(Task::ToFhir(ToFhir { file, clean, json }))
            }
            (Form::Edifact, Some(sis), Some(sms), Some(tn), Some(at), kind) => {
                let numbers = Numbers { sis, sms, tn };
                let kind = kind.map(FilingKind::from);

                Ok(Task::ToEdifact(ToEdifact {
                    file,
                    clean,
                    kind,
                    numbers,
                    at,
                }))
            }
            (Form::Fhir | Form::Edifact, ..) => Err(wrong(
                "--sis, --sms, --tn, --at and --kind go with --to edifact only",
            )),
        }
    }
}

impl From<Kind> for FilingKind {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::Acceptance => Self::Acceptance,
            Kind::Amendment => Self::Amendment,
            Kind::Removal => Self::Removal,
            Kind::Deduction => Self::Deduction,
        }
    }
}

/// What clap says, without the layout that it has on a screen.
pub(crate) fn in_one_line(wrong: &clap::Error) -> String {
    let told = wrong.to_string();
    let told = told.split("\n\n").next().unwrap_or_default();
    let words: Vec<_> = told.split_whitespace().collect();
    let line = words.join(" ");

    line.strip_prefix("error: ").unwrap_or(&line).to_owned()
}

fn wrong(message: &str) -> clap::Error {
    Arguments::command().error(ErrorKind::ArgumentConflict, message)
}

fn sis(text: &str) -> Result<Sis, String> {
    number(text)
        .and_then(Sis::new)
        .ok_or_else(|| out_of_range(Sis::LAST.get()))
}

fn sms(text: &str) -> Result<Sms, String> {
    number(text)
        .and_then(Sms::new)
        .ok_or_else(|| out_of_range(Sms::LAST.get()))
}

fn tn(text: &str) -> Result<OwnTn, String> {
    number(text)
        .and_then(OwnTn::new)
        .ok_or_else(|| out_of_range(OwnTn::LAST.get()))
}

/// Digits and nothing else: `+1` is no number of a letter.
fn number(text: &str) -> Option<u32> {
    text.bytes()
        .all(|byte| byte.is_ascii_digit())
        .then(|| text.parse().ok())?
}

fn out_of_range(last: u32) -> String {
    format!("it is a whole number from 1 to {last}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Result<Task, clap::Error> {
        let words: Vec<OsString> = line.split(' ').map(OsString::from).collect();

        Arguments::read(&words)
    }

    #[test]
    fn the_command_line_is_sound() {
        Arguments::grouped().debug_assert();
    }

    #[test]
    fn every_command_has_an_example() {
        for command in Arguments::command().get_subcommands() {
            let help = command
                .get_after_help()
                .map(ToString::to_string)
                .unwrap_or_default();

            assert!(help.starts_with("Example"), "{}", command.get_name());
            assert!(help.contains(&format!("linkdesk-cli {}", command.get_name())));
        }
    }

    #[test]
    fn every_command_is_told_in_a_group() {
        let command = Arguments::command();
        let told: Vec<_> = desk::GROUPS
            .iter()
            .flat_map(|(_, names)| *names)
            .copied()
            .collect();
        let known: Vec<_> = command
            .get_subcommands()
            .map(clap::Command::get_name)
            .collect();

        assert!(known.iter().all(|name| told.contains(name)), "{known:?}");
        assert_eq!(known.len(), told.len());
    }

    #[test]
    fn numbers_are_plain_and_in_range() {
        assert_eq!(sis("99999999"), Ok(Sis::LAST));
        assert_eq!(
            sis("00000512"),
            Ok(Sis::new(512).unwrap()),
            "as it stands in a letter"
        );
        assert_eq!(tn("9999999"), Ok(OwnTn::LAST));
        for odd in [
            "0",
            "-1",
            "+1",
            "1.0",
            "",
            "1e3",
            "100000000",
            "99999999999",
        ] {
            assert!(sis(odd).is_err(), "{odd}");
        }
        assert_eq!(
            tn("10000000"),
            Err("it is a whole number from 1 to 9999999".to_owned())
        );
    }

    #[test]
    fn what_belongs_to_one_direction_is_refused_in_the_other() {
        let wrong = read("linkdesk-cli convert --to fhir --sis 1 a.dat").unwrap_err();

        assert_eq!(
            in_one_line(&wrong),
            "--sis, --sms, --tn, --at and --kind go with --to edifact only"
        );
    }

    #[test]
    fn clap_s_layout_becomes_one_line() {
        let wrong = read("linkdesk-cli convert --to edifact --sis 1 --tn 1 a.json").unwrap_err();

        assert_eq!(
            in_one_line(&wrong),
            "the following required arguments were not provided: --sms <N> --at <TIME>"
        );
    }
}
