//! The training service's memory between two runs, encrypted beside the practice's data.

use agency::{Agency, Setup, TrainingMailbox};
use gplinks::{Cipher, Link, LinkCode};
use jiff::Timestamp;
use mailbox::{
    Fetched, Handshake, Listing, LocalId, MailError, Mailbox, MailboxId, MessageId, Outgoing, Page,
    Posted, Tracked, Trouble, Workflow,
};
use serde::{Deserialize, Serialize};
use store::Drawer;

use crate::{Premises, PremisesError, Result};

pub const FILE: &str = "training-service.db";
const PIECE: &str = "service";

/// The service as it was left, and where it is kept.
pub struct Service {
    pub mailbox: TrainingMailbox,
    memory: Memory,
}

/// Where the service is kept: its state at the end of a run, and what happened to it since.
struct Memory(Drawer);

/// What happens to the service during a run. Played again, it leads to the same state.
#[derive(Serialize, Deserialize)]
enum Happened {
    Now(Timestamp),
    Posted {
        to: String,
        workflow: String,
        local_id: String,
        /// A character for each byte.
        body: String,
    },
    /// A letter of the service's is with the practice.
    Forgotten(String),
}

impl std::fmt::Debug for Service {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Service")
    }
}

impl Service {
    /// Goes on where the service was left; one that nobody has met yet knows the practice's links.
    pub fn open(premises: &Premises, seed: u64, now: Timestamp) -> Result<Self> {
        Self::of_links(drawer(premises)?, links(premises)?, seed, now)
    }

    /// The service as it was left, for whoever only looks: nothing of it changes, not even its clock.
    pub fn look(premises: &Premises, seed: u64, now: Timestamp) -> Result<Self> {
        let links = links(premises)?;
        let (service, _) = Self::as_left(drawer(premises)?, || begun(links, seed, now))?;

        Ok(service)
    }

    /// Goes on where the service in a drawer was left.
    pub fn of_links(drawer: Drawer, links: Vec<Link>, seed: u64, now: Timestamp) -> Result<Self> {
        Self::remembered(drawer, || begun(links, seed, now), now)
    }

    fn remembered(
        drawer: Drawer,
        begun: impl FnOnce() -> Result<TrainingMailbox>,
        now: Timestamp,
    ) -> Result<Self> {
        let (service, is_kept) = Self::as_left(drawer, begun)?;
        if !is_kept {
            service.keep()?;
        }
        service.set_now(now)?;

        Ok(service)
    }

    /// As it was left, and whether anything of it is kept. Nothing is written: its clock stands where it stood.
    fn as_left(
        drawer: Drawer,
        begun: impl FnOnce() -> Result<TrainingMailbox>,
    ) -> Result<(Self, bool)> {
        let memory = Memory(drawer);
        let kept = memory
            .0
            .get(PIECE)
            .map_err(|_| PremisesError::TrainingMemory)?;
        let service = Self {
            mailbox: match &kept {
                Some(bytes) => restored(bytes)?,
                None => begun()?,
            },
            memory,
        };
        service.remember()?;

        Ok((service, kept.is_some()))
    }

    /// A run that was cut off: what it did is done again.
    fn remember(&self) -> Result<()> {
        let noted = self.memory.0.noted_since(PIECE);
        for bytes in noted.map_err(|_| PremisesError::TrainingMemory)? {
            let happened: Happened =
                serde_json::from_slice(&bytes).map_err(|_| PremisesError::TrainingMemory)?;
            match happened {
                Happened::Now(now) => self.mailbox.set_now(now),
                Happened::Forgotten(id) => {
                    // What is gone twice is gone.
                    drop(self.mailbox.acknowledge_now(&MessageId::new(id)));
                }
                Happened::Posted { .. } => {
                    let letter = happened.letter().ok_or(PremisesError::TrainingMemory)?;
                    // What the carrier answered then is in the practice's ledger, or in doubt there.
                    drop(self.mailbox.post_now(&letter));
                }
            }
        }

        Ok(())
    }

    /// Sets the service's time.
    pub fn set_now(&self, now: Timestamp) -> Result<()> {
        self.memory.note(&Happened::Now(now))?;
        self.mailbox.set_now(now);

        Ok(())
    }

    /// Takes a letter that came by another way, and has noted it when it returns.
    pub fn take(&self, letter: &Outgoing) -> Result<()> {
        self.memory.note(&Happened::posted(letter))?;
        drop(self.mailbox.post_now(letter));

        Ok(())
    }

    pub fn has_taken(&self, local_id: &LocalId) -> bool {
        self.mailbox
            .with_witness(|witness| witness.taken_as(local_id).next().is_some())
    }

    /// A letter of the service's went another way to the practice.
    pub fn forget(&self, id: &MessageId) -> Result<()> {
        self.memory
            .note(&Happened::Forgotten(id.as_str().to_owned()))?;
        drop(self.mailbox.acknowledge_now(id));

        Ok(())
    }

    pub fn keep(&self) -> Result<()> {
        let snapshot = self
            .mailbox
            .snapshot()
            .map_err(|_| PremisesError::TrainingMemory)?;

        Ok(self.memory.0.put(PIECE, snapshot.to_string().as_bytes())?)
    }
}

impl Memory {
    fn note(&self, happened: &Happened) -> Result<()> {
        let bytes = serde_json::to_vec(happened).map_err(|_| PremisesError::TrainingMemory)?;

        Ok(self.0.note(&bytes)?)
    }
}

