//! The address of an amendment: all five lines or none.

use gplinks::{Change, LINES, NewAddress, NewLine, WrittenPostcode};

use super::changes::Patches;
use super::pad::Pad;
use super::patch::Patch;
use crate::Fault;
use crate::paths::Path;

/// The patches of a whole address.
pub(super) struct AddressPatches<'a> {
    pub(super) lines: [&'a Patch<'a>; LINES],
    pub(super) postcode: Option<&'a Patch<'a>>,
}

/// `Some(None)` where no patch is about the address, `None` where any is refused.
pub(super) fn of(pad: &mut Pad, patches: Patches<'_>) -> Option<Option<NewAddress>> {
    let Some(AddressPatches { lines, postcode }) = whole(pad, patches)? else {
        return Some(None);
    };
    let [house, _, _, town, _] = lines;
    if town.removes {
        pad.refuse(Fault::PostTownRemoved, &town.node);
    }
    let lines = lines.map(|patch| line(pad, patch));
    let postcode = postcode_of(pad, postcode);
    let lines: Vec<_> = lines.into_iter().collect::<Option<_>>()?;
    let address = NewAddress {
        lines: lines.try_into().ok()?,
        postcode: postcode?,
    };
    if !address.names_a_house() {
        pad.refuse(Fault::NoHouse, &house.value);
        return None;
    }

    (!town.removes).then_some(Some(address))
}

/// Where any line or the postcode is changed, all five lines must be told.
pub(super) fn whole<'a>(pad: &mut Pad, patches: Patches<'a>) -> Option<Option<AddressPatches<'a>>> {
    let lines = Path::LINES.map(|path| patches.find(path));
    let postcode = patches.find(Path::Postcode);
    let Some(any) = lines.iter().flatten().next().copied().or(postcode) else {
        return Some(None);
    };
    let [
        Some(house),
        Some(road),
        Some(locality),
        Some(town),
        Some(county),
    ] = lines
    else {
        pad.refuse(Fault::NotAllLines, &any.node);
        return None;
    };

    Some(Some(AddressPatches {
        lines: [house, road, locality, town, county],
        postcode,
    }))
}

fn line(pad: &mut Pad, patch: &Patch<'_>) -> Option<NewLine> {
    if patch.removes {
        return Some(NewLine::Erase);
    }
    let text = patch.text(pad).optional()?;

    Some(text.map_or(NewLine::Blank, NewLine::Is))
}

fn postcode_of(pad: &mut Pad, patch: Option<&Patch<'_>>) -> Option<Change<WrittenPostcode>> {
    let Some(patch) = patch else {
        return Some(Change::Keep);
    };
    if patch.removes {
        return Some(Change::Erase);
    }
    let text = patch.text(pad).optional()?;

    Some(text.map_or(Change::Keep, |text| Change::Set(WrittenPostcode::new(text))))
}
