//! The real keyring of Linux, in sessions of its own: no bus, a bus that never answers, a daemon.
//!
//! The keyring crates ask the process's own environment for the bus, so each case is this program
//! again, started with the environment that the case wants. It prints its own lines: without
//! `gnome-keyring-daemon` nothing can be tried there, and nothing is counted as passed.
#![cfg(test)]

#[cfg(target_os = "linux")]
mod linux;

#[cfg(target_os = "linux")]
fn main() -> std::process::ExitCode {
    linux::main()
}

#[cfg(not(target_os = "linux"))]
fn main() {
    println!("the secret service: only Linux has one, so it was not tried");
    println!("test result: ok. 0 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out");
}
