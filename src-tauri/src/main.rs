//! The desktop program. On Windows no console opens beside it.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

use std::process::ExitCode;

fn main() -> ExitCode {
    linkdesk::run()
}
