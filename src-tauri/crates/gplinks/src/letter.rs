//! Letters to be written: whole, numbered, and of one kind a message.

use serde::{Deserialize, Serialize};

use crate::{Body, Cipher, Filing, GpCode, Kind, LinkCode, Minute, Notice, Numbers, Sis, Sms, Tn};

/// The two ends of a link, seen from the practice.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Link {
    pub practice: LinkCode,
    pub cipher: Cipher,
    /// Usually follows from the cipher.
    pub service: LinkCode,
}

/// A letter of registration messages, in either direction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    pub sender: LinkCode,
    pub recipient: LinkCode,
    pub at: Minute,
    pub sis: Sis,
    pub heading: Heading,
    pub messages: Vec<Message>,
}

/// What UNB says after the control reference.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Heading {
    /// Nothing, as practices write it.
    #[default]
    Plain,
    /// `FHSREG` and `FHSA EDI TRANSFERS`, as the registration service does.
    Service,
}

/// One message: transactions of one kind, for one health authority.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    sms: Sms,
    cipher: Cipher,
    at: Minute,
    kind: Kind,
    entries: Vec<Entry>,
}

/// One numbered transaction of a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    pub tn: Tn,
    /// Everything but a close of quarter has one.
    pub gp: Option<GpCode>,
    pub body: Body,
}

/// Why some transactions do not make one message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotAMessage {
    #[error("a message holds at least one transaction")]
    Empty,
    #[error("a message holds transactions of one kind")]
    MixedKinds,
    #[error("a transaction of an unknown kind cannot be written")]
    UnknownKind,
    #[error("every transaction but a close of quarter names its GP, and only those")]
    Gp,
    #[error("a close of quarter stands alone in its message, with the day the quarter ends")]
    Quarter,
}

/// A filing that is complete but has no numbers yet, so that it cannot be written out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    pub link: Link,
    pub gp: GpCode,
    pub filing: Filing,
}

/// A filing with its numbers: the only thing that becomes a letter of the practice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Numbered(Letter);

impl Link {
    pub fn new(practice: LinkCode, cipher: Cipher) -> Self {
        let service = cipher.link_code();

        Self {
            practice,
            cipher,
            service,
        }
    }
}

impl Message {
    pub fn new(
        sms: Sms,
        cipher: Cipher,
        at: Minute,
        entries: Vec<Entry>,
    ) -> Result<Self, NotAMessage> {
        let kind = entries
            .first()
            .ok_or(NotAMessage::Empty)?
            .kind()
            .ok_or(NotAMessage::UnknownKind)?;
        if entries
            .iter()
            .any(|entry| entry.kind().as_ref() != Some(&kind))
        {
            return Err(NotAMessage::MixedKinds);
        }
        if entries
            .iter()
            .any(|entry| entry.gp.is_some() == (kind == Kind::CloseQuarter))
        {
            return Err(NotAMessage::Gp);
        }
        if kind == Kind::CloseQuarter
            && (entries.len() > 1 || !entries.iter().all(Entry::ends_a_quarter))
        {
            return Err(NotAMessage::Quarter);
        }

        Ok(Self {
            sms,
            cipher,
            at,
            kind,
            entries,
        })
    }

    pub fn sms(&self) -> Sms {
        self.sms
    }

    pub fn cipher(&self) -> &Cipher {
        &self.cipher
    }

    pub fn at(&self) -> Minute {
        self.at
    }

    pub fn kind(&self) -> &Kind {
        &self.kind
    }

    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }
}

impl Entry {
    pub fn kind(&self) -> Option<Kind> {
        match &self.body {
            Body::Filing(filing) => Some(filing.kind()),
            Body::Notice(notice) => notice.kind(),
        }
    }

    fn ends_a_quarter(&self) -> bool {
        matches!(&self.body, Body::Notice(Notice::CloseQuarter(quarter)) if quarter.ends_on.is_some())
    }
}

impl Draft {
    /// Gives it its numbers and its time; UNB and DTM+137 say the same.
    pub fn number(self, numbers: Numbers, at: Minute) -> Numbered {
        let Self { link, gp, filing } = self;
        let kind = filing.kind();
        let entry = Entry {
            tn: numbers.tn.into(),
            gp: Some(gp),
            body: Body::Filing(filing),
        };
        let message = Message {
            sms: numbers.sms,
            cipher: link.cipher,
            at,
            kind,
            entries: vec![entry],
        };

        Numbered(Letter {
            sender: link.practice,
            recipient: link.service,
            at,
            sis: numbers.sis,
            heading: Heading::Plain,
            messages: vec![message],
        })
    }
}

impl Numbered {
    pub fn letter(&self) -> &Letter {
        &self.0
    }
}
