//! Fields left blank that must or should be filled in (E70x, E71x).

use super::{Fault, hard, soft, told};
use crate::forms::{Field, Weight};

/// A field that must be filled in.
pub(in crate::forms) fn missing(field: Field) -> Fault {
    let verb = if matches!(
        field,
        Field::Kind | Field::Sex | Field::Gp | Field::ChangeReason
    ) {
        "Choose"
    } else {
        "Enter"
    };

    told(
        "E701",
        Weight::Hard,
        format!("{verb} the {}", field.words()),
    )
}

pub(in crate::forms) const BIRTH_NUMBER: Fault = hard(
    "E702",
    "Enter the NHS number. It is on the birth notification",
);

pub(in crate::forms) const NO_HOUSE: Fault =
    hard("E703", "Enter a house name, or a number and road");

pub(in crate::forms) const BIRTHPLACE_NEEDED: Fault = hard(
    "E704",
    "Enter the place of birth. Without an NHS number it is what PCSE traces the patient by",
);

pub(in crate::forms) const PREVIOUS_ADDRESS: Fault = hard(
    "E705",
    "Enter the previous address, even if part of it is unknown",
);

pub(in crate::forms) const NUMBER_BLANK: Fault = soft(
    "E706",
    "Enter the NHS number if it can be found. Leaving it blank may create a second record, \
     and PCSE will probably reject the registration when the patient already has one",
);

pub(in crate::forms) const FORENAME_BLANK: Fault = soft(
    "E707",
    "Enter the first forename. PCSE expects one and will probably reject the registration \
     without it",
);

pub(in crate::forms) const TITLE_BLANK: Fault = soft(
    "E708",
    "Enter the title. PCSE expects one and will probably reject the registration without it",
);

pub(in crate::forms) const BORN_BLANK: Fault = soft(
    "E709",
    "Enter the date of birth, or 1 January of the estimated year if nobody knows it. \
     PCSE expects one and will probably reject the registration without it",
);

pub(in crate::forms) const BIRTHPLACE_BLANK: Fault = soft(
    "E710",
    "Enter the place of birth. PCSE traces the patient by it and will probably ask for it",
);

pub(in crate::forms) const POSTCODE_BLANK: Fault = soft(
    "E711",
    "Enter the postcode. Without it PCSE will probably reject the registration and ask you to \
     confirm the address (code 3)",
);

pub(in crate::forms) const NEW_POSTCODE_BLANK: Fault = soft(
    "E712",
    "Enter the postcode, even if it stays the same. Without it PCSE will probably keep the old \
     one or ask you to confirm the address (code 3)",
);
