//! The spelling that was typed: PCSE's letters have capitals and no accents, a record may have both.

use std::fmt;

use store::Record;

/// The texts that were typed into a form. `Debug` shows how many.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Spelling(Vec<String>);

impl Spelling {
    pub fn new<'a>(typed: impl IntoIterator<Item = &'a String>) -> Self {
        let texts = typed.into_iter().map(|text| text.trim());

        Self(
            texts
                .filter(|text| is_plain(text))
                .map(str::to_owned)
                .collect(),
        )
    }

    /// Spells a record, which holds what is sent, as it was typed, or else as it was spelt before.
    pub(crate) fn put(&self, record: &mut Record, before: Option<&Record>) {
        let mut before = before.cloned();
        let earlier = before.iter_mut().flat_map(texts).map(|text| text.clone());
        let spelt: Vec<(String, String)> = self
            .0
            .iter()
            .cloned()
            .chain(earlier)
            .map(|text| (capitals(&text), text))
            .filter(|(capitals, text)| capitals != text)
            .collect();
        for sent in texts(record) {
            let says = capitals(sent);
            if let Some((_, text)) = spelt.iter().find(|(capitals, _)| *capitals == says) {
                sent.clone_from(text);
            }
        }
    }
}

/// How a text is sent.
fn capitals(text: &str) -> String {
    edifact::propose(text).text
}

/// Nothing in it that a person would not see.
fn is_plain(text: &str) -> bool {
    let is_seen =
        |c: char| c.is_alphanumeric() || c.is_ascii_graphic() || matches!(c, ' ' | '\u{2019}');

    !text.is_empty() && text.chars().all(is_seen)
}

/// What is a name or a place; a postcode has no spelling.
fn texts(record: &mut Record) -> impl Iterator<Item = &mut String> {
    let others = [
        &mut record.first_forename,
        &mut record.second_forename,
        &mut record.other_forenames,
        &mut record.title,
        &mut record.previous_surname,
        &mut record.birthplace,
        &mut record.house_name,
        &mut record.road,
        &mut record.locality,
        &mut record.post_town,
        &mut record.county,
        &mut record.institute,
    ];

    std::iter::once(&mut record.surname).chain(others.into_iter().flatten())
}

impl fmt::Debug for Spelling {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Spelling({} texts)", self.0.len())
    }
}

#[cfg(test)]
mod tests {
    use store::LinkId;

    use super::*;
    use crate::record::blank;

    fn sent() -> Record {
        Record {
            first_forename: Some("ZOE".to_owned()),
            road: Some("7 OVER ST".to_owned()),
            postcode: Some("TQ1 1AA".to_owned()),
            ..blank(LinkId::new(1), "1234567,1", "O'MULLER")
        }
    }

    fn spelt(typed: &[&str], before: Option<&Record>) -> [String; 3] {
        let typed: Vec<String> = typed.iter().map(|text| (*text).to_owned()).collect();
        let mut record = sent();
        Spelling::new(&typed).put(&mut record, before);

        [
            record.surname,
            record.first_forename.unwrap(),
            record.road.unwrap(),
        ]
    }

    #[test]
    fn the_record_has_what_was_typed_where_it_says_what_is_sent() {
        let typed = spelt(&[" O\u{2019}Müller ", "Zoë", "7 Under St", "Tq1 1aa"], None);

        assert_eq!(typed, ["O\u{2019}Müller", "Zoë", "7 OVER ST"]);
    }

    #[test]
    fn capitals_leave_a_spelling_that_was_there() {
        let before = Record {
            surname: "O'Müller".to_owned(),
            ..sent()
        };

        assert_eq!(
            spelt(&["O'MULLER", "Zoë", "7 Over St"], Some(&before)),
            ["O'Müller", "Zoë", "7 Over St"]
        );
        assert_eq!(spelt(&["O'MULLER"], None), ["O'MULLER", "ZOE", "7 OVER ST"]);
    }

    #[test]
    fn a_better_spelling_is_taken_over_the_one_that_was_there() {
        let mut record = Record {
            surname: "O'Muller".to_owned(),
            ..sent()
        };
        let before = record.clone();
        Spelling::new(&["O'Müller".to_owned()]).put(&mut record, Some(&before));

        assert_eq!(record.surname, "O'Müller");
    }

    #[test]
    fn what_nobody_would_see_is_not_kept() {
        let typed = ["O'Mul\u{200b}ler", "Zo\u{202e}e", "7\u{a0}Over St"];

        assert_eq!(spelt(&typed, None), ["O'MULLER", "ZOE", "7 OVER ST"]);
    }
}
