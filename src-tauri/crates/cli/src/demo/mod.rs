//! `demo`: what works today, told with invented people. Nothing is read or written but the terminal.

use fhir::CleanFiling;
use gplinks::{
    Content, DeskRules, Limits, Minute, Newlines, Numbers, OwnTn, ReadLetter, Reading, Sis, Sms,
};
use serde_json::Value;

use crate::convert;
use crate::error::Failure;
use crate::output::{BOLD, DIM, GOOD};
use crate::page::Page;
use crate::text::visible;

const NEWBORN: &str = include_str!("newborn.json");
const RECEIPT: &[u8] = include_bytes!("receipt.edifact");
const EVENING: &[u8] = include_bytes!("evening.edifact");

/// What the clerk's form shows of the newborn: its labels, and where the values stand.
const FORM: [(&str, &str); 8] = [
    ("Surname", "/name/0/family"),
    ("Forenames", "/name/0/given"),
    ("Title", "/name/0/prefix"),
    ("NHS number", "/identifier/0/value"),
    ("Born", "/birthDate"),
    ("Place of birth", "/extension/0/valueString"),
    ("Address", "/address/0/line"),
    ("Postcode", "/address/0/postalCode"),
];
const PATIENT: &str = "/parameter/4/resource";
const LABEL: usize = 16;

/// The story in the telling.
struct Story {
    page: Page,
    steps: u32,
}

pub(crate) fn run() -> Result<(), Failure> {
    let mut story = Story {
        page: Page::new(Box::new(anstream::stdout())),
        steps: 0,
    };
    story
        .page
        .line(format_args!("{BOLD}A day at the registration desk{BOLD:#}"));
    story
        .page
        .line("Everyone in it is invented, and nothing is sent anywhere.");

    story.registration()?;
    story.answer();
    story.evening()?;
    story
        .page
        .line(format_args!("\n{GOOD}That is what works today.{GOOD:#}"));
    story
        .page
        .line("The queue that sends and fetches letters by itself, and the window, come later.");

    story.page.close()
}

impl Story {
    fn registration(&mut self) -> Result<(), Failure> {
        let at = minute("2025-03-11T10:42")?;
        let typed: Value = serde_json::from_str(NEWBORN).unwrap_or_default();
        let filing = fhir::read_clean(NEWBORN, None, &DeskRules::on(at.day()))
            .map_err(convert::refused_by_desk)?;
        let CleanFiling {
            draft,
            problems,
            changes,
        } = filing;

        self.step("A newborn is registered: this is what the clerk types.");
        self.form(typed.pointer(PATIENT).unwrap_or(&Value::Null));
        self.step("The desk says what will be sent otherwise than it was typed.");
        convert::desk_remarks(&problems, &changes)
            .iter()
            .for_each(|remark| self.told(&remark.message));
        self.step("The registration becomes a numbered letter to the registration service.");
        self.letter(
            &draft
                .number(numbers(), at)
                .write(Newlines::Between)
                .map_err(Failure::Unwritable)?,
        );

        Ok(())
    }

    fn answer(&mut self) {
        self.step("The registration service answers with a receipt, and the desk reads it.");
        for message in read(RECEIPT).iter().flat_map(|letter| &letter.messages) {
            if let Content::Receipt(receipt) = &message.content {
                receipt.outline().iter().for_each(|line| self.told(line));
            }
        }
    }

    fn evening(&mut self) -> Result<(), Failure> {
        self.step("Weeks later a file comes in the evening, and the desk explains it.");
        let letters = read(EVENING);
        for (_, transaction) in letters.iter().flat_map(ReadLetter::transactions) {
            self.paragraph(&transaction.outline());
        }
        self.step("The file is answered with a receipt, which names each of its messages.");
        for letter in &letters {
            let receipt = letter.receipt()?.number(
                numbers().sis.next(),
                numbers().sms.next(),
                minute("2025-04-03T07:12")?,
            );
            self.letter(
                &receipt
                    .write(Newlines::Between)
                    .map_err(Failure::Unwritable)?,
            );
        }

        Ok(())
    }

    fn step(&mut self, sentence: &str) {
        self.steps += 1;
        self.page
            .line(format_args!("\n{BOLD}{}. {sentence}{BOLD:#}\n", self.steps));
    }

    fn form(&mut self, patient: &Value) {
        for (label, pointer) in FORM {
            let value = patient.pointer(pointer).map(typed).unwrap_or_default();
            self.told(&format!("{label:<LABEL$}{value}"));
        }
    }

    /// A headline and what belongs to it.
    fn paragraph(&mut self, lines: &[String]) {
        for (at, line) in lines.iter().enumerate() {
            self.told(&if at == 0 {
                line.clone()
            } else {
                format!("  {line}")
            });
        }
    }

    fn letter(&mut self, bytes: &[u8]) {
        for line in String::from_utf8_lossy(bytes).lines() {
            self.page
                .line(format_args!("   {DIM}{}{DIM:#}", visible(line)));
        }
    }

    fn told(&mut self, line: &str) {
        self.page.line(format_args!("   {}", visible(line)));
    }
}

fn read(bytes: &[u8]) -> Vec<ReadLetter> {
    gplinks::read(
        bytes,
        &Reading {
            limits: Limits::post(),
            today: None,
        },
    )
}

/// One value, or those of a list that are there.
fn typed(value: &Value) -> String {
    match value.as_array() {
        Some(list) => list
            .iter()
            .filter_map(Value::as_str)
            .collect::<Vec<_>>()
            .join(", "),
        None => value.as_str().unwrap_or_default().to_owned(),
    }
}

/// The next numbers of the practice in the story.
fn numbers() -> Numbers {
    Numbers {
        sis: Sis::new(512).unwrap_or(Sis::FIRST),
        sms: Sms::new(733).unwrap_or(Sms::FIRST),
        tn: OwnTn::new(1290).unwrap_or(OwnTn::FIRST),
    }
}

fn minute(text: &str) -> Result<Minute, Failure> {
    Minute::parse(text).map_err(|why| Failure::Usage(why.to_string()))
}
