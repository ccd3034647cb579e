//! The Patient resource.

use gplinks::{
    Day, Forenames, Name, PartialName, PatientNumber, PostalAddress, PreviousAddress, Sex, Text,
    WrittenPostcode,
};
use serde_json::{Value, json};

use super::form::{Form, list, object};
use crate::words;

/// What a transaction says about a patient, beside GP and health authority.
#[derive(Default)]
pub(super) struct Patient<'a> {
    pub(super) extensions: Vec<Value>,
    pub(super) number: Option<&'a PatientNumber>,
    pub(super) names: Vec<Value>,
    pub(super) sex: Option<Sex>,
    pub(super) born: Option<Day>,
    pub(super) addresses: Vec<Value>,
}

impl<'a> Patient<'a> {
    /// Only the number, if it is known.
    pub(super) fn numbered(number: Option<&'a PatientNumber>) -> Self {
        Self {
            number,
            ..Self::default()
        }
    }

    pub(super) fn resource(self, form: Form<'_>) -> Value {
        let number = self.number.map(|number| form.written(&number.written()));
        let identifier = number.map(|number| identifier(words::NHS_NUMBER, number));
        let gp = form.gp().map(|gp| identifier_of(words::GMC_NUMBER, gp));
        let ha = form.ha().map(|ha| identifier_of(words::GP_LINKS, ha));

        object([
            ("resourceType", Some(json!("Patient"))),
            ("extension", list(self.extensions)),
            (
                "identifier",
                identifier.map(|identifier| json!([identifier])),
            ),
            ("name", list(self.names)),
            ("gender", self.sex.map(|sex| json!(words::sex_word(sex)))),
            ("birthDate", self.born.map(|day| json!(day.iso()))),
            ("address", list(self.addresses)),
            ("generalPractitioner", gp.map(|gp| json!([gp]))),
            ("managingOrganization", ha),
        ])
    }
}

fn identifier(system: &str, value: Value) -> Value {
    json!({"system": system, "value": value})
}

/// A reference by identifier.
fn identifier_of(system: &str, value: Value) -> Value {
    json!({"identifier": identifier(system, value)})
}

/// The name of a registration: a missing forename leaves its place empty, so that it reads back.
pub(super) fn whole_name(form: Form<'_>, name: &Name) -> Value {
    let Forenames {
        first,
        second,
        others,
    } = &name.forenames;
    let mut given = [first, second, others].map(Option::as_ref).to_vec();
    while given.last().is_some_and(Option::is_none) {
        given.pop();
    }
    let given = given.into_iter().map(|name| nullable(form, name)).collect();

    named(form, Some(&name.surname), given, name.title.as_ref())
}

/// The name of a notice: its forenames close up, as the adaptor has it.
pub(super) fn partial_name(form: Form<'_>, name: &PartialName) -> Option<Value> {
    let given = name.forenames.iter().map(|name| form.text(name)).collect();

    (*name != PartialName::default())
        .then(|| named(form, name.surname.as_ref(), given, name.title.as_ref()))
}

fn named(form: Form<'_>, surname: Option<&Text>, given: Vec<Value>, title: Option<&Text>) -> Value {
    object([
        ("family", surname.map(|surname| form.text(surname))),
        ("given", list(given)),
        ("prefix", title.map(|title| json!([form.text(title)]))),
    ])
}

fn nullable(form: Form<'_>, text: Option<&Text>) -> Value {
    text.map_or(Value::Null, |text| form.text(text))
}

/// Five lines, null where one is blank.
pub(super) fn address(form: Form<'_>, address: &PostalAddress) -> Value {
    let lines = address
        .lines
        .each_ref()
        .map(|line| nullable(form, line.as_ref()));
    let postcode = address.postcode.as_ref().map(WrittenPostcode::as_str);

    object([
        ("line", Some(json!(lines))),
        (
            "postalCode",
            postcode.map(|postcode| form.written(postcode)),
        ),
    ])
}

pub(super) fn previous_address(form: Form<'_>, address: &PreviousAddress) -> Value {
    let lines: Vec<_> = address.lines().iter().map(|line| form.text(line)).collect();

    json!({"line": lines})
}

pub(super) fn text_extension(form: Form<'_>, url: &str, text: &Text) -> Value {
    json!({"url": url, "valueString": form.text(text)})
}

pub(super) fn drugs_extension(dispensed: bool) -> Value {
    json!({"url": words::DRUGS_DISPENSED, "valueBoolean": dispensed})
}
