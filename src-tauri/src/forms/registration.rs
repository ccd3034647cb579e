//! The registration form, from the window's to the desk's and back.

use gplinks::{AcceptanceCode, RegistrationForm, RegistrationType, Sex};

use crate::wire::{Origin, RegisterForm};

type Take = fn(&RegisterForm) -> &String;

/// The texts of which PCSE's view is shown, by the names of their fields.
pub(crate) const SENT: [(&str, Take); 22] = [
    ("surname", |form| &form.surname),
    ("firstForename", |form| &form.first_forename),
    ("secondForename", |form| &form.second_forename),
    ("otherForenames", |form| &form.other_forenames),
    ("title", |form| &form.title),
    ("previousSurname", |form| &form.previous_surname),
    ("houseName", |form| &form.house_name),
    ("road", |form| &form.road),
    ("locality", |form| &form.locality),
    ("postTown", |form| &form.post_town),
    ("county", |form| &form.county),
    ("postcode", |form| &form.postcode),
    ("birthplace", |form| &form.birthplace),
    ("previousAddress1", |form| &form.previous_address1),
    ("previousAddress2", |form| &form.previous_address2),
    ("previousAddress3", |form| &form.previous_address3),
    ("previousAddress4", |form| &form.previous_address4),
    ("previousAddress5", |form| &form.previous_address5),
    ("previousGp", |form| &form.previous_gp),
    ("institute", |form| &form.institute),
    ("notes", |form| &form.notes),
    ("nhsNumber", |form| &form.nhs_number),
];

/// The desk's form of what the window typed. Its code follows from what it goes back to, where that says so.
pub(crate) fn typed(form: &RegisterForm) -> RegistrationForm {
    RegistrationForm {
        kind: RegistrationType::parse(&form.kind),
        code: code(form),
        accepted_on: form.accepted_on.clone(),
        nhs_number: form.nhs_number.clone(),
        surname: form.surname.clone(),
        first_forename: form.first_forename.clone(),
        second_forename: form.second_forename.clone(),
        other_forenames: form.other_forenames.clone(),
        title: form.title.clone(),
        previous_surname: form.previous_surname.clone(),
        sex: Sex::parse(&form.sex),
        born: form.born.clone(),
        house_name: form.house_name.clone(),
        road: form.road.clone(),
        locality: form.locality.clone(),
        post_town: form.post_town.clone(),
        county: form.county.clone(),
        postcode: form.postcode.clone(),
        birthplace: form.birthplace.clone(),
        previous_address: form.previous_lines(),
        previous_gp: form.previous_gp.clone(),
        previous_ha: form.previous_ha.clone(),
        entered_uk: form.entered_uk.clone(),
        left_uk: form.left_uk.clone(),
        gp: form.gp.clone(),
        institute: form.institute.clone(),
        notes: form.notes.clone(),
        drugs_dispensed: form.drugs_dispensed,
    }
}

fn code(form: &RegisterForm) -> AcceptanceCode {
    match form.origin {
        Origin::Rejection { .. } | Origin::Rejected { .. } => AcceptanceCode::AfterRejection,
        Origin::Deduction { .. } => AcceptanceCode::AfterDeduction,
        Origin::Nothing | Origin::Earlier { .. } | Origin::Unsent { .. } => {
            AcceptanceCode::parse(&form.code).unwrap_or(AcceptanceCode::Acceptance)
        }
    }
}

impl RegisterForm {
    /// The window's form of the desk's, to be corrected.
    pub(crate) fn of(form: RegistrationForm, ha: &str) -> Self {
        let [line1, line2, line3, line4, line5] = form.previous_address;

        Self {
            origin: Origin::Nothing,
            traced_on: String::new(),
            left_on: String::new(),
            somebody_else: false,
            kind: form
                .kind
                .map(|kind| kind.number().to_string())
                .unwrap_or_default(),
            code: form.code.written().to_owned(),
            accepted_on: form.accepted_on,
            nhs_number: form.nhs_number,
            surname: form.surname,
            first_forename: form.first_forename,
            second_forename: form.second_forename,
            other_forenames: form.other_forenames,
            title: form.title,
            previous_surname: form.previous_surname,
            sex: form
                .sex
                .map(|sex| sex.written().to_owned())
                .unwrap_or_default(),
            born: form.born,
            house_name: form.house_name,
            road: form.road,
            locality: form.locality,
            post_town: form.post_town,
            county: form.county,
            postcode: form.postcode,
            birthplace: form.birthplace,
            previous_address1: line1,
            previous_address2: line2,
            previous_address3: line3,
            previous_address4: line4,
            previous_address5: line5,
            previous_gp: form.previous_gp,
            previous_ha: form.previous_ha,
            entered_uk: form.entered_uk,
            left_uk: form.left_uk,
            gp: form.gp,
            ha: ha.to_owned(),
            institute: form.institute,
            drugs_dispensed: form.drugs_dispensed,
            notes: form.notes,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_goes_to_the_desk_and_back_unchanged() {
        let form = RegisterForm {
            kind: "3".to_owned(),
            code: "A".to_owned(),
            sex: "2".to_owned(),
            surname: "Cole".to_owned(),
            previous_address3: "Otley".to_owned(),
            ha: "XX1".to_owned(),
            ..RegisterForm::default()
        };

        assert_eq!(RegisterForm::of(typed(&form), "XX1"), form);
    }

    #[test]
    fn what_it_goes_back_to_gives_the_code() {
        let with = |origin| {
            typed(&RegisterForm {
                origin,
                code: "A".to_owned(),
                ..RegisterForm::default()
            })
            .code
        };

        assert_eq!(with(Origin::Nothing), AcceptanceCode::Acceptance);
        assert_eq!(
            with(Origin::Rejected {
                patient: 1,
                filing: 1
            }),
            AcceptanceCode::AfterRejection
        );
        assert_eq!(
            with(Origin::Deduction {
                notice: 1,
                seen: None,
                asks_day: false
            }),
            AcceptanceCode::AfterDeduction
        );
    }
}
