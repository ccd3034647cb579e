//! The exchange: letters go out and come in. Every pass is derived from rows, so a restart is a recovery.

mod doubt;
mod lock;
mod post;
mod receive;
mod run;
mod unheard;
mod verdict;

use std::sync::Arc;

use jiff::Timestamp;
use mailbox::{LocalId, MailError, Mailbox};
use store::{LetterState, Outcome};

pub use lock::ExchangeLock;
pub use run::{Ended, Stop};

use crate::reading::ReadReport;
use crate::{Act, DeskError, Practice, Result, due};

/// Where the exchange gets its time and its randomness from.
pub trait World: Send + Sync {
    fn now(&self) -> Timestamp;
    /// 128 random bits.
    fn local_id(&self) -> LocalId;
    /// 0 to 99, for spreading waits.
    fn chance(&self) -> u8;
}

/// A practice and its mailbox.
pub struct Exchange<M> {
    practice: Practice,
    mailbox: M,
    world: Arc<dyn World>,
}

/// What one pass did. No patient's details are in it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Pass {
    pub received: u32,
    pub acknowledged: u32,
    pub read: ReadReport,
    pub posted: u32,
    /// Doubts that tracking has settled.
    pub settled: u32,
    /// What stood in the way, in words.
    pub troubles: Vec<Trouble>,
}

/// Something that a person should know of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trouble {
    pub code: &'static str,
    pub words: String,
}

impl Pass {
    pub(crate) fn met(&mut self, code: &'static str, words: impl Into<String>) {
        let trouble = Trouble {
            code,
            words: words.into(),
        };
        if !self.troubles.contains(&trouble) {
            self.troubles.push(trouble);
        }
    }

    fn met_on_the_way(&mut self, error: &MailError) {
        self.met(
            verdict::code(error.trouble),
            format!(
                "{}. Nothing is lost; it is tried again by itself",
                error.trouble
            ),
        );
    }
}

impl<M: Mailbox> Exchange<M> {
    pub fn new(practice: Practice, mailbox: M, world: Arc<dyn World>) -> Self {
        Self {
            practice,
            mailbox,
            world,
        }
    }

    pub fn practice(&self) -> &Practice {
        &self.practice
    }

    pub fn mailbox(&self) -> &M {
        &self.mailbox
    }

    /// Everything that can be done now: recover, receive, read, settle doubts, post.
    ///
    /// Only the holder of the [`ExchangeLock`] may call it: what it finds half done is nobody else's.
    pub async fn pass(&self) -> Result<Pass> {
        let mut pass = Pass::default();
        self.recover().await?;
        self.read(&mut pass).await?;
        let is_reached = self.receive(&mut pass).await?;
        self.read(&mut pass).await?;
        if is_reached {
            self.settle_doubts(&mut pass).await?;
            self.follow_accepted().await?;
            self.post_all(&mut pass).await?;
        }

        Ok(pass)
    }

    /// A letter that was being sent when the program ended is in doubt.
    async fn recover(&self) -> Result<()> {
        let now = self.world.now();
        self.on_ledger(move |practice| {
            practice.store().write(|w| {
                for letter in w.letters_out_in(LetterState::Sending)? {
                    for attempt in w.attempts_of(letter.id)? {
                        if attempt.outcome == Outcome::Open {
                            let words = "the program ended before the answer";
                            w.attempt_ended(
                                &attempt.local_id,
                                Outcome::Unknown,
                                None,
                                Some(words),
                            )?;
                        }
                    }
                    let asked = due::later(now, verdict::BEFORE_TRACKING);
                    let words = "E980 The program ended while this was being sent";
                    w.letter_waits(letter.id, LetterState::Unknown, asked, Some(words))?;
                    let details = serde_json::json!({ "state": LetterState::Unknown });
                    Act::of_program(now).record(
                        w,
                        "in doubt",
                        "letter out",
                        Some(letter.id.get()),
                        details,
                    )?;
                }

                Ok::<_, DeskError>(())
            })?;

            practice.take_over_unheard(now)
        })
        .await
    }

    async fn read(&self, pass: &mut Pass) -> Result<()> {
        let now = self.world.now();
        let report = self
            .on_ledger(move |practice| practice.read_letters(now))
            .await?;
        pass.read.add(report);

        Ok(())
    }

    /// Runs a piece of work on the ledger where waiting for the disk holds up nothing else.
    async fn on_ledger<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Practice) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let practice = self.practice.clone();
        let done = tokio::task::spawn_blocking(move || work(&practice)).await;

        match done {
            Ok(done) => done,
            Err(panicked) => std::panic::resume_unwind(panicked.into_panic()),
        }
    }
}

impl<M> std::fmt::Debug for Exchange<M> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Exchange")
    }
}
