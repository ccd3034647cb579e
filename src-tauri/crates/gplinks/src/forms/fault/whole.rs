//! What is wrong between fields, and with a form as a whole (E754 on).

use super::{Fault, hard, soft, told};
use crate::forms::{Field, Weight};

pub(in crate::forms) const BEFORE_BIRTH: Fault = hard(
    "E754",
    "The date of acceptance is before the date of birth. Check both dates",
);

pub(in crate::forms) const NOT_NEWBORN: Fault = soft(
    "E755",
    "This patient was born more than a year ago. Choose another kind of registration: PCSE will \
     probably not accept this one as a birth",
);

pub(in crate::forms) const ENTERED_BEFORE_BIRTH: Fault = hard(
    "E756",
    "The date of entry to the UK must be after the date of birth. Check both dates",
);

pub(in crate::forms) const LEFT_AFTER_ENTRY: Fault = hard(
    "E757",
    "The date of leaving the UK must be before the date of entry. Check both dates",
);

pub(in crate::forms) const LEFT_BEFORE_BIRTH: Fault = hard(
    "E758",
    "The date of leaving the UK is before the date of birth. Check both dates",
);

pub(in crate::forms) const STILL_HERE: Fault = soft(
    "E759",
    "The patient has not left yet. Send the request once they have: PCSE will probably reject \
     one for a day to come",
);

pub(in crate::forms) const FAR_AHEAD: Fault = hard(
    "E760",
    "The date of departure is more than a month ahead. Enter the day the patient left",
);

pub(in crate::forms) const NOTE_SLOWS: Fault = soft(
    "E761",
    "Take the note out unless PCSE must read it. Any note stops automatic processing, so the \
     answer takes days longer",
);

pub(in crate::forms) fn idle_words(phrase: &str) -> Fault {
    told(
        "E762",
        Weight::Soft,
        format!(
            "Take {phrase} out of the note. PCSE does not need it, and a person there has to read \
             it first"
        ),
    )
}

pub(in crate::forms) const LEFT_THE_AREA: Fault = soft(
    "E763",
    "Write OOAR for a patient who lives outside your area. OOA alone tells PCSE that the patient \
     has left it, and PCSE will probably reject the registration",
);

pub(in crate::forms) const DISPUTE_UNEXPLAINED: Fault = hard(
    "E764",
    "Say in the note why the patient should not have been deducted. PCSE needs it when the area \
     has not changed",
);

pub(in crate::forms) const RETURN_UNEXPLAINED: Fault = soft(
    "E765",
    "Say in the note why the patient is registered again. PCSE expects it after a deduction and \
     will probably reject the registration without it",
);

pub(in crate::forms) const GUESS_UNEXPLAINED: Fault = hard(
    "E766",
    "Say in the note that the date is approximate, and what is known of it",
);

pub(in crate::forms) const CONFIRMATION_UNEXPLAINED: Fault = soft(
    "E767",
    "Say in the note that the address is confirmed, like ADDRESS CONFIRMED, SEEN 14 MAR 2025. \
     Without it PCSE will probably not see that this answers the FP69 notice",
);

pub(in crate::forms) const NEW_YEARS_DAY: Fault = soft(
    "E768",
    "The date of birth is 1 January. PCSE takes that day for a guess, so go on if nobody knows the \
     real one, and change it if somebody does",
);

pub(in crate::forms) const VERY_OLD: Fault = soft(
    "E769",
    "The date of birth is more than 115 years ago. Check the year: PCSE will probably reject the \
     registration if it is a slip",
);

pub(in crate::forms) const NOTHING_CHANGED: Fault = hard(
    "E771",
    "Change at least one detail, or say that the address is confirmed",
);

pub(in crate::forms) const CONFIRMED_WITHOUT_ADDRESS: Fault = soft(
    "E772",
    "Enter the whole current address. PCSE compares it and will probably not accept a \
     confirmation without it",
);

/// A change to nothing, which is not the same as a removal.
pub(in crate::forms) fn changed_to_nothing(field: Field) -> Fault {
    let words = field.words();

    told(
        "E773",
        Weight::Hard,
        format!("Enter the new {words}, or choose to remove it at PCSE"),
    )
}

pub(in crate::forms) const TOWN_STAYS: Fault = hard(
    "E774",
    "The post town cannot be removed at PCSE. Enter the post town",
);

pub(in crate::forms) const PART_OF_A_NAME: Fault = soft(
    "E775",
    "Enter the whole name as it is to be, also the parts that stay the same. PCSE will probably \
     misread a part of a name on its own",
);

pub(in crate::forms) const NO_NEW_FORENAME: Fault = hard(
    "E776",
    "Enter the first forename, or choose to remove all forenames at PCSE",
);

pub(in crate::forms) const FORENAME_STAYS: Fault = hard(
    "E777",
    "PCSE keeps a forename that is only left out. Choose to remove all forenames at PCSE, and enter \
     the right ones in a second amendment",
);

pub(in crate::forms) const REQUEST_REASON: Fault = hard(
    "E781",
    "Choose the reason: died, gone abroad for more than 3 months, or another reason such as \
     having left the area",
);
