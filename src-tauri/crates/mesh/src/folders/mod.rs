//! A mailbox over the folders of the MESH client, which owns the line to MESH: we exchange files with it.
//!
//! Patients' data lies in these folders in clear, as the client needs it; what is ours is cleared away as soon
//! as the ledger has it.

mod control;
mod incoming;
mod out;
mod place;

use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};
use mailbox::{
    Fetched, Handshake, Listing, LocalId, MailError, Mailbox, MailboxId, MessageId, Outgoing, Page,
    Posted, Tracked, Trouble,
};

use crate::Limits;
use incoming::Lying;
use place::Place;

/// The client looks every half hour as it is shipped; three times that means that it stands still.
const STANDS_STILL: SignedDuration = SignedDuration::from_mins(90);

/// The practice's mailbox, as the MESH client on this computer or on a share lays it out.
pub struct Folders {
    place: Place,
    mailbox: MailboxId,
    clock: Box<dyn Fn() -> Timestamp + Send + Sync>,
    limits: Limits,
    lying: Mutex<Lying>,
}

impl Folders {
    /// `root` holds the client's folders IN and OUT and, where it keeps records, SENT and FAILED.
    pub fn new(
        root: impl Into<PathBuf>,
        mailbox: MailboxId,
        clock: impl Fn() -> Timestamp + Send + Sync + 'static,
    ) -> Self {
        Self {
            place: Place::new(root.into()),
            mailbox,
            clock: Box::new(clock),
            limits: Limits::default(),
            lying: Mutex::default(),
        }
    }

    fn look(&self) -> Result<Listing, MailError> {
        let (listing, lying) = incoming::look(&self.place, &self.mailbox, (self.clock)())?;
        *self.lying.lock().unwrap_or_else(PoisonError::into_inner) = lying;

        Ok(listing)
    }

    /// A message that was listed in an earlier run is looked for once.
    fn pair(&self, id: &MessageId) -> Result<place::Pair, MailError> {
        let lies = || {
            let lying = self.lying.lock().unwrap_or_else(PoisonError::into_inner);
            lying.get(id).cloned()
        };
        if let Some(pair) = lies() {
            return Ok(pair);
        }
        self.look()?;

        lies().ok_or_else(|| MailError::new(Trouble::Gone, "it does not lie in IN"))
    }

    /// Letters that nobody has taken out of OUT for long.
    fn client_is_awake(&self) -> Result<(), MailError> {
        let unread = |error: std::io::Error| MailError::new(Trouble::NoClient, error.to_string());
        let now = (self.clock)();
        for pair in self.place.pairs("OUT").map_err(unread)? {
            let written = std::fs::metadata(&pair.control)
                .and_then(|data| data.modified())
                .ok()
                .and_then(|at| Timestamp::try_from(at).ok());
            if written.is_some_and(|at| at.duration_until(now) > STANDS_STILL) {
                return Err(MailError::new(Trouble::ClientStands, "files lie in OUT"));
            }
        }

        Ok(())
    }
}

impl Mailbox for Folders {
    async fn check(&self) -> Result<Handshake, MailError> {
        for folder in place::NEEDED {
            self.place
                .folder(folder)
                .map_err(|error| MailError::new(Trouble::NoClient, error.to_string()))?;
        }
        self.client_is_awake()?;

        Ok(Handshake::default())
    }

    async fn list(&self, _: Option<Page>) -> Result<Listing, MailError> {
        self.look()
    }

    async fn fetch(&self, id: &MessageId) -> Result<Fetched, MailError> {
        incoming::fetch(&self.pair(id)?, id, self.limits.message_bytes())
    }

    /// The client has acknowledged it to MESH already; here its files are cleared away.
    async fn acknowledge(&self, id: &MessageId) -> Result<(), MailError> {
        self.pair(id)?
            .remove()
            .map_err(|error| MailError::new(Trouble::NoClient, error.to_string()))
    }

    async fn post(&self, letter: &Outgoing) -> Posted {
        out::post(&self.place, &self.mailbox, letter)
    }

    async fn track(&self, local_id: &LocalId) -> Result<Tracked, MailError> {
        out::track(&self.place, local_id)
    }

    /// What cannot be read is no record: the client may be writing it.
    async fn records(&self) -> Vec<LocalId> {
        out::records(&self.place).unwrap_or_default()
    }

    /// What cannot be cleared away now is cleared away, or lies there, later: it does no harm but to privacy.
    async fn forget(&self, local_id: &LocalId) {
        let _ = out::clear(&self.place, local_id);
    }
}

impl std::fmt::Debug for Folders {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Folders({})", self.mailbox.as_str())
    }
}
