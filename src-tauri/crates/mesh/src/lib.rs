//! A mailbox over the MESH API, version 2: mutual TLS, a signed token that serves once, HTTP/1.1.
//! What an answer means is decided by pure functions; nothing is sent twice without being asked for.

mod answer;
mod body;
mod check;
mod chunks;
mod complaint;
mod error;
#[cfg(feature = "fake")]
pub mod fake;
mod fetch;
mod folders;
mod gzip;
mod identity;
mod label;
mod limits;
mod line;
mod list;
mod names;
mod post;
mod setup;
mod tls;
mod token;
mod track;
mod trouble;

use jiff::Timestamp;
use mailbox::{
    Fetched, Handshake, Listing, LocalId, MailError, Mailbox, MessageId, Outgoing, Page, Posted,
    Tracked,
};

pub use error::SetupError;
pub use folders::Folders;
pub use identity::read_identity;
pub use limits::{Limits, Rate};
pub use names::recipient;
pub use setup::{Proxy, Roots, Setup};

use line::Line;

/// The practice's mailbox at MESH. Every call is one attempt, under a token of its own.
pub struct Mesh(Line);

impl Mesh {
    /// Opens no connection yet. The clock is asked whenever a token is signed.
    pub fn new(
        setup: Setup,
        clock: impl Fn() -> Timestamp + Send + Sync + 'static,
    ) -> Result<Self, SetupError> {
        Ok(Self(Line::new(setup, Box::new(clock))?))
    }

    /// When the practice's certificate ends, so that a new one is asked for in time.
    pub fn certificate_ends(&self) -> Option<Timestamp> {
        self.0.certificate_ends
    }
}

impl Mailbox for Mesh {
    async fn check(&self) -> Result<Handshake, MailError> {
        check::check(&self.0).await
    }

    async fn list(&self, after: Option<Page>) -> Result<Listing, MailError> {
        list::list(&self.0, after.as_ref()).await
    }

    async fn fetch(&self, id: &MessageId) -> Result<Fetched, MailError> {
        fetch::fetch(&self.0, id).await
    }

    async fn acknowledge(&self, id: &MessageId) -> Result<(), MailError> {
        fetch::acknowledge(&self.0, id).await
    }

    async fn post(&self, letter: &Outgoing) -> Posted {
        post::post(&self.0, letter).await
    }

    async fn track(&self, local_id: &LocalId) -> Result<Tracked, MailError> {
        track::track(&self.0, local_id).await
    }
}

impl std::fmt::Debug for Mesh {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Mesh({})", self.0.mailbox())
    }
}
