//! Bad weather for tests: a disk in memory whose power is cut, which errs, fills up or lies, and a
//! line that breaks. Never part of the program.

mod dice;
mod disk;
mod ffi;
mod proxy;

pub use dice::Dice;
pub use disk::{Broken, Change, Damage, Deed, Disk, Fault, Harm, Mounted, Platter, Tape};
pub use proxy::{Counts, Ending, Proxy, Script, Way};
