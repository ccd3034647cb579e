//! The exchange over a day: pass after pass, until it is told to stop or woken early.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use mailbox::Mailbox;
use tokio::sync::Notify;

use super::{Exchange, Pass};
use crate::Result;

/// Stops the exchange between two pieces of work, or wakes it early. Copies are one.
#[derive(Debug, Clone, Default)]
pub struct Stop {
    is_stopped: Arc<AtomicBool>,
    called: Arc<Notify>,
}

/// Why the exchange ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    Stopped,
}

impl Stop {
    /// Ends the exchange after the pass that runs.
    pub fn stop(&self) {
        self.is_stopped.store(true, Ordering::SeqCst);
        self.called.notify_one();
    }

    /// Something was filed, or the network came back: the next pass runs now.
    pub fn wake(&self) {
        self.called.notify_one();
    }

    pub fn is_stopped(&self) -> bool {
        self.is_stopped.load(Ordering::SeqCst)
    }

    async fn wait(&self, at_most: Duration) {
        // Either the time is over or somebody called: both end the wait.
        let _ = tokio::time::timeout(at_most, self.called.notified()).await;
    }
}

impl<M: Mailbox> Exchange<M> {
    /// Runs a pass, tells of it, waits, and so on. Trouble with the ledger ends it; trouble with the post does not.
    pub async fn run(&self, stop: &Stop, mut told: impl FnMut(&Pass)) -> Result<Ended> {
        while !stop.is_stopped() {
            let pass = self.pass().await?;
            told(&pass);
            if stop.is_stopped() {
                break;
            }
            let seconds = self
                .on_ledger(|practice| Ok(practice.settings()?.poll_seconds))
                .await?;
            stop.wait(Duration::from_secs(u64::from(seconds.max(1))))
                .await;
        }

        Ok(Ended::Stopped)
    }
}
