//! The registration service at the other end of MESH: it takes each letter that MESH has taken, and its own go to MESH.

use mailbox::{Fetched, LocalId, Mailbox, MailboxId, Outgoing, Posted, Workflow};
use mesh::fake::{AcceptedPost, Parcel};

use crate::{Desk, PRACTICE, SERVICE};

impl Desk {
    /// The service works, and has taken `taken` letters before.
    pub(super) async fn service_works(&self, taken: &mut usize) {
        self.service_works_on(taken, |posted| posted.body.clone())
            .await;
    }

    /// The same where MESH brings it other bytes than were posted.
    pub(super) async fn service_works_on(
        &self,
        taken: &mut usize,
        arrives: impl Fn(&AcceptedPost) -> Vec<u8>,
    ) {
        let service = &self.world.service;
        service.set_now(self.world.now());
        let accepted = self.fake.witness().accepted;
        for posted in &accepted[*taken..] {
            let letter = Outgoing {
                to: MailboxId::new(SERVICE),
                workflow: Workflow::parse(&posted.workflow).unwrap(),
                local_id: LocalId::parse(posted.local_id.as_deref().unwrap()).unwrap(),
                body: arrives(posted).into(),
                sha256: None,
            };
            let taken = service.post(&letter).await;
            assert!(matches!(taken, Posted::Accepted { .. }), "{taken:?}");
        }
        *taken = accepted.len();
        for id in service.waiting() {
            let Fetched::Letter(letter) = service.fetch(&id).await.unwrap() else {
                panic!("it is a letter");
            };
            let workflow = letter.workflow.as_str();
            self.fake
                .deliver(Parcel::letter(PRACTICE, workflow, letter.body));
            service.acknowledge(&id).await.unwrap();
        }
    }
}
