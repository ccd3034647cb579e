//! What the registration service sends.

use super::{changes, line, number_or_none, shown_number};
use crate::{
    AmendmentNotice, CloseQuarter, Deduction, Fp69Notice, Kind, Notice, Rejection, RequestReply,
    Text,
};

pub(super) fn lines(kind: &Kind, notice: &Notice) -> Vec<String> {
    let headline = |who: String| vec![format!("{}, {who}", kind.words())];
    match notice {
        Notice::Amendment(body) => amendment(body),
        Notice::Deduction(body) => deduction(body),
        Notice::Rejection(body) => rejection(body),
        Notice::Approval(body) => headline(number_or_none(body.number.as_ref())),
        Notice::RecordsSent(body) | Notice::RecordsFlagRemoval(body) => {
            headline(number_or_none(body.number.as_ref()))
        }
        Notice::CloseQuarter(body) => close_quarter(body),
        Notice::Fp69(body) => fp69(body),
        Notice::Fp69Removal(body) => headline(shown_number(&body.number)),
        Notice::RequestReply(body) => request_reply(body),
        Notice::Unknown => vec![format!("{}: {}", kind.words(), kind.code())],
    }
}

fn amendment(body: &AmendmentNotice) -> Vec<String> {
    let headline = format!("Amendment, {}", shown_number(&body.number));
    let number = body
        .new_number
        .as_ref()
        .map(|number| format!("NHS number becomes: {}", number.shown()));

    [headline]
        .into_iter()
        .chain(number)
        .chain(changes::lines(&body.changes))
        .collect()
}

fn deduction(body: &Deduction) -> Vec<String> {
    let reason = body
        .reason
        .as_ref()
        .map_or_else(|| "no reason given".to_owned(), |reason| reason.words());
    let new_ha = body
        .new_ha
        .as_ref()
        .map(|ha| format!(" ({})", ha.name().unwrap_or(ha.as_str())))
        .unwrap_or_default();
    let on = body.on.map_or_else(
        || "date not given".to_owned(),
        |on| format!("on {}", on.shown()),
    );

    vec![format!(
        "Deduction, {}, {reason}{new_ha}, {on}",
        shown_number(&body.number)
    )]
}

fn rejection(body: &Rejection) -> Vec<String> {
    let reason = body.reason.as_ref().map_or("no reason given", Text::as_str);

    vec![
        "Rejection of a registration".to_owned(),
        format!("Reason: {reason}"),
    ]
}

fn close_quarter(body: &CloseQuarter) -> Vec<String> {
    let ends = body.ends_on.map_or_else(
        || "date not given".to_owned(),
        |day| format!("ending {}", day.shown()),
    );

    vec![format!("Close of quarter, {ends}")]
}

fn fp69(body: &Fp69Notice) -> Vec<String> {
    let expires = body.expires_on.map_or_else(
        || "expiry date not given".to_owned(),
        |day| format!("expires {}", day.shown()),
    );
    let name = Some(body.name.shown()).filter(|name| !name.is_empty());

    [
        Some(format!(
            "FP69 notice, {}, {expires}",
            shown_number(&body.number)
        )),
        body.reason.as_ref().map(crate::Fp69Reason::words),
        name.map(|name| format!("Name: {name}")),
        body.born.map(|born| format!("Born {}", born.shown())),
        body.address
            .as_ref()
            .map(|address| format!("Address: {}", address.shown())),
        line("Note", body.notes.as_ref()),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn request_reply(body: &RequestReply) -> Vec<String> {
    let headline = format!(
        "Reply to a request to remove, {}",
        shown_number(&body.number)
    );

    [headline]
        .into_iter()
        .chain(line("Text", body.notes.as_ref()))
        .collect()
}
