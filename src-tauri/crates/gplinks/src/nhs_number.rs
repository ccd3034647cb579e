//! NHS numbers: the ten-digit ones, and the older keys that letters still carry.

use std::fmt;

use crate::Text;

/// Ten digits whose last one is right by modulus 11.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NhsNumber(u64);

/// Why a text is not an NHS number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotAnNhsNumber {
    #[error("an NHS number has 10 digits")]
    Length { digits: usize },
    #[error("an NHS number has digits only")]
    NotDigits,
    #[error("the last digit of the NHS number does not fit the others")]
    CheckDigit,
}

impl NhsNumber {
    /// Reads ten digits; spaces and hyphens between them do not count.
    pub fn parse(text: &str) -> Result<Self, NotAnNhsNumber> {
        let (mut digits, mut count) = ([0; 10], 0);
        for character in text.chars().filter(|c| !c.is_whitespace() && *c != '-') {
            let digit = character
                .to_digit(10)
                .and_then(|digit| u8::try_from(digit).ok());
            let digit = digit.ok_or(NotAnNhsNumber::NotDigits)?;
            if let Some(place) = digits.get_mut(count) {
                *place = digit;
            }
            count += 1;
        }
        if count != digits.len() {
            return Err(NotAnNhsNumber::Length { digits: count });
        }

        if is_checked(digits) {
            Ok(Self(value(digits)))
        } else {
            Err(NotAnNhsNumber::CheckDigit)
        }
    }

    /// The ten digits, as they stand on the wire.
    pub fn digits(&self) -> String {
        format!("{:010}", self.0)
    }

    /// As people write it: `999 000 1006`.
    pub fn spaced(&self) -> String {
        let digits = self.digits();
        let part = |from: usize, to: usize| digits.get(from..to).unwrap_or_default();

        format!("{} {} {}", part(0, 3), part(3, 6), part(6, 10))
    }

    /// In the range that is kept for tests and training, 999 000 0000 to 999 999 9999.
    pub fn is_for_tests(&self) -> bool {
        self.0 / 10_000_000 == 999
    }
}

fn value(digits: [u8; 10]) -> u64 {
    digits
        .iter()
        .fold(0, |value, digit| value * 10 + u64::from(*digit))
}

/// Weights 10 to 2 on the first nine; the check digit is 11 less the remainder, 11 counts as 0, 10 is never given.
fn is_checked(digits: [u8; 10]) -> bool {
    let [first_nine @ .., check] = digits;
    let sum: u32 = first_nine
        .iter()
        .zip((2..=10).rev())
        .map(|(digit, weight)| u32::from(*digit) * weight)
        .sum();

    match 11 - sum % 11 {
        11 => check == 0,
        10 => false,
        wanted => u32::from(check) == wanted,
    }
}

impl fmt::Debug for NhsNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("NhsNumber(redacted)")
    }
}

/// What a letter names a patient by.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PatientNumber {
    Nhs(NhsNumber),
    /// An older format (`RAT56`, `TT12/24`) or digits that fail the check: a key to compare, never to send from a form.
    Old(Text),
}

impl PatientNumber {
    /// Takes any key that is not blank; only ten right digits without spaces are an NHS number.
    pub fn read(text: &str) -> Option<Self> {
        let number = <[u8; 10]>::try_from(text.as_bytes())
            .ok()
            .filter(|bytes| bytes.iter().all(u8::is_ascii_digit))
            .map(|bytes| bytes.map(|byte| byte - b'0'))
            .filter(|digits| is_checked(*digits));

        match number {
            Some(digits) => Some(Self::Nhs(NhsNumber(value(digits)))),
            None => Text::new(text).map(Self::Old),
        }
    }

    /// As it stands on the wire.
    pub fn written(&self) -> String {
        match self {
            Self::Nhs(number) => number.digits(),
            Self::Old(text) => text.as_str().to_owned(),
        }
    }

    /// As people read it.
    pub fn shown(&self) -> String {
        match self {
            Self::Nhs(number) => number.spaced(),
            Self::Old(text) => text.as_str().to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_check_digit_decides() {
        for valid in [
            "9990001006",
            "9990002371",
            "9990003742",
            "9990005117",
            "9990006482",
            "9999999999",
        ] {
            assert!(NhsNumber::parse(valid).is_ok(), "{valid}");
        }
        assert_eq!(
            NhsNumber::parse("1234567890"),
            Err(NotAnNhsNumber::CheckDigit)
        );
        assert_eq!(
            NhsNumber::parse("9990001007"),
            Err(NotAnNhsNumber::CheckDigit)
        );
    }

    #[test]
    fn a_check_digit_of_ten_is_never_given_and_eleven_is_nought() {
        let fits = |stem: &str, last: u32| NhsNumber::parse(&format!("{stem}{last}")).is_ok();

        assert!(
            (0..=9).all(|last| !fits("999000000", last)),
            "243 leaves 1, which would need a 10"
        );
        assert!(fits("999000005", 0), "253 leaves nothing");
        assert_eq!((0..=9).filter(|last| fits("999000005", *last)).count(), 1);
    }

    #[test]
    fn it_is_typed_in_many_ways_and_shown_in_one() {
        for typed in ["999 000 1006", "999-000-1006", " 9990001006 "] {
            assert_eq!(NhsNumber::parse(typed).unwrap().spaced(), "999 000 1006");
        }
    }

    #[test]
    fn each_way_of_being_wrong_is_told() {
        assert_eq!(
            NhsNumber::parse("999000100"),
            Err(NotAnNhsNumber::Length { digits: 9 })
        );
        assert_eq!(
            NhsNumber::parse("99900010066"),
            Err(NotAnNhsNumber::Length { digits: 11 })
        );
        assert_eq!(
            NhsNumber::parse("QQ123456C"),
            Err(NotAnNhsNumber::NotDigits)
        );
        assert_eq!(
            NhsNumber::parse(""),
            Err(NotAnNhsNumber::Length { digits: 0 })
        );
    }

    #[test]
    fn older_keys_are_kept_as_they_came() {
        assert_eq!(PatientNumber::read("TT12/24").unwrap().written(), "TT12/24");
        assert_eq!(
            PatientNumber::read("1234567890").unwrap().written(),
            "1234567890"
        );
        assert!(matches!(
            PatientNumber::read("9990001006"),
            Some(PatientNumber::Nhs(_))
        ));
        assert!(
            matches!(
                PatientNumber::read("999 000 1006"),
                Some(PatientNumber::Old(_))
            ),
            "the wire has no spaces"
        );
        assert_eq!(PatientNumber::read("  "), None);
    }

    #[test]
    fn a_leading_nought_is_a_digit_and_the_test_range_is_known() {
        let low = NhsNumber::parse("0000000000").unwrap();

        assert_eq!(
            (low.digits().as_str(), low.is_for_tests()),
            ("0000000000", false)
        );
        assert!(NhsNumber::parse("9990001006").unwrap().is_for_tests());
    }

    #[test]
    fn debug_hides_the_number() {
        let number = PatientNumber::read("9990001006").unwrap();

        assert_eq!(format!("{number:?}"), "Nhs(NhsNumber(redacted))");
    }
}
