//! The carrier in memory: what waits for the practice, and what it has taken from it.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use mailbox::{
    Arrived, Fetched, Handshake, Listing, LocalId, MailError, MailboxId, MessageId, Outgoing, Page,
    Posted, Report, Tracked, Trouble, Workflow,
};
use serde::{Deserialize, Serialize};

use super::fault::{
    AcknowledgeFault, CheckFault, Failure, Faults, FetchFault, ListFault, PostFault, TrackFault,
};
use super::witness::{AcceptedPost, Acknowledged, Attempt, Witness};
use crate::random::Random;
use crate::{Agency, kept};

/// What stands for the service's mailbox.
const FROM: &str = "TRAINING";
const PAGE_SIZE: usize = 500;

#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Carrier {
    pub(super) agency: Agency,
    now: Timestamp,
    pub(super) page_size: usize,
    random: Random,
    /// How many ids have been given.
    given: u64,
    /// In the order of arrival.
    waiting: BTreeMap<u64, Waiting>,
    places: BTreeMap<String, u64>,
    pub(super) faults: Faults,
    pub(super) witness: Witness,
}

/// One message that waits for the practice.
#[derive(Clone, Serialize, Deserialize)]
struct Waiting {
    #[serde(with = "kept::message_id")]
    id: MessageId,
    content: Content,
}

#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Content {
    Letter {
        #[serde(with = "kept::workflow")]
        workflow: Workflow,
        #[serde(with = "kept::bytes")]
        body: Vec<u8>,
    },
    /// Which accepted letter it is about, counted from 0.
    Report {
        about: usize,
        code: String,
        words: String,
    },
}

impl Carrier {
    pub(super) fn new(agency: Agency, now: Timestamp) -> Self {
        let random = agency.random;

        Self {
            agency,
            now,
            page_size: PAGE_SIZE,
            random,
            given: 0,
            waiting: BTreeMap::new(),
            places: BTreeMap::new(),
            faults: Faults::default(),
            witness: Witness::default(),
        }
    }

    pub(super) fn now(&self) -> Timestamp {
        self.now
    }

    pub(super) fn set_now(&mut self, now: Timestamp) {
        self.now = now;
        self.pull();
    }

    /// Takes over what the service sends.
    pub(super) fn pull(&mut self) {
        for sent in self.agency.due(self.now) {
            self.deliver(sent.workflow, sent.body);
        }
    }

    pub(super) fn deliver(&mut self, workflow: Workflow, body: Vec<u8>) -> MessageId {
        self.put(Content::Letter { workflow, body })
    }

    pub(super) fn waiting(&self) -> Vec<MessageId> {
        self.waiting
            .values()
            .map(|waiting| waiting.id.clone())
            .collect()
    }

    pub(super) fn check(&mut self) -> Result<Handshake, MailError> {
        self.faults.online()?;
        self.witness.checks += 1;
        let ahead = match self.faults.check.pop_front() {
            Some(CheckFault::Fails(failure)) => return Err(failure.error()),
            Some(CheckFault::ClockAhead { seconds }) => seconds,
            None => 0,
        };

        Ok(Handshake {
            clock_ahead_seconds: Some(ahead),
        })
    }

    pub(super) fn list(&mut self, after: Option<&Page>) -> Result<Listing, MailError> {
        self.faults.online()?;
        self.witness.lists += 1;
        if let Some(ListFault::Fails(failure)) = self.faults.list.front() {
            let error = failure.error();
            self.faults.list.pop_front();
            return Err(error);
        }
        let after = match after {
            Some(page) => page.as_str().parse().map_err(|_| not_understood())?,
            None => 0,
        };
        let waiting: Vec<_> = self
            .waiting
            .range(after + 1..)
            .take(self.page_size)
            .collect();
        let last = waiting.last().map(|(place, _)| **place);
        let messages = waiting
            .into_iter()
            .map(|(_, waiting)| waiting.id.clone())
            .collect();
        let more = last.filter(|last| self.waiting.range(last + 1..).next().is_some());
        let next = match last {
            Some(last) if self.faults.list.pop_front().is_some() => Some(last - 1),
            Some(_) | None => more,
        };

        Ok(Listing {
            messages,
            next: next.map(|place| Page::new(place.to_string())),
            left_out: 0,
        })
    }

    pub(super) fn fetch(&mut self, id: &MessageId) -> Result<Fetched, MailError> {
        self.faults.online()?;
        if let Some(FetchFault::Fails(failure)) = self.faults.fetch.pop_front() {
            return Err(failure.error());
        }
        let place = self.places.get(id.as_str()).ok_or_else(gone)?;
        let waiting = self.waiting.get(place).ok_or_else(gone)?;
        *self
            .witness
            .fetches
            .entry(id.as_str().to_owned())
            .or_default() += 1;

        Ok(self.shown(waiting))
    }