impl Happened {
    fn posted(letter: &Outgoing) -> Self {
        Self::Posted {
            to: letter.to.as_str().to_owned(),
            workflow: letter.workflow.as_str().to_owned(),
            local_id: letter.local_id.to_string(),
            body: letter.body.iter().copied().map(char::from).collect(),
        }
    }

    fn letter(&self) -> Option<Outgoing> {
        match self {
            Self::Now(_) | Self::Forgotten(_) => None,
            Self::Posted {
                to,
                workflow,
                local_id,
                body,
            } => Some(Outgoing {
                to: MailboxId::new(to),
                workflow: Workflow::parse(workflow)?,
                local_id: LocalId::parse(local_id)?,
                body: body
                    .chars()
                    .map(u8::try_from)
                    .collect::<Result<_, _>>()
                    .ok()?,
                sha256: None,
            }),
        }
    }
}

/// The service's mailbox, as the exchange uses it: it notes a letter before it takes it, so that a
/// run that is cut off has not taken what nobody remembers.
impl Mailbox for Service {
    async fn check(&self) -> Result<Handshake, MailError> {
        self.mailbox.check().await
    }

    async fn list(&self, after: Option<Page>) -> Result<Listing, MailError> {
        self.mailbox.list(after).await
    }

    async fn fetch(&self, id: &MessageId) -> Result<Fetched, MailError> {
        self.mailbox.fetch(id).await
    }

    async fn acknowledge(&self, id: &MessageId) -> Result<(), MailError> {
        self.mailbox.acknowledge(id).await
    }

    async fn post(&self, letter: &Outgoing) -> Posted {
        match self.memory.note(&Happened::posted(letter)) {
            Ok(()) => self.mailbox.post_now(letter),
            Err(_) => Posted::NotSent(MailError::new(Trouble::NotReached, "its memory is full")),
        }
    }

    async fn track(&self, local_id: &LocalId) -> Result<Tracked, MailError> {
        self.mailbox.track(local_id).await
    }
}

fn restored(bytes: &[u8]) -> Result<TrainingMailbox> {
    let snapshot = serde_json::from_slice(bytes).map_err(|_| PremisesError::TrainingMemory)?;

    TrainingMailbox::restore(snapshot).map_err(|_| PremisesError::TrainingMemory)
}

fn drawer(premises: &Premises) -> Result<Drawer> {
    if !premises.settings.training {
        return Err(PremisesError::NotTraining);
    }
    let file = premises.folder.join(FILE);

    Drawer::open(&file, &premises.training_key().hex()).map_err(|_| PremisesError::TrainingMemory)
}

fn begun(links: Vec<Link>, seed: u64, now: Timestamp) -> Result<TrainingMailbox> {
    let mut links = links.into_iter();
    let first = links.next().ok_or(PremisesError::TrainingMemory)?;
    let mut setup = Setup::new(first);
    setup.more_links = links.collect();

    Ok(TrainingMailbox::new(Agency::new(setup, seed), now))
}

fn links(premises: &Premises) -> Result<Vec<Link>> {
    let links = premises.practice.store().read(|r| r.links())?;
    let ends = |link: &store::Link| {
        Some(Link {
            practice: LinkCode::parse(&link.practice_code)?,
            cipher: Cipher::parse(&link.cipher)?,
            service: LinkCode::parse(&link.service_code)?,
        })
    };

    Ok(links.iter().filter_map(ends).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: &str = "5d0c1f6f3c2f4b7e8a9b0c1d2e3f405162738495a6b7c8d9eaf0b1c2d3e4f506";

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn service(folder: &std::path::Path, now: &str) -> Service {
        let drawer = Drawer::open(&folder.join(FILE), KEY).unwrap();
        let begun = || {
            let link = Link {
                practice: LinkCode::parse("PRAC").unwrap(),
                cipher: Cipher::parse("XX1").unwrap(),
                service: LinkCode::parse("XX11").unwrap(),
            };
            Ok(TrainingMailbox::new(
                Agency::new(Setup::new(link), 1),
                at(now),
            ))
        };

        Service::remembered(drawer, begun, at(now)).unwrap()
    }

    fn letter(id: u8) -> Outgoing {
        Outgoing {
            to: MailboxId::new("TRAINING"),
            workflow: Workflow::Registration,
            local_id: LocalId::from_bytes([id; 16]),
            body: b"UNB+UNOA:2+PRAC+XX11+250310:0930+00000001'"[..].into(),
            sha256: None,
        }
    }

    fn post(service: &Service, id: u8) -> Posted {
        tokio::runtime::Builder::new_current_thread()
            .build()
            .unwrap()
            .block_on(service.post(&letter(id)))
    }

    #[test]
    fn a_run_that_is_cut_off_has_taken_what_it_said_it_took() {
        let folder = tempfile::tempdir().unwrap();
        let kept = service(folder.path(), "2025-03-10T09:00:00Z");
        post(&kept, 1);
        kept.keep().unwrap();
        drop(kept);

        let cut_off = service(folder.path(), "2025-03-10T09:05:00Z");
        let posted = [post(&cut_off, 2), post(&cut_off, 3)];
        let seen = cut_off.mailbox.snapshot().unwrap();
        drop(cut_off);
        let again = service(folder.path(), "2025-03-10T09:05:00Z");

        let accepted = again.mailbox.witness().accepted;
        let ids = accepted
            .iter()
            .map(|one| Posted::Accepted { id: one.id.clone() });
        assert_eq!(ids.skip(1).collect::<Vec<_>>(), posted);
        assert_eq!(again.mailbox.snapshot().unwrap(), seen);
    }
}
