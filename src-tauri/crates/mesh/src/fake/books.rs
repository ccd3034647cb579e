//! The server's books: mailboxes, messages, and how strict it is.

use std::collections::{BTreeMap, BTreeSet};

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use super::fault::Faults;
use super::witness::Witness;

pub(crate) struct Books {
    pub(super) now: Timestamp,
    pub(super) rules: Rules,
    boxes: BTreeMap<String, MailboxRow>,
    /// In the order in which they were begun.
    pub(super) messages: Vec<Message>,
    /// Tokens that were used.
    pub(super) seen: BTreeSet<String>,
    pub(super) faults: Faults,
    pub(super) witness: Witness,
}

struct MailboxRow {
    password: String,
    workflows: BTreeSet<String>,
}

/// Reads the number of a body.
pub type Order = fn(&[u8]) -> Option<u64>;

/// How strict the server is.
pub struct Rules {
    /// How far a client's clock may be off.
    pub most_skew: SignedDuration,
    pub most_body_bytes: usize,
    /// Messages on a page, where that is less than was asked for.
    pub page_size: usize,
    /// Whether a message may be forgotten: a test says whether its client has it on disk.
    pub may_acknowledge: Box<dyn Fn(&str) -> bool + Send>,
    /// The number of a body. From one mailbox to another they must rise, in each workflow.
    pub order: Option<Order>,
    /// Tracking does not know of a message that was taken more recently.
    pub tracking_delay: SignedDuration,
    /// A message that waits longer is reported to its sender.
    pub expires_after: SignedDuration,
}

impl Default for Rules {
    fn default() -> Self {
        Self {
            most_skew: SignedDuration::from_hours(2),
            most_body_bytes: 100_000_000,
            page_size: usize::MAX,
            may_acknowledge: Box::new(|_| true),
            order: None,
            tracking_delay: SignedDuration::ZERO,
            expires_after: SignedDuration::from_hours(5 * 24),
        }
    }
}

/// What is put into a mailbox: a letter in one or several chunks, or with `about` a report.
#[derive(Clone, Default)]
pub struct Parcel {
    pub to: String,
    pub from: Option<String>,
    pub workflow: Option<String>,
    pub local_id: Option<String>,
    pub chunks: Vec<Vec<u8>>,
    /// The content encoding that is told with each chunk; the bytes must be so already.
    pub encoding: Option<String>,
    pub checksum: Option<String>,
    pub report: Option<ReportOn>,
}

/// What a report says.
#[derive(Debug, Clone, Default)]
pub struct ReportOn {
    pub linked_id: Option<String>,
    pub code: String,
    pub words: String,
}

impl Parcel {
    /// A letter in one piece, from nobody in particular.
    pub fn letter(to: &str, workflow: &str, body: impl Into<Vec<u8>>) -> Self {
        Self {
            to: to.to_owned(),
            from: Some("NHAIS01".to_owned()),
            workflow: Some(workflow.to_owned()),
            chunks: vec![body.into()],
            ..Self::default()
        }
    }

    /// MESH's own word that something was not delivered.
    pub fn report(to: &str, linked_id: Option<&str>, local_id: Option<&str>) -> Self {
        Self {
            to: to.to_owned(),
            workflow: Some("NHAIS_REG".to_owned()),
            local_id: local_id.map(str::to_owned),
            report: Some(ReportOn {
                linked_id: linked_id.map(str::to_owned),
                code: "14".to_owned(),
                words: "Message not collected by recipient after 5 days".to_owned(),
            }),
            ..Self::default()
        }
    }
}

/// The parcel is a patient's letter: only its size is shown.
impl std::fmt::Debug for Parcel {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let bytes: usize = self.chunks.iter().map(Vec::len).sum();

        write!(f, "Parcel({}, {bytes} bytes)", self.to)
    }
}

impl std::fmt::Debug for Rules {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Rules")
    }
}

