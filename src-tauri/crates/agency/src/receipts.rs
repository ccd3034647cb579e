//! Receipts, in both directions.

use gplinks::{
    Content, LetterReceipt, LetterVerdict, LinkCode, MessageReceipt, MessageVerdict, ReadMessage,
    Receipt, ReceiptDraft, Sis, Text,
};
use jiff::Timestamp;
use mailbox::Workflow;

use crate::ledger::{ReceiptHeard, SentLetter};
use crate::mischief::Mischief;
use crate::outgoing::Load;
use crate::receiving::Arrival;
use crate::{Agency, Complaint};

impl Agency {
    /// Gives the letter its one receipt, or another where it has come again. Receipts get none.
    pub(crate) fn receipt(&mut self, arrival: &Arrival) {
        let Ok(mut draft) = arrival.letter.receipt() else {
            return;
        };
        if self.mischief.withholds_receipt() {
            return;
        }
        if let Some((messages, letter)) = self.mischief.take(Mischief::bad_receipt) {
            spoil(&mut draft, &messages, letter);
        }
        let due = self.rules.receipt_after.after(arrival.at);

        self.queue.push(
            due,
            arrival.service.clone(),
            Load::Receipt {
                draft: Box::new(draft),
                received_at: arrival.at,
            },
        );
    }

    /// A receipt, due at once, for a letter that never came.
    pub(crate) fn receipt_unknown(&mut self, sis: Sis) {
        let Some(line) = self.links.first() else {
            return;
        };
        let (Some(cipher), Some(gp)) = (Text::new(line.cipher.as_str()), Text::new("9999")) else {
            return;
        };
        let draft = ReceiptDraft {
            sender: line.service.clone(),
            recipient: self.practice.clone(),
            cipher,
            gp,
            messages: vec![MessageReceipt {
                reference: format!("{:08}", sis.get()),
                verdict: MessageVerdict::Translated,
            }],
            letter: LetterReceipt {
                reference: sis.get().into(),
                verdict: LetterVerdict::Received,
                messages: Some(1),
            },
        };
        let service = line.service.clone();
        let at = Timestamp::UNIX_EPOCH;

        self.queue.push(
            at,
            service,
            Load::StrayReceipt {
                draft: Box::new(draft),
            },
        );
    }

    /// The practice receipts one of our letters.
    pub(crate) fn hear_receipt(&mut self, arrival: &Arrival, message: &ReadMessage) {
        let Content::Receipt(receipt) = &message.content else {
            return;
        };
        if let Some(complaint) = self.match_receipt(arrival, receipt) {
            self.complain(complaint);
        }
        self.ledger.receipts.push(ReceiptHeard {
            at: arrival.at,
            service: arrival.service.clone(),
            sis: arrival.sis,
            receipt: receipt.clone(),
        });
    }

    /// Counts the receipt on the letter that it is for, or tells what is wrong with it.
    fn match_receipt(&mut self, arrival: &Arrival, receipt: &Receipt) -> Option<Complaint> {
        let (sis, number) = (arrival.sis, receipt.letter.reference);
        let unknown = Complaint::UnknownReceipt { sis, about: number };
        let Some(about) = u32::try_from(number).ok().and_then(Sis::new) else {
            return Some(unknown);
        };
        let numbered = self.numbered(&arrival.service, about);
        if numbered.is_empty() {
            return Some(unknown);
        }
        let of_transactions =
            |place: &usize| self.is_sent(*place, |one| one.workflow == Workflow::Registration);
        let letters: Vec<_> = numbered.into_iter().filter(of_transactions).collect();
        if letters.is_empty() {
            return Some(Complaint::ReceiptOfReceipt { sis, about });
        }
        let is_named = |place: &usize| self.is_sent(*place, |one| one.is_named_by(receipt));
        let named: Vec<_> = letters.into_iter().filter(is_named).collect();
        if named.is_empty() {
            return Some(Complaint::ReceiptOfOthers { sis, about });
        }
        let is_open = |place: &usize| self.is_sent(*place, |one| one.receipts < one.copies);
        let open = named.into_iter().filter(is_open);
        // What a practice lays aside may be receipted by a person, after what it does not.
        let best = open.min_by_key(|place| !self.is_sent(*place, |one| one.wants_receipt));
        let Some(letter) = best.and_then(|place| self.ledger.sent.get_mut(place)) else {
            return Some(Complaint::ReceiptTwice { sis, about });
        };
        letter.receipts += 1;

        None
    }

    /// Where the letters stand that were sent under a number, the oldest first.
    fn numbered(&self, service: &LinkCode, sis: Sis) -> Vec<usize> {
        let line = self.links.get(service);

        line.and_then(|line| line.sent.get(&sis.get()).cloned())
            .unwrap_or_default()
    }

    fn is_sent(&self, place: usize, test: impl Fn(&SentLetter) -> bool) -> bool {
        self.ledger.sent.get(place).is_some_and(test)
    }
}

impl SentLetter {
    /// Whether a receipt names the messages of this letter, in their order.
    fn is_named_by(&self, receipt: &Receipt) -> bool {
        let named = receipt
            .messages
            .iter()
            .map(|message| message.reference.parse().ok());
        let sent = self.sms.iter().map(|sms| Some(sms.get()));

        named.eq(sent)
    }
}

fn spoil(draft: &mut ReceiptDraft, messages: &MessageVerdict, letter: LetterVerdict) {
    for message in &mut draft.messages {
        message.verdict = messages.clone();
    }
    draft.letter.verdict = letter;
}
