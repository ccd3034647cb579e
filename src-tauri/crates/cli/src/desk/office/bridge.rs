//! Between a real mailbox and the service in memory. Each letter passes once, whatever is cut off on the way:
//! what came in is noted before the carrier may forget it, and what goes out is asked for before it is sent.

use std::collections::BTreeSet;

use gplinks::{Limits, Reading};
use mailbox::{
    Arrived, Fetched, LocalId, MailError, Mailbox, MailboxId, MessageId, Outgoing, Posted, Tracked,
    Trouble,
};
use store::sha256;

use super::plan::Plan;
use crate::error::{Failure, Remark, Weight};
use premises::Service;

/// Pages that one round looks at.
const MOST_PAGES: usize = 200;

pub(super) struct Bridge<M> {
    pub(super) service: Service,
    pub(super) carrier: M,
    pub(super) plan: Plan,
}

/// What one round did.
#[derive(Debug, Default)]
pub(super) struct Round {
    pub(super) received: u32,
    pub(super) sent: u32,
    /// MESH's word on letters of ours that did not get there.
    pub(super) reports: u32,
    pub(super) troubles: Vec<Remark>,
    /// The mailbox was looked into.
    pub(super) is_reached: bool,
}

/// Whether the next letter for the same practice may go.
#[derive(PartialEq)]
enum Next {
    Goes,
    Waits,
}

impl<M: Mailbox> Bridge<M> {
    pub(super) async fn round(&self) -> Result<Round, Failure> {
        let mut round = Round::default();
        round.is_reached = self.fetch_all(&mut round).await?;
        if round.is_reached {
            self.send_all(&mut round).await?;
        }

        Ok(round)
    }

    /// Tells whether the mailbox was reached.
    async fn fetch_all(&self, round: &mut Round) -> Result<bool, Failure> {
        let mut page = None;
        let mut seen = BTreeSet::new();
        for _ in 0..MOST_PAGES {
            let listing = match self.carrier.list(page.clone()).await {
                Ok(listing) => listing,
                Err(error) => {
                    round.met(&error);
                    return Ok(false);
                }
            };
            for id in listing.messages {
                if seen.insert(id.clone()) {
                    self.fetch(&id, round).await?;
                }
            }
            if listing.next.is_none() || listing.next == page {
                break;
            }
            page = listing.next;
        }

        Ok(true)
    }

    async fn fetch(&self, id: &MessageId, round: &mut Round) -> Result<(), Failure> {
        let came_as = local_id("came", id);
        if !self.service.has_taken(&came_as) {
            match self.carrier.fetch(id).await {
                Ok(Fetched::Letter(arrived)) => {
                    self.take(arrived, came_as)?;
                    round.received += 1;
                }
                Ok(Fetched::Report(_)) => round.reports += 1,
                Ok(Fetched::Foreign) => return Ok(()),
                Err(error) if error.trouble == Trouble::Gone => return Ok(()),
                Err(error) => {
                    round.met(&error);
                    return Ok(());
                }
            }
        }
        match self.carrier.acknowledge(id).await {
            Err(error) if error.trouble != Trouble::Gone => round.met(&error),
            Ok(()) | Err(_) => {}
        }

        Ok(())
    }

    fn take(&self, arrived: Arrived, local_id: LocalId) -> Result<(), Failure> {
        Ok(self.service.take(&Outgoing {
            to: MailboxId::new(self.plan.mailbox.clone()),
            workflow: arrived.workflow,
            local_id,
            body: arrived.body.into(),
            sha256: None,
        })?)
    }

    /// In the order in which the service wrote; a practice that cannot be reached holds up no other.
    async fn send_all(&self, round: &mut Round) -> Result<(), Failure> {
        let mut held_up = BTreeSet::new();
        for id in self.service.mailbox.waiting() {
            let Ok(Fetched::Letter(letter)) = self.service.mailbox.fetch(&id).await else {
                continue;
            };
            let Some(to) = self.addressee(&letter.body) else {
                round.say(
                    "E847",
                    "a letter of the service's is for no practice that it knows".to_owned(),
                );
                continue;
            };
            if held_up.contains(&to) {
                continue;
            }
            if self.send(&id, letter, &to, round).await? == Next::Waits {
                held_up.insert(to);
            }
        }

        Ok(())
    }

    async fn send(
        &self,
        id: &MessageId,
        letter: Arrived,
        to: &str,
        round: &mut Round,
    ) -> Result<Next, Failure> {
        let local_id = local_id("went", id);
        match self.carrier.track(&local_id).await {
            Ok(Tracked::NotFound | Tracked::Failed { .. }) => {}
            Ok(Tracked::Waiting | Tracked::Found { .. } | Tracked::Several { .. }) => {
                self.service.forget(id)?;
                return Ok(Next::Goes);
            }
            Err(error) => {
                round.met(&error);
                return Ok(Next::Waits);
            }
        }
        let posted = self
            .carrier
            .post(&Outgoing {
                to: MailboxId::new(to),
                workflow: letter.workflow,
                local_id,
                body: letter.body.into(),
                sha256: None,
            })
            .await;
        match posted {
            Posted::Accepted { .. } | Posted::HandedOver => {
                self.service.forget(id)?;
                round.sent += 1;
                return Ok(Next::Goes);
            }
            Posted::Refused { code, words } => {
                round.say("E981", format!("MESH refused it ({code}): {words}"));
            }
            Posted::NotSent(error) | Posted::Unknown(error) => round.met(&error),
        }

        Ok(Next::Waits)
    }

    fn addressee(&self, body: &[u8]) -> Option<String> {
        let reading = Reading {
            limits: Limits::file(),
            today: None,
        };
        let letters = gplinks::read(body, &reading);
        let header = letters.first()?.header.as_ref()?;

        self.plan
            .mailbox_of(header.recipient.as_str())
            .map(str::to_owned)
    }
}

impl Round {
    fn met(&mut self, error: &MailError) {
        let words = format!("{}. {}", error.trouble, error.trouble.advice());
        self.say(practice::trouble_code(error.trouble), words);
    }

    fn say(&mut self, code: &'static str, words: String) {
        let remark = Remark::new(Weight::Warning, code, words);
        if !self.troubles.contains(&remark) {
            self.troubles.push(remark);
        }
    }
}

/// The same letter always has the same id, so that it can be asked for after a restart.
fn local_id(way: &str, id: &MessageId) -> LocalId {
    let digest = sha256(format!("linkdesk agency {way} {}", id.as_str()).as_bytes());
    let mut bytes = [0; 16];
    for (to, from) in bytes.iter_mut().zip(digest) {
        *to = from;
    }

    LocalId::from_bytes(bytes)
}
