//! A body of plain text into the registration form.

use gplinks::{AcceptanceCode, LINES, RegistrationForm, RegistrationType, Sex};

use crate::node::Node;
use crate::read::pad::{Found, Pad};
use crate::read::parameters::{self, Parameters};
use crate::read::patient;
use crate::{Fault, words};

pub(super) fn form(
    pad: &mut Pad,
    parameters: &Parameters<'_>,
    patient: &Node<'_>,
) -> Option<RegistrationForm> {
    let kind = kind(pad, parameters);
    let code = code(pad, parameters);
    let sex = sex(pad, patient);
    let drugs_dispensed = patient::drugs_dispensed(pad, patient);
    let mut value = |name| pad.typed(&parameters.value(name));
    let form = RegistrationForm {
        accepted_on: value(words::ACCEPTANCE_DATE),
        previous_gp: value(words::PREVIOUS_GP),
        previous_ha: value(words::PREVIOUS_HA),
        entered_uk: value(words::ENTERED_UK),
        left_uk: value(words::LEFT_UK),
        notes: value(words::NOTES),
        ..RegistrationForm::default()
    };
    let form = with_name(pad, patient, form);
    let form = with_addresses(pad, patient, form);

    Some(RegistrationForm {
        kind: kind?,
        code: code?,
        sex: sex?,
        drugs_dispensed: drugs_dispensed?,
        nhs_number: pad.typed(&patient::number_node(patient)),
        born: pad.typed(&patient.key("birthDate")),
        gp: pad.typed(&parameters::gp_node(patient)),
        birthplace: extension(pad, patient, words::BIRTHPLACE),
        institute: extension(pad, patient, words::INSTITUTE),
        ..form
    })
}

/// `Some(None)` where no type is given: the form says what is missing.
fn kind(pad: &mut Pad, parameters: &Parameters<'_>) -> Option<Option<RegistrationType>> {
    let node = parameters.value(words::ACCEPTANCE_TYPE);
    let word = pad.word(&node);

    pad.parsed(
        word,
        RegistrationType::parse,
        Fault::UnknownAcceptanceType,
        &node,
    )
    .optional()
}

/// An ordinary acceptance where no code is given.
fn code(pad: &mut Pad, parameters: &Parameters<'_>) -> Option<AcceptanceCode> {
    let node = parameters.value(words::ACCEPTANCE_CODE);
    let word = pad.word(&node);
    let code = pad.parsed(
        word,
        AcceptanceCode::parse,
        Fault::UnknownAcceptanceCode,
        &node,
    );

    Some(code.optional()?.unwrap_or(AcceptanceCode::Acceptance))
}

fn sex(pad: &mut Pad, patient: &Node<'_>) -> Option<Option<Sex>> {
    let node = patient.key("gender");
    let word: Found<_> = pad.word(&node);

    pad.parsed(word, words::sex_of, Fault::UnknownSex, &node)
        .optional()
}

fn with_name(pad: &mut Pad, patient: &Node<'_>, form: RegistrationForm) -> RegistrationForm {
    let name = patient.key("name").first();
    let mut given = all(pad, &name.key("given")).into_iter();
    let previous = patient.key("name").items().nth(1);

    RegistrationForm {
        surname: pad.typed(&name.key("family")),
        first_forename: given.next().unwrap_or_default(),
        second_forename: given.next().unwrap_or_default(),
        other_forenames: given.collect::<Vec<_>>().join(" "),
        title: all(pad, &name.key("prefix")).join(" "),
        previous_surname: previous.map_or_else(String::new, |name| pad.typed(&name.key("family"))),
        ..form
    }
}

fn with_addresses(pad: &mut Pad, patient: &Node<'_>, form: RegistrationForm) -> RegistrationForm {
    let address = patient.key("address").first();
    let previous = patient.key("address").items().nth(1);
    let [house_name, road, locality, post_town, county] = lines(pad, &address);

    RegistrationForm {
        house_name,
        road,
        locality,
        post_town,
        county,
        postcode: pad.typed(&address.key("postalCode")),
        previous_address: previous.map_or_else(Default::default, |address| lines(pad, &address)),
        ..form
    }
}

fn lines(pad: &mut Pad, address: &Node<'_>) -> [String; LINES] {
    let list = address.key("line");
    let mut lines = all(pad, &list);
    if lines.iter().skip(LINES).any(|line| !line.trim().is_empty()) {
        pad.wrong_type::<()>("an address of at most five lines", &list);
    }
    lines.resize(LINES, String::new());

    lines.try_into().unwrap_or_default()
}

fn all(pad: &mut Pad, list: &Node<'_>) -> Vec<String> {
    list.places().iter().map(|place| pad.typed(place)).collect()
}

fn extension(pad: &mut Pad, patient: &Node<'_>, url: &str) -> String {
    let found = patient::extensions(patient, url).into_iter().next();

    found.map_or_else(String::new, |extension| pad.typed(&extension.any_value()))
}
