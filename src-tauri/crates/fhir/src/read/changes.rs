//! Patches to changes, with what the adaptor forbids.

use gplinks::{Change, Changes, Day, Dispensed, Sex, Text};
use serde_json::Value;

use super::pad::{Found, Pad};
use super::patch::{Extension, Patch};
use super::{new_address, new_name};
use crate::node::Node;
use crate::paths::Path;
use crate::{DateOf, Fault, Repair, words};

/// The patches of one amendment, by what they change.
#[derive(Clone, Copy)]
pub(super) struct Patches<'a>(&'a [Patch<'a>]);

impl<'a> Patches<'a> {
    pub(super) fn of(patches: &'a [Patch<'a>]) -> Self {
        Self(patches)
    }

    pub(super) fn find(self, path: Path) -> Option<&'a Patch<'a>> {
        self.0.iter().find(|patch| patch.path == path)
    }

    fn extension(self, extension: Extension) -> Option<&'a Patch<'a>> {
        self.0
            .iter()
            .find(|patch| patch.path == Path::Extension && patch.extension() == Some(extension))
    }
}

/// The changes, in the order of the letter's segments; `None` where any is refused.
pub(super) fn of(pad: &mut Pad, patches: Patches<'_>) -> Option<Changes> {
    let institute = institute(pad, patches);
    let drugs_dispensed = drugs_dispensed(pad, patches);
    let name = new_name::of(pad, patches);
    let born = born(pad, patches);
    let sex = sex(pad, patches);
    let address = new_address::of(pad, patches);
    let previous_surname = new_name::change(pad, patches, Path::PreviousSurname, new_name::value);

    Some(Changes {
        name: name?,
        previous_surname: previous_surname?,
        born: born?,
        sex: sex?,
        address: address?,
        institute: institute?,
        drugs_dispensed: drugs_dispensed?,
    })
}

fn institute(pad: &mut Pad, patches: Patches<'_>) -> Option<Change<Text>> {
    let code = match institute_code(pad, patches)? {
        Change::Set(code) if code.value() == "%" => {
            pad.remark(Repair::PercentRemoves, &code);
            return Some(Change::Erase);
        }
        Change::Set(code) => code,
        Change::Erase => return Some(Change::Erase),
        Change::Keep => return Some(Change::Keep),
    };
    let text = pad.text(&code);

    pad.needed(text, Fault::EmptyInstituteCode, &code)
        .map(Change::Set)
}

/// Where the institute code stands; it is erased by a null that is written out.
pub(super) fn institute_code<'a>(pad: &mut Pad, patches: Patches<'a>) -> Option<Change<Node<'a>>> {
    let Some(patch) = patches.extension(Extension::Institute) else {
        return Some(Change::Keep);
    };
    if patch.removes {
        pad.refuse(Fault::InstituteRemoved, &patch.node);
        return None;
    }
    if !patch.value.keys().any(|key| key == "valueString") {
        pad.refuse(Fault::NoInstitute, &patch.value);
        return None;
    }
    let code = patch.value.key("valueString");

    Some(if code.is_null() {
        Change::Erase
    } else {
        Change::Set(code)
    })
}

pub(super) fn drugs_dispensed(pad: &mut Pad, patches: Patches<'_>) -> Option<Change<Dispensed>> {
    let Some(patch) = patches.extension(Extension::DrugsDispensed) else {
        return Some(Change::Keep);
    };
    if patch.removes {
        pad.refuse(Fault::MarkerRemoved, &patch.node);
        return None;
    }
    let marker = patch.value.key("valueBoolean");
    let fault = match marker.value() {
        Value::Bool(true) => return Some(Change::Set(Dispensed)),
        Value::Bool(false) => return Some(Change::Erase),
        Value::Null => Fault::NoMarker,
        Value::Number(_) | Value::String(_) | Value::Array(_) | Value::Object(_) => {
            Fault::OddMarker
        }
    };
    pad.refuse(fault, &marker);

    None
}

fn born(pad: &mut Pad, patches: Patches<'_>) -> Option<Option<Day>> {
    let Some(patch) = fixed(pad, patches, Path::Born)? else {
        return Some(None);
    };
    let word = given(pad, patch)?;

    pad.day_of(Found::Right(word), DateOf::Birth, &patch.value)
        .optional()
}

pub(super) fn sex(pad: &mut Pad, patches: Patches<'_>) -> Option<Option<Sex>> {
    let Some(patch) = fixed(pad, patches, Path::Sex)? else {
        return Some(None);
    };
    let word = Found::Right(given(pad, patch)?);

    pad.parsed(word, words::sex_of, Fault::UnknownSex, &patch.value)
        .optional()
}

/// The patch of an item that cannot be erased.
pub(super) fn fixed<'a>(
    pad: &mut Pad,
    patches: Patches<'a>,
    path: Path,
) -> Option<Option<&'a Patch<'a>>> {
    let patch = patches.find(path);
    if let Some(patch) = patch.filter(|patch| patch.removes) {
        let path = path.written();
        pad.refuse(Fault::CannotRemove { path }, &patch.node);
        return None;
    }

    Some(patch)
}

fn given(pad: &mut Pad, patch: &Patch<'_>) -> Option<Text> {
    let path = patch.path.written();
    let word = patch.word(pad);

    pad.needed(word, Fault::MissingValue { path }, &patch.value)
}
