//! Whole letters, collected from what the reader tells.

use super::reader::read_slice;
use super::{Event, Header, LetterEnd, MessageHead, Reading, Transaction};
use crate::receipt::NO_GP;
use crate::{
    Cipher, Entry, Heading, Letter, LetterReceipt, LetterVerdict, Message, MessageReceipt,
    MessageVerdict, NoReceipt, Problem, Receipt, ReceiptDraft, Sis, Sms, Text,
};

/// One letter as it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadLetter {
    /// `None` where UNB is missing or cannot be read.
    pub header: Option<Header>,
    pub messages: Vec<ReadMessage>,
    /// What is wrong outside the messages.
    pub problems: Vec<Problem>,
    /// Whether it may be worked on and receipted.
    pub usable: bool,
}

/// One message as it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadMessage {
    pub head: MessageHead,
    pub content: Content,
    /// What is wrong outside the transactions.
    pub problems: Vec<Problem>,
    pub set_aside: bool,
}

/// What a message holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    Transactions(Vec<Transaction>),
    Receipt(Receipt),
}

/// Reads all letters of a file, usually one.
pub fn read(bytes: &[u8], reading: &Reading) -> Vec<ReadLetter> {
    let mut letters: Vec<ReadLetter> = Vec::new();
    read_slice(bytes, reading, |event| take(&mut letters, event));

    letters
}

fn take(letters: &mut Vec<ReadLetter>, event: Event) {
    match event {
        Event::Letter(header) => letters.push(ReadLetter::begin(Some(header))),
        Event::Unreadable => letters.push(ReadLetter::begin(None)),
        Event::LetterEnd(LetterEnd {
            problems, usable, ..
        }) => {
            if let Some(letter) = letters.last_mut() {
                (letter.problems, letter.usable) = (problems, usable);
            }
        }
        Event::Message(head) => {
            if let Some(letter) = letters.last_mut() {
                letter.messages.push(ReadMessage::begin(head));
            }
        }
        Event::Transaction(_) | Event::Receipt(_) | Event::MessageEnd(_) => {
            if let Some(message) = letters
                .last_mut()
                .and_then(|letter| letter.messages.last_mut())
            {
                message.take(event);
            }
        }
    }
}

impl ReadMessage {
    fn begin(head: MessageHead) -> Self {
        Self {
            head,
            content: Content::Transactions(Vec::new()),
            problems: Vec::new(),
            set_aside: false,
        }
    }

    fn take(&mut self, event: Event) {
        match (event, &mut self.content) {
            (Event::Transaction(transaction), Content::Transactions(list)) => {
                list.push(transaction)
            }
            (Event::Receipt(receipt), content) => *content = Content::Receipt(receipt),
            (Event::MessageEnd(end), content) => {
                (self.problems, self.set_aside) = (end.problems, end.set_aside);
                if let Content::Transactions(list) = content {
                    list.shrink_to_fit();
                }
            }
            _ => {}
        }
    }

    /// Empty in a receipt.
    pub fn transactions(&self) -> &[Transaction] {
        match &self.content {
            Content::Transactions(transactions) => transactions,
            Content::Receipt(_) => &[],
        }
    }
}

impl ReadLetter {
    fn begin(header: Option<Header>) -> Self {
        Self {
            header,
            messages: Vec::new(),
            problems: Vec::new(),
            usable: false,
        }
    }

    /// All its transactions, in order, each with its message.
    pub fn transactions(&self) -> impl Iterator<Item = (&ReadMessage, &Transaction)> {
        self.messages
            .iter()
            .flat_map(|message| message.transactions().iter().map(move |one| (message, one)))
    }

    /// Everything that is wrong anywhere in it.
    pub fn all_problems(&self) -> impl Iterator<Item = &Problem> {
        let of_messages = self.messages.iter().flat_map(|message| {
            message
                .problems
                .iter()
                .chain(message.transactions().iter().flat_map(|one| &one.problems))
        });

        self.problems.iter().chain(of_messages)
    }

    /// Whether it brings receipts: those are never answered.
    pub fn is_receipt(&self) -> bool {
        self.messages
            .iter()
            .any(|message| message.head.message_type == "RECEP")
    }

    /// The receipt that answers it: every message read, the letter received.
    pub fn receipt(&self) -> Result<ReceiptDraft, NoReceipt> {
        let header = self
            .header
            .as_ref()
            .filter(|_| self.usable)
            .ok_or(NoReceipt::Unusable)?;
        if self.is_receipt() {
            return Err(NoReceipt::IsAReceipt);
        }
        let first = self.messages.first();
        let gp = first
            .and_then(|message| message.transactions().first())
            .and_then(|one| sendable(one.gp.as_ref()?.as_str()));
        let told = first.and_then(|message| sendable(message.head.authority.as_ref()?.as_str()));
        let of_link = || {
            let ends = [&header.sender, &header.recipient];
            let cipher = ends.into_iter().find_map(Cipher::of_link)?;

            Text::new(cipher.as_str())
        };

        Ok(ReceiptDraft {
            sender: header.recipient.clone(),
            recipient: header.sender.clone(),
            cipher: told.or_else(of_link).ok_or(NoReceipt::Unusable)?,
            gp: gp.or_else(|| Text::new(NO_GP)).ok_or(NoReceipt::Unusable)?,
            messages: self
                .messages
                .iter()
                .map(|message| all_well(&message.head))
                .collect(),
            letter: LetterReceipt {
                reference: header.reference,
                verdict: LetterVerdict::Received,
                messages: Some(self.messages.len() as u64),
            },
        })
    }

    /// The same letter, to be written; `None` unless every part of it is whole.
    pub fn to_letter(&self, heading: Heading) -> Option<Letter> {
        let header = self.header.as_ref().filter(|_| self.usable)?;
        let sis = u32::try_from(header.reference).ok().and_then(Sis::new)?;
        let messages = self
            .messages
            .iter()
            .map(ReadMessage::to_message)
            .collect::<Option<_>>()?;

        Some(Letter {
            sender: header.sender.clone(),
            recipient: header.recipient.clone(),
            at: header.at,
            sis,
            heading,
            messages,
        })
    }
}

impl ReadMessage {
    fn to_message(&self) -> Option<Message> {
        let sms = edifact::number(self.head.reference.as_ref()?.as_str())?;
        let sms = u32::try_from(sms).ok().and_then(Sms::new)?;
        let entries = self
            .transactions()
            .iter()
            .map(to_entry)
            .collect::<Option<_>>()?;

        Message::new(sms, self.head.cipher()?, self.head.at?, entries).ok()
    }
}

fn to_entry(transaction: &Transaction) -> Option<Entry> {
    Some(Entry {
        tn: transaction.tn?,
        gp: transaction.gp.clone(),
        body: transaction.body.clone()?,
    })
}

/// What a letter says in characters that cannot be sent is repeated in the nearest that can.
fn sendable(text: &str) -> Option<Text> {
    Text::new(edifact::propose(text).text)
}

/// A message without a reference is written as noughts: the count must be right all the same.
fn all_well(head: &MessageHead) -> MessageReceipt {
    let reference = head
        .reference
        .as_ref()
        .map_or_else(String::new, |text| edifact::propose(text.as_str()).text);

    MessageReceipt {
        reference,
        verdict: MessageVerdict::Translated,
    }
}
