//! Letters to JSON, one object a transaction.

use fhir::{Ends, Flavour, Published, publish};
use gplinks::{
    Content, Entry, Header, Limits, Problem, ReadLetter, ReadMessage, Reading, Severity,
    Transaction,
};
use serde::Serialize;
use serde_json::Value;

use super::flavour;
use crate::args::ToFhir;
use crate::error::{Failure, Remark, Weight};
use crate::input::Source;
use crate::output::{self, Told};
use crate::text::visible_json;

/// One line of the result.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Line<'a> {
    transaction_type: &'a str,
    operation_id: &'a str,
    body: &'a Value,
}

/// The result in the making, and what did not come into it.
struct Conversion {
    flavour: Flavour,
    pretty: bool,
    lines: String,
    left_out: Vec<Remark>,
}

pub(crate) fn to_fhir(asked: &ToFhir) -> Result<Told, Failure> {
    let bytes = Source::of(&asked.file).read()?;
    let letters = gplinks::read(
        &bytes,
        &Reading {
            limits: Limits::file(),
            today: None,
        },
    );
    if letters.iter().any(|letter| !letter.usable) {
        return Err(unusable(&letters));
    }

    let mut conversion = Conversion::new(flavour(asked.clean), !asked.json);
    letters.iter().for_each(|letter| conversion.letter(letter));
    output::result(conversion.lines.as_bytes())?;

    Ok(Told::warned(conversion.left_out))
}

fn unusable(letters: &[ReadLetter]) -> Failure {
    let problems = letters.iter().flat_map(ReadLetter::all_problems);

    Failure::Unusable(
        problems
            .filter(|one| one.severity() == Severity::Fatal)
            .copied()
            .collect(),
    )
}

impl Conversion {
    fn new(flavour: Flavour, pretty: bool) -> Self {
        Self {
            flavour,
            pretty,
            lines: String::new(),
            left_out: Vec::new(),
        }
    }

    fn letter(&mut self, letter: &ReadLetter) {
        let Some(header) = &letter.header else { return };
        for message in &letter.messages {
            self.message(header, message);
        }
        self.set_aside("the letter", &letter.problems);
    }

    fn message(&mut self, header: &Header, message: &ReadMessage) {
        let shown = shown(message);
        match &message.content {
            Content::Transactions(transactions) => {
                transactions
                    .iter()
                    .for_each(|transaction| self.transaction(header, message, transaction));
            }
            Content::Receipt(_) => self.leave_out(
                "E822",
                format!("{shown} is a receipt, and receipts have no JSON form; it was left out"),
                message.head.place,
            ),
        }
        self.set_aside(&shown, &message.problems);
    }

    fn transaction(&mut self, header: &Header, message: &ReadMessage, transaction: &Transaction) {
        let shown = named(transaction);
        self.set_aside(&shown, &transaction.problems);
        let Some(entry) = entry(transaction) else {
            return;
        };
        let cipher = message.head.cipher();
        let is_ours = transaction.kind.is_filing();
        let (practice, service) = if is_ours {
            (&header.sender, &header.recipient)
        } else {
            (&header.recipient, &header.sender)
        };
        let ends = Ends {
            practice,
            service,
            cipher: cipher.as_ref(),
        };
        match publish(&ends, &entry, self.flavour) {
            Some(published) => self.put(&published),
            None => self.leave_out(
                "E821",
                format!("{shown} has no JSON form; it was left out"),
                transaction.place,
            ),
        }
    }

    fn put(&mut self, published: &Published) {
        let Published {
            transaction_type,
            operation_id,
            body,
        } = published;
        let line = Line {
            transaction_type,
            operation_id,
            body,
        };
        let written = if self.pretty {
            serde_json::to_string_pretty(&line)
        } else {
            serde_json::to_string(&line)
        };
        // Only maps whose keys are no text fail, and there are none.
        self.lines
            .push_str(&visible_json(written.unwrap_or_default()));
        self.lines.push('\n');
    }

    fn leave_out(&mut self, code: &'static str, message: String, place: gplinks::Place) {
        self.left_out
            .push(Remark::new(Weight::Warning, code, message).at(place));
    }

    /// Tells why a part is set aside, if it is, and what of it was left out.
    fn set_aside(&mut self, part: &str, problems: &[Problem]) {
        let errors = problems
            .iter()
            .filter(|problem| problem.severity() >= Severity::Error || problem.rule.leaves_out());
        self.left_out.extend(errors.map(|problem| {
            let mut remark = Remark::of_problem(problem);
            remark.message = format!("{part}: {}", remark.message);
            remark
        }));
    }
}

/// `None` where it is set aside.
fn entry(transaction: &Transaction) -> Option<Entry> {
    let Transaction { tn, gp, body, .. } = transaction;

    Some(Entry {
        tn: (*tn)?,
        gp: gp.clone(),
        body: body.clone()?,
    })
}

/// `transaction 1290 (F4)`
fn named(transaction: &Transaction) -> String {
    let code = transaction.kind.code();
    match transaction.tn {
        Some(tn) => format!("transaction {tn} ({code})"),
        None => format!("a transaction without a number ({code})"),
    }
}

/// `message 00067510`
fn shown(message: &ReadMessage) -> String {
    match &message.head.reference {
        Some(reference) => format!("message {}", reference.as_str()),
        None => "a message without a reference".to_owned(),
    }
}
