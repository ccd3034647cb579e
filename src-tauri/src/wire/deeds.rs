//! What a person does with a filing, a letter or a link: as a button, and as it is sent.

use gplinks::Day;
use practice::{Asked, Deed, DeedGiven, DeedOn, FilingId, LetterOutId, LinkId};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::problem::{Problem, ShellError};

/// A deed as a button, with what the window asks for first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DeedShown {
    pub word: String,
    pub label: String,
    pub explained: String,
    pub needs_why: bool,
    /// Who at PCSE asked, when, and their reference.
    pub needs_asked: bool,
}

/// What a deed is done with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum Target {
    Filing(i64),
    Letter(i64),
    Link(i64),
}

/// A deed with what a person says of it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DeedForm {
    pub on: Target,
    pub deed: String,
    pub why: String,
    pub asked_by: String,
    pub asked_on: Option<String>,
    pub reference: String,
}

impl From<Target> for DeedOn {
    fn from(target: Target) -> Self {
        match target {
            Target::Filing(id) => Self::Filing(FilingId::new(id)),
            Target::Letter(id) => Self::Letter(LetterOutId::new(id)),
            Target::Link(id) => Self::Link(LinkId::new(id)),
        }
    }
}

impl DeedForm {
    /// The deed, and what is said of it; everything that is missing is told at once.
    pub fn read(&self) -> Result<(Deed, DeedGiven), Problem> {
        let deed = Deed::parse(&self.deed).ok_or(ShellError::NotUnderstood)?;
        let mut missing = Vec::new();
        if deed.needs_why() && self.why.trim().is_empty() {
            missing.push(("why", "Give a reason. It is kept"));
        }
        let asked = deed
            .needs_asked()
            .then(|| self.asked(&mut missing))
            .flatten();
        if !missing.is_empty() {
            return Err(ShellError::Missing(missing).into());
        }

        Ok((
            deed,
            DeedGiven {
                why: self.why.trim().to_owned(),
                asked,
            },
        ))
    }

    fn asked(&self, missing: &mut Vec<(&'static str, &'static str)>) -> Option<Asked> {
        if self.asked_by.trim().is_empty() {
            missing.push(("askedBy", "Enter who at PCSE asked for it"));
        }
        let on = self
            .asked_on
            .as_deref()
            .and_then(|day| Day::parse(day).ok());
        if on.is_none() {
            missing.push(("askedOn", "Enter the day on which they asked"));
        }
        if self.reference.trim().is_empty() {
            missing.push((
                "reference",
                "Enter their reference, or the time of the call",
            ));
        }

        Some(Asked {
            by: self.asked_by.trim().to_owned(),
            on: on?,
            reference: self.reference.trim().to_owned(),
        })
    }
}
