//! What each choice does, in words, with the flags that it needs.

/// What a choice for a notice of this kind does.
pub(super) fn explained(kind: &str, choice: &str) -> &'static str {
    match (kind, choice) {
        ("F2", "record") => "take the patient off the list (--on DAY where it has no date)",
        ("F3", "record") => "record that the registration is rejected; correct it later",
        ("F4", "record") => "the patient is registered",
        ("F10", "record") => "take the flag off",
        (_, "record") => "do what it says",
        (_, "file") => "keep it and change nothing",
        (_, "close") => "record that it is rejected, and give the registration up (--why)",
        (_, "fix") => "record that it is rejected, and register again with code R (--file)",
        (_, "dispute") => "record it, and register the patient again with code D (--file)",
        (_, "accept") => "take over what PCSE says",
        (_, "out-of-area") => "take it over, and ask for the removal (--reason-sent)",
        (_, "counter-amend") => "take it over, and file a correction (--file)",
        (_, "flag") => "set the flag and file nothing",
        (_, "confirm") => "set the flag, and tell PCSE that the address is right",
        (_, "new-address") => "set the flag, and file the new address (--file)",
        (_, "left") => "set the flag, and ask for the removal (--file)",
        (_, "understood") => "read and understood",
        (_, "ask-again") => "read, and ask once more (--file)",
        (_, "acknowledge") => "the quarter is closed",
        (_, "dealt-with") => "a person has seen to it (--why)",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use practice::Choice;

    use super::*;

    #[test]
    fn every_choice_is_explained() {
        for word in Choice::WORDS {
            assert_ne!(explained("F1", word), "", "{word}");
        }
    }
}
