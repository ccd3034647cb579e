//! What of a registration depends on its kind: who the patient is, and where they come from.

use super::RegistrationForm;
use super::RegistrationType::{Birth, First, Immigrant, TransferIn};
use crate::forms::fault::Fault;
use crate::forms::findings::{Findings, Typed};
use crate::forms::{Field, fault};
use crate::{
    AcceptanceKind, CameFrom, Cipher, Day, Identity, PatientNumber, PreviousAddress, Stay, Text,
};

/// Reads what the kind asks for; without a kind only what every kind may have is looked at.
pub(super) fn read(
    form: &RegistrationForm,
    born: Typed<Day>,
    findings: &mut Findings<'_>,
) -> Option<AcceptanceKind> {
    match form.kind {
        Some(Birth) => birth(form, born, findings),
        Some(First) => {
            let (identity, born) = person(form, born, findings);

            Some(AcceptanceKind::First {
                identity: identity?,
                born,
            })
        }
        Some(TransferIn) => transfer_in(form, born, findings),
        Some(Immigrant) => immigrant(form, born, findings),
        None => {
            findings.tell(Field::Kind, fault::missing(Field::Kind));
            findings.nhs_number(&form.nhs_number);
            findings.text(Field::Birthplace, &form.birthplace);

            None
        }
    }
}

fn birth(
    form: &RegistrationForm,
    born: Typed<Day>,
    findings: &mut Findings<'_>,
) -> Option<AcceptanceKind> {
    let number = findings.nhs_number(&form.nhs_number);
    let number = findings.needed_or(Field::NhsNumber, number, fault::BIRTH_NUMBER);
    let born = findings.needed(Field::Born, born);
    if born.is_some_and(|born| findings.is_over_a_year_ago(born)) {
        findings.tell(Field::Born, fault::NOT_NEWBORN);
    }
    let birthplace = findings.text(Field::Birthplace, &form.birthplace);
    let birthplace = findings.needed_or(Field::Birthplace, birthplace, fault::BIRTHPLACE_BLANK);

    Some(AcceptanceKind::Birth {
        number: number?,
        born: born?,
        birthplace,
    })
}

fn transfer_in(
    form: &RegistrationForm,
    born: Typed<Day>,
    findings: &mut Findings<'_>,
) -> Option<AcceptanceKind> {
    let (identity, born) = person(form, born, findings);
    let (gp_name, ha, address) = previous(form, findings);
    let gp_name = findings.needed(Field::PreviousGp, gp_name);
    let address = findings.needed_or(Field::PreviousAddress, address, fault::PREVIOUS_ADDRESS);
    let came_from = CameFrom {
        gp_name: gp_name?,
        ha,
        address: address?,
    };

    Some(AcceptanceKind::TransferIn {
        identity: identity?,
        born,
        came_from,
    })
}

fn immigrant(
    form: &RegistrationForm,
    born: Typed<Day>,
    findings: &mut Findings<'_>,
) -> Option<AcceptanceKind> {
    let (identity, born) = person(form, born, findings);
    let (gp_name, ha, address) = previous(form, findings);
    let (gp_name, address) = (gp_name.right(), address.right());
    let (entered_uk, left_uk) = crossings(form, born, findings);
    let stay = Stay {
        entered_uk: entered_uk?,
        left_uk,
        gp_name,
        ha,
        address,
    };

    Some(AcceptanceKind::Immigrant {
        identity: identity?,
        born,
        stay,
    })
}

/// Who a patient is whose NHS number may not be known.
fn person(
    form: &RegistrationForm,
    born: Typed<Day>,
    findings: &mut Findings<'_>,
) -> (Option<Identity>, Option<Day>) {
    let number = findings.nhs_number(&form.nhs_number);
    let birthplace = findings.text(Field::Birthplace, &form.birthplace);
    let born = findings.needed_or(Field::Born, born, fault::BORN_BLANK);
    if let Some(fault) = born.and_then(|born| oddly_born(born, findings)) {
        findings.tell(Field::Born, fault);
    }

    (identity(number, birthplace, findings), born)
}

/// A guess that stands for a date, or a slip in the year.
fn oddly_born(born: Day, findings: &Findings<'_>) -> Option<Fault> {
    let date = born.date();

    if findings.is_over_115_years_ago(born) {
        Some(fault::VERY_OLD)
    } else {
        (date.month() == 1 && date.day() == 1).then_some(fault::NEW_YEARS_DAY)
    }
}

/// Without a number the place of birth is a must.
fn identity(
    number: Typed<PatientNumber>,
    birthplace: Typed<Text>,
    findings: &mut Findings<'_>,
) -> Option<Identity> {
    if number.is_blank() {
        findings.tell(Field::NhsNumber, fault::NUMBER_BLANK);
        let place = findings.needed_or(Field::Birthplace, birthplace, fault::BIRTHPLACE_NEEDED);

        return place.map(Identity::Birthplace);
    }
    let birthplace = findings.needed_or(Field::Birthplace, birthplace, fault::BIRTHPLACE_BLANK);

    number
        .right()
        .map(|number| Identity::Number { number, birthplace })
}

