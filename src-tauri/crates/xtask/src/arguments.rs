//! The command line: words in, one task out. No door to the system.

use crate::crash::Crash;

pub(crate) const HELP: &str = "\
Usage: cargo xtask <command> [options]

  run                            set the machine up and open the window on the training practice
  test                           everything a pull request must pass; ends in `N passed, N failed`
  bench NAME... [--quick]        measure; names: wire, ledger, search, post, verify, long, standing, window
  crash [--histories N]          histories of acts, deliveries, faults and restarts; 3000 unless told
  crash --power N                a working day with the power cut, the disk failing, full or lying: N runs
  crash --runs N                 the real program killed at points and times that are drawn: N runs
  crash --years N                N years of daily use, by a clock of their own
  fuzz [--seconds N] [TARGET...] try each fuzz target (or those named) for N seconds; 60 unless told
  screenshots                    a picture of every screen and state, with three sizes of text, in target/screenshots
  audit                          licences, sources and advisories of what we depend on (cargo-deny)

Options:
  --yes    install what the system lacks without asking (as does CI=true)
  --help   this text";

/// What is to be done, and whether the system may be changed without asking.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Wanted {
    pub(crate) task: Task,
    pub(crate) yes: bool,
}

#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Task {
    Help,
    Run,
    Test,
    Bench { names: Vec<String>, quick: bool },
    Crash(Crash),
    Fuzz { seconds: u32, targets: Vec<String> },
    Screenshots,
    Audit,
}

const SECONDS_UNLESS_TOLD: u32 = 60;
const HISTORIES_UNLESS_TOLD: u32 = 3000;

/// Reads the words after `cargo xtask`; a word that the command does not know is refused by name.
pub(crate) fn parse(words: &[String]) -> Result<Wanted, String> {
    let mut left = Words::of(words);
    let yes = left.take_flag("--yes");
    if left.take_flag("--help") || left.take_flag("-h") {
        return Ok(Wanted {
            task: Task::Help,
            yes,
        });
    }

    let task = parse_task(&mut left)?;
    left.nothing_more()?;

    Ok(Wanted { task, yes })
}

fn parse_task(left: &mut Words) -> Result<Task, String> {
    let command = left.take_name().ok_or("no command given")?;

    Ok(match command.as_str() {
        "help" => Task::Help,
        "run" => Task::Run,
        "test" => Task::Test,
        "bench" => Task::Bench {
            quick: left.take_flag("--quick"),
            names: left.take_names(),
        },
        "crash" => Task::Crash(crash(left)?),
        "fuzz" => Task::Fuzz {
            seconds: take_number(left, "--seconds", SECONDS_UNLESS_TOLD)?,
            targets: left.take_names(),
        },
        "screenshots" => Task::Screenshots,
        "audit" => Task::Audit,
        _ => return Err(format!("`{command}` is not one of our commands")),
    })
}

fn crash(left: &mut Words) -> Result<Crash, String> {
    if let Some(given) = left.take_value("--power")? {
        return Ok(Crash::PowerCuts(number("--power", &given)?));
    }
    if let Some(given) = left.take_value("--runs")? {
        return Ok(Crash::Kills(number("--runs", &given)?));
    }
    if let Some(given) = left.take_value("--years")? {
        return Ok(Crash::Years(number("--years", &given)?));
    }

    take_number(left, "--histories", HISTORIES_UNLESS_TOLD).map(Crash::Histories)
}

fn take_number(left: &mut Words, name: &str, unless_told: u32) -> Result<u32, String> {
    match left.take_value(name)? {
        Some(given) => number(name, &given),
        None => Ok(unless_told),
    }
}

fn number(name: &str, given: &str) -> Result<u32, String> {
    match given.parse() {
        Ok(number) if number > 0 => Ok(number),
        _ => Err(format!(
            "{name} takes a whole number above 0, not `{given}`"
        )),
    }
}

/// The words not yet understood.
struct Words(Vec<String>);

impl Words {
    fn of(words: &[String]) -> Self {
        Self(words.to_vec())
    }

    fn take_flag(&mut self, flag: &str) -> bool {
        let before = self.0.len();
        self.0.retain(|word| word != flag);

        self.0.len() < before
    }

