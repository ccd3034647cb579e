//! The exchange: letters go out and come in. Every pass is derived from rows, so a restart is a recovery.

mod clock;
mod damaged;
mod doubt;
mod follow;
mod handed;
mod lock;
mod outside;
mod post;
mod receive;
mod reports;
mod rhythm;
mod room;
mod run;
mod verdict;
mod witness;

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use mailbox::{LocalId, MailError, Mailbox};
use store::{LetterState, Outcome};

pub use lock::ExchangeLock;
pub use rhythm::{PostHealth, Rhythm};
pub use run::{Ended, Stop};
pub(crate) use verdict::BEFORE_TRACKING;
pub use verdict::code as trouble_code;

use witness::Misses;

use crate::obstacles::{self, StuckLetter};
use crate::reading::ReadReport;
use crate::{Act, DeskError, Practice, Result, due};

/// Where the exchange gets its time and its randomness from.
pub trait World: Send + Sync {
    fn now(&self) -> Timestamp;
    /// 128 random bits.
    fn local_id(&self) -> LocalId;
    /// 0 to 99, for spreading waits.
    fn chance(&self) -> u8;
    /// How long the program has been running, by a clock that nobody can set, where there is one.
    fn running(&self) -> Option<Duration> {
        None
    }
    /// Bytes that are free on the disk of this folder, where that is known.
    fn room(&self, _folder: &Path) -> Option<u64> {
        None
    }
    /// Whether the time is what somebody told the program, for a trial: then it may be any.
    fn is_told(&self) -> bool {
        false
    }
}

/// A practice and its mailbox.
pub struct Exchange<M> {
    practice: Practice,
    mailbox: M,
    world: Arc<dyn World>,
    rhythm: Rhythm,
    misses: Misses,
}

