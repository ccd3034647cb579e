//! The exchange in the background: pass after pass, until the desk is closed. It tells what changed.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use practice::{DeskError, Exchange, ExchangeLock, Pass, Practice, Rhythm, Stop, World};
use premises::{Counterpart, Premises, PremisesError};
use tokio::runtime::Handle;
use tokio::sync::watch;

use crate::clock::DeskClock;
use crate::events::{Kind, Teller};

/// How the way to the other side stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Link {
    Checking,
    Reached(Timestamp),
    Down { since: Timestamp, message: String },
    NotSetUp,
}

impl Link {
    /// What a pass has shown of it. One that asked nobody has shown nothing: it may not ask again so soon.
    fn after(self, pass: &Pass, now: Timestamp) -> Self {
        match pass.troubles.first() {
            Some(trouble) if pass.is_down() => self.down(format!("{}.", trouble.words), now),
            _ if pass.next_poll.is_some() => self,
            _ => Self::Reached(now),
        }
    }

    /// Down since the first of the failures in a row.
    fn down(self, message: String, now: Timestamp) -> Self {
        let since = match self {
            Self::Down { since, .. } => since,
            Self::Checking | Self::Reached(_) | Self::NotSetUp => now,
        };

        Self::Down { since, message }
    }
}

/// Stops and wakes the exchange, and knows how it stands.
#[derive(Debug)]
pub(crate) struct Post {
    stop: Stop,
    link: Arc<Mutex<Link>>,
    /// Becomes true when the last pass is over.
    ended: watch::Receiver<bool>,
    certificate_ends: Option<Timestamp>,
}

/// Somebody must ask for a new certificate, and wait for it.
const SOON: SignedDuration = SignedDuration::from_hours(60 * 24);

/// A pass that runs may take so long to come to its end.
const PATIENCE: Duration = Duration::from_secs(20);

impl Post {
    /// A desk that cannot exchange, and why.
    pub(crate) fn closed(link: Link) -> Self {
        let (_, ended) = watch::channel(true);

        Self {
            stop: Stop::default(),
            link: Arc::new(Mutex::new(link)),
            ended,
            certificate_ends: None,
        }
    }

    /// The certificate with which it goes out ends then.
    pub(crate) fn until(mut self, certificate_ends: Option<Timestamp>) -> Self {
        self.certificate_ends = certificate_ends;

        self
    }

    /// When the certificate ends, where that is soon: a new one takes weeks.
    pub(crate) fn certificate_ends_soon(&self, now: Timestamp) -> Option<Timestamp> {
        self.certificate_ends
            .filter(|ends| now.duration_until(*ends) <= SOON)
    }

    /// Starts the exchange of the one who holds the lock.
    pub(crate) fn start<C: Counterpart>(
        lock: ExchangeLock,
        (practice, counterpart): (Practice, C),
        clock: Arc<DeskClock>,
        rhythm: Rhythm,
        teller: Teller,
    ) -> (Self, Arc<Exchange<C::Mailbox>>) {
        let world: Arc<dyn World> = clock.clone();
        let exchange = Exchange::new(practice, counterpart.into_mailbox(), world);
        let exchange = Arc::new(exchange.with_rhythm(rhythm));
        let (end, ended) = watch::channel(false);
        let post = Self {
            stop: Stop::default(),
            link: Arc::new(Mutex::new(Link::Checking)),
            ended,
            certificate_ends: None,
        };
        let runner = Arc::new(Runner {
            clock,
            stop: post.stop.clone(),
            link: post.link.clone(),
            teller,
        });
        let (passes, running) = (runner.clone(), exchange.clone());
        let passes = tauri::async_runtime::spawn(async move { passes.run::<C>(&running).await });
        tauri::async_runtime::spawn(async move {
            if passes.await.is_err() {
                runner.broke_off();
            }
            drop(lock);
            end.send_replace(true);
        });

        (post, exchange)
    }

