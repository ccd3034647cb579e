//! Names as they are compared: case, accents, apostrophes and hyphens do not count.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// `O'Brien-Łuczak Zoë` becomes `obrienluczak zoe`. Words stay apart, signs vanish.
pub fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        let start = out.len();
        word.nfkd()
            .filter(|c| !is_combining_mark(*c))
            .flat_map(plain)
            .flat_map(char::to_lowercase)
            .filter(|c| c.is_alphanumeric())
            .for_each(|c| out.push(c));
        if out.len() > start {
            out.push(' ');
        }
    }
    out.truncate(out.trim_end().len());

    out
}

/// The words that a search may hit: each name folded, and one with signs also in its parts, so that
/// `Smith-Jones` is found by `smithjones` and by `jones`.
pub(crate) fn searchable(names: &str) -> String {
    let (joined, apart) = (folded(names), folded_apart(names));

    if joined == apart {
        joined
    } else {
        format!("{joined} {apart}")
    }
}

/// As [`folded`], but a sign parts two words: `Smith-Jones` becomes `smith jones`.
pub(crate) fn folded_apart(text: &str) -> String {
    let apart: String = text
        .chars()
        .map(|c| {
            if c.is_alphanumeric() || is_combining_mark(c) {
                c
            } else {
                ' '
            }
        })
        .collect();

    folded(&apart)
}

/// `br6 7ew` becomes `BR67EW`.
pub fn folded_postcode(text: &str) -> String {
    text.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_uppercase)
        .collect()
}

/// Letters that do not come apart into a letter and its accent.
fn plain(c: char) -> impl Iterator<Item = char> {
    let written: &[char] = match c {
        'Ł' | 'ł' => &['l'],
        'Ø' | 'ø' => &['o'],
        'Đ' | 'đ' | 'Ð' | 'ð' => &['d'],
        'Þ' | 'þ' => &['t', 'h'],
        'Æ' | 'æ' => &['a', 'e'],
        'Œ' | 'œ' => &['o', 'e'],
        'ß' | 'ẞ' => &['s', 's'],
        'ı' => &['i'],
        _ => &[],
    };
    let own = written.is_empty().then_some(c);

    written.iter().copied().chain(own)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_accents_and_signs_do_not_count() {
        assert_eq!(folded("O'BRIEN"), folded("o\u{2019}brien"));
        assert_eq!(folded("Zoë Łuczak-Ørsted"), "zoe luczakorsted");
        assert_eq!(folded("  van  der   Berg "), "van der berg");
        assert_eq!(folded("Straße"), "strasse");
        assert_eq!(folded("- '"), "");
    }

    #[test]
    fn a_name_with_signs_is_found_whole_and_in_parts() {
        assert_eq!(
            searchable("Smith-Jones Zoë"),
            "smithjones zoe smith jones zoe"
        );
        assert_eq!(searchable("Cole Tunde"), "cole tunde");
    }

    #[test]
    fn a_postcode_is_compared_without_its_space() {
        assert_eq!(folded_postcode("br6  7ew"), "BR67EW");
    }
}
