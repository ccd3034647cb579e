//! The real program is killed at a point and started again until everything is at rest; then what people were
//! told, what MESH took and what the registration service saw are held against each other. All three lie in
//! the test's own process, which nobody kills.
#![cfg(test)]
#![cfg(unix)]

mod anywhere;
mod checker;
mod day;
mod deciding;
mod desk;
mod far_side;
#[path = "../support/folder.rs"]
mod folder;
mod keeping;
mod kill;
mod memory;
mod people;
mod points;
mod program;
mod receiving;
mod sending;
mod template;
mod together;
