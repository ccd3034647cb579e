//! The training service's memory between two runs, encrypted beside the practice's data.

use agency::{Agency, Setup, TrainingMailbox};
use gplinks::{Cipher, Link, LinkCode};
use store::Drawer;

use crate::desk::open::Desk;
use crate::desk::refusal::Refusal;
use crate::error::Failure;

const FILE: &str = "training-service.db";
const PIECE: &str = "service";

/// The service as it was left, and where it is kept.
pub(crate) struct Service {
    pub(crate) mailbox: TrainingMailbox,
    pub(crate) memory: Memory,
}

/// Where the service is kept.
pub(crate) struct Memory(Drawer);

impl Service {
    /// Goes on where the service was left; one that nobody has met yet knows the practice's links.
    pub(crate) fn open(desk: &Desk) -> Result<Self, Failure> {
        desk.only_training("the training service")?;
        let drawer = Drawer::open(&desk.folder.join(FILE), &desk.training_key().hex())
            .map_err(|_| Refusal::TrainingMemory)?;
        let kept = drawer.get(PIECE).map_err(|_| Refusal::TrainingMemory)?;
        let mailbox = match kept {
            Some(bytes) => restored(&bytes)?,
            None => begun(desk)?,
        };
        mailbox.set_now(desk.now);

        Ok(Self {
            mailbox,
            memory: Memory(drawer),
        })
    }

    pub(crate) fn apart(self) -> (TrainingMailbox, Memory) {
        (self.mailbox, self.memory)
    }

    pub(crate) fn keep(&self) -> Result<(), Failure> {
        self.memory.keep(&self.mailbox)
    }
}

impl Memory {
    pub(crate) fn keep(&self, mailbox: &TrainingMailbox) -> Result<(), Failure> {
        let snapshot = mailbox.snapshot().map_err(|_| Refusal::TrainingMemory)?;

        Ok(self.0.put(PIECE, snapshot.to_string().as_bytes())?)
    }
}

fn restored(bytes: &[u8]) -> Result<TrainingMailbox, Failure> {
    let snapshot = serde_json::from_slice(bytes).map_err(|_| Refusal::TrainingMemory)?;

    Ok(TrainingMailbox::restore(snapshot).map_err(|_| Refusal::TrainingMemory)?)
}

fn begun(desk: &Desk) -> Result<TrainingMailbox, Failure> {
    let links = desk.practice.store().read(|r| r.links())?;
    let ends = |link: &store::Link| {
        Some(Link {
            practice: LinkCode::parse(&link.practice_code)?,
            cipher: Cipher::parse(&link.cipher)?,
            service: LinkCode::parse(&link.service_code)?,
        })
    };
    let mut links = links.iter().filter_map(ends);
    let first = links.next().ok_or(Refusal::TrainingMemory)?;
    let mut setup = Setup::new(first);
    setup.more_links = links.collect();

    Ok(TrainingMailbox::new(
        Agency::new(setup, desk.seed.unwrap_or_default()),
        desk.now,
    ))
}
