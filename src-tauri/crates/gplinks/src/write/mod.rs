//! Letters to bytes, segment by segment in the order the specification gives.

mod filing;
mod notice;
mod person;
mod receipt;

use edifact::{Newlines, Unwritable, Writer};

use crate::{Body, Entry, Heading, Kind, Letter, Message, Notice, Numbered};

impl Letter {
    /// The letter's bytes, or the first character that level A has no place for.
    pub fn write(&self, newlines: Newlines) -> Result<Vec<u8>, Unwritable> {
        let rest: &[&str] = match self.heading {
            Heading::Plain => &[],
            Heading::Service => &["", "FHSREG", "", "", "FHSA EDI TRANSFERS"],
        };
        let mut writer = Writer::new(newlines);
        writer.reserve(self.messages.iter().map(about_how_long).sum());
        writer.begin_letter(
            self.sender.as_str(),
            self.recipient.as_str(),
            self.at.stamp(),
            self.sis.get(),
            rest,
        );
        for message in &self.messages {
            write_message(&mut writer, message);
        }

        writer.end_letter(self.sis.get())
    }
}

impl Numbered {
    pub fn write(&self, newlines: Newlines) -> Result<Vec<u8>, Unwritable> {
        self.letter().write(newlines)
    }
}

/// A message of one transaction takes some 200 to 500 bytes.
fn about_how_long(message: &Message) -> usize {
    160 + message.entries().len() * 256
}

fn write_message(writer: &mut Writer, message: &Message) {
    writer.begin_message(message.sms().get(), &["FHSREG", "0", "1", "FH", "FHS001"]);
    writer.segment("BGM", &[&[], &[], &["507"]]);
    writer.segment("NAD", &[&["FHS"], &[message.cipher().as_str(), "954"]]);
    writer.segment("DTM", &[&["137", &message.at().written(), "203"]]);
    if let [
        Entry {
            body: Body::Notice(Notice::CloseQuarter(quarter)),
            ..
        },
    ] = message.entries()
    {
        person::date(writer, "206", quarter.ends_on);
    }
    writer.segment("RFF", &[&["950", message.kind().code()]]);
    for entry in message.entries() {
        write_entry(writer, message.kind(), entry);
    }
    writer.end_message(message.sms().get());
}

fn write_entry(writer: &mut Writer, kind: &Kind, entry: &Entry) {
    if *kind != Kind::CloseQuarter {
        writer.segment("S01", &[&["1"]]);
    }
    writer.segment("RFF", &[&["TN", &entry.tn.to_string()]]);
    if let Some(gp) = &entry.gp {
        writer.segment("NAD", &[&["GP"], &[gp.as_str(), "900"]]);
    }
    match &entry.body {
        Body::Filing(body) => filing::write(writer, body),
        Body::Notice(body) => notice::write(writer, body),
    }
}
