//! What the window sends.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::RemovalForm;

/// What the inbox is narrowed to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum View {
    ToDecide,
    Routine,
    Unmatched,
    Reminders,
    SetAside,
    DoneToday,
    ToEnter,
    All,
}

/// What a person decides, with what the choice needs.
#[derive(Clone, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DecideForm {
    pub notice: i64,
    pub choice: String,
    pub reason: Option<String>,
    /// The version of the patient that the person saw.
    pub seen: Option<i64>,
    pub on: Option<String>,
    pub text: Option<String>,
    pub confirm_number: bool,
    #[ts(inline)]
    pub address: Option<NewAddress>,
    pub note: Option<String>,
    /// What PCSE is asked, where the choice asks for a removal.
    pub removal: Option<RemovalForm>,
}

/// The five lines of an address as GP Links has them, and the postcode; an empty line is empty.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewAddress {
    pub house_name: String,
    pub road: String,
    pub locality: String,
    pub post_town: String,
    pub county: String,
    pub postcode: String,
}

/// What a note is written on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum NoteOn {
    Filing(i64),
    Notice(i64),
    Patient(i64),
}

/// Pushes the training clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum Push {
    NextBatch,
    Tomorrow,
    ElevenWorkingDays,
}

/// What was done, in sentences that name no patient.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Told {
    pub told: Vec<String>,
}

impl From<View> for practice::View {
    fn from(view: View) -> Self {
        match view {
            View::ToDecide => Self::ToDecide,
            View::Routine => Self::Routine,
            View::Unmatched => Self::Unmatched,
            View::Reminders => Self::Reminders,
            View::SetAside => Self::SetAside,
            View::DoneToday => Self::DoneToday,
            View::ToEnter => Self::ToEnter,
            View::All => Self::All,
        }
    }
}

impl From<NoteOn> for practice::NoteOn {
    fn from(on: NoteOn) -> Self {
        match on {
            NoteOn::Filing(id) => Self::Filing(practice::FilingId::new(id)),
            NoteOn::Notice(id) => Self::Notice(practice::NoticeId::new(id)),
            NoteOn::Patient(id) => Self::Patient(practice::PatientId::new(id)),
        }
    }
}

impl NewAddress {
    pub(crate) fn of(person: &practice::Person) -> Self {
        let record = &person.record;
        let line = |line: &Option<String>| line.clone().unwrap_or_default();

        Self {
            house_name: line(&record.house_name),
            road: line(&record.road),
            locality: line(&record.locality),
            post_town: line(&record.post_town),
            county: line(&record.county),
            postcode: line(&record.postcode),
        }
    }
}

impl Told {
    pub fn or(told: Vec<String>, otherwise: &str) -> Self {
        if told.is_empty() {
            Self {
                told: vec![otherwise.to_owned()],
            }
        } else {
            Self { told }
        }
    }
}

impl std::fmt::Debug for DecideForm {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "DecideForm({})", self.notice)
    }
}

impl std::fmt::Debug for NewAddress {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("NewAddress")
    }
}
