//! What the server has seen: it belongs to neither side.

use std::collections::BTreeMap;
use std::fmt;

use jiff::Timestamp;

use super::Call;

/// Everything that was asked of the server, in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Witness {
    /// Also those that were refused, or failed as told.
    pub requests: Vec<Request>,
    /// The messages that were taken whole, whether or not the answer arrived.
    pub accepted: Vec<AcceptedPost>,
    /// The messages that were acknowledged, each as often as it was.
    pub acknowledged: Vec<(String, Timestamp)>,
    /// How often each message was fetched.
    pub fetched: BTreeMap<String, u32>,
    /// What the real MESH would not have let pass.
    pub breaches: Vec<String>,
}

/// One request. `Debug` shows no header and no body.
#[derive(Clone, PartialEq, Eq)]
pub struct Request {
    pub call: Option<Call>,
    pub at: Timestamp,
    pub line: String,
    /// In small letters, in the order they came.
    pub headers: Vec<(String, String)>,
    pub body_bytes: usize,
}

/// One message that the server took. `Debug` does not show the body.
#[derive(Clone, PartialEq, Eq)]
pub struct AcceptedPost {
    pub id: String,
    pub from: String,
    pub to: String,
    pub workflow: String,
    pub local_id: Option<String>,
    pub at: Timestamp,
    pub chunks: usize,
    pub body: Vec<u8>,
}

impl Witness {
    /// When a kind of call was made.
    pub fn times(&self, call: Call) -> Vec<Timestamp> {
        self.requests
            .iter()
            .filter(|request| request.call == Some(call))
            .map(|request| request.at)
            .collect()
    }
}

impl Request {
    pub fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(found, _)| found == name);

        found.map(|(_, value)| value.as_str())
    }
}

impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Request({}, {} bytes)", self.line, self.body_bytes)
    }
}

impl fmt::Debug for AcceptedPost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "AcceptedPost({}, {} bytes)", self.id, self.body.len())
    }
}
