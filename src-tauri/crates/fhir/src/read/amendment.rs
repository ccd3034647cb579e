//! An amendment body: who it is about, and its patches.

use std::collections::BTreeSet;

use gplinks::{Amendment, GpCode, Link, PatientNumber, Text};

use super::changes::{self, Patches};
use super::pad::Pad;
use super::parameters::{Head, ha_of, practice_of};
use super::patch::{self, Patch};
use crate::node::Node;
use crate::paths::Path;
use crate::{Fault, Lack, words};

pub(super) fn read(pad: &mut Pad, body: &Node<'_>) -> Option<(Head, Amendment)> {
    let number = needed(pad, body, "nhsNumber", Lack::Number);
    let head = head(pad, body);
    let patches = patches(pad, &body.key("patches"));
    // Blank notes are left out without a word, as the adaptor has it.
    let notes = pad.text(&body.key(words::NOTES));
    let changes = changes::of(pad, Patches::of(&patches));
    check(pad, &patches);

    let amendment = Amendment {
        number: PatientNumber::read(number?.as_str())?,
        changes: changes?,
        notes: notes.optional()?,
    };

    Some((head?, amendment))
}

fn head(pad: &mut Pad, body: &Node<'_>) -> Option<Head> {
    let gp = needed(pad, body, "gpCode", Lack::Gp);
    let link = link(pad, body);

    Some(Head {
        link: link?,
        gp: GpCode::read(gp?.as_str())?,
    })
}

pub(super) fn link(pad: &mut Pad, body: &Node<'_>) -> Option<Link> {
    let ha = needed_word(pad, body, "healthcarePartyCode", Lack::Ha);
    let practice = needed_word(pad, body, words::PRACTICE, Lack::Practice);
    let ha = ha.and_then(|text| ha_of(pad, text.as_str(), &body.key("healthcarePartyCode")));
    let practice =
        practice.and_then(|text| practice_of(pad, text.as_str(), &body.key(words::PRACTICE)));

    Some(Link::new(practice?, ha?))
}

fn needed(pad: &mut Pad, body: &Node<'_>, name: &str, lack: Lack) -> Option<Text> {
    let node = body.key(name);
    let text = pad.text(&node);

    pad.needed(text, Fault::Lacks(lack), &node)
}

fn needed_word(pad: &mut Pad, body: &Node<'_>, name: &str, lack: Lack) -> Option<Text> {
    let node = body.key(name);
    let text = pad.word(&node);

    pad.needed(text, Fault::Lacks(lack), &node)
}

pub(super) fn patches<'a>(pad: &mut Pad, list: &Node<'a>) -> Vec<Patch<'a>> {
    if !list.is_null() && !list.value().is_array() {
        pad.wrong_type::<()>("a list", list);
        return Vec::new();
    }
    if list.items().next().is_none() {
        pad.refuse(Fault::NoPatches, list);
    }

    patch::read(pad, list)
}

/// What is wrong with the patches taken together.
fn check(pad: &mut Pad, patches: &[Patch<'_>]) {
    let empty: Vec<&Patch<'_>> = patches.iter().filter(|patch| patch.is_empty()).collect();
    if let Some(first) = empty.first() {
        let paths = empty.iter().map(|patch| patch.path.written()).collect();
        pad.refuse(Fault::EmptyValues { paths }, &first.value);
    }
    check_repeats(pad, patches);
}

pub(super) fn check_repeats(pad: &mut Pad, patches: &[Patch<'_>]) {
    let mut seen = BTreeSet::new();
    for patch in patches {
        if !seen.insert(patch.item()) {
            let fault = match patch.extension() {
                Some(_) if patch.path == Path::Extension => Fault::ExtensionTwice,
                Some(_) | None => Fault::PathTwice,
            };
            pad.refuse(fault, &patch.node);
        }
    }
}
