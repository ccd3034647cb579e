//! A file as JSON, for programs: one document, written as it is read. docs/command-line.md tells its shape.

use gplinks::{
    Header, LetterEnd, MessageEnd, MessageHead, Minute, Problem, Receipt, Text, Transaction,
};
use serde_json::{Value, json};

use super::follow::{LetterKind, RECEIPT, View};
use super::tally::Tally;
use crate::error::Failure;
use crate::input::Source;
use crate::page::Page;
use crate::text::visible_json;

/// Changes when a program that knows the shape before it would read this one wrongly.
const VERSION: u32 = 1;

/// Where in the document the writing stands: each part is open while the parts inside it are written.
#[derive(Default)]
pub(super) struct Json {
    file: String,
    begun: bool,
    letters: u64,
    letter: Option<Letter>,
}

#[derive(Default)]
struct Letter {
    messages: u64,
    message: Option<Message>,
}

#[derive(Default)]
struct Message {
    transactions: u64,
    receipt: Option<Value>,
}

impl View for Json {
    fn begin_file(&mut self, source: &Source) {
        self.file = source.written().into_owned();
    }

    fn begin_letter(&mut self, page: &mut Page, kind: LetterKind, header: Option<&Header>) {
        self.begin(page);
        separate(page, &mut self.letters);
        open(page, &letter(&self.file, kind, header), "messages");
        self.letter = Some(Letter::default());
    }

    fn begin_message(&mut self, page: &mut Page, head: &MessageHead) {
        let Some(letter) = &mut self.letter else {
            return;
        };
        separate(page, &mut letter.messages);
        open(page, &message(head), "transactions");
        letter.message = Some(Message::default());
    }

    fn transaction(&mut self, page: &mut Page, transaction: &Transaction) {
        let Some(message) = self.message() else {
            return;
        };
        separate(page, &mut message.transactions);
        let told = json!({
            "tn": transaction.tn.map(gplinks::Tn::get),
            "type": transaction.kind.code(),
            "outline": transaction.outline(),
            "problems": problems(&transaction.problems),
        });
        page.put(visible_json(told.to_string()));
    }

    fn receipt(&mut self, _: &mut Page, read: &Receipt) {
        if let Some(message) = self.message() {
            message.receipt = Some(receipt(read));
        }
    }

    fn end_message(&mut self, page: &mut Page, end: &MessageEnd) {
        self.close_message(page, problems(&end.problems));
    }

    fn end_letter(&mut self, page: &mut Page, end: &LetterEnd) {
        self.close_letter(page, problems(&end.problems), end.usable);
    }

    fn end_file(&mut self, _: &mut Page, _: &Tally) {}

    fn break_off(&mut self, page: &mut Page, why: &Failure) {
        let problem = json!({
            "code": why.code(), "severity": "fatal", "message": why.to_string(),
            "offset": null, "line": null, "segment": null,
        });
        self.close_message(page, Vec::new());
        self.close_letter(page, vec![problem], false);
    }

    /// Nothing is written where no file could be read.
    fn finish(&mut self, page: &mut Page) {
        if self.begun {
            page.line("]}");
        }
    }
}

impl Json {
    fn begin(&mut self, page: &mut Page) {
        if !self.begun {
            open(page, &json!({ "version": VERSION }), "letters");
        }
        self.begun = true;
    }

    fn message(&mut self) -> Option<&mut Message> {
        self.letter.as_mut()?.message.as_mut()
    }

    fn close_message(&mut self, page: &mut Page, problems: Vec<Value>) {
        let Some(message) = self
            .letter
            .as_mut()
            .and_then(|letter| letter.message.take())
        else {
            return;
        };
        let mut rest = json!({ "problems": problems });
        if let (Some(Value::Object(receipt)), Some(rest)) = (message.receipt, rest.as_object_mut())
        {
            rest.extend(receipt);
        }
        close(page, &rest);
    }

    fn close_letter(&mut self, page: &mut Page, problems: Vec<Value>, usable: bool) {
        if self.letter.take().is_some() {
            close(page, &json!({ "problems": problems, "usable": usable }));
        }
    }
}

fn letter(file: &str, kind: LetterKind, header: Option<&Header>) -> Value {
    let kind = match kind {
        LetterKind::Registration => "registration",
        LetterKind::Receipt => "receipt",
        LetterKind::Unreadable => "unreadable",
    };

    json!({
        "file": file,
        "kind": kind,
        "sender": header.map(|header| header.sender.as_str()),
        "recipient": header.map(|header| header.recipient.as_str()),
        "at": minute(header.map(|header| header.at)),
        "sis": header.map(|header| header.reference),
    })
}

fn message(head: &MessageHead) -> Value {
    let kind = head.kind.as_ref().map(gplinks::Kind::code);
    let kind = kind.or(Some(head.message_type.as_str()).filter(|name| *name == RECEIPT));

    json!({ "sms": reference(head.reference.as_ref().map(Text::as_str)), "type": kind })
}

fn receipt(receipt: &Receipt) -> Value {
    let messages: Vec<_> = receipt
        .messages
        .iter()
        .map(|line| json!({ "sms": reference(Some(&line.reference)), "code": line.verdict.written() }))
        .collect();

    json!({
        "receipt": {
            "letter": receipt.letter.reference,
            "code": receipt.letter.verdict.written(),
            "count": receipt.letter.messages,
            "messages": messages,
            "madeAt": minute(receipt.made_at),
            "receivedAt": minute(receipt.received_at),
        },
        "outline": receipt.outline(),
    })
}

fn problems(problems: &[Problem]) -> Vec<Value> {
    problems
        .iter()
        .map(|problem| {
            json!({
                "code": problem.rule.code(),
                "severity": problem.severity().word(),
                "message": problem.rule.to_string(),
                "offset": problem.at.span.start,
                "line": problem.at.line,
                "segment": problem.at.segment,
            })
        })
        .collect()
}

/// A number where it is one, otherwise as it was sent.
fn reference(text: Option<&str>) -> Value {
    let number = text.and_then(edifact::number);

    number.map_or_else(|| json!(text), |number| json!(number))
}

fn minute(at: Option<Minute>) -> Option<String> {
    at.map(Minute::iso)
}

/// Writes an object up to and into the list `inside`, which is still to come.
fn open(page: &mut Page, object: &Value, inside: &str) {
    let written = visible_json(object.to_string());
    let begun = written.strip_suffix('}').unwrap_or(&written);
    page.put(format_args!("{begun},\"{inside}\":["));
}

/// Ends such a list and writes the rest of the object.
fn close(page: &mut Page, rest: &Value) {
    let written = visible_json(rest.to_string());
    let rest = written.strip_prefix('{').unwrap_or(&written);
    page.put(format_args!("],{rest}"));
}

/// Parts in a list stand on lines of their own.
fn separate(page: &mut Page, count: &mut u64) {
    page.line(if *count > 0 { "," } else { "" });
    *count += 1;
}
