//! What waits to be sent, and when it is due.

use std::collections::BTreeMap;
use std::fmt;

use gplinks::{GpCode, LinkCode, Notice, ReceiptDraft, Sis, Tn};
use jiff::Timestamp;
use mailbox::Workflow;
use serde::{Deserialize, Serialize};

use crate::{Patient, kept};

/// A letter that the service sends. `Debug` does not show the body.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sent {
    #[serde(with = "kept::workflow")]
    pub workflow: Workflow,
    /// Which registration service it is from.
    pub service: LinkCode,
    pub sis: Sis,
    #[serde(with = "kept::bytes")]
    pub body: Vec<u8>,
}

/// A registration that has not been answered yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaitingAnswer {
    pub tn: Tn,
    pub due: Timestamp,
    pub will_approve: bool,
}

/// How a person playing the service answers a registration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    Approve,
    Reject { code: u16, words: String },
}

/// No registration with this number waits for an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no registration with this transaction number waits for an answer")]
pub struct NothingWaits;

/// One thing to be sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Item {
    pub(crate) due: Timestamp,
    /// How many were queued before it.
    order: u64,
    pub(crate) service: LinkCode,
    pub(crate) load: Load,
    /// What shares it goes into one letter.
    pub(crate) bundle: Option<u64>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Load {
    Receipt {
        draft: Box<ReceiptDraft>,
        received_at: Timestamp,
    },
    /// A receipt for a letter that never came, on purpose.
    StrayReceipt {
        draft: Box<ReceiptDraft>,
    },
    Notice(Box<Told>),
}

/// A notice, and what goes with it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Told {
    pub(crate) notice: Notice,
    pub(crate) gp: GpCode,
    /// The practice's number, which an answer repeats; the service's own is taken when it is sent.
    pub(crate) tn: Option<Tn>,
    pub(crate) cause: Cause,
}

/// Why a notice is sent: it may have become untrue meanwhile.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Cause {
    Plain,
    /// Answers a registration, approved or not.
    Registration(Box<Applicant>),
    /// Stands only while the patient is on the list.
    WhileRegistered,
    /// Stands only while the flag does, unanswered.
    FlagExpires,
}

/// Who is to be registered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Applicant {
    pub(crate) patient: Patient,
    /// The approval must tell the number, because the practice does not know it.
    pub(crate) tells_number: bool,
}

/// What waits, the earliest first; what is due at once, as it was queued.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Queue {
    items: Items,
    queued: u64,
    bundles: u64,
    /// What is queued at present goes into this bundle.
    open_bundle: Option<u64>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Vec<Item>", into = "Vec<Item>")]
struct Items(BTreeMap<(Timestamp, u64), Item>);

impl Queue {
    pub(crate) fn push(&mut self, due: Timestamp, service: LinkCode, load: Load) {
        self.queued += 1;
        self.items.put(Item {
            due,
            order: self.queued,
            service,
            load,
            bundle: self.open_bundle,
        });
    }

    /// Takes what is due.
    pub(crate) fn take_due(&mut self, now: Timestamp) -> Vec<Item> {
        let later = self.items.0.split_off(&(now, u64::MAX));
        let due = std::mem::replace(&mut self.items.0, later);

        due.into_values().collect()
    }

    pub(crate) fn next_due(&self) -> Option<Timestamp> {
        self.items.0.values().map(|item| item.due).next()
    }

    pub(crate) fn begin_bundle(&mut self) {
        self.bundles += 1;
        self.open_bundle = Some(self.bundles);
    }

    pub(crate) fn end_bundle(&mut self) {
        self.open_bundle = None;
    }

    /// The answers to registrations, as they stand.
    pub(crate) fn answers(&self) -> impl Iterator<Item = (&Item, &Told)> {
        let items = self.items.0.values();

        items.filter_map(|item| Some((item, item.load.answer()?)))
    }

    /// Changes the answer to one registration, and when it is due.
    pub(crate) fn change_answer(&mut self, tn: Tn, notice: Notice, due: Timestamp) {
        let of_it = |item: &Item| item.load.answer().is_some_and(|told| told.tn == Some(tn));
        let key = self
            .items
            .0
            .iter()
            .find(|(_, item)| of_it(item))
            .map(|(key, _)| *key);
        let Some(mut item) = key.and_then(|key| self.items.0.remove(&key)) else {
            return;
        };
        if let Load::Notice(told) = &mut item.load {
            told.notice = notice;
        }
        item.due = due;

        self.items.put(item);
    }
}

impl Items {
    fn put(&mut self, item: Item) {
        self.0.insert((item.due, item.order), item);
    }
}

impl Load {
    /// The answer to a registration, if it is one.
    fn answer(&self) -> Option<&Told> {
        match self {
            Self::Notice(told) if matches!(told.cause, Cause::Registration(_)) => Some(told),
            Self::Notice(_) | Self::Receipt { .. } | Self::StrayReceipt { .. } => None,
        }
    }
}

impl From<Vec<Item>> for Items {
    fn from(items: Vec<Item>) -> Self {
        Self(
            items
                .into_iter()
                .map(|item| ((item.due, item.order), item))
                .collect(),
        )
    }
}

impl From<Items> for Vec<Item> {
    fn from(items: Items) -> Self {
        items.0.into_values().collect()
    }
}

impl fmt::Debug for Sent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            workflow,
            sis,
            body,
            ..
        } = self;

        write!(f, "Sent({workflow:?}, {sis:?}, {} bytes)", body.len())
    }
}
