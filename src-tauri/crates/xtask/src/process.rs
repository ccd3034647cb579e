//! Starting other programs: the only file that does.

use std::io::{self, BufRead, BufReader, Write};
use std::process::{Command, ExitCode, ExitStatus, Stdio};

/// Says whether `program --version` works: a rustup proxy exists even where its component does not.
pub(crate) fn answers(program: &str) -> bool {
    answer(Command::new(program).arg("--version")).is_some()
}

/// Says whether the C compiler finds a header where it looks for the system's.
pub(crate) fn finds_header(header: &str) -> bool {
    let mut compiler = Command::new("cc");
    compiler.args(["-E", "-x", "c", "-include", header, "/dev/null"]);

    answer(&mut compiler).is_some()
}

/// Says whether a program lies where the shell looks for it.
pub(crate) fn is_on_path(program: &str) -> bool {
    let folders = std::env::var_os("PATH").unwrap_or_default();

    std::env::split_paths(&folders).any(|folder| folder.join(program).is_file())
}

/// Says whether the headers of a library are there.
pub(crate) fn knows_library(library: &str) -> bool {
    answer(Command::new("pkg-config").args(["--exists", library])).is_some()
}

/// Gives what a command prints, or nothing where it fails.
pub(crate) fn answer(command: &mut Command) -> Option<String> {
    let output = command
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output()
        .ok()?;

    output
        .status
        .success()
        .then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Runs a command on our own terminal to its end.
pub(crate) fn follow(command: &mut Command) -> Result<ExitStatus, String> {
    command
        .status()
        .map_err(|error| cannot_start(command, &error))
}

/// Runs a command to its end, shows what it prints and gives each line to `note` as well.
pub(crate) fn watch(
    command: &mut Command,
    mut note: impl FnMut(&str),
) -> Result<ExitStatus, String> {
    each_line(command, |line| {
        show(line);
        note(String::from_utf8_lossy(line).trim_end_matches(['\r', '\n']));
    })
}

/// The lines of both outputs, in the order they come.
fn each_line(command: &mut Command, mut take: impl FnMut(&[u8])) -> Result<ExitStatus, String> {
    let (reader, mut child) =
        spawn_into_one_pipe(command).map_err(|error| cannot_start(command, &error))?;

    let mut lines = BufReader::new(reader);
    let mut line = Vec::new();
    while matches!(lines.read_until(b'\n', &mut line), Ok(1..)) {
        take(&line);
        line.clear();
    }

    child
        .wait()
        .map_err(|error| format!("lost sight of {}: {error}", written(command)))
}

/// The command keeps its ends of the pipe until it is told to let go, or the reading would never end.
fn spawn_into_one_pipe(command: &mut Command) -> io::Result<(io::PipeReader, std::process::Child)> {
    let (reader, writer) = io::pipe()?;
    let child = command.stdout(writer.try_clone()?).stderr(writer).spawn()?;
    command.stdout(Stdio::inherit()).stderr(Stdio::inherit());

    Ok((reader, child))
}

/// A command as a person would type it.
pub(crate) fn written(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());

    words
        .map(|word| word.to_string_lossy().into_owned())
        .collect::<Vec<_>>()
        .join(" ")
}

/// Another program's verdict as ours; one that a signal ended failed.
pub(crate) fn pass_on(status: ExitStatus) -> ExitCode {
    let code = status.code().and_then(|code| u8::try_from(code).ok());

    code.map_or(ExitCode::FAILURE, ExitCode::from)
}

pub(crate) fn cargo(words: &[&str]) -> Command {
    let mut command = Command::new("cargo");
    command.args(words);

    command
}

fn cannot_start(command: &Command, error: &io::Error) -> String {
    format!("cannot start {}: {error}", written(command))
}

/// A terminal that was closed is no reason to stop: the exit code still tells.
fn show(line: &[u8]) {
    let mut terminal = io::stdout();

    let _ = terminal.write_all(line).and_then(|()| terminal.flush());
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn both_outputs_are_seen_in_the_order_they_come() {
        let mut seen = Vec::new();

        let status = each_line(&mut shell("echo one; echo two >&2; printf three"), |line| {
            seen.extend_from_slice(line);
        });

        assert!(status.unwrap().success());
        assert_eq!(seen, b"one\ntwo\nthree");
    }

    #[test]
    fn a_command_that_a_signal_ends_has_failed() {
        let status = each_line(&mut shell("kill -9 $$"), |_| {}).unwrap();

        assert_eq!(pass_on(status), ExitCode::FAILURE);
    }

    #[test]
    fn a_header_is_found_or_not() {
        assert!(finds_header("stddef.h"));
        assert!(!finds_header("no-such-header.h"));
    }

    #[test]
    fn a_program_that_is_not_there_is_named() {
        let problem = follow(&mut Command::new("no-such-program")).unwrap_err();

        assert!(
            problem.starts_with("cannot start no-such-program: "),
            "{problem}"
        );
    }

    fn shell(script: &str) -> Command {
        let mut command = Command::new("sh");
        command.args(["-c", script]);

        command
    }
}
