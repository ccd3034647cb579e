//! Everything that can be wrong with a form: one code, one weight and one sentence each.
//!
//! Sentences say what to do; soft ones also why PCSE will probably reject the form. Codes never
//! change once published: people write them down, and support looks them up.

mod blank;
mod value;
mod whole;

pub(super) use blank::*;
pub(super) use value::*;
pub(super) use whole::*;

use std::borrow::Cow;

use super::Weight;

/// What is wrong, before it is known in which field.
pub(super) struct Fault {
    pub(super) code: &'static str,
    pub(super) weight: Weight,
    pub(super) message: Cow<'static, str>,
}

const fn hard(code: &'static str, message: &'static str) -> Fault {
    Fault {
        code,
        weight: Weight::Hard,
        message: Cow::Borrowed(message),
    }
}

const fn soft(code: &'static str, message: &'static str) -> Fault {
    Fault {
        code,
        weight: Weight::Soft,
        message: Cow::Borrowed(message),
    }
}

fn told(code: &'static str, weight: Weight, message: String) -> Fault {
    Fault {
        code,
        weight,
        message: Cow::Owned(message),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forms::Field;

    fn all() -> Vec<Fault> {
        vec![
            missing(Field::Surname),
            BIRTH_NUMBER,
            NO_HOUSE,
            BIRTHPLACE_NEEDED,
            PREVIOUS_ADDRESS,
            NUMBER_BLANK,
            FORENAME_BLANK,
            TITLE_BLANK,
            BORN_BLANK,
            BIRTHPLACE_BLANK,
            POSTCODE_BLANK,
            NEW_POSTCODE_BLANK,
            unsendable(Field::Notes, "“#” (character 1)"),
            misplaced(Field::Surname, "“1” (character 1)"),
            too_long(Field::Surname, 40, 35),
            long(Field::Surname, 33, 30),
            lone_percent(Field::Title),
            number_length(9),
            INSURANCE_NUMBER,
            OLD_NUMBER,
            NUMBER_FORM,
            CHECK_DIGIT,
            GP_FORM,
            INSTITUTE_FORM,
            HA_FORM,
            HA_UNKNOWN,
            POSTCODE_FORM,
            OUTSIDE_AREA,
            MOVED_OUTSIDE,
            not_a_day(Field::Born),
            in_the_future(Field::Born),
            long_ago(Field::Born),
            BEFORE_BIRTH,
            NOT_NEWBORN,
            ENTERED_BEFORE_BIRTH,
            LEFT_AFTER_ENTRY,
            LEFT_BEFORE_BIRTH,
            STILL_HERE,
            FAR_AHEAD,
            NOTE_SLOWS,
            idle_words("ID SEEN"),
            LEFT_THE_AREA,
            DISPUTE_UNEXPLAINED,
            RETURN_UNEXPLAINED,
            GUESS_UNEXPLAINED,
            CONFIRMATION_UNEXPLAINED,
            NEW_YEARS_DAY,
            VERY_OLD,
            NOTHING_CHANGED,
            CONFIRMED_WITHOUT_ADDRESS,
            changed_to_nothing(Field::Title),
            TOWN_STAYS,
            PART_OF_A_NAME,
            NO_NEW_FORENAME,
            FORENAME_STAYS,
            REQUEST_REASON,
        ]
    }

    #[test]
    fn each_fault_has_a_code_of_its_own_in_order() {
        let codes: Vec<_> = all().iter().map(|fault| fault.code).collect();

        assert!(codes.is_sorted_by(|one, next| one < next), "{codes:?}");
        assert!(codes.iter().all(|code| code.starts_with("E7")));
    }

    #[test]
    fn sentences_are_written_for_people() {
        for Fault { code, message, .. } in all() {
            assert!(
                message.starts_with(|c: char| c.is_ascii_uppercase()),
                "{code}"
            );
            assert!(
                !message.ends_with('.') && !message.contains("  "),
                "{code}: {message}"
            );
        }
    }

    #[test]
    fn a_soft_one_says_what_pcse_will_do() {
        for fault in all()
            .into_iter()
            .filter(|fault| fault.weight == Weight::Soft)
        {
            let says_why = fault.message.contains("PCSE") || fault.code == NOTE_SLOWS.code;

            assert!(says_why, "{}", fault.code);
        }
    }
}
