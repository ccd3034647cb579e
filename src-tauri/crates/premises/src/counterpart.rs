//! Who is at the other end of the post: the training service has a clock and a memory of its own.

use jiff::Timestamp;
use mailbox::Mailbox;

use crate::{Result, Service};

/// A mailbox, with what is to be done before and after each pass of the exchange.
pub trait Counterpart: Send + 'static {
    type Mailbox: Mailbox + 'static;

    fn into_mailbox(self) -> Self::Mailbox;
    fn before(mailbox: &Self::Mailbox, now: Timestamp) -> Result<()>;
    fn after(mailbox: &Self::Mailbox) -> Result<()>;
}

impl Counterpart for Service {
    type Mailbox = Self;

    fn into_mailbox(self) -> Self {
        self
    }

    fn before(mailbox: &Self, now: Timestamp) -> Result<()> {
        mailbox.set_now(now)
    }

    /// The service has seen what it has seen, also where we failed.
    fn after(mailbox: &Self) -> Result<()> {
        mailbox.keep()
    }
}

/// A mailbox that needs nothing but to be asked.
#[derive(Debug)]
pub struct Real<M>(pub M);

impl<M: Mailbox + 'static> Counterpart for Real<M> {
    type Mailbox = M;

    fn into_mailbox(self) -> M {
        self.0
    }

    fn before(_: &M, _: Timestamp) -> Result<()> {
        Ok(())
    }

    fn after(_: &M) -> Result<()> {
        Ok(())
    }
}
