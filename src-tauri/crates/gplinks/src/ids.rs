//! Who is who on a link: practice, registration service, doctor.

use std::fmt;

use crate::Text;
use crate::ciphers;

/// The code of one end of a link, as UNB carries it: `HIL5` for a practice, `NF01` for a registration service.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LinkCode(Box<str>);

/// Two or three capitals or digits that name a health authority: `NF`, `LDS`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cipher(Box<str>);

/// A doctor: national GMC code and the code the registration service uses, `9912345,K31`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct GpCode(Text);

impl LinkCode {
    /// Four capitals or digits.
    pub fn parse(text: &str) -> Option<Self> {
        (text.len() == 4 && is_capitals_or_digits(text)).then(|| Self(text.into()))
    }

    /// Takes what a letter says, so that it can be answered; see [`LinkCode::is_usual`].
    pub fn as_received(text: &str) -> Self {
        Self(text.into())
    }

    /// Whether it has the form that every link code has.
    pub fn is_usual(&self) -> bool {
        Self::parse(&self.0).is_some()
    }

    /// English practices have three letters and a 5.
    pub fn looks_like_a_practice(&self) -> bool {
        self.0.len() == 4
            && self.0.ends_with('5')
            && self.0.bytes().take(3).all(|byte| byte.is_ascii_uppercase())
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for LinkCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Cipher {
    pub fn parse(text: &str) -> Option<Self> {
        ((2..=3).contains(&text.len()) && is_capitals_or_digits(text)).then(|| Self(text.into()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The area it stands for, where it is one of the published ones.
    pub fn name(&self) -> Option<&'static str> {
        ciphers::name(&self.0)
    }

    /// The link code that belongs to it: `NF` has `NF01`, `LDS` has `LDS1`.
    pub fn link_code(&self) -> LinkCode {
        let ending = if self.0.len() == 2 { "01" } else { "1" };

        LinkCode(format!("{}{ending}", self.0).into())
    }

    /// The cipher a registration service's link code is made of.
    pub fn of_link(link: &LinkCode) -> Option<Self> {
        let code = link.as_str();
        let stem = code
            .strip_suffix("01")
            .filter(|stem| stem.len() == 2)
            .or_else(|| code.strip_suffix('1'))?;

        Self::parse(stem)
    }

    /// `Norfolk (NF)`, or the bare cipher where no name is known.
    pub fn shown(&self) -> String {
        self.name()
            .map_or_else(|| self.0.to_string(), |name| format!("{name} ({})", self.0))
    }
}

impl GpCode {
    /// Any code that is not blank; see [`GpCode::halves`] for the form it should have.
    pub fn read(text: &str) -> Option<Self> {
        Text::new(text).map(Self)
    }

    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// National and local code, where both are there.
    pub fn halves(&self) -> Option<(&str, &str)> {
        self.as_str()
            .split_once(',')
            .filter(|(national, local)| !national.is_empty() && !local.is_empty())
    }

    /// Seven digits, a comma and the local code: what a form must hold.
    pub fn is_usual(&self) -> bool {
        self.halves().is_some_and(|(national, local)| {
            national.len() == 7
                && national.bytes().all(|byte| byte.is_ascii_digit())
                && !local.contains(',')
        })
    }
}

fn is_capitals_or_digits(text: &str) -> bool {
    text.bytes()
        .all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cipher(text: &str) -> Cipher {
        Cipher::parse(text).unwrap()
    }

    #[test]
    fn the_link_code_follows_from_the_cipher_and_back() {
        for (text, link) in [
            ("NF", "NF01"),
            ("SHE", "SHE1"),
            ("SO", "SO01"),
            ("XX1", "XX11"),
        ] {
            assert_eq!(cipher(text).link_code().as_str(), link);
            assert_eq!(
                Cipher::of_link(&LinkCode::parse(link).unwrap()),
                Some(cipher(text))
            );
        }
        assert_eq!(Cipher::of_link(&LinkCode::parse("HIL5").unwrap()), None);
    }

    #[test]
    fn ciphers_are_two_or_three_capitals_or_digits() {
        assert_eq!(Cipher::parse("N"), None);
        assert_eq!(Cipher::parse("ABCD"), None);
        assert_eq!(Cipher::parse("nf"), None);
        assert_eq!(cipher("NF").shown(), "Norfolk (NF)");
        assert_eq!(cipher("XX1").shown(), "XX1");
    }

    #[test]
    fn a_practice_code_is_three_letters_and_a_five() {
        assert!(LinkCode::parse("HIL5").unwrap().looks_like_a_practice());
        assert!(!LinkCode::parse("NF01").unwrap().looks_like_a_practice());
        assert_eq!(LinkCode::parse("HIL"), None);
        assert!(!LinkCode::as_received("HIL55").is_usual());
    }

    #[test]
    fn a_doctors_code_has_two_halves() {
        let code = GpCode::read("9912345,PLP570").unwrap();

        assert_eq!(code.halves(), Some(("9912345", "PLP570")));
        assert!(code.is_usual());
        for odd in ["9912345", "9912345,", "991234,K31", "9912345,K,31"] {
            assert!(!GpCode::read(odd).unwrap().is_usual(), "{odd}");
        }
    }
}
