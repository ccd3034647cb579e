//! Numbers and codes: the NHS number, the GP, the health authority, the institute, the postcode.

use super::Field;
use super::fault::{self, Fault};
use super::findings::{Findings, Typed};
use crate::{
    Cipher, GpCode, NhsNumber, NotAnNhsNumber, PatientNumber, Postcode, Text, WrittenPostcode,
};

/// The longest NHS number of the old form (Vision's help).
const LONGEST_OLD_NUMBER: usize = 15;

impl Findings<'_> {
    /// Reads an NHS number of ten digits; older forms are not sent from the desk.
    pub(super) fn nhs_number(&mut self, typed: &str) -> Typed<PatientNumber> {
        self.coded(Field::NhsNumber, typed, |text| {
            let number = NhsNumber::parse(text).map_err(|error| number_fault(text, error))?;

            Ok(PatientNumber::Nhs(number))
        })
    }

    /// Reads `9912345,K31`.
    pub(super) fn gp(&mut self, typed: &str) -> Typed<GpCode> {
        self.coded(Field::Gp, typed, |text| gp_code(text).ok_or(fault::GP_FORM))
    }

    pub(super) fn institute(&mut self, typed: &str) -> Typed<Text> {
        self.coded(Field::Institute, typed, |text| {
            let is_code = text.len() <= 4 && is_alphanumeric(text);

            Text::new(text)
                .filter(|_| is_code)
                .ok_or(fault::INSTITUTE_FORM)
        })
    }

    pub(super) fn previous_ha(&mut self, typed: &str) -> Typed<Cipher> {
        let ha = self.coded(Field::PreviousHa, typed, |text| {
            Cipher::parse(text).ok_or(fault::HA_FORM)
        });
        if matches!(&ha, Typed::Right(cipher) if cipher.name().is_none()) {
            self.tell(Field::PreviousHa, fault::HA_UNKNOWN);
        }

        ha
    }

    pub(super) fn postcode(&mut self, typed: &str) -> Typed<Postcode> {
        self.coded(Field::Postcode, typed, |text| {
            Postcode::parse(text).ok_or(fault::POSTCODE_FORM)
        })
    }

    pub(super) fn is_outside_area(&self, postcode: &Postcode) -> bool {
        let district = postcode.district();

        self.rules
            .outside_area
            .iter()
            .any(|outside| outside.trim().eq_ignore_ascii_case(district))
    }

    /// As the wire spaces it.
    pub(super) fn written(&self, postcode: &Postcode) -> Option<WrittenPostcode> {
        WrittenPostcode::of(postcode, self.rules.postcode_style)
    }
}

fn number_fault(text: &str, error: NotAnNhsNumber) -> Fault {
    let bare: String = text
        .chars()
        .filter(|c| !c.is_whitespace() && *c != '-')
        .collect();
    match error {
        NotAnNhsNumber::Length { digits } => fault::number_length(digits),
        NotAnNhsNumber::CheckDigit => fault::CHECK_DIGIT,
        NotAnNhsNumber::NotDigits if is_insurance_number(&bare) => fault::INSURANCE_NUMBER,
        NotAnNhsNumber::NotDigits if is_old_number(&bare) => fault::OLD_NUMBER,
        NotAnNhsNumber::NotDigits => fault::NUMBER_FORM,
    }
}

/// `insurance = 2letter 6digit [ letter ]`
fn is_insurance_number(bare: &str) -> bool {
    let (letters, rest) = bare.as_bytes().split_at_checked(2).unwrap_or_default();
    let (digits, suffix) = rest.split_at_checked(6).unwrap_or_default();

    letters.iter().chain(suffix).all(u8::is_ascii_uppercase)
        && digits.iter().all(u8::is_ascii_digit)
        && digits.len() == 6
        && suffix.len() <= 1
}

/// `old = 1*15( letter / digit / "/" )`
fn is_old_number(bare: &str) -> bool {
    (1..=LONGEST_OLD_NUMBER).contains(&bare.len())
        && bare.bytes().any(|b| b.is_ascii_digit())
        && bare
            .bytes()
            .all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'/')
}

fn gp_code(text: &str) -> Option<GpCode> {
    let bare: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let code = GpCode::read(&bare)?;
    let is_local = code
        .halves()
        .is_some_and(|(_, local)| is_alphanumeric(local));
    let fits = code.as_str().len() <= crate::Item::Gp.longest();

    Some(code).filter(|code| code.is_usual() && is_local && fits)
}

