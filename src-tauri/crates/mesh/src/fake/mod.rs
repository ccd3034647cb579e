//! A strict MESH in this process, for tests. It refuses what the real one refuses and the public sandbox
//! lets pass (tokens used twice, wrong clocks, unregistered workflows, incomplete messages), writes down
//! everything it sees, and fails as it is told. It keeps the time that it is given.

mod admit;
mod books;
mod desk;
mod fault;
mod inbox;
mod names;
mod outbox;
mod serve;
mod watch;
mod wire;
mod witness;

use std::fmt;
use std::io;
use std::net::SocketAddr;
use std::ops::ControlFlow;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;
use mailbox::MessageId;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use crate::{Proxy, Setup};
use books::Books;
use watch::Watcher;

pub use books::{Order, Parcel, ReportOn, Rules};
pub use fault::{Call, Fault};
pub use names::Names;
pub use watch::Moment;
pub use wire::Reply;
pub use witness::{AcceptedPost, Request, Witness};

/// The key that all mailboxes of this server share.
pub const SHARED_KEY: &str = "TestKey";

/// A server on this computer. It ends when this is dropped.
pub struct FakeMesh {
    world: World,
    address: SocketAddr,
    task: JoinHandle<()>,
}

/// What the server's connections share.
#[derive(Clone)]
pub(crate) struct World {
    books: Arc<Mutex<Books>>,
    /// How often answers that stalled were let go.
    released: tokio::sync::watch::Sender<u64>,
    pub(crate) watcher: Watcher,
}

impl FakeMesh {
    /// Opens a port and serves on it. Nobody has a mailbox yet.
    pub async fn start(now: Timestamp) -> io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let world = World {
            books: Arc::new(Mutex::new(Books::new(now))),
            released: tokio::sync::watch::Sender::new(0),
            watcher: Watcher::default(),
        };
        let task = tokio::spawn(serve::serve(listener, world.clone()));

        Ok(Self {
            world,
            address,
            task,
        })
    }

    pub fn port(&self) -> u16 {
        self.address.port()
    }

    pub fn address(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Opens a mailbox that may send and be sent both our workflows.
    pub fn register(&self, mailbox: &str, password: &str) {
        self.books().register(mailbox, password);
    }

    /// Lets a mailbox send and be sent a workflow, or forbids it.
    pub fn allow(&self, mailbox: &str, workflow: &str, allowed: bool) {
        self.books().allow(mailbox, workflow, allowed);
    }

    /// Settings with which a mailbox reaches this server.
    pub fn setup(&self, mailbox: &str) -> Setup {
        let password = self.books().password(mailbox).unwrap_or_default();

        Setup {
            proxy: Proxy::None,
            ..Setup::new(self.address(), mailbox, password.into(), SHARED_KEY.into())
        }
    }

    pub fn now(&self) -> Timestamp {
        self.books().now
    }

    /// Sets the time; what has waited too long is reported to its sender.
    pub fn set_now(&self, now: Timestamp) {
        let mut books = self.books();
        books.now = now;
        books.expire();
    }

    /// This server's clock, for a client that shall be right.
    pub fn clock(&self) -> impl Fn() -> Timestamp + Send + Sync + use<> {
        let world = self.world.clone();

        move || world.books().now
    }

    /// Changes how strict it is.
    pub fn rules(&self, change: impl FnOnce(&mut Rules)) {
        change(&mut self.books().rules);
    }

    /// Puts a message into a mailbox, whoever may have sent it.
    pub fn deliver(&self, parcel: Parcel) -> MessageId {
        MessageId::new(self.books().deliver(parcel))
    }

    /// What waits for a mailbox, oldest first.
    pub fn waiting(&self, mailbox: &str) -> Vec<MessageId> {
        let books = self.books();

        books
            .waiting(mailbox)
            .map(|message| MessageId::new(&message.id))
            .collect()
    }

    /// Lets the next call of this kind go wrong; several faults come one after the other.
    pub fn fault(&self, call: Call, fault: Fault) {
        self.books().faults.push(call, fault);
    }

    /// Lets every call of this kind go wrong, until the faults are lifted.
    pub fn always(&self, call: Call, fault: Fault) {
        self.books().faults.stand(call, fault);
    }

    pub fn lift_faults(&self) {
        self.books().faults = fault::Faults::default();
    }

    /// Lets all stalled answers go.
    pub fn release(&self) {
        self.world.released.send_modify(|times| *times += 1);
    }

    /// Somebody to be told how far each connection and each request has come; what they do is done before it goes on.
    /// After a break the connection ends there.
    pub fn watch(
        &self,
        told: impl Fn(Moment, Option<Call>) -> ControlFlow<()> + Send + Sync + 'static,
    ) {
        self.world.watcher.is(told);
    }

    /// A copy of what was seen.
    pub fn witness(&self) -> Witness {
        self.books().witness.clone()
    }

    fn books(&self) -> MutexGuard<'_, Books> {
        self.world.books()
    }
}

impl World {
    /// A panic elsewhere leaves the books as they were between two requests.
    pub(crate) fn books(&self) -> MutexGuard<'_, Books> {
        self.books.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) async fn until_released(&self) {
        let mut released = self.released.subscribe();
        // The sender lives as long as the server does.
        let _ = released.changed().await;
    }
}

impl Drop for FakeMesh {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl fmt::Debug for FakeMesh {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "FakeMesh({})", self.address)
    }
}
