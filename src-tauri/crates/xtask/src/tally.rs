//! Counts tests from the lines of `cargo test`. A test program that ends without a result line
//! (killed, aborted, never started) is a failure: silence must not pass for success.

/// What has been counted, with the failures' names.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) passed: usize,
    pub(crate) failed: usize,
    pub(crate) failures: Vec<String>,
}

impl Tally {
    pub(crate) fn pass(&mut self) {
        self.passed += 1;
    }

    pub(crate) fn fail(&mut self, what: String) {
        self.failed += 1;
        self.failures.push(what);
    }

    pub(crate) fn add(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.failures.extend(other.failures);
    }
}

/// Reads the output of one `cargo test`, line by line.
#[derive(Debug, Default)]
pub(crate) struct Reading {
    tally: Tally,
    program: Option<Program>,
    /// The last indented block: after libtest's second `failures:` it holds the failed tests' names.
    block: Vec<String>,
}

/// The test program whose lines come now.
#[derive(Debug)]
struct Program {
    name: String,
    has_result: bool,
}

impl Reading {
    pub(crate) fn note(&mut self, line: &str) {
        if let Some(name) = program_name(line) {
            self.leave_program();
            self.program = Some(Program {
                name,
                has_result: false,
            });
        } else if line == "failures:" {
            self.block.clear();
        } else if let Some(name) = line.strip_prefix("    ") {
            self.block.push(name.to_owned());
        } else if let Some((passed, failed)) = result(line) {
            self.take_result(passed, failed);
        }
    }

    /// `succeeded` is the verdict of `cargo test` itself.
    pub(crate) fn finish(mut self, succeeded: bool) -> Tally {
        self.leave_program();
        match (succeeded, self.tally.passed, self.tally.failed) {
            (false, _, 0) => self
                .tally
                .fail("cargo test failed before or between the tests".to_owned()),
            (true, 0, 0) => self.tally.fail("cargo test ran no test at all".to_owned()),
            _ => {}
        }

        self.tally
    }

    fn take_result(&mut self, passed: usize, failed: usize) {
        let name = self.program.as_mut().map_or("a test program", |program| {
            program.has_result = true;
            &program.name
        });
        let names = std::mem::take(&mut self.block);
        let failures = if failed > 0 { names } else { Vec::new() };

        self.tally.failures.extend(
            failures
                .iter()
                .map(|test| format!("test {test}, in {name}")),
        );
        self.tally.passed += passed;
        self.tally.failed += failed;
    }

    fn leave_program(&mut self) {
        if let Some(Program {
            name,
            has_result: false,
        }) = self.program.take()
        {
            self.tally.fail(format!("{name} ended without a result"));
        }
    }
}

/// `     Running tests/golden.rs (target/debug/deps/golden-0a1b)` or `   Doc-tests gplinks`, as Cargo indents them.
fn program_name(line: &str) -> Option<String> {
    if let Some(package) = line.strip_prefix("   Doc-tests ") {
        return Some(format!("{package} (documentation)"));
    }
    let (target, path) = line
        .strip_prefix("     Running ")?
        .strip_suffix(')')?
        .split_once(" (")?;
    let file = path.rsplit(['/', '\\']).next()?;
    let package = file
        .rsplit_once('-')
        .map_or(file, |(package, _hash)| package);

    Some(format!("{package} ({target})"))
}

/// `test result: ok. 3 passed; 0 failed; 0 ignored; ...`
fn result(line: &str) -> Option<(usize, usize)> {
    let (_verdict, counts) = line.strip_prefix("test result: ")?.split_once(". ")?;
    let count = |word| {
        counts
            .split("; ")
            .find_map(|part| part.strip_suffix(word)?.trim().parse().ok())
    };

    Some((count("passed")?, count("failed")?))
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = "     Running unittests src/lib.rs (target/debug/deps/edifact-0a1b2c)

running 2 tests
test parse::tests::a_segment_has_a_place ... ok
test parse::tests::a_tag_has_three_letters ... ok

test result: ok. 2 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.01s
";

    const BAD: &str = "     Running tests/golden.rs (target\\debug\\deps\\golden-3d4e.exe)

running 3 tests
test outgoing ... FAILED
test incoming ... ok
test receipts ... FAILED

failures:

---- outgoing stdout ----
thread 'outgoing' panicked at tests/golden.rs:7:5:
    a line of the message

failures:
    outgoing
    receipts

test result: FAILED. 1 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.01s
";

    const CRASHED: &str = "     Running unittests src/lib.rs (target/debug/deps/fhir-5f6a)

running 2 tests
test one ... ok
error: test failed, to rerun pass `-p fhir --lib`

Caused by:
  process didn't exit successfully: `fhir-5f6a` (signal: 6, SIGABRT: process abort signal)
";

    #[test]
    fn results_of_several_programs_are_added() {
        let documentation = "   Doc-tests edifact\n\nrunning 1 test\n\ntest result: ok. 1 passed; 0 failed; 0 ignored\n";

        assert_eq!(counted(&[GOOD, documentation], true), tally(3, 0, &[]));
    }

    #[test]
    fn failed_tests_are_named_with_their_program() {
        let named = [
            "test outgoing, in golden (tests/golden.rs)",
            "test receipts, in golden (tests/golden.rs)",
        ];

        assert_eq!(counted(&[GOOD, BAD], false), tally(3, 2, &named));
    }

    #[test]
    fn a_program_that_a_signal_ended_is_a_failure_wherever_it_stands() {
        let named = ["fhir (unittests src/lib.rs) ended without a result"];

        assert_eq!(counted(&[CRASHED, GOOD], false), tally(2, 1, &named));
        assert_eq!(counted(&[GOOD, CRASHED], false), tally(2, 1, &named));
    }

    #[test]
    fn tests_that_do_not_compile_are_a_failure() {
        let errors =
            "   Compiling edifact v0.1.0\nerror[E0425]: cannot find value `x` in this scope\n";

        assert_eq!(
            counted(&[errors], false),
            tally(0, 1, &["cargo test failed before or between the tests"])
        );
    }

    #[test]
    fn passed_tests_do_not_hide_that_cargo_failed() {
        assert_eq!(
            counted(&[GOOD], false),
            tally(2, 1, &["cargo test failed before or between the tests"])
        );
    }

    #[test]
    fn a_run_without_any_test_is_a_failure() {
        let empty = "     Running unittests src/lib.rs (target/debug/deps/edifact-0a)\n\nrunning 0 tests\n\ntest result: ok. 0 passed; 0 failed; 0 ignored\n";

        assert_eq!(
            counted(&[], true),
            tally(0, 1, &["cargo test ran no test at all"])
        );
        assert_eq!(
            counted(&[empty], true),
            tally(0, 1, &["cargo test ran no test at all"])
        );
    }

    fn counted(outputs: &[&str], succeeded: bool) -> Tally {
        let mut reading = Reading::default();
        outputs.concat().lines().for_each(|line| reading.note(line));

        reading.finish(succeeded)
    }

    fn tally(passed: usize, failed: usize, failures: &[&str]) -> Tally {
        Tally {
            passed,
            failed,
            failures: failures.iter().map(|&name| name.to_owned()).collect(),
        }
    }
}
