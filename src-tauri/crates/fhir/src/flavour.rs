//! The two flavours of JSON text.
//!
//! The NHAIS adaptor neither escapes nor un-escapes: its strings carry EDIFACT release characters
//! both ways (NIAD-383). Everything else wants plain text.

use crate::Repair;

/// How text stands in the JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Flavour {
    /// With EDIFACT release characters: `O?'NEILL`.
    #[default]
    Adaptor,
    /// As people read it: `O'NEILL`.
    Clean,
}

const RELEASE: char = '?';

impl Flavour {
    pub(crate) fn written(self, text: &str) -> String {
        match self {
            Self::Adaptor => released(text),
            Self::Clean => text.to_owned(),
        }
    }
}

fn is_service(c: char) -> bool {
    matches!(c, '\'' | '+' | ':' | RELEASE)
}

fn released(text: &str) -> String {
    let mut written = String::with_capacity(text.len());
    for c in text.chars() {
        if is_service(c) {
            written.push(RELEASE);
        }
        written.push(c);
    }

    written
}

/// Takes the release characters out of a text. What the adaptor would have put on the wire as a
/// separator, or lost, is kept as it stands and told.
pub(crate) fn plain(text: &str) -> (String, Vec<Repair>) {
    let mut plain = String::with_capacity(text.len());
    let mut repairs = Vec::new();
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let kept = match c {
            RELEASE => rest.next_if(|next| is_service(*next)).unwrap_or_else(|| {
                repairs.push(Repair::ReleasesNothing);
                RELEASE
            }),
            '\'' | '+' | ':' => {
                repairs.push(Repair::NotReleased);
                c
            }
            other => other,
        };
        plain.push(kept);
    }
    repairs.sort_unstable();
    repairs.dedup();

    (plain, repairs)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_four_service_characters_are_released() {
        let written = |text| Flavour::Adaptor.written(text);

        assert_eq!(written("O'NEILL"), "O?'NEILL");
        assert_eq!(written("50% + MORE?"), "50% ?+ MORE??");
        assert_eq!(written("OOAR: HOME"), "OOAR?: HOME");
        assert_eq!(Flavour::Clean.written("O'NEILL"), "O'NEILL");
    }

    #[test]
    fn released_text_is_read_without_a_remark() {
        assert_eq!(plain("O?'NEILL"), ("O'NEILL".into(), vec![]));
        assert_eq!(plain("50% ?+ MORE??"), ("50% + MORE?".into(), vec![]));
        assert_eq!(plain("????"), ("??".into(), vec![]));
    }

    #[test]
    fn what_was_not_released_stays_and_is_told() {
        assert_eq!(
            plain("O'NEILL"),
            ("O'NEILL".into(), vec![Repair::NotReleased])
        );
        assert_eq!(
            plain("A+B:C'D"),
            ("A+B:C'D".into(), vec![Repair::NotReleased])
        );
    }

    #[test]
    fn a_release_character_that_releases_nothing_is_a_question_mark() {
        assert_eq!(
            plain("WHY? NOT"),
            ("WHY? NOT".into(), vec![Repair::ReleasesNothing])
        );
        assert_eq!(plain("A?"), ("A?".into(), vec![Repair::ReleasesNothing]));
        assert_eq!(
            plain("?'?"),
            ("'?".into(), vec![Repair::ReleasesNothing]),
            "only the second one releases nothing"
        );
    }

    proptest! {
        #[test]
        fn what_is_released_reads_back(text in ".*") {
            prop_assert_eq!(plain(&released(&text)), (text, vec![]));
        }
    }
}
