//! The service behind a mailbox in memory: what a training practice exchanges its post with.

mod carrier;
mod fault;
mod witness;

use std::fmt;
use std::sync::{Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;
use mailbox::{
    Fetched, Handshake, Listing, LocalId, MailError, Mailbox, MessageId, Outgoing, Page, Posted,
    Tracked, Workflow,
};

use crate::Agency;
use carrier::Carrier;

pub use fault::{
    AcknowledgeFault, CheckFault, Failure, Fault, FetchFault, ListFault, PostFault, TrackFault,
};
pub use witness::{AcceptedPost, Acknowledged, Attempt, Witness};

/// A mailbox whose other end is the training service. Nothing leaves the computer.
pub struct TrainingMailbox(Mutex<Carrier>);

/// The kept state cannot be read. Why is not told: the state is full of patients.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the training service's kept state cannot be read")]
pub struct NotASnapshot;

impl TrainingMailbox {
    /// A mailbox that works at `now` until it is told another time.
    pub fn new(agency: Agency, now: Timestamp) -> Self {
        Self(Mutex::new(Carrier::new(agency, now)))
    }

    /// Lists so many messages a page; MESH, and this mailbox from the start, 500.
    pub fn set_page_size(&self, page_size: usize) {
        self.carrier().page_size = page_size.max(1);
    }

    pub fn now(&self) -> Timestamp {
        self.carrier().now()
    }

    /// Sets the time, and brings what the service sends up to it.
    pub fn set_now(&self, now: Timestamp) {
        self.carrier().set_now(now);
    }

    /// Speaks to the service itself; what it then has to send is brought at once.
    pub fn with_agency<T>(&self, speak: impl FnOnce(&mut Agency) -> T) -> T {
        let mut carrier = self.carrier();
        let result = speak(&mut carrier.agency);
        carrier.pull();

        result
    }

    /// Puts any bytes into the practice's mailbox.
    pub fn deliver_raw(&self, workflow: Workflow, body: impl Into<Vec<u8>>) -> MessageId {
        self.carrier().deliver(workflow, body.into())
    }

    /// What waits for the practice, in the order of arrival, without being a call.
    pub fn waiting(&self) -> Vec<MessageId> {
        self.carrier().waiting()
    }

    /// Takes a letter as [`Mailbox::post`] does, without waiting for anything.
    pub fn post_now(&self, letter: &Outgoing) -> Posted {
        self.carrier().post(letter)
    }

    /// Forgets a message as [`Mailbox::acknowledge`] does, without waiting for anything.
    pub fn acknowledge_now(&self, id: &MessageId) -> Result<(), MailError> {
        self.carrier().acknowledge(id)
    }

    /// A copy of what the carrier has seen.
    pub fn witness(&self) -> Witness {
        self.with_witness(Witness::clone)
    }

    /// Looks at what the carrier has seen.
    pub fn with_witness<T>(&self, look: impl FnOnce(&Witness) -> T) -> T {
        look(&self.carrier().witness)
    }

    /// Lets something go wrong.
    pub fn fault(&self, fault: impl Into<Fault>) {
        self.carrier().faults.push(fault.into());
    }

    /// Ends `Offline`, `TrackForgets` and whatever still waits to go wrong.
    pub fn lift_faults(&self) {
        self.carrier().faults = fault::Faults::default();
    }

    /// Another mailbox that goes on from the same state: what happens to one is nothing to the other.
    pub fn fork(&self) -> Self {
        Self(Mutex::new(self.carrier().clone()))
    }

    /// The whole state, to go on in another run. It holds patients: keep it where the practice's data is.
    pub fn snapshot(&self) -> Result<serde_json::Value, NotASnapshot> {
        serde_json::to_value(&*self.carrier()).map_err(|_| NotASnapshot)
    }

    pub fn restore(snapshot: serde_json::Value) -> Result<Self, NotASnapshot> {
        let carrier = serde_json::from_value(snapshot).map_err(|_| NotASnapshot)?;

        Ok(Self(Mutex::new(carrier)))
    }

    /// A panic elsewhere leaves the state as it was between two calls.
    fn carrier(&self) -> MutexGuard<'_, Carrier> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Mailbox for TrainingMailbox {
    async fn check(&self) -> Result<Handshake, MailError> {
        self.carrier().check()
    }

    async fn list(&self, after: Option<Page>) -> Result<Listing, MailError> {
        self.carrier().list(after.as_ref())
    }

    async fn fetch(&self, id: &MessageId) -> Result<Fetched, MailError> {
        self.carrier().fetch(id)
    }

    async fn acknowledge(&self, id: &MessageId) -> Result<(), MailError> {
        self.carrier().acknowledge(id)
    }

    async fn post(&self, letter: &Outgoing) -> Posted {
        self.carrier().post(letter)
    }

    async fn track(&self, local_id: &LocalId) -> Result<Tracked, MailError> {
        self.carrier().track(local_id)
    }
}

impl fmt::Debug for TrainingMailbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("TrainingMailbox")
            .field(&self.carrier().agency)
            .finish()
    }
}