pub(super) struct Message {
    pub(super) id: String,
    pub(super) parcel: Parcel,
    /// How many chunks it is to have; those that are there stand in the parcel, in order.
    pub(super) of: usize,
    pub(super) state: State,
    pub(super) since: Timestamp,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    Uploading,
    Accepted,
    Acknowledged,
    Undeliverable,
}

impl State {
    /// As version 1 writes it.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Uploading => "Uploading",
            Self::Accepted => "Accepted",
            Self::Acknowledged => "Acknowledged",
            Self::Undeliverable => "Undeliverable",
        }
    }
}

impl Books {
    pub(super) fn new(now: Timestamp) -> Self {
        Self {
            now,
            rules: Rules::default(),
            boxes: BTreeMap::new(),
            messages: Vec::new(),
            seen: BTreeSet::new(),
            faults: Faults::default(),
            witness: Witness::default(),
        }
    }

    pub(super) fn register(&mut self, mailbox: &str, password: &str) {
        let workflows = ["NHAIS_REG", "NHAIS_RECEP"].map(str::to_owned);
        self.boxes.insert(
            mailbox.to_owned(),
            MailboxRow {
                password: password.to_owned(),
                workflows: workflows.into(),
            },
        );
    }

    pub(super) fn allow(&mut self, mailbox: &str, workflow: &str, allowed: bool) {
        if let Some(row) = self.boxes.get_mut(mailbox) {
            match allowed {
                true => row.workflows.insert(workflow.to_owned()),
                false => row.workflows.remove(workflow),
            };
        }
    }

    pub(super) fn password(&self, mailbox: &str) -> Option<String> {
        self.boxes.get(mailbox).map(|row| row.password.clone())
    }

    pub(super) fn is_registered(&self, mailbox: &str) -> bool {
        self.boxes.contains_key(mailbox)
    }

    pub(super) fn may_carry(&self, mailbox: &str, workflow: &str) -> bool {
        self.boxes
            .get(mailbox)
            .is_some_and(|row| row.workflows.contains(workflow))
    }

    pub(super) fn breach(&mut self, what: &str) {
        self.witness.breaches.push(what.to_owned());
    }

    pub(super) fn deliver(&mut self, parcel: Parcel) -> String {
        let of = parcel.chunks.len();

        self.begin(parcel, of, State::Accepted)
    }

    pub(super) fn begin(&mut self, parcel: Parcel, of: usize, state: State) -> String {
        let id = self.next_id();
        self.messages.push(Message {
            id: id.clone(),
            parcel,
            of,
            state,
            since: self.now,
        });

        id
    }

    /// In the form of MESH's: the time in 20 digits, and six hexadecimal ones.
    fn next_id(&self) -> String {
        let (now, count) = (self.now.to_zoned(TimeZone::UTC), self.messages.len() + 1);

        format!(
            "{}{:06}_{:06X}",
            now.strftime("%Y%m%d%H%M%S"),
            count % 1_000_000,
            count
        )
    }

    pub(super) fn message(&mut self, id: &str) -> Option<&mut Message> {
        self.messages.iter_mut().find(|message| message.id == id)
    }

    pub(super) fn waiting(&self, mailbox: &str) -> impl Iterator<Item = &Message> {
        self.messages
            .iter()
            .filter(move |message| message.state == State::Accepted && message.parcel.to == mailbox)
    }

    /// What nobody fetched in time is taken away, and its sender told.
    pub(super) fn expire(&mut self) {
        let (now, most) = (self.now, self.rules.expires_after);
        let mut reports = Vec::new();
        for message in &mut self.messages {
            if message.state == State::Accepted && now.duration_since(message.since) >= most {
                message.state = State::Undeliverable;
                let sender = message.parcel.from.clone().unwrap_or_default();
                let local_id = message.parcel.local_id.as_deref();
                let mut report = Parcel::report(&sender, Some(&message.id), local_id);
                report.workflow.clone_from(&message.parcel.workflow);
                reports.push(report);
            }
        }
        for report in reports {
            self.deliver(report);
        }
    }
}
