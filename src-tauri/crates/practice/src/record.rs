//! A patient's record and the values of the wire, each from the other.

use gplinks::{
    Acceptance, Change, Changes, Forenames, HomeAddress, Name, NewAddress, NewLine, PatientNumber,
    PostalAddress, Postcode, Text, WrittenPostcode,
};
use store::{LinkId, PatientState, Record};

use crate::Spelling;

/// The record of somebody whom a registration brings to the list.
pub(crate) fn of_registration(registration: &Acceptance, link: LinkId, gp: &str) -> Record {
    let mut record = blank(link, gp, registration.name.surname.as_str());
    put_registration(&mut record, registration);

    record
}

/// A record with nothing but what every record has.
pub(crate) fn blank(link: LinkId, gp: &str, surname: &str) -> Record {
    Record {
        state: PatientState::Applied,
        link,
        nhs_number: None,
        surname: surname.to_owned(),
        first_forename: None,
        second_forename: None,
        other_forenames: None,
        title: None,
        previous_surname: None,
        sex: "0".to_owned(),
        born: None,
        birthplace: None,
        house_name: None,
        road: None,
        locality: None,
        post_town: None,
        county: None,
        postcode: None,
        institute: None,
        drugs_dispensed: false,
        gp: gp.to_owned(),
        accepted_on: None,
        left_on: None,
        left_reason: None,
        new_ha: None,
        fp69_expires_on: None,
        fp69_reason: None,
        removal_requested_on: None,
        removal_pending_until: None,
        out_of_area: false,
    }
}

/// Puts what a registration says over a record: the patient has applied, and nothing of an earlier stay is left.
pub(crate) fn put_registration(record: &mut Record, registration: &Acceptance) {
    let Acceptance {
        kind,
        accepted_on,
        name,
        previous_surname,
        sex,
        address,
        institute,
        drugs_dispensed,
        notes,
        code: _,
    } = registration;
    record.state = PatientState::Applied;
    record.nhs_number = kind
        .number()
        .map(PatientNumber::written)
        .or(record.nhs_number.take());
    put_name(record, name);
    record.previous_surname = owned(previous_surname.as_ref());
    record.sex = sex.written().to_owned();
    record.born = kind.born();
    record.birthplace = owned(kind.birthplace());
    put_address(record, address.get());
    record.institute = owned(institute.as_ref());
    record.drugs_dispensed = *drugs_dispensed;
    record.accepted_on = Some(*accepted_on);
    record.left_on = None;
    record.left_reason = None;
    record.new_ha = None;
    record.out_of_area = notes
        .as_ref()
        .is_some_and(|notes| says_out_of_area(notes.as_str()));
    clear_flags(record);
}

/// Puts a whole name on a record.
pub(crate) fn put_name(record: &mut Record, name: &Name) {
    record.surname = name.surname.as_str().to_owned();
    put_forenames(record, &name.forenames);
    record.title = owned(name.title.as_ref());
}

/// Takes off what only makes sense for somebody on the list.
pub(crate) fn clear_flags(record: &mut Record) {
    record.fp69_expires_on = None;
    record.fp69_reason = None;
    record.removal_requested_on = None;
    record.removal_pending_until = None;
}

/// Puts on what only makes sense for somebody on the list, as it was.
pub(crate) fn put_flags(record: &mut Record, before: &Record) {
    record.fp69_expires_on = before.fp69_expires_on;
    record.fp69_reason.clone_from(&before.fp69_reason);
    record.removal_requested_on = before.removal_requested_on;
    record.removal_pending_until = before.removal_pending_until;
}

/// Puts the changes of an amendment, of either direction, over a record; what they say again stays spelt as it was.
pub(crate) fn put_changes(record: &mut Record, changes: &Changes) {
    let before = record.clone();
    put_as_sent(record, changes);
    Spelling::default().put(record, Some(&before));
}

fn put_as_sent(record: &mut Record, changes: &Changes) {
    let Changes {
        name,
        previous_surname,
        born,
        sex,
        address,
        institute,
        drugs_dispensed,
    } = changes;
    if let Some(surname) = &name.surname {
        surname.as_str().clone_into(&mut record.surname);
    }
    amend_forenames(record, &name.forenames);
    put(&mut record.title, &name.title);
    put(&mut record.previous_surname, previous_surname);
    record.born = born.or(record.born);
    if let Some(sex) = sex {
        record.sex = sex.written().to_owned();
    }
    if let Some(address) = address {
        put_new_address(record, address);
    }
    put(&mut record.institute, institute);
    match drugs_dispensed {
        Change::Keep => {}
        Change::Set(_) => record.drugs_dispensed = true,
        Change::Erase => record.drugs_dispensed = false,
    }
}

fn put(field: &mut Option<String>, change: &Change<Text>) {
    match change {
        Change::Keep => {}
        Change::Set(text) => *field = owned(Some(text)),
        Change::Erase => *field = None,
    }
}

