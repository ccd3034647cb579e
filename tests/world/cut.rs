//! A mailbox at which the program dies: at a chosen call, before or after the call has done its work.

use std::future::pending;
use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::{Arc, Mutex};

use agency::TrainingMailbox;
use mailbox::{
    Fetched, Handshake, Listing, LocalId, MailError, Mailbox, MessageId, Outgoing, Page, Posted,
    Tracked,
};
use tokio::sync::oneshot;

pub(crate) struct Cut {
    inner: Arc<TrainingMailbox>,
    calls_left: AtomicU8,
    after: bool,
    died: Mutex<Option<oneshot::Sender<()>>>,
}

impl Cut {
    /// The mailbox, and what tells that the program has died.
    pub(crate) fn at(
        inner: Arc<TrainingMailbox>,
        calls: u8,
        after: bool,
    ) -> (Self, oneshot::Receiver<()>) {
        let (died, told) = oneshot::channel();
        let cut = Self {
            inner,
            calls_left: AtomicU8::new(calls),
            after,
            died: Mutex::new(Some(died)),
        };

        (cut, told)
    }

    async fn through<T>(&self, call: impl Future<Output = T>) -> T {
        let is_last = self
            .calls_left
            .fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| {
                Some(left.saturating_sub(1))
            })
            == Ok(0);
        if !is_last {
            return call.await;
        }
        if self.after {
            drop(call.await);
        }
        if let Some(died) = self.died.lock().unwrap().take() {
            let _ = died.send(());
        }

        pending().await
    }
}

impl Mailbox for Cut {
    async fn check(&self) -> Result<Handshake, MailError> {
        self.through(self.inner.check()).await
    }

    async fn list(&self, after: Option<Page>) -> Result<Listing, MailError> {
        self.through(self.inner.list(after)).await
    }

    async fn fetch(&self, id: &MessageId) -> Result<Fetched, MailError> {
        self.through(self.inner.fetch(id)).await
    }

    async fn acknowledge(&self, id: &MessageId) -> Result<(), MailError> {
        self.through(self.inner.acknowledge(id)).await
    }

    async fn post(&self, letter: &Outgoing) -> Posted {
        self.through(self.inner.post(letter)).await
    }

    async fn track(&self, local_id: &LocalId) -> Result<Tracked, MailError> {
        self.through(self.inner.track(local_id)).await
    }
}
