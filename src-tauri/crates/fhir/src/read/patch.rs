//! One patch of an amendment: what it does, to which item, with which value.

use gplinks::Text;

use super::pad::{Form, Found, Pad};
use crate::node::Node;
use crate::paths::Path;
use crate::{Fault, Repair, words};

pub(super) struct Patch<'a> {
    pub(super) path: Path,
    pub(super) removes: bool,
    pub(super) value: Node<'a>,
    /// The whole patch.
    pub(super) node: Node<'a>,
}

/// The two items that are changed through an extension.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Extension {
    DrugsDispensed,
    Institute,
}

/// Reads all patches that can be understood; the others are refused.
pub(super) fn read<'a>(pad: &mut Pad, list: &Node<'a>) -> Vec<Patch<'a>> {
    list.items().filter_map(|node| patch(pad, node)).collect()
}

fn patch<'a>(pad: &mut Pad, node: Node<'a>) -> Option<Patch<'a>> {
    if !node.value().is_object() {
        return pad.wrong_type("an object", &node).right();
    }
    let op = op(pad, &node.key("op"));
    let path = path(pad, &node.key("path"));
    let value = node.key("value");
    let (mut removes, path) = (op?, path?);
    // On the wire a value of % is a removal, whatever the patch calls it.
    let is_typed = pad.form() == Form::Clean || path == Path::Extension;
    if !removes && !is_typed && value.value() == "%" {
        pad.remark(Repair::PercentRemoves, &value);
        removes = true;
    }
    let patch = Patch {
        path,
        removes,
        value,
        node,
    };
    if path == Path::Extension && patch.extension().is_none() {
        pad.refuse(Fault::UnknownExtension, &patch.value);
        return None;
    }

    Some(patch)
}

/// Whether it removes.
fn op(pad: &mut Pad, node: &Node<'_>) -> Option<bool> {
    let word = pad.word(node);
    let removes = pad.parsed(
        word,
        |word| match word {
            "add" | "replace" => Some(false),
            "remove" => Some(true),
            _ => None,
        },
        Fault::UnknownOp,
        node,
    );

    pad.needed(removes, Fault::NoOp, node)
}

/// The adaptor lets paths pass that it does not know, and sends an empty amendment.
fn path(pad: &mut Pad, node: &Node<'_>) -> Option<Path> {
    let word = pad.word(node);
    let path = pad.parsed(word, Path::parse, Fault::UnknownPath, node);

    pad.needed(path, Fault::NoPath, node)
}

impl Patch<'_> {
    /// A value is there, but blank.
    pub(super) fn is_empty(&self) -> bool {
        let is_blank = |text: &str| text.trim().is_empty();

        !self.removes && self.value.value().as_str().is_some_and(is_blank)
    }

    /// Which extension it changes, by its address.
    pub(super) fn extension(&self) -> Option<Extension> {
        match self.value.key("url").value().as_str() {
            Some(words::DRUGS_DISPENSED) => Some(Extension::DrugsDispensed),
            Some(words::INSTITUTE) => Some(Extension::Institute),
            Some(_) | None => None,
        }
    }

    /// What it changes: two patches of one amendment cannot change the same.
    pub(super) fn item(&self) -> (Path, Option<Extension>) {
        let extension = if self.path == Path::Extension {
            self.extension()
        } else {
            None
        };

        (self.path, extension)
    }

    /// Its text. A blank one is wrong: the empty values are told together.
    pub(super) fn text(&self, pad: &mut Pad) -> Found<Text> {
        if self.is_told_empty(pad) {
            Found::Wrong
        } else {
            pad.text(&self.value)
        }
    }

    /// Its word, for what is looked up and not sent.
    pub(super) fn word(&self, pad: &mut Pad) -> Found<Text> {
        if self.is_told_empty(pad) {
            Found::Wrong
        } else {
            pad.word(&self.value)
        }
    }

    fn is_told_empty(&self, pad: &Pad) -> bool {
        pad.form() == Form::Amendment && self.is_empty()
    }
}
