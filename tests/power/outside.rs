//! What a power cut does not reach: the service and its mailbox, the time, and what stands between the
//! program and them.

use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use agency::TrainingMailbox;
use jiff::{SignedDuration, Timestamp};
use mailbox::{
    Fetched, Handshake, Listing, LocalId, MailError, Mailbox, MessageId, Outgoing, Page, Posted,
    Tracked, Trouble,
};
use practice::World;
use storm::{Dice, Disk};

/// The service and the time. Copies are one.
#[derive(Clone)]
pub(crate) struct Outside {
    pub(crate) service: Arc<TrainingMailbox>,
    pub(crate) watch: Arc<Watch>,
    /// Where its states are kept, while a day is recorded.
    kept: Option<Arc<Mutex<Vec<Moment>>>>,
}

/// The outside between two calls.
pub(crate) struct Moment {
    service: TrainingMailbox,
    now: Timestamp,
}

/// How much MESH had taken, and been told to forget.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Taken {
    pub(crate) accepted: usize,
    pub(crate) acknowledged: usize,
}

impl Moment {
    pub(crate) fn taken(&self) -> Taken {
        self.service.with_witness(|witness| Taken {
            accepted: witness.accepted.len(),
            acknowledged: witness.acknowledged.len(),
        })
    }
}

/// Stands still until it is set. What it draws differs from life to life, as true randomness would.
pub(crate) struct Watch {
    milliseconds: AtomicI64,
    drawn: AtomicU64,
    life: u64,
}

impl Outside {
    pub(crate) fn new(service: TrainingMailbox, now: Timestamp, life: u64) -> Self {
        service.set_now(now);

        Self {
            service: Arc::new(service),
            watch: Arc::new(Watch {
                milliseconds: AtomicI64::new(now.as_millisecond()),
                drawn: AtomicU64::new(0),
                life,
            }),
            kept: None,
        }
    }

    pub(crate) fn recorded(self, kept: Arc<Mutex<Vec<Moment>>>) -> Self {
        Self {
            kept: Some(kept),
            ..self
        }
    }

    /// Another world that goes on from a moment.
    pub(crate) fn from(moment: &Moment, life: u64) -> Self {
        Self::new(moment.service.fork(), moment.now, life)
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.watch.now()
    }

    pub(crate) fn minutes_pass(&self, minutes: i64) {
        let by = SignedDuration::from_mins(minutes).as_millis();
        let by = i64::try_from(by).unwrap();
        self.watch.milliseconds.fetch_add(by, Ordering::SeqCst);
        self.service.set_now(self.now());
    }

    /// While a day is recorded, everything outside is kept, and the disk's changes are noted beside it.
    pub(crate) fn keep(&self, step: usize, disk: &Disk) {
        let Some(kept) = &self.kept else { return };
        let mut kept = kept.lock().unwrap();
        kept.push(Moment {
            service: self.service.fork(),
            now: self.now(),
        });
        disk.note(note(step, kept.len() - 1));
    }
}

fn note(step: usize, moment: usize) -> u64 {
    (step as u64) << 32 | moment as u64
}

/// The step and the moment of a note.
pub(crate) fn noted(note: u64) -> (usize, usize) {
    let low = note & u64::from(u32::MAX);

    (
        usize::try_from(note >> 32).unwrap(),
        usize::try_from(low).unwrap(),
    )
}

impl World for Watch {
    fn now(&self) -> Timestamp {
        Timestamp::from_millisecond(self.milliseconds.load(Ordering::SeqCst)).unwrap()
    }

    fn local_id(&self) -> LocalId {
        let drawn = self.drawn.fetch_add(1, Ordering::SeqCst);
        let mut dice = Dice::new(self.life << 20 | drawn);
        let id = u128::from(dice.roll()) << 64 | u128::from(dice.roll());

        LocalId::from_bytes(id.to_be_bytes())
    }

    fn chance(&self) -> u8 {
        50
    }
}

/// The line to the mailbox: without power nothing goes over it.
pub(crate) struct Line {
    pub(crate) outside: Outside,
    pub(crate) disk: Disk,
    pub(crate) step: Arc<AtomicU64>,
    /// A design that is wrong on purpose: MESH forgets a message as soon as it is fetched.
    pub(crate) acknowledges_at_fetch: bool,
}

impl Line {
    /// One call. When it is over, the outside has turned.
    fn call<T>(&self, call: impl FnOnce(&TrainingMailbox) -> T) -> Option<T> {
        if self.disk.is_cut() {
            return None;
        }
        let answer = call(&self.outside.service);
        let step = self.step.load(Ordering::SeqCst);
        self.outside
            .keep(usize::try_from(step).unwrap(), &self.disk);

        Some(answer)
    }
}

fn no_power() -> MailError {
    MailError::new(Trouble::NotReached, "there is no power")
}

/// The calls of the training mailbox never wait.
fn at_once<T>(future: impl Future<Output = T>) -> T {
    let mut future = std::pin::pin!(future);
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    match future.as_mut().poll(&mut context) {
        std::task::Poll::Ready(done) => done,
        std::task::Poll::Pending => panic!("the training mailbox waits for nothing"),
    }
}

impl Mailbox for Line {
    async fn check(&self) -> Result<Handshake, MailError> {
        self.call(|service| at_once(service.check()))
            .unwrap_or_else(|| Err(no_power()))
    }

    async fn list(&self, after: Option<Page>) -> Result<Listing, MailError> {
        self.call(|service| at_once(service.list(after)))
            .unwrap_or_else(|| Err(no_power()))
    }

    async fn fetch(&self, id: &MessageId) -> Result<Fetched, MailError> {
        let fetched = self.call(|service| {
            let fetched = at_once(service.fetch(id));
            if self.acknowledges_at_fetch && fetched.is_ok() {
                at_once(service.acknowledge(id)).unwrap();
            }
            fetched
        });

        fetched.unwrap_or_else(|| Err(no_power()))
    }

    async fn acknowledge(&self, id: &MessageId) -> Result<(), MailError> {
        self.call(|service| at_once(service.acknowledge(id)))
            .unwrap_or_else(|| Err(no_power()))
    }

    async fn post(&self, letter: &Outgoing) -> Posted {
        self.call(|service| at_once(service.post(letter)))
            .unwrap_or_else(|| Posted::NotSent(no_power()))
    }

    async fn track(&self, local_id: &LocalId) -> Result<Tracked, MailError> {
        self.call(|service| at_once(service.track(local_id)))
            .unwrap_or_else(|| Err(no_power()))
    }
}
