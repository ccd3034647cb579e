//! The content of a RECEP message.

use edifact::{Component, Place, Segment};

use crate::rule::Problems;
use crate::{
    LetterReceipt, LetterVerdict, MessageReceipt, MessageVerdict, Minute, Receipt, Rule, Text,
};

/// No letter holds more messages than this.
const MOST_LINES: usize = 9_999;

/// A receipt in the making.
#[derive(Default)]
pub(super) struct ReceiptParts {
    cipher: Option<Text>,
    gp: Option<Text>,
    made_at: Option<Minute>,
    received_at: Option<Minute>,
    messages: Vec<MessageReceipt>,
    letter: Option<LetterReceipt>,
}

impl ReceiptParts {
    pub(super) fn add(&mut self, segment: &Segment<'_>, problems: &mut Problems) {
        match segment.tag() {
            b"BGM" => self.made_at = Minute::read(&segment.component(3, 1).text()),
            b"NHS" => {
                self.cipher = Text::new(segment.component(1, 0).text());
                self.gp = Text::new(segment.component(2, 0).text());
            }
            b"DTM" if segment.qualifier() == b"815" => {
                self.received_at = Minute::read(&segment.component(1, 1).text())
            }
            b"RFF" if segment.qualifier() == b"MIS" => self.message(segment, problems),
            b"RFF" if segment.qualifier() == b"RIS" => self.letter(segment, problems),
            _ => problems.push(Rule::UnknownSegment, segment.place()),
        }
    }

    /// `None` where the receipt does not say which letter it is for.
    pub(super) fn finish(self, place: Place, problems: &mut Problems) -> Option<Receipt> {
        if self.made_at.is_none()
            || self.received_at.is_none()
            || self.cipher.is_none()
            || self.gp.is_none()
        {
            problems.push(Rule::ReceiptPartMissing, place);
        }
        let Some(letter) = self.letter else {
            problems.push(Rule::ReceiptWithoutLetter, place);
            return None;
        };
        if letter
            .messages
            .is_some_and(|count| count != self.messages.len() as u64)
        {
            problems.push(Rule::ReceiptCount, place);
        }

        Some(Receipt {
            cipher: self.cipher,
            gp: self.gp,
            made_at: self.made_at,
            received_at: self.received_at,
            messages: self.messages,
            letter,
        })
    }

    /// `RFF+MIS:<reference> <code>`
    fn message(&mut self, segment: &Segment<'_>, problems: &mut Problems) {
        let read = reference_and_code(&segment.component(1, 1))
            .and_then(|(reference, code)| Some((reference, MessageVerdict::read(&code)?)));
        let Some((reference, verdict)) = read else {
            problems.push(Rule::ReceiptLineUnreadable, segment.place());
            return;
        };
        if self.messages.len() >= MOST_LINES {
            problems.push(Rule::ReceiptTooLong, segment.place());
            return;
        }
        if matches!(verdict, MessageVerdict::Unknown(_)) {
            problems.push(Rule::ReceiptCodeUnknown, segment.place());
        }
        self.messages.push(MessageReceipt { reference, verdict });
    }

    /// `RFF+RIS:<reference> <code>:<messages>`
    fn letter(&mut self, segment: &Segment<'_>, problems: &mut Problems) {
        let read = reference_and_code(&segment.component(1, 1)).and_then(|(reference, code)| {
            Some((edifact::number(&reference)?, LetterVerdict::read(&code)?))
        });
        let Some((reference, verdict)) = read else {
            problems.push(Rule::ReceiptLineUnreadable, segment.place());
            return;
        };
        if matches!(verdict, LetterVerdict::Unknown(_)) {
            problems.push(Rule::ReceiptCodeUnknown, segment.place());
        }
        let messages = edifact::number(&segment.component(1, 2).text());
        if self
            .letter
            .replace(LetterReceipt {
                reference,
                verdict,
                messages,
            })
            .is_some()
        {
            problems.push(Rule::ReceiptTwoLetters, segment.place());
        }
    }
}

/// `reference 1*white-space code`
fn reference_and_code(component: &Component<'_, '_>) -> Option<(String, String)> {
    let text = component.text();
    let mut words = text.split_whitespace();
    let (reference, code) = (words.next()?.to_owned(), words.next()?.to_owned());

    words.next().is_none().then_some((reference, code))
}