    /// Takes `--name VALUE` or `--name=VALUE`.
    fn take_value(&mut self, name: &str) -> Result<Option<String>, String> {
        let joined = format!("{name}=");
        let Some(at) = self
            .0
            .iter()
            .position(|word| word == name || word.starts_with(&joined))
        else {
            return Ok(None);
        };
        let word = self.0.remove(at);

        match word.strip_prefix(&joined) {
            Some(value) => Ok(Some(value.to_owned())),
            None if at < self.0.len() => Ok(Some(self.0.remove(at))),
            None => Err(format!("{name} needs a value")),
        }
    }

    fn take_name(&mut self) -> Option<String> {
        let at = self.0.iter().position(|word| !word.starts_with('-'))?;

        Some(self.0.remove(at))
    }

    fn take_names(&mut self) -> Vec<String> {
        std::iter::from_fn(|| self.take_name()).collect()
    }

    fn nothing_more(&self) -> Result<(), String> {
        match self.0.first() {
            Some(word) => Err(format!("`{word}` is not understood here")),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_stands_before_or_after_its_options() {
        for line in ["test --yes", "--yes test"] {
            assert_eq!(
                parsed(line),
                Ok(Wanted {
                    task: Task::Test,
                    yes: true
                }),
                "{line}"
            );
        }
    }

    #[test]
    fn a_bench_takes_names_and_a_quick_run() {
        let task = Task::Bench {
            names: vec!["wire".to_owned()],
            quick: true,
        };

        assert_eq!(
            parsed("bench wire --quick"),
            Ok(Wanted { task, yes: false })
        );
    }

    #[test]
    fn crashing_tries_as_many_histories_power_cuts_or_kills_as_told() {
        for (line, crash) in [
            ("crash", Crash::Histories(3000)),
            ("crash --histories 20", Crash::Histories(20)),
            ("crash --power 20", Crash::PowerCuts(20)),
            ("crash --runs 20", Crash::Kills(20)),
            ("crash --years 10", Crash::Years(10)),
        ] {
            let task = Task::Crash(crash);

            assert_eq!(parsed(line), Ok(Wanted { task, yes: false }), "{line}");
        }
        assert!(parsed("crash --power").is_err());
        for line in [
            "crash --power 9 --histories 9",
            "crash --runs 9 --power 9",
            "crash --runs 9 --histories 9",
        ] {
            assert!(parsed(line).is_err(), "one at a time: {line}");
        }
    }

    #[test]
    fn fuzzing_lasts_as_long_as_told_or_a_minute() {
        for (line, seconds) in [
            ("fuzz letter --seconds 5", 5),
            ("fuzz --seconds=5 letter", 5),
            ("fuzz letter", 60),
        ] {
            let task = Task::Fuzz {
                seconds,
                targets: vec!["letter".to_owned()],
            };

            assert_eq!(parsed(line), Ok(Wanted { task, yes: false }), "{line}");
        }
    }

    #[test]
    fn help_is_given_wherever_it_is_asked_for() {
        for line in ["--help", "-h", "help", "fuzz --help"] {
            assert_eq!(
                parsed(line),
                Ok(Wanted {
                    task: Task::Help,
                    yes: false
                }),
                "{line}"
            );
        }
    }

    #[test]
    fn what_is_not_understood_is_named() {
        for (line, problem) in [
            ("", "no command given"),
            ("tset", "`tset` is not one of our commands"),
            ("test wire", "`wire` is not understood here"),
            ("run --quick", "`--quick` is not understood here"),
            ("fuzz --seconds", "--seconds needs a value"),
            (
                "fuzz --seconds 0",
                "--seconds takes a whole number above 0, not `0`",
            ),
            (
                "fuzz --seconds soon",
                "--seconds takes a whole number above 0, not `soon`",
            ),
        ] {
            assert_eq!(parsed(line), Err(problem.to_owned()), "{line}");
        }
    }

    fn parsed(line: &str) -> Result<Wanted, String> {
        parse(
            &line
                .split_whitespace()
                .map(str::to_owned)
                .collect::<Vec<_>>(),
        )
    }
}
