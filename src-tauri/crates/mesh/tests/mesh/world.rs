//! A practice's mailbox at the fake, and the registration service's beside it.

use jiff::{SignedDuration, Timestamp};
use mailbox::{
    Arrived, Fetched, LocalId, MailError, Mailbox, MailboxId, MessageId, Outgoing, Posted, Trouble,
    Workflow,
};
use mesh::fake::{Call, FakeMesh, Fault, Parcel};
use mesh::{Mesh, Setup};

pub(crate) const NOW: Timestamp = Timestamp::constant(1_795_219_200, 0);
pub(crate) const PRACTICE: &str = "A81001GP1";
pub(crate) const SERVICE: &str = "NHAIS01";
pub(crate) const BODY: &[u8] = b"UNB+UNOA:2+TES5+XX11+190429:1756+00000005++FHSREG'UNZ+1+00000005'";

pub(crate) struct World {
    pub(crate) fake: FakeMesh,
    pub(crate) mesh: Mesh,
}

impl World {
    pub(crate) async fn new() -> Self {
        Self::with(|_| {}).await
    }

    pub(crate) async fn with(change: impl FnOnce(&mut Setup)) -> Self {
        let fake = FakeMesh::start(NOW).await.unwrap();
        fake.register(PRACTICE, "gp-pass");
        fake.register(SERVICE, "ha-pass");
        let mut setup = fake.setup(PRACTICE);
        change(&mut setup);
        let mesh = Mesh::new(setup, fake.clock()).unwrap();

        Self { fake, mesh }
    }

    /// Whose clock is so far ahead of the server's.
    pub(crate) async fn with_clock(ahead: SignedDuration) -> Self {
        let Self { fake, .. } = Self::new().await;
        let mesh = Mesh::new(fake.setup(PRACTICE), move || NOW + ahead).unwrap();

        Self { fake, mesh }
    }

    pub(crate) fn service(&self) -> Mesh {
        Mesh::new(self.fake.setup(SERVICE), self.fake.clock()).unwrap()
    }

    /// A letter from the service waits.
    pub(crate) fn delivers(&self, body: impl Into<Vec<u8>>) -> MessageId {
        self.fake
            .deliver(Parcel::letter(PRACTICE, "NHAIS_REG", body))
    }

    pub(crate) async fn fetches(&self, id: &MessageId) -> Result<Arrived, Trouble> {
        match self.mesh.fetch(id).await {
            Ok(Fetched::Letter(arrived)) => Ok(arrived),
            Ok(other @ (Fetched::Report(_) | Fetched::Foreign)) => panic!("{other:?}"),
            Err(error) => Err(error.trouble),
        }
    }

    /// Posts one letter, with this to go wrong.
    pub(crate) async fn posts(&self, fault: Fault) -> Posted {
        self.fake.fault(Call::Post, fault);

        self.mesh.post(&letter()).await
    }

    /// What the service has been sent.
    pub(crate) fn accepted(&self) -> usize {
        self.fake.witness().accepted.len()
    }
}

pub(crate) fn letter() -> Outgoing {
    letter_of(BODY)
}

pub(crate) fn letter_of(body: &[u8]) -> Outgoing {
    Outgoing {
        to: MailboxId::new(SERVICE),
        workflow: Workflow::Registration,
        local_id: LocalId::from_bytes([7; 16]),
        body: body.to_vec().into(),
        sha256: None,
    }
}

pub(crate) fn accepted(posted: Posted) -> MessageId {
    match posted {
        Posted::Accepted { id } => id,
        other @ (Posted::HandedOver
        | Posted::Refused { .. }
        | Posted::NotSent(_)
        | Posted::Unknown(_)) => panic!("{other:?}"),
    }
}

pub(crate) fn unknown(posted: Posted) -> MailError {
    match posted {
        Posted::Unknown(error) => error,
        other @ (Posted::HandedOver
        | Posted::Refused { .. }
        | Posted::NotSent(_)
        | Posted::Accepted { .. }) => panic!("{other:?}"),
    }
}

pub(crate) fn not_sent(posted: Posted) -> MailError {
    match posted {
        Posted::NotSent(error) => error,
        other @ (Posted::HandedOver
        | Posted::Refused { .. }
        | Posted::Unknown(_)
        | Posted::Accepted { .. }) => panic!("{other:?}"),
    }
}

pub(crate) fn refused(posted: Posted) -> (String, String) {
    match posted {
        Posted::Refused { code, words } => (code, words),
        other @ (Posted::HandedOver
        | Posted::NotSent(_)
        | Posted::Unknown(_)
        | Posted::Accepted { .. }) => panic!("{other:?}"),
    }
}
