//! The command line itself.

use crate::letters::BIRTH;
use crate::program::{data, run, run_on};

const WRONG_USAGE: i32 = 64;

#[test]
fn help_and_version_are_results() {
    for words in [
        &["--help"][..],
        &["-h"],
        &["help"],
        &["help", "check"],
        &["--version"],
        &["demo", "--help"],
    ] {
        let ran = run(words);

        assert_eq!((ran.exit, ran.err.as_str()), (0, ""), "{words:?}");
        assert!(!ran.out.is_empty());
    }
}

#[test]
fn every_help_has_an_example() {
    for command in ["check", "convert", "receipt", "demo"] {
        let ran = run(&[command, "--help"]);

        assert!(
            ran.text().contains(&format!("\n  linkdesk-cli {command}")),
            "{command}"
        );
    }
    assert!(run(&["--help"]).text().contains("\n  linkdesk-cli check"));
}

#[test]
fn wrong_usage_is_64_and_explained_on_standard_error() {
    let file = data("birth.edifact");
    for words in [
        &[][..],
        &["chekc"],
        &["check"],
        &["check", "--yaml", &file],
        &["check", "-", "-"],
        &["convert", &file],
        &["convert", "--to", "pdf", &file],
        &["convert", "--to", "fhir"],
        &["convert", "--to", "fhir", "--sis", "1", &file],
        &["convert", "--to", "fhir", "--kind", "removal", &file],
        &["convert", "--to", "edifact", &file],
        &[
            "convert", "--to", "edifact", "--sis", "1", "--sms", "1", "--tn", "1", &file,
        ],
        &[
            "convert",
            "--to",
            "edifact",
            "--sis",
            "1",
            "--sms",
            "1",
            "--tn",
            "1",
            "--at",
            "2025-03-11T10:42",
            "--kind",
            "birth",
            &file,
        ],
        &["receipt", &file],
        &["receipt", &file, "--sis", "1", "--sms", "1"],
        &["demo", "now"],
    ] {
        let ran = run(words);

        assert_eq!((ran.exit, ran.text()), (WRONG_USAGE, ""), "{words:?}");
        assert!(!ran.err.is_empty(), "{words:?}");
    }
}

#[test]
fn wrong_usage_with_json_is_one_object() {
    let ran = run(&[
        "convert", "--to", "edifact", "--json", "--sis", "0", "a.json",
    ]);

    assert_eq!((ran.exit, ran.text()), (WRONG_USAGE, ""));
    assert_eq!(
        ran.complaint(),
        serde_json::json!({
            "code": "E800",
            "message": "invalid value '…' for '--sis <N>': it is a whole number from 1 to 99999999",
            "at": null,
        })
    );
}

#[test]
fn what_was_typed_is_never_told_again() {
    for words in [
        &["patient", "O'NEILL"][..],
        &["O'NEILL"],
        &["patient", "1", "O'NEILL"],
        &["match", "7", "O'NEILL"],
        &["numbers", "explain", "O'NEILL", "SIS", "1"],
        &["numbers", "confirm", "--tn", "9990001006", "--why", "x"],
        &["search", "--most", "9990001006", "cole"],
        &["inbox", "--view", "O'NEILL"],
        &["outbox", "hold", "O'NEILL", "--why", "x"],
        &["report", "O'NEILL"],
        &["--O'NEILL"],
        &["decide", "7", "record", "--on", "O'NEILL"],
        &["convert", "--to", "O'NEILL", "a.dat"],
    ] {
        for json in [&[][..], &["--json"]] {
            let ran = run(&[words, json].concat());

            assert_eq!((ran.exit, ran.text()), (WRONG_USAGE, ""), "{words:?}");
            assert!(!ran.err.contains("NEILL"), "{words:?}: {}", ran.err);
            assert!(!ran.err.contains("9990001006"), "{words:?}: {}", ran.err);
        }
    }
    let typo = run(&["inbox", "--veiw", "all"]);
    assert!(
        typo.err.contains("'--veiw'"),
        "a flag is no person: {}",
        typo.err
    );
}

#[test]
fn numbers_out_of_range_are_wrong_usage() {
    for (sis, sms, tn, exit) in [
        ("1", "1", "1", 0),
        ("99999999", "99999999", "9999999", 0),
        ("0", "1", "1", WRONG_USAGE),
        ("100000000", "1", "1", WRONG_USAGE),
        ("1", "0", "1", WRONG_USAGE),
        ("1", "1", "10000000", WRONG_USAGE),
        ("1", "one", "1", WRONG_USAGE),
        ("-1", "1", "1", WRONG_USAGE),
    ] {
        let words = [
            "convert",
            "--to",
            "edifact",
            "--sis",
            sis,
            "--sms",
            sms,
            "--tn",
            tn,
            "--at",
            "2025-03-11T10:42",
            &data("birth.json"),
        ];
        let ran = run(&words);

        assert_eq!(ran.exit, exit, "{sis} {sms} {tn}: {}", ran.err);
        assert_eq!(ran.out.is_empty(), exit != 0);
    }
}

#[test]
fn a_time_is_one_that_a_uk_clock_shows() {
    for (at, exit) in [
        ("2025-03-30T00:59", 0),
        ("2025-03-30T01:00", WRONG_USAGE),
        ("2025-03-30T01:59", WRONG_USAGE),
        ("2025-03-30T02:00", 0),
        ("2025-10-26T01:00", 0),
        ("2025-10-26T01:59", 0),
        ("2024-02-29T12:00", 0),
        ("2025-02-29T12:00", WRONG_USAGE),
        ("2025-03-11T24:00", WRONG_USAGE),
        ("2025-03-11 10:42", WRONG_USAGE),
        ("2025-03-11T10:42:00", WRONG_USAGE),
        ("2025-03-11T10:42Z", WRONG_USAGE),
        ("2025-03-11", WRONG_USAGE),
        ("", WRONG_USAGE),
    ] {
        let ran = run_on(
            BIRTH,
            &["receipt", "-", "--sis", "1", "--sms", "1", "--at", at],
        );

        assert_eq!(ran.exit, exit, "{at}: {}", ran.err);
        assert_eq!(ran.out.is_empty(), exit != 0);
    }
}

#[test]
fn a_skipped_time_says_why() {
    let ran = run_on(
        BIRTH,
        &[
            "receipt",
            "-",
            "--sis",
            "1",
            "--sms",
            "1",
            "--at",
            "2025-03-30T01:30",
        ],
    );

    assert!(
        ran.err.starts_with(
            "error: invalid value '…' for '--at <TIME>': no UK clock shows this time: it falls into the hour that the change to summer time skips\n"
        ),
        "{}",
        ran.err
    );
}
