//! What travels through a mailbox, and what is said about it.

use std::fmt;

use bytes::Bytes;

use crate::{LocalId, MailError, MailboxId, MessageId, Page, Workflow};

/// The carrier let us in.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Handshake {
    /// How far this computer's clock is ahead of the carrier's, where the carrier told its time.
    pub clock_ahead_seconds: Option<i64>,
}

/// One page of what waits for us.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Listing {
    pub messages: Vec<MessageId>,
    pub next: Option<Page>,
    /// Entries whose names cannot be used, and a next page that is not one of ours: left out.
    pub left_out: u32,
}

/// One message, whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fetched {
    Letter(Arrived),
    /// The carrier itself writes: one of our messages could not be delivered.
    Report(Report),
    /// It is for another program that shares the mailbox, or does not say for whom: it must stay.
    Foreign,
}

/// A letter as the carrier brought it. `Debug` does not show the body.
#[derive(Clone, PartialEq, Eq)]
pub struct Arrived {
    pub id: MessageId,
    pub workflow: Workflow,
    pub from: Option<MailboxId>,
    pub body: Vec<u8>,
    /// Name and value of each header, in the carrier's order.
    pub headers: Vec<(String, String)>,
}

/// The carrier's word on one of our messages that did not get there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    pub id: MessageId,
    /// The carrier's id of the message that it is about.
    pub about: Option<MessageId>,
    /// Our id of that attempt.
    pub about_attempt: Option<LocalId>,
    pub code: Option<String>,
    pub description: Option<String>,
}

/// One attempt to post a letter. `Debug` does not show the body.
#[derive(Clone, PartialEq, Eq)]
pub struct Outgoing {
    pub to: MailboxId,
    pub workflow: Workflow,
    pub local_id: LocalId,
    /// The letter as it is; a part of it can be handed on without a copy.
    pub body: Bytes,
    /// What was frozen with the letter and goes ahead of it; worked out from the body where nobody has it.
    pub sha256: Option<[u8; 32]>,
}

/// What became of an attempt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Posted {
    /// The carrier has it, under this id.
    Accepted { id: MessageId },
    /// The carrier's client has it; its record of sending decides later.
    HandedOver,
    /// The carrier will not take it as it is: sending the same again cannot help.
    Refused { code: String, words: String },
    /// Certain: nothing reached the carrier.
    NotSent(MailError),
    /// The carrier may have it. Only tracking, or a person, can tell.
    Unknown(MailError),
}

/// What the carrier knows of an attempt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Tracked {
    Found {
        id: MessageId,
        /// The recipient has fetched and acknowledged it.
        collected: bool,
    },
    /// The carrier took it more than once.
    Several {
        ids: Vec<MessageId>,
    },
    NotFound,
    /// The carrier's client has it, and has not said what became of it.
    Waiting,
    /// The carrier's client, or the carrier, could not deliver it.
    Failed {
        code: String,
        words: String,
    },
}

impl fmt::Debug for Arrived {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Arrived({:?}, {} bytes)", self.id, self.body.len())
    }
}

impl fmt::Debug for Outgoing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Outgoing({}, {} bytes)", self.local_id, self.body.len())
    }
}
