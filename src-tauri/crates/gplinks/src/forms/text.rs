//! Text fields: what is written for what was typed, which characters it holds, and how long it is.

use edifact::{Change, ChangeKind, Proposal, propose};

use super::characters::Strangers;
use super::field::Set;
use super::findings::{Findings, Typed};
use super::{Field, fault};
use crate::Text;

/// What the wire takes for "empty this item".
const ERASE: &str = crate::text::ERASE;

impl Findings<'_> {
    /// Reads a field of text: capitals, trimmed, one space between words.
    pub(super) fn text(&mut self, field: Field, typed: &str) -> Typed<Text> {
        let (before, trimmed) = trimmed(typed);
        let Proposal {
            text,
            changes,
            refused,
        } = propose(trimmed);
        let written = single_spaced(&text);
        if written.is_empty() && refused.is_empty() {
            return Typed::Blank;
        }
        self.write_differently(field, before, changes);

        let is_sendable = self.check_characters(field, before, trimmed);
        let fits = self.check_length(field, written.chars().count());
        let says_something = self.check_meaning(field, &written);
        let text = Text::new(written).filter(|_| is_sendable && fits && says_something);

        text.map_or(Typed::Wrong, Typed::Right)
    }

    /// Reads a code, a number or a date, which `parse` knows or finds at fault.
    pub(super) fn coded<T>(
        &mut self,
        field: Field,
        typed: &str,
        parse: impl FnOnce(&str) -> Result<T, fault::Fault>,
    ) -> Typed<T> {
        let (before, trimmed) = trimmed(typed);
        let Proposal {
            text,
            changes,
            refused,
        } = propose(trimmed);
        if text.trim().is_empty() && refused.is_empty() {
            return Typed::Blank;
        }
        // What cannot be written is no part of any code: the text as it was typed fails to parse.
        let text = if refused.is_empty() {
            text.as_str()
        } else {
            trimmed
        };

        match parse(text.trim()) {
            Ok(value) => {
                // Dashes and spaces are left out of a code, not written as plain ones.
                let is_written = |change: &Change| change.kind != ChangeKind::Typography;
                let changes = changes.into_iter().filter(is_written).collect();
                self.write_differently(field, before, changes);
                Typed::Right(value)
            }
            Err(fault) => {
                self.tell(field, fault);
                Typed::Wrong
            }
        }
    }

    fn write_differently(&mut self, field: Field, before: usize, changes: Vec<Change>) {
        for change in changes {
            let at = before + change.at;
            self.written_differently(field, Change { at, ..change });
        }
    }

    fn check_characters(&mut self, field: Field, before: usize, trimmed: &str) -> bool {
        let Strangers {
            unsendable,
            misplaced,
        } = Strangers::of(field.set(), before, trimmed);
        if !unsendable.is_empty() {
            self.tell(field, fault::unsendable(field, &unsendable.words()));
        }
        if !misplaced.is_empty() {
            self.tell(field, fault::misplaced(field, &misplaced.words()));
        }

        unsendable.is_empty() && misplaced.is_empty()
    }

    fn check_length(&mut self, field: Field, length: usize) -> bool {
        let is_note = field.set() == Set::Note;
        let (longest, advised) = if is_note {
            (self.rules.longest_note, self.rules.longest_note)
        } else {
            (field.longest(), field.advised())
        };
        if length > longest {
            self.tell(field, fault::too_long(field, length, longest));
        } else if length > advised {
            self.tell(field, fault::long(field, length, advised));
        }

        length <= longest
    }

    /// A value that the wire reads as an erasure would empty the field instead of filling it.
    fn check_meaning(&mut self, field: Field, written: &str) -> bool {
        let is_erasure = written == ERASE && field.set().allows('%');
        if is_erasure {
            self.tell(field, fault::lone_percent(field));
        }

        !is_erasure
    }
}

/// What PCSE will see of a text: capitals, one space between words; what cannot be sent is missing from it.
pub fn as_sent(typed: &str) -> String {
    single_spaced(&propose(typed.trim()).text)
}

/// How many characters of white space stand before the text, and the text without any round it.
fn trimmed(typed: &str) -> (usize, &str) {
    let start = typed.trim_start();

    (
        typed.chars().count() - start.chars().count(),
        start.trim_end(),
    )
}

