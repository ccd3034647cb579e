//! Letters from bytes. Whatever is odd becomes a problem of the part it stands in, and one bad
//! transaction or message leaves its neighbours whole.

mod convert;
mod filing;
mod gather;
mod letter;
mod message;
mod notice;
mod reader;
mod receipt;
mod seen;

pub use letter::{Content, ReadLetter, ReadMessage, read};
pub use reader::{Reader, read_stream};

use edifact::{Limits, Place};

use crate::{Body, Cipher, Day, GpCode, Kind, LinkCode, Minute, Problem, Receipt, Text, Tn};

/// What reading needs to know besides the bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reading {
    pub limits: Limits,
    /// The day it is, for the remark that a letter is dated in the future; left out, nothing is remarked.
    pub today: Option<Day>,
}

/// One step of reading, in the order of the bytes: a letter, its messages, their transactions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    Letter(Header),
    /// A letter whose UNB is missing or unreadable: an end follows, and nothing else of it.
    Unreadable,
    Message(MessageHead),
    Transaction(Transaction),
    Receipt(Receipt),
    MessageEnd(MessageEnd),
    LetterEnd(LetterEnd),
}

/// What UNB says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    pub sender: LinkCode,
    pub recipient: LinkCode,
    pub at: Minute,
    /// SIS of the sender, RIS to us; told even where it is out of range.
    pub reference: u64,
    pub place: Place,
}

/// What stands before the first transaction of a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MessageHead {
    /// SMS of the sender, as it was sent: the receipt names it.
    pub reference: Option<Text>,
    pub message_type: String,
    /// `None` in a receipt, and where it is not told.
    pub kind: Option<Kind>,
    /// NAD+FHS as it was sent.
    pub authority: Option<Text>,
    pub at: Option<Minute>,
    pub place: Place,
}

/// One transaction as it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Transaction {
    pub tn: Option<Tn>,
    pub kind: Kind,
    pub gp: Option<GpCode>,
    /// `None` where it is set aside; the problems say why.
    pub body: Option<Body>,
    pub problems: Vec<Problem>,
    /// All of its segments.
    pub place: Place,
}

/// The end of a message, with what was wrong outside its transactions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MessageEnd {
    pub problems: Vec<Problem>,
    /// The message as a whole cannot be used.
    pub set_aside: bool,
}

/// The end of a letter, with what was wrong outside its messages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LetterEnd {
    pub problems: Vec<Problem>,
    /// How many UNH were seen.
    pub messages: u64,
    /// Whether it may be worked on and receipted.
    pub usable: bool,
}

impl MessageHead {
    fn begin(place: Place) -> Self {
        Self {
            reference: None,
            message_type: String::new(),
            kind: None,
            authority: None,
            at: None,
            place,
        }
    }

    /// The authority's cipher, where it is one.
    pub fn cipher(&self) -> Option<Cipher> {
        self.authority
            .as_ref()
            .and_then(|text| Cipher::parse(text.as_str()))
    }
}
