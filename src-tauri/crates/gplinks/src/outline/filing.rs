//! What a practice sends.

use super::{changes, line, number_or_none, shown_number};
use crate::{Acceptance, Amendment, DeductionRequest, Filing, Removal};

pub(super) fn lines(filing: &Filing) -> Vec<String> {
    match filing {
        Filing::Acceptance(body) => acceptance(body),
        Filing::Amendment(body) => amendment(body),
        Filing::Removal(body) => removal(body),
        Filing::DeductionRequest(body) => deduction_request(body),
    }
}

fn acceptance(body: &Acceptance) -> Vec<String> {
    let kind = &body.kind;
    let headline = format!(
        "Registration, {}, {}, {}",
        kind.words(),
        body.name.shown(),
        number_or_none(kind.number())
    );
    let born = kind.born().map_or_else(
        || "date of birth not given".to_owned(),
        |born| format!("born {}", born.shown()),
    );
    let came_from = kind
        .previous_ha()
        .map(|ha| format!("Previous area: {}", ha.shown()));

    [
        Some(headline),
        Some(format!("{born}, sex: {}", body.sex.words())),
        Some(format!(
            "Accepted on {}, {}",
            body.accepted_on.shown(),
            body.code.words()
        )),
        Some(format!("Address: {}", body.address.get().shown())),
        line("Place of birth", kind.birthplace()),
        line("Previous surname", body.previous_surname.as_ref()),
        kind.previous_address()
            .map(|address| format!("Previous address: {}", address.shown())),
        line("Previous GP", kind.previous_gp()),
        came_from,
        kind.entered_uk()
            .map(|day| format!("Came to the UK on {}", day.shown())),
        kind.left_uk()
            .map(|day| format!("Had left the UK on {}", day.shown())),
        line("Residential institute", body.institute.as_ref()),
        body.drugs_dispensed
            .then(|| "Drugs dispensed: yes".to_owned()),
        line("Note", body.notes.as_ref()),
    ]
    .into_iter()
    .flatten()
    .map(capital)
    .collect()
}

fn amendment(body: &Amendment) -> Vec<String> {
    let headline = format!("Amendment by the practice, {}", shown_number(&body.number));

    [headline]
        .into_iter()
        .chain(changes::lines(&body.changes))
        .chain(line("Note", body.notes.as_ref()))
        .collect()
}

fn removal(body: &Removal) -> Vec<String> {
    let headline = format!("Removal, out of area, {}", shown_number(&body.number));

    [headline]
        .into_iter()
        .chain(line("Reason", Some(&body.reason)))
        .collect()
}

fn deduction_request(body: &DeductionRequest) -> Vec<String> {
    let who = shown_number(&body.number);
    let headline = format!(
        "Request to remove, {who}, {}, on {}",
        body.reason.words(),
        body.on.shown()
    );

    [headline]
        .into_iter()
        .chain(line("Note", body.notes.as_ref()))
        .collect()
}

fn capital(text: String) -> String {
    let mut rest = text.chars();

    rest.next()
        .map(|first| first.to_uppercase().chain(rest).collect())
        .unwrap_or_default()
}
