//! Outgoing bodies to drafts, as the adaptor takes and refuses them.

mod acceptance;
mod amendment;
mod changes;
mod clean;
mod elements;
mod leaving;
mod new_address;
mod new_name;
mod pad;
mod parameters;
mod patch;
mod patient;
mod survey;

pub use clean::{CleanFiling, CleanRefusal, read_clean, read_released};

use gplinks::{Draft, Filing};
use serde_json::Value;

use crate::node::Node;
use crate::{Fault, FilingKind, Refusal, Refusals, Remark, words};
use pad::{Form, Pad};
use parameters::{Head, Parameters};

/// A body that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadFiling {
    pub draft: Draft,
    /// What was repaired.
    pub remarks: Vec<Remark>,
}

impl ReadFiling {
    /// Whether the body is about the patient that the request's path names; an amendment must be.
    pub fn is_for(&self, number: &str) -> Result<(), Refusal> {
        let own = self
            .draft
            .filing
            .number()
            .map(gplinks::PatientNumber::written);
        if own.as_deref() == Some(number) {
            return Ok(());
        }

        Err(Refusal::new(Fault::NumberOfAnotherPath, "/nhsNumber"))
    }
}

/// Reads a body in the adaptor's flavour: text has its release characters and is taken as it stands.
///
/// It refuses what the adaptor refuses, and besides that characters outside level A, link codes and
/// ciphers that cannot be any, and patch paths that the adaptor would pass over. Without a kind the
/// body tells its own.
pub fn read_filing(json: &str, kind: Option<FilingKind>) -> Result<ReadFiling, Refusals> {
    let body = parse(json)?;
    let body = Node::root(&body);
    let (pad, draft) = match kind.unwrap_or_else(|| kind_of(&body)) {
        FilingKind::Amendment => amendment(&body),
        FilingKind::Acceptance => parameters(&body, acceptance)?,
        FilingKind::Removal => parameters(&body, removal)?,
        FilingKind::Deduction => parameters(&body, deduction)?,
    };
    let (refusals, remarks) = pad.finish();

    match (Refusals::of(refusals), draft) {
        (None, Some(draft)) => Ok(ReadFiling { draft, remarks }),
        (Some(refusals), _) => Err(refusals),
        // Nothing is left out without a refusal; should it be, the body was not read.
        (None, None) => Err(Refusal::new(Fault::NotParameters, "").into()),
    }
}

fn parse(json: &str) -> Result<Value, Refusal> {
    let json = json.trim_start_matches('\u{feff}');
    if json.trim().is_empty() {
        return Err(Refusal::new(Fault::NoBody, ""));
    }
    let not_json = |line, column| Refusal::new(Fault::NotJson { line, column }, "");
    let body: Value =
        serde_json::from_str(json).map_err(|error| not_json(error.line(), error.column()))?;

    if body.is_object() {
        Ok(body)
    } else {
        Err(not_json(1, 1))
    }
}

fn kind_of(body: &Node<'_>) -> FilingKind {
    if !body.key("patches").is_null() || !is_parameters(body) {
        return FilingKind::Amendment;
    }
    let parameters = Parameters::of(body);
    let has_any = |names: &[&str]| names.iter().any(|name| parameters.has(name));
    if has_any(&[
        words::ACCEPTANCE_CODE,
        words::ACCEPTANCE_TYPE,
        words::ACCEPTANCE_DATE,
    ]) {
        FilingKind::Acceptance
    } else if has_any(&[words::DEDUCTED_ON, words::DEDUCTION_REASON]) {
        FilingKind::Deduction
    } else {
        FilingKind::Removal
    }
}

fn is_parameters(body: &Node<'_>) -> bool {
    body.key("resourceType").value() == "Parameters"
}

fn amendment(body: &Node<'_>) -> (Pad, Option<Draft>) {
    let mut pad = Pad::new(Form::Amendment);
    let read = amendment::read(&mut pad, body);
    let draft = read.map(|(head, body)| draft(head, Filing::Amendment(Box::new(body))));

    (pad, draft)
}

type Read = fn(&mut Pad, &Parameters<'_>, &Node<'_>) -> Option<Filing>;

fn acceptance(pad: &mut Pad, parameters: &Parameters<'_>, patient: &Node<'_>) -> Option<Filing> {
    acceptance::read(pad, parameters, patient).map(|body| Filing::Acceptance(Box::new(body)))
}

fn removal(pad: &mut Pad, parameters: &Parameters<'_>, patient: &Node<'_>) -> Option<Filing> {
    leaving::removal(pad, parameters, patient).map(Filing::Removal)
}

fn deduction(pad: &mut Pad, parameters: &Parameters<'_>, patient: &Node<'_>) -> Option<Filing> {
    leaving::deduction_request(pad, parameters, patient).map(Filing::DeductionRequest)
}

fn parameters(body: &Node<'_>, read: Read) -> Result<(Pad, Option<Draft>), Refusal> {
    if !is_parameters(body) {
        return Err(Refusal::new(Fault::NotParameters, "/resourceType"));
    }
    let mut pad = Pad::new(Form::Parameters);
    survey::survey(&mut pad, body);
    let parameters = Parameters::of(body);
    let practice = parameters.practice(&mut pad);
    let Some(patient) = parameters.patient(&mut pad) else {
        return Ok((pad, None));
    };
    let head = parameters::head(&mut pad, practice, &patient);
    let filing = read(&mut pad, &parameters, &patient);
    let draft = head.zip(filing).map(|(head, filing)| draft(head, filing));

    Ok((pad, draft))
}

fn draft(head: Head, filing: Filing) -> Draft {
    let Head { link, gp } = head;

    Draft { link, gp, filing }
}
