//! The practice's transactions, from NAD+GP on.

use edifact::Writer;

use super::person::{self, Written};
use crate::{Acceptance, Amendment, DeductionRequest, Filing, Removal, Text};

pub(super) fn write(writer: &mut Writer, filing: &Filing) {
    match filing {
        Filing::Acceptance(body) => acceptance(writer, body),
        Filing::Amendment(body) => amendment(writer, body),
        Filing::Removal(body) => removal(writer, body),
        Filing::DeductionRequest(body) => deduction_request(writer, body),
    }
}

fn acceptance(writer: &mut Writer, body: &Acceptance) {
    let kind = &body.kind;
    person::institute(writer, body.institute.as_ref().map_or("", Text::as_str));
    if let Some(gp) = kind.previous_gp() {
        writer.segment("NAD", &[&["PGP"], &[], &[], &[gp.as_str()]]);
    }
    person::authority(writer, "PFH", kind.previous_ha());
    person::marker(writer, "ACD", body.code.written());
    person::marker(writer, "ATP", kind.code());
    if body.drugs_dispensed {
        person::marker(writer, "DM", "Y");
    }
    person::date(writer, "956", Some(body.accepted_on));
    person::date(writer, "957", kind.entered_uk());
    person::date(writer, "958", kind.left_uk());
    if let Some(place) = kind.birthplace() {
        writer.segment("LOC", &[&["950"], &[place.as_str()]]);
    }
    person::notes(writer, body.notes.as_ref());
    patient(writer, body);
}

/// The two person groups of an acceptance.
fn patient(writer: &mut Writer, body: &Acceptance) {
    let name = Written::parts(
        Some(&body.name.surname),
        &body.name.forenames,
        body.name.title.as_ref(),
    );

    person::person(writer);
    person::names(writer, body.kind.number(), &name);
    person::date(writer, "329", body.kind.born());
    writer.segment("PDI", &[&[body.sex.written()]]);
    person::home(writer, body.address.get());
    if let Some(address) = body.kind.previous_address() {
        let lines: Vec<&str> = address.lines().iter().map(Text::as_str).collect();
        writer.segment("NAD", &[&["PER"], &[], &lines]);
    }
    person::previous(
        writer,
        None,
        body.previous_surname.as_ref().map_or("", Text::as_str),
    );
}

fn amendment(writer: &mut Writer, body: &Amendment) {
    person::markers(writer, &body.changes);
    person::notes(writer, body.notes.as_ref());
    person::changes(writer, &body.number, None, &body.changes);
}

fn removal(writer: &mut Writer, body: &Removal) {
    person::notes(writer, Some(&body.reason));
    person::who(writer, Some(&body.number));
}

fn deduction_request(writer: &mut Writer, body: &DeductionRequest) {
    writer.segment("GIS", &[&[body.reason.as_str(), "ZZZ"]]);
    person::date(writer, "961", Some(body.on));
    person::notes(writer, body.notes.as_ref());
    person::who(writer, Some(&body.number));
}
