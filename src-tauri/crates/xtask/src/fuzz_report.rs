//! What one fuzz target did, read from libFuzzer's lines.

use std::fmt;

#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Report {
    target: String,
    executions: u64,
    a_second: u64,
    found: Option<String>,
    verdict: Verdict,
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum Verdict {
    Clean,
    TooSlow,
    TooLarge,
    /// Also the verdict until the fuzzer has ended, so that nothing passes by default.
    #[default]
    Crashed,
}

impl Report {
    pub(crate) fn of(target: &str) -> Self {
        Self {
            target: target.to_owned(),
            ..Self::default()
        }
    }

    pub(crate) fn note(&mut self, line: &str) {
        if let Some(count) = statistic(line, "number_of_executed_units") {
            self.executions = count;
        } else if let Some(rate) = statistic(line, "average_exec_per_sec") {
            self.a_second = rate;
        } else if let Some((_, file)) = line.split_once("Test unit written to ") {
            self.found = Some(file.to_owned());
        }
    }

    /// libFuzzer's exit codes; it has none of its own for a signal. No execution at all is no success.
    pub(crate) fn end(&mut self, code: Option<i32>) {
        self.verdict = match code {
            Some(0) if self.executions > 0 => Verdict::Clean,
            Some(70) => Verdict::TooSlow,
            Some(71) => Verdict::TooLarge,
            Some(_) | None => Verdict::Crashed,
        };
    }

    pub(crate) fn is_clean(&self) -> bool {
        self.verdict == Verdict::Clean
    }
}

fn statistic(line: &str, name: &str) -> Option<u64> {
    line.strip_prefix("stat::")?
        .strip_prefix(name)?
        .strip_prefix(':')?
        .trim()
        .parse()
        .ok()
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            target,
            executions,
            a_second,
            found,
            verdict,
        } = self;
        write!(
            f,
            "{target}: {executions} executions, {a_second} a second, {verdict}"
        )?;

        match found {
            Some(file) => write!(f, "; the input is {file}"),
            None => Ok(()),
        }
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Clean => "clean",
            Self::TooSlow => "FAILED: an input took longer than 5 seconds",
            Self::TooLarge => "FAILED: an input took more than 1 GB of memory",
            Self::Crashed => "FAILED: it crashed",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clean_run_tells_its_speed() {
        let report = ended(
            &[
                "stat::number_of_executed_units: 2000",
                "stat::average_exec_per_sec:     1000",
            ],
            Some(0),
        );

        assert!(report.is_clean());
        assert_eq!(
            report.to_string(),
            "letter: 2000 executions, 1000 a second, clean"
        );
    }

    #[test]
    fn a_crash_names_the_input_that_did_it() {
        let report = ended(
            &["artifact_prefix='found/'; Test unit written to found/letter-crash-1"],
            Some(77),
        );

        assert!(!report.is_clean());
        assert!(
            report
                .to_string()
                .ends_with("FAILED: it crashed; the input is found/letter-crash-1"),
            "{report}"
        );
    }

    #[test]
    fn slow_and_large_inputs_are_told_apart() {
        assert_eq!(ended(&[], Some(70)).verdict, Verdict::TooSlow);
        assert_eq!(ended(&[], Some(71)).verdict, Verdict::TooLarge);
    }

    #[test]
    fn a_fuzzer_that_tried_nothing_or_was_killed_is_not_clean() {
        assert!(!ended(&[], Some(0)).is_clean());
        assert!(!ended(&["stat::number_of_executed_units: 1"], None).is_clean());
    }

    fn ended(lines: &[&str], code: Option<i32>) -> Report {
        let mut report = Report::of("letter");
        lines.iter().for_each(|line| report.note(line));
        report.end(code);

        report
    }
}
