//! `cargo xtask fuzz`: libFuzzer on stable Rust. It needs only the coverage counters, which rustc can
//! place without a sanitizer; the flags are those of `cargo fuzz build --sanitizer none`.

use std::fs;
use std::path::Path;
use std::process::{Command, ExitCode};

use crate::fuzz_report::Report;
use crate::process;

const MANIFEST: &str = "fuzz/Cargo.toml";
const TARGET_DIR: &str = "target/fuzz";

const FLAGS: &str = "--cfg fuzzing -Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
    -Cllvm-args=-sanitizer-coverage-trace-compares -Ccodegen-units=1 -Cdebug-assertions -Coverflow-checks";

pub(crate) fn fuzz(seconds: u32, wanted: &[String]) -> Result<ExitCode, String> {
    let manifest = fs::read_to_string(MANIFEST)
        .map_err(|_| format!("{MANIFEST} does not exist yet, so there is nothing to fuzz."))?;
    let targets = choose(&targets(&manifest), wanted)?;
    let host = host()?;
    build(&host)?;

    let mut reports = Vec::new();
    for target in &targets {
        reports.push(try_one(&host, target, seconds)?);
    }

    Ok(tell(&reports))
}

/// The names under `[[bin]]` in the manifest.
fn targets(manifest: &str) -> Vec<String> {
    let binaries = manifest.split("[[bin]]").skip(1);

    binaries
        .filter_map(|table| table.lines().find_map(name))
        .collect()
}

fn name(line: &str) -> Option<String> {
    let (key, value) = line.split_once('=')?;

    (key.trim() == "name").then(|| value.trim().trim_matches('"').to_owned())
}

/// Those that are wanted, or all.
fn choose(targets: &[String], wanted: &[String]) -> Result<Vec<String>, String> {
    match wanted.iter().find(|name| !targets.contains(name)) {
        Some(name) => Err(format!(
            "There is no fuzz target called `{name}`. There are: {}.",
            targets.join(", ")
        )),
        None if wanted.is_empty() => Ok(targets.to_vec()),
        None => Ok(wanted.to_vec()),
    }
}

fn host() -> Result<String, String> {
    let version = process::answer(Command::new("rustc").arg("-vV")).unwrap_or_default();

    version
        .lines()
        .find_map(|line| line.strip_prefix("host: "))
        .map(str::to_owned)
        .ok_or_else(|| "`rustc -vV` names no host".to_owned())
}

/// With a target named, the flags do not reach build scripts, which could not be linked with them.
fn build(host: &str) -> Result<(), String> {
    let mut command = process::cargo(&[
        "build",
        "--release",
        "--manifest-path",
        MANIFEST,
        "--target-dir",
        TARGET_DIR,
        "--target",
        host,
    ]);
    command
        .env("RUSTFLAGS", FLAGS)
        .env_remove("CARGO_ENCODED_RUSTFLAGS");

    match process::follow(&mut command)?.success() {
        true => Ok(()),
        false => Err("The fuzz targets do not build.".to_owned()),
    }
}

fn try_one(host: &str, target: &str, seconds: u32) -> Result<Report, String> {
    println!("\n== {target}: {seconds} seconds");
    let mut report = Report::of(target);
    let mut command = fuzzer(host, target, seconds)?;

    let status = process::watch(&mut command, |line| report.note(line))?;
    report.end(status.code());

    Ok(report)
}

/// libFuzzer writes what it finds worth keeping to its first folder; the committed corpus comes second and is only read.
fn fuzzer(host: &str, target: &str, seconds: u32) -> Result<Command, String> {
    let grown = folder(&format!("{TARGET_DIR}/grown/{target}"))?;
    let found = folder(&format!("{TARGET_DIR}/found"))?;
    let corpus = format!("fuzz/corpus/{target}");

    let mut command = Command::new(format!("{TARGET_DIR}/{host}/release/{target}"));
    command
        .arg(&grown)
        .args(Path::new(&corpus).is_dir().then_some(&corpus))
        .arg(format!("-max_total_time={seconds}"))
        .arg(format!("-artifact_prefix={found}/{target}-"))
        .args([
            "-max_len=20000",
            "-timeout=5",
            "-rss_limit_mb=1024",
            "-print_final_stats=1",
        ]);

    Ok(command)
}

fn folder(path: &str) -> Result<String, String> {
    fs::create_dir_all(path).map_err(|error| format!("cannot make {path}: {error}"))?;

    Ok(path.to_owned())
}

fn tell(reports: &[Report]) -> ExitCode {
    println!();
    for report in reports {
        println!("{report}");
    }

    if reports.iter().all(Report::is_clean) {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_targets_are_the_binaries_of_the_manifest() {
        let manifest = "[package]\nname = \"fuzz\"\n\n[[bin]]\nname = \"letter\"\npath = \"letter.rs\"\n\n[[bin]]\npath = \"f.rs\"\nname = \"fhir_json\"\n";

        assert_eq!(targets(manifest), ["letter", "fhir_json"]);
    }

    #[test]
    fn all_targets_are_tried_unless_some_are_named() {
        let all = ["letter".to_owned(), "fhir_json".to_owned()];

        assert_eq!(choose(&all, &[]), Ok(all.to_vec()));
        assert_eq!(
            choose(&all, &["letter".to_owned()]),
            Ok(vec!["letter".to_owned()])
        );
        assert_eq!(
            choose(&all, &["latter".to_owned()]),
            Err(
                "There is no fuzz target called `latter`. There are: letter, fhir_json.".to_owned()
            )
        );
    }
}
