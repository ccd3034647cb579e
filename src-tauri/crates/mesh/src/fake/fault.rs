//! What the server does wrong when it is told to.

use std::collections::{BTreeMap, VecDeque};
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use super::Reply;

/// The kinds of call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Call {
    Check,
    List,
    Fetch,
    /// A chunk after the first.
    FetchChunk,
    Acknowledge,
    Post,
    /// A chunk after the first.
    PostChunk,
    Track,
}

/// Something to go wrong with one answer.
#[derive(Clone)]
pub enum Fault {
    /// Nothing is done, and this is said.
    Say(Reply),
    /// Nothing is done, and the connection closes.
    LoseRequest,
    /// It is done, and the connection closes.
    LoseAnswer,
    /// It is done, and so many bytes of the answer come.
    Cut { after: usize },
    /// As `Cut`, but the connection breaks instead of closing.
    Reset { after: usize },
    /// It is done, and so many bytes of the answer come; the rest when it is released.
    Stall { after: usize },
    /// It is done, and the answer comes so many bytes at a time.
    Drip { bytes: usize, every: Duration },
    /// It is done, and these bytes are said, whatever they are.
    Raw(Vec<u8>),
    /// It is done, and the answer is changed.
    Alter(Arc<dyn Fn(&mut Reply) + Send + Sync>),
}

impl Fault {
    /// Nothing is done, and this is said.
    pub fn say(status: u16, body: &str) -> Self {
        Self::Say(Reply::new(status).with_body(body))
    }

    pub fn alter(change: impl Fn(&mut Reply) + Send + Sync + 'static) -> Self {
        Self::Alter(Arc::new(change))
    }
}

#[derive(Default)]
pub(crate) struct Faults {
    once: BTreeMap<Call, VecDeque<Fault>>,
    always: BTreeMap<Call, Fault>,
}

impl Faults {
    pub(super) fn push(&mut self, call: Call, fault: Fault) {
        self.once.entry(call).or_default().push_back(fault);
    }

    pub(super) fn stand(&mut self, call: Call, fault: Fault) {
        self.always.insert(call, fault);
    }

    pub(super) fn next(&mut self, call: Call) -> Option<Fault> {
        let once = self.once.get_mut(&call).and_then(VecDeque::pop_front);

        once.or_else(|| self.always.get(&call).cloned())
    }
}

impl fmt::Debug for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Say(reply) => write!(f, "Say({})", reply.status),
            Self::LoseRequest => f.write_str("LoseRequest"),
            Self::LoseAnswer => f.write_str("LoseAnswer"),
            Self::Cut { after } => write!(f, "Cut({after})"),
            Self::Reset { after } => write!(f, "Reset({after})"),
            Self::Stall { after } => write!(f, "Stall({after})"),
            Self::Drip { bytes, every } => write!(f, "Drip({bytes}, {every:?})"),
            Self::Raw(bytes) => write!(f, "Raw({} bytes)", bytes.len()),
            Self::Alter(_) => f.write_str("Alter"),
        }
    }
}