    pub(super) fn acknowledge(&mut self, id: &MessageId) -> Result<(), MailError> {
        self.faults.online()?;
        let fault = self.faults.acknowledge.pop_front();
        if let Some(AcknowledgeFault::Fails(failure)) = fault {
            return Err(failure.error());
        }
        let place = self.places.remove(id.as_str()).ok_or_else(gone)?;
        self.waiting.remove(&place);
        self.witness.acknowledged.push(Acknowledged {
            id: id.clone(),
            at: self.now,
        });

        match fault {
            Some(AcknowledgeFault::AnswerLost) => Err(Failure::Broken.error()),
            Some(AcknowledgeFault::Fails(_)) | None => Ok(()),
        }
    }

    pub(super) fn post(&mut self, letter: &Outgoing) -> Posted {
        self.witness.attempts.push(Attempt {
            local_id: letter.local_id,
            at: self.now,
        });
        if let Err(error) = self.faults.online() {
            return Posted::NotSent(error);
        }
        match self.faults.post.pop_front() {
            None => Posted::Accepted {
                id: self.accept(letter, true),
            },
            Some(PostFault::Fails(failure)) => failure.posted(),
            Some(PostFault::LosePost) => Failure::Broken.posted(),
            Some(PostFault::Refuse { code, words }) => Posted::Refused { code, words },
            Some(PostFault::LoseAnswer) => {
                self.accept(letter, true);
                Failure::Broken.posted()
            }
            Some(PostFault::TakesTwice) => {
                self.accept(letter, true);
                self.accept(letter, true);
                Failure::Broken.posted()
            }
            Some(PostFault::Undelivered { code, words }) => {
                let id = self.accept(letter, false);
                let about = self.witness.accepted.len() - 1;
                self.put(Content::Report { about, code, words });
                Posted::Accepted { id }
            }
        }
    }

    pub(super) fn track(&mut self, local_id: &LocalId) -> Result<Tracked, MailError> {
        self.faults.online()?;
        let fault = self.faults.next_track();
        let collected = match fault {
            Some(TrackFault::Fails(failure)) => return Err(failure.error()),
            Some(TrackFault::Slow { .. }) => return Ok(Tracked::NotFound),
            Some(TrackFault::NotCollected { .. }) => false,
            None => true,
        };
        if self.faults.forgets {
            return Ok(Tracked::NotFound);
        }
        let taken: Vec<_> = self.witness.taken_as(local_id).collect();

        Ok(match taken.as_slice() {
            [] => Tracked::NotFound,
            [one] => Tracked::Found {
                id: one.id.clone(),
                collected: collected && one.delivered,
            },
            several => Tracked::Several {
                ids: several.iter().map(|one| one.id.clone()).collect(),
            },
        })
    }

    /// What the service makes of a letter is in its own ledger; the carrier does not care.
    fn accept(&mut self, letter: &Outgoing, delivered: bool) -> MessageId {
        let (_, id) = self.next_id();
        self.witness.accepted.push(AcceptedPost {
            id: id.clone(),
            local_id: letter.local_id,
            at: self.now,
            to: letter.to.as_str().to_owned(),
            workflow: letter.workflow,
            body: letter.body.to_vec(),
            delivered,
        });
        if delivered
            && self
                .agency
                .receive(letter.workflow, &letter.body, self.now)
                .is_ok()
        {
            self.pull();
        }

        id
    }

    fn put(&mut self, content: Content) -> MessageId {
        let (place, id) = self.next_id();
        self.places.insert(id.as_str().to_owned(), place);
        self.waiting.insert(
            place,
            Waiting {
                id: id.clone(),
                content,
            },
        );

        id
    }

    /// In the form of MESH's: the time in 20 digits, and six hexadecimal ones.
    fn next_id(&mut self) -> (u64, MessageId) {
        self.given += 1;
        let now = self.now.to_zoned(TimeZone::UTC);
        let (count, mark) = (self.given % 1_000_000, self.random.below(1 << 24));
        let id = format!("{}{count:06}_{mark:06X}", now.strftime("%Y%m%d%H%M%S"));

        (self.given, MessageId::new(id))
    }

    fn shown(&self, waiting: &Waiting) -> Fetched {
        let id = waiting.id.clone();
        match &waiting.content {
            Content::Letter { workflow, body } => Fetched::Letter(Arrived {
                headers: headers(&id, *workflow),
                id,
                workflow: *workflow,
                from: Some(MailboxId::new(FROM)),
                body: body.clone(),
            }),
            Content::Report { about, code, words } => {
                let about = self.witness.accepted.get(*about);
                Fetched::Report(Report {
                    id,
                    about: about.map(|post| post.id.clone()),
                    about_attempt: about.map(|post| post.local_id),
                    code: Some(code.clone()),
                    description: Some(words.clone()),
                })
            }
        }
    }
}

fn headers(id: &MessageId, workflow: Workflow) -> Vec<(String, String)> {
    let header = |name: &str, value: &str| (name.to_owned(), value.to_owned());

    vec![
        header("mex-messageid", id.as_str()),
        header("mex-messagetype", "DATA"),
        header("mex-workflowid", workflow.as_str()),
        header("mex-from", FROM),
    ]
}

fn gone() -> MailError {
    MailError::new(Trouble::Gone, "no such message waits")
}

fn not_understood() -> MailError {
    MailError::new(
        Trouble::NotUnderstood,
        "the cursor is not one of this mailbox's",
    )
}
