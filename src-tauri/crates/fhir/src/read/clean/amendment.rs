//! An amendment body of plain text into the amendment form.

use gplinks::{AddressForm, AmendmentForm, Change, LineForm};

use super::Filled;
use crate::node::Node;
use crate::paths::Path;
use crate::read::changes::{self, Patches};
use crate::read::new_address::{self, AddressPatches};
use crate::read::pad::Pad;
use crate::read::patch::Patch;
use crate::read::{amendment, new_name};
use crate::words;

pub(super) fn form(pad: &mut Pad, body: &Node<'_>) -> Filled<AmendmentForm> {
    let link = amendment::link(pad, body);
    let patches = amendment::patches(pad, &body.key("patches"));
    amendment::check_repeats(pad, &patches);
    let form = changed(pad, Patches::of(&patches));
    let form = form.map(|form| AmendmentForm {
        nhs_number: pad.typed(&body.key("nhsNumber")),
        gp: pad.typed(&body.key("gpCode")),
        notes: pad.typed(&body.key(words::NOTES)),
        ..form
    });

    (link, form)
}

fn changed(pad: &mut Pad, patches: Patches<'_>) -> Option<AmendmentForm> {
    let institute = institute(pad, patches);
    let drugs_dispensed = changes::drugs_dispensed(pad, patches);
    let surname = new_name::surname(pad, patches, typed);
    let forenames = new_name::forenames(pad, patches, typed);
    let title = new_name::change(pad, patches, Path::Title, typed);
    let born = changes::fixed(pad, patches, Path::Born);
    let sex = changes::sex(pad, patches);
    let address = address(pad, patches);
    let previous_surname = new_name::change(pad, patches, Path::PreviousSurname, typed);

    Some(AmendmentForm {
        surname: surname?,
        forenames: match forenames? {
            Change::Keep => Change::Keep,
            Change::Erase => Change::Erase,
            Change::Set(names) => Change::Set(names.map(Option::unwrap_or_default)),
        },
        title: title?,
        previous_surname: previous_surname?,
        born: born?.map(|patch| pad.typed(&patch.value)),
        sex: sex?,
        address: address?,
        institute: institute?,
        drugs_dispensed: drugs_dispensed?,
        ..AmendmentForm::default()
    })
}

/// A value as it was typed; the form says what is missing.
fn typed(pad: &mut Pad, patch: &Patch<'_>) -> Option<String> {
    Some(pad.typed(&patch.value))
}

fn institute(pad: &mut Pad, patches: Patches<'_>) -> Option<Change<String>> {
    Some(match changes::institute_code(pad, patches)? {
        Change::Keep => Change::Keep,
        Change::Erase => Change::Erase,
        Change::Set(code) => Change::Set(pad.typed(&code)),
    })
}

fn address(pad: &mut Pad, patches: Patches<'_>) -> Option<Option<AddressForm>> {
    let Some(AddressPatches { lines, postcode }) = new_address::whole(pad, patches)? else {
        return Some(None);
    };
    let lines = lines.map(|patch| {
        let typed = pad.typed(&patch.value);
        match typed.as_str() {
            _ if patch.removes => LineForm::Erase,
            "" => LineForm::Blank,
            _ => LineForm::Is(typed),
        }
    });
    let postcode = match postcode {
        None => Change::Keep,
        Some(patch) if patch.removes => Change::Erase,
        Some(patch) if patch.value.is_null() => Change::Keep,
        Some(patch) => Change::Set(pad.typed(&patch.value)),
    };

    Some(Some(AddressForm { lines, postcode }))
}