/// The previous GP's name, health authority and address.
fn previous(
    form: &RegistrationForm,
    findings: &mut Findings<'_>,
) -> (Typed<Text>, Option<Cipher>, Typed<PreviousAddress>) {
    let gp_name = findings.text(Field::PreviousGp, &form.previous_gp);
    let ha = findings.previous_ha(&form.previous_ha).right();

    (
        gp_name,
        ha,
        findings.previous_address(&form.previous_address),
    )
}

/// The days of entry to the UK and of having left it before.
fn crossings(
    form: &RegistrationForm,
    born: Option<Day>,
    findings: &mut Findings<'_>,
) -> (Option<Day>, Option<Day>) {
    let entered = findings.past_day(Field::EnteredUk, &form.entered_uk);
    let entered = findings.needed(Field::EnteredUk, entered);
    let left = findings.past_day(Field::LeftUk, &form.left_uk).right();
    if entered
        .zip(born)
        .is_some_and(|(entered, born)| entered <= born)
    {
        findings.tell(Field::EnteredUk, fault::ENTERED_BEFORE_BIRTH);
    }
    if left
        .zip(entered)
        .is_some_and(|(left, entered)| left >= entered)
    {
        findings.tell(Field::LeftUk, fault::LEFT_AFTER_ENTRY);
    }
    if left.zip(born).is_some_and(|(left, born)| left < born) {
        findings.tell(Field::LeftUk, fault::LEFT_BEFORE_BIRTH);
    }

    (entered, left)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forms::samples::{registration, rules, told};
    use crate::forms::{RegistrationType, Weight};

    fn told_of(
        kind: RegistrationType,
        change: impl FnOnce(&mut RegistrationForm),
    ) -> Vec<(Field, &'static str, Weight)> {
        let mut form = registration(kind);
        change(&mut form);

        told(&form.check(&rules()).problems)
    }

    #[test]
    fn a_birth_is_a_year_old_at_most() {
        let born = |day: &str| told_of(Birth, |form| form.born = day.to_owned());

        assert_eq!(born("2024-03-20"), []);
        assert_eq!(born("2024-03-19"), [(Field::Born, "E755", Weight::Soft)]);
    }

    #[test]
    fn a_birth_on_new_years_day_or_very_long_ago_is_asked_about_and_a_babys_is_not() {
        let born = |kind, day: &str| told_of(kind, |form| form.born = day.to_owned());

        assert_eq!(
            born(First, "1971-01-01"),
            [(Field::Born, "E768", Weight::Soft)]
        );
        assert_eq!(born(First, "1971-01-02"), []);
        assert_eq!(
            born(TransferIn, "1910-01-01"),
            [(Field::Born, "E769", Weight::Soft)]
        );
        assert_eq!(born(Birth, "2025-01-01"), []);
    }

    #[test]
    fn without_a_number_the_place_of_birth_is_a_must() {
        for kind in [First, TransferIn, Immigrant] {
            let mut form = registration(kind);
            form.nhs_number.clear();
            let ready = form.check(&rules()).ready.unwrap();

            assert!(ready.filing.kind.number().is_none(), "{kind:?}");
            assert_eq!(
                told_of(kind, |form| {
                    form.nhs_number.clear();
                    form.birthplace.clear();
                }),
                [
                    (Field::NhsNumber, "E706", Weight::Soft),
                    (Field::Birthplace, "E704", Weight::Hard)
                ]
            );
        }
    }

    #[test]
    fn a_wrong_number_does_not_make_the_place_of_birth_a_must() {
        let told = told_of(First, |form| {
            form.nhs_number = "1234567890".to_owned();
            form.birthplace.clear();
        });

        assert_eq!(
            told,
            [
                (Field::NhsNumber, "E735", Weight::Hard),
                (Field::Birthplace, "E710", Weight::Soft)
            ]
        );
    }

    #[test]
    fn a_patient_enters_the_country_after_birth() {
        let entered = |day: &str| {
            told_of(Immigrant, |form| {
                form.entered_uk = day.to_owned();
                form.left_uk.clear();
            })
        };

        assert_eq!(entered("1971-10-01"), []);
        assert_eq!(
            entered("1971-09-30"),
            [(Field::EnteredUk, "E756", Weight::Hard)]
        );
        assert_eq!(entered("2025-03-20"), []);
        assert_eq!(
            entered("2025-03-21"),
            [(Field::EnteredUk, "E752", Weight::Hard)]
        );
    }

    #[test]
    fn a_patient_left_the_country_between_birth_and_entry() {
        let left = |day: &str| told_of(Immigrant, |form| form.left_uk = day.to_owned());

        assert_eq!(left("2025-01-19"), []);
        assert_eq!(left("2025-01-20"), [(Field::LeftUk, "E757", Weight::Hard)]);
        assert_eq!(left("1971-09-30"), []);
        assert_eq!(left("1971-09-29"), [(Field::LeftUk, "E758", Weight::Hard)]);
    }

    #[test]
    fn without_a_kind_the_number_and_the_place_are_looked_at_all_the_same() {
        let told = told_of(First, |form| {
            form.kind = None;
            form.nhs_number = "999".to_owned();
            form.birthplace = "£".to_owned();
        });

        assert_eq!(
            told,
            [
                (Field::Kind, "E701", Weight::Hard),
                (Field::NhsNumber, "E731", Weight::Hard),
                (Field::Birthplace, "E721", Weight::Hard)
            ]
        );
    }
}
