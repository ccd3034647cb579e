//! What can go wrong between us and the carrier.

/// Why a call to the carrier did not do its work. The detail is for a log: it never holds a body.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{trouble}")]
pub struct MailError {
    pub trouble: Trouble,
    pub detail: String,
    /// How long the carrier asked us to wait.
    pub wait_seconds: Option<u32>,
}

/// The kinds of trouble, each with the sentence that a person reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum Trouble {
    #[error("the network or MESH could not be reached")]
    NotReached,
    #[error("MESH did not answer in time")]
    TimedOut,
    #[error("the connection was lost before MESH had answered")]
    Broken,
    #[error("MESH is busy and asks us to come back later")]
    Busy,
    #[error("MESH has trouble of its own")]
    Failing,
    #[error("MESH did not let us in: mailbox, password or certificate are not the right ones")]
    NotLetIn,
    #[error("MESH no longer has this message")]
    Gone,
    #[error("MESH answered something that cannot be understood")]
    NotUnderstood,
    #[error("the message is larger than any letter may be")]
    TooLarge,
}

impl MailError {
    pub fn new(trouble: Trouble, detail: impl Into<String>) -> Self {
        Self {
            trouble,
            detail: detail.into(),
            wait_seconds: None,
        }
    }
}
