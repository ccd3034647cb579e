//! Memory that does not grow with the file.
#![cfg(target_os = "linux")]

use std::fs::{self, File};
use std::io::Write;
use std::process::Stdio;

use crate::letters::EVENING;
use crate::program::{TempFile, program, run_on};

const MEGABYTE: usize = 1024 * 1024;

/// The program may take so much more memory than for a short letter, whatever it reads.
const MOST_KILOBYTES: u64 = 4 * 1024;

#[test]
fn twenty_megabytes_are_explained_in_bounded_memory() {
    let growth = growth_of(&["check"], &rejections(MEGABYTE), 20);

    assert!(growth < MOST_KILOBYTES, "{growth} kB");
}

#[test]
fn a_long_letter_is_told_in_json_in_bounded_memory() {
    let growth = growth_of(&["check", "--json"], &rejections(MEGABYTE), 8);

    assert!(growth < MOST_KILOBYTES, "{growth} kB");
}

#[test]
fn one_endless_message_is_checked_in_bounded_memory() {
    let transaction = "FTX+RGI+++ODD'\nS01+1'\nRFF+TN:1'\nNAD+GP+9912345,K31:900'\nS02+2'\nPNA+PAT+9990001006:OPI'\n";
    let head = "UNH+00067510+FHSREG:0:1:FH:FHS001'\nNAD+FHS+NF:954'\nRFF+950:F4'\n";

    let growth = growth_of(
        &["check", "--json"],
        &[head, &transaction.repeat(24_000)].concat(),
        1,
    );

    assert!(growth < MOST_KILOBYTES, "{growth} kB");
}

#[test]
fn one_endless_segment_is_refused_before_it_is_read() {
    let ran = run_on("FTX+RGI+++AND SO ON ".repeat(MEGABYTE), &["check", "-"]);

    assert_eq!(ran.exit, 2);
    assert!(
        ran.text()
            .contains("fatal E122: a segment is longer than can be read\n"),
        "{}",
        ran.text()
    );
}

/// So many bytes of messages whose reasons are far too long.
fn rejections(bytes: usize) -> String {
    let reason = "SEE PCSE ".repeat(200);
    let message = format!(
        "UNH+00067511+FHSREG:0:1:FH:FHS001'\nBGM+++507'\nNAD+FHS+NF:954'\nDTM+137:202504022150:203'\nRFF+950:F3'\n\
         S01+1'\nRFF+TN:1293'\nNAD+GP+9976543,K32:900'\nFTX+RGI+++{reason}'\nUNT+10+00067511'\n"
    );

    message.repeat(bytes / message.len() + 1)
}

/// How much more memory it takes than for a letter that is only just longer than what a pipe holds.
fn growth_of(words: &[&str], block: &str, times: usize) -> u64 {
    let short = peak_of(words, &rejections(MEGABYTE / 8), 1);

    peak_of(words, block, times).saturating_sub(short)
}

/// Has a letter read of which no more exists at a time than a block, and says how much memory that took.
fn peak_of(words: &[&str], block: &str, times: usize) -> u64 {
    let results = TempFile::new("");
    let mut command = program();
    command
        .args(words)
        .arg("-")
        .stdin(Stdio::piped())
        .stdout(File::create(results.path()).unwrap());
    let mut child = command.spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    input
        .write_all(EVENING.lines().next().unwrap().as_bytes())
        .unwrap();
    for _ in 0..times {
        input.write_all(block.as_bytes()).unwrap();
    }

    // It waits for more, having read all but what the pipe holds.
    let peak = peak(child.id());
    drop(input);
    assert_eq!(child.wait().unwrap().code(), Some(1));
    let told = fs::metadata(results.path()).unwrap().len();
    assert!(
        told > (block.len() * times / 10) as u64,
        "it must have worked on it"
    );

    peak
}

/// The largest resident size so far, in kilobytes.
fn peak(process: u32) -> u64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap();
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))
        .unwrap();

    line.split_whitespace().next().unwrap().parse().unwrap()
}
