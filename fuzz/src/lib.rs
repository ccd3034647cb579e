//! The bodies of the fuzz programs.

mod targets;

/// Makes a door for each: the bodies are also read by a test, which has no use for public ones.
macro_rules! doors {
    ($($name:ident),*) => {
        $(
            /// Panics where what must hold does not.
            pub fn $name(data: &[u8]) {
                targets::$name(data);
            }
        )*
    };
}

doors!(edifact_segments, letter, fhir_json, model_round_trip);
