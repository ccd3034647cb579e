//! The registration service's transactions, as the adaptor publishes them.

use gplinks::{
    AmendmentNotice, Deduction, Fp69Notice, Notice, PatientNumber, Rejection, RequestReply,
};
use serde_json::{Value, json};

use super::form::{Form, Parameters};
use super::patches;
use super::patient::{self, Patient};
use crate::words;

pub(super) fn publish(form: Form<'_>, notice: &Notice) -> Option<(&'static str, Value)> {
    Some(match notice {
        Notice::Amendment(body) => ("amendment", amendment(form, body)),
        Notice::Deduction(body) => ("deduction", deduction(form, body)),
        Notice::Rejection(body) => ("rejection", rejection(form, body)),
        Notice::Approval(body) => ("approval", numbered(form, body.number.as_ref()).body()),
        Notice::Fp69(body) => ("fp69_prior_notification", fp69(form, body)),
        Notice::Fp69Removal(body) => (
            "fp69_flag_removal",
            numbered(form, Some(&body.number)).body(),
        ),
        Notice::RequestReply(body) => ("deduction_rejection", request_reply(form, body)),
        Notice::RecordsSent(_)
        | Notice::RecordsFlagRemoval(_)
        | Notice::CloseQuarter(_)
        | Notice::Unknown => return None,
    })
}

/// Whether its transaction number is one of ours, come back.
pub(super) fn answers_us(notice: &Notice) -> bool {
    matches!(notice, Notice::Rejection(_) | Notice::Approval(_))
}

fn numbered(form: Form<'_>, number: Option<&PatientNumber>) -> Parameters {
    Parameters::of(form).patient(Patient::numbered(number).resource(form))
}

/// The adaptor sorts the patches by the text of their paths.
fn amendment(form: Form<'_>, body: &AmendmentNotice) -> Value {
    let mut patches = patches::of(form, &body.changes, body.new_number.as_ref());
    patches.sort_by_key(|patch| patch.path.written());

    patches::body(form, &body.number, None, patches)
}

fn deduction(form: Form<'_>, body: &Deduction) -> Value {
    let reason = body.reason.as_ref();

    numbered(form, Some(&body.number))
        .value(
            words::DEDUCTION_REASON,
            reason.map(|reason| form.written(reason.as_str())),
        )
        .value(words::DEDUCTED_ON, body.on.map(|day| json!(day.iso())))
        .value(
            words::NEW_HA,
            body.new_ha.as_ref().map(|ha| json!(ha.as_str())),
        )
        .body()
}

fn rejection(form: Form<'_>, body: &Rejection) -> Value {
    numbered(form, None)
        .value(
            words::NOTES,
            body.reason.as_ref().map(|reason| form.text(reason)),
        )
        .body()
}

fn fp69(form: Form<'_>, body: &Fp69Notice) -> Value {
    let address = body.address.as_ref();
    let patient = Patient {
        number: Some(&body.number),
        names: patient::partial_name(form, &body.name)
            .into_iter()
            .collect(),
        born: body.born,
        addresses: address
            .map(|address| patient::address(form, address))
            .into_iter()
            .collect(),
        ..Patient::default()
    };
    let reason = body.reason.as_ref();

    Parameters::of(form)
        .patient(patient.resource(form))
        .value(
            words::FP69_REASON,
            reason.map(|reason| form.written(reason.as_str())),
        )
        .value(
            words::FP69_EXPIRY,
            body.expires_on.map(|day| json!(day.iso())),
        )
        .value(
            words::NOTES,
            body.notes.as_ref().map(|notes| form.text(notes)),
        )
        .body()
}

fn request_reply(form: Form<'_>, body: &RequestReply) -> Value {
    numbered(form, Some(&body.number))
        .value(
            words::NOTES,
            body.notes.as_ref().map(|notes| form.text(notes)),
        )
        .body()
}
