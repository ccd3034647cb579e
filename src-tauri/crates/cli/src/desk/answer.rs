//! What a command answers: the same for people and for programs.

use serde::Serialize;
use serde_json::Value;

use crate::error::{Failure, Remark};
use crate::output::{self, Exit, Told};
use crate::text::{visible, visible_json};

/// A value of the practice's as it says itself.
pub(crate) fn as_json(value: &impl Serialize) -> Result<Value, Failure> {
    serde_json::to_value(value).map_err(|error| Failure::Unwritten(error.into()))
}

/// A result, not yet printed.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) json: Value,
    pub(crate) words: Vec<String>,
    pub(crate) remarks: Vec<Remark>,
}

impl Answer {
    pub(crate) fn new(json: Value, words: Vec<String>) -> Self {
        Self {
            json,
            words,
            remarks: Vec::new(),
        }
    }

    /// One sentence.
    pub(crate) fn said(json: Value, words: impl Into<String>) -> Self {
        Self::new(json, vec![words.into()])
    }

    pub(crate) fn with(self, remarks: Vec<Remark>) -> Self {
        Self { remarks, ..self }
    }

    /// Prints it. Warnings change how the program ends, notes do not.
    pub(crate) fn print(self, json: bool) -> Result<Told, Failure> {
        let text = if json {
            visible_json(self.json.to_string()) + "\n"
        } else {
            self.words
                .iter()
                .fold(String::new(), |text, line| text + &visible(line) + "\n")
        };
        output::told(text.as_bytes())?;
        let is_warned = self
            .remarks
            .iter()
            .any(|remark| remark.weight != crate::error::Weight::Note);
        let exit = if is_warned { Exit::Warned } else { Exit::Done };

        Ok(Told {
            exit,
            remarks: self.remarks,
        })
    }
}
