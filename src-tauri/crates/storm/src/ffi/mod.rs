//! The library's own tongue. All `unsafe` of the project stands in this folder.
#![allow(
    unsafe_code,
    reason = "the library calls us through C, and is given memory that it shares"
)]

mod file;
mod region;
mod system;

pub(crate) use region::Region;
pub use system::Mounted;
pub(crate) use system::mount;
