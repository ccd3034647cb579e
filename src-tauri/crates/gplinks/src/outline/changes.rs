//! What an amendment changes, a line each.

use crate::{Change, Changes, NewAddress, NewLine, Text, WrittenPostcode};

pub(super) fn lines(changes: &Changes) -> Vec<String> {
    let name = &changes.name;
    let forenames = match &name.forenames {
        Change::Keep => None,
        Change::Set(forenames) => Some(format!("Forenames become: {}", forenames.shown())),
        Change::Erase => Some("Forenames are erased".to_owned()),
    };
    let dispensed = match changes.drugs_dispensed {
        Change::Keep => None,
        Change::Set(_) => Some("Drugs dispensed becomes: yes".to_owned()),
        Change::Erase => Some("Drugs dispensed is erased".to_owned()),
    };

    [
        name.surname
            .as_ref()
            .map(|surname| format!("Surname becomes: {}", surname.as_str())),
        forenames,
        one("Title", &name.title),
        one("Previous surname", &changes.previous_surname),
        changes
            .born
            .map(|born| format!("Date of birth becomes: {}", born.shown())),
        changes
            .sex
            .map(|sex| format!("Sex becomes: {}", sex.words())),
        changes.address.as_ref().map(address),
        one("Residential institute", &changes.institute),
        dispensed,
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn one(label: &str, change: &Change<Text>) -> Option<String> {
    match change {
        Change::Keep => None,
        Change::Set(value) => Some(format!("{label} becomes: {}", value.as_str())),
        Change::Erase => Some(format!("{label} is erased")),
    }
}

/// All five lines count, so the erased ones are named.
fn address(address: &NewAddress) -> String {
    let erased: Vec<_> = address
        .lines
        .iter()
        .zip(crate::LINE_NAMES)
        .filter(|(line, _)| **line == NewLine::Erase)
        .map(|(_, name)| name)
        .collect();
    let postcode = match &address.postcode {
        Change::Keep => "no postcode given".to_owned(),
        Change::Set(postcode) => WrittenPostcode::shown(postcode),
        Change::Erase => "postcode erased".to_owned(),
    };
    let lines: Vec<_> = address
        .lines
        .iter()
        .filter_map(NewLine::text)
        .map(|text| text.as_str().to_owned())
        .collect();
    let erased = if erased.is_empty() {
        String::new()
    } else {
        format!(" ({} erased)", erased.join(" and "))
    };

    format!("Address becomes: {}, {postcode}{erased}", lines.join(", "))
}
