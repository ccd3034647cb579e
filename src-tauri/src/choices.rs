//! What each choice is called on its button, what it does, and what the window asks for first.

use crate::wire::{ChoiceShown, Needs};

const NOTHING: Needs = Needs {
    reason: false,
    day: false,
    text: false,
    draft: false,
    note: false,
    confirm_number: false,
};

/// What a notice leaves for a person to say.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Open {
    /// Its number differs from ours, which is confirmed first.
    pub(crate) number: bool,
    /// It is a deduction without a date.
    pub(crate) day: bool,
}

/// The choices of a notice as buttons; the first is the usual one.
pub(crate) fn shown(kind: &str, words: &[&'static str], open: Open) -> Vec<ChoiceShown> {
    words
        .iter()
        .enumerate()
        .map(|(at, word)| {
            let (label, explained, needs) = choice(kind, word);

            ChoiceShown {
                word: (*word).to_owned(),
                label: label.to_owned(),
                explained: explained.to_owned(),
                needs: Needs {
                    confirm_number: open.number && takes_the_number(word),
                    day: open.day && *word == "record",
                    ..needs
                },
                usual: at == 0,
            }
        })
        .collect()
}

/// What stands on the button of a choice that was made.
pub(crate) fn label(kind: &str, word: &str) -> &'static str {
    match choice(kind, word) {
        ("", ..) => "Not our patient",
        (label, ..) => label,
    }
}

fn takes_the_number(word: &str) -> bool {
    matches!(word, "record" | "accept" | "out-of-area" | "counter-amend")
}

fn choice(kind: &str, word: &str) -> (&'static str, &'static str, Needs) {
    let (reason, draft) = (
        Needs {
            reason: true,
            ..NOTHING
        },
        Needs {
            draft: true,
            ..NOTHING
        },
    );
    match (kind, word) {
        ("F2", "record") => (
            "Record deduction",
            "The patient leaves the list. Nothing is sent.",
            NOTHING,
        ),
        ("F3", "record") => (
            "Record rejection",
            "The patient is not registered until a corrected registration is sent.",
            NOTHING,
        ),
        ("F4", "record") => (
            "Record approval",
            "The patient is registered. Nothing is sent.",
            NOTHING,
        ),
        ("F10", "record") => (
            "Take the flag off",
            "The FP69 flag is taken off. Nothing is sent.",
            NOTHING,
        ),
        (_, "record") => ("Record", "Does what the message says.", NOTHING),
        (_, "file") => (
            "Keep and change nothing",
            "The message is kept. The patient stays as they are.",
            NOTHING,
        ),
        (_, "close") => (
            "Close with reason",
            "The registration is given up, and the reason is kept.",
            reason,
        ),
        (_, "fix") => (
            "Fix and send again",
            "Records the rejection, and sends the registration again with what you correct.",
            draft,
        ),
        (_, "dispute") => (
            "They have not left",
            "Records the deduction, and registers the patient again.",
            Needs {
                draft: true,
                note: true,
                ..NOTHING
            },
        ),
        (_, "accept") => (
            "Accept all",
            "Takes over everything that PCSE says. Nothing is sent.",
            NOTHING,
        ),
        (_, "out-of-area") => (
            "Out of our area",
            "Takes the change over, and asks PCSE to remove the patient.",
            Needs {
                text: true,
                ..NOTHING
            },
        ),
        (_, "counter-amend") => (
            "Accept and correct",
            "Takes the change over, and asks PCSE to correct the address.",
            draft,
        ),
        (_, "flag") => (
            "Set the flag only",
            "The FP69 flag is set. Nothing is sent.",
            NOTHING,
        ),
        (_, "confirm") => (
            "Still here \u{2013} confirm",
            "Sets the flag, and tells PCSE that the address is right.",
            NOTHING,
        ),
        (_, "new-address") => (
            "New address",
            "Sets the flag, and sends PCSE the new address.",
            draft,
        ),
        (_, "left") => (
            "Request removal",
            "Sets the flag, and asks PCSE to remove the patient.",
            draft,
        ),
        (_, "understood") => ("Understood", "Read, and nothing more to do.", NOTHING),
        (_, "ask-again") => (
            "Send a new request",
            "Read, and PCSE is asked once more to remove the patient.",
            draft,
        ),
        (_, "acknowledge") => ("Acknowledge", "The quarter is closed.", NOTHING),
        (_, "dealt-with") => (
            "Mark dealt with",
            "A person has seen to it, and says how.",
            reason,
        ),
        _ => ("", "", NOTHING),
    }
}

#[cfg(test)]
mod tests {
    use practice::Choice;

    use super::*;

    #[test]
    fn every_choice_has_a_button_and_a_sentence() {
        for shown in shown("F1", &Choice::WORDS, Open::default()) {
            assert_ne!(shown.label, "", "{}", shown.word);
            assert!(shown.explained.ends_with('.'), "{}", shown.word);
        }
    }

    #[test]
    fn the_first_choice_is_the_usual_one_and_a_new_number_is_confirmed() {
        let open = Open {
            number: true,
            day: false,
        };
        let shown = shown("F4", &["record", "file"], open);
        let asked: Vec<_> = shown
            .iter()
            .map(|one| (one.usual, one.needs.confirm_number))
            .collect();

        assert_eq!(asked, [(true, true), (false, false)]);
    }

    #[test]
    fn a_decision_is_told_as_its_button_said() {
        assert_eq!(label("F1", "counter-amend"), "Accept and correct");
        assert_eq!(label("F11", "ask-again"), "Send a new request");
        assert_eq!(label("F2", "not-ours"), "Not our patient");
    }

    #[test]
    fn a_deduction_without_a_date_asks_for_it() {
        let days = |day| {
            let shown = shown("F2", &["record", "file"], Open { number: false, day });
            shown.iter().map(|one| one.needs.day).collect::<Vec<_>>()
        };

        assert_eq!(
            (days(false), days(true)),
            (vec![false, false], vec![true, false])
        );
    }
}
