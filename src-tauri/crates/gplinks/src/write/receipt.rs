//! Receipts to bytes.

use edifact::{Newlines, Unwritable, Writer};

use crate::ReceiptLetter;

impl ReceiptLetter {
    /// The receipt's bytes; times have the qualifier 306, which no other message uses.
    pub fn write(&self, newlines: Newlines) -> Result<Vec<u8>, Unwritable> {
        let draft = &self.draft;
        let (made_at, received_at) = (self.made_at.written(), self.received_at.written());
        let rest = ["", "RECEP", "", "", "EDIFACT TRANSFER"];

        let mut writer = Writer::new(newlines);
        writer.begin_letter(
            draft.sender.as_str(),
            draft.recipient.as_str(),
            self.made_at.stamp(),
            self.sis.get(),
            &rest,
        );
        writer.begin_message(self.sms.get(), &["RECEP", "0", "2", "FH"]);
        writer.segment("BGM", &[&[], &["600"], &["243", &made_at, "306"], &["64"]]);
        writer.segment(
            "NHS",
            &[
                &[draft.cipher.as_str(), "819", "201"],
                &[draft.gp.as_str(), "814", "202"],
            ],
        );
        writer.segment("DTM", &[&["815", &received_at, "306"]]);
        self.write_verdicts(&mut writer);
        writer.end_message(self.sms.get());

        writer.end_letter(self.sis.get())
    }

    fn write_verdicts(&self, writer: &mut Writer) {
        let letter = &self.draft.letter;
        for message in &self.draft.messages {
            let line = format!("{:0>8} {}", message.reference, message.verdict.written());
            writer.segment("RFF", &[&["MIS", &line]]);
        }
        let line = format!("{:08} {}", letter.reference, letter.verdict.written());
        let count = letter
            .messages
            .map(|count| count.to_string())
            .unwrap_or_default();

        writer.segment("RFF", &[&["RIS", &line, &count]]);
    }
}
