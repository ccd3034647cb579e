//! The bodies of the fuzz programs.

pub mod targets;
