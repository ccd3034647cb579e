//! The segments that several transactions share: names, numbers, addresses, dates, notes.

use edifact::Writer;

use crate::address::{LINES, PLACEHOLDER};
use crate::text::ERASE;
use crate::{
    Change, Changes, Cipher, Day, Forenames, NameChange, NewAddress, PartialName, PatientNumber,
    PostalAddress, Text, WrittenPostcode,
};

pub(super) fn date(writer: &mut Writer, qualifier: &str, day: Option<Day>) {
    if let Some(day) = day {
        writer.segment("DTM", &[&[qualifier, day.padded().as_str(), "102"]]);
    }
}

pub(super) fn marker(writer: &mut Writer, qualifier: &str, value: &str) {
    writer.segment("HEA", &[&[qualifier], &[value, "ZZZ"]]);
}

pub(super) fn authority(writer: &mut Writer, qualifier: &str, cipher: Option<&Cipher>) {
    if let Some(cipher) = cipher {
        writer.segment("NAD", &[&[qualifier], &[cipher.as_str(), "954"]]);
    }
}

/// `value` is empty where there is nothing to say.
pub(super) fn institute(writer: &mut Writer, value: &str) {
    if !value.is_empty() {
        writer.segment("NAD", &[&["RIC"], &[value, "956"]]);
    }
}

pub(super) fn notes(writer: &mut Writer, notes: Option<&Text>) {
    if let Some(notes) = notes {
        writer.segment("FTX", &[&["RGI"], &[], &[], &[notes.as_str()]]);
    }
}

/// Begins a person group.
pub(super) fn person(writer: &mut Writer) {
    writer.segment("S02", &[&["2"]]);
}

/// A person group that says only who is meant.
pub(super) fn who(writer: &mut Writer, number: Option<&PatientNumber>) {
    person(writer);
    names(writer, number, &Written::default());
}

/// The five parts of a name as they are written; an empty one is left out.
#[derive(Default)]
pub(super) struct Written<'a> {
    surname: &'a str,
    first: &'a str,
    title: &'a str,
    second: &'a str,
    others: &'a str,
}

impl<'a> Written<'a> {
    pub(super) fn name(name: &'a PartialName) -> Self {
        Self::parts(name.surname.as_ref(), &name.forenames, name.title.as_ref())
    }

    pub(super) fn parts(
        surname: Option<&'a Text>,
        forenames: &'a Forenames,
        title: Option<&'a Text>,
    ) -> Self {
        Self {
            surname: text(surname),
            title: text(title),
            ..Self::forenames(forenames)
        }
    }

    pub(super) fn change(change: &'a NameChange) -> Self {
        let forenames = match &change.forenames {
            Change::Keep => Self::default(),
            Change::Set(forenames) => Self::forenames(forenames),
            Change::Erase => Self {
                first: ERASE,
                ..Self::default()
            },
        };

        Self {
            surname: text(change.surname.as_ref()),
            title: change.title.written(),
            ..forenames
        }
    }

    fn forenames(forenames: &'a Forenames) -> Self {
        Self {
            first: text(forenames.first.as_ref()),
            second: text(forenames.second.as_ref()),
            others: text(forenames.others.as_ref()),
            ..Self::default()
        }
    }
}

fn text(text: Option<&Text>) -> &str {
    text.map_or("", Text::as_str)
}

/// `PNA+PAT+<number>:OPI+++SU:..+FO:..+TI:..+MI:..+FS:..`; the title stands between the forenames.
pub(super) fn names(writer: &mut Writer, number: Option<&PatientNumber>, name: &Written<'_>) {
    let number = number.map(PatientNumber::written).unwrap_or_default();
    let number: &[&str] = if number.is_empty() {
        &[]
    } else {
        &[&number, "OPI"]
    };
    let parts = [
        ("SU", name.surname),
        ("FO", name.first),
        ("TI", name.title),
        ("MI", name.second),
        ("FS", name.others),
    ];
    let parts = parts.map(|(qualifier, value)| [qualifier, value]);
    let [surname, first, title, second, others] = parts.each_ref().map(part);

    writer.segment(
        "PNA",
        &[
            &["PAT"],
            number,
            &[],
            &[],
            surname,
            first,
            title,
            second,
            others,
        ],
    );
}

fn part<'a>(part: &'a [&'a str; 2]) -> &'a [&'a str] {
    if part[1].is_empty() { &[] } else { part }
}

/// The second person group: what the patient was called before, and in a notice the new NHS number.
pub(super) fn previous(writer: &mut Writer, new_number: Option<&PatientNumber>, surname: &str) {
    if new_number.is_none() && surname.is_empty() {
        return;
    }
    let number = new_number.map(PatientNumber::written).unwrap_or_default();
    let number: &[&str] = if number.is_empty() {
        &[]
    } else {
        &[&number, "API"]
    };
    let surname = ["SU", surname];

    person(writer);
    writer.segment("PNA", &[&["PER"], number, &[], &[], part(&surname)]);
}

pub(super) fn home(writer: &mut Writer, address: &PostalAddress) {
    let lines = address.lines.each_ref().map(|line| text(line.as_ref()));

    home_lines(
        writer,
        lines,
        address
            .postcode
            .as_ref()
            .map_or("", WrittenPostcode::as_str),
    );
}

pub(super) fn new_home(writer: &mut Writer, address: &NewAddress) {
    let postcode = match &address.postcode {
        Change::Keep => "",
        Change::Set(postcode) => postcode.as_str(),
        Change::Erase => ERASE,
    };

    home_lines(
        writer,
        address.lines.each_ref().map(crate::NewLine::written),
        postcode,
    );
}

/// `NAD+PAT++l1:l2:l3:l4:l5[+++++postcode]`; a first line that would be empty has its placeholder.
fn home_lines(writer: &mut Writer, lines: [&str; LINES], postcode: &str) {
    let [house, rest @ ..] = lines;
    let [road, locality, town, county] = rest;
    let house = if house.is_empty() { PLACEHOLDER } else { house };

    writer.segment(
        "NAD",
        &[
            &["PAT"],
            &[],
            &[house, road, locality, town, county],
            &[],
            &[],
            &[],
            &[],
            &[postcode],
        ],
    );
}

/// What a G2 and an F1 have in common after the person group begins.
pub(super) fn changes(
    writer: &mut Writer,
    number: &PatientNumber,
    new_number: Option<&PatientNumber>,
    changes: &Changes,
) {
    person(writer);
    names(writer, Some(number), &Written::change(&changes.name));
    date(writer, "329", changes.born);
    if let Some(sex) = changes.sex {
        writer.segment("PDI", &[&[sex.written()]]);
    }
    if let Some(address) = &changes.address {
        new_home(writer, address);
    }
    previous(writer, new_number, changes.previous_surname.written());
}

/// What a G2 and an F1 have in common before the person group.
pub(super) fn markers(writer: &mut Writer, changes: &Changes) {
    institute(writer, changes.institute.written());
    match changes.drugs_dispensed {
        Change::Keep => {}
        Change::Set(_) => marker(writer, "DM", "Y"),
        Change::Erase => marker(writer, "DM", ERASE),
    }
}
