//! Runs tests against the sandbox: it is started with the Python that `LINKDESK_MESH_SANDBOX` names. Without it
//! nothing is tried, and nothing is counted as passed; that is why such a program has no test harness and prints
//! its own lines.

use std::env;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::process::ExitCode;

use crate::server::Server;

/// A name as libtest would print it, and what is tried with a server that has just been emptied.
pub(crate) type Test = (&'static str, fn(&Server));

/// Runs what was asked for, first with the sandbox in clear and then with the one behind TLS.
pub(crate) fn run(in_clear: &[Test], safe: &[Test]) -> ExitCode {
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
    let in_clear: Vec<&Test> = in_clear.iter().filter(is_wanted).collect();
    let safe: Vec<&Test> = safe.iter().filter(is_wanted).collect();
    let mut results = Vec::new();
    if !in_clear.is_empty() {
        results.extend(all(&Server::in_clear(python), &in_clear));
    }
    if !safe.is_empty() {
        results.extend(all(&Server::safe(python), &safe));
    }

    tell(&results)
}

fn all(server: &Server, tests: &[&Test]) -> Vec<(&'static str, bool)> {
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
