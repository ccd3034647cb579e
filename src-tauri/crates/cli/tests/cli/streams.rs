//! What goes where, and what happens to files that cannot be read and results that nobody takes.

use std::io::Read;
use std::process::Stdio;

use serde_json::json;

use crate::letters::EVENING;
use crate::program::{TempFile, data, program, ran, run};

const NUMBERS: [&str; 6] = ["--sis", "1", "--sms", "1", "--at", "2025-04-03T07:12"];

#[test]
fn a_missing_file_and_a_folder_are_told_in_one_sentence() {
    let folder = env!("CARGO_MANIFEST_DIR");
    for (file, sentence) in [
        (
            "nowhere.dat",
            "error E801: there is no file nowhere.dat. Check its name and folder\n".to_owned(),
        ),
        (
            folder,
            format!("error E803: {folder} is a folder. Name the files in it instead\n"),
        ),
    ] {
        for words in [
            vec!["check", file],
            vec!["convert", "--to", "fhir", file],
            [&["receipt", file], &NUMBERS[..]].concat(),
        ] {
            let ran = run(&words);

            assert_eq!(
                (ran.exit, ran.text(), ran.err.as_str()),
                (2, "", sentence.as_str()),
                "{words:?}"
            );
        }
    }
}

/// One without an end, and one that says nothing; by a link too.
#[cfg(unix)]
#[test]
fn a_device_is_never_read() {
    let link = TempFile::new("");
    std::fs::remove_file(link.path()).unwrap();
    std::os::unix::fs::symlink("/dev/zero", link.path()).unwrap();
    for file in ["/dev/zero", "/dev/null", link.path()] {
        let ran = run(&["check", file]);

        let sentence = format!(
            "error E808: {file} is a device and not a file. Nothing was read; name a file, or `-` for standard input\n"
        );
        assert_eq!(
            (ran.exit, ran.text(), ran.err.as_str()),
            (2, "", sentence.as_str())
        );
    }
}

#[test]
fn with_json_standard_error_is_one_object() {
    let ran = run(&["check", "--json", "nowhere.dat", "neither.dat"]);

    assert_eq!((ran.exit, ran.text()), (2, ""));
    assert_eq!(
        ran.complaint(),
        json!({
            "code": "E801",
            "message": "there is no file nowhere.dat. Check its name and folder",
            "at": null,
            "problems": [{
                "code": "E801",
                "message": "there is no file neither.dat. Check its name and folder",
                "at": null,
            }],
        })
    );
}

#[test]
fn the_files_beside_a_missing_one_are_checked_all_the_same() {
    let clean = data("birth.edifact");

    let words = run(&["check", "nowhere.dat", &clean]);
    let json = run(&["check", "--json", "nowhere.dat", &clean]);

    assert_eq!((words.exit, json.exit), (2, 2));
    assert!(
        words
            .text()
            .ends_with(": 1 letter, 1 message, 1 transaction, no problems\n")
    );
    assert_eq!(json.json()["letters"][0]["file"], clean);
    assert_eq!(json.complaint()["code"], "E801");
}

#[cfg(unix)]
#[test]
fn a_file_that_may_not_be_read_is_told() {
    use std::os::unix::fs::PermissionsExt;

    let file = TempFile::new(EVENING);
    std::fs::set_permissions(file.path(), std::fs::Permissions::from_mode(0o0)).unwrap();
    let may_all_the_same = std::fs::File::open(file.path()).is_ok();

    let ran = run(&["check", file.path()]);

    if may_all_the_same {
        assert_eq!(ran.exit, 0, "whoever runs this may read everything");
    } else {
        let sentence = format!(
            "error E802: {} cannot be opened: you do not have permission to read it\n",
            file.path()
        );
        assert_eq!(
            (ran.exit, ran.text(), ran.err.as_str()),
            (2, "", sentence.as_str())
        );
    }
}

#[test]
fn a_name_cannot_disturb_the_terminal() {
    let ran = run(&["check", "no\u{1b}[2J\u{202e}where.dat"]);

    assert_eq!(
        ran.err,
        "error E801: there is no file no<U+001B>[2J<U+202E>where.dat. Check its name and folder\n"
    );
}

#[test]
fn what_names_no_file_is_not_repeated() {
    for typed in [
        "Okafor",
        "999 000 2371",
        "999-000-2371.dat",
        "Isla Okafor.dat",
    ] {
        let ran = run(&["check", typed]);

        assert_eq!(
            ran.err,
            "error E801: there is no file of that name. Check its name and folder\n"
        );
    }
}

#[test]
fn a_reader_who_goes_away_ends_the_program_quietly() {
    let body: String = EVENING
        .lines()
        .filter(|line| !line.starts_with("UNB") && !line.starts_with("UNZ"))
        .collect();
    let header = EVENING.lines().next().unwrap();
    let file = TempFile::new(format!("{header}{}", body.repeat(500)));

    for words in [
        &["check"][..],
        &["check", "--json"],
        &["convert", "--to", "fhir"],
    ] {
        let mut command = program();
        command
            .args(words)
            .arg(file.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let mut out = child.stdout.take().unwrap();
        out.read_exact(&mut [0; 10]).unwrap();
        drop(out);

        let ended = child.wait_with_output().unwrap();
        let told = String::from_utf8(ended.stderr).unwrap();
        assert!(ended.status.code().is_some(), "{words:?} was killed");
        assert!(
            told.lines().all(|line| line.starts_with("warning E821")),
            "{words:?} complains: {told}"
        );
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_result_that_cannot_be_written_is_an_error() {
    let full = || {
        std::fs::File::options()
            .write(true)
            .open("/dev/full")
            .unwrap()
    };
    let file = data("birth.edifact");
    for words in [
        vec!["check", &file],
        vec!["convert", "--to", "fhir", &file],
        [&["receipt", &file], &NUMBERS[..]].concat(),
        vec!["demo"],
    ] {
        let mut command = program();
        let child = command
            .args(&words)
            .stdout(full())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();

        let ended = child.wait_with_output().unwrap();
        let told = String::from_utf8(ended.stderr).unwrap();
        assert_eq!(ended.status.code(), Some(2), "{words:?}");
        assert!(
            told.starts_with("error E807: the result cannot be written: "),
            "{words:?}: {told}"
        );
        assert_eq!(told.lines().count(), 1);
    }
}

#[test]
fn errors_show_no_colour_where_they_go_into_a_file() {
    let plain = run(&["check", "nowhere.dat"]);
    let coloured = ran(program()
        .args(["check", "nowhere.dat"])
        .env("CLICOLOR_FORCE", "1"));

    assert!(!plain.err.contains('\u{1b}'));
    assert!(coloured.err.contains('\u{1b}'));
}
