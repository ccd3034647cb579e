//! Named points at which a test may kill the program, as a power cut or an impatient person would.
//!
//! Without the feature `kill` a point is nothing at all, and its name is not in the program.

#[cfg(feature = "kill")]
mod kill;

#[cfg(feature = "kill")]
pub use kill::{KILL, reached, soon};

/// Where the environment says so, the program ends here: at once, as if it had been killed.
#[cfg(feature = "kill")]
#[macro_export]
macro_rules! point {
    ($name:literal) => {
        $crate::reached($name)
    };
}

#[cfg(not(feature = "kill"))]
#[macro_export]
macro_rules! point {
    ($name:literal) => {};
}
