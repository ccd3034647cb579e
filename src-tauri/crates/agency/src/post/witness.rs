//! What the carrier itself has seen: a witness that belongs neither to the practice nor to the service.

use std::collections::BTreeMap;
use std::fmt;

use jiff::Timestamp;
use mailbox::{LocalId, MessageId, Workflow};
use serde::{Deserialize, Serialize};

use crate::kept;

/// Everything that the carrier took from and gave to the practice.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Witness {
    /// What the carrier accepted, in order, whether or not its answer arrived.
    pub accepted: Vec<AcceptedPost>,
    /// Every attempt to post, also those that the carrier never saw.
    pub attempts: Vec<Attempt>,
    /// The messages that the practice let the carrier forget, in order.
    pub acknowledged: Vec<Acknowledged>,
    /// How often each message was fetched, by its id.
    pub fetches: BTreeMap<String, u32>,
    /// How often the practice greeted the carrier.
    #[serde(default)]
    pub checks: u32,
    /// How often the practice looked into its mailbox, page by page.
    #[serde(default)]
    pub lists: u32,
}

/// One letter that the carrier took. `Debug` does not show the body.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AcceptedPost {
    #[serde(with = "kept::message_id")]
    pub id: MessageId,
    #[serde(with = "kept::local_id")]
    pub local_id: LocalId,
    pub at: Timestamp,
    /// The mailbox that it is addressed to.
    pub to: String,
    #[serde(with = "kept::workflow")]
    pub workflow: Workflow,
    #[serde(with = "kept::bytes")]
    pub body: Vec<u8>,
    /// Handed on to the service.
    pub delivered: bool,
}

/// One call of `post`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attempt {
    #[serde(with = "kept::local_id")]
    pub local_id: LocalId,
    pub at: Timestamp,
}

/// One message that is gone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Acknowledged {
    #[serde(with = "kept::message_id")]
    pub id: MessageId,
    pub at: Timestamp,
}

impl Witness {
    /// The letters that were accepted under this attempt's id.
    pub fn taken_as(&self, local_id: &LocalId) -> impl Iterator<Item = &AcceptedPost> {
        self.accepted
            .iter()
            .filter(move |post| post.local_id == *local_id)
    }

    pub fn fetched(&self, id: &MessageId) -> u32 {
        self.fetches.get(id.as_str()).copied().unwrap_or_default()
    }
}

impl fmt::Debug for AcceptedPost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            id, local_id, body, ..
        } = self;

        write!(
            f,
            "AcceptedPost({}, {local_id}, {} bytes)",
            id.as_str(),
            body.len()
        )
    }
}