    pub(crate) fn link(&self) -> Link {
        let link = self.link.lock().unwrap_or_else(PoisonError::into_inner);

        link.clone()
    }

    /// When the mailbox was last reached from here.
    pub(crate) fn reached_at(&self) -> Option<Timestamp> {
        match self.link() {
            Link::Reached(at) => Some(at),
            Link::Checking | Link::Down { .. } | Link::NotSetUp => None,
        }
    }

    /// Something was filed or decided, or somebody wants to know: the next pass runs now.
    pub(crate) fn wake(&self) {
        self.stop.wake();
    }

    /// Ends after the pass that runs, and waits for its end, but not for ever.
    pub(crate) async fn end(&self) {
        self.stop.stop();
        let mut ended = self.ended.clone();
        // Whoever is cut off here is recovered at the next start: every pass is derived from rows.
        drop(tokio::time::timeout(PATIENCE, ended.wait_for(|ended| *ended)).await);
    }
}

/// Nobody would hear of it any more; and what still writes when the program ends has the encryption put away under its
/// hands. So it is waited for, wherever waiting holds up nobody else.
impl Drop for Post {
    fn drop(&mut self) {
        self.stop.stop();
        if Handle::try_current().is_err() {
            tauri::async_runtime::block_on(self.end());
        }
    }
}

/// Who may exchange for the practice in a folder; `Err` says why it is not this program.
pub(crate) fn lock(premises: &Premises, at: Timestamp) -> Result<ExchangeLock, Link> {
    let down = |message: &str| Link::Down {
        since: at,
        message: message.to_owned(),
    };
    match premises.lock() {
        Ok(Some(lock)) => Ok(lock),
        Ok(None) => Err(down(
            "Another program exchanges for this practice. You can keep working; it sends what you file.",
        )),
        Err(_) => Err(down(
            "The practice's folder cannot be locked, so nothing is sent from here. Check that you may write to it.",
        )),
    }
}

/// What the task of the exchange holds.
struct Runner {
    clock: Arc<DeskClock>,
    stop: Stop,
    link: Arc<Mutex<Link>>,
    teller: Teller,
}

impl Runner {
    async fn run<C: Counterpart>(&self, exchange: &Exchange<C::Mailbox>) {
        let mut failures = 0;
        while !self.stop.is_stopped() {
            let (before, now) = (self.link(), self.clock.now());
            let (link, kinds, goes_on) = match self.pass::<C>(exchange).await {
                Ok(pass) => (before.after(&pass, now), changed_by(&pass), true),
                Err(error) => (
                    before.down(sentence(&error), now),
                    Vec::new(),
                    passes(&error),
                ),
            };
            failures = match link {
                Link::Down { .. } => failures + 1,
                Link::Checking | Link::Reached(_) | Link::NotSetUp => 0,
            };
            self.set(link);
            self.teller.tell(&kinds);
            // Trouble with the ledger that does not pass by itself: the desk must be opened again.
            if !goes_on || exchange.rest(&self.stop, failures).await.is_err() {
                break;
            }
        }
    }

    /// A fault of our own has ended the passes: nobody may go on believing that letters come and go.
    fn broke_off(&self) {
        let fault = PremisesError::Desk(DeskError::Broken);

        self.set(self.link().down(sentence(&fault), self.clock.now()));
    }

    async fn pass<C: Counterpart>(
        &self,
        exchange: &Exchange<C::Mailbox>,
    ) -> Result<Pass, PremisesError> {
        C::before(exchange.mailbox(), self.clock.now())?;
        let passed = exchange.pass().await;
        C::after(exchange.mailbox())?;

        Ok(passed?)
    }

    fn link(&self) -> Link {
        let link = self.link.lock().unwrap_or_else(PoisonError::into_inner);

        link.clone()
    }

    fn set(&self, link: Link) {
        let mut held = self.link.lock().unwrap_or_else(PoisonError::into_inner);
        *held = link;
        drop(held);
        self.teller.tell(&[Kind::Link]);
    }
}

