//! Characters that do not belong in a field, named for a sentence.

use edifact::{Proposal, propose};

use super::field::Set;

/// How many characters one sentence names.
const NAMED: usize = 3;

/// The characters of a text that do not belong in a field.
#[derive(Default)]
pub(super) struct Strangers {
    /// Level A has no place for them.
    pub(super) unsendable: Named,
    /// They can be sent, but not in this field.
    pub(super) misplaced: Named,
}

/// Characters with their places, the first few by name.
#[derive(Default)]
pub(super) struct Named {
    named: Vec<String>,
    more: usize,
}

impl Strangers {
    /// Those of a text that `before` other characters of the field precede.
    pub(super) fn of(set: Set, before: usize, text: &str) -> Self {
        let mut strangers = Self::default();
        for (place, c) in (before + 1..).zip(text.chars()) {
            let Proposal {
                text: written,
                refused,
                ..
            } = propose(c.encode_utf8(&mut [0; 4]));
            if !refused.is_empty() {
                strangers.unsendable.note(c, place);
            } else if !written.chars().all(|c| set.allows(c)) {
                strangers.misplaced.note(c, place);
            }
        }

        strangers
    }
}

impl Named {
    pub(super) fn is_empty(&self) -> bool {
        self.named.is_empty()
    }

    /// `“#” (character 3), “£” (character 5) and 2 more`
    pub(super) fn words(&self) -> String {
        let named = self.named.join(", ");

        if self.more == 0 {
            named
        } else {
            format!("{named} and {} more", self.more)
        }
    }

    fn note(&mut self, c: char, place: usize) {
        if self.named.len() < NAMED {
            self.named.push(format!("{} (character {place})", shown(c)));
        } else {
            self.more += 1;
        }
    }
}

/// A character as a sentence can name it.
fn shown(c: char) -> String {
    let is_seen = matches!(c, '\\' | '"' | '\'') || c.escape_debug().len() == 1;
    match c {
        '\n' | '\r' => "a line break".to_owned(),
        _ if is_seen => format!("“{c}”"),
        _ => "a character that cannot be seen".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unsendable(text: &str) -> String {
        Strangers::of(Set::Note, 0, text).unsendable.words()
    }

    fn misplaced(set: Set, text: &str) -> String {
        Strangers::of(set, 0, text).misplaced.words()
    }

    #[test]
    fn the_first_few_are_named_with_their_places() {
        assert_eq!(unsendable("PLAIN"), "");
        assert_eq!(unsendable("A#B"), "“#” (character 2)");
        assert_eq!(
            unsendable("A#B£C@D€E_"),
            "“#” (character 2), “£” (character 4), “@” (character 6) and 2 more"
        );
    }

    #[test]
    fn places_are_counted_in_the_whole_field() {
        let strangers = Strangers::of(Set::Name, 4, "A1");

        assert_eq!(strangers.misplaced.words(), "“1” (character 6)");
    }

    #[test]
    fn what_cannot_be_seen_is_told_in_words() {
        assert_eq!(unsendable("A\nB"), "a line break (character 2)");
        assert_eq!(
            unsendable("A\u{202e}B"),
            "a character that cannot be seen (character 2)"
        );
        assert_eq!(unsendable("A\\B"), "“\\” (character 2)");
    }

    #[test]
    fn a_character_is_judged_by_what_is_written_for_it() {
        let dots = misplaced(Set::Name, "A…");

        assert_eq!(misplaced(Set::Name, "Łuk’asz"), "");
        assert_eq!(
            dots, "“…” (character 2)",
            "three dots are no part of a name"
        );
    }

    #[test]
    fn each_set_has_its_strangers() {
        for (set, text, stranger) in [
            (Set::Name, "COLE2", "“2” (character 5)"),
            (Set::Name, "A.B", "“.” (character 2)"),
            (Set::Address, "FLAT 1/2", "“/” (character 7)"),
            (Set::Address, "A (B", "“(” (character 3)"),
            (Set::Road, "1 A/B", "“/” (character 4)"),
        ] {
            assert_eq!(misplaced(set, text), stranger, "{text}");
        }
        assert_eq!(misplaced(Set::Road, "1 \"THE ROW\" (NORTH)"), "");
        assert_eq!(misplaced(Set::Free, "DR. (PROF)"), "");
    }
}
