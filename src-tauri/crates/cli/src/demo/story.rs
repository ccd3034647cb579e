//! The story in the telling: steps, fields, letters.

use std::fmt::Display;

use practice::Pass;
use serde::Serialize;
use serde_json::{Value, json};

use super::desk::Desk;
use crate::error::Failure;
use crate::output::{BOLD, DIM, GOOD};
use crate::page::Page;
use crate::text::{visible, visible_json};

const LABEL: usize = 16;

pub(super) struct Story {
    page: Page,
    steps: Vec<Step>,
    json: bool,
}

/// What is told of one step, as it is kept for a program.
#[derive(Serialize)]
struct Step {
    step: String,
    told: Vec<String>,
}

impl Story {
    pub(super) fn begin(json: bool) -> Self {
        let mut story = Self {
            page: Page::new(Box::new(anstream::stdout())),
            steps: Vec::new(),
            json,
        };
        story.line(format_args!(
            "{BOLD}A month at the registration desk{BOLD:#}"
        ));
        story.line("Everyone in it is invented, and nothing leaves this computer.");

        story
    }

    pub(super) fn end(mut self, is_sound: bool) -> Result<(), Failure> {
        if self.json {
            let all = json!({ "version": 1, "steps": self.steps, "sound": is_sound });
            self.page.line(visible_json(all.to_string()));
        } else if is_sound {
            self.line(format_args!(
                "\n{GOOD}Nothing was lost, nothing was sent twice, and nothing is unclear.{GOOD:#}"
            ));
        }

        self.page.close()
    }

    fn line(&mut self, line: impl Display) {
        if !self.json {
            self.page.line(line);
        }
    }

    pub(super) fn step(&mut self, sentence: &str) {
        self.steps.push(Step {
            step: sentence.to_owned(),
            told: Vec::new(),
        });
        let number = self.steps.len();
        self.line(format_args!("\n{BOLD}{number}. {sentence}{BOLD:#}\n"));
    }

    pub(super) fn told(&mut self, line: &str) {
        self.keep(line);
        self.line(format_args!("   {}", visible(line)));
    }

    /// What is told before the first step is of none.
    fn keep(&mut self, line: &str) {
        if let Some(step) = self.steps.last_mut() {
            step.told.push(line.to_owned());
        }
    }

    /// One value of a form, or those of a list that are there.
    pub(super) fn field(&mut self, label: &str, value: Option<&Value>) {
        let text = match value.map(|value| (value, value.as_array())) {
            Some((_, Some(list))) => list
                .iter()
                .filter_map(Value::as_str)
                .collect::<Vec<_>>()
                .join(", "),
            Some((one, None)) => one.as_str().unwrap_or_default().to_owned(),
            None => String::new(),
        };
        self.told(&format!("{label:<LABEL$}{text}"));
    }

    pub(super) fn letter(&mut self, bytes: &[u8]) {
        for line in String::from_utf8_lossy(bytes).lines() {
            self.keep(line);
            self.line(format_args!("   {DIM}{}{DIM:#}", visible(line)));
        }
    }

    /// What an exchange did, in a line.
    pub(super) fn pass(&mut self, pass: &Pass) {
        let counts = [
            (pass.received, "received"),
            (pass.read.notices, "to the inbox"),
            (pass.posted, "sent"),
            (pass.settled, "doubt settled"),
        ];
        let done: Vec<String> = counts
            .iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, words)| format!("{count} {words}"))
            .collect();
        let done = if done.is_empty() {
            "nothing came and nothing went".to_owned()
        } else {
            done.join(", ")
        };
        self.told(&format!("Exchange: {done}"));
        for trouble in &pass.troubles {
            self.told(&format!("{}: {}", trouble.code, trouble.words));
        }
    }

    /// What waits in the inbox.
    pub(super) fn notices(&mut self, desk: &Desk) -> Result<(), Failure> {
        for line in desk.inbox()? {
            self.told(&line);
        }

        Ok(())
    }
}
