//! The client against the public sandbox of MESH, which is written by MESH's own people: it is started
//! with the Python that `LINKDESK_MESH_SANDBOX` names. Without it nothing is tried, and nothing is counted
//! as passed; that is why this program has no test harness and prints its own lines.
#![cfg(test)]
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test program that tells its own results"
)]

#[path = "../support/certificates.rs"]
mod certificates;
mod in_clear;
mod safe;
mod server;

use std::env;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::process::ExitCode;

use server::Server;

/// A name as libtest would print it, and what is tried with a server that has just been emptied.
type Test = (&'static str, fn(&Server));

fn main() -> ExitCode {
    let wanted: Vec<String> = env::args()
        .skip(1)
        .filter(|word| !word.starts_with('-'))
        .collect();
    let Some(python) = env::var_os("LINKDESK_MESH_SANDBOX") else {
        println!("MESH sandbox: LINKDESK_MESH_SANDBOX is not set, so it was not tried");
        println!("test result: ok. 0 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out");
        return ExitCode::SUCCESS;
    };
    let is_wanted = |(name, _): &&Test| {
        wanted.is_empty() || wanted.iter().any(|word| name.contains(word.as_str()))
    };
    let python = Path::new(&python);
    let in_clear: Vec<&Test> = in_clear::TESTS.iter().filter(is_wanted).collect();
    let safe: Vec<&Test> = safe::TESTS.iter().filter(is_wanted).collect();
    let mut results = Vec::new();
    if !in_clear.is_empty() {
        results.extend(run(&Server::in_clear(python), &in_clear));
    }
    if !safe.is_empty() {
        results.extend(run(&Server::safe(python), &safe));
    }

    tell(&results)
}

fn run(server: &Server, tests: &[&Test]) -> Vec<(&'static str, bool)> {
    tests
        .iter()
        .map(|(name, test)| {
            let passed = catch_unwind(AssertUnwindSafe(|| {
                server.empty();
                test(server);
            }));
            let verdict = if passed.is_ok() { "ok" } else { "FAILED" };
            println!("test {name} ... {verdict}");
            (*name, passed.is_ok())
        })
        .collect()
}

fn tell(results: &[(&str, bool)]) -> ExitCode {
    let failed: Vec<_> = results.iter().filter(|(_, passed)| !passed).collect();
    if !failed.is_empty() {
        println!("\nfailures:");
        failed.iter().for_each(|(name, _)| println!("    {name}"));
    }
    let (verdict, code) = match failed.len() {
        0 => ("ok", ExitCode::SUCCESS),
        _ => ("FAILED", ExitCode::FAILURE),
    };
    println!(
        "\ntest result: {verdict}. {} passed; {} failed; 0 ignored; 0 measured; 0 filtered out",
        results.len() - failed.len(),
        failed.len()
    );

    code
}