fn single_spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::super::samples::{rules, told};
    use super::*;
    use crate::forms::Weight;

    fn read(field: Field, typed: &str) -> (Option<String>, Vec<(&'static str, Weight)>) {
        let rules = rules();
        let mut findings = Findings::new(&rules);
        let text = findings
            .text(field, typed)
            .right()
            .map(|text| text.as_str().to_owned());
        let told = told(&findings.finish::<()>(None).problems);

        (
            text,
            told.into_iter()
                .map(|(_, code, weight)| (code, weight))
                .collect(),
        )
    }

    fn sentence(field: Field, typed: &str) -> String {
        let rules = rules();
        let mut findings = Findings::new(&rules);
        findings.text(field, typed);

        findings.finish::<()>(None).problems.remove(0).message
    }

    #[test]
    fn text_is_sent_in_capitals_without_needless_spaces() {
        let sent = |typed: &str| read(Field::Surname, typed).0.unwrap();

        assert_eq!(sent("  o’neill–hart "), "O'NEILL-HART");
        assert_eq!(sent("van\u{a0} der  Berg"), "VAN DER BERG");
        assert_eq!(sent("Zoë"), "ZOE");
    }

    #[test]
    fn nothing_but_spaces_is_blank() {
        for typed in ["", "  ", "\t\n", "\u{200b}"] {
            assert_eq!(read(Field::Surname, typed), (None, vec![]), "{typed:?}");
        }
    }

    #[test]
    fn every_change_is_told_with_its_place_in_what_was_typed() {
        let rules = rules();
        let mut findings = Findings::new(&rules);
        findings.text(Field::Surname, "  ZoË");
        let changes = findings.finish::<()>(None).changes;
        let seen: Vec<_> = changes
            .iter()
            .map(|c| (c.field, c.change.at, c.change.to.as_str()))
            .collect();

        assert_eq!(seen, [(Field::Surname, 3, "O"), (Field::Surname, 4, "E")]);
    }

    #[test]
    fn a_character_that_cannot_be_sent_is_named_with_its_place() {
        assert_eq!(
            read(Field::Notes, "A#B"),
            (None, vec![("E721", Weight::Hard)])
        );
        assert_eq!(
            sentence(Field::Notes, " A#B"),
            "There are characters in the note that cannot be sent: “#” (character 3). \
             Take them out or write them another way"
        );
    }

    #[test]
    fn a_character_that_does_not_belong_in_a_field_is_named_with_its_place() {
        assert_eq!(
            read(Field::Surname, "COLE2"),
            (None, vec![("E722", Weight::Hard)])
        );
        assert_eq!(
            sentence(Field::Surname, "COLE2"),
            "Take “2” (character 5) out of the surname. \
             Only letters, apostrophes, hyphens and spaces can be sent there"
        );
    }

    #[test]
    fn each_kind_of_text_has_its_set() {
        let refused = |field, typed| read(field, typed).1 == [("E722", Weight::Hard)];
        let names = [Field::Surname, Field::FirstForename, Field::SecondForename];
        let names = names
            .into_iter()
            .chain([Field::OtherForenames, Field::PreviousSurname]);
        let addresses = Field::HOME.into_iter().chain(Field::PREVIOUS);

        assert!(names.clone().all(|field| refused(field, "A.B")));
        assert!(addresses.clone().all(|field| refused(field, "A/B")));
        assert!(
            addresses
                .clone()
                .all(|field| refused(field, "A (B)") == (field != Field::Road))
        );
        for field in [
            Field::Title,
            Field::Birthplace,
            Field::PreviousGp,
            Field::Notes,
            Field::Reason,
        ] {
            assert_eq!(read(field, "A/B (C)").1, [], "{field:?}");
        }
    }

    #[test]
    fn a_dash_in_a_code_is_not_a_change_and_a_capital_is() {
        let rules = rules();
        let mut findings = Findings::new(&rules);
        findings.coded(Field::Postcode, "nr9–0zy", |_| Ok(()));
        let kinds: Vec<_> = findings
            .finish::<()>(None)
            .changes
            .iter()
            .map(|c| c.change.kind)
            .collect();

        assert_eq!(kinds, [ChangeKind::Case; 4]);
    }

    #[test]
    fn each_field_has_its_longest_text() {
        for field in Field::ALL
            .into_iter()
            .filter(|field| field.set() != Set::Coded)
        {
            let longest = if field.set() == Set::Note {
                70
            } else {
                field.longest()
            };

            let at_limit = read(field, &"A".repeat(longest));
            let over = read(field, &"A".repeat(longest + 1));

            assert!(at_limit.0.is_some(), "{field:?}");
            assert_eq!(over, (None, vec![("E723", Weight::Hard)]), "{field:?}");
        }
    }

    #[test]
    fn each_field_has_a_length_that_is_safe() {
        let shortened =
            |field: &Field| field.set() != Set::Coded && field.advised() < field.longest();
        for field in Field::ALL.into_iter().filter(shortened) {
            let advised = field.advised();

            assert_eq!(read(field, &"A".repeat(advised)).1, [], "{field:?}");
            assert_eq!(
                read(field, &"A".repeat(advised + 1)),
                (Some("A".repeat(advised + 1)), vec![("E724", Weight::Soft)]),
                "{field:?}"
            );
        }
    }

    #[test]
    fn the_limits_are_those_of_the_specification() {
        let limits = |field: Field| (field.longest(), field.advised());

        assert_eq!(limits(Field::Surname), (35, 30));
        assert_eq!(limits(Field::Title), (35, 10));
        assert_eq!(limits(Field::Road), (35, 30));
        assert_eq!(limits(Field::County), (35, 20));
        assert_eq!(limits(Field::Birthplace), (35, 35));
        assert_eq!(limits(Field::PreviousGp), (35, 35));
    }

    #[test]
    fn length_counts_what_is_written() {
        let typed = "ß".repeat(18);

        assert_eq!(
            read(Field::Surname, &typed).1,
            [("E723", Weight::Hard)],
            "36 letters are written"
        );
    }

    #[test]
    fn a_lone_percent_would_empty_the_field() {
        for field in [
            Field::Title,
            Field::Birthplace,
            Field::PreviousGp,
            Field::Notes,
        ] {
            assert_eq!(
                read(field, " % "),
                (None, vec![("E725", Weight::Hard)]),
                "{field:?}"
            );
        }
        assert_eq!(read(Field::Surname, "%").1, [("E722", Weight::Hard)]);
        assert!(read(Field::Notes, "50%").0.is_some());
    }
}
