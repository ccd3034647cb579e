//! Changing what PCSE has of a patient, and asking for a removal: the forms as the window types them.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Altered, FormProblem, PatientRow, Person, SentAs};

/// A patient's details as they are to be; what differs from the record is sent. `erase` names the fields that PCSE is
/// to empty.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AmendForm {
    pub patient: i64,
    /// The version of the patient that the clerk saw.
    pub seen: i64,
    /// The amendment that is changed, where it was not sent yet.
    pub corrects: Option<i64>,
    pub surname: String,
    pub first_forename: String,
    pub second_forename: String,
    pub other_forenames: String,
    pub title: String,
    pub previous_surname: String,
    pub sex: String,
    pub born: String,
    pub house_name: String,
    pub road: String,
    pub locality: String,
    pub post_town: String,
    pub county: String,
    pub postcode: String,
    pub institute: String,
    pub drugs_dispensed: bool,
    pub erase: Vec<String>,
    pub notes: String,
    /// The answer to an FP69 notice: the address is the right one.
    pub confirms_address: bool,
    /// Others of the household who move too.
    pub also: Vec<i64>,
    /// Why it changes, what was seen to prove it, and since when: kept here, never sent.
    pub change_reason: String,
    pub proof: String,
    pub changed_on: String,
}

/// The form as it begins: what the record says.
#[derive(Clone, PartialEq, Eq, Serialize, TS)]
pub struct AmendBeginning {
    pub person: Person,
    pub form: AmendForm,
    /// The details that `form` differs from.
    pub before: AmendForm,
    pub household: Vec<PatientRow>,
    /// The practice dispenses drugs, and looks after homes that PCSE has given a code.
    pub dispenses: bool,
    pub homes: bool,
    /// Why nothing can be changed now, in words.
    pub refused: Option<String>,
}

#[derive(Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AmendChecked {
    pub longest_note: usize,
    pub problems: Vec<FormProblem>,
    pub altered: Vec<Altered>,
    #[ts(inline)]
    pub sent: Vec<SentAs>,
}

/// A request to remove a patient (G5), or their removal out of the area (G3).
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RemovalForm {
    pub patient: i64,
    pub seen: i64,
    /// The filing that is changed, where it was not sent yet.
    pub corrects: Option<i64>,
    pub reason: RemovalReason,
    pub on: String,
    pub date_is_approximate: bool,
    pub new_address: String,
    pub address_unknown: bool,
    pub notes: String,
    /// What is sent as the reason of a removal out of the area.
    pub why: String,
}

/// What is found in a request, and the note that the form puts together.
#[derive(Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RemovalChecked {
    /// Why nothing can be filed, whatever is typed.
    pub refused: Option<String>,
    pub problems: Vec<FormProblem>,
    /// As PCSE will see it.
    pub note: String,
    pub longest_note: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum RemovalReason {
    #[default]
    NotChosen,
    Died,
    Abroad,
    Moved,
    Other,
    /// G3: out of the practice's area, at once.
    OutOfArea,
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

redacted!(
    AmendForm,
    AmendBeginning,
    AmendChecked,
    RemovalForm,
    RemovalChecked
);
