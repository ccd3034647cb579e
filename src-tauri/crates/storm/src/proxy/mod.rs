//! A line between a client and a server that breaks as it is told: each connection by its own script.

mod carry;
mod script;

use std::collections::VecDeque;
use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinHandle;

pub use script::{Ending, Script, Way};

/// Stands on a port of its own, and is gone when it is dropped.
#[derive(Debug)]
pub struct Proxy {
    address: SocketAddr,
    state: Arc<State>,
    accepts: JoinHandle<()>,
}

/// What the proxy and its connections share.
#[derive(Debug)]
pub(crate) struct State {
    /// For the connections to come; the last one stays for all that follow.
    scripts: Mutex<VecDeque<Script>>,
    pub(crate) counts: watch::Sender<Counts>,
    /// Bumped when what stalls may go on.
    pub(crate) released: watch::Sender<u64>,
}

/// What went over the line since it was laid.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Connections that were begun.
    pub begun: u64,
    /// Connections that are over, both ways.
    pub ended: u64,
    /// Bytes that were handed on to the server, and to the client.
    pub up: u64,
    pub down: u64,
    /// Directions that stall at this moment.
    pub stalled: u64,
}

impl Proxy {
    /// Lays a line to a server; every connection is a faithful one until it is told otherwise.
    pub async fn to(server: SocketAddr) -> io::Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let address = listener.local_addr()?;
        let state = Arc::new(State {
            scripts: Mutex::new(VecDeque::from([Script::default()])),
            counts: watch::Sender::default(),
            released: watch::Sender::default(),
        });
        let accepts = tokio::spawn(accept(listener, server, state.clone()));

        Ok(Self {
            address,
            state,
            accepts,
        })
    }

    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The scripts of the connections to come, in order; the last one serves all that follow.
    pub fn play(&self, scripts: impl IntoIterator<Item = Script>) {
        let mut waiting: VecDeque<Script> = scripts.into_iter().collect();
        if waiting.is_empty() {
            waiting.push_back(Script::default());
        }
        *self.state.scripts() = waiting;
    }

    /// Lets everything go on that stalls now.
    pub fn release(&self) {
        self.state.released.send_modify(|turn| *turn += 1);
    }

    pub fn counts(&self) -> Counts {
        *self.state.counts.borrow()
    }

    /// Waits until the counts are as wanted; they are looked at after every change.
    pub async fn until(&self, wanted: impl FnMut(&Counts) -> bool) -> Counts {
        let mut counts = self.state.counts.subscribe();
        let found = counts.wait_for(wanted).await.map(|counts| *counts);

        found.unwrap_or_default()
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.accepts.abort();
    }
}

impl State {
    fn scripts(&self) -> MutexGuard<'_, VecDeque<Script>> {
        self.scripts.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn next_script(&self) -> Script {
        let mut scripts = self.scripts();
        if scripts.len() > 1 {
            return scripts.pop_front().unwrap_or_default();
        }

        scripts.front().cloned().unwrap_or_default()
    }

    pub(crate) fn count(&self, change: impl FnOnce(&mut Counts)) {
        self.counts.send_modify(change);
    }
}

async fn accept(listener: TcpListener, server: SocketAddr, state: Arc<State>) {
    // Connections are children of this task: they end with it.
    let mut connections = tokio::task::JoinSet::new();
    while let Ok((client, _)) = listener.accept().await {
        let (state, script) = (state.clone(), state.next_script());
        state.count(|counts| counts.begun += 1);
        connections.spawn(async move {
            // A server that is not there is a client whose connection ends.
            if let Ok(server) = TcpStream::connect(server).await {
                carry::both_ways(client, server, script, &state).await;
            }
            state.count(|counts| counts.ended += 1);
        });
    }
}
