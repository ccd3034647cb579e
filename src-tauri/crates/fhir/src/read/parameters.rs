//! The parts that every Parameters body has: its parameters by name, the patient, and the head.

use gplinks::{Cipher, GpCode, Link, LinkCode, Text};

use super::pad::{Found, Pad};
use crate::node::Node;
use crate::{Fault, words};

pub(super) struct Parameters<'a> {
    list: Node<'a>,
}

/// Who sends a body, to whom, for which GP.
pub(super) struct Head {
    pub(super) link: Link,
    pub(super) gp: GpCode,
}

impl<'a> Parameters<'a> {
    pub(super) fn of(body: &Node<'a>) -> Self {
        Self {
            list: body.key("parameter"),
        }
    }

    /// The first parameter of this name.
    fn named(&self, name: &str) -> Option<Node<'a>> {
        self.list
            .items()
            .find(|parameter| parameter.key("name").value() == name)
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.named(name).is_some()
    }

    /// The value of a parameter; an absent one has the pointer of the list.
    pub(super) fn value(&self, name: &str) -> Node<'a> {
        match self.named(name) {
            Some(parameter) => parameter.any_value(),
            None => Node::absent(&self.list),
        }
    }

    pub(super) fn patient(&self, pad: &mut Pad) -> Option<Node<'a>> {
        let resource = self
            .named(words::PATIENT)
            .map(|parameter| parameter.key("resource"));
        let patient = resource.filter(|node| node.key("resourceType").value() == "Patient");
        if patient.is_none() {
            pad.refuse(Fault::NoPatient, &self.list);
        }

        patient
    }

    pub(super) fn practice(&self, pad: &mut Pad) -> Option<LinkCode> {
        let node = self.value(words::PRACTICE);
        let text = pad.word(&node);
        let text = pad.needed(text, Fault::NoPractice, &node)?;

        practice_of(pad, text.as_str(), &node)
    }
}

/// The two ends of the link; the practice is looked for before the patient is.
pub(super) fn link(pad: &mut Pad, practice: Option<LinkCode>, patient: &Node<'_>) -> Option<Link> {
    let ha = ha(pad, &patient.key("managingOrganization").single());

    Some(Link::new(practice?, ha?))
}

pub(super) fn head(pad: &mut Pad, practice: Option<LinkCode>, patient: &Node<'_>) -> Option<Head> {
    let link = link(pad, practice, patient);
    let gp = gp(pad, patient);

    Some(Head {
        link: link?,
        gp: gp?,
    })
}

fn ha(pad: &mut Pad, organization: &Node<'_>) -> Option<Cipher> {
    let node = organization.key("identifier").single().key("value");
    let text = pad.word(&node);
    let text = pad.needed(text, Fault::NoHa, &node)?;

    ha_of(pad, text.as_str(), &node)
}

pub(super) fn gp_node<'a>(patient: &Node<'a>) -> Node<'a> {
    let practitioner = patient.key("generalPractitioner").first();

    practitioner.key("identifier").single().key("value")
}

fn gp(pad: &mut Pad, patient: &Node<'_>) -> Option<GpCode> {
    let node = gp_node(patient);
    let text = pad.text(&node);
    let text = pad.needed(text, Fault::NoGp, &node)?;

    GpCode::read(text.as_str())
}

pub(super) fn notes(pad: &mut Pad, parameters: &Parameters<'_>) -> Found<Text> {
    let node = parameters.value(words::NOTES);
    let text = pad.text(&node);

    pad.not_blank(text, Fault::BlankNotes, &node)
}

/// The sender of the letter: the adaptor takes any text, but every link code has four characters.
pub(super) fn practice_of(pad: &mut Pad, text: &str, node: &Node<'_>) -> Option<LinkCode> {
    let code = LinkCode::parse(text);
    if code.is_none() {
        pad.refuse(Fault::OddPractice, node);
    }

    code
}

/// A cipher of another form has no mailbox: so the adaptor finds it, not by its form.
pub(super) fn ha_of(pad: &mut Pad, text: &str, node: &Node<'_>) -> Option<Cipher> {
    let cipher = Cipher::parse(text);
    if cipher.is_none() {
        let recipient = recipient(text);
        pad.refuse(Fault::NoMailbox { recipient }, node);
    }

    cipher
}

/// The link code that the adaptor makes of any text; not shown where it cannot be a code at all.
fn recipient(cipher: &str) -> String {
    let is_short = (1..=6).contains(&cipher.len());
    if !is_short || !cipher.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return "not a cipher".to_owned();
    }
    let ending = if cipher.len() == 2 { "01" } else { "1" };

    format!("{cipher}{ending}")
}
