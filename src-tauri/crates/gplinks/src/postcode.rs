//! Postcodes: one form inside, two on the wire, and whatever a letter brings.

use crate::Text;

/// A postcode of the usual British form, whatever way it was typed.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Postcode {
    outward: String,
    inward: String,
}

/// How a postcode is spaced on the wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum PostcodeStyle {
    /// The outward part in four characters, a space, the inward part: `BR6  7EW`.
    #[default]
    Padded,
    /// `BR6 7EW`
    SingleSpace,
}

impl Postcode {
    /// Reads `br67ew`, `BR6 7EW`, `BR6  7EW`: two to four characters, then a digit and two letters.
    pub fn parse(text: &str) -> Option<Self> {
        let compact: String = text
            .chars()
            .filter(|c| !c.is_whitespace())
            .map(|c| c.to_ascii_uppercase())
            .collect();
        let (outward, inward) = compact.split_at_checked(compact.len().checked_sub(3)?)?;

        (is_outward(outward) && is_inward(inward)).then(|| Self {
            outward: outward.into(),
            inward: inward.into(),
        })
    }

    /// `BR6 7EW`, the form that is kept, compared and shown.
    pub fn canonical(&self) -> String {
        format!("{} {}", self.outward, self.inward)
    }

    /// The part before the space, which names the district.
    pub fn district(&self) -> &str {
        &self.outward
    }

    pub fn written(&self, style: PostcodeStyle) -> String {
        match style {
            PostcodeStyle::Padded => format!("{:<4} {}", self.outward, self.inward),
            PostcodeStyle::SingleSpace => self.canonical(),
        }
    }
}

/// `outward = 1*2letter digit [ digit / letter ]`
fn is_outward(text: &str) -> bool {
    let letters = text.bytes().take_while(u8::is_ascii_uppercase).count();
    let rest = text.as_bytes().get(letters..).unwrap_or_default();

    (1..=2).contains(&letters)
        && match rest {
            [digit] => digit.is_ascii_digit(),
            [digit, last] => digit.is_ascii_digit() && last.is_ascii_alphanumeric(),
            _ => false,
        }
}

/// `inward = digit 2letter`
fn is_inward(text: &str) -> bool {
    matches!(text.as_bytes(), [digit, a, b] if digit.is_ascii_digit() && a.is_ascii_uppercase() && b.is_ascii_uppercase())
}

/// Hidden: with a date of birth it names a household.
impl std::fmt::Debug for Postcode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Postcode(redacted)")
    }
}

/// A postcode as a letter writes it, spaces and all; it may not be a postcode at all.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct WrittenPostcode(Text);

impl WrittenPostcode {
    pub fn new(text: Text) -> Self {
        Self(text)
    }

    pub fn of(postcode: &Postcode, style: PostcodeStyle) -> Option<Self> {
        Text::new(postcode.written(style)).map(Self)
    }

    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// What it means, if it has the usual form.
    pub fn postcode(&self) -> Option<Postcode> {
        Postcode::parse(self.as_str())
    }

    /// `BR6 7EW`, or what was written where that is no postcode.
    pub fn shown(&self) -> String {
        self.postcode()
            .map_or_else(|| self.as_str().to_owned(), |postcode| postcode.canonical())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_typed_in_many_ways_and_kept_in_one() {
        for typed in ["br67ew", "BR6 7EW", "BR6  7EW", " Br6 7eW "] {
            assert_eq!(Postcode::parse(typed).unwrap().canonical(), "BR6 7EW");
        }
    }

    #[test]
    fn the_wire_form_has_eight_characters() {
        let padded = |typed: &str| {
            Postcode::parse(typed)
                .unwrap()
                .written(PostcodeStyle::Padded)
        };

        assert_eq!(padded("BR6 7EW"), "BR6  7EW");
        assert_eq!(padded("BR12 7ET"), "BR12 7ET");
        assert_eq!(padded("M1 1AE"), "M1   1AE");
        assert_eq!(
            Postcode::parse("M11AE")
                .unwrap()
                .written(PostcodeStyle::SingleSpace),
            "M1 1AE"
        );
    }

    #[test]
    fn all_six_outward_forms_are_postcodes() {
        for text in [
            "A9 9AA", "A99 9AA", "AA9 9AA", "AA99 9AA", "A9A 9AA", "AA9A 9AA",
        ] {
            assert!(Postcode::parse(text).is_some(), "{text}");
        }
        for text in [
            "", "9AA", "AAA9 9AA", "A 9AA", "A9 AAA", "A999 9AA", "A9 9A1", "É9 9AA", "NR9 0Z?",
        ] {
            assert!(Postcode::parse(text).is_none(), "{text}");
        }
    }

    #[test]
    fn what_is_no_postcode_is_shown_as_it_came() {
        let odd = WrittenPostcode::new(Text::new("ZZ999").unwrap());

        assert_eq!((odd.postcode(), odd.shown()), (None, "ZZ999".to_owned()));
    }
}
