//! A patient: the banner, a line of the list, the whole page.

use practice::EntryAbout;
use serde::Serialize;
use ts_rs::TS;

use super::{InboxRow, NewAddress, day};

/// The banner.
#[derive(Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Person {
    pub patient: i64,
    pub version: i64,
    /// `OKAFOR, Ada Ngozi (Mrs)`
    pub name: String,
    pub surname: String,
    pub forenames: String,
    pub title: Option<String>,
    pub born: Option<String>,
    pub age: Option<String>,
    pub sex: String,
    pub nhs_number: Option<String>,
    /// As it is shown: without its empty lines.
    pub address: Vec<String>,
    /// As a form begins with it.
    #[ts(inline)]
    pub home: NewAddress,
    pub postcode: Option<String>,
    pub previous_surname: Option<String>,
    pub birthplace: Option<String>,
    pub doctor: String,
    pub ha: String,
    pub state: String,
    /// The state as everybody reads it.
    pub standing: String,
    pub accepted_on: Option<String>,
    pub left_on: Option<String>,
    pub left_reason: Option<String>,
    /// PCSE wants the records of somebody who is no longer on the list.
    pub asks_for_records: bool,
    pub died_on: Option<String>,
    pub fp69_expires_on: Option<String>,
    pub fp69_reason: Option<String>,
    pub removal_requested_on: Option<String>,
    pub removal_pending_until: Option<String>,
    pub drugs_dispensed: Option<bool>,
    pub institute: Option<String>,
}

#[derive(Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PatientRow {
    pub patient: i64,
    pub name: String,
    pub born: Option<String>,
    pub sex: String,
    pub nhs_number: Option<String>,
    pub postcode: Option<String>,
    pub state: String,
    /// The state as everybody reads it.
    pub standing: String,
    pub doctor: String,
}

#[derive(Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PatientDetail {
    pub person: Person,
    pub timeline: Vec<Entry>,
    pub notes: Vec<Note>,
    pub household: Vec<PatientRow>,
    pub open_notices: Vec<InboxRow>,
    /// What a manager put right last by hand, in words; none where it was taken back.
    pub put_right: Option<String>,
}

#[derive(Clone, PartialEq, Eq, Serialize, TS)]
pub struct Note {
    pub at: String,
    pub by: String,
    pub text: String,
}

#[derive(Clone, PartialEq, Eq, Serialize, TS)]
pub struct Entry {
    pub at: String,
    pub by: String,
    pub what: String,
    #[ts(type = "\"filing\" | \"notice\" | \"note\" | \"record\"")]
    pub about: String,
}

impl From<practice::Person> for Person {
    fn from(person: practice::Person) -> Self {
        let home = NewAddress::of(&person);
        let record = person.record;
        let has_died = record.state == practice::PatientState::Died;
        let ended = day(record.left_on);

        Self {
            patient: person.patient.get(),
            version: person.version,
            name: person.name,
            surname: record.surname,
            forenames: person.forenames,
            title: record.title,
            born: day(record.born),
            age: person.age,
            sex: person.sex,
            nhs_number: record.nhs_number,
            address: person.address,
            home,
            postcode: record.postcode,
            previous_surname: record.previous_surname,
            birthplace: record.birthplace,
            doctor: person.doctor,
            ha: person.ha,
            state: record.state.word().to_owned(),
            standing: person.standing,
            accepted_on: day(record.accepted_on),
            died_on: ended.clone().filter(|_| has_died),
            left_on: ended.filter(|_| !has_died),
            left_reason: person.left_reason,
            asks_for_records: person.asks_for_records,
            fp69_expires_on: day(record.fp69_expires_on),
            fp69_reason: person.fp69_reason,
            removal_requested_on: day(record.removal_requested_on),
            removal_pending_until: day(record.removal_pending_until),
            drugs_dispensed: Some(record.drugs_dispensed),
            institute: record.institute,
        }
    }
}

impl From<practice::PersonLine> for PatientRow {
    fn from(line: practice::PersonLine) -> Self {
        Self {
            patient: line.patient.get(),
            name: line.name,
            born: day(line.born),
            sex: line.sex,
            nhs_number: line.nhs_number,
            postcode: line.postcode,
            state: line.state.to_owned(),
            standing: line.standing,
            doctor: line.doctor,
        }
    }
}

impl From<practice::PatientPage> for PatientDetail {
    fn from(page: practice::PatientPage) -> Self {
        Self {
            person: page.person.into(),
            timeline: page.timeline.into_iter().map(Into::into).collect(),
            notes: page.notes.into_iter().map(Into::into).collect(),
            household: page.household.into_iter().map(Into::into).collect(),
            open_notices: page.open_notices.into_iter().map(Into::into).collect(),
            put_right: page.put_right.map(|kind| kind.word().to_owned()),
        }
    }
}

impl From<practice::NoteShown> for Note {
    fn from(note: practice::NoteShown) -> Self {
        Self {
            at: note.at.to_string(),
            by: note.by,
            text: note.text,
        }
    }
}

impl From<practice::Entry> for Entry {
    fn from(entry: practice::Entry) -> Self {
        Self {
            at: entry.at.to_string(),
            by: entry.by,
            what: entry.what,
            about: about(entry.about).to_owned(),
        }
    }
}

fn about(about: EntryAbout) -> &'static str {
    match about {
        EntryAbout::Filing => "filing",
        EntryAbout::Notice => "notice",
        EntryAbout::Note => "note",
        EntryAbout::Record => "record",
    }
}

macro_rules! redacted {
    ($($name:ident),*) => {
        $(impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(concat!(stringify!($name), "(redacted)"))
            }
        })*
    };
}

redacted!(Person, PatientRow, PatientDetail, Note, Entry);
