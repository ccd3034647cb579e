//! What is wrong with one value: its characters, length, digits, form or date (E721 to E753).

use super::{Fault, hard, soft, told};
use crate::forms::{Field, Weight};

/// Characters that have no place on the wire at all.
pub(in crate::forms) fn unsendable(field: Field, which: &str) -> Fault {
    let words = field.words();

    told(
        "E721",
        Weight::Hard,
        format!(
            "There are characters in the {words} that cannot be sent: {which}. \
             Take them out or write them another way"
        ),
    )
}

/// Characters that can be sent, but not in this field.
pub(in crate::forms) fn misplaced(field: Field, which: &str) -> Fault {
    let (words, allowed) = (field.words(), field.set().words());

    told(
        "E722",
        Weight::Hard,
        format!("Take {which} out of the {words}. Only {allowed} can be sent there"),
    )
}

pub(in crate::forms) fn too_long(field: Field, length: usize, longest: usize) -> Fault {
    let (words, over) = (field.words(), length.saturating_sub(longest));

    told(
        "E723",
        Weight::Hard,
        format!(
            "Shorten the {words} by {over}. There are {length} characters, and {longest} can be \
             sent"
        ),
    )
}

pub(in crate::forms) fn long(field: Field, length: usize, advised: usize) -> Fault {
    let words = field.words();

    told(
        "E724",
        Weight::Soft,
        format!(
            "Shorten the {words} if you can. There are {length} characters, and PCSE will probably \
             reject or cut more than {advised}"
        ),
    )
}

/// The wire's sign for "empty this" where a value should stand.
pub(in crate::forms) fn lone_percent(field: Field) -> Fault {
    let words = field.words();

    told(
        "E725",
        Weight::Hard,
        format!("Enter the {words}. The sign % alone asks PCSE to remove what it holds"),
    )
}

pub(in crate::forms) fn number_length(digits: usize) -> Fault {
    told(
        "E731",
        Weight::Hard,
        format!("NHS number must be 10 digits; you entered {digits}"),
    )
}

pub(in crate::forms) const INSURANCE_NUMBER: Fault = hard(
    "E732",
    "This looks like a National Insurance number. Enter the NHS number",
);

pub(in crate::forms) const OLD_NUMBER: Fault = hard(
    "E733",
    "This looks like an NHS number of the old form, which is no longer accepted. Enter the one \
     with 10 digits",
);

pub(in crate::forms) const NUMBER_FORM: Fault = hard(
    "E734",
    "Enter an NHS number in the correct format, like 999 123 4567",
);

pub(in crate::forms) const CHECK_DIGIT: Fault = hard(
    "E735",
    "This NHS number is not valid. Check it against the letter",
);

pub(in crate::forms) const GP_FORM: Fault = hard(
    "E741",
    "The registered GP must be a national code of 7 digits, a comma and the local code, like \
     9912345,K31. Choose the GP from the list",
);

pub(in crate::forms) const INSTITUTE_FORM: Fault = hard(
    "E742",
    "The residential institute code must be 1 to 4 letters or digits, like RT",
);

pub(in crate::forms) const HA_FORM: Fault = hard(
    "E743",
    "The previous health authority must be 2 or 3 letters, like NF. Choose it from the list, or \
     leave it blank",
);

pub(in crate::forms) const HA_UNKNOWN: Fault = soft(
    "E744",
    "This previous health authority is not in the published list. Check it or leave it blank: \
     PCSE will probably reject one that it does not know",
);

pub(in crate::forms) const POSTCODE_FORM: Fault = hard("E745", "Postcode must be like BR6 7EW");

pub(in crate::forms) const OUTSIDE_AREA: Fault = soft(
    "E746",
    "This address looks outside your area. If you take the patient without home visits, write \
     OOAR in the note: PCSE will probably reject the registration without it",
);

pub(in crate::forms) const MOVED_OUTSIDE: Fault = soft(
    "E747",
    "This address looks outside your area. Do not change the address here: request removal \
     instead, and put the new address into the note for PCSE. Go on only if the patient stays with you",
);

pub(in crate::forms) fn not_a_day(field: Field) -> Fault {
    told(
        "E751",
        Weight::Hard,
        format!(
            "The {} is not a date that exists. Check day, month and year",
            field.words()
        ),
    )
}

pub(in crate::forms) fn in_the_future(field: Field) -> Fault {
    told(
        "E752",
        Weight::Hard,
        format!("The {} must be today or in the past", field.words()),
    )
}

pub(in crate::forms) fn long_ago(field: Field) -> Fault {
    told(
        "E753",
        Weight::Hard,
        format!("The {} is before 1890. Check the year", field.words()),
    )
}
