//! The client against the public sandbox of MESH, which is written by MESH's own people.
#![cfg(test)]
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test program that tells its own results"
)]

#[path = "../support/certificates.rs"]
mod certificates;
mod in_clear;
#[path = "../support/runner.rs"]
mod runner;
mod safe;
#[path = "../support/server.rs"]
mod server;

use std::process::ExitCode;

use runner::Test;

fn main() -> ExitCode {
    runner::run(in_clear::TESTS, safe::TESTS)
}
