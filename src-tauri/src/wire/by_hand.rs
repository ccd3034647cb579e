//! What a manager puts right by hand, as the window's form has it.

use gplinks::{Day, NhsNumber, NotAnNhsNumber};
use practice::Correction;
use serde::Deserialize;
use ts_rs::TS;

use crate::problem::{Problem, ShellError};

#[derive(Clone, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PutRightForm {
    pub patient: i64,
    pub what: PutRightWhat,
    pub on: Option<String>,
    pub nhs_number: String,
    pub reason: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum PutRightWhat {
    NotChosen,
    Left,
    Approved,
    Number,
    NoFlag,
    NoRemoval,
}

type Missing = Vec<(&'static str, &'static str)>;

impl PutRightForm {
    /// What is put right, and why; everything that is missing is told at once.
    pub fn read(&self) -> Result<(Correction, &str), Problem> {
        let mut missing = Missing::new();
        let correction = self.correction(&mut missing);
        let why = self.reason.trim();
        if why.is_empty() {
            missing.push(("reason", "Give a reason. It is kept"));
        }

        match correction {
            Some(correction) if missing.is_empty() => Ok((correction, why)),
            _ => Err(ShellError::Missing(missing).into()),
        }
    }

    fn correction(&self, missing: &mut Missing) -> Option<Correction> {
        match self.what {
            PutRightWhat::NotChosen => {
                missing.push(("what", "Choose what you put right"));
                None
            }
            PutRightWhat::Left => self.day(missing).map(|on| Correction::OffTheList { on }),
            PutRightWhat::Approved => Some(Correction::OnTheList),
            PutRightWhat::Number => self.number(missing).map(Correction::Number),
            PutRightWhat::NoFlag => Some(Correction::Flag),
            PutRightWhat::NoRemoval => Some(Correction::Request),
        }
    }

    fn day(&self, missing: &mut Missing) -> Option<Day> {
        let day = self.on.as_deref().and_then(|day| Day::parse(day).ok());
        if day.is_none() {
            missing.push(("on", "Enter the day on which they left"));
        }

        day
    }

    fn number(&self, missing: &mut Missing) -> Option<NhsNumber> {
        let wrong = match NhsNumber::parse(&self.nhs_number) {
            Ok(number) => return Some(number),
            Err(NotAnNhsNumber::CheckDigit) => {
                "Look at the number again: it cannot be anybody's NHS number"
            }
            Err(NotAnNhsNumber::Length { .. } | NotAnNhsNumber::NotDigits) => {
                "Enter the NHS number, which has 10 digits"
            }
        };
        missing.push(("nhsNumber", wrong));

        None
    }
}

impl std::fmt::Debug for PutRightForm {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "PutRightForm({} {:?})", self.patient, self.what)
    }
}