/// Of a first, a second and other forenames an amendment may say one alone.
fn amend_forenames(record: &mut Record, change: &Change<Forenames>) {
    let kept = |name: &Option<String>| name.as_deref().and_then(Text::new);
    let mut forenames = Forenames {
        first: kept(&record.first_forename),
        second: kept(&record.second_forename),
        others: kept(&record.other_forenames),
    };
    forenames.amend(change);
    put_forenames(record, &forenames);
}

fn put_forenames(record: &mut Record, forenames: &Forenames) {
    record.first_forename = owned(forenames.first.as_ref());
    record.second_forename = owned(forenames.second.as_ref());
    record.other_forenames = owned(forenames.others.as_ref());
}

fn put_address(record: &mut Record, address: &PostalAddress) {
    put_lines(record, address.lines.each_ref().map(Option::as_ref));
    record.postcode = address.postcode.as_ref().map(WrittenPostcode::shown);
}

/// A whole new address; a postcode that is not mentioned stays.
fn put_new_address(record: &mut Record, address: &NewAddress) {
    put_lines(record, address.lines.each_ref().map(NewLine::text));
    match &address.postcode {
        Change::Keep => {}
        Change::Set(postcode) => record.postcode = Some(postcode.shown()),
        Change::Erase => record.postcode = None,
    }
}

fn put_lines(record: &mut Record, lines: [Option<&Text>; gplinks::LINES]) {
    let [house, road, locality, town, county] = lines.map(owned);
    record.house_name = house;
    record.road = road;
    record.locality = locality;
    record.post_town = town;
    record.county = county;
}

/// The number that names the patient on the wire.
pub(crate) fn number(record: &Record) -> Option<PatientNumber> {
    record.nhs_number.as_deref().and_then(PatientNumber::read)
}

/// The address as it stands on the record.
pub fn address(record: &Record) -> PostalAddress {
    let line = |text: &Option<String>| text.as_deref().and_then(Text::new);

    PostalAddress {
        lines: [
            line(&record.house_name),
            line(&record.road),
            line(&record.locality),
            line(&record.post_town),
            line(&record.county),
        ],
        postcode: line(&record.postcode).map(WrittenPostcode::new),
    }
}

/// An address in the manner of the wire.
pub(crate) struct Sendable {
    pub(crate) address: NewAddress,
    /// More than small letters differs from the record: an accent, a curved quote.
    pub(crate) is_respelt: bool,
}

/// The address as it can be sent; `None` where it lacks a house and road or the post town, or a line cannot be sent whole.
pub(crate) fn sendable_address(record: &Record) -> Option<Sendable> {
    let address = address(record);
    HomeAddress::parse(address.clone()).ok()?;
    record.post_town.as_deref().and_then(Text::new)?;
    let mut is_respelt = false;
    let mut lines: [NewLine; gplinks::LINES] = Default::default();
    for (line, text) in lines.iter_mut().zip(&address.lines) {
        let Some(text) = text else { continue };
        let proposal = edifact::propose(text.as_str());
        is_respelt |= proposal.visible_changes().next().is_some();
        *line = NewLine::Is(whole_line(proposal)?);
    }
    let postcode = record
        .postcode
        .as_deref()
        .and_then(Postcode::parse)
        .and_then(|postcode| WrittenPostcode::of(&postcode, gplinks::PostcodeStyle::Padded));

    Some(Sendable {
        address: NewAddress {
            lines,
            postcode: postcode.map_or(Change::Keep, Change::Set),
        },
        is_respelt,
    })
}

/// A line that says all that the record says. A lone percent sign would empty it there.
fn whole_line(proposal: edifact::Proposal) -> Option<Text> {
    let is_whole = proposal.refused.is_empty()
        && proposal.text.len() <= gplinks::Item::Road.longest()
        && proposal.text.trim() != "%";

    Text::new(proposal.text).filter(|_| is_whole)
}

/// The note that announces a patient outside the practice's area.
fn says_out_of_area(notes: &str) -> bool {
    let notes = notes.to_uppercase();

    [
        "OUT OF AREA REG",
        "OUT OF AREA SCHEME",
        "OOA REG",
        "PC-OOA",
        "PCS-OOA",
        "OOAR",
    ]
    .iter()
    .any(|phrase| notes.contains(phrase))
}

fn owned(text: Option<&Text>) -> Option<String> {
    text.map(|text| text.as_str().to_owned())
}

/// `OKAFOR, Ada Ngozi (Mrs)`, on every screen, list and page; only ever shown to who may see the record.
pub fn shown_name(record: &Record) -> String {
    let mut name = record.surname.to_uppercase();
    let forenames = forenames(record);
    if !forenames.is_empty() {
        name.push_str(", ");
        name.push_str(&forenames);
    }
    if let Some(title) = record.title.as_deref().filter(|title| !title.is_empty()) {
        name.push_str(&format!(" ({title})"));
    }

    name
}

/// All of them, in their order.
pub(crate) fn forenames(record: &Record) -> String {
    let forenames = [
        &record.first_forename,
        &record.second_forename,
        &record.other_forenames,
    ];
    let forenames: Vec<&str> = forenames
        .into_iter()
        .flatten()
        .map(String::as_str)
        .collect();

    forenames.join(" ")
}
