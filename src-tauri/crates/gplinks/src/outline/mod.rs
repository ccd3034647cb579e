//! Transactions in a few plain-English lines, for a support person, a screen or a print.

mod changes;
mod filing;
mod notice;

use crate::{
    Body, Filing, GpCode, LetterVerdict, MessageVerdict, PatientNumber, Problem, Receipt, Severity,
    Text, Transaction,
};

impl Transaction {
    /// What it says, the headline first; of one that is set aside, why.
    pub fn outline(&self) -> Vec<String> {
        let mut lines = match &self.body {
            Some(Body::Filing(filing)) => filing::lines(filing),
            Some(Body::Notice(notice)) => notice::lines(&self.kind, notice),
            None => vec![format!("{}, set aside", self.kind.words())],
        };
        lines.extend(self.gp.as_ref().map(|gp| format!("GP: {}", shown_gp(gp))));
        if self.body.is_none() {
            lines.extend(
                self.problems
                    .iter()
                    .filter(|one| one.severity() >= Severity::Error)
                    .map(why),
            );
        }

        lines
    }
}

impl Filing {
    /// What it says, the headline first.
    pub fn outline(&self) -> Vec<String> {
        filing::lines(self)
    }
}

impl Receipt {
    /// What it says of the letter, and of each message that was not simply read.
    pub fn outline(&self) -> Vec<String> {
        let letter = &self.letter;
        let count = letter
            .messages
            .map(|count| format!(", {count} {}", plural(count, "message")))
            .unwrap_or_default();
        let code = letter.verdict.written();
        let headline = format!(
            "Receipt for letter {:08}: {code}, {}{count}",
            letter.reference,
            letter.verdict.words()
        );

        let made = self.made_at.map(|at| format!("Made: {}", at.shown()));
        let received = self
            .received_at
            .map(|at| format!("Letter received: {}", at.shown()));
        let messages = self.messages.iter().map(|message| {
            let verdict = &message.verdict;
            format!(
                "Message {}: {}, {}",
                message.reference,
                verdict.written(),
                verdict.words()
            )
        });

        [headline]
            .into_iter()
            .chain(made)
            .chain(received)
            .chain(messages)
            .collect()
    }

    /// Everything was received and read.
    pub fn is_good(&self) -> bool {
        self.letter.verdict == LetterVerdict::Received
            && self
                .messages
                .iter()
                .all(|message| message.verdict == MessageVerdict::Translated)
    }
}

fn why(problem: &Problem) -> String {
    format!("Set aside because {}", problem.rule)
}

fn shown_gp(gp: &GpCode) -> String {
    match gp.halves() {
        Some((national, local)) => format!("{national}, here {local}"),
        None => gp.as_str().to_owned(),
    }
}

fn shown_number(number: &PatientNumber) -> String {
    match number {
        PatientNumber::Nhs(number) => format!("NHS number {}", number.spaced()),
        PatientNumber::Old(text) => format!("old number {}", text.as_str()),
    }
}

fn number_or_none(number: Option<&PatientNumber>) -> String {
    number.map_or_else(|| "no NHS number".to_owned(), shown_number)
}

fn line(label: &str, value: Option<&Text>) -> Option<String> {
    value.map(|value| format!("{label}: {}", value.as_str()))
}

fn plural(count: u64, word: &str) -> String {
    if count == 1 {
        word.to_owned()
    } else {
        format!("{word}s")
    }
}
