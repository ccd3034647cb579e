//! The body of an amendment: who it is about, and a patch for each change.

use gplinks::{
    Change, Changes, Dispensed, Forenames, NewAddress, NewLine, PatientNumber, Text,
    WrittenPostcode,
};
use serde_json::{Value, json};

use super::form::{Form, object};
use super::patient::drugs_extension;
use crate::paths::Path;
use crate::words;

pub(super) struct Patch {
    pub(super) path: Path,
    does: Does,
}

enum Does {
    Replace(Value),
    Remove,
}

pub(super) fn body(
    form: Form<'_>,
    number: &PatientNumber,
    notes: Option<&Text>,
    patches: Vec<Patch>,
) -> Value {
    let patches: Vec<_> = patches.into_iter().map(Patch::value).collect();

    object([
        ("nhsNumber", Some(form.written(&number.written()))),
        ("gpCode", form.gp()),
        ("gpTradingPartnerCode", Some(form.practice())),
        ("healthcarePartyCode", form.ha()),
        ("freeText", notes.map(|notes| form.text(notes))),
        ("patches", Some(json!(patches))),
    ])
}

/// The patches in the order of the items on the desk's form.
pub(super) fn of(
    form: Form<'_>,
    changes: &Changes,
    new_number: Option<&PatientNumber>,
) -> Vec<Patch> {
    let text = |path, text: Option<&Text>| text.map(|text| replace(path, form.text(text)));
    let mut patches = Vec::new();
    patches.extend(new_number.map(|number| replace(Path::Number, form.written(&number.written()))));
    patches.extend(text(Path::Surname, changes.name.surname.as_ref()));
    patches.extend(forenames(form, &changes.name.forenames));
    patches.extend(change(form, Path::Title, &changes.name.title));
    patches.extend(change(
        form,
        Path::PreviousSurname,
        &changes.previous_surname,
    ));
    patches.extend(
        changes
            .sex
            .map(|sex| replace(Path::Sex, json!(words::sex_word(sex)))),
    );
    patches.extend(
        changes
            .born
            .map(|day| replace(Path::Born, json!(day.iso()))),
    );
    if let Some(new) = &changes.address {
        patches.extend(address(form, new));
    }
    patches.extend(drugs_dispensed(changes.drugs_dispensed));
    patches.extend(institute(form, &changes.institute));

    patches
}

fn replace(path: Path, value: Value) -> Patch {
    Patch {
        path,
        does: Does::Replace(value),
    }
}

fn remove(path: Path) -> Patch {
    Patch {
        path,
        does: Does::Remove,
    }
}

fn change(form: Form<'_>, path: Path, change: &Change<Text>) -> Option<Patch> {
    match change {
        Change::Keep => None,
        Change::Set(text) => Some(replace(path, form.text(text))),
        Change::Erase => Some(remove(path)),
    }
}

fn forenames(form: Form<'_>, change: &Change<Forenames>) -> Vec<Patch> {
    match change {
        Change::Keep => Vec::new(),
        Change::Erase => vec![remove(Path::AllForenames)],
        Change::Set(Forenames {
            first,
            second,
            others,
        }) => [first, second, others]
            .into_iter()
            .zip(Path::FORENAMES)
            .filter_map(|(name, path)| name.as_ref().map(|name| replace(path, form.text(name))))
            .collect(),
    }
}

/// Always all five lines; a postcode that is not mentioned has no patch.
fn address(form: Form<'_>, address: &NewAddress) -> Vec<Patch> {
    let line = |(line, path): (&NewLine, Path)| match line {
        NewLine::Blank => replace(path, Value::Null),
        NewLine::Is(text) => replace(path, form.text(text)),
        NewLine::Erase => remove(path),
    };
    let postcode = |postcode: &WrittenPostcode| form.written(postcode.as_str());
    let postcode = match &address.postcode {
        Change::Keep => None,
        Change::Set(set) => Some(replace(Path::Postcode, postcode(set))),
        Change::Erase => Some(remove(Path::Postcode)),
    };

    address
        .lines
        .iter()
        .zip(Path::LINES)
        .map(line)
        .chain(postcode)
        .collect()
}

/// Extensions are never removed: they are replaced by one that says so.
fn drugs_dispensed(change: Change<Dispensed>) -> Option<Patch> {
    match change {
        Change::Keep => None,
        Change::Set(Dispensed) => Some(replace(Path::Extension, drugs_extension(true))),
        Change::Erase => Some(replace(Path::Extension, drugs_extension(false))),
    }
}

fn institute(form: Form<'_>, change: &Change<Text>) -> Option<Patch> {
    let code = match change {
        Change::Keep => return None,
        Change::Set(code) => form.text(code),
        Change::Erase => Value::Null,
    };

    Some(replace(
        Path::Extension,
        json!({"url": words::INSTITUTE, "valueString": code}),
    ))
}

impl Patch {
    fn value(self) -> Value {
        let (op, value) = match self.does {
            Does::Replace(value) => ("replace", Some(value)),
            Does::Remove => ("remove", None),
        };

        object([
            ("op", Some(json!(op))),
            ("path", Some(json!(self.path.written()))),
            ("value", value),
        ])
    }
}
