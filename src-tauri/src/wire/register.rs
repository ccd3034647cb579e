//! Registering a patient: the form as the window types it, what is found in it, and what came of it.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{PatientRow, Person};

/// The form as it is typed, kept and sent. A blank field is an empty text; days are ISO where they are days.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RegisterForm {
    pub origin: Origin,
    /// The day on which the clerk has traced the patient; kept in the practice, never sent.
    pub traced_on: String,
    /// The day on which they left, where a deduction that is disputed does not say.
    #[serde(default)]
    pub left_on: String,
    /// A person has looked at those who look alike: it is none of them.
    pub somebody_else: bool,
    pub kind: String,
    pub code: String,
    pub accepted_on: String,
    pub nhs_number: String,
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
    pub birthplace: String,
    pub previous_address1: String,
    pub previous_address2: String,
    pub previous_address3: String,
    pub previous_address4: String,
    pub previous_address5: String,
    pub previous_gp: String,
    pub previous_ha: String,
    pub entered_uk: String,
    pub left_uk: String,
    pub gp: String,
    pub ha: String,
    pub institute: String,
    pub drugs_dispensed: bool,
    pub notes: String,
}

/// What a registration goes back to.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(
    tag = "from",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum Origin {
    #[default]
    Nothing,
    /// A rejection that is still to be decided: it is recorded with the corrected registration.
    Rejection { notice: i64, seen: Option<i64> },
    /// A rejection that was recorded before.
    Rejected { patient: i64, filing: i64 },
    /// A deduction that is disputed.
    Deduction {
        notice: i64,
        seen: Option<i64>,
        /// It has no date: a person gives it.
        #[serde(default)]
        asks_day: bool,
    },
    /// Somebody who was on the list before.
    Earlier { patient: i64 },
    /// A registration that was not sent yet: it is changed, and no second one filed.
    Unsent { patient: i64, filing: i64 },
}

/// From what a form is begun.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum BeginFrom {
    Nothing,
    Notice(i64),
    Patient(i64),
    /// The same address and GP as somebody who is here.
    Household(i64),
    /// A registration that was not sent yet.
    Filing(i64),
}

/// The form as it begins.
#[derive(Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Beginning {
    pub form: RegisterForm,
    /// What PCSE said, where the form answers that.
    pub said: Vec<String>,
    /// The field that it seems to be about.
    pub look_at: Option<String>,
}

/// What the fields of the form can be chosen from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RegisterChoices {
    #[ts(inline)]
    pub gps: Vec<GpChoice>,
    #[ts(inline)]
    pub authorities: Vec<Authority>,
    #[ts(inline)]
    pub areas: Vec<Authority>,
    pub today: String,
    pub longest_note: usize,
    /// The practice dispenses drugs, and looks after homes that PCSE has given a code.
    pub dispenses: bool,
    pub homes: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct GpChoice {
    pub code: String,
    pub name: String,
    pub ha: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Authority {
    pub ha: String,
    pub name: String,
}

/// A form that the user has begun.
#[derive(Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Begun {
    pub key: String,
    pub saved_at: String,
    pub form: RegisterForm,
}

/// Something wrong in a form, hard or only doubtful.
#[derive(Clone, PartialEq, Eq, Serialize, TS)]
pub struct FormProblem {
    pub field: String,
    pub code: String,
    pub message: String,
    pub soft: bool,
}

/// A letter that is sent otherwise than it was typed.
#[derive(Clone, PartialEq, Eq, Serialize, TS)]
pub struct Altered {
    pub field: String,
    pub typed: String,
    pub sent: String,
}

/// All that is found in a form, at once.
#[derive(Clone, PartialEq, Eq, Serialize, TS)]
pub struct RegisterChecked {
    pub problems: Vec<FormProblem>,
    pub altered: Vec<Altered>,
    #[ts(inline)]
    pub sent: Vec<SentAs>,
    pub holder: Option<PatientRow>,
    pub alike: Vec<PatientRow>,
    pub neighbours: Vec<PatientRow>,
    /// Who is registered again, where the form is about somebody known.
    pub person: Option<Person>,
}

/// A field as PCSE will see it.
#[derive(Clone, PartialEq, Eq, Serialize, TS)]
pub struct SentAs {
    pub field: String,
    pub text: String,
}

/// What was filed, and when something happens.
#[derive(Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FiledShown {
    pub told: Vec<String>,
    pub filing: i64,
    pub patient: i64,
    pub name: String,
    /// It had been filed before, under the same key.
    pub again: bool,
    pub goes_at: Option<String>,
    pub remind_on: String,
    pub others: Vec<PatientRow>,
}

impl RegisterForm {
    pub(crate) fn previous_lines(&self) -> [String; gplinks::LINES] {
        [
            &self.previous_address1,
            &self.previous_address2,
            &self.previous_address3,
            &self.previous_address4,
            &self.previous_address5,
        ]
        .map(Clone::clone)
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

redacted!(
    Beginning,
    RegisterForm,
    Begun,
    FormProblem,
    Altered,
    RegisterChecked,
    SentAs,
    FiledShown
);
