//! A fault of the program's own is told by its place alone. Its words may quote what was being worked on, and what a window
//! says of itself is kept by many systems.

use std::io::{self, Write};
use std::panic::{self, Location};

pub(crate) fn tells_no_words() {
    panic::set_hook(Box::new(|fault| {
        // Where nobody listens, nobody needs to be told.
        let _ = writeln!(io::stderr(), "{}", told_of(fault.location()));
    }));
}

fn told_of(place: Option<&Location<'_>>) -> String {
    let place = place.map(|place| format!(" at {place}"));

    format!(
        "Linkdesk has failed within itself{}.",
        place.unwrap_or_default()
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_is_told_by_its_place() {
        let told = told_of(Some(Location::caller()));

        assert!(told.starts_with("Linkdesk has failed within itself at "));
        assert!(told.contains("fault.rs:"), "{told}");
        assert_eq!(told_of(None), "Linkdesk has failed within itself.");
    }
}
