//! What the clerk fills in to register a patient.

use std::fmt;

use crate::{AcceptanceCode, LINES, Sex};

/// How a patient joins the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RegistrationType {
    Birth,
    First,
    TransferIn,
    Immigrant,
}

/// The form as it was typed. Dates are written `2025-03-11`; an empty text is a field left blank.
///
/// Fields that do not belong to the kind of registration are not looked at.
#[derive(Clone, PartialEq, Eq)]
pub struct RegistrationForm {
    pub kind: Option<RegistrationType>,
    pub code: AcceptanceCode,
    pub accepted_on: String,
    pub nhs_number: String,
    pub surname: String,
    pub first_forename: String,
    pub second_forename: String,
    /// The third forename and all after it.
    pub other_forenames: String,
    pub title: String,
    pub previous_surname: String,
    pub sex: Option<Sex>,
    pub born: String,
    pub house_name: String,
    pub road: String,
    pub locality: String,
    pub post_town: String,
    pub county: String,
    pub postcode: String,
    pub birthplace: String,
    pub previous_address: [String; LINES],
    /// A name, not a code.
    pub previous_gp: String,
    /// A cipher.
    pub previous_ha: String,
    pub entered_uk: String,
    pub left_uk: String,
    /// National and local code: `9912345,K31`.
    pub gp: String,
    pub institute: String,
    pub notes: String,
    pub drugs_dispensed: bool,
}

impl RegistrationType {
    /// All four, in the order of their numbers.
    pub const ALL: [Self; 4] = [Self::Birth, Self::First, Self::TransferIn, Self::Immigrant];

    /// Reads `1` to `4`; 5 (ex-services) is no longer used and is a transfer in.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|kind| kind.number().to_string() == text)
    }

    /// The acceptance type on the wire.
    pub fn number(self) -> u8 {
        match self {
            Self::Birth => 1,
            Self::First => 2,
            Self::TransferIn => 3,
            Self::Immigrant => 4,
        }
    }

    /// As a screen names it.
    pub fn words(self) -> &'static str {
        match self {
            Self::Birth => "birth",
            Self::First => "first registration",
            Self::TransferIn => "transfer in",
            Self::Immigrant => "from abroad",
        }
    }

    /// Whether the form asks where the patient was registered before.
    pub(super) fn asks_where_from(self) -> bool {
        match self {
            Self::Birth | Self::First => false,
            Self::TransferIn | Self::Immigrant => true,
        }
    }
}

/// A blank form: an ordinary acceptance of which nothing else is known.
impl Default for RegistrationForm {
    fn default() -> Self {
        Self {
            kind: None,
            code: AcceptanceCode::Acceptance,
            accepted_on: String::new(),
            nhs_number: String::new(),
            surname: String::new(),
            first_forename: String::new(),
            second_forename: String::new(),
            other_forenames: String::new(),
            title: String::new(),
            previous_surname: String::new(),
            sex: None,
            born: String::new(),
            house_name: String::new(),
            road: String::new(),
            locality: String::new(),
            post_town: String::new(),
            county: String::new(),
            postcode: String::new(),
            birthplace: String::new(),
            previous_address: Default::default(),
            previous_gp: String::new(),
            previous_ha: String::new(),
            entered_uk: String::new(),
            left_uk: String::new(),
            gp: String::new(),
            institute: String::new(),
            notes: String::new(),
            drugs_dispensed: false,
        }
    }
}

impl fmt::Debug for RegistrationForm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RegistrationForm(redacted)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_types_are_numbered_from_one_to_four() {
        for kind in RegistrationType::ALL {
            assert_eq!(
                RegistrationType::parse(&kind.number().to_string()),
                Some(kind)
            );
        }
        for wrong in ["", "0", "5", "03", " 1", "birth"] {
            assert_eq!(RegistrationType::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn debug_hides_the_form() {
        assert_eq!(
            format!("{:?}", RegistrationForm::default()),
            "RegistrationForm(redacted)"
        );
    }
}
