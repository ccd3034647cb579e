//! What each choice is called on its button; a timeline tells what was decided in the same words.

use super::NOT_OURS;

/// The words on the button of a choice about a kind of notice, or what an entry without a button was.
pub fn button(kind: &str, word: &str) -> &'static str {
    match (kind, word) {
        ("F2", "record") => "Record deduction",
        ("F3", "record") => "Record rejection",
        ("F4", "record") => "Record approval",
        ("F10", "record") => "Take the flag off",
        (_, "record") => "Record",
        (_, "file") => "Keep and change nothing",
        (_, "close") => "Close with reason",
        (_, "fix") => "Fix and send again",
        (_, "dispute") => "They have not left",
        (_, "accept") => "Accept all",
        (_, "out-of-area") => "Out of our area",
        (_, "counter-amend") => "Accept and correct",
        (_, "flag") => "Set the flag only",
        (_, "confirm") => "Still here \u{2013} confirm",
        (_, "new-address") => "New address",
        (_, "left") => "Request removal",
        (_, "understood") => "Understood",
        (_, "ask-again") => "Send a new request",
        (_, "acknowledge") => "Acknowledge",
        (_, "dealt-with") => "Mark dealt with",
        (_, NOT_OURS) => "Not our patient",
        (_, "undo") => "Undone",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Choice;

    #[test]
    fn every_choice_has_words_of_its_own_on_its_button() {
        let mut words: Vec<&str> = Choice::WORDS
            .into_iter()
            .chain([NOT_OURS, "undo"])
            .map(|word| button("F1", word))
            .collect();
        words.sort_unstable();
        words.dedup();

        assert_eq!(words.len(), Choice::WORDS.len() + 2);
        assert!(!words.contains(&""));
    }

    #[test]
    fn a_button_says_what_is_recorded() {
        let words = ["F2", "F3", "F4", "F10"].map(|kind| button(kind, "record"));

        assert_eq!(
            words,
            [
                "Record deduction",
                "Record rejection",
                "Record approval",
                "Take the flag off"
            ]
        );
        assert_eq!(button("F1", "counter-amend"), "Accept and correct");
    }
}
