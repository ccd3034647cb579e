//! A practice's transactions, as the requests that would have led to them.

use gplinks::{Acceptance, Amendment, DeductionRequest, Filing, Removal};
use serde_json::{Value, json};

use super::form::{Form, Parameters};
use super::patches;
use super::patient::{self, Patient};
use crate::{FilingKind, words};

pub(super) fn publish(form: Form<'_>, filing: &Filing) -> (&'static str, Value) {
    let (kind, body) = match filing {
        Filing::Acceptance(body) => (FilingKind::Acceptance, acceptance(form, body)),
        Filing::Amendment(body) => (FilingKind::Amendment, amendment(form, body)),
        Filing::Removal(body) => (FilingKind::Removal, removal(form, body)),
        Filing::DeductionRequest(body) => (FilingKind::Deduction, deduction_request(form, body)),
    };

    (kind.word(), body)
}

fn acceptance(form: Form<'_>, body: &Acceptance) -> Value {
    let kind = &body.kind;

    Parameters::of(form)
        .value(words::ACCEPTANCE_CODE, Some(json!(body.code.written())))
        .value(words::ACCEPTANCE_TYPE, Some(json!(kind.code())))
        .value(words::ACCEPTANCE_DATE, Some(json!(body.accepted_on.iso())))
        .value(
            words::ENTERED_UK,
            kind.entered_uk().map(|day| json!(day.iso())),
        )
        .value(words::LEFT_UK, kind.left_uk().map(|day| json!(day.iso())))
        .value(
            words::PREVIOUS_GP,
            kind.previous_gp().map(|gp| form.text(gp)),
        )
        .value(
            words::PREVIOUS_HA,
            kind.previous_ha().map(|ha| json!(ha.as_str())),
        )
        .value(
            words::NOTES,
            body.notes.as_ref().map(|notes| form.text(notes)),
        )
        .patient(accepted(form, body).resource(form))
        .body()
}

fn accepted<'a>(form: Form<'_>, body: &'a Acceptance) -> Patient<'a> {
    let kind = &body.kind;
    let institute = body.institute.as_ref();
    let institute = institute.map(|code| patient::text_extension(form, words::INSTITUTE, code));
    let drugs = body.drugs_dispensed.then(|| patient::drugs_extension(true));
    let birthplace = kind.birthplace();
    let birthplace = birthplace.map(|text| patient::text_extension(form, words::BIRTHPLACE, text));
    let previous = body.previous_surname.as_ref();
    let previous = previous.map(|surname| json!({"family": form.text(surname)}));
    let came_from = kind.previous_address();
    let came_from = came_from.map(|address| patient::previous_address(form, address));

    Patient {
        extensions: [institute, drugs, birthplace]
            .into_iter()
            .flatten()
            .collect(),
        number: kind.number(),
        names: std::iter::once(patient::whole_name(form, &body.name))
            .chain(previous)
            .collect(),
        sex: Some(body.sex),
        born: kind.born(),
        addresses: std::iter::once(patient::address(form, body.address.get()))
            .chain(came_from)
            .collect(),
    }
}

fn amendment(form: Form<'_>, body: &Amendment) -> Value {
    let patches = patches::of(form, &body.changes, None);

    patches::body(form, &body.number, body.notes.as_ref(), patches)
}

fn removal(form: Form<'_>, body: &Removal) -> Value {
    Parameters::of(form)
        .value(words::NOTES, Some(form.text(&body.reason)))
        .patient(Patient::numbered(Some(&body.number)).resource(form))
        .body()
}

fn deduction_request(form: Form<'_>, body: &DeductionRequest) -> Value {
    Parameters::of(form)
        .value(words::DEDUCTED_ON, Some(json!(body.on.iso())))
        .value(
            words::NOTES,
            body.notes.as_ref().map(|notes| form.text(notes)),
        )
        .value(
            words::DEDUCTION_REASON,
            Some(form.written(body.reason.as_str())),
        )
        .patient(Patient::numbered(Some(&body.number)).resource(form))
        .body()
}
