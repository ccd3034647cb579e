//! Invented people for the tests of the forms, and what was told of them.

use super::{
    AddressForm, AmendmentForm, DeductionRequestForm, DeskRules, Field, FieldProblem, LineForm,
    RegistrationForm, RegistrationType, RemovalForm, Weight,
};
use crate::{Change, Day, Sex};

/// The day it is in the tests.
pub(super) const TODAY: &str = "2025-03-20";

pub(super) fn rules() -> DeskRules {
    DeskRules::on(Day::parse(TODAY).unwrap())
}

/// A form with every field filled in that its kind asks for, and nothing wrong with it.
pub(super) fn registration(kind: RegistrationType) -> RegistrationForm {
    let born = if kind == RegistrationType::Birth {
        "2025-03-01"
    } else {
        "1971-09-30"
    };
    let text = str::to_owned;
    let is_from_abroad = kind == RegistrationType::Immigrant;
    let date = |day: &str| {
        if is_from_abroad {
            day.to_owned()
        } else {
            String::new()
        }
    };

    RegistrationForm {
        kind: Some(kind),
        accepted_on: text("2025-03-11"),
        nhs_number: text("999 000 2371"),
        surname: text("Cole"),
        first_forename: text("Tunde"),
        second_forename: text("Ade"),
        title: text("Mr"),
        sex: Some(Sex::Male),
        born: text(born),
        house_name: text("The Old Forge"),
        locality: text("Barford"),
        post_town: text("Norwich"),
        county: text("Norfolk"),
        postcode: text("NR9 0ZY"),
        birthplace: text("Otley"),
        entered_uk: date("2025-01-20"),
        left_uk: date("2001-10-05"),
        gp: text("9912345,K31"),
        ..came_from(kind)
    }
}

fn came_from(kind: RegistrationType) -> RegistrationForm {
    match kind {
        RegistrationType::Birth | RegistrationType::First => RegistrationForm::default(),
        RegistrationType::TransferIn | RegistrationType::Immigrant => RegistrationForm {
            previous_address: ["", "14 Mill Brow", "", "Otley", ""].map(str::to_owned),
            previous_gp: "Dr A Singh".to_owned(),
            previous_ha: "LDS".to_owned(),
            ..RegistrationForm::default()
        },
    }
}

/// Says who is meant and changes nothing.
pub(super) fn amendment() -> AmendmentForm {
    AmendmentForm {
        nhs_number: "999 000 3742".to_owned(),
        gp: "9912345,K31".to_owned(),
        ..AmendmentForm::default()
    }
}

pub(super) fn new_address() -> AddressForm {
    let is = |text: &str| LineForm::Is(text.to_owned());
    let lines = [
        LineForm::Erase,
        is("22 Priory Lane"),
        LineForm::Blank,
        is("Norwich"),
        is("Norfolk"),
    ];

    AddressForm {
        lines,
        postcode: Change::Set("NR5 0ZZ".to_owned()),
    }
}

pub(super) fn removal() -> RemovalForm {
    RemovalForm {
        nhs_number: "999 000 5117".to_owned(),
        gp: "9912345,K31".to_owned(),
        reason: "New address is 19 miles from surgery".to_owned(),
    }
}

pub(super) fn deduction_request() -> DeductionRequestForm {
    DeductionRequestForm {
        nhs_number: "999 000 6482".to_owned(),
        gp: "9976543,K32".to_owned(),
        reason: "13".to_owned(),
        on: "2025-02-28".to_owned(),
        date_is_approximate: false,
        notes: "Address unknown".to_owned(),
    }
}

/// What was told, without the sentences.
pub(super) fn told(problems: &[FieldProblem]) -> Vec<(Field, &'static str, Weight)> {
    problems
        .iter()
        .map(|problem| (problem.field, problem.code, problem.weight))
        .collect()
}
