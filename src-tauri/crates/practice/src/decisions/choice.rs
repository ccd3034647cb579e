//! The choices, each with the word by which the ledger, the command line and the window name it.

use gplinks::{Day, Draft, Text};

use super::not_so;
use crate::Result;

/// What a person can choose. `Debug` shows what gplinks shows of a draft: no patient's details.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Choice {
    /// Do what the notice says. A number that differs from ours is taken over only where that is confirmed;
    /// the day is for a deduction that has none.
    Record {
        number_confirmed: bool,
        on: Option<Day>,
    },
    /// Keep the notice, change nothing.
    File,
    /// F3: the registration is given up, for a reason.
    Close,
    /// F3: record it, and send the corrected registration.
    Fix { draft: Box<Draft> },
    /// F2: record it, and register the patient again.
    Dispute { draft: Box<Draft>, on: Option<Day> },
    /// F1: take over all that it says.
    Accept { number_confirmed: bool },
    /// F1: take it over, and ask for the removal of somebody who lives out of the area.
    OutOfArea { number_confirmed: bool, why: Text },
    /// F1: take it over, and ask to have something corrected.
    CounterAmend {
        number_confirmed: bool,
        draft: Box<Draft>,
    },
    /// F9: set the flag.
    Flag,
    /// F9: set the flag, and confirm the address.
    Confirm,
    /// F9: set the flag, and send the new address.
    NewAddress { draft: Box<Draft> },
    /// F9: set the flag, and ask for the removal.
    Left { draft: Box<Draft> },
    /// F11, or a receipt with a problem: read and understood.
    Understood,
    /// F11: read, and asked again.
    AskAgain { draft: Box<Draft> },
    /// F8: the quarter is closed.
    Acknowledge,
    /// What cannot be read: a person has seen to it.
    DealtWith,
}

/// What a choice may need besides its word.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Given {
    pub number_confirmed: bool,
    pub on: Option<Day>,
    pub why: Option<Text>,
    pub draft: Option<Draft>,
}

/// The word of what [`crate::Practice::not_ours`] decides.
pub(crate) const NOT_OURS: &str = "not-ours";

impl Choice {
    /// All words, in the order of [`Choice`].
    pub const WORDS: [&'static str; 16] = [
        "record",
        "file",
        "close",
        "fix",
        "dispute",
        "accept",
        "out-of-area",
        "counter-amend",
        "flag",
        "confirm",
        "new-address",
        "left",
        "understood",
        "ask-again",
        "acknowledge",
        "dealt-with",
    ];

    /// Reads a choice by its word, with what it needs.
    pub fn parse(word: &str, given: Given) -> Result<Self> {
        let Given {
            number_confirmed,
            on,
            why,
            draft,
        } = given;
        let draft = || needed(draft);

        Ok(match word {
            "record" => Self::Record {
                number_confirmed,
                on,
            },
            "file" => Self::File,
            "close" => Self::Close,
            "fix" => Self::Fix { draft: draft()? },
            "dispute" => Self::Dispute {
                draft: draft()?,
                on,
            },
            "accept" => Self::Accept { number_confirmed },
            "out-of-area" => Self::OutOfArea {
                number_confirmed,
                why: why.ok_or(not_so("a removal needs the reason that is sent with it"))?,
            },
            "counter-amend" => Self::CounterAmend {
                number_confirmed,
                draft: draft()?,
            },
            "flag" => Self::Flag,
            "confirm" => Self::Confirm,
            "new-address" => Self::NewAddress { draft: draft()? },
            "left" => Self::Left { draft: draft()? },
            "understood" => Self::Understood,
            "ask-again" => Self::AskAgain { draft: draft()? },
            "acknowledge" => Self::Acknowledge,
            "dealt-with" => Self::DealtWith,
            _ => return Err(not_so("there is no such choice")),
        })
    }

    /// What it holds besides its word: whatever else was given with it, nothing is made of.
    pub fn given(&self) -> Given {
        let (number_confirmed, on, why, draft) = match self {
            Self::Record {
                number_confirmed,
                on,
            } => (*number_confirmed, *on, None, None),
            Self::Accept { number_confirmed } => (*number_confirmed, None, None, None),
            Self::OutOfArea {
                number_confirmed,
                why,
            } => (*number_confirmed, None, Some(why), None),
            Self::CounterAmend {
                number_confirmed,
                draft,
            } => (*number_confirmed, None, None, Some(draft)),
            Self::Dispute { draft, on } => (false, *on, None, Some(draft)),
            Self::Fix { draft }
            | Self::NewAddress { draft }
            | Self::Left { draft }
            | Self::AskAgain { draft } => (false, None, None, Some(draft)),
            Self::File
            | Self::Close
            | Self::Flag
            | Self::Confirm
            | Self::Understood
            | Self::Acknowledge
            | Self::DealtWith => (false, None, None, None),
        };

        Given {
            number_confirmed,
            on,
            why: why.cloned(),
            draft: draft.map(|draft| draft.as_ref().clone()),
        }
    }

    pub fn word(&self) -> &'static str {
        match self {
            Self::Record { .. } => "record",
            Self::File => "file",
            Self::Close => "close",
            Self::Fix { .. } => "fix",
            Self::Dispute { .. } => "dispute",
            Self::Accept { .. } => "accept",
            Self::OutOfArea { .. } => "out-of-area",
            Self::CounterAmend { .. } => "counter-amend",
            Self::Flag => "flag",
            Self::Confirm => "confirm",
            Self::NewAddress { .. } => "new-address",
            Self::Left { .. } => "left",
            Self::Understood => "understood",
            Self::AskAgain { .. } => "ask-again",
            Self::Acknowledge => "acknowledge",
            Self::DealtWith => "dealt-with",
        }
    }

    /// Does what the notice says, with nothing to confirm.
    pub fn record() -> Self {
        Self::Record {
            number_confirmed: false,
            on: None,
        }
    }
}

fn needed(draft: Option<Draft>) -> Result<Box<Draft>> {
    draft
        .map(Box::new)
        .ok_or(not_so("this choice needs what is to be filed"))
}
