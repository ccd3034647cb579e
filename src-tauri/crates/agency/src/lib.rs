//! The simulated registration service, good enough to train and to test against.
//!
//! Letters in, letters out. Pure: time comes in as an argument, chance from a seed, and the same calls
//! give the same bytes. [`TrainingMailbox`] puts it behind the `Mailbox` that the exchange uses.

mod answers;
mod complaint;
mod kept;
mod ledger;
mod links;
mod list;
mod mischief;
mod numbers;
mod outgoing;
mod post;
mod random;
mod receipts;
mod receiving;
mod rules;
mod sending;
mod sequence;
mod tamper;
mod wishes;
mod writing;

use std::fmt;

use gplinks::{Link, LinkCode, Numbers, OwnTn, PatientNumber, Sis};
use jiff::Timestamp;
use mailbox::Workflow;
use serde::{Deserialize, Serialize};

pub use complaint::{Complaint, Unreadable};
pub use ledger::{Fate, Heard, Ledger, Outcome, ReceiptHeard, Received, SentLetter};
pub use list::{Fp69Flag, Patient, Standing};
pub use mischief::{Count, Mischief};
pub use numbers::LastUsed;
pub use outgoing::{Answer, NothingWaits, Sent, WaitingAnswer};
pub use post::{
    AcceptedPost, AcknowledgeFault, Acknowledged, Attempt, CheckFault, Failure, Fault, FetchFault,
    ListFault, NotASnapshot, PostFault, TrackFault, TrainingMailbox, Witness,
};
pub use rules::{RefusalRule, RejectionRule, Rules, Wait, When};
pub use wishes::NotOnTheList;

use links::Links;
use list::List;
use numbers::{Issued, OwnTns};
use outgoing::Queue;
use random::Random;
use sequence::Sequence;

/// Whom the service serves and where its numbers stand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Setup {
    pub link: Link,
    /// Further registration services that it plays for the same practice, each with its own numbers.
    #[serde(default)]
    pub more_links: Vec<Link>,
    /// The service's own last numbers, on every link.
    #[serde(default)]
    pub last_used: LastUsed,
    /// The practice's own last numbers, where they are known; then a first letter that is lost is noticed.
    #[serde(default)]
    pub practice_last_used: Option<Numbers>,
    #[serde(default)]
    pub rules: Rules,
}

/// The registration service. Keep it as JSON between runs; it goes on where it was.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agency {
    practice: LinkCode,
    links: Links,
    rules: Rules,
    list: List,
    queue: Queue,
    mischief: mischief::Waiting,
    /// A letter that waits for the next one, to arrive after it.
    held: Option<Sent>,
    random: Random,
    own_tns: OwnTns,
    issued: Issued,
    practice_tns: Sequence,
    /// Letters that it has asked for once more.
    #[serde(default)]
    asked_again: Vec<Sis>,
    ledger: Ledger,
}

impl Setup {
    /// A fresh link with the rules that are true to life.
    pub fn new(link: Link) -> Self {
        Self {
            link,
            more_links: Vec::new(),
            last_used: LastUsed::default(),
            practice_last_used: None,
            rules: Rules::default(),
        }
    }
}

impl Agency {
    pub fn new(setup: Setup, seed: u64) -> Self {
        let used = setup.practice_last_used;
        let links = [setup.link.clone()].into_iter().chain(setup.more_links);

        Self {
            practice: setup.link.practice,
            links: Links::new(links, setup.last_used, used),
            rules: setup.rules,
            list: List::default(),
            queue: Queue::default(),
            mischief: mischief::Waiting::default(),
            asked_again: Vec::new(),
            held: None,
            random: Random::new(seed),
            own_tns: OwnTns::after(setup.last_used.tn),
            issued: Issued::default(),
            practice_tns: Sequence::new(OwnTn::LAST.get(), used.map(|used| used.tn.get())),
            ledger: Ledger::default(),
        }
    }

    pub fn rules(&self) -> &Rules {
        &self.rules
    }

    /// How it answers: delays, rejections, refusals. Holds for what arrives from here on.
    pub fn rules_mut(&mut self) -> &mut Rules {
        &mut self.rules
    }

    /// Puts a patient on the service's list, so that it equals the practice's. Text that a letter has
    /// no place for is written in the nearest that has one.
    pub fn enrol(&mut self, patient: Patient) {
        self.list.put(patient.in_level_a());
    }

    /// Everybody the service knows, those who have left included, in the order in which they came.
    pub fn patients(&self) -> &[Patient] {
        self.list.patients()
    }

    pub fn patient(&self, number: &PatientNumber) -> Option<&Patient> {
        self.list.get(number)
    }

    /// Does something wrong on purpose.
    pub fn misbehave(&mut self, mischief: Mischief) {
        if let Mischief::ReceiptForUnknown { sis } = mischief {
            self.receipt_unknown(sis);
        } else {
            self.mischief.push(mischief);
        }
    }

    pub fn ledger(&self) -> &Ledger {
        &self.ledger
    }

    /// What the practice's program has done wrong, gaps that are open included. Tests assert that there
    /// is none.
    pub fn complaints(&self) -> Vec<Complaint> {
        let complaints = self.ledger.complaints.iter().cloned();

        complaints.chain(self.links.gaps()).collect()
    }

    /// When it next has something to send, if nothing arrives before.
    pub fn next_due(&self) -> Option<Timestamp> {
        self.queue.next_due()
    }

    /// Somebody rings the practice and asks for a letter once more: that it comes again is no fault then.
    pub fn asks_again(&mut self, sis: Sis) {
        self.asked_again.push(sis);
    }

    /// Whether a letter was asked for once more; each time of asking serves for one.
    pub(crate) fn had_asked_for(&mut self, sis: Sis) -> bool {
        let asked = self.asked_again.iter().position(|asked| *asked == sis);
        if let Some(at) = asked {
            self.asked_again.swap_remove(at);
        }

        asked.is_some()
    }

    pub(crate) fn complain(&mut self, complaint: Complaint) {
        self.ledger.complaints.push(complaint);
    }

    /// A letter of the practice has arrived, at this instant. What is wrong with it is also kept among
    /// the complaints.
    pub fn receive(
        &mut self,
        workflow: Workflow,
        body: &[u8],
        at: Timestamp,
    ) -> Result<(), Unreadable> {
        receiving::receive(self, workflow, body, at)
    }

    /// What it sends up to `now`, in order, each letter dated `now`. Calling again sends nothing twice,
    /// even with an earlier `now`.
    pub fn due(&mut self, now: Timestamp) -> Vec<Sent> {
        sending::due(self, now)
    }
}

/// Only how much there is of everything: the state is full of patients.
impl fmt::Debug for Agency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Agency")
            .field("practice", &self.practice)
            .field("patients", &self.list.patients().len())
            .field("letters", &self.ledger.letters.len())
            .field("sent", &self.ledger.sent.len())
            .finish_non_exhaustive()
    }
}
