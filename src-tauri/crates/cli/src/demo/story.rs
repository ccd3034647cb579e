//! The story in the telling: steps, fields, letters.

use std::fmt::Display;

use practice::Pass;
use serde_json::Value;

use super::desk::Desk;
use crate::error::Failure;
use crate::output::{BOLD, DIM};
use crate::page::Page;
use crate::text::visible;

const LABEL: usize = 16;

pub(super) struct Story {
    page: Page,
    steps: u32,
}

impl Story {
    pub(super) fn begin() -> Self {
        let mut page = Page::new(Box::new(anstream::stdout()));
        page.line(format_args!(
            "{BOLD}A month at the registration desk{BOLD:#}"
        ));
        page.line("Everyone in it is invented, and nothing leaves this computer.");

        Self { page, steps: 0 }
    }

    pub(super) fn end(self) -> Result<(), Failure> {
        self.page.close()
    }

    pub(super) fn line(&mut self, line: impl Display) {
        self.page.line(line);
    }

    pub(super) fn step(&mut self, sentence: &str) {
        self.steps += 1;
        self.page
            .line(format_args!("\n{BOLD}{}. {sentence}{BOLD:#}\n", self.steps));
    }

    pub(super) fn told(&mut self, line: &str) {
        self.page.line(format_args!("   {}", visible(line)));
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
            self.page
                .line(format_args!("   {DIM}{}{DIM:#}", visible(line)));
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
