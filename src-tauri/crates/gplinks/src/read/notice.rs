//! The registration service's transactions. Only the key is insisted on.

use super::filing;
use super::gather::Gathered;
use crate::{
    AmendmentNotice, Approval, CloseQuarter, Deduction, DeductionReason, Fp69Notice, Fp69Reason,
    Fp69Removal, Item, Kind, Notice, PartialName, Records, Rejection, RequestReply, Rule,
};

pub(super) fn read(kind: &Kind, g: &mut Gathered) -> Option<Notice> {
    match kind {
        Kind::AmendmentNotice => amendment(g).map(|body| Notice::Amendment(Box::new(body))),
        Kind::Deduction => deduction(g).map(Notice::Deduction),
        Kind::Rejection => Some(Notice::Rejection(Rejection {
            reason: g.expected_text(Item::Notes),
        })),
        Kind::Approval => Some(Notice::Approval(Approval {
            number: g.number(Item::Number),
        })),
        Kind::RecordsSent => Some(Notice::RecordsSent(Records {
            number: g.number(Item::Number),
        })),
        Kind::RecordsFlagRemoval => Some(Notice::RecordsFlagRemoval(Records {
            number: g.number(Item::Number),
        })),
        Kind::CloseQuarter => Some(close_quarter(g)),
        Kind::Fp69 => fp69(g).map(|body| Notice::Fp69(Box::new(body))),
        Kind::Fp69Removal => g
            .key_number()
            .map(|number| Notice::Fp69Removal(Fp69Removal { number })),
        Kind::RequestReply => request_reply(g).map(Notice::RequestReply),
        Kind::Unknown(_) => {
            g.report(Rule::UnknownKind, g.place);
            Some(Notice::Unknown)
        }
        Kind::Acceptance | Kind::Amendment | Kind::Removal | Kind::DeductionRequest => None,
    }
}

fn amendment(g: &mut Gathered) -> Option<AmendmentNotice> {
    let number = g.key_number();
    let new_number = g.number(Item::NewNumber);
    let changes = filing::changes(g);
    if changes.is_empty() && new_number.is_none() {
        g.report(Rule::NothingChanged, g.place);
    }

    Some(AmendmentNotice {
        number: number?,
        new_number,
        changes,
    })
}

fn deduction(g: &mut Gathered) -> Option<Deduction> {
    let number = g.key_number();
    let reason_at = g.place_of(Item::DeductionReason);
    let reason = g.expected(Item::DeductionReason, DeductionReason::read);
    let on = g.expected_day(Item::DeductedOn);
    let new_ha = g.cipher(Item::NewHa);
    if reason.as_ref().is_some_and(|reason| !reason.is_known()) {
        g.report(Rule::UnknownReason, reason_at);
    }

    Some(Deduction {
        number: number?,
        reason,
        on,
        new_ha,
    })
}

/// `GIS+Q` says no more than the type does.
fn close_quarter(g: &mut Gathered) -> Notice {
    g.optional(Item::DeductionReason, |text| (text == "Q").then_some(()));

    Notice::CloseQuarter(CloseQuarter {
        ends_on: g.expected_day(Item::QuarterEnd),
    })
}

fn fp69(g: &mut Gathered) -> Option<Fp69Notice> {
    let number = g.key_number();
    let reason = g.expected(Item::Fp69Reason, Fp69Reason::read);
    let expires_on = g.expected_day(Item::ExpiresOn);
    let notes = g.text(Item::Notes);
    let surname = g.expected_text(Item::Surname);
    let forenames = g.forenames();
    let name = PartialName {
        surname,
        forenames,
        title: g.text(Item::Title),
    };
    let born = g.expected_day(Item::Born);
    let address = g.address();

    Some(Fp69Notice {
        number: number?,
        reason,
        expires_on,
        notes,
        name,
        born,
        address,
    })
}

fn request_reply(g: &mut Gathered) -> Option<RequestReply> {
    let number = g.key_number();
    let notes = g.expected_text(Item::Notes);

    Some(RequestReply {
        number: number?,
        notes,
    })
}