/// What one pass did. No patient's details are in it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Pass {
    pub received: u32,
    pub acknowledged: u32,
    pub read: ReadReport,
    pub posted: u32,
    /// Messages that are not ours, in a mailbox that is shared: they stay where they are.
    pub left_alone: u32,
    /// Doubts that tracking has settled.
    pub settled: u32,
    /// What stood in the way, in words.
    pub troubles: Vec<Trouble>,
    /// The mailbox was not looked into; it will be from this time on.
    pub next_poll: Option<Timestamp>,
    /// MESH asked, while letters went, to be left alone for so long.
    pub wait_seconds: Option<u32>,
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

    /// What went wrong with one thing is told, and the others go on. What concerns the whole file ends the pass.
    pub(crate) fn or_told<T>(&mut self, done: Result<T>) -> Result<Option<T>> {
        match done {
            Ok(done) => Ok(Some(done)),
            Err(error) if error.is_of_the_file() => Err(error),
            Err(error) => {
                self.met(error.code(), error.to_string());
                Ok(None)
            }
        }
    }

    fn is_asked_to_wait(&mut self, error: &MailError) {
        self.wait_seconds = self.wait_seconds.max(error.wait_seconds);
    }

    /// Nothing more is asked of MESH in this pass.
    fn leaves_alone(&self) -> bool {
        self.wait_seconds.is_some()
    }

    /// Says of every letter that only a person gets out of the way what it holds up: in every pass, until it is done.
    fn met_standing(&mut self, letters: &[StuckLetter]) {
        let is_told = |code: &str| letters.iter().any(|letter| letter.code() == code);
        self.troubles.retain(|trouble| !is_told(trouble.code));
        for letter in letters {
            self.met(letter.code(), letter.trouble());
        }
    }

    fn met_on_the_way(&mut self, error: &MailError) {
        self.is_asked_to_wait(error);
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
            rhythm: Rhythm::default(),
            misses: Misses::default(),
        }
    }

    /// Asks the carrier no more often than it likes.
    #[must_use]
    pub fn with_rhythm(self, rhythm: Rhythm) -> Self {
        Self { rhythm, ..self }
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
        self.look_at_clock(&mut pass).await?;
        self.recover().await?;
        self.read(&mut pass).await?;
        let is_reached = self.has_room(&mut pass) && self.reach(&mut pass).await?;
        self.read(&mut pass).await?;
        if is_reached {
            self.see_to_letters(&mut pass).await?;
        }
        self.tell_what_stands(&mut pass).await?;

        Ok(pass)
    }

    /// Asks after letters and posts them, until all is done or MESH asks to be left alone.
    async fn see_to_letters(&self, pass: &mut Pass) -> Result<()> {
        self.settle_doubts(pass).await?;
        self.follow_handed_over(pass).await?;
        self.post_all(pass).await?;
        self.follow_accepted(pass).await?;
        self.clear_records().await?;
        let (now, asked) = (self.world.now(), pass.wait_seconds);
        match asked.filter(|_| !self.rhythm.is_free()) {
            Some(seconds) => {
                self.keep(move |heard| heard.leaves_alone(seconds, now))
                    .await
            }
            None => Ok(()),
        }
    }

    /// Keeps something of what was heard, whatever becomes of the rest of the pass.
    async fn keep(&self, change: impl FnOnce(&mut rhythm::Heard) + Send + 'static) -> Result<()> {
        self.on_ledger(move |practice| {
            practice.store().write(|w| {
                let mut heard = rhythm::Heard::read(w)?;
                change(&mut heard);

                heard.write(w)
            })
        })
        .await
    }

    /// Greets the carrier and fetches what waits, each where it is due. Tells whether letters may go.
    async fn reach(&self, pass: &mut Pass) -> Result<bool> {
        if self.rhythm.is_free() {
            return Ok(self.receive(pass).await?.is_reached());
        }
        let now = self.world.now();
        let before = self
            .on_ledger(|practice| practice.store().read(rhythm::Heard::read))
            .await?;
        let mut heard = before.clone();
        heard.mend_clock(now);
        let is_reached = self.reach_in_rhythm(&mut heard, now, pass).await?;
        heard.tell_silence(now, pass);
        if heard != before {
            self.on_ledger(move |practice| practice.store().write(|w| heard.write(w)))
                .await?;
        }

        Ok(is_reached)
    }

    async fn reach_in_rhythm(
        &self,
        heard: &mut rhythm::Heard,
        now: Timestamp,
        pass: &mut Pass,
    ) -> Result<bool> {
        if heard.stands_back(now, pass) {
            return Ok(false);
        }
        if self.rhythm.greets(heard, now) {
            match self.mailbox.check().await {
                Ok(hands) => heard.greeted(&hands, now, pass),
                Err(error) => {
                    heard.failed(&error, now);
                    pass.met_at_the_door(&error);
                    // A client that does not send may have brought something before it stood still.
                    if error.trouble == mailbox::Trouble::ClientStands {
                        self.receive(pass).await?;
                    }
                    return Ok(false);
                }
            }
        }
        pass.next_poll = self.rhythm.next_poll(heard, now);
        if pass.next_poll.is_some() {
            return Ok(true);
        }
        heard.polled_at = Some(now);
        // Before MESH is asked: a pass that breaks off must not ask again at once.
        let so_far = heard.clone();
        self.keep(move |kept| *kept = so_far).await?;
        let received = self.receive(pass).await?;
        received.heard(heard, now);

        Ok(received.is_reached())
    }

    /// A letter that was being sent when the program ended is in doubt, and so is one that the record
    /// outside knows an attempt of which is not in the data.
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

            practice.recall_attempts(now)?;
            practice.note_lost_letters(now)
        })
        .await
    }

    async fn tell_what_stands(&self, pass: &mut Pass) -> Result<()> {
        let letters = self
            .on_ledger(|practice| practice.store().read(obstacles::stuck_letters))
            .await?;
        let for_a_person: Vec<_> = letters
            .into_iter()
            .filter(StuckLetter::needs_person)
            .collect();
        pass.met_standing(&for_a_person);

        Ok(())
    }

    async fn read(&self, pass: &mut Pass) -> Result<()> {
        let now = self.world.now();
        let report = self
            .on_ledger(move |practice| {
                let report = practice.read_letters(now)?;
                if report.receipts > 0 {
                    practice.recall_receipts(now)?;
                }

                Ok(report)
            })
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

        // What panicked has taken its transaction with it, and nothing that follows may count on it.
        done.unwrap_or(Err(DeskError::Broken))
    }
}

impl<M> std::fmt::Debug for Exchange<M> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Exchange")
    }
}
