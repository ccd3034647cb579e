//! Bodies in plain text: they are filled into the desk's forms, whose rules apply.

mod amendment;
mod registration;

use gplinks::{
    Checked, DeductionRequestForm, DeskRules, Draft, FieldChange, FieldProblem, Filing, Link,
    Ready, RemovalForm,
};

use super::pad::{Form, Pad};
use super::parameters::{self, Parameters};
use super::{is_parameters, kind_of, parse, patient, read_filing, survey};
use crate::node::Node;
use crate::{Fault, FilingKind, Refusal, Refusals, Remark, words};

/// A body of plain text that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CleanFiling {
    pub draft: Draft,
    /// What PCSE will probably reject.
    pub problems: Vec<FieldProblem>,
    /// What is written otherwise than it stands in the body.
    pub changes: Vec<FieldChange>,
}

/// Why a body of plain text is not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CleanRefusal {
    /// The body itself is wrong.
    #[error(transparent)]
    Body(#[from] Refusals),
    /// The body can be understood, but the desk does not send what it says.
    #[error("{}", told(problems))]
    Form {
        /// All of them, hard and soft; at least one is hard.
        problems: Vec<FieldProblem>,
        changes: Vec<FieldChange>,
    },
}

/// Field and code of each problem; its message may show what was typed.
fn told(problems: &[FieldProblem]) -> String {
    let told = |problem: &FieldProblem| format!("{} ({})", problem.field.name(), problem.code);

    problems.iter().map(told).collect::<Vec<_>>().join(", ")
}

impl From<Refusal> for CleanRefusal {
    fn from(refusal: Refusal) -> Self {
        Self::Body(refusal.into())
    }
}

/// What a body fills in.
type Filled<T> = (Option<Link>, Option<T>);

/// Reads a body of plain text under the desk's rules. Without a kind the body tells its own.
pub fn read_clean(
    json: &str,
    kind: Option<FilingKind>,
    rules: &DeskRules,
) -> Result<CleanFiling, CleanRefusal> {
    read_form(json, kind, rules, Pad::new(Form::Clean))
}

/// Reads a body in the adaptor's flavour under the desk's rules: what the adaptor refuses is refused, and what
/// the desk would not send besides. The remarks tell what was repaired in the flavour.
pub fn read_released(
    json: &str,
    kind: Option<FilingKind>,
    rules: &DeskRules,
) -> Result<(CleanFiling, Vec<Remark>), CleanRefusal> {
    let taken = read_filing(json, kind)?;
    let filing = read_form(json, kind, rules, Pad::new(Form::Released))?;

    Ok((filing, taken.remarks))
}

fn read_form(
    json: &str,
    kind: Option<FilingKind>,
    rules: &DeskRules,
    mut pad: Pad,
) -> Result<CleanFiling, CleanRefusal> {
    let body = parse(json)?;
    let body = Node::root(&body);
    let kind = kind.unwrap_or_else(|| kind_of(&body));
    if kind != FilingKind::Amendment && !is_parameters(&body) {
        return Err(Refusal::new(Fault::NotParameters, "/resourceType").into());
    }

    match kind {
        FilingKind::Acceptance => {
            let (link, form) = filled(&mut pad, &body, registration::form);
            let (link, form) = understood(pad, link, form)?;
            let wrap = |filing| Filing::Acceptance(Box::new(filing));
            finish(link, form.check(rules), wrap)
        }
        FilingKind::Amendment => {
            let (link, form) = amendment::form(&mut pad, &body);
            let (link, form) = understood(pad, link, form)?;
            let wrap = |filing| Filing::Amendment(Box::new(filing));
            finish(link, form.check(rules), wrap)
        }
        FilingKind::Removal => {
            let (link, form) = filled(&mut pad, &body, removal);
            let (link, form) = understood(pad, link, form)?;
            finish(link, form.check(rules), Filing::Removal)
        }
        FilingKind::Deduction => {
            let (link, form) = filled(&mut pad, &body, deduction_request);
            let (link, form) = understood(pad, link, form)?;
            finish(link, form.check(rules), Filing::DeductionRequest)
        }
    }
}

fn filled<T>(
    pad: &mut Pad,
    body: &Node<'_>,
    form: fn(&mut Pad, &Parameters<'_>, &Node<'_>) -> Option<T>,
) -> Filled<T> {
    survey::survey(pad, body);
    let parameters = Parameters::of(body);
    let practice = parameters.practice(pad);
    let Some(patient) = parameters.patient(pad) else {
        return (None, None);
    };
    let link = parameters::link(pad, practice, &patient);

    (link, form(pad, &parameters, &patient))
}

fn removal(pad: &mut Pad, parameters: &Parameters<'_>, patient: &Node<'_>) -> Option<RemovalForm> {
    Some(RemovalForm {
        nhs_number: pad.typed(&patient::number_node(patient)),
        gp: pad.typed(&parameters::gp_node(patient)),
        reason: pad.typed(&parameters.value(words::NOTES)),
    })
}

fn deduction_request(
    pad: &mut Pad,
    parameters: &Parameters<'_>,
    patient: &Node<'_>,
) -> Option<DeductionRequestForm> {
    Some(DeductionRequestForm {
        nhs_number: pad.typed(&patient::number_node(patient)),
        gp: pad.typed(&parameters::gp_node(patient)),
        reason: pad.typed(&parameters.value(words::DEDUCTION_REASON)),
        on: pad.typed(&parameters.value(words::DEDUCTED_ON)),
        date_is_approximate: false,
        notes: pad.typed(&parameters.value(words::NOTES)),
    })
}

fn understood<T>(pad: Pad, link: Option<Link>, form: Option<T>) -> Result<(Link, T), Refusals> {
    let (refusals, _) = pad.finish();

    match (Refusals::of(refusals), link, form) {
        (None, Some(link), Some(form)) => Ok((link, form)),
        (Some(refusals), _, _) => Err(refusals),
        // Nothing is left out without a refusal; should it be, the body was not read.
        (None, _, _) => Err(Refusal::new(Fault::NotParameters, "").into()),
    }
}

fn finish<T>(
    link: Link,
    checked: Checked<T>,
    wrap: impl FnOnce(T) -> Filing,
) -> Result<CleanFiling, CleanRefusal> {
    let Checked {
        ready,
        problems,
        changes,
    } = checked;
    let Some(Ready { filing, gp }) = ready else {
        return Err(CleanRefusal::Form { problems, changes });
    };
    let filing = wrap(filing);

    Ok(CleanFiling {
        draft: Draft { link, gp, filing },
        problems,
        changes,
    })
}
