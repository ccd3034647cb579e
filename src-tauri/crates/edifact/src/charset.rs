//! The level A character set, and what to write where a name holds something else.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Whether a character can be written as it is (the service characters can, when released).
pub fn is_level_a(c: char) -> bool {
    matches!(c, ' '..='Z') && !matches!(c, '#' | '$' | '@')
}

/// Why a character is written as another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ChangeKind {
    /// A small letter becomes a capital: nothing anyone need look at.
    Case,
    /// An accent is dropped, or a letter spelt in plain ones.
    Accent,
    /// A typographic quote, dash or space becomes the plain one.
    Typography,
}

/// One character and what is written for it.
#[derive(Clone, PartialEq, Eq)]
pub struct Change {
    /// Which character of the original, counted from 0.
    pub at: usize,
    pub from: char,
    pub to: String,
    pub kind: ChangeKind,
}

/// A character for which there is nothing to write.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Refused {
    /// Which character of the original, counted from 0.
    pub at: usize,
    pub character: char,
}

/// What would be sent for a text, with everything that differs from it.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Proposal {
    /// The text in level A; characters that are refused are missing from it.
    pub text: String,
    pub changes: Vec<Change>,
    pub refused: Vec<Refused>,
}

impl Proposal {
    /// The changes a person should see before sending: all but small letters made capitals.
    pub fn visible_changes(&self) -> impl Iterator<Item = &Change> {
        self.changes
            .iter()
            .filter(|change| change.kind != ChangeKind::Case)
    }
}

/// Proposes how to write `text` in level A.
pub fn propose(text: &str) -> Proposal {
    let mut proposal = Proposal::default();
    for (at, from) in text.chars().enumerate() {
        if is_level_a(from) {
            proposal.text.push(from);
            continue;
        }
        match substitute(from) {
            Some((to, kind)) => {
                proposal.text.push_str(&to);
                proposal.changes.push(Change { at, from, to, kind });
            }
            None => proposal.refused.push(Refused {
                at,
                character: from,
            }),
        }
    }

    proposal
}

fn substitute(c: char) -> Option<(String, ChangeKind)> {
    if c.is_ascii_lowercase() {
        return Some((c.to_ascii_uppercase().to_string(), ChangeKind::Case));
    }
    if is_combining_mark(c) {
        return Some((String::new(), ChangeKind::Accent));
    }
    if let Some(plain) = typography(c) {
        return Some((plain.to_owned(), ChangeKind::Typography));
    }
    let plain =
        spelt(c).map_or_else(|| without_accents(c), |spelling| Some(spelling.to_owned()))?;

    Some((plain, ChangeKind::Accent))
}

fn typography(c: char) -> Option<&'static str> {
    match c {
        '\u{2018}' | '\u{2019}' | '\u{201a}' | '\u{201b}' | '\u{2032}' | '\u{2bc}' | '\u{b4}'
        | '`' => Some("'"),
        '\u{201c}' | '\u{201d}' | '\u{201e}' | '\u{201f}' | '\u{2033}' | '\u{ab}' | '\u{bb}' => {
            Some("\"")
        }
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{ad}' => Some("-"),
        '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{3000}' | '\t' => Some(" "),
        '\u{2026}' => Some("..."),
        '\u{200b}' | '\u{200c}' | '\u{200d}' | '\u{2060}' | '\u{feff}' => Some(""),
        _ => None,
    }
}

/// Letters that are not a plain letter with an accent.
fn spelt(c: char) -> Option<&'static str> {
    match c {
        'Æ' | 'æ' | 'Ǽ' | 'ǽ' => Some("AE"),
        'Œ' | 'œ' => Some("OE"),
        'Ø' | 'ø' | 'Ǿ' | 'ǿ' => Some("O"),
        'Ł' | 'ł' => Some("L"),
        'Đ' | 'đ' | 'Ð' | 'ð' => Some("D"),
        'Þ' | 'þ' => Some("TH"),
        'ß' | 'ẞ' => Some("SS"),
        'ı' => Some("I"),
        'Ħ' | 'ħ' => Some("H"),
        'Ŧ' | 'ŧ' => Some("T"),
        'Ŋ' | 'ŋ' => Some("NG"),
        'ĸ' => Some("K"),
        'Ə' | 'ə' => Some("E"),
        _ => None,
    }
}

/// The letter under the accents, if it is a plain one.
fn without_accents(c: char) -> Option<String> {
    let plain: String = std::iter::once(c)
        .nfkd()
        .filter(|part| !is_combining_mark(*part))
        .flat_map(char::to_uppercase)
        .collect();

    (!plain.is_empty() && plain.chars().all(is_level_a)).then_some(plain)
}

/// Only how many: the text may be a patient's.
impl std::fmt::Debug for Proposal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "Proposal({} changes, {} refused)",
            self.changes.len(),
            self.refused.len()
        )
    }
}

impl std::fmt::Debug for Change {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Change({:?} at {})", self.kind, self.at)
    }
}

impl std::fmt::Debug for Refused {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Refused(at {})", self.at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent(text: &str) -> String {
        propose(text).text
    }

    #[test]
    fn the_set_is_the_one_of_the_specification() {
        let allowed = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 .,-()/=!\"%&*;<>'+:?";
        let ascii = (0u8..=127).map(char::from).filter(|c| is_level_a(*c));

        assert_eq!(ascii.clone().count(), allowed.len());
        assert!(ascii.into_iter().all(|c| allowed.contains(c)));
        assert!(!is_level_a('É'));
    }

    #[test]
    fn small_letters_and_accents_become_plain_capitals() {
        assert_eq!(sent("Zoë O’Neill–Hart"), "ZOE O'NEILL-HART");
        assert_eq!(
            sent("Łukasz Øystein Æthelred Straße"),
            "LUKASZ OYSTEIN AETHELRED STRASSE"
        );
        assert_eq!(
            sent("Şükrü Đorđe Ħamrun Nguyễn"),
            "SUKRU DORDE HAMRUN NGUYEN"
        );
        assert_eq!(
            sent("e\u{301}"),
            "E",
            "an accent typed as its own character is dropped"
        );
    }

    #[test]
    fn each_change_is_told_with_its_place() {
        let proposal = propose("Zoë");
        let seen: Vec<_> = proposal
            .visible_changes()
            .map(|c| (c.at, c.from, c.to.as_str(), c.kind))
            .collect();

        assert_eq!(seen, [(2, 'ë', "E", ChangeKind::Accent)]);
        assert_eq!(
            proposal.changes.len(),
            2,
            "the small o counts too, though nobody need look at it"
        );
    }

    #[test]
    fn what_has_no_plain_form_is_refused_with_its_place() {
        let proposal = propose("ANN 李 #1 @ £5 \n😀");
        let refused: Vec<_> = proposal
            .refused
            .iter()
            .map(|r| (r.at, r.character))
            .collect();

        assert_eq!(
            refused,
            [
                (4, '李'),
                (6, '#'),
                (9, '@'),
                (11, '£'),
                (14, '\n'),
                (15, '😀')
            ]
        );
        assert_eq!(proposal.text, "ANN  1  5 ", "nothing is put in their place");
    }

    #[test]
    fn look_alikes_from_other_alphabets_are_refused() {
        assert_eq!(
            propose("\u{410}NN").refused.len(),
            1,
            "a Cyrillic A is not our A"
        );
    }
}
