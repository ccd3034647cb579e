//! The registration service's transactions, from NAD+GP on.

use edifact::Writer;

use super::person::{self, Written};
use crate::{AmendmentNotice, Deduction, Fp69Notice, Notice, Records, RequestReply};

pub(super) fn write(writer: &mut Writer, notice: &Notice) {
    match notice {
        Notice::Amendment(body) => amendment(writer, body),
        Notice::Deduction(body) => deduction(writer, body),
        Notice::Rejection(body) => person::notes(writer, body.reason.as_ref()),
        Notice::Approval(body) => {
            if body.number.is_some() {
                person::who(writer, body.number.as_ref());
            }
        }
        Notice::RecordsSent(Records { number })
        | Notice::RecordsFlagRemoval(Records { number }) => {
            person::who(writer, number.as_ref());
        }
        Notice::CloseQuarter(_) => writer.segment("GIS", &[&["Q", "ZZZ"]]),
        Notice::Fp69(body) => fp69(writer, body),
        Notice::Fp69Removal(body) => person::who(writer, Some(&body.number)),
        Notice::RequestReply(body) => request_reply(writer, body),
        Notice::Unknown => {}
    }
}

fn amendment(writer: &mut Writer, body: &AmendmentNotice) {
    person::markers(writer, &body.changes);
    person::changes(
        writer,
        &body.number,
        body.new_number.as_ref(),
        &body.changes,
    );
}

fn deduction(writer: &mut Writer, body: &Deduction) {
    person::authority(writer, "NFH", body.new_ha.as_ref());
    if let Some(reason) = &body.reason {
        writer.segment("GIS", &[&[reason.as_str(), "ZZZ"]]);
    }
    person::date(writer, "961", body.on);
    person::who(writer, Some(&body.number));
}

fn fp69(writer: &mut Writer, body: &Fp69Notice) {
    if let Some(reason) = &body.reason {
        person::marker(writer, "FRN", reason.as_str());
    }
    person::date(writer, "962", body.expires_on);
    person::notes(writer, body.notes.as_ref());
    person::person(writer);
    person::names(writer, Some(&body.number), &Written::name(&body.name));
    person::date(writer, "329", body.born);
    if let Some(address) = &body.address {
        person::home(writer, address);
    }
}

fn request_reply(writer: &mut Writer, body: &RequestReply) {
    person::notes(writer, body.notes.as_ref());
    person::who(writer, Some(&body.number));
}