fn changed_by(pass: &Pass) -> Vec<Kind> {
    let has_come = pass.received > 0 || pass.read.letters > 0 || pass.read.notices > 0;
    let has_gone = pass.posted > 0 || pass.settled > 0 || has_come;
    let kinds = [
        (Kind::Inbox, has_come),
        (Kind::Patients, has_come),
        (Kind::Outbox, has_gone),
    ];

    kinds
        .into_iter()
        .filter(|(_, is_changed)| *is_changed)
        .map(|(kind, _)| kind)
        .collect()
}

fn passes(error: &PremisesError) -> bool {
    matches!(error, PremisesError::Desk(error) if error.passes())
}

fn sentence(error: &PremisesError) -> String {
    crate::problem::sentence(&error.to_string())
}

#[cfg(test)]
mod tests {
    use premises::Service;

    use super::*;
    use crate::events::Changed;
    use crate::open::{Place, open};
    use crate::training;

    #[test]
    fn whoever_lets_the_desk_go_ends_its_exchange() {
        let folder = tempfile::tempdir().unwrap();
        let place = Place::Training(folder.path().to_owned());
        let desk = open(&place, Teller::new(|_| ())).unwrap();
        let ended = desk.post.ended.clone();
        assert!(!*ended.borrow());

        drop(desk);

        assert!(*ended.borrow());
    }

    /// A way to the other side that is itself at fault.
    struct Faulty(Service);

    impl Counterpart for Faulty {
        type Mailbox = Service;

        fn into_mailbox(self) -> Service {
            self.0
        }

        fn before(_: &Service, _: Timestamp) -> premises::Result<()> {
            panic!("Okafor")
        }

        fn after(_: &Service) -> premises::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn an_exchange_that_breaks_off_is_not_shown_as_one_that_works() {
        let folder = tempfile::tempdir().unwrap();
        let premises = training::open(folder.path()).unwrap();
        let clock = Arc::new(DeskClock::of_the_computer().unwrap());
        let service = Service::open(&premises, training::SEED, clock.now()).unwrap();
        let (told, tells) = std::sync::mpsc::channel();
        let teller = Teller::new(move |kind| told.send(kind).unwrap());
        let lock = lock(&premises, clock.now()).unwrap();

        let parts = (premises.practice.clone(), Faulty(service));
        let (post, _) = Post::start(lock, parts, clock, Rhythm::default(), teller);
        let ended = &mut post.ended.clone();
        tauri::async_runtime::block_on(ended.wait_for(|ended| *ended)).unwrap();

        let Link::Down { message, .. } = post.link() else {
            panic!("{:?}", post.link());
        };
        assert!(message.contains("failed within itself"), "{message}");
        assert!(!message.contains("Okafor"), "{message}");
        assert!(
            tells
                .try_iter()
                .any(|told: Changed| told.kind == Kind::Link)
        );
        assert!(super::lock(&premises, Timestamp::UNIX_EPOCH).is_ok());
    }

    #[test]
    fn a_pass_that_asked_nobody_leaves_the_link_as_it_was() {
        let (early, late) = (Timestamp::UNIX_EPOCH, Timestamp::constant(60, 0));
        let (asked, not_asked) = (
            Pass::default(),
            Pass {
                next_poll: Some(late),
                ..Pass::default()
            },
        );
        let down = Link::Checking.down("It is down.".to_owned(), early);

        assert_eq!(down.clone().after(&not_asked, late), down);
        assert_eq!(
            Link::Reached(early).after(&not_asked, late),
            Link::Reached(early)
        );
        assert_eq!(down.clone().after(&asked, late), Link::Reached(late));
        assert_eq!(
            down.down("It is still down.".to_owned(), late),
            Link::Down {
                since: early,
                message: "It is still down.".to_owned()
            }
        );
    }
}
