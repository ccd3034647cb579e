//! What each choice does, and what the window asks for first; what it is called stands with the choice.

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
    /// It approves what nobody waits for here, which is recorded for a reason.
    pub(crate) why: bool,
}

/// The choices of a notice as buttons; the first is the usual one.
pub(crate) fn shown(kind: &str, words: &[&'static str], open: Open) -> Vec<ChoiceShown> {
    words
        .iter()
        .enumerate()
        .map(|(at, word)| {
            let (explained, needs) = choice(kind, word);

            ChoiceShown {
                word: (*word).to_owned(),
                label: practice::button(kind, word).to_owned(),
                explained: explained.to_owned(),
                needs: Needs {
                    confirm_number: open.number && takes_the_number(word),
                    day: open.day && *word == "record",
                    reason: needs.reason || (open.why && *word == "record"),
                    ..needs
                },
                usual: at == 0,
            }
        })
        .collect()
}

fn takes_the_number(word: &str) -> bool {
    matches!(word, "record" | "accept" | "out-of-area" | "counter-amend")
}

/// What a choice does, and what it needs.
fn choice(kind: &str, word: &str) -> (&'static str, Needs) {
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
        ("F2", "record") => ("The patient leaves the list. Nothing is sent.", NOTHING),
        ("F3", "record") => (
            "The patient is not registered until a corrected registration is sent.",
            NOTHING,
        ),
        ("F4", "record") => ("The patient is registered. Nothing is sent.", NOTHING),
        ("F10", "record") => ("The FP69 flag is taken off. Nothing is sent.", NOTHING),
        (_, "record") => ("Does what the message says.", NOTHING),
        (_, "file") => (
            "The message is kept. The patient stays as they are.",
            NOTHING,
        ),
        (_, "close") => (
            "The registration is given up, and the reason is kept.",
            reason,
        ),
        (_, "fix") => (
            "Records the rejection, and sends the registration again with what you correct.",
            draft,
        ),
        (_, "dispute") => (
            "Records the deduction, and registers the patient again.",
            Needs {
                draft: true,
                note: true,
                ..NOTHING
            },
        ),
        (_, "accept") => (
            "Takes over everything that PCSE says. Nothing is sent.",
            NOTHING,
        ),
        (_, "out-of-area") => (
            "Takes the change over, and asks PCSE to remove the patient.",
            Needs {
                text: true,
                ..NOTHING
            },
        ),
        (_, "counter-amend") => (
            "Takes the change over, and asks PCSE to correct the address.",
            draft,
        ),
        (_, "flag") => ("The FP69 flag is set. Nothing is sent.", NOTHING),
        (_, "confirm") => (
            "Sets the flag, and tells PCSE that the address is right.",
            NOTHING,
        ),
        (_, "new-address") => ("Sets the flag, and sends PCSE the new address.", draft),
        (_, "left") => ("Sets the flag, and asks PCSE to remove the patient.", draft),
        ("RECEP", "understood") => (
            "Read. What we sent may not have been used: phone PCSE, and see the outbox.",
            NOTHING,
        ),
        (_, "understood") => ("Read, and nothing more to do.", NOTHING),
        (_, "ask-again") => (
            "Read, and PCSE is asked once more to remove the patient.",
            draft,
        ),
        (_, "acknowledge") => ("The quarter is closed.", NOTHING),
        (_, "dealt-with") => ("A person has seen to it, and says how.", reason),
        _ => ("", NOTHING),
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
            ..Open::default()
        };
        let shown = shown("F4", &["record", "file"], open);
        let asked: Vec<_> = shown
            .iter()
            .map(|one| (one.usual, one.needs.confirm_number))
            .collect();

        assert_eq!(asked, [(true, true), (false, false)]);
    }

    #[test]
    fn a_deduction_without_a_date_asks_for_it() {
        let days = |day| {
            let open = Open {
                day,
                ..Open::default()
            };
            let shown = shown("F2", &["record", "file"], open);
            shown.iter().map(|one| one.needs.day).collect::<Vec<_>>()
        };

        assert_eq!(
            (days(false), days(true)),
            (vec![false, false], vec![true, false])
        );
    }

    #[test]
    fn an_approval_that_nobody_waits_for_asks_for_a_reason() {
        let open = Open {
            why: true,
            ..Open::default()
        };
        let shown = shown("F4", &["record", "file"], open);

        let asked: Vec<_> = shown.iter().map(|one| one.needs.reason).collect();
        assert_eq!(asked, [true, false]);
    }
}
