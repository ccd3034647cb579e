//! Runs the real program, as a script or a person would.
#![cfg(test)]

mod check;
mod check_json;
mod convert;
mod demo;
mod desk;
#[path = "../support/folder.rs"]
mod folder;
mod large;
mod letters;
mod program;
mod receipt;
mod streams;
mod usage;
