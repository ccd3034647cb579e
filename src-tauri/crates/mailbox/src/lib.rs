//! What the exchange asks of a mailbox, whoever carries the post: MESH itself, the folders of its
//! client, or the training service in memory.

mod ids;
mod parcel;
mod trouble;

use std::future::Future;
use std::sync::Arc;

pub use ids::{LocalId, MailboxId, MessageId, Page, Workflow};
pub use parcel::{Arrived, Fetched, Handshake, Listing, Outgoing, Posted, Report, Tracked};
pub use trouble::{MailError, Trouble};

/// A mailbox of the practice. Not object-safe on purpose: the exchange is generic over it.
pub trait Mailbox: Send + Sync {
    /// Shows that the mailbox can be reached and lets us in; nothing is sent or fetched.
    fn check(&self) -> impl Future<Output = Result<Handshake, MailError>> + Send;

    /// One page of what waits, and the cursor of the next.
    fn list(&self, after: Option<Page>) -> impl Future<Output = Result<Listing, MailError>> + Send;

    /// The whole of one message: all chunks, within the size limits.
    fn fetch(&self, id: &MessageId) -> impl Future<Output = Result<Fetched, MailError>> + Send;

    /// Lets the carrier forget a message. Called only after its bytes are committed here.
    fn acknowledge(&self, id: &MessageId) -> impl Future<Output = Result<(), MailError>> + Send;

    /// Hands a letter over, once. No retry is hidden in it.
    fn post(&self, letter: &Outgoing) -> impl Future<Output = Posted> + Send;

    /// What the carrier knows of an attempt, by the id that we gave it.
    fn track(&self, local_id: &LocalId) -> impl Future<Output = Result<Tracked, MailError>> + Send;

    /// The attempts of which the carrier keeps records here, with the letters themselves.
    fn records(&self) -> impl Future<Output = Vec<LocalId>> + Send {
        async { Vec::new() }
    }

    /// The ledger knows what became of an attempt: a carrier that keeps records of it here may clear them away.
    fn forget(&self, local_id: &LocalId) -> impl Future<Output = ()> + Send {
        let _ = local_id;

        async {}
    }
}

/// A mailbox that is shared: the exchange has it, and somebody else looks at it.
impl<M: Mailbox> Mailbox for Arc<M> {
    async fn check(&self) -> Result<Handshake, MailError> {
        M::check(self).await
    }

    async fn list(&self, after: Option<Page>) -> Result<Listing, MailError> {
        M::list(self, after).await
    }

    async fn fetch(&self, id: &MessageId) -> Result<Fetched, MailError> {
        M::fetch(self, id).await
    }

    async fn acknowledge(&self, id: &MessageId) -> Result<(), MailError> {
        M::acknowledge(self, id).await
    }

    async fn post(&self, letter: &Outgoing) -> Posted {
        M::post(self, letter).await
    }

    async fn track(&self, local_id: &LocalId) -> Result<Tracked, MailError> {
        M::track(self, local_id).await
    }

    async fn records(&self) -> Vec<LocalId> {
        M::records(self).await
    }

    async fn forget(&self, local_id: &LocalId) {
        M::forget(self, local_id).await;
    }
}
