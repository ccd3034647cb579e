//! The name of an amendment: what may be set and what may be erased.

use gplinks::{Change, Forenames, NameChange, Text};

use super::changes::Patches;
use super::pad::Pad;
use super::patch::Patch;
use crate::Fault;
use crate::paths::Path;

/// How the value of a patch is read: as it is sent, or as it was typed.
pub(super) type ReadValue<T> = fn(&mut Pad, &Patch<'_>) -> Option<T>;

pub(super) fn of(pad: &mut Pad, patches: Patches<'_>) -> Option<NameChange> {
    let surname = surname(pad, patches, value);
    let forenames = forenames(pad, patches, value);
    let title = change(pad, patches, Path::Title, value);

    Some(NameChange {
        surname: surname?,
        forenames: match forenames? {
            Change::Keep => Change::Keep,
            Change::Erase => Change::Erase,
            Change::Set([first, second, others]) => Change::Set(Forenames {
                first,
                second,
                others,
            }),
        },
        title: title?,
    })
}

/// A part of a name as it is sent; it needs a value.
pub(super) fn value(pad: &mut Pad, patch: &Patch<'_>) -> Option<Text> {
    let path = patch.path.written();
    let text = patch.text(pad);

    pad.needed(text, Fault::InvalidValue { path }, &patch.value)
}

pub(super) fn surname<T>(
    pad: &mut Pad,
    patches: Patches<'_>,
    read: ReadValue<T>,
) -> Option<Option<T>> {
    match patches.find(Path::Surname) {
        Some(patch) if patch.removes => {
            pad.refuse(Fault::SurnameRemoved, &patch.node);
            None
        }
        Some(patch) => read(pad, patch).map(Some),
        None => Some(None),
    }
}

/// Forenames are set one by one and erased all together.
pub(super) fn forenames<T>(
    pad: &mut Pad,
    patches: Patches<'_>,
    read: ReadValue<T>,
) -> Option<Change<[Option<T>; 3]>> {
    let each = Path::FORENAMES.map(|path| patches.find(path));
    let (removed, set): (Vec<_>, Vec<_>) =
        each.into_iter().flatten().partition(|patch| patch.removes);
    if let Some(first) = removed.first() {
        let paths = removed.iter().map(|patch| patch.path.written()).collect();
        pad.refuse(Fault::ForenamesRemovedSingly { paths }, &first.node);
        return None;
    }
    if let Some(all) = patches.find(Path::AllForenames) {
        return all_forenames(pad, all, !set.is_empty()).then_some(Change::Erase);
    }
    if set.is_empty() {
        return Some(Change::Keep);
    }
    let [first, second, others] = each.map(|patch| match patch {
        Some(patch) => read(pad, patch).map(Some),
        None => Some(None),
    });

    Some(Change::Set([first?, second?, others?]))
}

/// Whether the patch of all forenames does what it may: remove them, where none is set.
fn all_forenames(pad: &mut Pad, patch: &Patch<'_>, is_any_set: bool) -> bool {
    if !patch.removes {
        pad.refuse(Fault::UnknownPath, &patch.node.key("path"));
    } else if is_any_set {
        pad.refuse(Fault::ForenamesRemovedAndSet, &patch.node);
    }

    patch.removes && !is_any_set
}

/// An item that can be erased: the title, the previous surname.
pub(super) fn change<T>(
    pad: &mut Pad,
    patches: Patches<'_>,
    path: Path,
    read: ReadValue<T>,
) -> Option<Change<T>> {
    match patches.find(path) {
        Some(patch) if patch.removes => Some(Change::Erase),
        Some(patch) => read(pad, patch).map(Change::Set),
        None => Some(Change::Keep),
    }
}