fn is_alphanumeric(text: &str) -> bool {
    text.bytes()
        .all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::super::samples::{rules, told};
    use super::*;
    use crate::forms::Weight;

    /// What is read, and the codes of what is told.
    fn read<T>(work: impl FnOnce(&mut Findings<'_>) -> Typed<T>) -> (Option<T>, Vec<&'static str>) {
        let rules = rules();
        let mut findings = Findings::new(&rules);
        let value = work(&mut findings).right();
        let told = told(&findings.finish::<()>(None).problems);

        (value, told.into_iter().map(|(_, code, _)| code).collect())
    }

    #[test]
    fn an_nhs_number_is_typed_in_many_ways_and_sent_in_one() {
        for typed in [
            "9990001006",
            "999 000 1006",
            "999-000-1006",
            "\u{a0}999–000–1006",
            "９９９0001006",
        ] {
            let (number, told) = read(|findings| findings.nhs_number(typed));

            assert_eq!(
                (number.unwrap().written().as_str(), told),
                ("9990001006", vec![]),
                "{typed}"
            );
        }
    }

    #[test]
    fn each_way_an_nhs_number_is_wrong_has_its_own_sentence() {
        for (typed, code) in [
            ("999000100", "E731"),
            ("99900010066", "E731"),
            ("QQ123456C", "E732"),
            ("qq 12 34 56 c", "E732"),
            ("QQ123456", "E732"),
            ("TT12/24", "E733"),
            ("T247", "E733"),
            ("123/23/123", "E733"),
            ("999 000 1006 (NEW)", "E734"),
            ("NONE", "E734"),
            ("999000100£", "E734"),
            ("1234567890", "E735"),
        ] {
            assert_eq!(
                read(|findings| findings.nhs_number(typed)),
                (None, vec![code]),
                "{typed}"
            );
        }
    }

    #[test]
    fn the_sentence_about_length_says_how_many_digits_were_typed() {
        assert_eq!(
            number_fault("999000100", NhsNumber::parse("999000100").unwrap_err()).message,
            "NHS number must be 10 digits; you entered 9"
        );
    }

    #[test]
    fn a_gp_is_seven_digits_a_comma_and_a_local_code() {
        for typed in [
            "9912345,K31",
            " 9912345, k31 ",
            "9990335,PLP570",
            "0912345,G82697",
        ] {
            assert_eq!(
                read(|findings| findings.gp(typed)).1,
                Vec::<&str>::new(),
                "{typed}"
            );
        }
        for typed in [
            "9912345",
            "991234,K31",
            "9912345,",
            "9912345,K,31",
            "9912345,K%",
            "DR SINGH",
            "9912345,K3é1ß#",
        ] {
            assert_eq!(
                read(|findings| findings.gp(typed)),
                (None, vec!["E741"]),
                "{typed}"
            );
        }
    }

    #[test]
    fn a_gp_code_has_at_most_17_characters() {
        assert!(
            read(|findings| findings.gp("9912345,123456789"))
                .0
                .is_some()
        );
        assert_eq!(
            read(|findings| findings.gp("9912345,1234567890")).1,
            ["E741"]
        );
    }

    #[test]
    fn an_institute_has_up_to_four_letters_or_digits() {
        for typed in ["RT", "aa", "A1B2"] {
            assert!(
                read(|findings| findings.institute(typed)).0.is_some(),
                "{typed}"
            );
        }
        for typed in ["ABCDE", "R T", "%", "R-T"] {
            assert_eq!(
                read(|findings| findings.institute(typed)),
                (None, vec!["E742"]),
                "{typed}"
            );
        }
    }

    #[test]
    fn a_previous_authority_is_a_cipher_and_should_be_a_known_one() {
        assert_eq!(
            read(|findings| findings.previous_ha("lds")),
            (Cipher::parse("LDS"), vec![])
        );
        assert_eq!(
            read(|findings| findings.previous_ha("XX1")),
            (Cipher::parse("XX1"), vec!["E744"])
        );
        for typed in ["L", "LEEDS", "L-S"] {
            assert_eq!(
                read(|findings| findings.previous_ha(typed)),
                (None, vec!["E743"]),
                "{typed}"
            );
        }
    }

    #[test]
    fn a_postcode_is_typed_in_many_ways_or_refused() {
        for typed in ["br67ew", "BR6  7EW", " M1 1AE"] {
            assert!(
                read(|findings| findings.postcode(typed)).0.is_some(),
                "{typed}"
            );
        }
        for typed in ["BR6", "BR6 7E", "7EW BR6", "%", "BR6 7EW #"] {
            assert_eq!(
                read(|findings| findings.postcode(typed)),
                (None, vec!["E745"]),
                "{typed}"
            );
        }
    }

    #[test]
    fn all_of_them_are_hard_but_the_unknown_authority() {
        for fault in [
            fault::GP_FORM,
            fault::INSTITUTE_FORM,
            fault::HA_FORM,
            fault::POSTCODE_FORM,
        ] {
            assert_eq!(fault.weight, Weight::Hard);
        }
        assert_eq!(fault::HA_UNKNOWN.weight, Weight::Soft);
    }
}
