//! The exchange over a day: pass after pass, until it is told to stop or woken early.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use jiff::SignedDuration;
use mailbox::Mailbox;
use tokio::sync::Notify;
use tokio::time::Instant;

use super::{Exchange, Pass};
use crate::{DeskError, Result, due};

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

    /// Tells whether somebody called before the time was over.
    async fn wait(&self, at_most: Duration) -> bool {
        tokio::time::timeout(at_most, self.called.notified())
            .await
            .is_ok()
    }
}

/// The clock on the wall is looked at so often: a computer that slept must not go on sleeping.
const GLANCE: Duration = Duration::from_secs(20);

impl<M: Mailbox> Exchange<M> {
    /// Runs a pass, tells of it, waits, and so on. Trouble with the ledger that does not pass by itself ends it; trouble
    /// with the post does not.
    pub async fn run(&self, stop: &Stop, mut told: impl FnMut(&Pass)) -> Result<Ended> {
        let mut failures = 0;
        while !stop.is_stopped() {
            let (pass, is_down) = Pass::or_put_off(self.pass().await)?;
            told(&pass);
            if stop.is_stopped() {
                break;
            }
            failures = if is_down { failures + 1 } else { 0 };
            self.rest(stop, failures).await?;
        }

        Ok(Ended::Stopped)
    }

    /// Waits for the next pass, after so many failures in a row, or until it is called.
    pub async fn rest(&self, stop: &Stop, failures: u32) -> Result<()> {
        let settings = self.on_ledger(crate::Practice::settings).await;
        let seconds = match settings {
            Ok(settings) => settings.poll_seconds,
            Err(error) if error.passes() => crate::Settings::default().poll_seconds,
            Err(error) => return Err(error),
        };
        let began = self.world.now();
        let chance = if self.rhythm.is_free() {
            0
        } else {
            self.world.chance()
        };
        let wait = until_next(seconds, failures, chance);
        let due = due::later(began, wait);
        // A clock that stands still, or was set back, must not make us wait longer.
        let at_most = Instant::now() + wait.unsigned_abs();
        while !stop.is_stopped() {
            let left = self.world.now().duration_until(due);
            let left = Duration::try_from(left).unwrap_or_default();
            let left = left.min(at_most.saturating_duration_since(Instant::now()));
            if left.is_zero() {
                break;
            }
            if stop.wait(left.min(GLANCE)).await {
                break;
            }
        }

        Ok(())
    }
}

impl Pass {
    /// What a pass came to, and whether the next one is a try after a failure.
    pub fn or_put_off(made: Result<Self>) -> Result<(Self, bool)> {
        match made {
            Ok(pass) => {
                let is_down = pass.is_down();
                Ok((pass, is_down))
            }
            Err(error) => Ok((Self::put_off(error)?, true)),
        }
    }

    /// A pass that could not be made, for a reason that passes; any other is an error.
    fn put_off(error: DeskError) -> Result<Self> {
        if !error.passes() {
            return Err(error);
        }
        let mut pass = Self::default();
        pass.met(error.code(), error.to_string());

        Ok(pass)
    }
}

/// How long until the next pass: the usual time and up to half a minute more, so that not all practices call at
/// the same second; after failures sooner, and slower with each.
fn until_next(poll_seconds: u32, failures: u32, chance: u8) -> SignedDuration {
    if failures > 0 {
        return due::delay_after(failures, chance).min(MOST_PATIENCE);
    }

    SignedDuration::from_secs(i64::from(poll_seconds.max(1)))
        + SignedDuration::from_millis(i64::from(chance) * 300)
}

/// A failure may put a pass off for so long.
const MOST_PATIENCE: SignedDuration = SignedDuration::from_mins(15);

#[cfg(test)]
mod tests {
    use store::StoreError;

    use super::*;

    #[test]
    fn what_passes_by_itself_is_told_and_waited_for() {
        let unwritten = DeskError::MarksUnwritten("the disk is full".to_owned());
        for (error, code) in [
            (StoreError::Busy.into(), "E922"),
            (StoreError::Full.into(), "E924"),
            (unwritten, "E949"),
        ] {
            let pass = Pass::put_off(error).unwrap();
            assert_eq!(pass.troubles[0].code, code);
        }
        for damaged in [
            DeskError::from(StoreError::Damaged),
            DeskError::Marks("it was changed".to_owned()),
        ] {
            assert_eq!(Pass::put_off(damaged.clone()), Err(damaged));
        }
    }

    #[test]
    fn passes_are_spread_and_failures_are_tried_again_sooner() {
        let seconds = |failures, chance| until_next(300, failures, chance).as_millis();

        assert_eq!([seconds(0, 0), seconds(0, 99)], [300_000, 329_700]);
        assert_eq!([seconds(1, 0), seconds(1, 99)], [4_000, 6_000]);
        assert_eq!([seconds(4, 50), seconds(9, 99)], [300_000, 900_000]);
    }
}
