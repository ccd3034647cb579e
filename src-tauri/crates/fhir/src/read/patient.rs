//! The patient of a Parameters body, item by item.

use gplinks::{
    Forenames, HomeAddress, LINES, Name, PatientNumber, PostalAddress, PreviousAddress, Sex, Text,
    WrittenPostcode,
};
use serde_json::Value;

use super::pad::{Found, Pad};
use crate::node::Node;
use crate::{Fault, Repair, words};

/// The NHS number. An identifier of another system is never taken for one.
pub(super) fn number(pad: &mut Pad, patient: &Node<'_>) -> Found<PatientNumber> {
    let node = number_node(patient);
    let text = pad.text(&node);

    pad.parsed(text, PatientNumber::read, Fault::NumberRequired, &node)
}

pub(super) fn number_node<'a>(patient: &Node<'a>) -> Node<'a> {
    let identifiers: Vec<_> = patient.key("identifier").items().collect();
    let of_the_nhs = |node: &&Node<'_>| node.key("system").value() == words::NHS_NUMBER;
    let of_no_system = |node: &&Node<'_>| node.key("system").is_null();
    let identifier = identifiers
        .iter()
        .find(of_the_nhs)
        .or_else(|| identifiers.iter().find(of_no_system));

    match identifier {
        Some(identifier) => identifier.key("value"),
        None => Node::absent(&patient.key("identifier")),
    }
}

pub(super) fn name(pad: &mut Pad, patient: &Node<'_>) -> Option<Name> {
    let name = patient.key("name").first();
    let family = name.key("family");
    let surname = pad.text(&family);
    let surname = pad.needed(surname, Fault::NoSurname, &family);
    let given = texts(pad, &name.key("given"));
    let title = texts(pad, &name.key("prefix"));

    Some(Name {
        surname: surname?,
        forenames: forenames(given?),
        title: joined(title?.into_iter().flatten()),
    })
}

/// All places of a list; a blank one keeps its place. `None` where any is wrong.
fn texts(pad: &mut Pad, list: &Node<'_>) -> Option<Vec<Option<Text>>> {
    let found: Vec<_> = list.places().iter().map(|place| pad.text(place)).collect();

    found.into_iter().map(Found::optional).collect()
}

/// The first and second keep their places even where one of them is blank.
fn forenames(given: Vec<Option<Text>>) -> Forenames {
    let mut given = given.into_iter();

    Forenames {
        first: given.next().flatten(),
        second: given.next().flatten(),
        others: joined(given.flatten()),
    }
}

fn joined(texts: impl Iterator<Item = Text>) -> Option<Text> {
    let texts: Vec<_> = texts.map(|text| text.as_str().to_owned()).collect();

    Text::new(texts.join(" "))
}

/// The surname of the second name, which needs one where it stands.
pub(super) fn previous_surname(pad: &mut Pad, patient: &Node<'_>) -> Found<Text> {
    let Some(name) = patient.key("name").items().nth(1) else {
        return Found::Nothing;
    };
    let family = name.key("family");
    let surname = pad.text(&family);

    pad.needed(surname, Fault::NoPreviousSurname, &family)
        .map_or(Found::Wrong, Found::Right)
}

pub(super) fn sex(pad: &mut Pad, patient: &Node<'_>) -> Option<Sex> {
    let node = patient.key("gender");
    let word = pad.word(&node);
    let sex = pad.parsed(word, words::sex_of, Fault::UnknownSex, &node);

    pad.needed(sex, Fault::NoSex, &node)
}

pub(super) fn home(pad: &mut Pad, patient: &Node<'_>) -> Option<HomeAddress> {
    let list = patient.key("address");
    let address = list.first();
    if address.is_null() {
        pad.refuse(Fault::NoAddress, &list);
        return None;
    }
    let lines = lines(pad, &address);
    let postcode = pad.text(&address.key("postalCode")).optional();
    let address_found = PostalAddress {
        lines: lines?,
        postcode: postcode?.map(WrittenPostcode::new),
    };
    let home = HomeAddress::parse(address_found);
    if home.is_err() {
        pad.refuse(Fault::NoHouse, &address.key("line"));
    }

    home.ok()
}

fn lines(pad: &mut Pad, address: &Node<'_>) -> Option<[Option<Text>; LINES]> {
    let list = address.key("line");
    let mut texts = texts(pad, &list)?;
    if texts.iter().skip(LINES).any(Option::is_some) {
        pad.remark(Repair::LinesLeftOut, &list);
    }
    texts.resize(LINES, None);

    texts.try_into().ok()
}

/// The second address, whose lines close up; it has no postcode on the wire.
pub(super) fn previous_address(pad: &mut Pad, patient: &Node<'_>) -> Found<PreviousAddress> {
    let Some(address) = patient.key("address").items().nth(1) else {
        return Found::Nothing;
    };
    let Some(lines) = lines(pad, &address) else {
        return Found::Wrong;
    };
    let previous = PreviousAddress::new(lines.into_iter().flatten());
    if previous.is_none() {
        pad.refuse(Fault::BlankPreviousAddress, &address.key("line"));
    }

    previous.map_or(Found::Wrong, Found::Right)
}

/// The value of an extension that holds text. It may be left out, but neither empty nor blank.
pub(super) fn extension(
    pad: &mut Pad,
    patient: &Node<'_>,
    url: &str,
    empty: Fault,
    blank: Fault,
) -> Found<Text> {
    let Some(extension) = extensions(patient, url).into_iter().next() else {
        return Found::Nothing;
    };
    let node = extension.any_value();
    let text = pad.text(&node);
    let text = pad.not_blank(text, blank, &node);
    if text.is_nothing() {
        pad.refuse(empty, &node);
        return Found::Wrong;
    }

    text
}

/// True only for the value `true`: a `false` is not sent.
pub(super) fn drugs_dispensed(pad: &mut Pad, patient: &Node<'_>) -> Option<bool> {
    let Some(extension) = extensions(patient, words::DRUGS_DISPENSED)
        .into_iter()
        .next()
    else {
        return Some(false);
    };
    let node = extension.any_value();

    match node.value() {
        Value::Null => Some(false),
        Value::Bool(dispensed) => Some(*dispensed),
        Value::String(word) if word == "true" => Some(true),
        Value::String(word) if word == "false" => Some(false),
        Value::Number(_) | Value::String(_) | Value::Array(_) | Value::Object(_) => {
            pad.wrong_type("true or false", &node).right()
        }
    }
}

pub(super) fn extensions<'a>(patient: &Node<'a>, url: &str) -> Vec<Node<'a>> {
    let has_the_url = |node: &Node<'_>| {
        let found = node.key("url").value().as_str().unwrap_or_default();
        found.eq_ignore_ascii_case(url)
    };
    let (mut filled, empty): (Vec<_>, Vec<_>) = patient
        .key("extension")
        .items()
        .filter(has_the_url)
        .partition(|node| !node.any_value().is_null());
    filled.extend(empty);

    filled
}
