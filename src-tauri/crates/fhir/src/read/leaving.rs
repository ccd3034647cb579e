//! A removal and a deduction request: the patient's number and why. Names are not looked at, since
//! neither transaction has a place for them.

use gplinks::{DeductionReason, DeductionRequest, PatientNumber, Removal};

use super::pad::Pad;
use super::parameters::{Parameters, notes};
use super::patient;
use crate::node::Node;
use crate::{DateOf, Fault, words};

pub(super) fn removal(
    pad: &mut Pad,
    parameters: &Parameters<'_>,
    patient: &Node<'_>,
) -> Option<Removal> {
    let number = number(pad, patient);
    let reason = notes(pad, parameters);
    let missing = Fault::NoValue { name: words::NOTES };
    let reason = pad.needed(reason, missing, &parameters.value(words::NOTES));

    Some(Removal {
        number: number?,
        reason: reason?,
    })
}

pub(super) fn deduction_request(
    pad: &mut Pad,
    parameters: &Parameters<'_>,
    patient: &Node<'_>,
) -> Option<DeductionRequest> {
    let number = number(pad, patient);
    let reason_node = parameters.value(words::DEDUCTION_REASON);
    let reason = pad.text(&reason_node);
    let reason = pad.needed(reason, Fault::NoDeductionReason, &reason_node);
    let on_node = parameters.value(words::DEDUCTED_ON);
    let on = pad.word(&on_node);
    let on = pad.day_of(on, DateOf::Deduction, &on_node);
    let on = pad.needed(on, Fault::NoDeductionDate, &on_node);
    let notes = notes(pad, parameters);

    Some(DeductionRequest {
        number: number?,
        reason: DeductionReason::read(reason?.as_str())?,
        on: on?,
        notes: notes.optional()?,
    })
}

fn number(pad: &mut Pad, patient: &Node<'_>) -> Option<PatientNumber> {
    let number = patient::number(pad, patient);

    pad.needed(
        number,
        Fault::NumberRequired,
        &patient::number_node(patient),
    )
}
