//! The desk's forms: what a clerk typed becomes a filing that can be sent.
//!
//! Every field is looked at and all that is wrong is told at once. A hard problem means that the
//! form cannot be sent, a soft one that PCSE will probably reject it and why.

mod amendment;
mod characters;
mod codes;
mod days;
mod deduction;
mod fault;
mod field;
mod findings;
mod home;
mod notes;
mod occasion;
mod registration;
mod removal;
mod text;

#[cfg(test)]
mod garbage;
#[cfg(test)]
mod samples;

pub use amendment::{AddressForm, AmendmentForm, LineForm};
pub use days::{needed_past_day, past_day};
pub use deduction::DeductionRequestForm;
pub use field::Field;
pub use findings::{Checked, FieldChange, FieldProblem, Ready, Weight};
pub use occasion::{ChangeReason, Occasion, OccasionForm};
pub use registration::{RegistrationForm, RegistrationType};
pub use removal::RemovalForm;
pub use text::as_sent;

use crate::{Cipher, Day, PostcodeStyle};

/// What the desk's forms are checked against besides what was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeskRules {
    pub today: Day,
    /// How many characters a note for PCSE may have.
    pub longest_note: usize,
    pub postcode_style: PostcodeStyle,
    /// The health authority of the practice's link: a patient may come from another area.
    pub own_ha: Option<Cipher>,
    /// The parts of postcodes before the space that lie outside the practice's area: `NR30`.
    pub outside_area: Vec<String>,
}

impl DeskRules {
    /// The longest note that an element of text holds.
    pub const LONGEST_NOTE: usize = 70;

    /// The usual rules on a day: notes of 70 characters, padded postcodes, no area set.
    pub fn on(today: Day) -> Self {
        Self {
            today,
            longest_note: Self::LONGEST_NOTE,
            postcode_style: PostcodeStyle::default(),
            own_ha: None,
            outside_area: Vec::new(),
        }
    }
}
