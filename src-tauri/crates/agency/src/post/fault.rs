//! What can go wrong between the practice and the carrier, scripted: a queue for each kind of call.

use std::collections::VecDeque;

use mailbox::{MailError, Posted, Trouble};
use serde::{Deserialize, Serialize};

/// Something to go wrong. Each call uses up the first fault of its kind; `Offline` and `TrackForgets`
/// last until they are lifted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fault {
    /// Nothing is reached, whatever is called.
    Offline,
    /// Tracking finds nothing at all, as after a reset of the carrier.
    TrackForgets,
    Check(CheckFault),
    List(ListFault),
    Fetch(FetchFault),
    Acknowledge(AcknowledgeFault),
    Post(PostFault),
    Track(TrackFault),
}

/// What any call may run into. Of a post, the last two leave it unknown whether the carrier has it; it
/// has not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Failure {
    NotReached,
    NotLetIn,
    Busy { wait_seconds: u32 },
    TimedOut,
    Broken,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CheckFault {
    Fails(Failure),
    /// The carrier's clock is behind by so much.
    ClockAhead {
        seconds: i64,
    },
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ListFault {
    Fails(Failure),
    /// The last message of the page stands on the next page once more. Waits for a page that has one.
    Twice,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FetchFault {
    Fails(Failure),
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AcknowledgeFault {
    /// It does not arrive: the message stays.
    Fails(Failure),
    /// It arrives, and the answer does not.
    AnswerLost,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PostFault {
    Fails(Failure),
    /// The carrier takes the letter, and the answer is lost.
    LoseAnswer,
    /// The letter is lost on the way to the carrier, and so nothing answers.
    LosePost,
    Refuse {
        code: String,
        words: String,
    },
    /// The carrier takes the letter twice, and the answer is lost.
    TakesTwice,
    /// The carrier takes the letter, cannot deliver it, and reports that.
    Undelivered {
        code: String,
        words: String,
    },
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TrackFault {
    Fails(Failure),
    /// The next so many calls find nothing.
    Slow {
        calls: u32,
    },
    /// The next so many calls say that the letter has not been collected.
    NotCollected {
        calls: u32,
    },
}

/// The faults that wait.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Faults {
    pub(super) offline: bool,
    pub(super) forgets: bool,
    pub(super) check: VecDeque<CheckFault>,
    pub(super) list: VecDeque<ListFault>,
    pub(super) fetch: VecDeque<FetchFault>,
    pub(super) acknowledge: VecDeque<AcknowledgeFault>,
    pub(super) post: VecDeque<PostFault>,
    pub(super) track: VecDeque<TrackFault>,
}

impl Faults {
    pub(super) fn push(&mut self, fault: Fault) {
        match fault {
            Fault::Offline => self.offline = true,
            Fault::TrackForgets => self.forgets = true,
            Fault::Check(fault) => self.check.push_back(fault),
            Fault::List(fault) => self.list.push_back(fault),
            Fault::Fetch(fault) => self.fetch.push_back(fault),
            Fault::Acknowledge(fault) => self.acknowledge.push_back(fault),
            Fault::Post(fault) => self.post.push_back(fault),
            Fault::Track(fault) => self.track.push_back(fault),
        }
    }

    pub(super) fn online(&self) -> Result<(), MailError> {
        if self.offline {
            Err(Failure::NotReached.error())
        } else {
            Ok(())
        }
    }

    /// A fault of several calls stays until they are used up.
    pub(super) fn next_track(&mut self) -> Option<TrackFault> {
        let fault = self.track.pop_front()?;
        let rest = match fault {
            TrackFault::Slow { calls } if calls > 1 => Some(TrackFault::Slow { calls: calls - 1 }),
            TrackFault::NotCollected { calls } if calls > 1 => {
                Some(TrackFault::NotCollected { calls: calls - 1 })
            }
            TrackFault::Fails(_) | TrackFault::Slow { .. } | TrackFault::NotCollected { .. } => {
                None
            }
        };
        if let Some(rest) = rest {
            self.track.push_front(rest);
        }

        Some(fault)
    }
}

impl Failure {
    pub(super) fn error(self) -> MailError {
        let (trouble, wait_seconds) = match self {
            Self::NotReached => (Trouble::NotReached, None),
            Self::NotLetIn => (Trouble::NotLetIn, None),
            Self::Busy { wait_seconds } => (Trouble::Busy, Some(wait_seconds)),
            Self::TimedOut => (Trouble::TimedOut, None),
            Self::Broken => (Trouble::Broken, None),
        };

        MailError {
            wait_seconds,
            ..MailError::new(trouble, "the training service was told to fail")
        }
    }

    pub(super) fn posted(self) -> Posted {
        match self {
            Self::NotReached | Self::NotLetIn | Self::Busy { .. } => Posted::NotSent(self.error()),
            Self::TimedOut | Self::Broken => Posted::Unknown(self.error()),
        }
    }
}

/// Lets a fault be written without its kind: `PostFault::LoseAnswer`.
macro_rules! faults {
    ($($kind:ident($fault:ident);)*) => {
        $(
            impl From<$fault> for Fault {
                fn from(fault: $fault) -> Self {
                    Self::$kind(fault)
                }
            }
        )*
    };
}

faults! {
    Check(CheckFault);
    List(ListFault);
    Fetch(FetchFault);
    Acknowledge(AcknowledgeFault);
    Post(PostFault);
    Track(TrackFault);
}
