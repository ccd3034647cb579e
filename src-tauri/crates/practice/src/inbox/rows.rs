//! An amendment side by side with the record: only what changes.

use gplinks::{AmendmentNotice, Day, DeductionReason};
use serde::Serialize;
use serde_json::Value;
use store::{Fields, PatientState, Record};

use crate::record::put_changes;

/// One field that changes. `Debug` shows its name only.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct Row {
    pub field: &'static str,
    pub now: Option<String>,
    pub says: Option<String>,
    /// It is emptied.
    pub erased: bool,
}

/// The columns that an amendment can change, in the order of a form, with their words.
static FIELDS: [(&str, &str); 16] = [
    ("nhs_number", "NHS number"),
    ("surname", "Surname"),
    ("first_forename", "First forename"),
    ("second_forename", "Second forename"),
    ("other_forenames", "Other forenames"),
    ("title", "Title"),
    ("previous_surname", "Previous surname"),
    ("born", "Date of birth"),
    ("sex", "Sex"),
    ("house_name", "House name"),
    ("road", "Number and road"),
    ("locality", "Locality"),
    ("post_town", "Post town"),
    ("county", "County"),
    ("postcode", "Postcode"),
    ("institute", "Institute"),
];

static DISPENSED: (&str, &str) = ("drugs_dispensed", "Drugs dispensed");

/// What a decision may change besides, for the clinical system.
static STANDING: [(&str, &str); 11] = [
    ("state", "On the list"),
    ("accepted_on", "Accepted on"),
    ("left_on", "Left on"),
    ("left_reason", "Reason for leaving"),
    ("new_ha", "New health authority"),
    ("gp", "Doctor"),
    ("fp69_expires_on", "FP69 flag expires on"),
    ("fp69_reason", "Reason for the FP69 flag"),
    ("removal_requested_on", "Removal requested on"),
    ("removal_pending_until", "Removal held until"),
    ("out_of_area", "Out of area"),
];

impl std::fmt::Debug for Row {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Row({})", self.field)
    }
}

/// What an amendment would change on a record.
pub(super) fn of_amendment(record: &Record, says: &AmendmentNotice) -> Vec<Row> {
    let mut after = record.clone();
    put_changes(&mut after, &says.changes);
    if let Some(number) = &says.new_number {
        after.nhs_number = Some(number.written());
    }

    between(&Fields::of(record), &Fields::of(&after))
}

/// What an amendment changes between two states of a record, or of some of its columns.
pub(super) fn between(before: &Fields, after: &Fields) -> Vec<Row> {
    differing(FIELDS.iter().chain([&DISPENSED]), before, after)
}

/// All that differs, as somebody must type it into another system.
pub(crate) fn to_type(before: &Fields, after: &Fields) -> Vec<Row> {
    let all = FIELDS.iter().chain([&DISPENSED]).chain(&STANDING);

    differing(all, before, after)
}

fn differing(
    fields: impl Iterator<Item = &'static (&'static str, &'static str)>,
    before: &Fields,
    after: &Fields,
) -> Vec<Row> {
    fields
        .filter(|(column, _)| before.get(column) != after.get(column))
        .map(|(column, field)| {
            let (now, says) = (shown(column, before), shown(column, after));

            Row {
                field,
                erased: now.is_some() && says.is_none(),
                now,
                says,
            }
        })
        .collect()
}

fn shown(column: &str, fields: &Fields) -> Option<String> {
    match fields.get(column)? {
        Value::String(code) if column == "sex" => {
            let words = gplinks::Sex::parse(code).map(gplinks::Sex::words);

            Some(words.unwrap_or(code).to_owned())
        }
        Value::String(code) if column == "state" => {
            let words = PatientState::parse(code).map(crate::filings::words);

            Some(words.unwrap_or(code).to_owned())
        }
        Value::String(code) if column == "left_reason" => {
            let reason = DeductionReason::read(code).filter(|reason| reason.number().is_some());

            Some(reason.map_or_else(|| code.clone(), |reason| reason.words()))
        }
        Value::String(day) if column.ends_with("_on") || column.ends_with("_until") => {
            Some(Day::parse(day).map_or_else(|_| day.clone(), Day::shown))
        }
        Value::String(text) => Some(text.clone()),
        Value::Bool(true) => Some("yes".to_owned()),
        Value::Null | Value::Bool(false) => None,
        other @ (Value::Number(_) | Value::Array(_) | Value::Object(_)) => Some(other.to_string()),
    }
}
